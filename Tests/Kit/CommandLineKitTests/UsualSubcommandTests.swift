import CommandLineKit
import Testing

@Suite("A family with a usual command")
struct UsualSubcommandTests {
    struct Family: Command {
        static let name = "family"
        static let abstract = "Heats or fails."
        static let subcommands: [any Command.Type] = [Heat.self, Fail.self]
        static let usualSubcommand: (any Command.Type)? = Heat.self
    }

    struct Stray: Command {
        static let name = "stray"
        static let abstract = "Means a command that it does not have."
        static let subcommands: [any Command.Type] = [Fail.self]
        static let usualSubcommand: (any Command.Type)? = Heat.self
    }

    private func run(_ words: [String]) async -> (code: ExitCode, text: String) {
        let (output, error) = (Recorder(), Recorder())
        let code = await Main.run(Family.self, arguments: words, output: output.sink(), error: error.sink())
        return (code, output.text + error.text)
    }

    @Test(
        "its options and arguments follow the family's name",
        arguments: [["3", "a"], ["--now=true", "3", "a"], ["3", "--", "a"]])
    func follows(words: [String]) async {
        let (short, long) = (await run(words), await run(["heat"] + words))
        #expect(short == long && short.code == .done)
        #expect(short.text == "count=3 things=[\"a\"]\n")
    }

    @Test("a word that names a command means that command")
    func named() async {
        #expect(await run(["fail", "data"]).code == .badData)
    }

    @Test("no word asks for one, and help is the family's own")
    func help() async {
        #expect(await run([]).code == .usage)
        let (code, text) = await run(["--help"])
        #expect(code == .done)
        #expect(text.contains("Without COMMAND the options of 'family heat' follow."))
    }

    @Test("a usual command outside of the family is a contradiction")
    func stray() {
        #expect(
            declarationProblems(of: Stray.self) == [
                "stray: heat is meant where no command is named, but is none of the family"
            ])
    }
}
