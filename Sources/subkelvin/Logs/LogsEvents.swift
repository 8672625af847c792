import CommandLineKit
import Instruments
import Quantities
import Readings
import Text

/// The command `subkelvin logs events DIR --zone ZONE`.
struct LogsEvents: Command {
    static let name = "events"
    static let abstract =
        "What happened: valves, pumps, heaters, thresholds crossed, sensors leaving their range and returning."
    static let discussion = """
        A threshold counts as crossed at the first reading beyond it, once the temperature has gone on by 2 % of it without coming \
        back. A base too cold for its curve is below its range, with the number that its file holds for an hour and then without \
        one; it is neither stale nor warm.
        """
    static let examples = [
        Example("subkelvin logs events Examples/logs/lab-1 --zone Europe/Zurich", "An afternoon of a small example.")
    ]

    @Argument("A folder of days, or of devices.", completion: .directory) var directory: String
    @OptionGroup var options: LogOptions
    @Option("A temperature besides 20 and 100 mK, 1, 4, 10, 50, 100 and 200 K.") var threshold: [Temperature]
    @Flag("Print JSON.") var json: Bool

    func run(on console: Console) async throws {
        let (folder, settings) = try options.log(in: directory)
        var finder = LogEvents(thresholds: LogEvents.thresholds + threshold.map(\.si))
        var problems = LogProblems()
        var events: [LogEvent] = []
        try folder.readAll(settings, on: console) { _, contents in
            finder.add(contents.batches, contents.messages)
            events += finder.take()
            problems.add(contents.problems)
        }
        if json {
            try console.print(json: events)
        } else {
            var table = TextTable(columns: [.left("TIME"), .left("CHANNEL"), .left("EVENT"), .right("VALUE")])
            for event in events {
                table.append([rfc3339(event.time), event.channel, event.kind.rawValue, event.shownValue])
            }
            try console.write(table.rendered())
        }
        try problems.tell(on: console)
    }
}

extension LogEvent {
    /// The value with its unit; nothing for a state, whose kind tells it.
    var shownValue: String {
        guard let value else { return "–" }
        return unit == .one && kind != .started ? "" : unit.formatted(value, significantDigits: 4)
    }
}
