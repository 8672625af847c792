import Glibc
import Readings
import Telemetry

/// Reads a file of a Bluefors log, line by line, into readings of its channels.
///
/// What a line says is taken whole or in the parts that make sense: a field that does not is counted with its place, and nothing
/// else of the line is lost. Times come from ``LineClock``.
struct LogParser {
    /// A channel and what was read of it since the last ``drain()``.
    struct Column {
        var channel: Channel
        var readings: [Reading] = []
    }

    /// What a record says of a column.
    struct Cell {
        var column: Int
        /// nil where there is no number.
        var value: Double?
        var quality: Quality
    }

    let file: LogFile
    let settings: LogSettings
    var clock: LineClock
    /// The number of the last line that was read.
    private(set) var line: Int
    /// How many lines had a time and nothing else.
    private(set) var bareLines = 0
    private(set) var messages: [LogMessage] = []
    private(set) var problems = LogProblems()
    var columns: [Column] = []
    var keys = LogKeys()
    /// What the record at hand says; memory that is used again.
    var cells: [Cell] = []
    var status = StatusLine()

    /// Where the bytes after the time of the last line lie that was wholly read, and is said by ``cells``; empty where it was not.
    private var said = 0..<0
    /// How many problems there were, to see whether one came.
    private var noted = 0
    /// About how many records the file has, so that memory is taken once.
    var expectedRecords = 0
    private var date = (day: 0, month: 0, year: 0)
    private var midnight: Int64 = 0
    private var isOwnDay = true

    /// A reader.
    ///
    /// - Parameters:
    ///   - file: which one.
    ///   - settings: whose it is.
    ///   - clock: goes on from another file, or begins anew.
    ///   - line: how many lines of the file were read before.
    init(_ file: LogFile, _ settings: LogSettings, clock: LineClock, line: Int = 0) {
        self.file = file
        self.settings = settings
        self.clock = clock
        self.line = line
    }

    /// Takes the readings since the last time, in the order of the file.
    mutating func drain() -> [ReadingBatch] {
        var batches: [ReadingBatch] = []
        for index in columns.indices where !columns[index].readings.isEmpty {
            var readings: [Reading] = []
            swap(&readings, &columns[index].readings)
            batches.append(
                ReadingBatch(channel: columns[index].channel, readings: readings, provenance: file.description))
        }
        return batches
    }

    /// Takes the messages since the last time.
    mutating func drainMessages() -> [LogMessage] {
        defer { messages = [] }
        return messages
    }

    /// Takes the problems since the last time.
    mutating func drainProblems() -> LogProblems {
        defer { problems = LogProblems() }
        return problems
    }

    /// Notes a problem of the line at hand.
    mutating func note(_ reason: LogProblem.Reason) {
        noted += 1
        problems.add(
            LogProblem(file: file.path, line: line, reason: reason, expected: file.kind.expectedLine))
    }

    /// Counts a line that is not read, for it is too long.
    mutating func passOver(limit: Int) {
        line += 1
        note(.tooLong(limit: limit))
    }

    /// Notes that the file ends within a line.
    mutating func endUnfinished() {
        problems.add(
            LogProblem(file: file.path, line: line + 1, reason: .unfinished, expected: file.kind.expectedLine))
    }

    // MARK: Lines

    /// Reads a line.
    ///
    /// - Parameters:
    ///   - bytes: that hold it.
    ///   - start: of its first byte.
    ///   - end: after its last, without the line feed.
    mutating func read(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
        line += 1
        var end = end
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        var place = start
        LogScanning.skipBlanks(bytes, &place, end)
        guard place < end else { return }
        repeat {
            guard let time = stamp(bytes, &place, end) else { return note(.noTime) }
            LogScanning.skipBlanks(bytes, &place, end)
            guard LogScanning.comma(bytes, &place, end) else {
                if place < end { return note(.noTime) }
                bareLines += 1
                if file.kind != .status { note(.tooShort) }
                return
            }
            record(bytes, &place, end, time)
            LogScanning.skipBlanks(bytes, &place, end)
        } while place < end
    }

    /// The moment at the beginning of a record.
    @inline(__always)
    private mutating func stamp(_ bytes: Span<UInt8>, _ place: inout Int, _ end: Int) -> Int64? {
        guard let stamp = LogScanning.stamp(bytes, place, end) else { return nil }
        if stamp.day != date.day || stamp.month != date.month || stamp.year != date.year {
            guard let day = LogDay(year: 2000 + stamp.year, month: stamp.month, day: stamp.day) else { return nil }
            date = (stamp.day, stamp.month, stamp.year)
            midnight = Int64(day.number) * 86_400
            isOwnDay = day == file.day
        }
        if !isOwnDay { note(.otherDay(LogDay(number: Int(midnight / 86_400)))) }
        place += 17
        let (time, oddity) = clock.time(midnight + Int64(stamp.second))
        if let oddity {
            switch oddity {
            case .neverShown: note(.neverShown)
            case .backwards(let seconds): note(.backwards(seconds))
            }
        }
        return time
    }

    /// Reads what follows the time, up to the end or the next record.
    private mutating func record(_ bytes: Span<UInt8>, _ place: inout Int, _ end: Int, _ time: Int64) {
        if file.kind == .errors { return message(bytes, &place, end, time) }
        if repeats(bytes, place, end) {
            place = end
        } else {
            let (start, before) = (place, noted)
            cells.removeAll(keepingCapacity: true)
            cells(bytes, &place, end)
            // Only a record that is all of its line, and right, may speak for the next.
            said = place == end && noted == before ? start..<end : 0..<0
        }
        let cells = cells
        unsafe columns.withUnsafeMutableBufferPointer { columns in
            for cell in cells {
                let reading =
                    cell.value.map { Reading(time: time, value: $0, quality: cell.quality) }
                    ?? Reading(time: time, missing: cell.quality)
                unsafe columns[cell.column].readings.append(reading)
            }
        }
    }

    /// Whether a line says word by word what the one before said, as most do.
    @inline(__always)
    private func repeats(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard end - start == said.count, !said.isEmpty else { return false }
        return unsafe bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return false }
            return unsafe memcmp(base + said.lowerBound, base + start, said.count) == 0
        }
    }

    /// Forgets where the last line lay: other bytes follow.
    mutating func forgetBytes() { said = 0..<0 }

    /// A record of an error: the thermometer, and words up to the end or the next time.
    private mutating func message(_ bytes: Span<UInt8>, _ place: inout Int, _ end: Int, _ time: Int64) {
        guard let (start, last) = LogScanning.word(bytes, &place, end) else { return note(.tooShort) }
        guard LogScanning.comma(bytes, &place, end) else { return note(.tooShort) }
        let name = LogScanning.text(bytes, start, last)
        let number = name.lowercased().hasPrefix("ch") ? Int(name.dropFirst(2)) : nil
        LogScanning.skipBlanks(bytes, &place, end)
        let begin = place
        while place < end {
            if bytes[place] == UInt8(ascii: " "), LogScanning.stamp(bytes, place + 1, end) != nil { break }
            place += 1
        }
        var words = place
        while words > begin, bytes[words - 1] == UInt8(ascii: " ") { words -= 1 }
        guard words > begin else { return note(.tooShort) }
        guard let number else { return note(.noWord(name)) }
        messages.append(
            LogMessage(
                time: time, channel: settings.thermometer(number), words: LogScanning.text(bytes, begin, words)))
    }

    /// The number of a column; nil, and a problem, for a name that cannot be one.
    mutating func column(_ name: String, _ unit: ChannelUnit) -> Int? {
        if let found = columns.firstIndex(where: { $0.channel.name == name }) { return found }
        do throws(ChannelError) {
            var column = Column(channel: try Channel(device: settings.device, name: name, unit: unit))
            column.readings.reserveCapacity(expectedRecords)
            columns.append(column)
        } catch {
            note(.noWord(name))
            return nil
        }
        return columns.count - 1
    }
}
