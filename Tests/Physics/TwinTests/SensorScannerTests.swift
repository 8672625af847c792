import Readings
import SubkelvinTesting
import Testing

@testable import Twin

@Suite("A scanner of thermometers")
struct SensorScannerTests {
    static let second: Int64 = 1_000_000_000

    @Test("a slot's last sample is not in the future, never goes back, and is no older than a round")
    func ages() {
        var random = SeededRandom(seed: 3)
        for _ in 0..<300 {
            let scanner = Scanner(
                pause: random.uniform(in: 0.0...5).rounded(), dwell: random.uniform(in: 1.0...9).rounded())
            let count = random.uniform(in: 2...16)
            let turn = Int64(scanner.pause + scanner.dwell) * Self.second
            var time = Int64(random.uniform(in: -1000...1_750_000_000)) * Self.second
            var last = [Int64](repeating: .min, count: count)
            for _ in 0..<50 {
                time += Int64(random.uniform(in: 0.0...30) * 1e9)
                for slot in 0..<count {
                    let sample = scanner.sample(slot: slot, of: count, at: time)
                    #expect(sample.time <= time && sample.time >= last[slot])
                    #expect(time - sample.time <= turn * Int64(count - 1) + Int64(scanner.pause) * Self.second)
                    #expect(sample.settled >= scanner.pause && sample.settled <= scanner.pause + scanner.dwell)
                    last[slot] = sample.time
                }
            }
        }
    }

    @Test("one slot is measured at every moment")
    func alternates() {
        let scanner = Scanner(pause: 0, dwell: 5)
        for second in 0..<100 {
            let time = Int64(second) * Self.second + 1
            let current = (0..<4).filter { scanner.sample(slot: $0, of: 4, at: time).time == time }
            #expect(current == [second / 5 % 4])
        }
    }

    @Test("readings are as old as their scan, and say so")
    func times() throws {
        var bench = try Bench()
        var ages: Set<Int64> = []
        for _ in 0..<200 {
            bench.pass(1)
            for name in ["50K", "4K", "still", "base"] {
                let reading = try #require(bench[name])
                ages.insert((bench.time - reading.time) / Self.second)
                #expect(reading.quality == .good)
                #expect(bench["P2"]?.time == bench.time)
            }
        }
        // Four turns of ten seconds, of which three wait: less than 33 s.
        #expect(ages == Set(0...32))
    }

    @Test("a scanner that stays lets the others go stale, with their last number and its time")
    func stays() throws {
        var bench = try Bench()
        bench.pass(1, times: 60)
        let (before, since) = (try #require(bench["50K"]), bench.time)
        try bench.set(.scannerStays, "base")
        bench.pass(1, times: 400)
        let stale = try #require(bench["50K"])
        #expect(stale.quality == .stale && stale.value == before.value && stale.time == before.time)
        #expect(since - stale.time < 40 * Self.second)
        #expect(try #require(bench["base"]).time == bench.time)
        #expect(bench["base"]?.quality == .good)
        try bench.clear(.scannerStays, "base")
        bench.pass(1, times: 50)
        #expect(bench["50K"]?.quality == .good)
    }

    @Test("what was left of the slot before decays, and is suspect while it matters")
    func settles() throws {
        var settings = try InstrumentSettings.cryostat()
        settings.scanner = Scanner(pause: 0, dwell: 10, settling: 1)
        var bench = try Bench([40, 3.2, 0.8, 0.012], settings: settings)
        bench.pass(1, times: 100)
        var first: [Double] = []
        var suspects = 0
        let truth = try #require(bench["base"]?.value)
        for _ in 0..<400 {
            bench.pass(0.1)
            guard let reading = bench["base"], reading.time == bench.time else { continue }
            let error = abs((reading.value ?? .nan) / 0.012 - 1)
            first.append(error)
            if reading.quality == .suspect { suspects += 1 }
        }
        #expect(abs(truth / 0.012 - 1) < 0.01)
        // Five time constants to a hundredth: of ten seconds nearly half.
        #expect((30...60).contains(suspects), "\(suspects)")
        #expect(first.count == 101 || first.count == 100)
        #expect((first.max() ?? 0) > 0.3 && (first.last ?? 1) < 0.02)
    }

    @Test("what is measured between two looks lies between both truths")
    func between() throws {
        var bench = try Bench([40, 3.2, 0.8, 0.100])
        bench.pass(1)
        bench.plant.set([40, 3.2, 0.8, 0.200])
        try bench.look()
        bench.pass(1000)
        let reading = try #require(bench["base"])
        let share = Double(reading.time - (bench.time - 1000 * Self.second)) / 1000e9
        #expect(abs((reading.value ?? .nan) - (0.1 + 0.1 * share)) < 1e-3)
    }
}
