import Cryogenics
import Glibc
import Readings
import SubkelvinTesting
import Testing
import Thermometry

@testable import Twin

@Suite("Thermometers of a plant")
struct SensorThermometerTests {
    @Test(
        "within their ranges they tell the temperature to the error of their calibration",
        arguments: [
            [290, 290, 290, 18], [120, 60, 20, 6], [45, 4.1, 1.1, 0.9], [37, 2.9, 0.6, 0.02], [36, 2.8, 0.5, 0.0075],
        ])
    func truth(_ temperatures: [Double]) throws {
        for seed in 1...5 as ClosedRange<UInt64> {
            var bench = try Bench(temperatures, seed: seed)
            bench.pass()
            for (name, truth) in zip(["50K", "4K", "still", "base"], temperatures) {
                let reading = try #require(bench[name])
                #expect(reading.quality == .good, "\(name) at \(truth)")
                #expect(abs((reading.value ?? .nan) / truth - 1) < 0.02, "\(name): \(reading) for \(truth)")
            }
        }
    }

    @Test("each unit has a resistance of its own")
    func units() throws {
        let signals = try (1...20).map { seed in
            var bench = try Bench(seed: UInt64(seed))
            bench.pass()
            return bench["4K-resistance"]?.value ?? .nan
        }
        let (mean, deviation) = moments(signals)
        #expect((0.04...0.16).contains(deviation / mean))
    }

    @Test("below the curve the temperature is held for one hour and then gone, while the resistance goes on")
    func belowRange() throws {
        var bench = try Bench([37, 2.9, 0.6, 0.0071])
        bench.pass(10, times: 30)
        let last = try #require(bench["base"])
        #expect(last.quality == .good)
        bench.plant.set([37, 2.9, 0.6, 0.0065])
        try bench.look()
        var held: [Reading] = []
        var gone: [Reading] = []
        var signals: Set<Double> = []
        for _ in 0..<500 {
            bench.pass(10)
            let reading = try #require(bench["base"])
            guard reading.quality == .belowRange else { continue }
            if reading.value == nil { gone.append(reading) } else { held.append(reading) }
            let signal = try #require(bench["base-resistance"])
            #expect(signal.quality == .good && signal.time == reading.time && signal.value ?? 0 > 15_000)
            signals.insert(signal.value ?? .nan)
        }
        let first = try #require(held.first)
        let values = Set(held.map(\.value))
        #expect(values.count == 1 && first.value ?? .nan > 0.0069)
        #expect(held.allSatisfy { $0.time - first.time <= 3_600_000_000_000 })
        #expect(try #require(held.last).time - first.time > 3_500_000_000_000)
        #expect(!gone.isEmpty && gone.allSatisfy { $0.time - first.time > 3_600_000_000_000 })
        #expect(signals.count > 50)
        // Warm again, the temperature is back, though the plant is colder than it ever was to be read.
        bench.plant.set([37, 2.9, 0.6, 0.02])
        try bench.look()
        bench.pass(60)
        #expect(bench["base"]?.quality == .good)
    }

    @Test("a sensor that begins below its curve is held at the curve's end")
    func beginsBelow() throws {
        var bench = try Bench([37, 2.9, 0.6, 0.005])
        bench.pass()
        #expect(bench["base"] == Reading(time: try #require(bench["base"]).time, value: 0.007, quality: .belowRange))
    }

    @Test("ruthenium oxide never reads room temperature: it creeps, and says that it is above its range")
    func creeps() throws {
        var last = 0.0
        for temperature in [25.0, 40, 80, 150, 220, 293] {
            var bench = try Bench([294, 294, 294, temperature])
            bench.pass()
            let reading = try #require(bench["base"])
            #expect(reading.quality == .aboveRange)
            let value = try #require(reading.value)
            #expect(value > last && value < 32)
            last = value
        }
        #expect(last > 29)
    }

    @Test("above the end of its curve a sensor freezes at its last number")
    func freezes() throws {
        var settings = try InstrumentSettings.cryostat()
        var narrow = try ThermometerKind.cernox("cx-1010")
        narrow.usableUpTo = 100
        narrow.curve = try CalibrationCurve(
            reading: Array("ohm,K\n60,102\n90,50\n150,20\n300,4\n".utf8), file: "own.csv")
        settings.thermometers[.fourKelvin] = narrow
        var bench = try Bench([120, 90, 90, 0.02], settings: settings)
        bench.pass(10, times: 10)
        let last = try #require(bench["4K"]?.value)
        #expect(bench["4K"]?.quality == .good)
        bench.plant.set([250, 250, 250, 0.02])
        try bench.look()
        bench.pass(60)
        let frozen = try #require(bench["4K"])
        bench.pass(60)
        #expect(frozen.quality == .aboveRange && abs((frozen.value ?? .nan) - last) < 1)
        #expect(bench["4K"]?.value == frozen.value)
    }

    @Test("platinum at a cold 50K stage is below its range, with its resistance still read")
    func platinum() throws {
        var settings = try InstrumentSettings.cryostat()
        settings.thermometers[.fiftyKelvin] = ThermometerKind(
            curve: try .preset(named: "pt100"), excitation: .current(1e-3), boundary: 1e3, spread: 0,
            calibrationError: 1e-3)
        var bench = try Bench([290, 290, 290, 30], settings: settings)
        bench.pass()
        #expect(bench["50K"]?.quality == .good)
        bench.plant.set([45, 4, 1, 0.02])
        try bench.look()
        bench.pass(60, times: 70)
        #expect(bench["50K"]?.quality == .belowRange && bench["50K"]?.value == nil)
        #expect(bench["50K-resistance"]?.quality == .good)
        #expect((1...18.6).contains(try #require(bench["50K-resistance"]?.value)))
    }

    @Test("T_s⁴ = T⁴ + 4·A·P, with the resistance of the warmer sensor", arguments: [0.0, 1e-14, 1e-12, 1e-9])
    func selfHeating(_ power: Double) throws {
        let kind = try ThermometerKind.rutheniumOxide()
        let sensor = FittedThermometer(kind, channel: 3, SensorNoise(seed: 4))
        let truth = 0.02
        let cold = sensor.scale * (kind.curve.signal(at: truth).value ?? .nan)
        let heat = 400e-12 / cold + power
        let expected = (truth * truth * truth * truth + 4 * 1e3 * heat).squareRoot().squareRoot()
        let signal = sensor.signal(at: truth, excess: power)
        let found = try #require(kind.curve.temperature(at: signal / sensor.scale).value)
        #expect(abs(found / expected - 1) < 1e-9)
        #expect(found > truth)
    }

    @Test("beyond the ends of a curve the signal goes on, without a step and strictly falling")
    func beyond() throws {
        for kind in [
            try ThermometerKind.rutheniumOxide(), try .cernox("cx-1010"), try .cernox("cx-1080"), try .diode(),
        ] {
            let sensor = FittedThermometer(kind, channel: 0, SensorNoise(seed: 1))
            for end in [sensor.floor.temperature, sensor.top.temperature] {
                let (below, above) = (
                    sensor.signal(at: end * 0.9999, excess: 0), sensor.signal(at: end * 1.0001, excess: 0)
                )
                #expect(below > above && below / above < 1.005, "\(kind.curve.name) at \(end)")
            }
            var last = Double.infinity
            for step in 0...200 {
                let temperature = sensor.floor.temperature * 0.1 * pow(10, Double(step) / 40)
                let signal = sensor.signal(at: temperature, excess: 0)
                #expect(signal <= last && signal > 0, "\(kind.curve.name) at \(temperature)")
                last = signal
            }
        }
    }

    @Test("noise of the bridge is that of its amplifier over the excitation")
    func bridgeNoise() throws {
        var bench = try Bench([37, 2.9, 0.6, 0.02])
        var values: [Double] = []
        for _ in 0..<1500 {
            bench.pass(40)
            values.append(bench["base-resistance"]?.value ?? .nan)
        }
        let (mean, deviation) = moments(values)
        let expected = ((6.455e-9 / 20e-6) * (6.455e-9 / 20e-6) + 4e-10).squareRoot()
        #expect(abs(deviation / mean / expected - 1) < 0.08)
    }
}
