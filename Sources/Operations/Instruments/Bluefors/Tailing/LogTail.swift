import FoundationEssentials
import Readings
public import Telemetry

/// What a look at a log brought that is written meanwhile.
public struct LogPoll: Sendable {
    /// New readings.
    public var batches: [ReadingBatch] = []
    /// Where the tail stands after them: to be stored together with the readings.
    public var positions: [SourcePosition] = []
    /// What the bridge said.
    public var messages: [LogMessage] = []
    /// What could not be taken as it stands, or not be read.
    public var problems = LogProblems()
    /// Whether the folder could be read at all.
    public var isReachable = true
    /// Whether more is there already than was read now: look again at once.
    public var hasMore = false
    /// The day at which reading stands, while days that follow have not been looked at yet; nil once all have been.
    public var day: LogDay?
}

/// Follows a device's log while it is written.
///
/// ```swift
/// var tail = LogTail(directory: "/mnt/fridge", device: "lab-1", zone: zone, positions: try store.positions())
/// let news = tail.poll(now: now)
/// try store.append(news.batches, positions: news.positions)
/// ```
///
/// A long past comes in parts, day after day: each look ends once it has read ``pollLimit``. Once all days were looked at, what is
/// new waits for none of them any more.
///
/// A line is read once its line feed is there, and once only. At midnight the next folder is found by itself; files that come
/// late, or grow late, are read from where they were left. A file that is shorter than what was read of it, or no longer breaks
/// where a line ended, is read from its beginning. A folder that cannot be read is told and tried again at the next look.
///
/// After a crash a tail with the positions that were stored goes on as if nothing had been, also within an hour that comes twice
/// and below the end of a curve.
public struct LogTail: Sendable {
    /// How many of the newest days are looked at each time.
    public static let recentDays = 3
    /// How often all days are looked at, in ns: files come late from a machine that was cut off.
    public static let sweep: Int64 = 600_000_000_000
    /// About how many bytes of a file are read at a look.
    public static let pieceLimit = 4 << 20
    /// After how many bytes a look ends, once the day at hand has been looked through.
    public static let pollLimit = 16 << 20
    /// After how many files a look ends likewise: on a network drive each takes its time.
    private static let mostFiles = 1000

    private let folder: LogFolder
    private let settings: LogSettings
    private let since: LogDay?
    private var places: [LogFile: Place]
    private var streams: [LogFile: LogStream] = [:]
    private var judges: ThermometerJudges
    private var judged: [Int: ThermometerJudge.Memory] = [:]
    private let limit: Int
    /// When a look at all days came to its end; nil as long as none did.
    private var lastSweep: Int64?
    /// Where a look at all days goes on; nil while none is on its way.
    private var nextDay: LogDay?
    /// How many bytes were read, and how many files looked at, in the look at hand.
    private var work = (bytes: 0, files: 0)
    private var buffer: [UInt8] = []

    /// A tail.
    ///
    /// - Parameters:
    ///   - directory: with a folder a day.
    ///   - settings: whose log it is.
    ///   - positions: where it stood, of ``LogPoll/positions``; those of other sources do not matter.
    ///   - since: the first day to read; nil for all there are.
    ///   - limit: after how many bytes a look ends, once the day at hand has been looked through.
    ///   - files: how files are read.
    public init(
        directory: String, settings: LogSettings, positions: [SourcePosition] = [], since: LogDay? = nil,
        limit: Int = LogTail.pollLimit, files: any LogFileSystem = SystemFiles()
    ) {
        self.limit = limit
        folder = LogFolder(directory, files: files)
        self.settings = settings
        self.since = since
        judges = ThermometerJudges(settings)
        places = [:]
        for position in positions {
            guard position.source.hasPrefix("\(settings.device)/") else { continue }
            let name = String(position.source.dropFirst(settings.device.utf8.count + 1))
            if let file = LogFile(name: name) {
                places[file] = Place(words: position.position)
            } else if name.hasPrefix("CH"), let number = Int(name.dropFirst(2)),
                let memory = try? JSONDecoder().decode(
                    ThermometerJudge.Memory.self, from: Data(position.position.utf8))
            {
                judges.resume(number, memory)
                judged[number] = memory
            }
        }
    }

    /// A tail with usual settings.
    public init(
        directory: String, device: String, zone: ZoneRules, positions: [SourcePosition] = [], since: LogDay? = nil,
        files: any LogFileSystem = SystemFiles()
    ) {
        self.init(
            directory: directory, settings: LogSettings(device: device, zone: zone), positions: positions,
            since: since, files: files)
    }

    /// Looks for what is new.
    ///
    /// - Parameter now: in ns since 1970; only decides when all days are looked at, not only the newest.
    public mutating func poll(now: Int64) -> LogPoll {
        var news = LogPoll()
        var days: [LogDay]
        do throws(LogFileError) { days = try folder.days() } catch {
            news.isReachable = false
            news.problems.add(unreadable("", error))
            return news
        }
        if let since { days.removeAll { $0 < since } }
        let recent = days.suffix(Self.recentDays)
        if let lastSweep {
            let isDue = now - lastSweep >= Self.sweep || now < lastSweep
            if nextDay != nil || isDue { sweep(days.dropLast(Self.recentDays), now: now, &news) }
            for day in recent { look(at: day, &news) }
        } else {
            // One day tells of the next where curves end: at first they come in their order.
            sweep(days[...], now: now, &news)
            news.day = nextDay
        }
        // A file of an old day is opened again when it grows.
        if let first = recent.first { streams = streams.filter { $0.key.day >= first } }
        news.batches += judges.take(isEnd: false)
        for (number, judge) in judges.judges.sorted(by: { $0.key < $1.key }) where judge.memory != judged[number] {
            judged[number] = judge.memory
            guard let words = try? JSONEncoder().encode(judge.memory) else { continue }
            news.positions.append(
                SourcePosition(
                    source: "\(settings.device)/CH\(number)", position: String(decoding: words, as: UTF8.self)))
        }
        return news
    }

    /// Looks at days in their order, from where it was left, until the look has lasted long enough.
    private mutating func sweep(_ days: ArraySlice<LogDay>, now: Int64, _ news: inout LogPoll) {
        work = (0, 0)
        let rest = nextDay.map { next in days.drop { $0 < next } } ?? days
        for day in rest {
            guard work.bytes < limit, work.files < Self.mostFiles else {
                (nextDay, news.hasMore) = (day, true)
                return
            }
            look(at: day, &news)
            // The rest of a day comes before the next one.
            if news.hasMore {
                nextDay = day
                return
            }
        }
        nextDay = nil
        // A drive may be there before what is on it.
        if lastSweep != nil || !rest.isEmpty { lastSweep = now }
    }

    private mutating func look(at day: LogDay, _ news: inout LogPoll) {
        let logs: [LogFile]
        do throws(LogFileError) { logs = try folder.contents(of: day).logs } catch {
            news.problems.add(unreadable("\(day)", error))
            return
        }
        for file in logs {
            do throws(LogFileError) { try read(file, &news) } catch {
                news.problems.add(unreadable(file.path, error))
            }
        }
    }

    private mutating func read(_ file: LogFile, _ news: inout LogPoll) throws(LogFileError) {
        let path = "\(folder.path)/\(file.path)"
        work.files += 1
        let size = try folder.files.size(of: path)
        let before = places[file]
        guard size != before?.offset else { return }
        if let before, try isRotated(path, before, size) {
            news.problems.add(
                LogProblem(file: file.path, line: 0, reason: .rotated, expected: file.kind.expectedLine))
            places[file] = nil
            streams[file] = nil
        }
        var stream = streams[file] ?? opened(file)
        let isDone: Bool
        do throws(LogFileError) {
            isDone = try stream.advance(path, upTo: size, limit: Self.pieceLimit, folder.files, &buffer)
        } catch {
            // What was read before it failed counts; the rest is read the next time.
            take(&stream, of: file, &news)
            throw error
        }
        if !isDone { news.hasMore = true }
        take(&stream, of: file, &news)
    }

    private mutating func take(_ stream: inout LogStream, of file: LogFile, _ news: inout LogPoll) {
        news.batches += judges.sort(stream.parser.drain(), of: file)
        news.messages += stream.parser.drainMessages()
        news.problems.add(stream.parser.drainProblems())
        let place = Place(stream)
        work.bytes += max(place.offset - (places[file]?.offset ?? 0), 0)
        if place != places[file] {
            places[file] = place
            news.positions.append(
                SourcePosition(source: "\(settings.device)/\(file)", position: place.words))
        }
        streams[file] = stream
    }

    /// A file that is not open, from where it was left.
    private func opened(_ file: LogFile) -> LogStream {
        var clock = LineClock(settings.zone)
        guard let place = places[file] else {
            // The day before tells which of two equal hours it is.
            let yesterday = LogFile(file.kind, of: LogDay(number: file.day.number - 1))
            if let last = places[yesterday]?.last { clock.resume(after: last.second, repeats: last.repeats) }
            return LogStream(LogParser(file, settings, clock: clock))
        }
        if let last = place.last { clock.resume(after: last.second, repeats: last.repeats) }
        return LogStream(
            LogParser(file, settings, clock: clock, line: place.line), offset: place.offset,
            isPassingOver: place.isPassingOver)
    }

    /// Whether a file is not the one that was read so far: shorter, or without a line's end where there was one.
    private mutating func isRotated(_ path: String, _ before: Place, _ size: Int) throws(LogFileError) -> Bool {
        if size < before.offset { return true }
        guard before.offset > 0, !before.isPassingOver else { return false }
        buffer.removeAll(keepingCapacity: true)
        try folder.files.read(path, from: before.offset - 1, limit: 1, into: &buffer)
        return buffer != [UInt8(ascii: "\n")]
    }

    private func unreadable(_ place: String, _ error: LogFileError) -> LogProblem {
        LogProblem(
            file: place.isEmpty ? folder.path : place, line: 0, reason: .unreadable(error.words),
            expected: "a folder or file that can be read")
    }
}
