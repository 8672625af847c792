import Readings
import SubkelvinTesting
import Testing

@testable import Telemetry

@Suite("Retention")
struct RetentionTests {
    private typealias Fixture = StoreFixture
    private let fixture: StoreFixture
    private let base: Channel
    private let days = 4

    init() throws {
        fixture = try StoreFixture()
        base = try Fixture.channel()
    }

    /// A reading every ten seconds.
    private var log: ReadingBatch {
        ReadingBatch(
            channel: base,
            readings: (0..<days * 8640).map {
                Reading(time: Fixture.start + Int64($0) * 10 * Fixture.second, value: Double($0))
            })
    }
    private var now: Int64 { Fixture.start + Int64(days) * Retention.day }

    @Test("each resolution goes when its time is over, not before; the same log again changes nothing")
    func resolutions() throws {
        let retention = try Retention(raw: Retention.day, minutes: 2 * Retention.day, hours: 3 * Retention.day)
        var store = try fixture.open(retention: retention)
        let all = log
        try store.append([all])
        let receipt = try store.prune(now: now)
        #expect(receipt == PruneReceipt(readings: 3 * 8640, rollups: 2 * 1440 + 24))
        #expect(try store.prune(now: now) == PruneReceipt())
        for _ in 0..<2 {
            #expect(try store.readings(of: base, from: .min, to: .max) == Array(all.readings.suffix(8640)))
            let again = try store.append([all])
            #expect(again == AppendReceipt(duplicates: 8640, expired: 3 * 8640))
            // The whole time asked for: what is coarse is taken, for it reaches back furthest.
            let series = try store.series(of: base, from: Fixture.start, to: now, points: 4 * 8640)
            #expect(series.resolution == .hour && series.points.count == 3 * 24)
            let minutes = try store.series(of: base, from: Fixture.start + 2 * Retention.day, to: now, points: 2 * 8640)
            #expect(minutes.resolution == .minute && minutes.points.count == 2 * 1440)
            #expect(minutes.points.map(\.count).reduce(0, +) == 2 * 8640)
            let raw = try store.series(of: base, from: Fixture.start + 3 * Retention.day, to: now, points: 8640)
            #expect(raw.resolution == .raw && raw.points.count == 8640)
            try store.close()
            store = try fixture.open(retention: retention)
        }
    }

    @Test("the last hour of a channel stays, and what is for ever stays for ever")
    func last() throws {
        let store = try fixture.open(retention: try Retention(raw: 1, minutes: nil, hours: nil))
        try store.append([log])
        #expect(try store.prune(now: .max).rollups == 0)
        #expect(try store.readings(of: base, from: .min, to: .max).count == 360)
        #expect(store.latest().map(\.reading) == log.readings.suffix(1))
        let minutes = try store.series(of: base, from: Fixture.start, to: now, points: days * 1440)
        #expect(minutes.points.map(\.count).reduce(0, +) == days * 8640)
    }

    @Test("a log of years ago can be read in where nothing was removed yet")
    func old() throws {
        let store = try fixture.open()
        try store.append([log])
        try store.prune(now: now + 1000 * Retention.day)
        let other = try Fixture.channel("4K")
        let receipt = try store.append([ReadingBatch(channel: other, readings: log.readings)])
        #expect(receipt.added == log.readings.count)
    }

    @Test("what is coarse is never kept for less than what is fine")
    func order() {
        #expect(throws: RetentionError(raw: nil, minutes: 5, hours: 6)) {
            try Retention(raw: nil, minutes: 5, hours: 6)
        }
        #expect(throws: RetentionError.self) { try Retention(raw: 6, minutes: 5, hours: nil) }
        #expect(throws: RetentionError.self) { try Retention(raw: 0, minutes: 5, hours: nil) }
    }

    @Test("a clock that is years ahead removes nothing that is not old beside the newest reading")
    func clockAhead() throws {
        let store = try fixture.open(retention: try Retention(raw: 2 * Retention.day, minutes: nil, hours: nil))
        let all = log
        try store.append([all])
        #expect(try store.prune(now: now + 3650 * Retention.day).readings == 2 * 8640)
        #expect(try store.readings(of: base, from: .min, to: .max).count == 2 * 8640)
    }
}
