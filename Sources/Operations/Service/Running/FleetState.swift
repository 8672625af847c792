internal import Instruments
internal import Readings
internal import Synchronization
internal import Telemetry

/// How the fleet is: what its devices said, and what that means.
///
/// Brought up to date once a second.
final class FleetState: Sendable {
    let clock: FleetClock
    let hub: TelemetryHub
    let monitor: SourceMonitor
    let title: String
    let isDemonstration: Bool
    let isReplay: Bool
    /// How a simulated device's procedure goes on, and how much of the past is there.
    private let steps: @Sendable (String) -> DeviceAnswer.ProcedureStep?
    private let backfill: @Sendable () -> Double?
    /// After what time a reading is stale, in ns of the fleet's clock.
    let staleAge: Int64

    private struct State {
        var records: [DeviceRecord]
        var assessments: [DeviceAssessment] = []
    }
    private let state: Mutex<State>

    /// The state of a fleet.
    ///
    /// - Parameter old: the state before a fleet's file was read again: what it remembers of devices that go on is kept.
    init(
        _ devices: [DeviceSettings], title: String, clock: FleetClock, hub: TelemetryHub, monitor: SourceMonitor,
        isDemonstration: Bool, carrying old: FleetState? = nil,
        steps: @escaping @Sendable (String) -> DeviceAnswer.ProcedureStep?,
        backfill: @escaping @Sendable () -> Double?
    ) {
        self.clock = clock
        self.hub = hub
        self.monitor = monitor
        self.title = title
        self.isDemonstration = isDemonstration
        isReplay = devices.contains { if case .replay = $0.source { true } else { false } }
        self.steps = steps
        self.backfill = backfill
        // Of a fast clock fifteen seconds on the wall are more than five minutes.
        staleAge = max(LatestReadings.staleAge, Int64(15e9 * clock.speed))
        let age = staleAge
        let known = Dictionary(
            (old?.state.withLock { $0.records } ?? []).map { ($0.device.name, $0) },
            uniquingKeysWith: { first, _ in first })
        let carried = devices.map { known[$0.device.name]?.carried(to: $0) }
        let records = zip(devices, carried).map { settings, record in
            record
                ?? DeviceRecord(
                    settings.device, sourceKind: settings.source.kind, source: settings.identity, staleAge: age)
        }
        state = Mutex(State(records: records))
        // What the store has is what events are changes from.
        let new = Set(zip(devices, carried).compactMap { $1 == nil ? $0.device.name : nil })
        hear(hub.latest().filter { new.contains($0.channel.device) })
    }

    /// Takes in what was said, for what happened in it; in time's order for each channel.
    func hear(_ readings: [ChannelReading]) {
        let byDevice = Dictionary(grouping: readings, by: \.channel.device)
        state.withLock { state in
            for index in state.records.indices {
                guard let own = byDevice[state.records[index].device.name] else { continue }
                state.records[index].hear(ReadingBatch.batches(of: own))
            }
        }
    }

    /// Takes in what is new.
    ///
    /// - Returns: what channels said since the last call.
    @discardableResult
    func update() -> [ChannelReading] {
        let now = clock.now
        let byDevice = Dictionary(grouping: hub.latest(), by: \.channel.device)
        return state.withLock { state in
            var news: [ChannelReading] = []
            var assessments: [DeviceAssessment] = []
            for index in state.records.indices {
                let readings = byDevice[state.records[index].device.name] ?? []
                let (assessment, new) = state.records[index].take(readings, now: now, staleAge: staleAge)
                assessments.append(assessment)
                news += new
            }
            state.assessments = assessments
            return news
        }
    }

    /// Takes in what the thermometers' bridge of a device said.
    func hear(_ messages: [LogMessage], of device: String) { change(device) { $0.hear([], messages) } }

    /// How all devices were at the last update.
    var assessments: [DeviceAssessment] { state.withLock { $0.assessments } }

    /// How all devices are at this moment; nothing is remembered of it.
    var assessmentsNow: [DeviceAssessment] {
        let now = clock.now
        let byDevice = Dictionary(grouping: hub.latest(), by: \.channel.device)
        return state.withLock { state in
            state.records.map { record in
                var latest = LatestReadings(now: now, staleAge: staleAge)
                for one in byDevice[record.device.name] ?? [] { latest.enter(one.channel, one.reading) }
                return DeviceAssessment(
                    device: record.device, latest: latest, phase: record.tracker.phase, since: record.tracker.since)
            }
        }
    }

    /// Whether some simulated device has not been heard of yet.
    var isWaiting: Bool {
        state.withLock { state in
            zip(state.records, state.assessments).contains { $0.sourceKind == "twin" && $1.latest.newest == nil }
        }
    }

    /// The devices.
    var devices: [Device] { state.withLock { $0.records.map(\.device) } }

    /// How a device is, with what is remembered of it; nil where there is none.
    func device(_ name: String) -> (assessment: DeviceAssessment, record: DeviceRecord)? {
        state.withLock { state in
            guard let index = state.records.firstIndex(where: { $0.device.name == name }),
                state.assessments.indices.contains(index)
            else { return nil }
            return (state.assessments[index], state.records[index])
        }
    }

    /// Whether it is known what a device's twin expects.
    func hasForecast(_ device: String) -> Bool {
        state.withLock { $0.records.contains { $0.device.name == device && $0.forecast != nil } }
    }

    /// Notes what a device's twin expects; of one that is said to be made of something else by now it means nothing.
    func setForecast(_ forecast: Forecast, of device: Device) {
        change(device.name) { if $0.device.description == device.description { $0.forecast = forecast } }
    }

    /// Looks through the past of each device for what no single reading shows.
    ///
    /// Blocks while the store is read.
    func lookBack() {
        for device in devices {
            let history = DeviceHistory(device, hub.store, now: clock.now)
            let tracker = history.tracker()
            let notes = history.notes()
            let oldest = history.beginning()
            change(device.name) { record in
                record.notes = record.tracker.phase == .base ? notes : []
                record.oldest = oldest
                // What the past tells may begin before what was seen here.
                if let tracker, record.tracker.phase != .unknown { record.tracker = tracker }
            }
        }
    }

    private func change(_ device: String, _ body: (inout DeviceRecord) -> Void) {
        state.withLock { state in
            guard let index = state.records.firstIndex(where: { $0.device.name == device }) else { return }
            body(&state.records[index])
        }
    }

    // MARK: Answers

    /// How the fleet is.
    var answer: FleetAnswer {
        let (records, assessments) = state.withLock { ($0.records, $0.assessments) }
        return FleetAnswer(
            now: rfc3339(clock.now), speed: clock.speed, demonstration: isDemonstration, replay: isReplay, title: title,
            backfill: backfill().map(FleetAnswer.Backfill.init(done:)),
            devices: zip(assessments, records).map(answer))
    }

    /// How a device is, in short.
    func answer(_ assessment: DeviceAssessment, _ record: DeviceRecord) -> DeviceAnswer {
        let latest = assessment.latest
        let age = latest.newest.map { Double(latest.now - $0) / 1e9 }
        let source = monitor.state(of: record.device.name, age: age, patience: Double(staleAge) / 1e9)
        return DeviceAnswer(
            assessment, oldest: record.oldest, notes: record.notes + monitor.notes(of: record.device.name),
            expected: record.expected(assessment), step: steps(record.device.name),
            source: .init(
                kind: record.sourceKind, state: source.name, reason: source.reason,
                lastReading: latest.newest.map(rfc3339)))
    }
}

extension ReadingBatch {
    /// Readings by their channels, each in its order.
    fileprivate static func batches(of readings: [ChannelReading]) -> [ReadingBatch] {
        var places: [Channel: Int] = [:]
        var batches: [ReadingBatch] = []
        for one in readings {
            if let place = places[one.channel] {
                batches[place].readings.append(one.reading)
            } else {
                places[one.channel] = batches.count
                batches.append(ReadingBatch(channel: one.channel, readings: [one.reading]))
            }
        }
        return batches
    }
}
