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

    /// Whether all has been handed out.
    var isOver: Bool { days.isEmpty && waiting.isEmpty }

    /// When its first reading was taken, in ns since 1970; nil where there is none.
    ///
    /// - Throws: `LogFileError` where a folder cannot be read.
    mutating func beginning() throws -> Int64? {
        while waiting.isEmpty, !days.isEmpty { _ = try readDay() }
        return waiting.compactMap { $0.readings.first?.time }.min()
    }

    /// What was taken up to a time.
    ///
    /// - Parameter now: in ns since 1970.
    /// - Returns: the readings that were not handed out before, and what could not be taken as it stands.
    /// - Throws: `LogFileError` where a folder cannot be read; it is passed over then.
    mutating func due(by now: Int64) throws -> (batches: [ReadingBatch], problems: LogProblems) {
        var problems = LogProblems()
        while let next = days.first, Int64(next.number) * Self.day - Self.earliest <= now {
            problems.add(try readDay())
        }
        var batches: [ReadingBatch] = []
        for index in waiting.indices {
            let readings = waiting[index].readings
            guard let first = readings.first, first.time <= now else { continue }
            let end = readings.firstIndex { $0.time > now } ?? readings.count
            var batch = waiting[index]
            batch.readings = Array(readings[..<end])
            batches.append(batch)
            waiting[index].readings.removeFirst(end)
        }
        waiting.removeAll { $0.readings.isEmpty }
        return (batches, problems)
    }

    private mutating func readDay() throws -> LogProblems {
        guard let next = days.popFirst() else { return LogProblems() }
        let contents = try reader.read(next)
        waiting += contents.batches.map { batch in
            var batch = batch
            batch.readings.sort { $0.time < $1.time }
            return batch
        }
        return contents.problems
    }
}
