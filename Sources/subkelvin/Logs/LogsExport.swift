import CommandLineKit
import Instruments
import Readings
import Telemetry
import Text

/// The command `subkelvin logs export DIR --zone ZONE --to FILE`.
struct LogsExport: Command {
    static let name = "export"
    static let abstract = "Writes the readings of a log into a file, each with its quality."
    static let discussion = """
        Comma-separated values have a line a reading: time in UTC, channel, unit, value, quality. HDF5 has a group a channel with \
        columns time (ns since 1970 in UTC), value and quality (0 good to 7 invalid). Numbers are in SI units, and left out, or not \
        a number, where there is none. A channel that was asked for and never comes is an error, once the others have been written.
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
        var known: Set<String> = []
        let text = to.hasSuffix(".csv") ? try LogCSVFile(to) : nil
        let table = to.hasSuffix(".h5") ? try LogTableFile(to) : nil
        try folder.readAll(settings, on: console) { _, contents in
            let asked = contents.batches.filter { channel.isEmpty || channel.contains($0.channel.name) }
            try text?.append(asked)
            try table?.append(asked)
            problems.add(contents.problems)
            known.formUnion(contents.batches.lazy.map(\.channel.name))
        }
        try table?.close()
        try problems.tell(on: console)
        try console.note("wrote \(to)")
        let missing = channel.filter { !known.contains($0) }
        if !missing.isEmpty { throw MissingChannels(names: missing, known: known, directory: directory) }
    }
}

/// Channels that were asked for, and of which a log has nothing.
private struct MissingChannels: Error, CustomStringConvertible, ExitCoding {
    var names: [String]
    var known: Set<String>
    var directory: String

    var exitCode: ExitCode { .badData }

    var description: String {
        names.map { name in
            let near = nearestNames(to: name, among: known.sorted())
            let hint =
                near.isEmpty
                ? "‘subkelvin logs inspect’ lists those there are" : "did you mean \(near.joined(separator: " or "))?"
            return "\(quoted(directory, limit: 200)) has no channel \(quoted(name)); \(hint)"
        }.joined(separator: "\n")
    }
}
