public import Configuration
import Quantities

/// A scenario as its YAML file states it, not yet checked.
struct ScenarioFile: Decodable {
    enum Kind: String, Decodable, CaseIterable { case scenario = "Scenario" }

    var kind: Kind
    var name: String
    var title: String
    var start: Scenario.Start
    var seed: UInt64?
    var events: [EventFile]?
    var expect: [ExpectationFile]?

    enum CodingKeys: String, DocumentedKey {
        case kind, name, title, start, seed, events, expect
        var documentation: String {
            switch self {
            case .kind: "what the file describes"
            case .name: "the scenario's name"
            case .title: "what it is, in a line"
            case .start: "what the plant is like at first: warm, or at rest at base"
            case .seed: "what noise and chance begin from; 1, if left out"
            case .events: "what happens, in the order of times"
            case .expect: "what must hold, and when"
            }
        }
    }

    struct EventFile: Decodable {
        var at: TimeSpan
        var duration: TimeSpan?
        var set: SettingsFile?
        var heat: HeatFile?
        var run: String?
        var fault: FaultFile?
        var sensor: SensorFaultFile?

        enum CodingKeys: String, DocumentedKey {
            case at, set, heat, run, fault, sensor
            case duration = "for"
            var documentation: String {
                switch self {
                case .at: "when it begins, from the start"
                case .duration: "how long it lasts, what was set going back afterwards; for good, if left out"
                case .set: "what is set: controls, a plate and a point before them or without"
                case .heat: "heat into a stage of each node, or of one plate with its name and a point before"
                case .run: "the name of a procedure that begins"
                case .sensor: "what goes wrong with an instrument, and is right again at the end of the event"
                case .fault: "what breaks, and is mended at the end of the event"
                }
            }
        }

        /// What happens, and only that.
        ///
        /// - Throws: ``ScriptError`` for none or several of set, heat, run, fault and sensor.
        func event(_ path: [ScriptError.Step]) throws(ScriptError) -> Scenario.Event {
            let actions: [(name: String, action: Scenario.Action?)] = [
                ("set", set.map { .set($0.settings) }), ("heat", heat.map { .heat($0.heat) }),
                ("run", run.map { .run($0) }), ("fault", fault.map { .fault($0.fault) }),
                ("sensor", sensor.map { .sensor($0.fault) }),
            ]
            let found = actions.filter { $0.action != nil }
            guard found.count == 1, let action = found[0].action else {
                throw ScriptError(path, .actions(found.map(\.name)))
            }
            return Scenario.Event(at: at.si, for: duration?.si, action)
        }
    }

    /// The scenario of the file.
    ///
    /// - Throws: ``ScriptError`` for an event that says none or several things.
    func scenario() throws(ScriptError) -> Scenario {
        var events: [Scenario.Event] = []
        for (index, event) in (self.events ?? []).enumerated() {
            events.append(try event.event([.key("events"), .item(index)]))
        }
        return Scenario(
            name: name, title: title, start: start, seed: seed ?? 1, events: events,
            expectations: (expect ?? []).map(\.expectation))
    }
}

extension Scenario {
    /// A scenario from a file, checked.
    ///
    /// - Parameters:
    ///   - path: of the file (`kind: Scenario`).
    ///   - procedures: those that events may run, besides those that come with Subkelvin; of one name, these.
    ///   - plates: the plates of the plant by name; nil where that is not known.
    /// - Throws: `ConfigurationError` with the place of what is wrong.
    public static func read(
        _ path: String, procedures: [Procedure] = [], plates: [String]? = nil
    ) throws(ConfigurationError) -> Scenario {
        try read(path, CheckedScenario.Known(procedures: procedures, plates: plates))
    }

    /// A scenario from a file, checked against the plant to which it is to happen.
    ///
    /// - Parameters:
    ///   - path: of the file (`kind: Scenario`).
    ///   - procedures: those that events may run, besides those that come with Subkelvin; of one name, these.
    ///   - model: the plant.
    /// - Throws: `ConfigurationError` with the place of what is wrong, also of what this plant does not have.
    public static func read(
        _ path: String, procedures: [Procedure] = [], for model: PlantModel
    ) throws(ConfigurationError) -> Scenario {
        try read(path, CheckedScenario.Known(procedures: procedures, model: model))
    }

    private static func read(
        _ path: String, _ known: CheckedScenario.Known
    ) throws(ConfigurationError) -> Scenario {
        try decoder(known).decode(CheckedScenario.self, fromFile: path).scenario
    }

    /// What a line says that is like an event of a scenario without its time: `fault: { kind: compressor-trip }`.
    ///
    /// - Parameters:
    ///   - line: one event, as a rule.
    ///   - model: the plant to which it is to happen.
    /// - Throws: `ConfigurationError` with the place of what is wrong: the line is the second of a file `words`.
    public static func events(in line: String, for model: PlantModel) throws(ConfigurationError) -> [Event] {
        let text =
            "{ kind: Scenario, name: words, title: words, start: warm, events: [{ at: 0 s,\n" + line + "\n}] }"
        return try decoder(CheckedScenario.Known(procedures: [], model: model))
            .decode(CheckedScenario.self, from: Array(text.utf8), file: "words").scenario.events
    }

    private static func decoder(_ known: CheckedScenario.Known) -> ConfigurationDecoder {
        var decoder = ConfigurationDecoder()
        if let key = CheckedScenario.Known.key { decoder.userInfo[key] = known }
        return decoder
    }

    /// The JSON Schema of a scenario's file, made of the types that read it; ends with a line break.
    ///
    /// - Throws: `SchemaError` where a type stands in the way; never for the types as they are.
    public static func jsonSchema() throws -> String {
        try JSONSchema(
            for: ScenarioFile.self, title: "Scenario",
            description: "A scenario for Subkelvin: what happens to a cryostat or a link, and what is expected of it."
        ).text
    }
}

/// A file whose scenario is checked while its errors still have their place.
struct CheckedScenario: Decodable {
    var scenario: Scenario

    /// What the file does not say.
    struct Known: Sendable {
        var procedures: [Procedure] = []
        var plates: [String]?
        var model: PlantModel?
        static let key = CodingUserInfoKey(rawValue: "CheckedScenario.known")
    }

    init(from decoder: any Decoder) throws {
        let file = try ScenarioFile(from: decoder)
        let known = Known.key.flatMap { decoder.userInfo[$0] as? Known } ?? Known()
        scenario = try placing(decoder) { () throws(ScriptError) in
            var scenario = try file.scenario()
            scenario.procedures = known.procedures
            try scenario.check(plates: known.plates)
            if let model = known.model { try scenario.check(on: model) }
            return scenario
        }
    }
}
