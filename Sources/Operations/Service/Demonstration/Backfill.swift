internal import Synchronization
internal import Telemetry

/// Tells the past of simulated devices behind the page: of all devices the newest day first, then the one before, and so on.
final class Backfill: Sendable {
    private let sources: [TwinSource]
    private let clock: FleetClock
    private let offloading: Offloading
    private let progress = Mutex<(done: Int, all: Int)>((0, 0))

    /// The past of some sources.
    ///
    /// - Parameter offloading: where it is worked out.
    init(_ sources: [TwinSource], clock: FleetClock, offloading: Offloading) {
        self.sources = sources
        self.clock = clock
        self.offloading = offloading
    }

    /// How much is done, 0 to 1; nil once it all is.
    var done: Double? {
        progress.withLock { $0.all > 0 ? $0.done < $0.all ? Double($0.done) / Double($0.all) : nil : 0 }
    }

    /// Tells all of it.
    func run(into hub: TelemetryHub) async {
        for source in sources { while source.days == 0, !Task.isCancelled { await pause() } }
        let days = sources.map(\.days)
        progress.withLock { $0 = (0, days.reduce(0, +)) }
        for back in 0..<(days.max() ?? 0) {
            for (source, count) in zip(sources, days) where back < count {
                guard !Task.isCancelled else { return }
                let day = count - 1 - back
                if let past = source.past(day: day), let batches = try? await offloading.run({ try past.batches() }) {
                    guard await hub.submitPatiently(batches, clock: clock) else { return }
                }
                source.forget(day: day)
                progress.withLock { $0.done += 1 }
            }
        }
    }

    private func pause() async { try? await clock.sleep(for: .milliseconds(50)) }
}
