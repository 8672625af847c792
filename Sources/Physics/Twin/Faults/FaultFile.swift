import Configuration
import Cryogenics
import Quantities

/// `fault: { kind: heat-leak, size: 20 µW, stage: base, plate: A }`.
struct FaultFile: Decodable, SchemaDescribing, SchemaSample {
    var fault: Fault

    private enum CodingKeys: String, CodingKey, CaseIterable { case kind, size, plate, stage, valve, position, pump }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func refuse(_ key: CodingKeys?, _ words: String) -> DecodingError {
            .dataCorrupted(
                .init(codingPath: decoder.codingPath + (key.map { [$0] } ?? []), debugDescription: words))
        }
        func word(_ key: CodingKeys) throws -> String? { try container.decodeIfPresent(String.self, forKey: key) }
        let kind = try container.decode(Fault.Kind.self, forKey: .kind)
        let size = try word(.size).map { text in
            guard let size = kind.size(from: text) else {
                throw refuse(.size, "‘\(text)’ is no size of a \(kind.rawValue); \(kind.expectedSize)")
            }
            return size
        }
        let plate = try word(.plate)
        let stage = try word(.stage).map { text in
            guard let stage = Stage(rawValue: text) else {
                throw refuse(
                    .stage, "‘\(text)’ is no stage; expected \(Stage.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return stage
        }
        let valve = try word(.valve).map { text in
            guard text.first == "v", let number = Int(text.dropFirst()) else {
                throw refuse(.valve, "‘\(text)’ is no valve; expected one such as v9")
            }
            return number
        }
        let isOpen = try word(.position).map { text in
            guard text == "open" || text == "closed" else {
                throw refuse(.position, "‘\(text)’ is no position; expected open or closed")
            }
            return text == "open"
        }
        let pump = try word(.pump).map { text in
            guard let pump = Control.Pump(rawValue: text) else {
                let known = Control.Pump.allCases.map(\.rawValue).joined(separator: ", ")
                throw refuse(.pump, "‘\(text)’ is no pump; expected \(known)")
            }
            return pump
        }
        let parts: [Fault.Part?] = [
            stage.map { .stage($0) }, valve.map { .valve($0, isOpen: isOpen ?? false) }, pump.map { .pump($0) },
        ]
        let given = parts.compactMap { $0 }
        guard given.count < 2, isOpen == nil || valve != nil else {
            throw refuse(nil, "give one of ‘stage’, ‘valve’ and ‘pump’, and ‘position’ with ‘valve’ alone")
        }
        do throws(FaultError) {
            fault = try Fault(kind, size: size, at: plate, of: given.first)
        } catch {
            var key: CodingKeys?
            switch error.reason {
            case .size, .noSize: key = .size
            case .noSuchValve: key = .valve
            case .part: key = nil
            }
            throw refuse(key, error.description)
        }
    }

    private init(fault: Fault) { self.fault = fault }

    static let schemaSample: FaultFile = {
        // The kinds without size and part can always be.
        guard let fault = try? Fault(.compressorTrip) else { preconditionFailure("a trip without size is a fault") }
        return FaultFile(fault: fault)
    }()
    static let schema = SchemaNode.matching([
        SchemaProperty(
            "^kind$", .choice(Fault.Kind.allCases.map(\.rawValue)), documentation: "what is broken"),
        SchemaProperty(
            "^size$", .text(pattern: ".", examples: ["20 µW", "1e-9 mol/s", "0.3"]),
            documentation: "how badly, in the unit of the kind; its usual one, if left out"),
        SchemaProperty(
            "^plate$", .text(pattern: ".", examples: ["A"]), documentation: "of which plate; of every node, if left out"
        ),
        SchemaProperty(
            "^stage$", .choice(Stage.allCases.map(\.rawValue)),
            documentation: "at which stage; of a touch the warmer of both"),
        SchemaProperty(
            "^valve$", .text(pattern: "^v([1-9]|1[0-9]|2[0-3])$", examples: ["v9"]), documentation: "which valve"),
        SchemaProperty(
            "^position$", .choice(["open", "closed"]), documentation: "where the valve is stuck; closed, if left out"),
        SchemaProperty("^pump$", .choice(Control.Pump.allCases.map(\.rawValue)), documentation: "which pump"),
    ])
}

extension Fault.Kind {
    /// What its size may be, in words.
    public var expectedSize: String {
        guard let sizes, let usual = usualSize else { return "it has none; leave ‘size’ out" }
        return
            "expected \(formatted(sizes.lowerBound)) to \(formatted(sizes.upperBound)), such as ‘\(formatted(usual))’"
    }
}
