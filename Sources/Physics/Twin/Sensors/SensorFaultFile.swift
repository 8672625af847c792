import Configuration
import Quantities

/// `sensor: { kind: drift, channel: base, size: 1e-3, plate: A }`.
struct SensorFaultFile: Decodable, SchemaDescribing, SchemaSample {
    /// What is wrong, of every plate, or of one.
    var fault: Scenario.SensorEvent

    private enum CodingKeys: String, CodingKey, CaseIterable { case kind, channel, plate, size, curve, version }

    /// The kinds by their words, with what their size is.
    enum Word: String, CaseIterable, Decodable {
        case drift
        case relativeDrift = "relative-drift"
        case open
        case short
        case stale
        case repeating
        case selfHeating = "self-heating"
        case frozen
        case wrongCurve = "wrong-curve"
        case gaugeOff = "gauge-off"
        case noise
        case microphonics
        case scannerStays = "scanner-stays"
        case firmware
        case telemetryLoss = "telemetry-loss"

        /// Whether it has a size.
        var hasSize: Bool {
            switch self {
            case .drift, .relativeDrift, .selfHeating, .noise, .microphonics: true
            default: false
            }
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func refuse(_ key: CodingKeys, _ words: String) -> DecodingError {
            .dataCorrupted(.init(codingPath: decoder.codingPath + [key], debugDescription: words))
        }
        let word = try container.decode(Word.self, forKey: .kind)
        let channel = try container.decodeIfPresent(String.self, forKey: .channel)
        let plate = try container.decodeIfPresent(String.self, forKey: .plate)
        let text = try container.decodeIfPresent(String.self, forKey: .size)
        let curve = try container.decodeIfPresent(String.self, forKey: .curve)
        guard word.hasSize == (text != nil) else {
            throw refuse(
                .size, word.hasSize ? "a \(word.rawValue) needs ‘size’" : "a \(word.rawValue) has no size; leave it out"
            )
        }
        guard (word == .wrongCurve) == (curve != nil) else {
            throw refuse(.curve, "‘curve’ goes with wrong-curve, and wrong-curve with ‘curve’, such as dt-670")
        }
        let version = try container.decodeIfPresent(String.self, forKey: .version)
        guard (word == .firmware) == (version != nil) else {
            throw refuse(.version, "‘version’ goes with firmware, and firmware with ‘version’: \(Self.versions)")
        }
        let size = text ?? ""
        func number() throws -> Double {
            guard let number = Double(size), number.isFinite else {
                throw refuse(.size, "‘\(size)’ is no plain number; expected one such as 1e-3")
            }
            return number
        }
        let kind: SensorFault.Kind
        switch word {
        case .drift: kind = .drift(perDay: try number())
        case .noise: kind = .noise(factor: try number())
        case .microphonics: kind = .microphonics(perAcceleration: try number())
        case .firmware:
            guard let version = CompressorFirmware(rawValue: version ?? "") else {
                throw refuse(.version, "‘\(version ?? "")’ is no version; expected \(Self.versions)")
            }
            kind = .firmware(version)
        case .relativeDrift:
            do throws(QuantityError) { kind = .relativeDrift(perDay: try Ratio(parsing: size).si) } catch {
                throw refuse(.size, "\(error)")
            }
        case .selfHeating:
            do throws(QuantityError) { kind = .selfHeating(power: try Power(parsing: size).si) } catch {
                throw refuse(.size, "\(error)")
            }
        case .open: kind = .open
        case .short: kind = .short
        case .stale: kind = .stale(isNoticed: true)
        case .repeating: kind = .stale(isNoticed: false)
        case .frozen: kind = .frozen
        case .wrongCurve: kind = .wrongCurve(curve ?? "")
        case .gaugeOff: kind = .gaugeOff
        case .scannerStays: kind = .scannerStays
        case .telemetryLoss: kind = .telemetryLoss
        }
        fault = Scenario.SensorEvent(kind, of: channel, at: plate)
    }

    private init(fault: Scenario.SensorEvent) { self.fault = fault }

    private static let versions = CompressorFirmware.allCases.map(\.rawValue).joined(separator: " or ")

    static let schemaSample = SensorFaultFile(fault: .init(.telemetryLoss, of: nil, at: nil))
    static let schema = SchemaNode.matching([
        SchemaProperty(
            "^kind$", .choice(Word.allCases.map(\.rawValue)), documentation: "what is wrong with the instrument"),
        SchemaProperty(
            "^channel$", .text(pattern: ".", examples: ["base", "P1"]),
            documentation: "of which channel; left out of what is about the whole device"),
        SchemaProperty(
            "^plate$", .text(pattern: ".", examples: ["A"]), documentation: "of which plate; of every node, if left out"
        ),
        SchemaProperty(
            "^size$", .text(pattern: ".", examples: ["1e-3", "2 %", "1 nW"]),
            documentation:
                "a drift in the channel's unit a day, or as a share a day; a power; a factor of noise; of microphonics the relative noise for each m/s²"
        ),
        SchemaProperty("^curve$", .text(pattern: ".", examples: ["dt-670"]), documentation: "the wrong curve"),
        SchemaProperty(
            "^version$", .choice(CompressorFirmware.allCases.map(\.rawValue)),
            documentation: "of a firmware: in which units the compressor of the pulse tube speaks"),
    ])
}

extension SensorFault.Kind {
    /// Its word in a scenario's file.
    public var name: String {
        let word: SensorFaultFile.Word =
            switch self {
            case .drift: .drift
            case .relativeDrift: .relativeDrift
            case .open: .open
            case .short: .short
            case .stale(let isNoticed): isNoticed ? .stale : .repeating
            case .selfHeating: .selfHeating
            case .frozen: .frozen
            case .wrongCurve: .wrongCurve
            case .gaugeOff: .gaugeOff
            case .noise: .noise
            case .microphonics: .microphonics
            case .scannerStays: .scannerStays
            case .firmware: .firmware
            case .telemetryLoss: .telemetryLoss
            }
        return word.rawValue
    }
}

extension Scenario {
    /// Something wrong with instruments of every node, or of one plate.
    public struct SensorEvent: Sendable, Hashable {
        /// What is wrong.
        public var kind: SensorFault.Kind
        /// Of which channel; nil for what is about the whole device.
        public var channel: String?
        /// The plate's name; nil for every node.
        public var plate: String?

        /// Something wrong with a channel, or with whole devices.
        public init(_ kind: SensorFault.Kind, of channel: String?, at plate: String?) {
            self.kind = kind
            self.channel = channel
            self.plate = plate
        }

        /// The faults of the devices that it means.
        public func faults(of model: PlantModel) -> [SensorFault] {
            zip(model.plates, model.deviceNames).filter { own, _ in plate.map { $0 == own.name } ?? own.isNode }
                .map { SensorFault(kind, of: $1, channel) }
        }

        /// In words: `a drift of base`.
        var words: String { kind.word + (channel.map { " of \($0)" } ?? "") + (plate.map { " of \($0)" } ?? "") }
    }
}

extension PlantModel {
    /// The name of each plate as that of a device: what a device's name cannot hold becomes a hyphen.
    public var deviceNames: [String] {
        plates.map { plate in
            let name = String(
                plate.name.unicodeScalars.prefix(64).map { scalar in
                    let isPlain =
                        scalar.isASCII
                        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                            || "-_.".unicodeScalars.contains(scalar))
                    return isPlain ? Character(scalar) : "-"
                })
            return name.isEmpty ? "plate" : name
        }
    }

    /// Its usual instruments, made where there are none yet.
    func instruments(_ held: inout PlantInstruments?, seed: UInt64) throws -> PlantInstruments {
        if let held { return held }
        let made = try PlantInstruments(self, devices: deviceNames, seed: seed)
        held = made
        return made
    }

    /// Refuses what its usual instruments cannot have.
    ///
    /// - Parameter held: the instruments, made where there are none yet.
    func check(
        _ event: Scenario.SensorEvent, with held: inout PlantInstruments?, seed: UInt64
    ) throws(ScriptError) {
        try checkPlate(event.plate, plates.map(\.name), [.key("plate")])
        do {
            let instruments = try self.instruments(&held, seed: seed)
            for fault in event.faults(of: self) { _ = try instruments.check(fault) }
        } catch {
            throw ScriptError([], .instrument("\(error)"))
        }
    }
}
