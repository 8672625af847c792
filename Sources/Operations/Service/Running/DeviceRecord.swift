internal import Instruments
internal import Readings
internal import Telemetry

/// What is remembered of a device from moment to moment.
struct DeviceRecord: Sendable {
    private(set) var device: Device
    let sourceKind: String
    /// All that its source is made of.
    private let source: SourceSettings?
    var tracker = PhaseTracker()
    var finder: LogEvents
    /// What happened, newest last.
    var events: [LogEvent] = []
    /// What its past shows.
    var notes: [String] = []
    /// When its past begins, in ns since 1970.
    var oldest: Int64?
    /// What the twin expects; nil as long as it has not been worked out, or nobody said what the device is made of.
    var forecast: Forecast?
    /// When each channel was looked at last.
    private var seen: [Channel: Int64] = [:]

    /// The most events that are remembered.
    static let mostEvents = 100

    /// A device of which nothing is remembered.
    ///
    /// - Parameter staleAge: for how long, in ns, nothing may come of a channel before that is an event, if it is not short.
    init(
        _ device: Device, sourceKind: String, source: SourceSettings? = nil, staleAge: Int64 = LatestReadings.staleAge
    ) {
        self.device = device
        self.sourceKind = sourceKind
        self.source = source
        // A fast clock brings readings that lie far apart.
        finder = LogEvents(gap: max(600, Double(staleAge) / 1e9))
    }

    /// What is remembered of a device that goes on under other words; nil of one whose source is another.
    ///
    /// What is expected of it is forgotten where it is said to be made of something else.
    func carried(to settings: DeviceSettings) -> DeviceRecord? {
        guard settings.device.name == device.name, settings.identity == source else { return nil }
        var record = self
        record.device = settings.device
        if settings.device.description != device.description { record.forecast = nil }
        return record
    }

    /// Looks for what happened, in all that was said and not only in what stands now.
    mutating func hear(_ batches: [ReadingBatch], _ messages: [LogMessage] = []) {
        finder.add(batches, messages)
        events += finder.take()
        if events.count > Self.mostEvents { events.removeFirst(events.count - Self.mostEvents) }
    }

    /// Takes in how the device is.
    ///
    /// - Parameter readings: the newest of each channel.
    /// - Returns: how it is, and which channels said something new.
    mutating func take(
        _ readings: [ChannelReading], now: Int64, staleAge: Int64
    ) -> (assessment: DeviceAssessment, news: [ChannelReading]) {
        var latest = LatestReadings(now: now, staleAge: staleAge)
        var news: [ChannelReading] = []
        for one in readings {
            latest.enter(one.channel, one.reading)
            guard seen[one.channel] != one.reading.time else { continue }
            seen[one.channel] = one.reading.time
            news.append(one)
        }
        tracker.take(PhaseSample(latest, of: device))
        let assessment = DeviceAssessment(
            device: device, latest: latest, phase: tracker.phase, since: tracker.since)
        return (assessment, news)
    }
}
