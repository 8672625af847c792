import Cryogenics
import HeatTransfer
import Materials
import Testing

@testable import Twin

/// The heat that copper stores, by temperature.
enum CopperHeat {
    static let shared = Result {
        try MaterialCatalogue.standard.material(named: "copper").curve(.specificHeat).integral()
    }
}

@Suite("Plants at rest")
struct PlantRestTests {
    @Test(
        "a link comes to rest where its model has it: every plate, and the shields farthest from them",
        arguments: [5.0, 30])
    func link(length: Double) throws {
        // Of the long one coarser cells, for both.
        let model = try PlantFixtures.linkModel(length, units: length > 15 ? 1 : 0, cell: length > 15 ? 1.5 : 0.5)
        let plant = try Plant(PlantModel(model))
        try PlantFixtures.coolDown(plant)
        // Two weeks after the pulse tubes started, and a day later.
        let start = try #require(plant.time(of: "pulse tubes start"))
        try plant.advance(to: start + 14 * 86400)
        let twoWeeks = try plant.reading()
        try plant.advance(to: start + 15 * 86400)
        let later = try plant.reading()
        try plant.advance(to: plant.time + 30 * 86400)
        let rest = try model.solve()
        let reading = try plant.reading()
        for node in plant.model.rows.joined().map(\.node) {
            #expect(abs(twoWeeks[node] / reading[node] - 1) < 0.01, "\(twoWeeks[node]) K at last \(reading[node]) K")
            #expect(abs(later[node] / twoWeeks[node] - 1) < 0.005, "\(twoWeeks[node]) K, then \(later[node]) K")
        }
        for stage in 0..<4 {
            for plate in rest.plates(stage) {
                let ours = try #require(plant.model.plates.first { $0.name == plate.name })
                let found = reading[ours.nodes[stage]]
                #expect(
                    abs(found / plate.temperature - 1) < 1e-3,
                    "stage \(stage), \(plate.name): \(found) K, not \(plate.temperature) K")
            }
            let farthest = try #require(plant.model.farthest(from: stage))
            let (found, expected) = (
                reading[plant.model.rows[stage][farthest].node], rest.rows[stage].temperatures[farthest]
            )
            #expect(abs(found / expected - 1) < 1e-3, "stage \(stage), farthest: \(found) K, not \(expected) K")
        }
    }

    @Test("in perfect vacuum pulse tubes bring 50K and 4K to rest, and nothing cools what hangs below")
    func vacuum() throws {
        let model = try PlantFixtures.single()
        let run = try TransientRun(model.stagesInVacuum(), from: model.network.temperatures)
        #expect(try run.advance(to: 3 * 86400) == .reached)
        let found = model.plates[0].nodes.map { run.state[$0] }
        for stage in 0..<2 {
            let rest = try PlantFixtures.measured().stages[stage].cooling.restingTemperature
            #expect(abs(found[stage] / rest - 1) < 0.02, "\(found)")
        }
        #expect(found[2] > 250 && found[3] > 250, "\(found)")
    }

    @Test("a single cryostat comes to rest where its curves carry what there is: nothing")
    func single() throws {
        let plant = try PlantFixtures.atBase()
        try plant.advance(to: plant.time + 30 * 86400)
        let reading = try plant.reading()
        let plate = plant.model.plates[0]
        let curves = try PlantFixtures.measured().stages.map(\.cooling)
        for stage in 0..<4 {
            let found = reading[plate.nodes[stage]]
            let rest = curves[stage].restingTemperature
            // Where a curve hardly rises, as the still's at its cutoff, a rounding of the circulation moves its rest: then what
            // it lifts is no more than a ten-thousandth of the heater.
            let lifted = abs(curves[stage].power(at: found).power)
            #expect(
                abs(found / rest - 1) < 1e-3 || stage == 2 && lifted < 1e-4 * 15e-3,
                "stage \(stage): \(found) K, not \(rest) K")
        }
    }
}

extension PowerCoolingCurve {
    /// Where it lifts nothing, in K: by bisection.
    fileprivate var restingTemperature: Double {
        var (low, high) = (1e-3, 300.0)
        for _ in 0..<200 {
            let middle = (low * high).squareRoot()
            if power(at: middle).power > 0 { high = middle } else { low = middle }
        }
        return high
    }
}
