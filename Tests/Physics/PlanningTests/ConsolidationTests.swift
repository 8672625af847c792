import Configuration
import Cryogenics
import Foundation
import Planning
import Qubits
import SubkelvinTesting
import Testing

private let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
    .path

@Suite("More devices to a cryostat, or more cryostats")
struct ConsolidationTests {
    private let fleet: Fleet
    private let outcomes: [FleetOutcome]

    init() throws {
        fleet = try .read("\(repository)/Examples/fleets/consolidate.yaml")
        outcomes = try Consolidation(fleet).outcomes()
    }

    @Test("every device is placed, and no cryostat is overfull")
    func placement() {
        for one in outcomes {
            #expect(one.placement.reduce(0, +) == fleet.devices)
            #expect(one.placement.allSatisfy { (1...one.option.devicesPerCryostat).contains($0) })
        }
    }

    @Test("fuller cryostats are warmer, their gates worse, their devices less often cold")
    func trends() {
        for (one, next) in zip(outcomes, outcomes.dropFirst()) {
            #expect((one.temperature ?? 0) < (next.temperature ?? 0))
            #expect((one.gateError ?? 0) < (next.gateError ?? 0))
            #expect((one.twoQubitError ?? 0) < (next.twoQubitError ?? 0))
            #expect(one.availability > next.availability)
            #expect(one.usuallyCold >= next.usuallyCold)
        }
    }

    @Test("the temperature is that of the cryostat with its qubits, the error that of the qubit there")
    func sameAsByHand() throws {
        let one = outcomes[3]
        var cryostat = one.option.cryostat.adding(one.option.wiring, qubits: 136)
        cryostat.stages[4].limit = 0.02
        let state = try CryostatModel(cryostat).solve(frequency: 5e9)
        let temperature = try #require(state.stages.last).temperature
        #expect(abs((one.temperature ?? 0) / temperature - 1) < 1e-6)
        let drive = try #require(state.lines.first { $0.name.hasPrefix("drive") }?.noisePhotons)
        #expect(abs((one.photons.first { $0.line == "drive" }?.photons ?? 0) / drive - 1) < 1e-6)
        #expect(one.photons.map(\.line) == ["drive", "readout"])
    }

    @Test("costs are prices times counts, and add up")
    func costs() throws {
        let one = outcomes[2]
        let costs = Dictionary(uniqueKeysWithValues: one.costs.map { ($0.name, $0.yearly) })
        let annuity = fleet.prices.annuity
        let expected: [(String, Double)] = [
            ("cryostats", 7_200_000 * annuity), ("lines", 4.375 * 408 * 500 * annuity),
            ("energy", 132 * 8766 * 0.2), ("cooldowns", 6 * 9.5 * 5000), ("service", 300_000), ("space", 45_000),
        ]
        for (name, value) in expected { #expect(abs((costs[name] ?? 0) - value) < 1e-3, "\(name)") }
        #expect(abs(one.yearlyCost - costs.values.reduce(0, +)) < 1e-3)
        let hours = 408 * 8766 * (1 - (9.5 * 4 + 0.5 * 5) / 365.25)
        #expect(abs(one.qubitHours / hours - 1) < 1e-9)
        #expect(abs(try #require(one.costPerQubitHour) - one.yearlyCost / hours) < 1e-9)
    }

    @Test("the cheapest is none of those that are not met")
    func cheapest() throws {
        let best = try #require(Consolidation.cheapest(outcomes))
        #expect(best.option.devicesPerCryostat == 8)
        #expect(outcomes.map(\.isGood) == [true, true, true, true, false, false])
        #expect(outcomes[5].faults.count == 3, "\(outcomes[5].faults)")
        #expect(outcomes[4].faults == ["0 devices are cold 99 % of the time, fewer than 6"])
    }

    @Test("a gate error that is not good enough is a fault")
    func errors() throws {
        var strict = fleet
        strict.qubit?.largestError = 1e-4
        let found = try Consolidation(strict).outcomes()
        #expect(found.prefix(4).map(\.isGood) == [true, true, true, false])
        var wrong = fleet
        wrong.qubit?.lines = ["drive": "flux"]
        #expect(throws: PlanningError.self) { try Consolidation(wrong).outcomes() }
    }

    @Test("an option whose cryostat finds no rest is not met, and says so")
    func noRest() throws {
        var hot = fleet
        hot.qubitsPerDevice = 2000
        let one = try #require(try Consolidation(hot).outcomes().last)
        #expect(!one.isGood && one.state == nil && one.gateError == nil)
        #expect(one.limitedBy == "no steady state")
    }

    @Test("a cryostat without pulse tubes needs its compressors stated")
    func compressors() throws {
        var other = fleet
        for index in other.options.indices { other.options[index].cryostat = try .preset("krinner-50").unwired }
        #expect(throws: PlanningError.self) { try Consolidation(other).outcomes() }
        other.compressors = 2
        #expect(try Consolidation(other).outcomes().count == 6)
    }
}

@Suite("A fleet's file")
struct FleetFileTests {
    @Test(
        "what is wrong is told with its place",
        arguments: [
            ("devices: 24", "devices: 0", "devices"), ("qubits: 17", "qubits: -1", "qubits"),
            ("temperature: 20 mK", "temperature: 0 K", "temperature"),
            ("temperature: 20 mK", "temperature: 20", "temperature"),
            ("devices_per_cryostat: 24", "devices_per_cryostat: 25", "25; expected 1 to the fleet's 24"),
            ("preset: xld-1000", "preset: none", "no preset is called"),
            ("preset: xld-1000", "", "no cryostat"),
            ("wiring: ../wirings/high-density.yaml", "", "no wiring"),
            ("cooldown_days: 2", "cooldown_days: -2", "cooldown_days"),
            ("devices_cold: 6", "devices_cold: 60", "devices_cold"),
            ("value: 1200000", "value: -1", "value"), ("currency: EUR", "years: 0", "years"),
            ("largest_error: 2e-3", "largest_error: -1", "largest_error"), ("floor: 15 m2", "floors: 15 m2", "floors"),
        ])
    func faults(old: String, new: String, words: String) throws {
        let text = try String(contentsOfFile: "\(repository)/Examples/fleets/consolidate.yaml", encoding: .utf8)
        #expect(text.contains(old))
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/fleet.yaml"
        try text.replacing(old, with: new, maxReplacements: 1).write(toFile: path, atomically: true, encoding: .utf8)
        do {
            _ = try Fleet.read(path)
            Issue.record("\(new) was read")
        } catch let error as ConfigurationError {
            #expect("\(error)".contains(words), "\(error)")
            #expect("\(error)".firstMatch(of: #/fleet\.yaml:\d+:\d+: /#) != nil, "\(error)")
        }
    }
}
