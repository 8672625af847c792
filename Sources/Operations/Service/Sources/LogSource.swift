internal import Instruments
internal import Synchronization
internal import Telemetry

/// A device whose control software writes log files: they are read as they grow.
final class LogSource: TelemetrySource {
    private let device: String
    private let settings: LogSourceSettings
    private let clock: FleetClock
    private let metrics: ServiceMetrics
    private let offloading: Offloading

    var devices: [String] { [device] }

    /// How long it waits between two looks, by the wall's clock.
    private static let pause = Duration.seconds(2)

    /// A source that has not begun; each has a thread of its own, because a network drive may answer late or never.
    init(_ device: String, _ settings: LogSourceSettings, clock: FleetClock, metrics: ServiceMetrics) {
        self.device = device
        self.settings = settings
        self.clock = clock
        self.metrics = metrics
        offloading = Offloading("subkelvin.logs.\(device)")
    }

    func run(into hub: TelemetryHub, _ monitor: SourceMonitor) async {
        guard let positions = try? await offloading.run({ try hub.store.positions() }) else {
            return monitor.fails(device, "the store does not say how far its logs were read")
        }
        let tail = Mutex(
            LogTail(directory: settings.folder, settings: settings.reading(device), positions: positions))
        let holder = Holder(tail)
        var outbox = Outbox()
        while !Task.isCancelled {
            if outbox.isFull {
                // The files keep what is not read.
                guard await outbox.send([], to: hub) else { return }
                do { try await clock.sleep(for: Self.pause) } catch { return }
                continue
            }
            let now = clock.now
            guard let news = try? await offloading.run({ holder.tail.withLock { $0.poll(now: now) } }) else { return }
            metrics.problems(of: device, news.problems.count)
            if news.isReachable {
                monitor.works(device)
            } else {
                monitor.fails(
                    device, "its logs cannot be read: \(news.problems.first.first.map { "\($0)" } ?? settings.folder)")
            }
            guard await outbox.send(news.batches, positions: news.positions, to: hub) else { return }
            if news.hasMore, outbox.isEmpty { continue }
            do { try await clock.sleep(for: Self.pause) } catch { return }
        }
    }

    /// A tail that goes from thread to thread.
    private final class Holder: Sendable {
        let tail: Mutex<LogTail>
        init(_ tail: consuming Mutex<LogTail>) { self.tail = tail }
    }
}
