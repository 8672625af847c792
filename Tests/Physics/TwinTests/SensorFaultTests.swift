import Cryogenics
import Readings
import SubkelvinTesting
import Testing
import Thermometry

@testable import Twin

@Suite("Faults of instruments")
struct SensorFaultTests {
    static let day = 86_400.0

    /// What the channel says after a day, without and with a fault.
    static func afterADay(_ kinds: [SensorFault.Kind], _ channel: String) throws -> (sound: Bench, faulty: Bench) {
        var (sound, faulty) = (try Bench(), try Bench())
        sound.pass(60, times: 3)
        faulty.pass(60, times: 3)
        for kind in kinds { try faulty.set(kind, channel) }
        for seconds in [60, day] {
            sound.pass(seconds)
            faulty.pass(seconds)
        }
        return (sound, faulty)
    }

    @Test("a drift moves a reading by its rate, and a thermometer's resistance with it")
    func drift() throws {
        let (sound, faulty) = try Self.afterADay([.drift(perDay: 2e-3)], "base")
        #expect(abs((faulty["base"]?.value ?? .nan) - (sound["base"]?.value ?? .nan) - 2e-3) < 5e-5)
        #expect(faulty["base"]?.quality == .good)
        #expect((faulty["base-resistance"]?.value ?? .nan) < 0.96 * (sound["base-resistance"]?.value ?? .nan))
        for channel in sound.now.indices
        where !["base", "base-resistance"].contains(sound.instruments.channels[channel].name) {
            let name = sound.instruments.channels[channel].name
            // What a scanner leaves of the slot before is all that passes from one to another.
            if name.hasPrefix("50K") { continue }
            #expect(sound.now[channel] == faulty.now[channel], "\(name)")
        }
    }

    @Test(
        "drifts add, also relative ones",
        arguments: [("base", 1e-3), ("P3", 1e3), ("flow", 1e-4), ("pulsetube-oil", 1)])
    func drifts(_ channel: String, _ step: Double) throws {
        let (sound, faulty) = try Self.afterADay(
            [
                .drift(perDay: step), .drift(perDay: -4 * step), .relativeDrift(perDay: 0.5),
                .relativeDrift(perDay: 0.25),
            ], channel)
        let shown = try #require(sound[channel]?.value)
        let offset = sound.instruments.index(of: channel, at: "lab").map { sound.instruments.own[$0] } ?? 0
        let expected = (shown - offset) * 1.75 - 3 * step + offset
        #expect(abs((faulty[channel]?.value ?? .nan) - expected) < 0.002 * abs(shown) + 0.02 * step)
    }

    @Test("a drift downwards leaves the curve, and nothing is negative")
    func drifted() throws {
        var (_, faulty) = try Self.afterADay([.drift(perDay: -20e-3)], "base")
        #expect(faulty["base"]?.quality == .belowRange)
        faulty.pass(7200)
        #expect(faulty["base"]?.value == nil)
        #expect((faulty["base-resistance"]?.value ?? .infinity) < 1e9)
    }

    @Test("a broken wire is disconnected, in temperature and resistance", arguments: ["base", "P4", "v9", "flow"])
    func open(_ channel: String) throws {
        let (_, faulty) = try Self.afterADay([.open], channel)
        #expect(faulty[channel]?.quality == .disconnected && faulty[channel]?.value == nil)
        if channel == "base" { #expect(faulty["base-resistance"]?.quality == .disconnected) }
    }

    @Test("a short of a film or diode is above its range, at its last number", arguments: ["50K", "4K", "base"])
    func short(_ channel: String) throws {
        let (sound, faulty) = try Self.afterADay([.short], channel)
        #expect(faulty[channel]?.quality == .aboveRange)
        #expect(abs((faulty[channel]?.value ?? .nan) / (sound[channel]?.value ?? .nan) - 1) < 0.02)
        #expect((faulty[channel == "50K" ? "50K-voltage" : "\(channel)-resistance"]?.value ?? .nan) <= 0.05)
    }

    @Test("a short of platinum is below its range")
    func shortOfMetal() throws {
        var settings = try InstrumentSettings.cryostat()
        settings.thermometers[.fiftyKelvin]?.curve = try .preset(named: "pt100")
        settings.thermometers[.fiftyKelvin]?.excitation = .current(1e-3)
        settings.thermometers[.fiftyKelvin]?.usableUpTo = 600
        var bench = try Bench([200, 4, 1, 0.02], settings: settings)
        bench.pass(60, times: 2)
        try bench.set(.short, "50K")
        bench.pass(60)
        #expect(bench["50K"]?.quality == .belowRange)
    }

    @Test(
        "what repeats itself is stale when it is noticed, and good with a new time when not",
        arguments: ["base", "P3", "v9"])
    func stale(_ channel: String) throws {
        for isNoticed in [true, false] {
            var bench = try Bench()
            bench.pass(60, times: 3)
            let before = try #require(bench[channel])
            try bench.set(.stale(isNoticed: isNoticed), channel)
            bench.plant.set([80, 20, 10, 0.5])
            bench.plant.setControls { $0[valve: 9] = true }
            try bench.look()
            bench.pass(100)
            #expect(bench[channel]?.value == before.value && bench[channel]?.quality == .good)
            bench.pass(1000)
            let after = try #require(bench[channel])
            #expect(after.value == before.value)
            #expect(after.quality == (isNoticed ? .stale : .good))
            #expect(isNoticed ? after.time == before.time : after.time >= bench.time - 40_000_000_000)
            try bench.clear(.stale(isNoticed: isNoticed), channel)
            bench.pass(60)
            #expect(bench[channel]?.value != before.value && bench[channel]?.quality == .good)
        }
    }

    @Test("excess power warms a sensor: more the colder it is")
    func selfHeating() throws {
        let (sound, faulty) = try Self.afterADay([.selfHeating(power: 1e-11), .selfHeating(power: 1e-11)], "base")
        let expected = (0.012 * 0.012 * 0.012 * 0.012 + 4e3 * 2e-11).squareRoot().squareRoot()
        #expect(abs((faulty["base"]?.value ?? .nan) / expected - 1) < 0.01)
        let signals = [faulty, sound].map { $0["base-resistance"]?.value ?? .nan }
        #expect(signals[0] < signals[1])
        let (_, warm) = try Self.afterADay([.selfHeating(power: 1e-11)], "4K")
        #expect(abs((warm["4K"]?.value ?? .nan) / 3.2 - 1) < 0.01)
    }

    @Test("a frozen thermometer keeps a plausible number while its resistance goes on")
    func frozen() throws {
        var bench = try Bench([102.005, 3.2, 0.8, 0.012])
        bench.pass(60, times: 3)
        let before = try #require(bench["50K"]?.value)
        try bench.set(.frozen, "50K")
        bench.plant.set([45, 3.2, 0.8, 0.012])
        try bench.look()
        var signals: Set<Double> = []
        for _ in 0..<100 {
            bench.pass(6048)
            #expect(bench["50K"]?.value == before && bench["50K"]?.quality == .aboveRange)
            signals.insert(bench["50K-voltage"]?.value ?? .nan)
        }
        #expect(signals.count == 100)
    }

    @Test("a wrong curve gives numbers that are plausible and wrong")
    func wrongCurve() throws {
        let (sound, faulty) = try Self.afterADay([.wrongCurve("cx-1010")], "base")
        let value = try #require(faulty["base"]?.value)
        #expect(faulty["base"]?.quality == .good && value > 0.1 && value < 0.3)
        #expect(abs((faulty["base-resistance"]?.value ?? .nan) / (sound["base-resistance"]?.value ?? .nan) - 1) < 0.01)
    }

    @Test("noise grows by its factors, and that of shaken wires only with the pulse tube")
    func noise() throws {
        func deviation(_ kinds: [SensorFault.Kind], runs: Bool) throws -> Double {
            var bench = try Bench()
            bench.plant.setControls { $0.pulseTube = runs }
            try bench.look()
            for kind in kinds { try bench.set(kind, "base") }
            var values: [Double] = []
            for _ in 0..<1500 {
                bench.pass(40)
                values.append(bench["base-resistance"]?.value ?? .nan)
            }
            return moments(values).deviation
        }
        let usual = try deviation([], runs: true)
        #expect(abs(try deviation([.noise(factor: 5), .noise(factor: 4)], runs: true) / usual / 20 - 1) < 0.12)
        #expect(abs(try deviation([.microphonics(perAcceleration: 1)], runs: false) / usual - 1) < 0.12)
        #expect(try deviation([.microphonics(perAcceleration: 1)], runs: true) > 10 * usual)
    }

    @Test("with telemetry lost nothing comes, and the truth goes on")
    func telemetryLoss() throws {
        let (sound, _) = try Self.afterADay([], "base")
        var bench = try Bench()
        bench.pass(60, times: 3)
        let truth = try bench.plant.reading().channels()
        try bench.set(.telemetryLoss)
        bench.pass(60)
        #expect(bench.now.isEmpty)
        #expect(try bench.plant.reading().channels() == truth)
        try bench.clear(.telemetryLoss)
        bench.pass(Self.day)
        #expect(bench.now == sound.now)
    }

    @Test("of two devices only one falls silent")
    func oneOfTwo() throws {
        let plant = try StillPlant(PlantFixtures.link(5), [40, 3.2, 0.8, 0.012])
        var instruments = try PlantInstruments(plant.model, devices: ["east", "west"], seed: 1, settings: .link())
        try instruments.set(SensorFault(.telemetryLoss, of: "east"))
        let readings = instruments.readings(of: try plant.reading(), at: Bench.start)
        #expect(Set(readings.map { instruments.channels[$0.channel].device }) == ["west"])
        #expect(readings.count == instruments.channels.count { $0.device == "west" })
    }

    @Test("a fault that is cleared leaves no trace", arguments: SensorFaultTests.curable)
    func cleared(_ kind: SensorFault.Kind, _ channel: String?) throws {
        var (sound, faulty) = (try Bench(), try Bench())
        try faulty.set(kind, channel)
        sound.pass(60, times: 10)
        faulty.pass(60, times: 10)
        try faulty.clear(kind, channel)
        sound.pass(60, times: 3)
        faulty.pass(60, times: 3)
        #expect(sound.now == faulty.now)
        #expect(faulty.instruments.faults.isEmpty)
        #expect(throws: SensorFaultError.self) { try faulty.clear(kind, channel) }
    }

    static let curable: [(SensorFault.Kind, String?)] = [
        (.drift(perDay: 1), "4K"), (.relativeDrift(perDay: -1), "flow"), (.open, "still"), (.short, "base"),
        (.stale(isNoticed: true), "P5"), (.selfHeating(power: 1e-9), "base"), (.frozen, "50K"),
        (.wrongCurve("cx-1080"), "4K"),
        (.gaugeOff, "P2"), (.noise(factor: 100), "pulsetube-oil"), (.microphonics(perAcceleration: 1), "still"),
        (.firmware(.metric), nil), (.telemetryLoss, nil),
    ]

    @Test("what cannot be is refused, with what was expected", arguments: SensorFaultTests.refused)
    func refusals(_ fault: SensorFault, _ words: String) throws {
        var bench = try Bench()
        let error = #expect(throws: SensorFaultError.self) { () throws in try bench.instruments.set(fault) }
        let message = error.map { "\($0)" } ?? ""
        #expect(message.contains(words), "\(message)")
        #expect(bench.instruments.faults.isEmpty)
    }

    static let refused: [(SensorFault, String)] = [
        (SensorFault(.open, of: "lad", "base"), "known: lab"),
        (SensorFault(.open, of: "lab", "bse"), "did you mean base?"),
        (SensorFault(.open, of: "lab"), "name one as the channel"),
        (SensorFault(.telemetryLoss, of: "lab", "base"), "leave the channel out"),
        (SensorFault(.drift(perDay: 0), of: "lab", "base"), "other than 0"),
        (SensorFault(.drift(perDay: .nan), of: "lab", "base"), "other than 0"),
        (SensorFault(.drift(perDay: 1), of: "lab", "v9"), "a channel with a number"),
        (SensorFault(.drift(perDay: 1), of: "lab", "base-resistance"), "such as base"),
        (SensorFault(.relativeDrift(perDay: 11), of: "lab", "base"), "up to 10 a day"),
        (SensorFault(.selfHeating(power: -1e-9), of: "lab", "base"), "up to 1e-3 W"),
        (SensorFault(.selfHeating(power: 1e-9), of: "lab", "P1"), "a thermometer"),
        (SensorFault(.noise(factor: 0.5), of: "lab", "base"), "1 to 1e4"),
        (SensorFault(.microphonics(perAcceleration: 0), of: "lab", "base"), "m/s²"),
        (SensorFault(.gaugeOff, of: "lab", "base"), "P1 to P6"),
        (SensorFault(.wrongCurve("cx-1011"), of: "lab", "base"), "known: cx-1010"),
        (SensorFault(.wrongCurve("dt-670"), of: "lab", "base"), "from a voltage"),
        (SensorFault(.scannerStays, of: "lab", "flow"), "a thermometer"),
    ]
}
