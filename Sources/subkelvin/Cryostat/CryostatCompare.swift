import CommandLineKit
import Cryogenics
import Quantities
import Reporting

/// The command `subkelvin cryostat compare`.
struct CryostatCompare: Command {
    static let name = "compare"
    static let abstract = "Sets two cryostats side by side."
    static let examples = [
        Example("subkelvin cryostat compare krinner-50 ld-400", "Two presets."),
        Example("subkelvin cryostat compare krinner-50 mine.yaml", "A preset against a file."),
    ]

    @Argument("A file, or the name of a preset.", completion: .file(extensions: ["yaml", "yml", "json"])) var first:
        String
    @Argument("Another one.", completion: .file(extensions: ["yaml", "yml", "json"])) var second: String
    @Option("At which frequency noise photons are counted.") var frequency: Frequency = Frequency(si: 6e9)
    @OptionGroup var outputs: CryostatOutput

    func validate() throws {
        guard frequency.si > 0 else { throw ArgumentError("--frequency must be above zero") }
    }

    func run(on console: Console) async throws {
        let comparison = CryostatComparison(a: try state(of: first), b: try state(of: second))
        if let plot = outputs.plot { try draw(comparison.plot(), to: plot, on: console) }
        if let report = outputs.report {
            var words = ["subkelvin", "cryostat", "compare", first, second]
            if frequency.si != 6e9 { words += ["--frequency", frequency.description.replacing(" ", with: "")] }
            try comparison.report(commandLine: words.joined(separator: " ")).write(to: report)
            try console.note("wrote \(report)")
        }
        try comparison.table().print(on: console, json: outputs.json, remarks: comparison.remarks)
    }

    private func state(of name: String) throws -> CryostatState {
        if CryostatDescription.presets.contains(name) {
            return try CryostatModel(try .preset(name)).solve(frequency: frequency.si)
        }
        do { return try CryostatModel(try .read(name)).solve(frequency: frequency.si) } catch let error as CryostatError
        {
            throw error.placed(in: name)
        }
    }
}
