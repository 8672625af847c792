import Readings
import Testing

@testable import Telemetry

@Suite("A series")
struct SeriesTests {
    private typealias Fixture = StoreFixture

    /// Three days at a second each, with a peak and a sensor off for an hour, in a store.
    private static let days = Result {
        let fixture = try StoreFixture()
        let store = try fixture.open()
        let channel = try Fixture.channel()
        var readings = Fixture.batch(channel, seconds: 0..<3 * 86_400).readings
        readings[100_000] = Reading(time: readings[100_000].time, value: 5)
        for index in 50_400..<54_000 { readings[index] = Reading(time: readings[index].time, missing: .off) }
        try store.append([ReadingBatch(channel: channel, readings: readings)])
        return (fixture, store, channel, readings)
    }

    @Test(
        "has about as many points as asked for, no reading twice, none lost, no peak lost",
        arguments: [1, 3, 24, 72, 100, 500, 2000, 4320, 10_000, 100_000, 1_000_000])
    func points(wanted: Int) throws {
        let (_, store, channel, readings) = try Self.days.get()
        let end = Fixture.start + Int64(readings.count) * Fixture.second
        let series = try store.series(of: channel, from: Fixture.start, to: end, points: wanted)
        #expect(series.points.map(\.count).reduce(0, +) == readings.count)
        #expect(zip(series.points, series.points.dropFirst()).allSatisfy { $0.from < $1.from })
        #expect(series.points.compactMap(\.max).max() == 5)
        #expect(series.points.allSatisfy { $0.last.time >= $0.from && ($0.mean == nil) == ($0.max == nil) })
        // Never less than a reading, and never more than there are.
        let most = min(wanted, readings.count)
        #expect(series.points.count <= 2 * most + 1 && 2 * series.points.count + 1 >= most)
        if series.width == 0 { #expect(series.points.count == readings.count && series.points.map(\.last) == readings) }
    }

    @Test("says in its quality that a sensor was off, and has no number then")
    func off() throws {
        let (_, store, channel, _) = try Self.days.get()
        let from = Fixture.start + 14 * Fixture.hour
        let hour = try store.series(of: channel, from: from, to: from + Fixture.hour, points: 60)
        #expect(hour.resolution == .minute && hour.points.count == 60)
        #expect(
            hour.points.allSatisfy { $0.mean == nil && $0.worst == .off && $0.last.quality == .off && $0.count == 60 })
        let next = try store.series(of: channel, from: from + Fixture.hour, to: from + 2 * Fixture.hour, points: 60)
        #expect(next.points.allSatisfy { $0.mean != nil && $0.worst == .good })
    }

    @Test("of a channel that changes rarely has each change, over however long a time")
    func sparse() throws {
        let fixture = try StoreFixture()
        let store = try fixture.open()
        let valve = try Fixture.channel("v9", unit: .one)
        let changes = (0..<50).map {
            Reading(time: Fixture.start + Int64($0 * $0) * Fixture.hour, value: Double($0 % 2))
        }
        try store.append([ReadingBatch(channel: valve, readings: changes)])
        let year = try store.series(
            of: valve, from: Fixture.start, to: Fixture.start + 3000 * Fixture.hour, points: 100)
        #expect(year.width == 0 && year.points.map(\.last) == changes)
    }

    @Test("has gaps where nothing was read for long")
    func gaps() throws {
        let fixture = try StoreFixture()
        let store = try fixture.open()
        let channel = try Fixture.channel()
        try store.append([Fixture.batch(channel, seconds: 0..<1000), Fixture.batch(channel, seconds: 5000..<9000)])
        let silence = Fixture.start + 999 * Fixture.second..<Fixture.start + 5000 * Fixture.second
        let raw = try store.series(of: channel, from: Fixture.start, to: .max - 1, points: 5000)
        #expect(raw.gaps(longerThan: Fixture.minute) == [silence])
        let minutes = try store.series(
            of: channel, from: Fixture.start, to: Fixture.start + 9000 * Fixture.second, points: 150)
        let found = try #require(minutes.gaps(longerThan: Fixture.minute).first)
        #expect(minutes.resolution == .minute && found.lowerBound == silence.lowerBound)
        #expect(found.upperBound <= silence.upperBound && found.upperBound > silence.upperBound - Fixture.minute)
    }

    @Test("of a channel that is not there, or of no time, is empty")
    func empty() throws {
        let (_, store, channel, _) = try Self.days.get()
        let other = try Fixture.channel("other")
        #expect(try store.series(of: other, from: 0, to: .max, points: 10).points.isEmpty)
        #expect(try store.series(of: channel, from: Fixture.start, to: Fixture.start, points: 10).points.isEmpty)
    }
}
