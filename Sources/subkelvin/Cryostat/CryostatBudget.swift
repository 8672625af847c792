import CommandLineKit
import Cryogenics

/// The command `subkelvin cryostat budget`.
struct CryostatBudget: Command {
    static let name = "budget"
    static let abstract = "Lists the heat that each source brings each stage."
    static let examples = [
        Example("subkelvin cryostat budget --preset krinner-50", "By source and stage, at the temperatures found."),
        Example(
            "subkelvin cryostat budget --preset krinner-50 --each --laws linear --temperatures 35K,2.85K,0.882K,82mK,6mK",
            "One line of each group, at given temperatures."),
    ]

    @Argument("A cryostat as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"])) var file:
        String?
    @OptionGroup var options: CryostatOptions
    @Flag("For one line of each group instead of all of them.") var each: Bool
    @OptionGroup var outputs: CryostatOutput

    func run(on console: Console) async throws {
        let state = try options.state(file: file)
        try outputs.write(state, command: options.commandLine("budget", file: file), on: console)
        try CryostatTables(state: state).budget(each: each).print(on: console, json: outputs.json)
    }
}
