import CommandLineKit
import Cryogenics
import Plotting
import Quantities
import Reporting
import Text

/// The command `subkelvin cryostat solve`.
struct CryostatSolve: Command {
    static let name = "solve"
    static let abstract = "Finds the temperatures of all stages at once, their margins, and the noise of every line."
    static let examples = [
        Example("subkelvin cryostat solve --preset krinner-50", "Fifty qubits in one refrigerator."),
        Example("subkelvin cryostat solve mine.yaml --report mine.html", "A cryostat of your own, with a report."),
    ]

    @Argument("A cryostat as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"])) var file:
        String?
    @OptionGroup var options: CryostatOptions
    @OptionGroup var outputs: CryostatOutput

    func run(on console: Console) async throws {
        let state = try options.state(file: file)
        try outputs.write(state, command: options.commandLine("solve", file: file), on: console)
        if outputs.json { return try console.print(json: CryostatRecord(state)) }
        try console.print(escaped(state.model.description.title, limit: 500))
        try console.write(CryostatTables(state: state).stages().rendered())
        if !state.lines.isEmpty { try console.write(CryostatTables(state: state).lines().rendered()) }
        if let limiting = state.limiting {
            try console.print(
                limiting.capacity > 0
                    ? "limited by the \(limiting.stage.rawValue) stage: \(percent(limiting.margin)) of its capacity left"
                    : "limited by the \(limiting.stage.rawValue) stage: nothing is lifted at its limit, the others as they are"
            )
        }
        for fault in state.faults { try console.print("NOT met: \(escaped(fault, limit: 1000))") }
        if !state.cautions.isEmpty { try console.print("note: \(state.cautions.joined(separator: "; "))") }
    }
}

/// A share in percent.
func percent(_ share: Double) -> String {
    share.isFinite ? "\(formatNumber(100 * share, significantDigits: 3)) %" : share < 0 ? "less than none" : "unknown"
}

/// A power with four digits and a fitting prefix.
func watts(_ power: Double) -> String {
    power == 0 ? "0 W" : power.isNaN ? "unknown" : Power(si: power).formatted(significantDigits: 4)
}
