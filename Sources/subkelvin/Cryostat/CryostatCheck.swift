import CommandLineKit
import Cryogenics
import HeatTransfer
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
        let state: CryostatState
        do { state = try options.state(file: file) } catch let error as NetworkError where error.isOverheated {
            // No rest under too much heat is what was asked for: an answer, and the answer is no.
            let reason = "no steady state: \(error)"
            if outputs.json {
                try console.print(json: Record(ok: false, reasons: [reason], stages: []))
            } else {
                try console.print("NOT met: \(escaped(reason, limit: 1000))")
            }
            if outputs.plot != nil || outputs.report != nil { try console.note("nothing at rest to draw or report") }
            throw CheckFailed()
        }
        try outputs.write(state, command: options.commandLine("check", file: file), on: console)
        if outputs.json {
            try console.print(
                json:
                    Record(
                        ok: state.faults.isEmpty, reasons: state.faults,
                        stages: state.stages.map { CryostatRecord.StageRecord($0) }))
        } else {
            try console.write(CryostatTables(state: state).stages().rendered())
            for fault in state.faults { try console.print("NOT met: \(escaped(fault, limit: 1000))") }
            if state.faults.isEmpty { try console.print("every limit is met") }
        }
        guard state.faults.isEmpty else { throw CheckFailed() }
    }

    private struct Record: Encodable {
        var ok: Bool
        var reasons: [String]
        /// At rest; none where there is no rest.
        var stages: [CryostatRecord.StageRecord]
    }
}
