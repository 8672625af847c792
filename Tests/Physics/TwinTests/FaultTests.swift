import Configuration
import Cryogenics
import HeatTransfer
import SubkelvinTesting
import Testing

@testable import Twin

@Suite("Faults")
struct FaultTests {
    /// A cryostat whose stages carry the loads of lines and supports, at base, worked out once.
    static let loaded = Result { try Plant.atBase(PlantModel(CryostatModel(.preset("ld-400")))).snapshot() }

    static func plant() throws -> Plant {
        try Plant(PlantModel(CryostatModel(.preset("ld-400"))), from: loaded.get())
    }

    @Test(
        "each shows its signature within its delay, and leaves alone what it says: at its usual size, and at larger ones",
        arguments: Fault.Kind.allCases)
    func signature(kind: Fault.Kind) throws {
        for factor in [1.0, 2, 4] {
            let size = kind.usualSize.map { factor * $0 }
            if let size, let sizes = kind.sizes, !sizes.contains(size) { continue }
            if size == nil, factor > 1 { continue }
            let trial = try FaultTrial(Fault(kind, size: size), on: Self.plant(), for: 6 * 3600)
            for finding in trial.findings {
                #expect(finding.holds, "\(trial.fault.words): \(finding.sign.signal), after \(finding.time ?? .nan) s")
            }
            // At its usual size for as long as the signature may take, a larger one until it is whole.
            for stray in trial.strays where factor == 1 {
                #expect(stray.share < FaultSignature.band, "\(trial.fault.words): \(stray.signal) by \(stray.share)")
            }
            let whole = trial.findings.compactMap(\.time).max() ?? 0
            for signal in kind.signature.steady {
                let place = try #require(trial.signals.firstIndex(of: signal))
                for (time, value) in zip(trial.times, trial.values[place]) where time <= whole {
                    #expect(
                        abs(value / trial.before[place] - 1) < FaultSignature.band,
                        "\(trial.fault.words): \(signal) after \(time) s")
                }
            }
        }
    }

    @Test(
        "small ones go unnoticed: a ten thousandth of the usual size changes no temperature by a hundredth",
        arguments: Fault.Kind.allCases.filter { $0.usualSize != nil && $0 != .vibration && $0 != .refrigerationLoss })
    func small(kind: Fault.Kind) throws {
        let size = try max(1e-4 * #require(kind.usualSize), #require(kind.sizes).lowerBound)
        let trial = try FaultTrial(Fault(kind, size: size), on: Self.plant(), for: 1800)
        for (index, signal) in trial.signals.enumerated() {
            guard case .stage = signal else { continue }
            let last = try #require(trial.values[index].last)
            #expect(abs(last / trial.before[index] - 1) < 0.01, "\(signal): \(last)")
        }
    }

    /// What a fault of its usual size leaves behind, an hour long.
    enum Aftermath {
        /// All stages come back by themselves.
        case nothing
        /// The base comes back by a warm-up and another cooldown.
        case cooldown
        /// It stays as it became: what was lost or came in is lost or in.
        case stays
    }

    static func aftermath(of kind: Fault.Kind) -> Aftermath {
        switch kind {
        case .heatLeak, .refrigerationLoss, .heliumLeak, .airLeak, .oRingDrift, .lightLeak, .poweredDevice, .vibration,
            .electricalShort, .radiationBurst, .thermalTouch, .pumpFailure:
            .nothing
        case .heliumLoss, .trapBlockage: .stays
        case .compressorTrip, .coolingWaterFailure, .powerCut, .valveStuck, .wrongValveOrder: .cooldown
        }
    }

    @Test(
        "mended after an hour it is gone within a day, or stays, or wants a cooldown, which brings the base back",
        arguments: Fault.Kind.allCases)
    func mended(kind: Fault.Kind) throws {
        let plant = try Self.plant()
        let fault = try Fault(kind)
        let names = plant.model.plates[0].nodes
        func temperatures() throws -> [Double] {
            let reading = try plant.reading()
            return names.map { reading[$0] }
        }
        let before = try temperatures()
        try plant.begin(fault)
        try plant.advance(to: plant.time + 3600)
        try plant.end(fault)
        #expect(plant.faults.isEmpty)
        try plant.advance(to: plant.time + 86400)
        func strays(_ now: [Double]) -> Double { zip(now, before).map { abs($0 / $1 - 1) }.max() ?? .nan }
        var now = try temperatures()
        switch Self.aftermath(of: kind) {
        case .nothing: #expect(strays(now) < 0.02, "\(now), and not \(before)")
        case .stays:
            let rest = try plant.reading().value(of: .condensed)
            if kind == .heliumLoss { #expect(rest < 0.97, "\(rest)") }
            try plant.advance(to: plant.time + 86400)
            #expect(abs(try plant.reading().value(of: .condensed) / rest - 1) < 0.01)
        case .cooldown:
            #expect(strays(now) > 0.05, "\(now)")
            // What a machine that is to work again needs: the procedure from its beginning.
            try plant.run(.named("warmup"))
            while plant.task != nil, plant.time < 20 * 86400 { try plant.advance(to: plant.time + 3600) }
            try plant.run(.named("cooldown"))
            while plant.task != nil, plant.time < 40 * 86400 { try plant.advance(to: plant.time + 3600) }
            try plant.advance(to: plant.time + 2 * 86400)
            now = try temperatures()
            #expect(strays(now) < 0.02, "\(now), and not \(before)")
        }
    }

    @Test(
        "a worn pump empties a trap that is shut off, and takes neither isotope below nothing",
        arguments: [1e-4, 6e-3, 1e-2])
    func emptied(size: Double) throws {
        let plant = try Plant(PlantFixtures.single())
        let plate = plant.model.plates[0]
        let panel = try #require(plate.circuit?.panel)
        // Some of the mixture comes into the trap, then nothing more.
        try plant.set(("v21", "open"))
        try plant.advance(to: 600)
        try plant.set(("v21", "closed"))
        let trap = plate.states.lowerBound + 2 * HeliumPanel.Volume.trap.rawValue
        #expect(try plant.snapshot().states[trap] > 1e-3)
        try plant.begin(Fault(.heliumLoss, size: size))
        for _ in 0..<30 {
            try plant.advance(to: plant.time + 60)
            let states = try plant.snapshot().states
            for isotope in 0..<2 { #expect(states[trap + isotope] > -1e-6 * panel.inventory) }
        }
        if size > 1e-3 { #expect(try plant.snapshot().states[trap] < 1e-6 * panel.inventory) }
    }

    @Test("power cuts that overlap end with the last of them, also at one plate, and nothing starts by itself")
    func cuts() throws {
        let plant = try Self.plant()
        let all = try Fault(.powerCut)
        let one = try Fault(.powerCut, at: plant.model.plates[0].name)
        try plant.begin(all)
        try plant.begin(one)
        try plant.end(all)
        try plant.set([ControlSetting(Control(.pulseTube), to: .on(true))])
        try plant.advance(to: plant.time + 600)
        #expect(try plant.reading().acting.allSatisfy { !$0.pulseTube && !$0.turbo1 })
        try plant.end(one)
        // What was switched on meanwhile runs now, what stood still stands.
        #expect(try plant.reading().acting.allSatisfy { $0.pulseTube && !$0.turbo1 && !$0.scroll1 })
        // Switched off by hand, it stays so through a cut.
        try plant.set([ControlSetting(Control(.facility(.mains)), to: .on(false))])
        try plant.begin(all)
        try plant.end(all)
        #expect(try plant.reading().acting.allSatisfy { !$0.mains })
    }

    @Test("of two bursts the one that is mended goes, and the other lasts its second; also in a copy that counts anew")
    func bursts() throws {
        let plant = try Self.plant()
        let (first, second) = (try Fault(.radiationBurst, size: 1e-6), try Fault(.radiationBurst, size: 2e-6))
        let start = plant.time
        try plant.begin(first)
        try plant.advance(to: start + 0.5)
        try plant.begin(second)
        try plant.end(first)
        let copy = try plant.countingFromNow()
        try plant.advance(to: start + 1.2)
        #expect(plant.faults == [second])
        try plant.advance(to: start + 1.6)
        #expect(plant.faults.isEmpty)
        try copy.advance(to: 0.4)
        #expect(copy.faults == [second])
        try copy.advance(to: 1.1)
        #expect(copy.faults.isEmpty)
    }

    @Test(
        "a compressor that trips leaves the base cold for a minute or two, then it is lost, and within hours it warms up"
    )
    func trip() throws {
        let trial = try FaultTrial(Fault(.compressorTrip), on: Self.plant(), for: 6 * 3600)
        let base = try #require(trial.signals.firstIndex(of: .stage(.base, .nodes)))
        let four = try #require(trial.signals.firstIndex(of: .stage(.fourKelvin, .nodes)))
        #expect(trial.values[base][0] < 0.02)
        #expect(trial.values[four][2] > Plant.condensing)
        #expect(trial.values[base][9] > 0.1)
        #expect(try #require(trial.values[base].last) > 20)
        // Nothing condenses any more.
        let condensed = try #require(trial.signals.firstIndex(of: .condensed))
        #expect(try #require(trial.values[condensed].last) < 0.01)
    }

    @Test(
        "what circulates less lifts less in proportion: a base whose cooling goes with T² follows the root of the inverse"
    )
    func circulation() throws {
        let plant = try Self.plant()
        let plate = plant.model.plates[0]
        let circuit = try #require(plate.circuit)
        let first = plate.states.lowerBound
        var found: [(share: Double, heat: Double)] = []
        // Pressure in the still line holds back what evaporates.
        for factor in [1.0, 3, 6, 12, 18] {
            var states = try plant.snapshot().states
            states[first] *= factor
            states[first + 1] *= factor
            states[first + DilutionCircuit.State.liquid] = 0.05
            var rates = [Double](repeating: 0, count: states.count)
            var span = rates.mutableSpan
            let result = circuit.evaluate(
                states.span, from: first, .init(fifty: 32, four: 3.1, still: 0.8, coldPlate: 0.1, base: 0.05),
                PlateControls.working(plant), into: &span)
            found.append((result.share, result.base))
        }
        #expect(try #require(found.first).share > 2 * found[found.count - 1].share)
        for (share, heat) in found where share > 0.05 {
            #expect(near(heat / share, found[0].heat / found[0].share, 0.01), "\(found)")
        }
    }

    @Test("a burst lasts a second, gives its energy and no more, and ends by itself")
    func burst() throws {
        let plant = try Self.plant()
        let start = plant.time
        try plant.begin(Fault(.radiationBurst, size: 1e-3))
        #expect(plant.faults.count == 1)
        try plant.advance(to: start + 2)
        #expect(plant.faults.isEmpty)
        try plant.advance(to: start + 6 * 3600)
        #expect(near(try plant.temperature(.base), try Self.plant().temperature(.base), 0.02))
    }

    @Test("any number at once: heat adds up, and each is mended by itself")
    func together() throws {
        let plant = try Self.plant()
        let (first, second) = (try Fault(.heatLeak, size: 10e-6), try Fault(.poweredDevice, size: 10e-6))
        try plant.begin(first)
        try plant.begin(second)
        let both = try Self.plant()
        try both.begin(Fault(.heatLeak, size: 20e-6))
        try plant.advance(to: plant.time + 7200)
        try both.advance(to: both.time + 7200)
        #expect(near(try plant.temperature(.base), try both.temperature(.base), 1e-6))
        try plant.end(first)
        #expect(plant.faults == [second])
        try plant.end(first)
        #expect(plant.faults == [second])
    }

    @Test("a plant restored in the middle of faults goes on with the same bytes")
    func restored() throws {
        let plant = try Self.plant()
        try plant.begin(Fault(.trapBlockage))
        try plant.begin(Fault(.thermalTouch))
        try plant.advance(to: plant.time + 5000)
        let snapshot = try plant.snapshot()
        let other = try Plant(plant.model, from: snapshot)
        try plant.advance(to: plant.time + 5000)
        try other.advance(to: other.time + 5000)
        #expect(try plant.snapshot() == other.snapshot())
    }

    @Test("water through the seals of a 30 m link warms its 50K shield by 0.2 K a day in mid-span, by 0.1 at the nodes")
    func drift() throws {
        let plant = try Plant.atBase(PlantFixtures.link(30, units: 1))
        try plant.advance(to: 15 * 86400)
        let row = plant.model.rows[0]
        let middle = try #require(row.min { abs($0.position - 7.5) < abs($1.position - 7.5) }).node
        let node = plant.model.plates[0].nodes[0]
        try plant.begin(Fault(.oRingDrift))
        // It begins slowly: ice grows, and the shields warm with it.
        try plant.advance(to: 19 * 86400)
        let before = try plant.reading()
        try plant.advance(to: 23 * 86400)
        let after = try plant.reading()
        let (slope, edge) = ((after[middle] - before[middle]) / 4, (after[node] - before[node]) / 4)
        #expect((0.15...0.25).contains(slope), "\(slope) K a day")
        #expect((0.07...0.13).contains(edge), "\(edge) K a day at a node")
    }

    @Test("its ice goes when the plant is warmed up and pumped")
    func cure() throws {
        let plant = try Self.plant()
        let fault = try Fault(.oRingDrift, size: 2e-6)
        try plant.begin(fault)
        try plant.advance(to: plant.time + 86400)
        try plant.end(fault)
        let ice = try plant.snapshot().states[VacuumSpace.ice]
        #expect(ice > 0.1)
        try plant.run(.named("warmup"))
        while plant.task != nil, plant.time < 20 * 86400 { try plant.advance(to: plant.time + 3600) }
        try plant.run(.named("cooldown"))
        while plant.task != nil, plant.time < 40 * 86400 { try plant.advance(to: plant.time + 3600) }
        #expect(try plant.snapshot().states[VacuumSpace.ice] < 0.01 * ice)
    }

    @Test(
        "sizes that cannot be are refused, and say what can",
        arguments: Fault.Kind.allCases)
    func sizes(kind: Fault.Kind) throws {
        guard let sizes = kind.sizes else {
            #expect(throws: FaultError.self) { try Fault(kind, size: 1) }
            return
        }
        for size in [sizes.lowerBound / 2, sizes.upperBound * 2, -1, .nan, .infinity] where !sizes.contains(size) {
            let error = #expect(throws: FaultError.self) { try Fault(kind, size: size) }
            #expect(error?.description.contains("give") == true)
        }
        #expect(try Fault(kind, size: sizes.lowerBound).size == sizes.lowerBound)
    }

    @Test("faults of files are read, and what is wrong with them is told with its place")
    func files() throws {
        func read(_ fault: String) throws -> Scenario {
            try ConfigurationDecoder().decode(
                CheckedScenario.self,
                from: Array(
                    ("kind: Scenario\nname: a\ntitle: b\nstart: base\nevents:\n  - { at: 1 h, for: 1 h, fault: { \(fault) } }\n")
                        .utf8),
                file: "s.yaml"
            ).scenario
        }
        #expect(
            try read("kind: heat-leak, size: 20 µW, stage: still, plate: A").events[0].action
                == .fault(Fault(.heatLeak, size: 20e-6, at: "A", of: .stage(.still))))
        #expect(
            try read("kind: valve-stuck, valve: v7, position: open").events[0].action
                == .fault(Fault(.valveStuck, of: .valve(7, isOpen: true))))
        for (fault, words) in [
            ("kind: heat-lek", "s.yaml:6:"), ("kind: heat-leak, size: 3 K", "no size"),
            ("kind: heat-leak, size: 3 kW", "impossible"),
            ("kind: power-cut, size: 3 W", "no size"), ("kind: pump-failure, stage: base", "pump"),
            ("kind: valve-stuck, valve: v99", "v1 to v23"), ("kind: heat-leak, hue: 3", "hue"),
        ] {
            #expect { try read(fault) } throws: { "\($0)".contains(words) && "\($0)".contains("s.yaml:6:") }
        }
    }
}
