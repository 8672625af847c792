import Readings
import Testing

@testable import Telemetry

@Suite("A past that is told")
struct ToldPastTests {
    private typealias Fixture = StoreFixture
    private let fixture: StoreFixture
    private let base: Channel

    init() throws {
        fixture = try StoreFixture()
        base = try Fixture.channel()
    }

    /// A reading every twenty seconds of some hours, one of ten off its range.
    private func batch(_ hours: Range<Int>) -> ReadingBatch {
        ReadingBatch(
            channel: base,
            readings: (hours.lowerBound * 180..<hours.upperBound * 180).map { index in
                let time = Fixture.start + Int64(index) * 20 * Fixture.second
                return index % 10 == 0
                    ? Reading(time: time, missing: .belowRange) : Reading(time: time, value: Double(index % 977))
            })
    }

    @Test("is in rollups as if it had been appended, part by part, the newest first, and its readings removed since")
    func rollups() throws {
        var store = try fixture.open()
        // Live from hour 50 on; the hour and the minute at the seams are shared.
        try store.append([batch(50..<51)])
        for part in (0..<5).reversed() {
            let told = batch(part * 10..<(part + 1) * 10)
            #expect(try store.append(past: [told], part: "\(part)") == AppendReceipt(added: 1800))
        }
        let all = batch(0..<51).readings
        for _ in 0..<2 {
            for (resolution, count) in [(Resolution.minute, 51 * 60), (.hour, 51)] {
                let series = try store.series(
                    of: base, from: Fixture.start, to: Fixture.start + 51 * Fixture.hour, points: count)
                #expect(series.resolution == resolution)
                expectSame(series.points, points(of: all, width: resolution.width))
            }
            #expect(try store.readings(of: base, from: .min, to: .max) == batch(50..<51).readings)
            #expect(store.latest().map(\.reading) == all.suffix(1))
            try store.close()
            store = try fixture.open()
        }
    }

    @Test("comes once: again under its name it changes nothing, later than a reading it is refused, its time is past")
    func once() throws {
        let store = try fixture.open()
        try store.append([batch(1..<2)])
        #expect(try store.append(past: [batch(0..<1)], part: "a") == AppendReceipt(added: 180))
        #expect(try store.append(past: [batch(0..<1)], part: "a") == AppendReceipt(duplicates: 180))
        #expect(try store.append(past: [batch(1..<2)], part: "b") == AppendReceipt(conflicts: 180))
        #expect(try store.append([batch(0..<1)]) == AppendReceipt(expired: 180))
        let hours = try store.series(of: base, from: Fixture.start, to: Fixture.start + 2 * Fixture.hour, points: 2)
        #expect(hours.points.map(\.count) == [180, 180])
    }

    @Test("of a channel that has no reading yet its time is past too: what is read of it again is not counted twice")
    func untold() throws {
        var store = try fixture.open()
        try store.append(past: [batch(0..<1)], part: "a")
        for _ in 0..<2 {
            #expect(try store.append([batch(0..<1)]) == AppendReceipt(expired: 180))
            let hours = try store.series(of: base, from: Fixture.start, to: Fixture.start + Fixture.hour, points: 1)
            #expect(hours.points.map(\.count) == [180])
            try store.close()
            store = try fixture.open()
        }
        #expect(try store.append([batch(0..<2)]) == AppendReceipt(added: 180, expired: 180))
    }

    @Test("says what held at any of its minutes, also between two changes of one hour, and before the next one's")
    func held() throws {
        let store = try fixture.open(
            retention: Retention(raw: Retention.day, minutes: 30 * Retention.day, hours: nil))
        func time(_ minute: Int) -> Int64 { Fixture.start + Int64(minute) * 60 * Fixture.second + 7 * Fixture.second }
        // Open for eight minutes of the fifth hour, and of the sixth.
        let changes = [(0, 0.0), (250, 1), (258, 0), (310, 1), (318, 0)]
        let told = changes.map { Reading(time: time($0.0), value: $0.1) }
        try store.append(past: [ReadingBatch(channel: base, readings: told)], part: "a")
        #expect(try store.reading(of: base, before: time(0)) == nil)
        for minute in 1...400 {
            let last = told.last { $0.time < time(minute) }
            #expect(try store.reading(of: base, before: time(minute)) == last, "minute \(minute)")
        }
        // Days later, where minutes are removed, what an hour said last is still known.
        try store.prune(now: time(0) + 40 * Retention.day)
        #expect(try store.reading(of: base, before: time(400)) == told[4])
    }

    @Test("of a channel that says nothing later is there after a new start, and goes on")
    func reopened() throws {
        var store = try fixture.open()
        try store.append(past: [batch(0..<1)], part: "a")
        try store.close()
        store = try fixture.open()
        // The first reading falls into the last minute that was told.
        let time = Fixture.start + Fixture.hour - Fixture.second
        try store.append([ReadingBatch(channel: base, readings: [Reading(time: time, value: 1)])])
        try store.close()
        store = try fixture.open()
        let minutes = try store.series(of: base, from: Fixture.start, to: Fixture.start + Fixture.hour, points: 60)
        #expect(minutes.points.map(\.count) == Array(repeating: 3, count: 59) + [4])
    }

    @Test("nobody who watches hears of it")
    func silent() async throws {
        let store = try fixture.open()
        let hub = TelemetryHub(store: store)
        try await hub.submit(past: [batch(0..<1)], part: "a")
        #expect(hub.latest().isEmpty && store.latest().isEmpty)
        #expect(hub.statistics.receipt == AppendReceipt(added: 180))
    }
}
