import Configuration
import Cryogenics
import Quantities

/// A key of the writer's choice.
struct WordKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

/// Keys and texts of a mapping, in their order, each read as it stands.
///
/// - Parameter skipped: keys that are read elsewhere.
/// - Throws: `DecodingError` with the place of the value that is refused.
private func readWords<Value>(
    _ decoder: any Decoder, except skipped: Set<String> = [],
    _ read: (_ key: String, _ words: String) throws(ControlError) -> Value
) throws -> [Value] {
    let container = try decoder.container(keyedBy: WordKey.self)
    var values: [Value] = []
    for key in container.allKeys where !skipped.contains(key.stringValue) {
        let words = try container.decode(String.self, forKey: key)
        do throws(ControlError) {
            values.append(try read(key.stringValue, words))
        } catch {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath + [key], debugDescription: error.description,
                    underlyingError: error))
        }
    }
    return values
}

/// A plate and a point, or neither, before one of some words.
private func named(_ words: some Sequence<String>) -> String { "^(.+\\.)?(\(words.joined(separator: "|")))$" }

/// `set: { v9: open, A.turbo1: off }`.
struct SettingsFile: Decodable, SchemaDescribing, SchemaSample {
    var settings: [ControlSetting]

    init(from decoder: any Decoder) throws {
        settings = try readWords(decoder) { name, words throws(ControlError) in try ControlSetting(name, words) }
    }

    private init(settings: [ControlSetting]) { self.settings = settings }

    static let schemaSample = SettingsFile(settings: [])
    static let schema: SchemaNode = {
        let others = Control.Part.all.filter { part in
            switch part {
            case .valve, .heater: false
            default: true
            }
        }
        return .matching([
            SchemaProperty(
                named(["v([1-9]|1[0-9]|2[0-3])"]), .choice(["open", "closed"]), documentation: "a valve"),
            SchemaProperty(
                named(others.map(\.description)), .choice(["on", "off"]), documentation: "what is switched"),
            SchemaProperty(
                named(Control.Heater.allCases.map(\.rawValue)), .oneOf([.choice(["off"]), Power.schema]),
                documentation: "a heater"),
        ])
    }()
}

/// `until: { base: "< 6.5 K" }`.
struct ConditionsFile: Decodable, SchemaDescribing, SchemaSample {
    var conditions: [Condition]

    init(from decoder: any Decoder) throws { conditions = try Self.read(decoder) }

    private init(conditions: [Condition]) { self.conditions = conditions }

    /// The conditions of a mapping that may have more keys.
    static func read(_ decoder: any Decoder, except skipped: Set<String> = []) throws -> [Condition] {
        try readWords(decoder, except: skipped) { name, words throws(ControlError) in
            try Condition(words, for: Signal(name))
        }
    }

    static let schemaSample = ConditionsFile(conditions: [])
    static let schema = SchemaNode.matching(signals)

    static let signals: [SchemaProperty] = {
        func compared<D: Dimension>(_ quantity: Quantity<D>.Type, _ signal: Signal) -> SchemaNode {
            .described(
                .text(pattern: "^[<>]" + quantity.pattern.dropFirst(), examples: [signal.example]),
                "< or >, and a \(D.name)")
        }
        let stages = Stage.allCases.map(\.rawValue).joined(separator: "|")
        return [
            SchemaProperty(
                "^(\(stages))( anywhere)?$", compared(Temperature.self, .stage(.base, .nodes)),
                documentation: "temperature of the warmest plate of all nodes, or of the warmest place"),
            SchemaProperty(
                "^P[1-\(Signal.gauges.count)]$", compared(Pressure.self, .pressure(1)),
                documentation: "pressure, the highest of the nodes"),
            SchemaProperty(
                "^flow$", compared(MolarFlow.self, .flow),
                documentation: "circulating mixture, the lowest of the nodes"),
            SchemaProperty(
                "^(condensed|turbo1|turbo2)$", compared(Ratio.self, .condensed),
                documentation: "share of the mixture that condensed, or of full rotation; the lowest of the nodes"),
        ]
    }()
}

/// `heat: { base: 10 µW, A.4K: 1 W }`.
struct HeatFile: Decodable, SchemaDescribing, SchemaSample {
    var heat: [Scenario.Heat]

    init(from decoder: any Decoder) throws {
        heat = try readWords(decoder) { name, words throws(ControlError) in
            let (plate, word) = try plateAndWord(name)
            guard let stage = Stage(rawValue: word) else { throw ControlError(word, .unknownStage) }
            do throws(QuantityError) {
                return Scenario.Heat(try Power(parsing: words).si, into: stage, at: plate)
            } catch {
                throw ControlError(words, .quantity(error))
            }
        }
    }

    private init(heat: [Scenario.Heat]) { self.heat = heat }

    static let schemaSample = HeatFile(heat: [])
    static let schema = SchemaNode.matching([
        SchemaProperty(named(Stage.allCases.map(\.rawValue)), Power.schema, documentation: "heat into a stage")
    ])
}

/// `{ at: 3 h, base: "< 20 mK", reading: { channel: base, quality: good } }`.
struct ExpectationFile: Decodable, SchemaDescribing, SchemaSample {
    var expectation: Scenario.Expectation

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: WordKey.self)
        let at = try container.decodeIfPresent(TimeSpan.self, forKey: WordKey(stringValue: "at"))
        let reading = try container.decodeIfPresent(
            ReadingConditionFile.self, forKey: WordKey(stringValue: "reading"))
        expectation = Scenario.Expectation(
            at: at?.si, try ConditionsFile.read(decoder, except: ["at", "reading"]),
            readings: reading.map { [$0.condition] } ?? [])
    }

    private init(expectation: Scenario.Expectation) { self.expectation = expectation }

    static let schemaSample = ExpectationFile(expectation: Scenario.Expectation([]))
    static let schema = SchemaNode.matching(
        [
            SchemaProperty("^at$", TimeSpan.schema, documentation: "when; at the end, if left out"),
            SchemaProperty(
                "^reading$", ReadingConditionFile.schema, documentation: "what instruments say then, and how good it is"
            ),
        ] + ConditionsFile.signals)
}
