import Readings
import SubkelvinTesting
import Telemetry
import Testing

@testable import Service

@Suite("The past of a device")
struct DeviceHistoryTests {
    private static let minute: Int64 = 60_000_000_000

    /// A device of which the store has a month, a reading every ten minutes.
    private func tracker(base: (Double) -> Reading?, four: (Double) -> Double) throws -> PhaseTracker? {
        let folder = try TemporaryDirectory()
        let store = try TelemetryStore(path: folder.path(of: "store.db"))
        var batches = [
            ReadingBatch(channel: try FleetFixture.channel("base"), readings: []),
            ReadingBatch(channel: try FleetFixture.channel("4K"), readings: []),
        ]
        for step in 0..<30 * 144 {
            let time = FleetFixture.now - Int64(30 * 144 - step) * 10 * Self.minute
            let daysAgo = Double(30 * 144 - step) / 144
            if let reading = base(daysAgo) {
                batches[0].readings.append(
                    reading.value.map { Reading(time: time, value: $0) }
                        ?? Reading(time: time, missing: reading.quality))
            }
            batches[1].readings.append(Reading(time: time, value: four(daysAgo)))
        }
        try store.append(batches)
        let tracker = DeviceHistory(Device(cryostat: "lab", title: ""), store, now: FleetFixture.now).tracker()
        try store.close()
        return tracker
    }

    @Test(
        "a phase that began days ago is known to the hour, one of the last two days to the minutes of its readings",
        arguments: [25, 10.3, 3, 1.5, 0.2])
    func began(days: Double) throws {
        let tracker = try tracker(
            base: { Reading(time: 0, value: $0 > days ? 3 : 0.01) },
            four: { $0 > days ? 80 * ($0 - days) / 30 + 4 : 3.5 })
        let since = Double(FleetFixture.now - (try #require(tracker?.since))) / 86_400e9
        #expect(tracker?.phase == .base)
        #expect(abs(since - days) < (days > 2 ? 1.01 / 24 : 10.01 / 1440))
    }

    @Test("a base that is below its curve for days is at base all the time")
    func belowRange() throws {
        let tracker = try tracker(
            base: { $0 > 20 ? Reading(time: 0, value: 0.008) : Reading(time: 0, missing: .belowRange) },
            four: { _ in 3.5 })
        #expect(tracker?.phase == .base && tracker?.since == nil)
    }
}
