import Instruments
import SubkelvinTesting
import Synchronization
import Telemetry
import Testing

@testable import Service

@Suite("Tasks of sources")
struct SourceTasksTests {
    /// A source that waits for a drive, whatever anybody says, until it is let go.
    private final class HungSource: TelemetrySource {
        let devices = ["lab"]
        private let waiting = Mutex<CheckedContinuation<Void, Never>?>(nil)
        let isHung = Mutex(false)

        func run(into hub: TelemetryHub, _ monitor: SourceMonitor) async {
            await withCheckedContinuation { resume in
                waiting.withLock { $0 = resume }
                isHung.withLock { $0 = true }
            }
        }

        func letGo() { waiting.withLock { $0.take() }?.resume() }
    }

    @Test("a source that never comes back is waited for a few seconds, at the end and when another takes its place")
    func hung() async throws {
        let folder = try TemporaryDirectory()
        let beneath = ManualClock()
        let clock = FleetClock(beneath, start: FleetFixture.now)
        let hub = TelemetryHub(store: try TelemetryStore(path: folder.path + "/store.db"))
        let tasks = SourceTasks(hub, SourceMonitor(), clock: clock)
        let sources = [HungSource(), HungSource()]
        for (number, source) in sources.enumerated() {
            let logs = LogSourceSettings(folder: "\(number)", zone: try ZoneRules(named: "UTC"))
            async let changed: Void = tasks.run([("lab", .bluefors(logs))]) { _ in source }
            if number > 0 {
                await beneath.sleepers(1)
                beneath.advance(by: SourceTasks.patience)
            }
            await changed
            while !source.isHung.withLock({ $0 }) { await Task.yield() }
        }
        async let ended: Void = tasks.end()
        await beneath.sleepers(1)
        beneath.advance(by: SourceTasks.patience)
        await ended
        #expect(tasks.source(of: "lab") == nil)
        for source in sources { source.letGo() }
    }
}
