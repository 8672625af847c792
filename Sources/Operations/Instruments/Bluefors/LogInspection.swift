public import Readings
import Telemetry

/// What lies in a device's log: by day and by channel, with what was odd about it.
public struct LogInspection: Sendable {
    /// A day.
    public struct Day: Sendable, Hashable {
        /// Which.
        public var day: LogDay
        /// How many files of the log its folder holds.
        public var files: Int
        /// How many lines they have.
        public var lines: Int
        /// How many readings those hold.
        public var readings: Int
        /// How many times something could not be taken as it stands.
        public var problems: Int
        /// Names in the folder that are no files of a log.
        public var others: [String]
    }

    /// A channel.
    public struct Channel: Sendable, Hashable {
        /// Which.
        public var channel: Readings.Channel
        /// How many readings there are.
        public var count = 0
        /// When the first and the last was, in ns.
        public var first: Int64 = .max
        public var last: Int64 = .min
        /// The smallest and the largest number that may be counted on.
        public var least = Double.infinity
        public var greatest = -Double.infinity
        /// How many readings have each quality but good, by its place in their order.
        public var notGood: [Quality: Int] = [:]
    }

    /// The days in their order.
    public private(set) var days: [Day] = []
    /// The channels by their names' order.
    public private(set) var channels: [Channel] = []
    /// What could not be taken as it stands.
    public private(set) var problems = LogProblems()
    /// Lines that had a time and nothing else.
    public private(set) var bareLines = 0
    /// What happened.
    public private(set) var events: [LogEvent] = []
    private var finder = LogEvents()
    private var numbers: [Readings.Channel: Int] = [:]

    /// Nothing yet.
    public init() {}

    /// Adds a day; days in their order.
    public mutating func add(_ contents: LogContents, of day: LogDay) {
        days.append(
            Day(
                day: day, files: contents.files.count, lines: contents.files.reduce(0) { $0 + $1.lines },
                readings: contents.count, problems: contents.problems.count, others: contents.others))
        problems.add(contents.problems)
        bareLines += contents.bareLines
        for batch in contents.batches { add(batch) }
        finder.add(contents.batches, contents.messages)
        events += finder.take()
        channels.sort { $0.channel.name < $1.channel.name }
        numbers = [:]
        for (index, channel) in channels.enumerated() { numbers[channel.channel] = index }
    }

    private mutating func add(_ batch: ReadingBatch) {
        let index = numbers[batch.channel] ?? channels.count
        if index == channels.count {
            channels.append(Channel(channel: batch.channel))
            numbers[batch.channel] = index
        }
        var channel = channels[index]
        channel.count += batch.readings.count
        for reading in batch.readings {
            channel.first = min(channel.first, reading.time)
            channel.last = max(channel.last, reading.time)
            if let value = reading.usableValue {
                channel.least = min(channel.least, value)
                channel.greatest = max(channel.greatest, value)
            }
            if reading.quality != .good { channel.notGood[reading.quality, default: 0] += 1 }
        }
        channels[index] = channel
    }
}
