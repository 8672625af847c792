import CommandLineKit
import Synchronization
import Testing

@Suite("Running")
struct RunningTests {
    @Test(
        "an error says how the program ends, on one line",
        arguments: [
            ("check", ExitCode.no, "fixture: the stage is warm\n"),
            ("silent", .no, ""),
            ("data", .badData, "fixture: stage.yaml:3:7: not a temperature\n"),
            (
                "usage", .usage,
                "fixture fail: these two exclude each other; drop one\nusage: fixture fail HOW\nsee 'fixture fail --help'\n"
            ),
            ("unforeseen", .fault, "fixture: a fault of the program itself: first line   second line\n"),
        ])
    func errors(how: String, code: ExitCode, message: String) async {
        #expect(await run(["fail", how]) == Outcome(code: code, output: "", error: "working\n" + message))
    }

    @Test("a closed pipe ends the command quietly, wherever it is")
    func closedPipe() async {
        let lines = Mutex(0)
        let output = TextSink { _ in
            let count = lines.withLock { count in
                count += 1
                return count
            }
            if count > 10 { throw ClosedPipe() }
        }
        let error = Recorder()
        let code = await Main.run(Fixture.self, arguments: ["fail", "lines"], output: output, error: error.sink())
        #expect(code == .done)
        #expect(error.text == "working\n")
        #expect(lines.withLock { $0 } == 11)
    }

    @Test("the version is printed at the root, and nowhere else")
    func version() async {
        #expect(await run(["--version"]) == Outcome(code: .done, output: "fixture 1.2.3\n", error: ""))
        #expect(await run(["material", "--version"]).code == .usage)
    }

    @Test("the codes are those of sysexits.h")
    func codes() {
        #expect(ExitCode.allCases.map(\.rawValue) == [0, 1, 64, 65, 66, 69, 70])
    }

    @Test("a shell is told the names that only the program knows, one a line")
    func dynamicNames() async {
        let outcome = await run(["--complete", "material", "value", "MATERIAL"])
        #expect(outcome == Outcome(code: .done, output: "copper\nit's $(odd)\nptfe\n", error: ""))
        #expect(await run(["--complete", "material", "value", "--format"]).output == "table\ncsv\njson\n")
        #expect(await run(["--complete", "material", "value", "--none"]).code == .usage)
    }

    @Test(
        "the layout follows the terminal between 40 and 100 columns",
        arguments: [(nil, 80), (10, 40), (90, 90), (300, 100)])
    func layoutWidth(columns: Int?, expected: Int) {
        #expect(Recorder().sink(columns: columns).layoutWidth == expected)
    }
}
