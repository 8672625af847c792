internal import Instruments
internal import Readings
internal import Telemetry

/// Log files of the past, handed out as their times come.
struct ReplayLog {
    private var reader: LogReader
    /// Days that have not been read.
    private var days: ArraySlice<LogDay>
    /// Readings that are not due yet.
    private var waiting: [ReadingBatch] = []
    private var messages: [LogMessage] = []
    /// What was not as expected in what has been read.
    private var problems = LogProblems()

    /// What was taken up to a time.
    struct Due: Sendable {
        var batches: [ReadingBatch] = []
        /// What the bridge said.
        var messages: [LogMessage] = []
        /// Of the days that were read for it.
        var problems = LogProblems()
    }

    /// The earliest time at which a day's readings can lie, before midnight in Greenwich.
    private static let earliest: Int64 = 14 * 3_600_000_000_000
    private static let day: Int64 = 86_400_000_000_000

    /// A log before its first reading.
    ///
    /// - Throws: `LogFileError` where the folder cannot be read.
    init(_ settings: LogSourceSettings, of device: String) throws {
        let folder = LogFolder(settings.folder)
        days = try folder.days()[...]
        reader = LogReader(folder, settings.reading(device))
    }

    /// Whether all has been handed out: readings, and what the bridge said.
    var isOver: Bool { days.isEmpty && waiting.isEmpty && messages.isEmpty }

    /// When its first reading was taken, in ns since 1970; nil where there is none.
    ///
    /// - Throws: `LogFileError` where a folder cannot be read.
    mutating func beginning() throws -> Int64? {
        while waiting.isEmpty, !days.isEmpty { try readDay() }
        return waiting.compactMap { $0.readings.first?.time }.min()
    }

    /// What was taken up to a time.
    ///
    /// - Parameter now: in ns since 1970.
    /// - Returns: what was not handed out before.
    /// - Throws: `LogFileError` where a folder cannot be read; it is passed over then.
    mutating func due(by now: Int64) throws -> Due {
        while let next = days.first, Int64(next.number) * Self.day - Self.earliest <= now { try readDay() }
        var due = Due()
        for index in waiting.indices {
            let readings = waiting[index].readings
            guard let first = readings.first, first.time <= now else { continue }
            let end = readings.firstIndex { $0.time > now } ?? readings.count
            var batch = waiting[index]
            batch.readings = Array(readings[..<end])
            due.batches.append(batch)
            waiting[index].readings.removeFirst(end)
        }
        waiting.removeAll { $0.readings.isEmpty }
        due.messages = messages.filter { $0.time <= now }
        messages.removeAll { $0.time <= now }
        (due.problems, problems) = (problems, LogProblems())
        return due
    }

    private mutating func readDay() throws {
        guard let next = days.popFirst() else { return }
        let contents = try reader.read(next)
        waiting += contents.batches.map { batch in
            var batch = batch
            batch.readings.sort { $0.time < $1.time }
            return batch
        }
        messages += contents.messages
        problems.add(contents.problems)
    }
}
