import Cryogenics
import HeatTransfer
import SubkelvinTesting
import Testing

@testable import Twin

@Suite("Scenarios that run")
struct ScenarioRunTests {
    /// A single cryostat at its base; nil where it does not come there.
    private static let base: Plant.Snapshot? = try? Plant.atBase(PlantFixtures.single()).snapshot()

    private func run(_ scenario: Scenario) throws -> ScenarioRun {
        try ScenarioRun(scenario, on: Plant(PlantFixtures.single(), from: #require(Self.base)))
    }

    private func scenario(_ events: [Scenario.Event], _ expectations: [Scenario.Expectation] = []) -> Scenario {
        Scenario(name: "test", title: "Test", start: .base, events: events, expectations: expectations)
    }

    private func set(_ name: String, _ words: String) throws -> Scenario.Action {
        .set([try ControlSetting(name, words)])
    }

    @Test("its start is the base, at rest, at time 0")
    func start() throws {
        let plant = try Plant(PlantFixtures.single(), from: #require(Self.base))
        #expect(plant.time == 0 && plant.task == nil)
        #expect(plant.events.allSatisfy { $0.time < 0 })
        let before = try plant.reading().value(of: .stage(.base, .nodes))
        try plant.advance(to: 86400)
        #expect(abs(try plant.reading().value(of: .stage(.base, .nodes)) / before - 1) < 1e-3)
        #expect(before < 0.0115 && plant.events.allSatisfy { $0.time < 0 })
    }

    @Test("the same bytes however the way is cut", arguments: 1...4 as ClosedRange<UInt64>)
    func cut(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let begin = Double(random.uniform(in: 1...3000))
        let scenario = scenario([
            .init(at: begin, for: Double(random.uniform(in: 1...4000)), try set("v9", "closed")),
            .init(at: begin + 10, for: 3000, .heat([.init(5e-6, into: .base)])),
            .init(at: 5000.25, try set("sample-heater", "20 µW")),
        ])
        let whole = try run(scenario)
        try whole.advance(to: 12_000)
        let parts = try run(scenario)
        var time = 0.0
        while time < 12_000 {
            time = min(12_000, time + Double(random.uniform(in: 1...2500)))
            try parts.advance(to: time)
        }
        #expect(try whole.plant.snapshot() == parts.plant.snapshot())
    }

    @Test("what is set for a time goes back, before what begins then")
    func goesBack() throws {
        let run = try run(
            scenario([
                .init(at: 90, for: 30, try set("v9", "closed")), .init(at: 120, for: 60, try set("A.v9", "open")),
                .init(at: 150, try set("still-heater", "1 mW")),
            ]))
        var found: [Setting?] = []
        for time in [89.5, 90, 119, 120, 180, 200] {
            try run.advance(to: time)
            found.append(run.plant.setting(of: .valve(9), at: "A"))
        }
        #expect(found == [.on(true), .on(false), .on(false), .on(true), .on(true), .on(true)])
        #expect(run.plant.setting(of: .heater(.still), at: "A") == .power(1e-3))
        #expect(
            run.events.map(\.name) == [
                "v9 closed", "v9 goes back", "A.v9 open", "still-heater 1 mW", "A.v9 goes back",
            ])
        #expect(run.events.map(\.time) == [90, 120, 120, 150, 180])
        #expect(run.lastTime == 180)
    }

    @Test("heat of several events adds up, and is gone afterwards")
    func heatAdds() throws {
        let two = try run(
            scenario([
                .init(at: 60, for: 3600, .heat([.init(4e-6, into: .base)])),
                .init(at: 60, for: 3600, .heat([.init(8e-6, into: .base, at: "A")])),
            ]))
        let one = try run(scenario([.init(at: 60, for: 3600, .heat([.init(12e-6, into: .base)]))]))
        var bases: [[Double]] = [[], []]
        for time in [3600.0, 30_000] {
            for (index, run) in [two, one].enumerated() {
                try run.advance(to: time)
                bases[index].append(try run.plant.reading().value(of: .stage(.base, .nodes)))
            }
        }
        #expect(bases[0][0] > bases[0][1] * 1.02 && bases[0][1] < 0.0112, "\(bases)")
        for (a, b) in zip(bases[0], bases[1]) { #expect(abs(a / b - 1) < 1e-6) }
    }

    @Test("procedures of one's own run, and go on with others of one's own, also from a snapshot")
    func ownProcedures() throws {
        let mine = Procedure(
            name: "mine", title: "Mine",
            steps: [
                .init(
                    name: "wait", title: "Wait for what does not come", until: [Condition(.flow, .above, 1)],
                    within: 600, otherwise: "then")
            ])
        let then = Procedure(
            name: "then", title: "Then",
            steps: [.init(name: "open", title: "Open", set: [try ControlSetting("v23", "open")], event: "opened")])
        var own = scenario([.init(at: 60, .run("mine"))])
        own.procedures = [mine, then]
        let run = try run(own)
        try run.advance(to: 300)
        let later = try Plant(run.plant.model, from: run.plant.snapshot())
        try run.advance(to: 1200)
        try later.advance(to: 1200)
        for plant in [run.plant, later] {
            let names = plant.events.map(\.name).filter { ["mine begins", "then begins", "opened"].contains($0) }
            #expect(names == ["mine begins", "then begins", "opened"])
        }
        own.procedures = [mine]
        #expect(throws: ScriptError.self) { try ScenarioRun(own, on: run.plant) }
    }

    @Test("what an event holds a procedure does not set; it goes there afterwards")
    func holds() throws {
        let scenario = Scenario(
            name: "held", title: "Held", start: .warm,
            events: [
                .init(at: 0, .run("cooldown")), .init(at: 30, for: 3000, try set("turbo2", "off")),
                .init(at: 40, for: 2000, try set("v23", "open")),
            ])
        let run = try ScenarioRun(scenario, PlantFixtures.single())
        try run.advance(to: 2900)
        #expect(run.plant.setting(of: .pump(.turbo2), at: "A") == .on(false))
        #expect(run.plant.setting(of: .valve(14), at: "A") == .on(true))
        #expect(run.events.contains { $0.name == "turbo2 is held, on afterwards" && $0.plate == "A" })
        try run.advance(to: 3030)
        #expect(run.plant.setting(of: .pump(.turbo2), at: "A") == .on(true))
        #expect(run.plant.setting(of: .valve(23), at: "A") == .on(false))
    }

    @Test("without electricity everything stops, and held controls go back to nothing")
    func mains() throws {
        let run = try run(
            scenario([
                .init(at: 60, for: 600, try set("v8", "open")), .init(at: 120, for: 60, try set("mains", "off")),
            ]))
        try run.advance(to: 700)
        #expect(run.plant.setting(of: .facility(.mains), at: "A") == .on(true))
        for part in [Control.Part.valve(8), .valve(9), .pulseTube, .pump(.scroll1)] {
            #expect(run.plant.setting(of: part, at: "A") == .on(false), "\(part)")
        }
    }

    @Test("expectations are looked at in their time, before what happens then; later ones were not reached")
    func outcomes() throws {
        let warm = Condition(.stage(.base, .nodes), .above, 0.015)
        let cold = Condition(.stage(.base, .nodes), .below, 0.015)
        let run = try run(
            scenario(
                [.init(at: 600, .heat([.init(50e-3, into: .base)]))],
                [
                    .init(at: 600, [cold]), .init([warm, cold]), .init(at: 7200, [warm]),
                ]))
        try run.advance(to: 3600)
        let outcomes = try run.outcomes()
        #expect(outcomes.map(\.holds) == [true, true, false, false])
        #expect(outcomes.map(\.at) == [600, 3600, 3600, 7200])
        #expect(outcomes.map { $0.value == nil } == [false, false, false, true])
    }

    @Test("what cannot happen to the plant is refused, with its place")
    func refused() throws {
        let cases: [(Scenario, String)] = [
            (scenario([.init(at: 0, try set("B.v9", "open"))]), "events[0].set.B.v9: no plate is called ‘B’"),
            (scenario([.init(at: 0, try set("hs-unit", "on"))]), "events[0].set.hs-unit: hs-unit is not there"),
            (
                scenario([.init(at: 0, .heat([.init(1, into: .coldPlate)]))]),
                "events[0].heat.cold plate: this plant has no cold plate stage"
            ),
            (
                scenario([], [.init([Condition(.stage(.coldPlate, .nodes), .below, 1)])]),
                "expect[0].cold plate: this plant has no cold plate stage"
            ),
        ]
        for (scenario, words) in cases {
            let error = #expect(throws: ScriptError.self) { _ = try ScenarioRun(scenario, PlantFixtures.single()) }
            #expect(error?.description.hasPrefix(words) == true, "\(error?.description ?? "")")
        }
    }

    @Test("a plant that does not come to its base says so")
    func noBase() throws {
        var parameters = PlantParameters.eth
        parameters.hasNodeSwitches = false
        parameters.shieldAreas = parameters.shieldAreas.map { $0 * 0.01 }
        let error = #expect(throws: StartError.self) { _ = try Plant.atBase(PlantFixtures.single(parameters)) }
        #expect(error?.event == "cooldown fails: cool")
        #expect(error?.description.contains("run ‘twin cooldown’") == true)
    }

    @Test("cooled, warmed and cooled again: as long as before, and no helium is lost")
    func cycle() throws {
        let plant = try Plant(PlantFixtures.single())
        func finish(_ name: String) throws -> Double {
            try plant.run(.named(name))
            while plant.task != nil { try plant.advance(to: plant.time + 3600) }
            #expect(plant.events.last { $0.name == "\(name) ends" } != nil, "\(plant.events)")
            return try #require(plant.events.last { $0.name == "pulse tubes start" }?.time)
        }
        func helium() throws -> Double {
            let states = try plant.snapshot().states
            return plant.model.plates.map { plate in
                states[plate.states.lowerBound..<plate.states.lowerBound + 14].reduce(0, +)
            }.reduce(0, +)
        }
        let all = try helium()
        var times: [Double] = []
        for _ in 1...2 {
            let start = try finish("cooldown")
            times.append(try #require(plant.events.last { $0.name == "cooldown ends" }?.time) - start)
            _ = try finish("warmup")
            #expect(abs(try helium() / all - 1) < 1e-6)
            let reading = try plant.reading()
            for stage in plant.model.stages { #expect(reading.value(of: .stage(stage, .nodes)) > 290) }
        }
        let warm = try #require(plant.events.first { $0.name == "warm" }?.time)
        let begins = try #require(plant.events.first { $0.name == "warmup begins" }?.time)
        #expect((0.5...1).contains((warm - begins) / 86400))
        #expect(abs(times[1] / times[0] - 1) < 0.03, "\(times)")
    }
}
