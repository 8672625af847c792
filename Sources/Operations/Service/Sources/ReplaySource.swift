internal import Instruments
internal import Synchronization
internal import Telemetry

/// Log files of the past that come as if live, by a fleet's clock that stands in the past.
final class ReplaySource: TelemetrySource {
    private let device: String
    private let clock: FleetClock
    private let metrics: ServiceMetrics
    private let offloading: Offloading
    private let settings: LogSourceSettings
    private let log = Mutex<ReplayLog?>(nil)

    var devices: [String] { [device] }

    /// A source of a log that has not begun.
    init(_ device: String, _ settings: LogSourceSettings, clock: FleetClock, metrics: ServiceMetrics) {
        self.device = device
        self.settings = settings
        self.clock = clock
        self.metrics = metrics
        offloading = Offloading("subkelvin.replay.\(device)")
    }

    func run(into hub: TelemetryHub, _ monitor: SourceMonitor) async {
        var outbox = Outbox()
        while !Task.isCancelled {
            let now = clock.now
            do {
                // Files of the past keep what is not read.
                let isWaiting = outbox.isFull
                let news = try await offloading.run { [self] in
                    try log.withLock { log in
                        guard !isWaiting else { return (batches: [ReadingBatch](), problems: 0, isOver: false) }
                        var own = try log ?? ReplayLog(settings, of: device)
                        defer { log = own }
                        let news = try own.due(by: now)
                        return (batches: news.batches, problems: news.problems, isOver: own.isOver)
                    }
                }
                metrics.problems(of: device, news.problems)
                monitor.works(device)
                guard await outbox.send(news.batches, to: hub) else { return }
                if news.isOver, outbox.isEmpty { return monitor.fails(device, "the replay has come to its end") }
            } catch {
                monitor.fails(device, "a day of its logs cannot be read: \(error)")
            }
            do { try await clock.sleep(for: .seconds(1)) } catch { return }
        }
    }
}
