internal import Synchronization
internal import Telemetry

/// The sources of a fleet, each in a task of its own.
final class SourceTasks: Sendable {
    private struct Running {
        var identity: SourceSettings
        var source: any TelemetrySource
        var task: Task<Void, Never>
    }
    private let running = Mutex<[String: Running]>([:])
    private let hub: TelemetryHub
    private let monitor: SourceMonitor

    private let clock: FleetClock

    /// How long sources are waited for that are to end: one that waits for a network drive may never come back.
    static let patience = Duration.seconds(3)

    init(_ hub: TelemetryHub, _ monitor: SourceMonitor, clock: FleetClock) {
        self.hub = hub
        self.monitor = monitor
        self.clock = clock
    }

    /// Lets some sources run, and no others: what runs already and is the same goes on.
    ///
    /// - Parameters:
    ///   - wanted: each device with all that its source is made of.
    ///   - make: makes the source of a device that does not run.
    func run(
        _ wanted: [(device: String, identity: SourceSettings)], make: (_ device: String) throws -> any TelemetrySource
    ) async rethrows {
        let (gone, kept) = running.withLock { running in
            let kept = Set(wanted.filter { running[$0.device]?.identity == $0.identity }.map(\.device))
            let gone = running.filter { !kept.contains($0.key) }
            for device in gone.keys { running[device] = nil }
            return (gone.values.map(\.task), kept)
        }
        await end(gone)
        for (device, identity) in wanted where !kept.contains(device) {
            let source = try make(device)
            monitor.begins(device)
            let task = Task { [hub, monitor] in await source.run(into: hub, monitor) }
            running.withLock { $0[device] = Running(identity: identity, source: source, task: task) }
        }
    }

    /// The source of a device.
    func source(of device: String) -> (any TelemetrySource)? { running.withLock { $0[device]?.source } }

    /// The simulated ones.
    var twins: [TwinSource] {
        running.withLock { running in
            running.sorted { $0.key < $1.key }.compactMap { $0.value.source as? TwinSource }
        }
    }

    /// Ends all, or leaves behind what does not end: the store refuses what that may bring once it is closed.
    func end() async {
        let tasks = running.withLock { running in
            defer { running = [:] }
            return running.values.map(\.task)
        }
        await end(tasks)
    }

    private func end(_ tasks: [Task<Void, Never>]) async {
        guard !tasks.isEmpty else { return }
        for task in tasks { task.cancel() }
        let (ended, continuation) = AsyncStream.makeStream(of: Void.self)
        let waiting = Task {
            for task in tasks { await task.value }
            continuation.finish()
        }
        let timer = Task { [clock] in
            try? await clock.sleep(for: Self.patience)
            continuation.finish()
        }
        for await _ in ended {}
        waiting.cancel()
        timer.cancel()
    }
}
