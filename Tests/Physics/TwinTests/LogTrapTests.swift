import Readings
import Testing

@testable import Twin

/// What real logs hold that readers take for something else.
///
/// What a writer does with lines and keys is not the instruments'.
@Suite("The traps of real logs are produced")
struct LogTrapTests {
    static let hour: Int64 = 3_600_000_000_000

    @Test("too cold for its curve: T is held for exactly one hour, then absent, while R goes on; then it is back")
    func vanishes() throws {
        var bench = try Bench([37, 2.9, 0.6, 0.0072])
        bench.pass(10, times: 30)
        bench.plant.set([37, 2.9, 0.6, 0.0066])
        try bench.look()
        var (first, lastHeld, firstGone): (Int64?, Int64?, Int64?)
        var signals: Set<Double> = []
        for _ in 0..<800 {
            bench.pass(10)
            let (reading, signal) = (try #require(bench["base"]), try #require(bench["base-resistance"]))
            #expect(signal.quality == .good && (signal.value ?? 0) > 14_000)
            signals.insert(signal.value ?? .nan)
            guard reading.quality == .belowRange else { continue }
            first = first ?? reading.time
            if reading.value == nil { firstGone = firstGone ?? reading.time } else { lastHeld = reading.time }
        }
        let (begin, held, gone) = (try #require(first), try #require(lastHeld), try #require(firstGone))
        // To a scan, of which there is one in forty seconds.
        #expect(held - begin <= Self.hour && held - begin > Self.hour - 50_000_000_000)
        #expect(gone - begin > Self.hour && gone - begin < Self.hour + 50_000_000_000)
        // Cold is not stale: the resistance is measured all the time, and is never the same.
        #expect(signals.count > 150)
        bench.plant.set([37, 2.9, 0.6, 0.009])
        try bench.look()
        bench.pass(60)
        #expect(bench["base"]?.quality == .good && abs((bench["base"]?.value ?? 0) / 0.009 - 1) < 0.02)
    }

    @Test("how long it is held is a setting", arguments: [0.0, 600, 7200])
    func hold(seconds: Double) throws {
        var settings = try InstrumentSettings.cryostat()
        settings.heldBelowRange = seconds
        var bench = try Bench([37, 2.9, 0.6, 0.0072], settings: settings)
        bench.pass(10, times: 30)
        bench.plant.set([37, 2.9, 0.6, 0.0066])
        try bench.look()
        var times: [Int64] = []
        for _ in 0..<900 {
            bench.pass(10)
            if let reading = bench["base"], reading.quality == .belowRange, reading.value != nil {
                times.append(reading.time)
            }
        }
        let length = Double((times.last ?? 0) - (times.first ?? 0)) * 1e-9
        #expect(length <= seconds && length > seconds - 50)
    }

    @Test("over its range a thermometer freezes at a plausible number for a week, and its signal goes on")
    func overRange() throws {
        var bench = try Bench([102.005, 3.2, 0.8, 0.012])
        bench.pass(60, times: 3)
        try bench.set(.frozen, "50K")
        bench.plant.set([45, 3.2, 0.8, 0.012])
        try bench.look()
        var (numbers, signals): (Set<Double>, Set<Double>) = ([], [])
        for _ in 0..<7 * 24 {
            bench.pass(3600)
            #expect(bench["50K"]?.quality == .aboveRange && bench["50K-voltage"]?.quality == .good)
            numbers.insert(bench["50K"]?.value ?? .nan)
            signals.insert(bench["50K-voltage"]?.value ?? .nan)
        }
        #expect(numbers.count == 1 && abs((numbers.first ?? 0) - 102) < 1 && signals.count == 7 * 24)
    }

    @Test("a ruthenium oxide in a warm cryostat reads some 31 K, which is the end of its range and no temperature")
    func warm() throws {
        var bench = try Bench([293, 293, 293, 293])
        bench.pass(60, times: 5)
        let reading = try #require(bench["base"])
        #expect(reading.quality == .aboveRange && (29...32).contains(reading.value ?? 0))
        #expect(bench["50K"]?.quality == .good && abs((bench["50K"]?.value ?? 0) - 293) < 3)
    }

    @Test("a gauge that is off leaves 2.00e-2 mbar in its logs, at any pressure", arguments: 1...6)
    func placeholder(gauge: Int) throws {
        var bench = try Bench()
        try bench.set(.gaugeOff, "P\(gauge)")
        bench.pass()
        let raw = try #require(bench.raw("P\(gauge)"))
        #expect(abs(raw.value - 2e-2) < 1e-15 && raw.unit == .millibar && bench["P\(gauge)"]?.quality == .off)
    }

    @Test("a channel that is not scanned repeats its number with its time standing still, until it is stale")
    func unscanned() throws {
        var bench = try Bench()
        bench.pass(60, times: 5)
        try bench.set(.scannerStays, "4K")
        bench.pass(20)
        let before = try #require(bench["base"])
        for seconds in [60, 120, 600, 3600] {
            bench.plant.set([40, 3.2, 0.8, 0.05])
            try bench.look()
            bench.pass(Double(seconds))
            #expect(bench["base"]?.value == before.value && bench["base"]?.time == before.time)
        }
        #expect(bench["base"]?.quality == .stale && bench["4K"]?.quality == .good)
        // Between two scans of its own turn it repeats too.
        var fresh = try Bench()
        fresh.pass(1, times: 200)
        let times = Set(
            try (0..<30).map { _ in
                fresh.pass(1)
                return try #require(fresh["base"]).time
            })
        #expect(times.count < 15)
    }

    @Test("a reader that does not see what never changes: the last reading comes again as if it were new")
    func repeating() throws {
        var bench = try Bench()
        bench.pass(60, times: 5)
        try bench.set(.stale(isNoticed: false), "base")
        bench.pass(60)
        let first = try #require(bench["base"])
        bench.plant.set([40, 3.2, 0.8, 0.3])
        try bench.look()
        bench.pass(3600)
        let later = try #require(bench["base"])
        #expect(later.value == first.value && later.quality == .good && later.time > first.time)
    }

    @Test("an update changes hours to seconds, °C to K and psi to bar, while nothing changes")
    func units() throws {
        var bench = try Bench([40, 3.2, 0.8, 0.012])
        bench.plant.setControls { $0.pulseTube = true }
        try bench.look()
        bench.pass()
        func raw(_ name: String) throws -> (value: Double, unit: RawUnit) {
            try #require(bench.raw("pulsetube-\(name)"))
        }
        let names = ["hours", "water-in", "low"]
        let before = try names.map { try raw($0) }
        #expect(before.map(\.unit) == [.hour, .celsius, .poundPerSquareInch])
        try bench.set(.firmware(.metric))
        bench.pass(1)
        let after = try names.map { try raw($0) }
        #expect(after.map(\.unit) == [.second, .kelvin, .bar])
        // One that takes the numbers for the old units sees hours 3600 times as many, water at 290 °C, a pressure of 7 psi.
        #expect(abs(after[0].value / before[0].value / 3600 - 1) < 1e-3)
        #expect(abs(after[1].value - before[1].value - 273.15) < 1)
        #expect(abs(before[2].value / after[2].value / 14.5038 - 1) < 0.02)
    }

    @Test("an empty volume reads a little below nothing, which is legal and good")
    func negative() throws {
        let found = try (1...40 as ClosedRange<UInt64>).map { seed in
            var bench = try Bench(seed: seed)
            try SensorGaugeTests.fill(&bench, gauge: 3, to: 0)
            bench.pass()
            #expect(bench["P3"]?.quality == .good)
            return try #require(bench.raw("P3")).value
        }
        // In mbar: of half of all gauges, some mbar.
        #expect((10...30).contains(found.count { $0 < 0 }))
        #expect((found.min() ?? 0) > -20 && (found.min() ?? 0) < -1)
    }
}
