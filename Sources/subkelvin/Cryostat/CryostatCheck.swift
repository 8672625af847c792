import CommandLineKit
import Cryogenics
import Text

/// The command `subkelvin cryostat check`.
struct CryostatCheck: Command {
    static let name = "check"
    static let abstract = "Checks limits of temperature, noise and room on the plates; ends with 1 where one fails."
    static let examples = [Example("subkelvin cryostat check --preset krinner-50", "Is everything within its limits?")]

    @Argument("A cryostat as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"])) var file:
        String?
    @OptionGroup var options: CryostatOptions
    @OptionGroup var outputs: CryostatOutput

    func run(on console: Console) async throws {
        let state = try options.state(file: file)
        try outputs.write(state, command: options.commandLine("check", file: file), on: console)
        if outputs.json {
            try console.print(json: Record(ok: state.faults.isEmpty, reasons: state.faults))
        } else {
            try console.write(CryostatTables(state: state).stages().rendered())
            for fault in state.faults { try console.print("NOT met: \(fault)") }
            if state.faults.isEmpty { try console.print("every limit is met") }
        }
        guard state.faults.isEmpty else { throw CheckFailed() }
    }

    private struct Record: Encodable {
        var ok: Bool
        var reasons: [String]
    }
}
