import Readings
public import Telemetry

/// What a day of a device's log says.
public struct LogContents: Sendable {
    /// What is known of a file.
    public struct File: Sendable, Hashable {
        /// Which.
        public var file: LogFile
        /// How many lines it has.
        public var lines: Int
    }

    /// The readings, a batch a channel and file.
    public var batches: [ReadingBatch] = []
    /// What the bridge said.
    public var messages: [LogMessage] = []
    /// What could not be taken as it stands.
    public var problems = LogProblems()
    /// The files, in their order.
    public var files: [File] = []
    /// Names in the folder that are no files of a log.
    public var others: [String] = []
    /// How many lines had a time and nothing else.
    public var bareLines = 0

    /// How many readings there are.
    public var count: Int { batches.reduce(0) { $0 + $1.readings.count } }
}

/// Reads the days of a device's log one after another.
///
/// ```swift
/// let folder = LogFolder("/srv/logs/lab-1")
/// var reader = LogReader(folder, LogSettings(device: "lab-1", zone: try ZoneRules(named: "Europe/Zurich")))
/// for day in try folder.days() {
///     let contents = try reader.read(day)
/// }
/// ```
///
/// What one day tells of the next is kept: where the curve of a thermometer ends, and which of two equal hours it was.
public struct LogReader: Sendable {
    private let folder: LogFolder
    private let settings: LogSettings
    private var clocks: [LogFile.Kind: LineClock] = [:]
    private var judges: ThermometerJudges
    private var buffer: [UInt8] = []

    /// A reader of a folder.
    public init(_ folder: LogFolder, _ settings: LogSettings) {
        self.folder = folder
        self.settings = settings
        judges = ThermometerJudges(settings)
    }

    /// Reads a day; days best in their order.
    ///
    /// A last line without an end is not read, and told.
    ///
    /// - Throws: ``LogFileError`` where the folder of the day cannot be read. A file that cannot is told as a problem.
    public mutating func read(_ day: LogDay) throws(LogFileError) -> LogContents {
        var contents = LogContents()
        let (logs, others) = try folder.contents(of: day)
        contents.others = others
        for file in logs {
            let path = "\(folder.path)/\(file.path)"
            var stream = LogStream(
                LogParser(file, settings, clock: clocks[file.kind] ?? LineClock(settings.zone)))
            do throws(LogFileError) {
                let size = try folder.files.size(of: path)
                _ = try stream.advance(path, upTo: size, limit: size, folder.files, &buffer)
                if stream.offset < size || stream.isPassingOver { stream.parser.endUnfinished() }
            } catch {
                contents.problems.add(
                    LogProblem(
                        file: file.path, line: 0, reason: .unreadable(error.words), expected: file.kind.expectedLine))
            }
            clocks[file.kind] = stream.parser.clock
            contents.files.append(.init(file: file, lines: stream.parser.line))
            contents.bareLines += stream.parser.bareLines
            contents.problems.add(stream.parser.drainProblems())
            contents.messages += stream.parser.drainMessages()
            contents.batches += judges.sort(stream.parser.drain(), of: file)
        }
        contents.batches += judges.take(isEnd: true)
        return contents
    }
}
