import CommandLineKit
import Instruments
import Readings
import Text

/// The command `subkelvin logs inspect DIR --zone ZONE`.
struct LogsInspect: Command {
    static let name = "inspect"
    static let abstract =
        "What is there, by device, day and channel; gaps, readings not to be trusted, lines that are wrong."
    static let examples = [
        Example("subkelvin logs inspect Examples/logs --zone Europe/Zurich", "All devices of a folder.")
    ]

    @Argument("A folder of days, or of devices.", completion: .directory) var directory: String
    @OptionGroup var options: LogOptions
    @Flag("Print JSON.") var json: Bool

    func run(on console: Console) async throws {
        var records: [InspectionRecord] = []
        for (folder, settings) in try options.logs(in: directory) {
            var inspection = LogInspection()
            try folder.readAll(settings, on: console) { day, contents in inspection.add(contents, of: day) }
            if json {
                records.append(InspectionRecord(settings.device, inspection))
            } else {
                try tell(settings.device, inspection, on: console)
            }
        }
        if json { try console.print(json: records) }
    }

    private func tell(_ device: String, _ inspection: LogInspection, on console: Console) throws {
        let readings = inspection.days.reduce(0) { $0 + $1.readings }
        try console.print(
            "\(device): \(count(inspection.days.count, "day")), \(count(inspection.channels.count, "channel")), "
                + "\(count(readings, "reading"))")
        var days = TextTable(columns: [
            .left("DAY"), .right("FILES"), .right("LINES"), .right("READINGS"), .right("PROBLEMS"),
            .left("OTHER FILES"),
        ])
        for day in inspection.days {
            days.append([
                "\(day.day)", "\(day.files)", "\(day.lines)", "\(day.readings)", "\(day.problems)",
                escaped(day.others.joined(separator: " "), limit: 60),
            ])
        }
        try console.write(days.rendered())
        var channels = TextTable(columns: [
            .left("CHANNEL"), .right("READINGS"), .left("FROM"), .left("TO"), .right("LEAST"), .right("GREATEST"),
            .left("NOT GOOD"),
        ])
        for channel in inspection.channels {
            let unit = channel.channel.unit
            func shown(_ value: Double) -> String {
                value.isFinite ? unit.formatted(value, significantDigits: 4) : "–"
            }
            channels.append([
                channel.channel.name, "\(channel.count)", rfc3339(channel.first), rfc3339(channel.last),
                shown(channel.least), shown(channel.greatest),
                channel.notGood.sorted { $0.key < $1.key }.map { "\($0.key.rawValue) \($0.value)" }
                    .joined(separator: ", "),
            ])
        }
        try console.write(channels.rendered())
        let gaps = inspection.events.filter { $0.kind == .gap }
        for gap in gaps.prefix(10) {
            try console.print("gap: nothing of \(gap.channel) from \(rfc3339(gap.time)) on, for \(gap.shownValue)")
        }
        if gaps.count > 10 { try console.print("and \(gaps.count - 10) gaps more") }
        try console.print("\(count(inspection.events.count, "event")): see ‘logs events’")
        try inspection.problems.tell(on: console)
    }

    private func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
}

/// What lies in a log, as JSON.
private struct InspectionRecord: Encodable {
    struct Day: Encodable {
        var day: String
        var files, lines, readings, problems: Int
        var others: [String]
    }
    struct Channel: Encodable {
        var channel, unit, from, to: String
        var readings: Int
        var least, greatest: Double?
        var notGood: [String: Int]

        enum CodingKeys: String, CodingKey {
            case channel, unit, readings, from, to, least, greatest
            case notGood = "not_good"
        }
    }
    struct Gap: Encodable {
        var channel, from: String
        var duration: Double?

        enum CodingKeys: String, CodingKey {
            case channel, from
            case duration = "duration_s"
        }
    }

    var device: String
    var days: [Day]
    var channels: [Channel]
    var gaps: [Gap]
    var events: Int
    var bareLines: Int
    var problems: [String: Int]
    var firstProblems: [String]

    enum CodingKeys: String, CodingKey {
        case device, days, channels, gaps, events, problems
        case bareLines = "bare_lines"
        case firstProblems = "first_problems"
    }

    init(_ device: String, _ inspection: LogInspection) {
        self.device = device
        days = inspection.days.map {
            Day(
                day: "\($0.day)", files: $0.files, lines: $0.lines, readings: $0.readings, problems: $0.problems,
                others: $0.others)
        }
        channels = inspection.channels.map { channel in
            let counts = channel.notGood.map { ($0.key.rawValue, $0.value) }
            return Channel(
                channel: channel.channel.name, unit: channel.channel.unit.rawValue, from: rfc3339(channel.first),
                to: rfc3339(channel.last), readings: channel.count,
                least: channel.least.isFinite ? channel.least : nil,
                greatest: channel.greatest.isFinite ? channel.greatest : nil,
                notGood: Dictionary(uniqueKeysWithValues: counts))
        }
        gaps = inspection.events.filter { $0.kind == .gap }.map {
            Gap(channel: $0.channel, from: rfc3339($0.time), duration: $0.value)
        }
        events = inspection.events.count
        bareLines = inspection.bareLines
        problems = inspection.problems.counts
        firstProblems = inspection.problems.first.map(\.description)
    }
}
