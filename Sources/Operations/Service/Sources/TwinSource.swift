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
    private let tried = Atomic<Bool>(false)
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

    /// Whether its first readings are there, or it has said why there are none; asking waits for nothing.
    var hasTried: Bool { tried.load(ordering: .acquiring) }

    /// Its past, for one who tells it; nil where it has none, or has not begun.
    ///
    /// Waits for the plant where that is being worked out.
    var past: TwinPast? { settings.history > 0 ? story.withLock { $0?.past } : nil }

    /// Comes to now, where it has not begun.
    private func begin() throws {
        try story.withLock { story in
            guard story == nil else { return }
            let frame = try TwinFrame(of: device, settings, bases: bases)
            story = try TwinStory(frame, history: settings.history, now: clock.now)
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
            let (batches, isThere) = try await offloading.run { [self] in
                // At once, so that who has begun speaks before others begin.
                try begin()
                return isWaiting ? ([ReadingBatch](), true) : try advance(to: clock.now)
            }
            guard await outbox.send(batches, to: hub, monitor) else { return }
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
