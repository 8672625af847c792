import CommandLineKit
import Instruments
import Readings
import Telemetry

/// The command `subkelvin logs export DIR --zone ZONE --to FILE`.
struct LogsExport: Command {
    static let name = "export"
    static let abstract = "Writes the readings of a log into a file, each with its quality."
    static let discussion = """
        Comma-separated values have a line a reading: time in UTC, channel, unit, value, quality. HDF5 has a group a channel with \
        columns time (ns since 1970 in UTC), value and quality (0 good to 7 invalid). Numbers are in SI units, and left out, or not \
        a number, where there is none.
        """
    static let examples = [
        Example(
            "subkelvin logs export Examples/logs/lab-1 --zone Europe/Zurich --channel base --to base.csv",
            "The temperatures of the base plate.")
    ]

    @Argument("A folder of days, or of devices.", completion: .directory) var directory: String
    @OptionGroup var options: LogOptions
    @Option("The file.", placeholder: "FILE", completion: .file(extensions: ["csv", "h5"])) var to: String
    @Option("Only this channel; may be given again.", placeholder: "NAME") var channel: [String]

    func validate() throws {
        guard to.hasSuffix(".csv") || to.hasSuffix(".h5") else {
            throw ArgumentError("--to names a file that ends in .csv or .h5")
        }
        try PlantOutput.checkFolder(of: to)
    }

    func run(on console: Console) async throws {
        let (folder, settings) = try options.log(in: directory)
        var problems = LogProblems()
        let text = to.hasSuffix(".csv") ? try LogCSVFile(to) : nil
        let table = to.hasSuffix(".h5") ? try LogTableFile(to) : nil
        try folder.readAll(settings, on: console) { _, contents in
            let asked = contents.batches.filter { channel.isEmpty || channel.contains($0.channel.name) }
            try text?.append(asked)
            try table?.append(asked)
            problems.add(contents.problems)
        }
        try table?.close()
        try problems.tell(on: console)
        try console.note("wrote \(to)")
    }
}
