import Configuration
import Quantities

/// Cables as a YAML file states them (`kind: Cables`).
public struct CableFile: Decodable, Sendable {
    enum Kind: String, Decodable, CaseIterable, Sendable { case cables = "Cables" }

    var kind: Kind
    private var entries: [CableEntry]

    /// The cables, in the file's order.
    public var cables: [Cable] { entries.compactMap(\.cable) }

    enum CodingKeys: String, DocumentedKey {
        case kind
        case entries = "cables"

        var documentation: String {
            switch self {
            case .kind: "what the file describes"
            case .entries: "the cables"
            }
        }
    }

    /// The JSON Schema of a file of cables, made of the types that read it; ends with a line break.
    ///
    /// - Throws: `SchemaError` where a type stands in the way; never for the types as they are.
    public static func jsonSchema() throws -> String {
        try JSONSchema(
            for: CableFile.self, title: "Cables",
            description: "Cables for Subkelvin: what lines through a cryostat are made of, what they conduct and lose."
        ).text
    }
}

/// One cable in a file.
struct CableEntry: Decodable, Sendable {
    /// Nil only where a schema is made.
    var cable: Cable?

    enum CodingKeys: String, DocumentedKey {
        case name, title, type, source, note, parts, impedance, loss, dielectric, conductance
        case outerDiameter = "outer_diameter"

        var documentation: String {
            switch self {
            case .name: "its name in the catalogue: lower case, with hyphens"
            case .title: "its name in words"
            case .type: "what sort of cable it is"
            case .source: "where its geometry and numbers come from"
            case .note: "what a designer should know"
            case .parts: "conductors, dielectric, insulation, each of one material"
            case .outerDiameter: "how much of a plate it takes: diameter, or the width of a flat one"
            case .impedance: "characteristic impedance"
            case .loss: "what it loses, as its maker states it"
            case .dielectric: "what lies between the conductors, as a signal sees it; its loss is left out where absent"
            case .conductance: "thermal conductance as its maker states it, for comparison"
            }
        }
    }

    /// Reads the cable and checks it where an error still has its place in the file.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let name = try container.decode(String.self, forKey: .name)
        let title = try container.decode(String.self, forKey: .title)
        let kind = try container.decode(Cable.Kind.self, forKey: .type)
        let source = try container.decode(String.self, forKey: .source)
        let note = try container.decodeIfPresent(String.self, forKey: .note)
        let outerDiameter = try container.decode(Length.self, forKey: .outerDiameter)
        let impedance = try container.decodeIfPresent(Resistance.self, forKey: .impedance)
        let parts = try container.decode([PartEntry].self, forKey: .parts)
        let loss = try container.decodeIfPresent(LossEntry.self, forKey: .loss)
        let dielectric = try container.decodeIfPresent(DielectricEntry.self, forKey: .dielectric)
        let conductance = try container.decodeIfPresent(ConductanceEntry.self, forKey: .conductance)
        let isPlain = name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || "-._".contains($0)) }
        guard isPlain, (1...60).contains(name.count) else {
            throw DecodingError.dataCorruptedError(
                forKey: .name, in: container,
                debugDescription: "a name is made of lower-case letters, digits, -, . and _, sixty at most")
        }
        do throws(LineError) {
            cable = try Cable(
                name: name, title: title, source: source, note: note, kind: kind, parts: parts.map(\.part),
                outerDiameter: outerDiameter.si, impedance: impedance?.si, statedLoss: loss.flatMap(\.table),
                dielectric: dielectric.map { .init(permittivity: $0.permittivity, lossTangent: $0.lossTangent) },
                statedConductance: conductance.map { .init(temperature: $0.at.si, value: $0.value) })
        } catch {
            throw DecodingError.dataCorruptedError(forKey: .parts, in: container, debugDescription: "\(error)")
        }
    }

    init(cable: Cable?) { self.cable = cable }

    /// ε′ and tan δ.
    struct DielectricEntry: Decodable, Sendable {
        var permittivity: Double
        var lossTangent: Double
        enum CodingKeys: String, DocumentedKey {
            case permittivity
            case lossTangent = "loss_tangent"
            var documentation: String {
                switch self {
                case .permittivity: "ε′, relative to vacuum"
                case .lossTangent: "tan δ, the same at every temperature"
                }
            }
        }
    }

    /// k·A at a temperature.
    struct ConductanceEntry: Decodable, Sendable {
        var at: Temperature
        var value: Double
        enum CodingKeys: String, DocumentedKey {
            case at
            case value = "W_m_per_K"
            var documentation: String {
                switch self {
                case .at: "the temperature for which it is stated"
                case .value: "ΣkA in W·m/K: the heat through a metre for a kelvin; a hundredth of W·cm/K"
                }
            }
        }
    }
}

/// The losses of a cable in a file.
struct LossEntry: Decodable, Sendable {
    struct Row: Decodable, Sendable {
        var temperature: Temperature
        var losses: [Double]
        enum CodingKeys: String, DocumentedKey {
            case temperature
            case losses = "dB_per_m"
            var documentation: String {
                switch self {
                case .temperature: "of the cable"
                case .losses: "one a frequency"
                }
            }
        }
    }

    /// Nil only where a schema is made.
    var table: CableLossTable?

    enum CodingKeys: String, DocumentedKey {
        case frequencies, rows
        var documentation: String {
            switch self {
            case .frequencies: "two or more, rising"
            case .rows: "the losses, a row for each temperature"
            }
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let frequencies = try container.decode([Frequency].self, forKey: .frequencies)
        let rows = try container.decode([Row].self, forKey: .rows)
        do throws(LineError) {
            table = try CableLossTable(
                frequencies: frequencies.map(\.si),
                rows: rows.map { CableLossTable.Row(temperature: $0.temperature.si, losses: $0.losses) })
        } catch {
            throw DecodingError.dataCorruptedError(forKey: .rows, in: container, debugDescription: error.words)
        }
    }

    init(table: CableLossTable?) { self.table = table }
}
