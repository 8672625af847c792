internal import Readings
internal import Synchronization
internal import Telemetry

/// A simulated device as a source: its twin goes with the fleet's clock, and after a new start on from where it was.
final class TwinSource: TelemetrySource {
    let device: Device
    private let settings: TwinSettings
    private let memory: TwinMemory
    private let clock: FleetClock
    private let offloading: Offloading
    private let bases: PlantBases
    private let story = Mutex<TwinStory?>(nil)
    private let tried = Atomic<Bool>(false)
    /// When its story was last stored: by the clock beneath, and in ns since 1970; nil before that.
    private let kept = Mutex<(uptime: Duration, moment: Int64)?>(nil)
    /// Whether it may go on from what the store has: not after that has failed.
    private let goesOn = Atomic<Bool>(true)
    private let stepNow = Mutex<DeviceAnswer.ProcedureStep?>(nil)

    var devices: [String] { [device.name] }

    /// How often where it stands is stored, by the clock beneath.
    private static let keeping = Duration.seconds(60)
    /// After what time of its own it is stored sooner, in ns: a fast clock goes through years in a minute.
    private static let longestUnkept: Int64 = 86_400_000_000_000
    /// For how long at most it catches up after a new start, in ns: a week.
    static let longestAbsence: Int64 = 7 * 86_400_000_000_000

    /// A source that has not begun.
    ///
    /// - Parameters:
    ///   - bases: plants at rest, shared by devices that are alike.
    ///   - offloading: where its plant is worked out.
    init(
        _ device: Device, _ settings: TwinSettings, clock: FleetClock, bases: PlantBases, offloading: Offloading
    ) {
        self.device = device
        self.settings = settings
        self.clock = clock
        self.offloading = offloading
        self.bases = bases
        memory = TwinMemory(of: device.name, settings)
    }

    /// The procedure on its way and its step; nil where nothing is done.
    var step: DeviceAnswer.ProcedureStep? { stepNow.withLock { $0 } }

    /// Whether its first readings are there, or it has said why there are none; asking waits for nothing.
    var hasTried: Bool { tried.load(ordering: .acquiring) }

    /// Its past, but for days that were told already; nil where it has none, or has not begun.
    ///
    /// Waits for the plant where that is being worked out.
    func past(told: Set<String>) -> TwinPast? { story.withLock { $0?.past(told: told) } }

    /// Comes to now, or to where it was, where it has not begun.
    private func begin(_ store: TelemetryStore, _ monitor: SourceMonitor) throws {
        try story.withLock { story in
            guard story == nil else { return }
            story = try goesOn.load(ordering: .acquiring) ? resumed(store, monitor) : nil
            if story == nil { story = try begun(store) }
        }
    }

    /// The story that the store knows; nil where it has none that can go on, which a person is told.
    private func resumed(_ store: TelemetryStore, _ monitor: SourceMonitor) throws -> TwinStory? {
        let mark: TwinStory.Mark
        switch try memory.story(in: store) {
        case .nothing: return nil
        case .other: return refuse("it is described otherwise than before, or by another version", monitor)
        case .kept(let found): mark = found
        }
        let now = clock.now
        let (absence, overflow) = now.subtractingReportingOverflow(mark.moment)
        if overflow || absence > Self.longestAbsence {
            return refuse("it stood still for longer than \(spanWords(Double(Self.longestAbsence) / 1e9))", monitor)
        }
        if absence < -TelemetryHub.tolerance { return refuse("what is stored of it lies ahead of now", monitor) }
        let plan = try memory.untold(in: store)
        goesOn.store(false, ordering: .releasing)
        let frame = try TwinFrame(of: device, settings, bases: bases, goesOn: plan == nil)
        do {
            return try TwinStory(frame, from: mark, after: heard(in: store) ?? .min, plan: plan)
        } catch {
            return refuse("what is stored of it does not fit: \(error)", monitor)
        }
    }

    private func refuse(_ reason: String, _ monitor: SourceMonitor) -> TwinStory? {
        monitor.remarks(device.name, "the twin began anew: \(reason)")
        return nil
    }

    /// A story from its beginning; its past is told where nothing is known of the device.
    private func begun(_ store: TelemetryStore) throws -> TwinStory {
        let frame = try TwinFrame(of: device, settings, bases: bases)
        let heard = heard(in: store)
        let now = clock.now
        guard let heard else { return try TwinStory(frame, history: settings.history, now: now) }
        // What lies ahead is of a clock that was wrong, and hides nothing.
        return try TwinStory(frame, history: 0, now: now, after: heard > now ? .min : heard)
    }

    /// When the device was last heard of, in ns since 1970; nil for never.
    private func heard(in store: TelemetryStore) -> Int64? {
        store.latest().filter { $0.channel.device == device.name }.map(\.reading.time).max()
    }

    /// What is to be stored with the next readings: where it stands then, now and then, and at first what its past is.
    private func positions() throws -> [SourcePosition] {
        try story.withLock { story in
            guard let story else { return [] }
            let (uptime, last) = (clock.uptime, kept.withLock { $0 })
            if let last, uptime - last.uptime < Self.keeping, story.moment - last.moment < Self.longestUnkept {
                return []
            }
            var positions = [try memory.position(of: story.mark())]
            if last == nil, let plan = story.plan { positions.append(try memory.position(of: plan)) }
            kept.withLock { $0 = (uptime, story.moment) }
            return positions
        }
    }

    func run(into hub: TelemetryHub, _ monitor: SourceMonitor) async {
        while !Task.isCancelled {
            do {
                try await follow(into: hub, monitor)
            } catch is CancellationError {
                return
            } catch {
                monitor.fails(device.name, "the twin stopped: \(error); it begins anew within a minute")
                tried.store(true, ordering: .releasing)
                story.withLock { $0 = nil }
                do { try await clock.sleep(for: .seconds(30)) } catch { return }
            }
        }
    }

    private func follow(into hub: TelemetryHub, _ monitor: SourceMonitor) async throws {
        monitor.works(device.name)
        var outbox = Outbox()
        while !Task.isCancelled {
            // It stands still where no more can wait for the disk.
            let isWaiting = outbox.isFull
            let isEmpty = outbox.isEmpty
            let (batches, positions, isThere) = try await offloading.run { [self] in
                // At once, so that who has begun speaks before others begin.
                try begin(hub.store, monitor)
                guard !isWaiting else { return ([ReadingBatch](), [SourcePosition](), true) }
                let news = try advance(to: clock.now)
                // Stored in the transaction of the readings up to there, or not at all.
                return (news.batches, isEmpty ? try self.positions() : [], news.isThere)
            }
            guard await outbox.send(batches, positions: positions, to: hub, monitor) else { return }
            tried.store(true, ordering: .releasing)
            if isThere { try await clock.sleep(for: .seconds(1)) }
        }
    }

    private func advance(to now: Int64) throws -> (batches: [ReadingBatch], isThere: Bool) {
        try story.withLock { story in
            guard let story else { return ([], true) }
            let news = try story.advance(to: now)
            stepNow.withLock {
                $0 = story.task.map { .init(name: $0.procedure, step: $0.step, title: $0.title) }
            }
            return news
        }
    }
}
