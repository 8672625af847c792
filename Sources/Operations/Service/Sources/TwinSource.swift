internal import Synchronization
internal import Telemetry

/// A simulated device as a source: its twin goes with the fleet's clock.
final class TwinSource: TelemetrySource {
    let device: Device
    private let settings: TwinSettings
    private let clock: FleetClock
    private let offloading: Offloading
    private let bases: PlantBases
    private let story = Mutex<TwinStory?>(nil)
    private let stepNow = Mutex<DeviceAnswer.ProcedureStep?>(nil)

    var devices: [String] { [device.name] }

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
    }

    /// The procedure on its way and its step; nil where nothing is done.
    var step: DeviceAnswer.ProcedureStep? { stepNow.withLock { $0 } }

    /// Whether it has begun.
    var hasBegun: Bool { story.withLock { $0 != nil } }

    /// Its past, for one who tells it; nil until it has begun.
    func past() throws -> TwinPast? {
        guard settings.history > 0 else { return nil }
        return story.withLock { $0?.past }
    }

    /// Comes to now; ``run(into:_:)`` does it where nobody has.
    ///
    /// - Throws: what the plant throws.
    func begin() async throws {
        try await offloading.run { [self] in
            try story.withLock { story in
                guard story == nil else { return }
                let frame = try TwinFrame(of: device, settings, bases: bases)
                story = try TwinStory(frame, history: settings.history, now: clock.now)
            }
        }
    }

    func run(into hub: TelemetryHub, _ monitor: SourceMonitor) async {
        while !Task.isCancelled {
            do {
                try await begin()
                try await follow(into: hub, monitor)
            } catch is CancellationError {
                return
            } catch {
                monitor.fails(device.name, "the twin stopped: \(error); it begins anew within a minute")
                story.withLock { $0 = nil }
                do { try await clock.sleep(for: .seconds(30)) } catch { return }
            }
        }
    }

    private func follow(into hub: TelemetryHub, _ monitor: SourceMonitor) async throws {
        monitor.works(device.name)
        while !Task.isCancelled {
            let now = clock.now
            let batches = try await offloading.run { [self] in try advance(to: now) }
            guard await hub.submitPatiently(batches, clock: clock, monitor) else { return }
            try await clock.sleep(for: .seconds(1))
        }
    }

    private func advance(to now: Int64) throws -> [ReadingBatch] {
        try story.withLock { story in
            guard let story else { return [] }
            let batches = try story.advance(to: now)
            stepNow.withLock {
                $0 = story.task.map { .init(name: $0.procedure, step: $0.step, title: $0.title) }
            }
            return batches
        }
    }
}
