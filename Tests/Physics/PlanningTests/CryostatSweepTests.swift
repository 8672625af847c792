import Cryogenics
import Planning
import Synchronization
import Testing

@Suite("A cryostat over a grid")
struct CryostatSweepTests {
    private let cryostat: CryostatDescription

    init() throws { cryostat = try .preset("krinner-50") }

    @Test("each point is what its cryostat gives by itself, in order, and each is reported once")
    func points() throws {
        let axes = try [
            SweepAxis("lines.drive.count=10..90", points: 3, of: cryostat),
            SweepAxis("lines.flux.current=0A..2mA", points: 2, of: cryostat),
        ]
        let reports = Mutex(0)
        let points = try CryostatSweep(cryostat, over: axes).run { reports.withLock { $0 += 1 } }
        #expect(reports.withLock { $0 } == 6)
        #expect(points.map(\.values) == [[10, 0], [10, 2e-3], [50, 0], [50, 2e-3], [90, 0], [90, 2e-3]])
        var changed = cryostat
        changed.lines[0].count = 90
        changed.lines[1].current = 2e-3
        let state = try CryostatModel(changed).solve()
        for (found, stage) in zip(try #require(points.last).stages, state.stages) {
            #expect(abs(found.temperature - stage.temperature) < 1e-5 * stage.temperature)
        }
    }

    @Test("one thread or many find the same")
    func threads() throws {
        let axis = try SweepAxis("lines.drive.count=0..300", points: 9, of: cryostat)
        let sweep = try CryostatSweep(cryostat, over: [axis])
        #expect(try sweep.run(threads: 1) == sweep.run(threads: 5))
    }

    @Test("a point without a rest says why and stops nothing; CSV has a row for it")
    func failure() throws {
        var heated = cryostat
        heated.loads = [LoadDescription(kind: .heater, name: "heater, large", stage: .fourKelvin, power: 0, count: 1)]
        let axis = try SweepAxis("loads.heater, large.power=0W..100W", points: 2, of: heated)
        let sweep = try CryostatSweep(heated, over: [axis])
        let points = try sweep.run()
        #expect(points[0].failure == nil && points[0].isGood)
        #expect(points[1].failure?.contains("4K") == true && !points[1].isGood)
        let rows = sweep.csv(points).split(separator: "\n")
        #expect(rows.count == 3)
        #expect(rows[0].hasPrefix("\"loads.heater, large.power_W\",50K_K,"))
        #expect(rows[2].hasPrefix("100.0,,,"))
    }

    @Test(
        "inputs are found and set",
        arguments: [
            "lines.drive.count=1..2", "lines.drive.power=1W..2W", "lines.flux.current=1A..2A",
            "stages.cold plate.distance=1m..2m", "stages.base.limit=1K..2K", "factors.cold conduction=1..2",
            "factors.cooling.4K=1..2", "factors.dissipation=1..2", "ambient=1K..2K",
        ])
    func inputs(text: String) throws {
        let axis = try SweepAxis(text, points: 2, of: cryostat)
        var (one, two) = (cryostat, cryostat)
        axis.input.set(1, in: &one)
        axis.input.set(2, in: &two)
        #expect(one != two)
        #expect(axis.values == [1, 2])
    }

    @Test(
        "what cannot be varied is refused",
        arguments: [
            "lines.drive.count", "lines.drive.count=1", "lines.drive.count=2..1", "lines.drive.count=1W..2W",
            "lines.none.count=1..2", "lines.drive.none=1..2", "lines=1..2", "none.x.y=1..2", "none=1..2",
            "stages.base.limit=1..2", "factors.none=1..2", "factors.cooling.none=1..2",
        ])
    func refused(text: String) {
        #expect(throws: (any Error).self) { try SweepAxis(text, points: 2, of: cryostat) }
    }

    @Test(
        "a stage's distance is the length of lines and supports without their own: farther is colder, with own lengths it is not",
        arguments: ["50K", "4K", "cold plate"])
    func distance(stage: String) throws {
        let axis = try SweepAxis("stages.\(stage).distance=100mm..300mm", points: 3, of: cryostat)
        let index = try #require(cryostat.stages.firstIndex { $0.stage.rawValue == stage })
        var linesAlone = cryostat
        linesAlone.supports = []
        let heats = try CryostatSweep(linesAlone, over: [axis]).run().map {
            try #require($0.stages.dropFirst(index).first).load
        }
        #expect(heats[0] > heats[1] && heats[1] > heats[2], "\(heats)")
        var fixed = linesAlone
        for line in fixed.lines.indices {
            for span in fixed.lines[line].spans.indices { fixed.lines[line].spans[span].length = 0.2 }
        }
        let same = try CryostatSweep(fixed, over: [axis]).run()
        #expect(Set(same.map(\.stages)).count == 1)
    }

    @Test("a name that two loads have is refused, with those that tell them apart")
    func ambiguous() throws {
        var two = cryostat
        two.loads = [Stage.fiftyKelvin, .fourKelvin].map {
            LoadDescription(kind: .fixed, name: "ports", stage: $0, power: 0.1, count: 1)
        }
        let error = #expect(throws: PlanningError.self) { try CryostatInput("loads.ports.power", of: two) }
        #expect(error?.description.contains("ports@50K, ports@4K") == true)
        for index in 0...1 {
            let input = try CryostatInput("loads.ports@\(two.loads[index].stage.rawValue).power", of: two)
            var changed = two
            input.set(0.7, in: &changed)
            #expect(changed.loads.map(\.power) == (index == 0 ? [0.7, 0.1] : [0.1, 0.7]))
        }
        two.loads[1].stage = .fiftyKelvin
        #expect(throws: PlanningError.self) { try CryostatInput("loads.ports@50K.power", of: two) }
        two.lines[1].name = two.lines[0].name
        #expect(throws: PlanningError.self) { try CryostatInput("lines.\(two.lines[0].name).count", of: two) }
    }

    @Test("in presets every part is found by its name", arguments: CryostatDescription.presets)
    func names(preset: String) throws {
        let cryostat = try CryostatDescription.preset(preset)
        for load in cryostat.loads { _ = try CryostatInput("loads.\(load.name).power", of: cryostat) }
        for line in cryostat.lines { _ = try CryostatInput("lines.\(line.name).count", of: cryostat) }
        for support in cryostat.supports { _ = try CryostatInput("supports.\(support.name).area", of: cryostat) }
    }

    @Test("the same input twice, no input, and too many points are refused")
    func sizes() throws {
        let axis = try SweepAxis("lines.drive.count=0..1", points: 2000, of: cryostat)
        #expect(throws: PlanningError.self) { try CryostatSweep(cryostat, over: [axis, axis]) }
        #expect(throws: PlanningError.self) { try CryostatSweep(cryostat, over: []) }
        let other = try SweepAxis("ambient=280K..300K", points: 2000, of: cryostat)
        #expect(throws: PlanningError.self) { try CryostatSweep(cryostat, over: [axis, other]) }
    }
}
