import Configuration

/// A wiring as cryowire (schema 0.0.6, Apache-2.0) states it: lines with components by stage, alone or as part of a cooldown.
struct CryowireFile: Decodable {
    var modules: [String: Module]?
    var lines: [Line]?
    var metadata: Metadata?
    var chip: Chip?
    var control: Wiring?
    var readoutSend: Wiring?
    var readoutReturn: Wiring?
    var summary: Unread?

    enum CodingKeys: String, CodingKey {
        case modules, lines, metadata, chip, control, summary
        case readoutSend = "readout_send"
        case readoutReturn = "readout_return"
    }

    struct Wiring: Decodable { var lines: [Line] }

    struct Module: Decodable { var stages: [String: [Reference]] }

    struct Metadata: Decodable {
        var cooldownID: String
        var date: String
        var cryo: String
        var `operator`: String?
        var purpose: String?
        var notes: String?

        enum CodingKeys: String, CodingKey {
            case date, cryo, `operator`, purpose, notes
            case cooldownID = "cooldown_id"
        }
    }

    struct Chip: Decodable {
        var name: String
        var qubits: Int
        var qubitsPerReadoutLine: Int?

        enum CodingKeys: String, CodingKey {
            case name
            case qubits = "num_qubits"
            case qubitsPerReadoutLine = "qubits_per_readout_line"
        }
    }

    struct Line: Decodable {
        var id: String
        var qubit: String?
        var qubits: [String]?
        var module: String?
        var stages: [String: Patch]?
        var representative: Bool?

        enum CodingKeys: String, CodingKey {
            case qubit, qubits, module, stages, representative
            case id = "line_id"
        }
    }

    struct Component: Decodable {
        enum Kind: String, Decodable, CaseIterable { case attenuator, filter, isolator, amplifier }

        var kind: Kind
        var manufacturer: String
        var model: String
        var serial: String?
        var attenuation: Double?
        var gain: Double?
        var filterType: String?
        var amplifierType: String?
        var label: String?

        enum CodingKeys: String, CodingKey {
            case manufacturer, model, serial
            case kind = "type"
            case attenuation = "value_dB"
            case gain = "gain_dB"
            case filterType = "filter_type"
            case amplifierType = "amplifier_type"
            case label = "summary_label"
        }
    }

    /// A component, or its key in a catalogue.
    enum Reference: Decodable {
        case key(String)
        case component(Component)

        init(from decoder: any Decoder) throws {
            if let key = try? decoder.singleValueContainer().decode(String.self) {
                self = .key(key)
            } else {
                self = .component(try Component(from: decoder))
            }
        }
    }

    /// What is at a stage: all of it, or what is changed of a module.
    enum Patch: Decodable {
        case all([Reference])
        case change(Change)

        struct Change: Decodable {
            var add: [Reference]?
            var remove: [Removal]?
        }

        init(from decoder: any Decoder) throws {
            if (try? decoder.unkeyedContainer()) != nil {
                self = .all(try [Reference](from: decoder))
            } else {
                self = .change(try Change(from: decoder))
            }
        }
    }

    /// What is taken out: by its key in a catalogue, or its model.
    enum Removal: Decodable {
        case key(String)
        case model(String)

        private struct Model: Decodable { var model: String }

        init(from decoder: any Decoder) throws {
            if let key = try? decoder.singleValueContainer().decode(String.self) {
                self = .key(key)
            } else {
                self = .model(try Model(from: decoder).model)
            }
        }
    }

    /// Something that says nothing new, whatever it holds.
    struct Unread: Decodable {
        init(from decoder: any Decoder) throws {}
    }
}
