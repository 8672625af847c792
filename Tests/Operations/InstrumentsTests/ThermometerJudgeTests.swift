import Readings
import SubkelvinTesting
import Testing

@testable import Instruments

@Suite("What a thermometer's numbers are worth")
struct ThermometerJudgeTests {
    /// Lines of a day, one every 10 s from 10:00:03.
    private func lines(_ values: [Double?]) -> [String] {
        values.enumerated().compactMap { index, value in
            let second = 36_003 + 10 * index
            return value.map {
                "14-03-25,\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60)),\(printed($0, "%.6e"))"
            }
        }
    }

    private func log(_ number: Int, _ temperatures: [Double?], _ resistances: [Double?]) throws -> TypedLog {
        try TypedLog([.temperature(number): lines(temperatures), .resistance(number): lines(resistances)])
    }

    @Test("held while the resistance goes on towards cold, it is below its range, then without a number, then returned")
    func below() throws {
        let log = try log(
            6, [0.009, 0.0085, 0.008, 0.008, 0.008, nil, nil, nil, 0.0081, 0.009],
            [13_000, 13_400, 13_900, 13_901, 14_300, 14_800, 15_500, 14_200, 13_850, 13_000])
        #expect(
            log.qualities("base") == [
                .good, .good, .good, .good, .belowRange, .belowRange, .belowRange, .belowRange, .good, .good,
            ])
        #expect(log.values("base")[4...] == [0.008, nil, nil, nil, 0.0081, 0.009])
        #expect(
            log.events.map { "\(rfc3339($0.time).suffix(9)) \($0.kind.rawValue) \($0.value ?? -1)" } == [
                "10:00:23Z below-range 0.008", "10:00:53Z below-range -1.0", "10:01:23Z returned 0.0081",
            ])
    }

    @Test("frozen while the resistance goes on towards warm, it is above its range: 102 K is no temperature then")
    func above() throws {
        let log = try log(
            1, [90, 95, 100, 102, 102, 102, 101], [26, 28, 29.6, 30.2, 35, 60, 30])
        #expect(log.qualities("50K") == [.good, .good, .good, .good, .aboveRange, .aboveRange, .good])
    }

    @Test("held before it was seen which way it goes, it is suspect")
    func unknown() throws {
        #expect(try log(9, [3, 3, 3], [50, 60, 70]).qualities("ch9") == [.good, .suspect, .suspect])
    }

    @Test("digits that do not change since nothing does are good")
    func quiet() throws {
        #expect(
            try log(6, [0.01, 0.01, 0.01], [13_000, 13_000.4, 12_999.8]).qualities("base") == [.good, .good, .good])
    }

    @Test("a ruthenium oxide sensor in a warm cryostat is above its range, whatever number it shows")
    func warm() throws {
        #expect(
            try log(6, [18, 19, 25, 30.74], [1200, 1190, 1180, 1170]).qualities("base") == [
                .good, .good, .aboveRange, .aboveRange,
            ])
        #expect(try log(5, [250, 251], [40, 39.9]).qualities("still") == [.good, .good])
    }

    @Test("a thermometer at which nothing changes for half an hour is suspect")
    func stuck() throws {
        let log = try log(2, Array(repeating: 3.2, count: 190), Array(repeating: 310, count: 190))
        #expect(log.qualities("4K").prefix(181).allSatisfy { $0 == .good })
        #expect(log.qualities("4K").suffix(9).allSatisfy { $0 == .suspect })
    }

    @Test("temperatures left out while the resistance is where it was are a gap, and no judgement")
    func gap() throws {
        #expect(try log(5, [0.8, nil, nil, 0.81], [880, 881, 882, 875])["still"].count == 2)
    }

    @Test("lines that come one by one are judged as those of a day at once", arguments: 0..<20)
    func piecewise(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        var temperatures: [Reading] = []
        var resistances: [Reading] = []
        for index in 0..<400 {
            let time = Int64(index) * 10_000_000_000
            let cold = 0.009 - 0.003 * Double((index / 50) % 2) + random.uniform(in: -2e-4...2e-4)
            resistances.append(Reading(time: time, value: 90 / cold))
            let isHeld = cold < 0.007
            if !isHeld || index % 50 < 30 { temperatures.append(Reading(time: time, value: max(cold, 0.007))) }
        }
        var whole = ThermometerJudge(highest: 20, unchanged: 1800)
        whole.add(temperatures: temperatures)
        whole.add(resistances: resistances)
        let expected = whole.take(isEnd: true)
        #expect(expected.contains { $0.quality == .belowRange && $0.value == nil })
        var (t, r) = (0, 0)
        var found: [Reading] = []
        var judge = ThermometerJudge(highest: 20, unchanged: 1800)
        var now: Int64 = 0
        while t < temperatures.count || r < resistances.count {
            now += Int64(random.uniform(in: 1...5)) * 10_000_000_000
            let (t1, r1) = (
                temperatures.firstIndex { $0.time >= now } ?? temperatures.count,
                resistances.firstIndex { $0.time >= now } ?? resistances.count
            )
            judge.add(temperatures: Array(temperatures[t..<t1]))
            judge.add(resistances: Array(resistances[r..<r1]))
            (t, r) = (t1, r1)
            found += judge.take(isEnd: false)
            // What is remembered is all there is.
            let memory = judge.memory
            judge = ThermometerJudge(highest: 20, unchanged: 1800)
            judge.resume(memory)
        }
        found += judge.take(isEnd: true)
        #expect(found == expected)
    }
}
