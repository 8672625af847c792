import Cryogenics
import HeatTransfer
import Solvers
import Testing

@testable import Twin

@Suite("Mixture in a plant")
struct PlantCircuitTests {
    /// A plant whose procedure has just begun to condense.
    static let condensing = Result {
        let plant = try Plant(PlantFixtures.single())
        try plant.run(.named("cooldown"))
        while plant.task?.step != "condense", plant.time < 4 * 86400 { try plant.advance(to: plant.time + 60) }
        return try plant.snapshot()
    }

    @Test("the mixture condenses at a cold 4K plate, and does not above 5.2 K, where it comes to the still as heat")
    func condensation() throws {
        let model = try PlantFixtures.single()
        let snapshot = try Self.condensing.get()
        let (usual, warm) = (try Plant(model, from: snapshot), try Plant(model, from: snapshot))
        let plate = model.plates[0]
        let reading = try warm.reading()
        let fifty = reading[plate.nodes[0]]
        func lifted(_ four: Double) -> Double { plate.pulseTube.powers(at: [fifty, four]).powers[1] }
        try warm.inject(lifted(5.6) - lifted(reading[plate.nodes[1]]), into: .fourKelvin)
        let highest = try warm.reading().pressure(gauge: 3, at: 0)
        var pressures = [highest]
        for _ in 0..<16 {
            try warm.advance(to: warm.time + 1800)
            pressures.append(try warm.reading().pressure(gauge: 3, at: 0))
        }
        try usual.advance(to: warm.time)
        let (cold, hot) = (try usual.reading(), try warm.reading())
        #expect((5.3...7).contains(hot[plate.nodes[1]]), "\(hot[plate.nodes[1]]) K")
        #expect(hot.value(of: .condensed) < 0.5, "\(hot.value(of: .condensed))")
        #expect(warm.time(of: "condensed") == nil)
        // It stands where it was let in, or comes to the still as heat.
        #expect((pressures.max() ?? 0) > 2 * highest || hot[plate.nodes[2]] > 1.1, "\(pressures)")
        #expect(cold.value(of: .condensed) > 0.99, "\(cold.value(of: .condensed))")
        #expect(usual.time(of: "condensed") != nil)
    }

    @Test("warm gas is the same mixture wherever it comes, however long volumes lie open to each other")
    func composition() throws {
        let plant = try Plant(PlantFixtures.single())
        try plant.set(("v5", "open"), ("v6", "open"), ("v17", "open"))
        for hour in 1...6 {
            try plant.advance(to: 3600 * Double(hour))
            let states = try plant.snapshot().states[plant.model.plates[0].states]
            for volume in HeliumPanel.Volume.allCases {
                let place = states.startIndex + 2 * volume.rawValue
                let (light, heavy) = (states[place], states[place + 1])
                guard light + heavy > 1e-6 else { continue }
                let share = light / (light + heavy)
                #expect(abs(share - HeliumPanel.share) < 1e-3, "\(volume) after \(hour) h: \(share)")
            }
        }
        #expect(plant.run.counters.steps < 2000)
    }

    @Test("two volumes come to the same pressure within a second, not within microseconds")
    func equalising() {
        let tube = GasTube(diameter: 0.05, length: 1).passage(temperature: 293, gas: .helium4)
        let capacity = 1e-7
        let rate = tube.flow(from: 1.001e5, to: 1e5, between: capacity) / (100 * capacity)
        #expect(rate > 5 && rate <= 1 / GasTube.Passage.shortestTime)
        // A narrow one does not notice.
        let narrow = GasTube(diameter: 1e-4, length: 1).passage(temperature: 293, gas: .helium4)
        #expect(near(narrow.flow(from: 1.001e5, to: 1e5, between: capacity), narrow.flow(from: 1.001e5, to: 1e5), 1e-3))
    }

    @Test("liquids do not part above 0.867 K: then nothing that circulates cools the base")
    func parting() throws {
        let plant = try PlantFixtures.atBase()
        let circuit = try #require(plant.model.plates[0].circuit)
        let states = try plant.snapshot().states
        let first = plant.model.plates[0].states.lowerBound
        func heat(_ base: Double) -> Double {
            var rates = [Double](repeating: 0, count: states.count)
            var states = states
            // Its liquid follows it within a minute.
            states[first + DilutionCircuit.State.liquid] = base
            var span = rates.mutableSpan
            return circuit.evaluate(
                states.span, from: first,
                .init(fifty: 40, four: 3.5, still: 0.9, coldPlate: 0.9, base: base), PlateControls.working(plant),
                into: &span
            ).base
        }
        let tricritical = HeliumMixture.tricriticalTemperature
        for base in stride(from: tricritical, through: 1.4, by: 0.05) {
            #expect(heat(base) > -0.05 * abs(0.9 - base) - 1e-12, "\(base) K")
        }
        #expect(heat(tricritical - 0.06) < -5e-3)
        #expect(heat(0.1) < -100e-6)
    }

    @Test("helium is conserved through a cooldown, and lost only where scroll2 pumps an open service manifold")
    func helium() throws {
        let plant = try Plant(PlantFixtures.single())
        let panel = try #require(plant.model.plates[0].circuit?.panel)
        func check(_ place: String) throws {
            let (light, heavy) = try plant.helium()
            #expect(abs(light / panel.helium3 - 1) < 1e-6 && abs(heavy / panel.helium4 - 1) < 1e-6, "\(place)")
        }
        try check("warm")
        try plant.run(.named("cooldown"))
        while plant.task != nil {
            try plant.advance(to: plant.time + 3600)
            try check("\(plant.time) s, \(plant.task?.step ?? "")")
        }
        #expect(plant.time(of: Plant.isCold) != nil)
        try plant.set(("scroll2", "on"), ("v19", "open"))
        try plant.advance(to: plant.time + 1800)
        try check("v5 and v17 closed")
        try plant.set(("v19", "closed"), ("v17", "open"))
        try plant.advance(to: plant.time + 1800)
        try check("v19 closed")
        try plant.set(("v19", "open"))
        try plant.advance(to: plant.time + 1800)
        let (light, heavy) = try plant.helium()
        #expect(light < 0.95 * panel.helium3 && light > 0 && heavy > 0)
    }

    @Test("with v9 closed nothing flows, gas stands before it and the base warms; open again it comes back below 20 mK")
    func closedInlet() throws {
        let plant = try PlantFixtures.atBase()
        let before = try plant.reading()
        #expect(before.value(of: .flow) > 0.8 * 476e-6, "\(before.value(of: .flow)) mol/s")
        // Nothing else heats the base of a cryostat without lines.
        try plant.set(("v9", "closed"), ("sample-heater", "100 uW"))
        try plant.advance(to: plant.time + 3600)
        let closed = try plant.reading()
        #expect(closed.value(of: .flow) == 0)
        #expect(closed.value(of: .pressure(3)) > 1.5 * before.value(of: .pressure(3)))
        #expect(
            closed.value(of: .stage(.base, .nodes)) > 1.05 * before.value(of: .stage(.base, .nodes)),
            "\(closed.value(of: .stage(.base, .nodes))) K after \(before.value(of: .stage(.base, .nodes))) K")
        try plant.set(("v9", "open"), ("sample-heater", "off"))
        try plant.advance(to: plant.time + 8 * 3600)
        #expect(try plant.temperature(.base) < 0.02)
    }

    @Test("the base's temperature under a load falls as the root of the circulation")
    func share() throws {
        var products: [Double] = []
        var shares: [Double] = []
        for heater in ["rated", "8 mW", "4 mW"] {
            let plant = try PlantFixtures.atBase()
            try plant.set(("still-heater", heater), ("sample-heater", "300 uW"))
            try plant.advance(to: plant.time + 12 * 3600)
            let share = try #require(plant.reading().circulation(at: 0)).share
            shares.append(share)
            products.append(try plant.temperature(.base) * share.squareRoot())
        }
        let (low, high) = (products.min() ?? 0, products.max() ?? 0)
        #expect((shares.max() ?? 0) > 1.3 * (shares.min() ?? 1), "\(shares)")
        #expect(high / low < 1.1, "\(products) at \(shares)")
    }
}

extension PlateControls {
    /// Of the first plate of a plant.
    static func working(_ plant: Plant) -> PlateControls { plant.known.controls[0] }
}
