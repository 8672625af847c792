public import Configuration
import Quantities

/// A procedure as its YAML file states it, not yet checked.
struct ProcedureFile: Decodable {
    enum Kind: String, Decodable, CaseIterable { case procedure = "Procedure" }

    var kind: Kind
    var name: String
    var title: String
    var steps: [StepFile]

    enum CodingKeys: String, DocumentedKey {
        case kind, name, title, steps
        var documentation: String {
            switch self {
            case .kind: "what the file describes"
            case .name: "the procedure's name: what scenarios run it by"
            case .title: "what it is, in a line"
            case .steps: "what is done, in turn"
            }
        }
    }

    struct StepFile: Decodable {
        var name: String
        var title: String
        var set: SettingsFile?
        var until: ConditionsFile?
        var least: TimeSpan?
        var within: TimeSpan?
        var event: String?
        var otherwise: String?

        enum CodingKeys: String, DocumentedKey {
            case name, title, set, until, within, event, otherwise
            case least = "at_least"
            var documentation: String {
                switch self {
                case .name: "the step's name"
                case .title: "what it is, in a line"
                case .set: "what is set as it begins: controls, a plate and a point before them or without"
                case .until: "what must hold for it to end; all of it at once"
                case .least: "how long it lasts at least"
                case .within: "how long it may last; longer is a failure. Any time, if left out"
                case .event: "what is noted to have happened when it ends"
                case .otherwise: "the procedure that is run when it fails; if left out, everything stays as it is"
                }
            }
        }

        var step: Procedure.Step {
            Procedure.Step(
                name: name, title: title, set: set?.settings ?? [], until: until?.conditions ?? [],
                least: least?.si ?? 0, within: within?.si, event: event, otherwise: otherwise)
        }
    }
}

extension Procedure {
    /// The procedures that come with Subkelvin, by name.
    public static var names: [String] { EmbeddedTexts.names(in: "Procedures") }

    /// A procedure that comes with Subkelvin.
    ///
    /// - Parameter name: one of ``names``.
    /// - Throws: ``ScriptError`` naming those that there are; `ConfigurationError` never for embedded text that its test has
    ///   read.
    public static func named(_ name: String) throws -> Procedure {
        guard let text = EmbeddedTexts.text(name, in: "Procedures") else {
            throw ScriptError([], .unknownProcedure(name, known: names))
        }
        return try ConfigurationDecoder().decode(
            CheckedProcedure.self, from: Array(text.utf8), file: "\(name).yaml"
        ).procedure
    }

    /// A procedure from a file, checked.
    ///
    /// - Parameters:
    ///   - path: of the file (`kind: Procedure`).
    ///   - procedures: the names of others that it may go on with; those that come with Subkelvin are known anyway.
    ///   - plates: the plates of the plant by name; nil where that is not known.
    /// - Throws: `ConfigurationError` with the place of what is wrong.
    public static func read(
        _ path: String, procedures: [String] = [], plates: [String]? = nil
    ) throws(ConfigurationError) -> Procedure {
        var decoder = ConfigurationDecoder()
        if let key = CheckedProcedure.Known.key {
            decoder.userInfo[key] = CheckedProcedure.Known(procedures: procedures, plates: plates)
        }
        return try decoder.decode(CheckedProcedure.self, fromFile: path).procedure
    }

    /// The JSON Schema of a procedure's file, made of the types that read it; ends with a line break.
    ///
    /// - Throws: `SchemaError` where a type stands in the way; never for the types as they are.
    public static func jsonSchema() throws -> String {
        try JSONSchema(
            for: ProcedureFile.self, title: "Procedure",
            description: "A procedure for Subkelvin: steps that set controls and wait for conditions."
        ).text
    }
}

/// A file whose procedure is checked while its errors still have their place.
struct CheckedProcedure: Decodable {
    var procedure: Procedure

    /// What the file does not say.
    struct Known: Sendable {
        var procedures: [String] = []
        var plates: [String]?
        static let key = CodingUserInfoKey(rawValue: "CheckedProcedure.known")
    }

    init(from decoder: any Decoder) throws {
        let file = try ProcedureFile(from: decoder)
        let known = Known.key.flatMap { decoder.userInfo[$0] as? Known } ?? Known()
        let procedure = Procedure(name: file.name, title: file.title, steps: file.steps.map(\.step))
        try placing(decoder) { () throws(ScriptError) in
            try procedure.check(procedures: known.procedures, plates: known.plates)
        }
        self.procedure = procedure
    }
}

/// Runs what may refuse a value, and gives its error a place in the file.
func placing<Value>(_ decoder: any Decoder, _ make: () throws(ScriptError) -> Value) throws -> Value {
    do throws(ScriptError) {
        return try make()
    } catch {
        let keys = error.path.map { step -> any CodingKey in
            switch step {
            case .key(let key): ScriptKey(stringValue: key)
            case .item(let index): ScriptKey(intValue: index)
            }
        }
        throw DecodingError.dataCorrupted(
            .init(codingPath: decoder.codingPath + keys, debugDescription: error.words))
    }
}

/// A step of the way: a key, or an item of a list.
private struct ScriptKey: CodingKey {
    var stringValue: String
    var intValue: Int?
    init(stringValue: String) { self.stringValue = stringValue }
    init(intValue: Int) { (stringValue, self.intValue) = ("\(intValue)", intValue) }
}
