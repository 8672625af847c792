import CommandLineKit
import SubkelvinTesting
import Testing

@Suite("Help, manual and completion scripts")
struct DescribingTests {
    @Test(
        "help is as recorded",
        arguments: [
            ("help-root.txt", ["--help"], 80), ("help-family.txt", ["material", "-h"], 80),
            ("help-value.txt", ["material", "value", "--help"], 80),
            ("help-value-50.txt", ["help", "material", "value"], 50),
            ("help-heat.txt", ["heat", "x", "--nonsense", "--help"], 100),
        ])
    func helpSnapshots(name: String, words: [String], columns: Int) async throws {
        let outcome = await run(words, columns: columns)
        #expect(outcome.code == .done)
        #expect(outcome.error == "")
        try Snapshot(name).check(outcome.output)
    }

    @Test("help does not outgrow the terminal, but for words that are longer", arguments: [40, 60, 80, 100])
    func helpWidth(columns: Int) async {
        let outcome = await run(["material", "value", "--help"], columns: columns)
        #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= columns || columns == 40 })
        #expect(outcome.output.split(separator: "\n").allSatisfy { $0.last != " " })
    }

    @Test("after -- a word that looks like a request for help is an argument")
    func notHelp() async {
        #expect(await run(["heat", "--", "1", "--help"]).output == "count=1 things=[\"--help\"]\n")
    }

    @Test("the manual page is as recorded")
    func manual() async throws {
        try Snapshot("fixture.1").check(await run(["man"]).output)
    }

    @Test("completion scripts are as recorded", arguments: Shell.allCases)
    func completions(shell: Shell) async throws {
        try Snapshot("fixture.\(shell.rawValue)").check(await run(["completions", shell.rawValue]).output)
    }

    @Test("hidden commands run, but are shown nowhere")
    func hidden() async {
        #expect(await run(["man"]).code == .done)
        #expect(!(await run(["--help"]).output.contains("roff")))
        for shell in Shell.allCases {
            #expect(!(await run(["completions", shell.rawValue]).output.contains("roff")))
        }
    }
}
