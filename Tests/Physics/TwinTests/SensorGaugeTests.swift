import Readings
import SubkelvinTesting
import Testing

@testable import Twin

@Suite("Gauges, flow meter and compressor of a plant")
struct SensorGaugeTests {
    /// Sets the helium in a volume of the panel so that its gauge sees a pressure in Pa.
    static func fill(_ bench: inout Bench, gauge: Int, to pressure: Double) throws {
        let plate = bench.plant.model.plates[0]
        let volume = try #require(HeliumPanel.Volume(gauge: gauge))
        let size = try #require(plate.circuit).panel.volumes[volume.rawValue]
        bench.plant.setStates { states in
            let place = plate.states.lowerBound + 2 * volume.rawValue
            states[place] = 0
            states[place + 1] = pressure * size / HeliumPanel.thermal
        }
        try bench.look()
    }

    @Test("the can's gauge is off by a factor that stays, and scatters by a few percent")
    func combination() throws {
        var bench = try Bench()
        let helium = 3e-4 * bench.plant.model.vacuum.volume / HeliumPanel.thermal
        bench.plant.setStates { $0.replaceSubrange(0..<7, with: [helium, 0, 0, 0, 0, 0, 0]) }
        try bench.look()
        var values: [Double] = []
        for _ in 0..<1500 {
            bench.pass(1)
            values.append(bench["P1"]?.value ?? .nan)
        }
        let (mean, deviation) = moments(values)
        #expect((2.2e-4...4.1e-4).contains(mean))
        #expect(abs(deviation / mean / 0.02 - 1) < 0.08)
    }

    @Test("beyond its ends the can's gauge shows the end, and says so")
    func ends() throws {
        var bench = try Bench()
        bench.plant.setStates { $0.replaceSubrange(0..<7, with: [0, 0, 0, 0, 0, 0, 0]) }
        try bench.look()
        bench.pass()
        #expect(bench["P1"] == Reading(time: bench.time, value: 5e-7, quality: .belowRange))
        bench.plant.setStates { $0[1] = 4 * 1e5 }
        try bench.look()
        bench.pass()
        #expect(bench["P1"] == Reading(time: bench.time, value: 1e5, quality: .aboveRange))
    }

    @Test("a gauge that is off shows the placeholder of 2.00e-2 mbar, and no pressure")
    func placeholder() throws {
        var bench = try Bench()
        try bench.set(.gaugeOff, "P1")
        bench.pass()
        #expect(bench["P1"] == Reading(time: bench.time, value: 2, quality: .off))
        #expect(bench["P1"]?.usableValue == nil)
        let raw = try #require(bench.raw("P1"))
        #expect(abs(raw.value - 2e-2) < 1e-15 && raw.unit == .millibar)
        #expect(bench["P2"]?.quality == .good)
        try bench.clear(.gaugeOff, "P1")
        bench.pass()
        #expect(bench["P1"]?.quality != .off)
    }

    @Test("an empty volume may read a little below nothing, which is good", arguments: 2...6)
    func zero(_ gauge: Int) throws {
        var signs: Set<Bool> = []
        for seed in 1...20 as ClosedRange<UInt64> {
            var bench = try Bench(seed: seed)
            try Self.fill(&bench, gauge: gauge, to: 0)
            bench.pass()
            let reading = try #require(bench["P\(gauge)"])
            #expect(reading.quality == .good)
            let value = try #require(reading.value)
            #expect(abs(value) < 1200)
            signs.insert(value < 0)
        }
        #expect(signs == [false, true])
    }

    @Test(
        "a gauge shows its pressure up to a twentieth above full scale",
        arguments: [(2, 1e4), (3, 5e5), (4, 1e5), (5, 2e5), (6, 1e5)])
    func scale(_ gauge: Int, _ full: Double) throws {
        var bench = try Bench()
        for share in [0.01, 0.5, 0.99, 1.04] {
            try Self.fill(&bench, gauge: gauge, to: share * full)
            bench.pass()
            let reading = try #require(bench["P\(gauge)"])
            #expect(reading.quality == .good && abs((reading.value ?? .nan) - share * full) < 2e-3 * full)
        }
        try Self.fill(&bench, gauge: gauge, to: 1.2 * full)
        bench.pass()
        #expect(bench["P\(gauge)"] == Reading(time: bench.time, value: 1.05 * full, quality: .aboveRange))
    }

    @Test("another firmware gives the same readings in other units")
    func firmware() throws {
        var bench = try Bench()
        bench.pass()
        let before = bench.now
        let (water, pressure, hours) = (
            bench.raw("pulsetube-water-in"), bench.raw("pulsetube-high"), bench.raw("pulsetube-hours")
        )
        #expect(water?.unit == .celsius && abs((water?.value ?? 0) - 17) < 2)
        #expect(pressure?.unit == .poundPerSquareInch && abs((pressure?.value ?? 0) - 217.6) < 5)
        #expect(hours?.unit == .hour && (100...50_000).contains(hours?.value ?? 0))
        try bench.set(.firmware(.metric))
        #expect(bench.now == before)
        #expect(bench.raw("pulsetube-water-in")?.unit == .kelvin)
        #expect(abs((bench.raw("pulsetube-water-in")?.value ?? 0) - (water?.value ?? 0) - 273.15) < 1e-9)
        #expect(bench.raw("pulsetube-high")?.unit == .bar)
        #expect(abs((bench.raw("pulsetube-high")?.value ?? 0) / (pressure?.value ?? 0) * 14.503_773_8 - 1) < 1e-8)
        #expect(abs((bench.raw("pulsetube-hours")?.value ?? 0) / (hours?.value ?? 1) - 3600) < 1e-6)
        let index = try #require(bench.instruments.index(of: "pulsetube-high", at: "lab"))
        #expect(bench["pulsetube-high"] == before.first { $0.channel == index }?.reading)
        try bench.clear(.firmware(.metric))
        #expect(bench.raw("pulsetube-water-in")?.unit == .celsius)
    }

    @Test("raw units go there and back", arguments: RawUnit.allCases)
    func units(_ unit: RawUnit) {
        for value in [-3.0, 0, 1e-9, 290, 2e6] {
            #expect(abs(unit.si(raw: unit.raw(si: value)) - value) <= 1e-12 * max(abs(value), 300))
        }
    }

    @Test("hours of operation count while the pulse tube runs")
    func hours() throws {
        var bench = try Bench()
        bench.pass()
        let first = try #require(bench["pulsetube-hours"]?.value)
        bench.pass(3600)
        #expect(bench["pulsetube-hours"]?.value == first)
        bench.plant.setControls { $0.pulseTube = true }
        try bench.look()
        bench.pass(7200)
        #expect(abs((bench["pulsetube-hours"]?.value ?? 0) - first - 7200) < 1e-6)
        #expect(bench["pulsetube"]?.value == 1)
    }

    @Test("valves, pumps and heaters read as they are set")
    func states() throws {
        var bench = try Bench()
        bench.plant.setControls {
            $0[valve: 9] = true
            $0.scroll1 = true
            $0.stillHeater = 8e-3
        }
        try bench.look()
        bench.pass()
        for (name, value) in [
            ("v9", 1.0), ("v10", 0), ("scroll1", 1), ("turbo1", 0), ("still-heater", 8e-3), ("hs-still", 0),
        ] {
            #expect(bench[name] == Reading(time: bench.time, value: value), "\(name)")
        }
    }
}
