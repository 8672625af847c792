import CommandLineKit
import Cryogenics
import Plotting
import Reporting

/// Where a command on a cryostat writes besides the terminal.
struct CryostatOutput: OptionSource {
    @Option(
        "Draw what heats each stage into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"])) var plot: String?
    @Option(
        "Write a report into this file: the cryostat to scale, heat flows, budgets, assumptions.", placeholder: "FILE",
        completion: .file(extensions: ["html"])) var report: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        try checkPicture(plot)
        if let report, !report.lowercased().hasSuffix(".html") { throw ArgumentError("--report ends in .html") }
    }

    /// Writes what was asked for of one cryostat.
    ///
    /// - Parameter command: the command line that writes it again.
    func write(_ state: CryostatState, command: String, on console: Console) throws {
        if let plot { try draw(CryostatFigure(state: state).budget(), to: plot, on: console) }
        if let report {
            try CryostatReport(state: state, commandLine: command).html().write(to: report)
            try console.note("wrote \(report)")
        }
    }
}
