import CommandLineKit
import Testing

@Suite("Parsing")
struct ParserTests {
    static let start = "material=copper at=4.0 rrr=100.0 format=table"

    @Test(
        "a right command line gives its values",
        arguments: [
            (["copper", "--at", "4"], start),
            (["--at=4 K", "copper"], start),
            (["copper", "--at", "-5"], "material=copper at=-5.0 rrr=100.0 format=table"),
            (["copper", "--at", "-.5 K"], "material=copper at=-0.5 rrr=100.0 format=table"),
            (["copper", "--at=4", "-r", "30"], "material=copper at=4.0 rrr=30.0 format=table"),
            (["copper", "--at=4", "-r30"], "material=copper at=4.0 rrr=30.0 format=table"),
            (["copper", "--at=4", "-r=-3"], "material=copper at=4.0 rrr=-3.0 format=table"),
            (["copper", "--at=4", "-vj"], start + " json verbose"),
            (["copper", "--at=4", "-vjofile"], start + " json plot=file verbose"),
            (["copper", "--at=4", "-vo", "a=b.svg"], start + " plot=a=b.svg verbose"),
            (["copper", "--at=4", "--plot", "-"], start + " plot=-"),
            (["copper", "--at=4", "--plot="], start + " plot="),
            (["copper", "--at=4", "--plot=--x"], start + " plot=--x"),
            (["copper", "--at=4", "--no-mli"], start + " no-mli"),
            (["copper", "--at=4", "--mli"], start),
            (["copper", "--at=4", "--format", "json"], "material=copper at=4.0 rrr=100.0 format=json"),
            (["copper", "--at=4", "--without=1", "--without", "2 K"], start + " without=[1.0, 2.0]"),
            (["copper", "heat-capacity", "--at=4"], start + " property=heat-capacity"),
            (["--at=4", "--", "copper", "--json"], start + " property=--json"),
            (["--at=4", "", "-7"], "material= at=4.0 rrr=100.0 format=table property=-7"),
            (["--at=4", "-", "--residual-resistance-ratio", "1e3"], "material=- at=4.0 rrr=1000.0 format=table"),
        ])
    func good(words: [String], expected: String) async {
        #expect(await run(["material", "value"] + words) == Outcome(code: .done, output: expected + "\n", error: ""))
    }

    @Test(
        "a wrong command line gives one reason",
        arguments: [
            ([], "missing MATERIAL and --at"),
            (["copper"], "missing --at"),
            (["--at", "4"], "missing MATERIAL"),
            (["copper", "--at"], "missing value of --at"),
            (["copper", "--at", "--json"], "missing value of --at"),
            (
                ["copper", "--at", "--frozen"],
                "missing value of --at; a value that begins with a dash is written --at=VALUE"
            ),
            (["copper", "--at", "--", "4"], "missing value of --at"),
            (["copper", "--at", "20 m K"], "--at: ‘20 m K’: a space stands between prefix and unit; write \"20 mK\""),
            (["copper", "--at="], "--at: ‘’: not a temperature"),
            (["copper", "--at", "4", "--at=5"], "--at is given twice"),
            (["copper", "--at", "4", "-v", "--verbose"], "--verbose is given twice"),
            (["copper", "--at", "4", "--mli", "--no-mli"], "--mli (--no-mli) is given twice"),
            (["copper", "--at", "4", "-j", "-j"], "--json (-j) is given twice"),
            (["copper", "--at", "4", "--json=yes"], "--json takes no value"),
            (["copper", "--at", "4", "-v=1"], "-v takes no value"),
            (["copper", "--att", "4"], "unknown option ‘--att’; did you mean --at?"),
            (["copper", "--verb", "--at", "4"], "unknown option ‘--verb’; did you mean --verbose?"),
            (["copper", "--xyzzy=3"], "unknown option ‘--xyzzy’"),
            (["copper", "-vx"], "unknown option ‘-x’"),
            (["copper", "--no-json"], "unknown option ‘--no-json’; did you mean --json?"),
            (["a", "b", "c"], "‘c’ is one argument too many"),
            (
                ["copper", "--at=4", "--format", "jsn"],
                "--format: ‘jsn’: not one of table, csv, json; did you mean ‘json’?"
            ),
            (
                ["copper", "--at=4", "--format", "JSON"],
                "--format: ‘JSON’: not one of table, csv, json; did you mean ‘json’?"
            ),
            (["copper", "--at=4", "-r", "high"], "-r: ‘high’: not a number"),
            (["copper", "--at=4", "-r", "inf"], "-r: ‘inf’: not a finite number"),
            (["copper", "--at=4", "-r", "1e999"], "-r: ‘1e999’: not a finite number"),
            (["copper", "--at=0"], "nothing is at 0 K"),
            (["copper", "--at=4", "-j", "-o", "-"], "--json and --plot=- both write to the output; drop one"),
            (["\u{1B}[31m\n", "b", "\u{202E}c"], "‘\\u{202E}c’ is one argument too many"),
        ])
    func bad(words: [String], reason: String) async {
        let outcome = await run(["material", "value"] + words)
        #expect(outcome.code == .usage)
        #expect(outcome.output == "")
        #expect(
            outcome.error == """
                fixture material value: \(reason)
                usage: fixture material value [options] --at TEMPERATURE MATERIAL [PROPERTY]
                see 'fixture material value --help'

                """)
    }

    @Test(
        "a wrong command names the nearest, or all",
        arguments: [
            ([], "fixture: missing COMMAND; one of material, heat, fail, draw, completions"),
            (["material"], "fixture material: missing COMMAND; one of value, list"),
            (["materail", "value"], "fixture: no command is called ‘materail’; did you mean ‘material’?"),
            (["material", "valu"], "fixture material: no command is called ‘valu’; did you mean ‘value’?"),
            (["--json", "material"], "fixture: unknown option ‘--json’; options stand after the command's name"),
            (["help", "nothing"], "fixture: no command is called ‘nothing’"),
            (["help", "heat", "more"], "fixture heat: there is no command below this one"),
            (["heat", "x"], "fixture heat: COUNT: ‘x’: not a whole number"),
            (["heat", "99999999999999999999"], "fixture heat: COUNT: ‘99999999999999999999’: too large a number"),
            (["heat", "--now", "maybe"], "fixture heat: --now: ‘maybe’: not one of true, false"),
            (["--complete"], "fixture: --complete needs a command and a parameter"),
        ])
    func wrongCommand(words: [String], line: String) async {
        let outcome = await run(words)
        #expect(outcome.code == .usage)
        #expect(outcome.error.split(separator: "\n").first.map(String.init) == line)
    }

    @Test("hostile input ends in an answer, not in a crash or a wait", .timeLimit(.minutes(10)))
    func hostile() async {
        let many = await run(["heat", "1"] + Array(repeating: "x", count: 100_000))
        #expect(many.code == .done)
        let options = await run(
            ["material", "value", "copper", "--at=1"] + Array(repeating: "--without=3", count: 100_000))
        #expect(options.code == .done)
        let unknown = await run(Array(repeating: "--x", count: 100_000))
        #expect(unknown.code == .usage)
        let long = String(repeating: "é", count: 500_000)
        for words in [[long], ["heat", long], ["material", "value", "--" + long], ["material", "value", "-" + long]] {
            let outcome = await run(words)
            #expect(outcome.code == .usage)
            #expect(outcome.error.utf8.count < 1000)
        }
        #expect(await run(["heat", "1", long]).code == .done)
        for words in [[""], ["", ""], ["--"], ["-"], ["material", "--"], ["heat", "--=", ""], ["heat", "-="]] {
            #expect(await run(words).code == .usage)
        }
        #expect(await run(["heat", "1", String(decoding: [0xFF, 0xFE, 0x41], as: UTF8.self)]).code == .done)
    }

    @Test("the fixture contradicts itself nowhere")
    func noProblems() {
        #expect(declarationProblems(of: Fixture.self).isEmpty)
    }

    @Test("contradictions among declarations are found and end the program as its own fault")
    func problems() async {
        struct Wrong: Command {
            static let name = "wrong"
            static let abstract = "Contradicts itself."
            @Option("One.", short: "h") var at: Int?
            @Option("Two.", name: "at") var other: Int?
            @Flag("Three.") var on: Bool = true
            @Argument("Four.") var maybe: Int?
            @Argument("Five.") var must: Int
            @Argument("Six.") var all: [Int]
            @Argument("Seven.") var more: [Int]
            func run(on console: Console) async throws {}
        }
        #expect(
            declarationProblems(of: Wrong.self) == [
                "wrong: -h is declared twice or belongs to every command",
                "wrong: --at is declared twice or belongs to every command",
                "wrong: --on is on by default and nothing turns it off",
                "wrong: MUST must be given and yet follows one that need not",
                "wrong: ALL takes all, nothing can follow",
            ])
        let error = Recorder()
        let code = await Main.run(Wrong.self, arguments: ["1"], output: Recorder().sink(), error: error.sink())
        #expect(code == .fault)
        #expect(error.text.hasPrefix("wrong: wrong: -h is declared twice"))
    }
}
