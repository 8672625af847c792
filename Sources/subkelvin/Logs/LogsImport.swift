import CommandLineKit
import Instruments
import Telemetry

/// The command `subkelvin logs import DIR --zone ZONE --store FILE`.
struct LogsImport: Command {
    static let name = "import"
    static let abstract = "Puts the readings of a log into a store; what is there already changes nothing."
    static let discussion = """
        Each day is one transaction, durable when the next begins: an import that was broken off is begun again. Readings keep their \
        quality and the name of the file that they came from.
        """
    static let examples = [
        Example(
            "subkelvin logs import /srv/logs/lab-1 --device lab-1 --zone Europe/Zurich --store lab.sqlite", "A device.")
    ]

    @Argument("A folder of days, or of devices.", completion: .directory) var directory: String
    @OptionGroup var options: LogOptions
    @Option(
        "The store; it is made where there is none.", placeholder: "FILE", completion: .file(extensions: ["sqlite"]))
    var store: String = "subkelvin.sqlite"
    @Flag("Print JSON.") var json: Bool

    func run(on console: Console) async throws {
        let (folder, settings) = try options.log(in: directory)
        _ = try folder.days()
        let telemetry = try TelemetryStore(path: store)
        var receipt = AppendReceipt()
        var problems = LogProblems()
        try folder.readAll(settings, on: console) { _, contents in
            receipt += try telemetry.append(contents.batches)
            problems.add(contents.problems)
        }
        try telemetry.close()
        if json {
            try console.print(
                json: Record(
                    device: settings.device, store: store, added: receipt.added, duplicates: receipt.duplicates,
                    conflicts: receipt.conflicts, expired: receipt.expired, problems: problems.counts))
        } else {
            try console.print(
                "\(settings.device): \(receipt.added) readings added to \(store), \(receipt.duplicates) were there already"
            )
            if receipt.conflicts > 0 {
                try console.print("\(receipt.conflicts) differ from what is there: the first stands")
            }
            if receipt.expired > 0 { try console.print("\(receipt.expired) are older than what the store keeps") }
        }
        try problems.tell(on: console)
    }

    private struct Record: Encodable {
        var device, store: String
        var added, duplicates, conflicts, expired: Int
        var problems: [String: Int]
    }
}
