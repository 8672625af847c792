import Readings
import SubkelvinTesting
import Telemetry
import Testing

@testable import Service

@Suite("Series of what is written when it changes")
struct HeldSeriesTests {
    private static let minute: Int64 = 60_000_000_000
    private static let hour = 60 * minute

    private func point(_ minutes: Int64, _ value: Double?) -> SeriesPoint {
        let time = minutes * Self.minute
        let reading = value.map { Reading(time: time, value: $0) } ?? Reading(time: time, missing: .off)
        return SeriesPoint(
            from: time, min: value, mean: value, max: value, last: reading, worst: reading.quality, count: 1)
    }

    private func series(_ unit: ChannelUnit, _ points: [SeriesPoint]) throws -> Series {
        Series(channel: try Channel(device: "lab", name: "x", unit: unit), resolution: .raw, width: 0, points: points)
    }

    /// A device that was heard each minute of some spans.
    private func heard(_ spans: Range<Int64>...) throws -> HeardSpans {
        HeardSpans([try series(.kelvin, spans.joined().map { point($0, 4) })])
    }

    /// What a drawing of straight lines shows at a time; nil in a gap and where nothing is.
    private func drawn(_ series: HeldSeries, at minutes: Double) -> Double? {
        let time = Int64(minutes * 60e9)
        guard !series.gaps.contains(where: { $0.contains(time) }),
            let right = series.points.firstIndex(where: { $0.from >= time })
        else { return nil }
        let (b, a) = (series.points[right], series.points[max(right - 1, 0)])
        guard let from = a.mean, let to = b.mean, b.from > a.from else { return b.from == time ? b.mean : nil }
        return from + (to - from) * Double(time - a.from) / Double(b.from - a.from)
    }

    @Test("hold until the next, as a step, at any moment", arguments: [ChannelUnit.one, .watt, .hertz])
    func steps(_ unit: ChannelUnit) throws {
        var random = SeededRandom(seed: 3)
        for _ in 0..<50 {
            // Changes at least three minutes apart within a day; the first before it.
            var times: [Int64] = [-500]
            while let last = times.last, last < 1300 { times.append(last + Int64.random(in: 3...400, using: &random)) }
            // What changes within two minutes of the beginning is drawn as a slope.
            times.removeAll { (0..<3).contains($0) }
            let values = times.map { _ in Double(Int.random(in: 0...2, using: &random)) }
            let points = zip(times, values).filter { $0.0 >= 0 && $0.0 < 1440 }.map { point($0.0, $0.1) }
            let last = Array(zip(times, values)).last { $0.0 < 0 }
            let before = last.map { Reading(time: $0.0 * Self.minute, value: $0.1) }
            let held = HeldSeries(try series(unit, points), before: before, heard: try heard(0..<1441))
            #expect(held.gaps.isEmpty)
            #expect(zip(held.points, held.points.dropFirst()).allSatisfy { $0.from <= $1.from })
            for minute in stride(from: 0.5, to: 1440, by: 7.25) {
                let expected = Array(zip(times, values)).last { Double($0.0) <= minute }?.1
                #expect(drawn(held, at: minute) == expected, "at \(minute) min of \(times)")
            }
        }
    }

    @Test("have a gap where the device was silent, and nowhere else")
    func silence() throws {
        let heard = try heard(0..<301, 600..<1001)
        let valve = HeldSeries(try series(.one, [point(10, 1), point(800, 0)]), before: nil, heard: heard)
        #expect(valve.gaps == [300 * Self.minute..<600 * Self.minute])
        #expect(drawn(valve, at: 250) == 1 && drawn(valve, at: 400) == nil && drawn(valve, at: 700) == 1)
        #expect(drawn(valve, at: 900) == 0)
        // A gauge that is off says so once.
        let gauge = HeldSeries(try series(.pascal, [point(10, nil), point(800, nil)]), before: nil, heard: heard)
        #expect(gauge.gaps == valve.gaps && gauge.points.count == 2)
        // So does one that is below its range, with the number where that ends.
        var below = [point(10, 1e-6), point(800, 1e-6)]
        for index in below.indices {
            let time = below[index].from
            below[index].last = Reading(time: time, value: 1e-6, quality: .belowRange)
            (below[index].min, below[index].mean, below[index].max, below[index].worst) = (nil, nil, nil, .belowRange)
        }
        let lowest = try series(.pascal, below)
        #expect(HeldSeries.needsHeard(lowest))
        #expect(HeldSeries(lowest, before: nil, heard: heard).gaps == valve.gaps)
        // A thermometer speaks by itself: what it did not say is missing, whatever others say.
        let kelvins = try series(.kelvin, [point(10, 4), point(200, 4)])
        #expect(!HeldSeries.needsHeard(kelvins))
        let lost = HeldSeries(kelvins, before: nil, heard: heard)
        #expect(lost.gaps == [10 * Self.minute..<200 * Self.minute] && lost.points.count == 2)
    }

    @Test("of a device that says nothing are not made up")
    func nothing() throws {
        let before = Reading(time: -Self.hour, value: 1)
        let silent = HeldSeries(try series(.one, []), before: before, heard: HeardSpans([]))
        #expect(silent.points.isEmpty && silent.gaps.isEmpty)
    }
}
