import Cryogenics
import HeatTransfer
import Materials
import Testing

@testable import Twin

@Suite("Cooldowns of a cryostat and of links")
struct PlantCooldownTests {
    /// In days: from the start of the pulse tubes until all base plates were below 20 mK.
    static func cooled(_ model: PlantModel) throws -> (plant: Plant, days: Double) {
        let plant = try Plant(model)
        try PlantFixtures.coolDown(plant)
        return (plant, try #require(PlantFixtures.days(plant)))
    }

    /// Nodes that came to 20 mK are at 10 to 15 mK twelve hours later.
    static func expectRest(_ plant: Plant) throws {
        let cold = try #require(plant.time(of: Plant.isCold))
        try plant.advance(to: cold + 12 * 3600)
        let base = try plant.temperature(.base)
        #expect((0.010...0.015).contains(base), "\(base) K")
    }

    @Test("the single cryostat takes the 1.5 days that its masses are calibrated to, step by step, and loses no heat")
    func calibration() throws {
        let (plant, days) = try Self.cooled(PlantFixtures.single())
        #expect(abs(days / 1.5 - 1) < 0.003, "\(days) d")
        #expect(
            plant.events.map(\.name) == [
                "cooldown begins", "pulse tubes start", Plant.canCondense, "heat switches open", "precooled",
                "condensed", "base plates below 20 mK", "cooldown ends",
            ] || plant.events.map(\.name).contains("base plates below 15 mK"))
        #expect(plant.energyImbalance <= 1e-6)
        try Self.expectRest(plant)
    }

    @Test("links take as long as measured", arguments: [(5.0, 2.0), (10, 3.5)])
    func links(length: Double, measured: Double) throws {
        let (plant, days) = try Self.cooled(PlantFixtures.link(length))
        #expect(abs(days / measured - 1) < 0.2, "\(days) d")
        #expect(plant.energyImbalance <= 1e-6)
        try Self.expectRest(plant)
    }

    @Test("30 m take as long as measured; shields even out in between, and the mixture does its work in hours")
    func longest() throws {
        let plant = try Plant(PlantFixtures.link(30, units: 1))
        var record = PlantRecord(plant.model)
        try plant.run(.named("cooldown"))
        var twelve: Double?
        while plant.time < 30 * 86400, twelve.map({ plant.time < $0 }) ?? true {
            try plant.advance(to: plant.time + 3600)
            try record.note(plant)
            twelve = plant.time(of: Plant.isCold).map { $0 + 12 * 3600 }
            // Nothing is warmer than the room that everything began at.
            #expect(try plant.reading().value(of: .stage(.fiftyKelvin, .anywhere)) <= plant.model.room * (1 + 1e-4))
        }
        let days = try #require(PlantFixtures.days(plant))
        #expect(abs(days / 6.5 - 1) < 0.25, "\(days) d")
        #expect(plant.energyImbalance <= 1e-6)

        let start = try #require(plant.time(of: "pulse tubes start"))
        let spread = record.spread(of: .fourKelvin)
        func at(_ day: Double, _ values: [Double]) -> Double {
            values[record.times.firstIndex { $0 >= start + day * 86400 } ?? values.count - 1]
        }
        #expect((70...150).contains(at(3, spread)), "\(at(3, spread)) K")
        #expect(at(5.2, spread) < 5, "\(at(5.2, spread)) K")

        let opened = try #require(plant.time(of: "heat switches open"))
        let precooled = try #require(plant.time(of: "precooled"))
        let condensed = try #require(plant.time(of: "condensed"))
        let open = try #require(record.times.firstIndex { $0 >= opened })
        for (channel, values) in zip(record.channels, record.temperatures)
        where channel.place == "A" && (channel.stage == .still || channel.stage == .base) {
            // The hour before its switches opened.
            #expect((4.5...6.6).contains(values[open - 1]), "\(channel.name) \(values[open - 1]) K")
        }
        #expect(precooled - opened < 2 * 3600, "\((precooled - opened) / 3600) h")
        #expect(condensed - precooled < 8 * 3600, "\((condensed - precooled) / 3600) h")
        #expect((0.010...0.015).contains(record.warmestBase), "\(record.warmestBase) K")
    }

    @Test("without heat switches at its unit 30 m take about twice as long")
    func bare() throws {
        // Coarser cells for both: the ratio is what counts.
        let usual = try Self.cooled(PlantFixtures.link(30, units: 1, cell: 1.5)).days
        let bare = try Self.cooled(PlantFixtures.link(30, units: 1, switches: false, cell: 1.5)).days
        #expect((1.7...2.4).contains(bare / usual), "\(bare / usual)")
    }

    @Test("what the plates give up is what the pulse tube lifts less what comes in, added up by themselves")
    func energy() throws {
        let plant = try Plant(PlantFixtures.single())
        try plant.run(.named("cooldown"))
        while plant.time(of: "pulse tubes start") == nil { try plant.advance(to: plant.time + 600) }
        try plant.advance(to: plant.time + 3600)
        let plate = plant.model.plates[0]
        // A pulse tube lifts what its curves have it; whatever else comes to the two stages comes from each other, from the
        // switches' sorbents or from the gas of a good vacuum.
        func lifted() throws -> Double {
            let reading = try plant.reading()
            return plate.pulseTube.powers(at: [reading[plate.nodes[0]], reading[plate.nodes[1]]]).powers.reduce(0, +)
        }
        func temperatures() throws -> [Double] {
            let reading = try plant.reading()
            return plate.nodes.map { reading[$0] }
        }
        let before = try temperatures()
        var (sum, last) = (0.0, try lifted())
        let end = plant.time + 6 * 3600
        while plant.time < end {
            try plant.advance(to: plant.time + 60)
            let now = try lifted()
            sum += 60 * (last + now) / 2
            last = now
        }
        let after = try temperatures()
        let given = try zip(plant.model.parameters.nodeMasses, zip(before, after)).reduce(0.0) {
            try $0 + $1.0 * CopperHeat.shared.get().value(from: $1.1.1, to: $1.1.0)
        }
        // What heats the sorbents of both switches is heat besides.
        let heaters = 2 * DilutionCircuit.sorbentPower * 6 * 3600
        #expect(given > 1e6)
        #expect(abs((given + heaters) / sum - 1) < 5e-3, "lifted \(sum) J, given up \(given) J, heaters \(heaters) J")
    }
}
