import CommandLineKit
import Synchronization

/// A small program with every kind of declaration.
struct Fixture: Command {
    static let name = "fixture"
    static let abstract = "Cools & heats what's in the “can” (a fixture)."
    static let discussion = """
        One paragraph that is long enough to be wrapped when the terminal has eighty columns, as most of them have had.

            # laid out by hand
            fixture heat copper --at "20 mK"

        .A line that begins with a dot, a back\\slash and a µ².
        """
    static let version: String? = "1.2.3"
    static var subcommands: [any Command.Type] {
        [
            Materials.self, Heat.self, Fail.self, Draw.self, CompletionsCommand<Fixture>.self,
            ManualCommand<Fixture>.self,
        ]
    }
    static let examples = [Example("fixture material value copper", "Prints what is known of copper.")]
}

struct Materials: Command {
    static let name = "material"
    static let abstract = "What is known of materials."
    static var subcommands: [any Command.Type] { [Value.self, List.self] }
}

struct List: Command {
    static let name = "list"
    static let abstract = "Lists materials."
    func run(on console: Console) async throws { try console.print("copper\nptfe") }
}

/// A value whose type knows why a word is wrong.
struct Temperature: ArgumentValue, Equatable {
    var kelvin: Double
    static var argumentPlaceholder: String? { "TEMPERATURE" }
    var argument: String { "\(kelvin) K" }

    init(kelvin: Double) { self.kelvin = kelvin }

    init(argument: String) throws {
        let parts = argument.split(separator: " ")
        if parts.count == 3 { throw Reason.split }
        guard let number = parts.first.flatMap({ Double($0) }), parts.count == 1 || parts[1] == "K" else {
            throw Reason.other
        }
        kelvin = number
    }

    enum Reason: Error, CustomStringConvertible {
        case split, other
        var description: String {
            self == .split ? "a space stands between prefix and unit; write \"20 mK\"" : "not a temperature"
        }
    }
}

enum Format: String, CaseIterable, ArgumentValue { case table, csv, json }

struct OutputOptions: OptionSource {
    @Flag("Print JSON.", short: "j") var json: Bool
    @Option("Draw into this file.", short: "o", placeholder: "FILE", completion: .file(extensions: ["svg", "png"]))
    var plot: String?

    func validate() throws {
        if json, plot == "-" {
            throw UsageError(reason: "--json and --plot=- both write to the output", hint: "drop one")
        }
    }
}

struct Value: Command {
    static let name = "value"
    static let abstract = "Prints a property of a material at a temperature."

    @Argument("The material.", completion: .names { ["copper", "it's $(odd)", "ptfe"] }) var material: String
    @Argument("The property.", completion: .choices(["conductivity", "heat-capacity"])) var property: String?
    @Option("The temperature.") var at: Temperature
    @Option("The residual resistance ratio.", short: "r") var residualResistanceRatio: Double = 100
    @Option("How the values are set.") var format: Format = .table
    @Option("A temperature to leave out.") var without: [Temperature]
    @OptionGroup var output: OutputOptions
    @Flag("Count what shines through the insulation.", inversion: "no-mli") var mli: Bool = true
    @Flag("Say more.", short: "v") var verbose: Bool

    func validate() throws {
        if at.kelvin == 0 { throw ArgumentError("nothing is at 0 K") }
    }

    func run(on console: Console) async throws {
        var words = ["material=\(material)", "at=\(at.kelvin)", "rrr=\(residualResistanceRatio)", "format=\(format)"]
        if let property { words.append("property=\(property)") }
        if !without.isEmpty { words.append("without=\(without.map(\.kelvin))") }
        if output.json { words.append("json") }
        if let plot = output.plot { words.append("plot=\(plot)") }
        if !mli { words.append("no-mli") }
        if verbose { words.append("verbose") }
        try console.print(words.joined(separator: " "))
    }
}

struct Heat: Command {
    static let name = "heat"
    static let abstract = "Heats."

    @Argument("How often.") var count: Int = 1
    @Argument("What.") var things: [String]
    @Option("Whether at once.") var now: Bool?

    func run(on console: Console) async throws { try console.print("count=\(count) things=\(things)") }
}

/// Ends as it is told.
struct Fail: Command {
    static let name = "fail"
    static let abstract = "Ends as it is told."
    @Argument("How.") var how: How

    enum How: String, CaseIterable, ArgumentValue { case check, silent, data, usage, unforeseen, lines }

    struct BadData: ExitCoding, CustomStringConvertible {
        var exitCode: ExitCode { .badData }
        var description: String { "stage.yaml:3:7: not a temperature" }
    }

    struct Unforeseen: Error, CustomStringConvertible {
        var description: String { "first line\n  second line" }
    }

    func run(on console: Console) async throws {
        try console.note("working")
        switch how {
        case .check: throw CheckFailed("the stage is warm")
        case .silent: throw CheckFailed()
        case .data: throw BadData()
        case .usage: throw UsageError(reason: "these two exclude each other", hint: "drop one")
        case .unforeseen: throw Unforeseen()
        case .lines: while true { try console.print("line") }
        }
    }
}

struct Draw: Command {
    static let name = "draw"
    static let abstract = "Draws."
    @Option("The directory to draw into.", completion: .directory) var into: String?
    @Argument("Any files.", placeholder: "FILE", completion: .file()) var files: [String]
    func run(on console: Console) async throws { try console.print(files.joined(separator: ",")) }
}

/// Keeps what is written.
final class Recorder: Sendable {
    private let content = Mutex("")
    var text: String { content.withLock { $0 } }

    func sink(isTerminal: Bool = false, columns: Int? = nil) -> TextSink {
        TextSink(isTerminal: isTerminal, columns: columns) { text in self.content.withLock { $0 += text } }
    }
}

struct Outcome: Equatable {
    var code: ExitCode
    var output: String
    var error: String
}

func run(_ arguments: [String], columns: Int? = nil) async -> Outcome {
    let output = Recorder()
    let error = Recorder()
    let code = await Main.run(
        Fixture.self, arguments: arguments, output: output.sink(columns: columns), error: error.sink())
    return Outcome(code: code, output: output.text, error: error.text)
}
