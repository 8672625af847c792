import Cryogenics
import Foundation
import HeatTransfer
import Materials
import Testing

@testable import Twin

@Suite("Cooldowns of a cryostat and of links")
struct CooldownTests {
    /// Cells of half a metre: the times below move by less than 1 % from those of finer ones.
    static func link(_ length: Double, units: Int = 0, switches: Bool = true) throws -> CooldownPlant {
        var parameters = PlantParameters.eth
        if !switches { parameters.unitSwitch = 0 }
        return try CooldownPlant(
            LinkModel(
                .regular(length: length, coolingUnits: units), .preset("eth-table-3"), flux: "appendix-d",
                cellLength: 0.5),
            parameters)
    }

    static func single() throws -> CooldownPlant {
        var link = try LinkParameters.preset("eth-table-3")
        try link.setBaseFloor(0.008)
        return try CooldownPlant(single: link)
    }

    static func cold(_ plant: CooldownPlant) throws -> (cooldown: Cooldown, days: Double) {
        let cooldown = try Cooldown(plant)
        while cooldown.time(of: Cooldown.isCold) == nil, cooldown.time < 30 * 86400 { try cooldown.advance() }
        return (cooldown, try #require(cooldown.time(of: Cooldown.isCold)) / 86400)
    }

    @Test("the single cryostat takes the 1.5 days that its masses are calibrated to")
    func calibration() throws {
        let (cooldown, days) = try Self.cold(Self.single())
        #expect(abs(days / 1.5 - 1) < 0.02)
        #expect(cooldown.events.map(\.name).prefix(3) == ["4K plates can condense", "heat switches open", "precooled"])
        #expect(cooldown.energyImbalance < 1e-6)
    }

    @Test("what the plates of a single cryostat give up is what its pulse tube lifts, both added up by themselves")
    func energy() throws {
        let plant = try Self.single()
        let cooldown = try Cooldown(plant)
        let plate = plant.plates[0]
        let tube = plate.flows.pulseTube
        func lifted() -> Double { tube.reduce(0) { $0 + cooldown.state.heat(of: $1) } }
        var (sum, before) = (0.0, lifted())
        while cooldown.time < 86400 {
            try cooldown.advance()
            let now = lifted()
            sum += Cooldown.interval * (before + now) / 2
            before = now
        }
        let copper = try MaterialCatalogue.standard.material(named: "copper").curve(.specificHeat).integral()
        let stored = try zip(plate.nodes, plant.parameters.nodeMasses).reduce(0.0) {
            try $0 + $1.1 * copper.value(from: cooldown.state[$1.0], to: plant.room)
        }
        #expect(stored > 1e6)
        #expect(abs(sum / stored - 1) < 2e-3, "lifted \(sum) J, given up \(stored) J")
    }

    @Test("links take as long as measured", arguments: [(5.0, 2.0, 0.2), (10, 3.5, 0.2)])
    func links(length: Double, measured: Double, tolerance: Double) throws {
        let days = try Self.cold(Self.link(length)).days
        #expect(abs(days / measured - 1) < tolerance, "\(days) d")
    }

    @Test(
        "30 m take as long as measured, about twice that without heat switches at the unit; shields even out in between"
    )
    func longest() throws {
        let plant = try Self.link(30, units: 1)
        let cooldown = try Cooldown(plant)
        var record = CooldownRecord(plant)
        while cooldown.time(of: Cooldown.isCold) == nil, cooldown.time < 30 * 86400 {
            try cooldown.advance(to: cooldown.time + 7200)
            record.note(cooldown)
            // Nothing is warmer than the room that everything began at.
            #expect((cooldown.state.temperatures.max() ?? 0) <= plant.room * (1 + 1e-4))
        }
        let days = try #require(cooldown.time(of: Cooldown.isCold)) / 86400
        #expect(abs(days / 6.5 - 1) < 0.25, "\(days) d")
        #expect(cooldown.energyImbalance < 1e-6)
        let spread = record.spread(of: "4K")
        func at(_ day: Double) -> Double { spread[record.times.firstIndex { $0 >= day * 86400 } ?? spread.count - 1] }
        #expect(at(3) > 80, "\(at(3)) K")
        #expect(at(5) < 10, "\(at(5)) K")
        let precooling =
            try #require(cooldown.time(of: "precooled")) - (try #require(cooldown.time(of: "heat switches open")))
        #expect(precooling < 2 * 3600)
        let condensing = try #require(cooldown.time(of: "condensed")) - (try #require(cooldown.time(of: "precooled")))
        #expect((4 * 3600...8 * 3600).contains(condensing), "\(condensing / 3600) h")

        let bare = try Self.cold(Self.link(30, units: 1, switches: false)).days
        #expect((1.7...2.4).contains(bare / days), "\(bare / days)")
    }

    @Test("a link comes to rest where its model has it")
    func rest() throws {
        let model = try LinkModel(
            .regular(length: 5, coolingUnits: 0), .preset("eth-table-3"), flux: "appendix-d", cellLength: 0.5)
        let plant = try CooldownPlant(model)
        let cooldown = try Cooldown(plant)
        try cooldown.advance(to: 16 * 86400)
        let rest = try model.solve()
        for stage in 0..<4 {
            for plate in rest.plates(stage) {
                let ours = try #require(plant.plates.first { $0.name == plate.name })
                let found = cooldown.state[ours.nodes[stage]]
                #expect(abs(found / plate.temperature - 1) < 1e-3, "stage \(stage), \(plate.name): \(found) K")
            }
        }
    }

    @Test("the way is the same bytes however it is cut, and from a snapshot")
    func snapshots() throws {
        let plant = try Self.single()
        let one = try Cooldown(plant)
        try one.advance(to: 1.6 * 86400)
        let other = try Cooldown(plant)
        for part in 1...7 { try other.advance(to: 1.6 * 86400 * Double(part) / 7) }
        #expect(one.state.temperatures == other.state.temperatures)
        #expect(one.events == other.events)

        let early = try Cooldown(plant)
        try early.advance(to: 1.1 * 86400)
        let data = try JSONEncoder().encode(early.snapshot)
        let snapshot = try JSONDecoder().decode(Cooldown.Snapshot.self, from: data)
        #expect(snapshot == early.snapshot && snapshot.time == 86400)
        let late = try Cooldown(plant, from: snapshot)
        try late.advance(to: 1.6 * 86400)
        #expect(late.state.temperatures == one.state.temperatures)
        #expect(late.events == one.events)
    }

    @Test("with a 4K plate that stays too warm nothing condenses, and operators wait")
    func noCondensation() throws {
        var link = try LinkParameters.preset("eth-table-3")
        try link.setBaseFloor(0.008)
        var parameters = PlantParameters.eth
        // The plate comes to 3 K at best.
        parameters.condensationLimit = 2.5
        let plant = try CooldownPlant(single: link, parameters)
        let waiting = try Cooldown(plant)
        try waiting.advance(to: 3 * 86400)
        #expect(waiting.phase == .cool && waiting.events.isEmpty)

        let usual = try Cooldown(Self.single())
        while usual.phase != .condense { try usual.advance() }
        try usual.advance(to: usual.time + 6 * 3600)
        #expect(usual.condensed == [1])
        var snapshot = usual.snapshot
        (snapshot.phase, snapshot.condensed, snapshot.circulation) = (.condense, [0], 0)
        let stuck = try Cooldown(plant, from: snapshot)
        try stuck.advance(to: snapshot.time + 6 * 3600)
        #expect(stuck.condensed == [0] && stuck.phase == .condense)
        #expect(stuck.warmestBase > 0.1)
    }

    @Test("a snapshot of another plant is refused")
    func otherPlant() throws {
        let snapshot = try Cooldown(Self.single()).snapshot
        #expect(throws: NetworkError.self) { try Cooldown(Self.link(5), from: snapshot) }
    }

    @Test("slopes of the pulse tube's powers are those of its powers")
    func slopes() throws {
        let link = try LinkParameters.preset("eth-table-3")
        let tube = NodePulseTube(
            first: link.stages[0].cooling, second: link.stages[1].cooling,
            map: try PulseTube(.named("pt415-to-300K")), factor: 1)
        for first in stride(from: 40.0, through: 290, by: 13) {
            for second in [3.5, 5, 7, 12, 19, 40, 120, 250.0] {
                let here = tube.powers(at: [first, second])
                for stage in 0..<2 {
                    var near = [first, second]
                    let step = 1e-5 * near[stage]
                    near[stage] += step
                    let there = tube.powers(at: near)
                    for power in 0..<2 {
                        let slope = (there.powers[power] - here.powers[power]) / step
                        #expect(abs(slope - here.slopes[power][stage]) < 1e-3 * (1 + abs(slope)), "\(first), \(second)")
                    }
                }
                // A stage lifts the more the warmer it is; the second no longer far beyond the map, below a hot first stage.
                #expect(here.slopes[0][0] >= 0 && (here.slopes[1][1] >= 0 || first > 130), "\(first), \(second)")
            }
        }
    }
}
