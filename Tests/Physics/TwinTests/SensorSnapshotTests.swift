import Cryogenics
import Foundation
import Readings
import SubkelvinTesting
import Testing
import Thermometry

@testable import Twin

@Suite("Instruments from a seed, and from a snapshot")
struct SensorSnapshotTests {
    @Test("the same seed gives the same bytes, another other ones")
    func seeds() throws {
        func run(_ seed: UInt64) throws -> [SensorReading] {
            var bench = try Bench(seed: seed)
            bench.pass(7, times: 40)
            return bench.now
        }
        let first = try run(5)
        #expect(try run(5) == first)
        #expect(try run(6) != first)
    }

    @Test("how often is looked changes nothing of what is seen at the same time, but for traces of the slot before")
    func often() throws {
        var (seldom, often) = (try Bench(), try Bench())
        seldom.pass(60, times: 5)
        often.pass(1, times: 300)
        for (one, other) in zip(seldom.now, often.now) {
            #expect(one.reading.time == other.reading.time && one.reading.quality == other.reading.quality)
            let (a, b) = (one.reading.value ?? .nan, other.reading.value ?? .nan)
            #expect(abs(a - b) <= 1e-9 * abs(a), "\(seldom.instruments.channels[one.channel])")
        }
    }

    @Test("a restored run goes on with the same bytes, whatever holds", arguments: 1...10 as ClosedRange<UInt64>)
    func restored(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var plant = try StillPlant()
        var instruments = try PlantInstruments(plant.model, devices: ["lab"], seed: seed)
        var time = Bench.start
        for kind in RandomFaults.some(&random, of: instruments) { try instruments.set(kind) }
        func look(_ instruments: inout PlantInstruments, _ reading: PlantReading) -> [SensorReading] {
            instruments.readings(of: reading, at: time)
        }
        for _ in 0..<20 {
            plant.set((0..<4).map { _ in random.logUniform(in: 5e-3...300) })
            _ = look(&instruments, try plant.reading())
            time += Int64(random.uniform(in: 0.1...3000) * 1e9)
        }
        let bytes = try JSONEncoder().encode(instruments.snapshot)
        let snapshot = try JSONDecoder().decode(PlantInstruments.Snapshot.self, from: bytes)
        #expect(snapshot == instruments.snapshot)
        var other = try PlantInstruments(plant.model, devices: ["lab"], seed: seed, from: snapshot)
        #expect(other.faults == instruments.faults)
        for _ in 0..<20 {
            plant.set((0..<4).map { _ in random.logUniform(in: 5e-3...300) })
            let reading = try plant.reading()
            #expect(look(&instruments, reading) == look(&other, reading))
            time += Int64(random.uniform(in: 0.1...3000) * 1e9)
        }
        #expect(other.snapshot == instruments.snapshot)
    }

    @Test("a snapshot of other instruments is refused")
    func other() throws {
        let plant = try StillPlant()
        let snapshot = try PlantInstruments(plant.model, devices: ["lab"], seed: 1).snapshot
        #expect(throws: PlantInstrumentsError.otherSnapshot) {
            try PlantInstruments(plant.model, devices: ["lab"], seed: 2, from: snapshot)
        }
        #expect(throws: PlantInstrumentsError.otherSnapshot) {
            try PlantInstruments(plant.model, devices: ["lob"], seed: 1, from: snapshot)
        }
        #expect(throws: PlantInstrumentsError.deviceCount(2, expected: 1)) {
            try PlantInstruments(plant.model, devices: ["a", "b"], seed: 1)
        }
        #expect(throws: ChannelError.self) { try PlantInstruments(plant.model, devices: ["a b"], seed: 1) }
    }

    @Test(
        "no state of a plant and no fault makes a number that is none, or a good one that is absurd",
        arguments: 1...20 as ClosedRange<UInt64>)
    func sane(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var plant = try StillPlant()
        var instruments = try PlantInstruments(plant.model, devices: ["lab"], seed: seed)
        var time = Bench.start
        for step in 0..<40 {
            plant.set((0..<4).map { _ in random.logUniform(in: 1.2e-3...1200) })
            plant.setControls { controls in
                controls.pulseTube = random.unit() < 0.5
                controls.mains = random.unit() < 0.9
                for valve in 1...23 { controls[valve: valve] = random.unit() < 0.5 }
            }
            plant.setStates { states in
                for index in 0..<states.count - 1 where index < 6 || index >= 7 {
                    states[index] =
                        random.unit() < 0.2 ? 0 : min(states[index] + 1e-9, 1) * random.logUniform(in: 1e-6...2)
                }
            }
            if step % 5 == 0 { for fault in RandomFaults.some(&random, of: instruments) { try instruments.set(fault) } }
            if step % 11 == 0 { for fault in instruments.faults { try instruments.clear(fault) } }
            let readings = instruments.readings(of: try plant.reading(), at: time)
            #expect(readings.isEmpty || readings.count == instruments.channels.count)
            for reading in readings {
                let channel = instruments.channels[reading.channel]
                #expect(reading.reading.quality != .invalid, "\(channel): \(reading.reading)")
                #expect(
                    reading.reading.time <= time && reading.reading.time >= Bench.start - 60_000_000_000, "\(channel)")
                if channel.unit == .kelvin, reading.reading.quality == .good, let value = reading.reading.value {
                    #expect(
                        value > 0 || instruments.faults.contains { $0.channel == channel.name }, "\(channel): \(value)")
                }
            }
            time += Int64(random.logUniform(in: 1e-3...1e6) * 1e9)
        }
    }

    @Test("channels are many, each once, by the names that people know")
    func channels() throws {
        let plant = try StillPlant(PlantFixtures.link(30, units: 1), [40, 3.2, 0.8, 0.012])
        let instruments = try PlantInstruments(plant.model, devices: ["a", "m", "b"], seed: 1)
        #expect(Set(instruments.channels).count == instruments.channels.count)
        let names = Set(instruments.channels.filter { $0.device == "a" }.map(\.name))
        for name in [
            "50K", "50K-resistance", "4K", "still", "base", "P1", "P6", "flow", "v1", "v23", "turbo1", "scroll1",
            "compressor",
            "pulsetube", "hs-still", "still-heater", "pulsetube-hours", "readout-snr", "resonator-shift",
        ] { #expect(names.contains(name), "\(name)") }
        #expect(names.contains("50K-7.5m") && names.contains("base-3.8m-resistance"))
        let unit = Set(instruments.channels.filter { $0.device == "m" }.map(\.name))
        #expect(unit.contains("50K-11.3m") && unit.contains("50K-18.8m"))
        #expect(unit.contains("50K") && unit.contains("hs-unit") && !unit.contains("P2") && !unit.contains("v1"))
    }
}

@Suite("What instruments can be made of")
struct SensorSettingsTests {
    @Test("a link is seen through its own kinds of thermometers, sixteen at most on each scanner", arguments: 0...4)
    func usual(units: Int) throws {
        let model = try PlantFixtures.link([5, 30, 45, 60, 90][units], units: units)
        let settings = try InstrumentSettings.usual(of: model)
        #expect(settings.thermometers[.fiftyKelvin]?.curve.unit == .ohm)
        #expect(settings.thermometers[.still]?.usableUpTo == (try ThermometerKind.link()[.still]?.usableUpTo))
        let instruments = try PlantInstruments(model, devices: model.deviceNames, seed: 1)
        for device in instruments.devices {
            let count = instruments.channels.count { $0.device == device && $0.unit == .ohm }
            #expect((4...Scanner.slots).contains(count), "\(device): \(count)")
        }
        // Three on each shield of each span.
        #expect(settings.places.count == 12 * (model.plates.count - 1))
    }

    @Test("a thermometer on a shield reads the shield, by the scanner of its device")
    func places() throws {
        let plant = try StillPlant(PlantFixtures.link(30, units: 1), [40, 3.2, 0.8, 0.012])
        var settings = try InstrumentSettings.link()
        settings.places = [
            ThermometerPlace(name: "LM3-50K", device: "a", stage: .fiftyKelvin, position: 8),
            ThermometerPlace(name: "LM3-4K", device: "a", stage: .fourKelvin, position: 8),
        ]
        var instruments = try PlantInstruments(plant.model, devices: ["a", "m", "b"], seed: 1, settings: settings)
        let readings = instruments.readings(of: try plant.reading(), at: Bench.start)
        for (name, truth) in [("50K", 40.0), ("LM3-50K", 293), ("LM3-4K", 293), ("base", 0.012)] {
            let index = try #require(instruments.index(of: name, at: "a"))
            let value = try #require(readings[index].reading.value)
            #expect(abs(value / truth - 1) < 0.03, "\(name)")
        }
    }

    @Test("settings that cannot be are refused", arguments: 0..<9)
    func refused(_ number: Int) throws {
        let plant = try StillPlant()
        var settings = try InstrumentSettings.cryostat()
        switch number {
        case 0: settings.staleAge = .nan
        case 1: settings.heldBelowRange = -1
        case 2: settings.scanner.dwell = 0
        case 3: settings.scanner.pause = .infinity
        case 4: settings.thermometers[.base]?.excitation = .voltage(0)
        case 5: settings.thermometers[.base]?.usableUpTo = 300
        case 6: settings.thermometers[.still]?.boundary = .nan
        case 7:
            settings.places = [ThermometerPlace(name: "50K", device: "lab", stage: .fiftyKelvin, position: 0)]
        default:
            settings.places = (0..<13).map {
                ThermometerPlace(name: "x\($0)", device: "lab", stage: .fourKelvin, position: 0)
            }
        }
        #expect(throws: PlantInstrumentsError.self) {
            try PlantInstruments(plant.model, devices: ["lab"], seed: 1, settings: settings)
        }
    }
}

@Suite("Random numbers of instruments")
struct SensorNoiseTests {
    @Test("are normal: mean, deviation, tails", arguments: [0, 1, 77])
    func normal(_ channel: Int) {
        let noise = SensorNoise(seed: 9)
        let count = 100_000
        let values = (0..<count).map { noise.normal(channel, at: Bench.start + Int64($0) * 1_000_000_000) }
        let (mean, deviation) = moments(values)
        #expect(abs(mean) < 0.015 && abs(deviation - 1) < 0.01)
        for (limit, share) in [(1.0, 0.15866), (2, 0.02275), (3, 0.00135)] {
            let expected = share * Double(count)
            #expect(abs(Double(values.count { $0 > limit }) - expected) < 5 * expected.squareRoot())
        }
        let next = zip(values, values.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / Double(count)
        #expect(abs(next) < 0.015)
    }

    @Test(
        "the quantile is that of the normal distribution",
        arguments: [(0.3, -0.524_400_5), (0.01, -2.326_347_9), (0.5, 0), (1e-13, -7.348_796_1), (0.999, 3.090_232_3)])
    func quantile(_ share: Double, _ expected: Double) {
        #expect(abs(SensorNoise.quantile(share) - expected) < 2e-6)
    }
}

/// Faults that nobody picked by hand.
enum RandomFaults {
    static func some(_ random: inout SeededRandom, of instruments: PlantInstruments) -> [SensorFault] {
        let thermometers = ["50K", "4K", "still", "base"]
        let numbers = thermometers + ["P1", "P3", "flow", "pulsetube-oil", "readout-snr", "still-heater"]
        return (0..<random.uniform(in: 0...4)).map { _ in
            let (kinds, names): ([SensorFault.Kind], [String?]) =
                switch random.uniform(in: 0...3) {
                case 0: ([.firmware(.metric), .telemetryLoss], [nil])
                case 1:
                    (
                        [
                            .short, .frozen, .scannerStays, .selfHeating(power: random.logUniform(in: 1e-15...1e-3)),
                            .microphonics(perAcceleration: random.logUniform(in: 1e-3...100)),
                        ], thermometers
                    )
                case 2:
                    (
                        [
                            .drift(perDay: random.uniform(in: -10.0...10)),
                            .noise(factor: random.logUniform(in: 1...1e4)),
                            .relativeDrift(perDay: random.uniform(in: -10.0...10)),
                        ], numbers
                    )
                default: ([.open, .stale(isNoticed: random.unit() < 0.5)], numbers + ["v4", "turbo1"])
                }
            return SensorFault(random.element(of: kinds) ?? .open, of: "lab", random.element(of: names) ?? nil)
        }
    }
}
