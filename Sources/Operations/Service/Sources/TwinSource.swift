internal import Synchronization
internal import Telemetry

/// A simulated device as a source: its twin goes with the fleet's clock.
final class TwinSource: TelemetrySource {
    let device: Device
    private let settings: TwinSettings
    private let clock: FleetClock
    private let offloading: Offloading
    private let story = Mutex<TwinStory?>(nil)
    private let stepNow = Mutex<DeviceAnswer.ProcedureStep?>(nil)

    var devices: [String] { [device.name] }

    /// A source that has not begun.
    ///
    /// - Parameters:
    ///   - offloading: where its plant is worked out.
    init(_ device: Device, _ settings: TwinSettings, clock: FleetClock, offloading: Offloading) {
        self.device = device
        self.settings = settings
        self.clock = clock
        self.offloading = offloading
    }

    /// The procedure on its way and its step; nil where nothing is done.
    var step: DeviceAnswer.ProcedureStep? { stepNow.withLock { $0 } }

    /// How many days of past it can tell; 0 until it has begun.
    var days: Int { story.withLock { $0?.days ?? 0 } }

    /// A day of its past.
    ///
    /// - Parameter day: 0 for the oldest.
    func past(day: Int) -> TwinDay? { story.withLock { $0?.past(day: day) } }

    /// Forgets how to tell the newest day.
    func forget(day: Int) { story.withLock { $0?.forget(day: day) } }

    /// Comes to now. May be called before ``run(into:_:)``, which else does it.
    ///
    /// - Throws: what the plant throws.
    func begin() async throws {
        try await offloading.run { [self] in
            try story.withLock { story in
                if story == nil { story = try TwinStory(of: device, settings, now: clock.now) }
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
            guard await hub.submitPatiently(batches, clock: clock) else { return }
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
