import Cryogenics
import Planning
import SubkelvinTesting
import Testing

/// The 4K stage of a preset with nothing on it: it lifts 1.5 W·(T − 2.85 K)/1.35 K.
private func bareStage() throws -> CryostatDescription { try .preset("krinner-50").unwired }

@Suite("How many qubits a cryostat carries")
struct CapacityTests {
    @Test("electronics on a straight line of cooling: the count is power over power", arguments: 1...20)
    func closedForm(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let (power, temperature) = (
            Double.random(in: 1e-4...0.1, using: &random), Double.random(in: 3...5, using: &random)
        )
        let question = try Capacity(bareStage(), wiring: .electronics(power, at: .fourKelvin), at: temperature)
        let answer = try question.answer(withBand: false)
        let expected = 1.5 * (temperature - 2.85) / 1.35 / power
        #expect(abs(answer.count.exact - expected) < 0.01 + 1e-4 * expected)
        #expect(answer.count.whole == Int(expected) || abs(expected - expected.rounded()) < 1e-4)
        #expect(answer.count.limitedBy == .temperature(.fourKelvin))
        #expect(abs(answer.perQubit[1].devices - power) < 1e-9 * power)
    }

    @Test("one qubit more than the count is too much, and the count itself is not", arguments: [0.01, 0.02, 0.1])
    func largest(temperature: Double) throws {
        let cryostat = try CryostatDescription.preset("krinner-50")
        let wiring = try wiring(for: cryostat)
        let answer = try Capacity(cryostat.unwired, wiring: wiring, at: temperature).answer(withBand: false)
        for (extra, fits) in [(0, true), (1, false)] {
            var wired = cryostat.unwired.adding(wiring, qubits: Double(answer.count.whole + extra))
            wired.stages[4].limit = temperature
            #expect((try? CryostatModel(wired).solve().faults.isEmpty) ?? false == fits)
        }
        #expect(answer.limits.first?.limit == answer.count.limitedBy)
    }

    @Test("warmer qubits are never fewer")
    func rises() throws {
        let cryostat = try CryostatDescription.preset("krinner-50").unwired
        let wiring = try wiring(for: cryostat)
        let counts = try [0.01, 0.015, 0.02, 0.05, 0.1].map {
            try Capacity(cryostat, wiring: wiring, at: $0).answer(withBand: false).count.exact
        }
        #expect(zip(counts, counts.dropFirst()).allSatisfy { $0 <= $1 * (1 + 1e-4) }, "\(counts)")
    }

    @Test("qubits at 4 K leave out what is colder")
    func warmStage() throws {
        let cryostat = try CryostatDescription.preset("krinner-50")
        let question = try Capacity(cryostat.unwired, wiring: wiring(for: cryostat), at: 4)
        #expect(question.stage == .fourKelvin)
        #expect(question.cryostat.stages.map(\.stage) == [.fiftyKelvin, .fourKelvin])
        #expect(question.wiring.lines.allSatisfy { $0.to == .fourKelvin })
    }

    @Test("qubits at the still keep the unit that cools it, and what is colder limits nothing")
    func still() throws {
        let wiring = Wiring.electronics(1e-3, at: .still)
        let question = try Capacity(bareStage(), wiring: wiring, at: 1.2)
        #expect(question.stage == .still && question.cryostat.stages.count == 5)
        let answer = try question.answer(withBand: false)
        // Rated: 40 mW at 1.2 K.
        #expect(answer.count.whole == 40 || answer.count.whole == 39, "\(answer.count)")
        #expect(answer.count.limitedBy == .temperature(.still))
        #expect(answer.limits.map(\.limit).contains(.temperature(.base)) == false)
    }

    @Test(
        "a temperature tells the stage",
        arguments: [
            (0.01, Stage.base), (0.499, .base), (0.5, .still), (1.9, .still), (2, .fourKelvin), (4, .fourKelvin),
        ])
    func stage(temperature: Double, stage: Stage) {
        #expect(Capacity.usualStage(at: temperature) == stage)
    }

    @Test("a stage that is too warm without a qubit carries none, and says why")
    func none() throws {
        let answer = try Capacity(bareStage(), wiring: .electronics(0.01, at: .fourKelvin), at: 0.005).answer()
        #expect(answer.count.whole == 0)
        #expect(answer.count.limitedBy == .temperature(.base))
        #expect(answer.reason?.contains("base stage") == true)
    }

    @Test("stages that find no rest without a qubit carry none, and say why")
    func noRest() throws {
        var cryostat = try bareStage()
        cryostat.loads.append(LoadDescription(kind: .heater, name: "heater", stage: .fourKelvin, power: 100, count: 1))
        let answer = try Capacity(cryostat, wiring: .electronics(0.01, at: .fourKelvin), at: 0.02).answer()
        #expect(answer.count.whole == 0)
        #expect(answer.reason?.contains("4K") == true, "\(answer.reason ?? "")")
    }

    @Test("a qubit that adds nothing is refused")
    func unlimited() throws {
        let question = try Capacity(bareStage(), wiring: Wiring(name: "none", title: "Nothing"), at: 0.02)
        #expect(throws: PlanningError.self) { try question.answer() }
    }

    @Test("a cryostat without the stage is refused")
    func missingStage() throws {
        let cryostat = try CryostatDescription.preset("eth-node")
        #expect(throws: PlanningError.self) {
            try Capacity(cryostat, wiring: .electronics(0.01, at: .fourKelvin), at: 0.1, stage: .coldPlate)
        }
    }

    @Test("full plates limit the count by their area", arguments: [10.0, 33, 57.5])
    func area(lines: Double) throws {
        var cryostat = try bareStage()
        let wiring = try wiring(for: cryostat)
        // As much as so many qubits' lines take.
        var full = try CryostatModel(cryostat.adding(wiring, qubits: lines))
        cryostat.stages[4].plate?.lineArea = 0.01
        full = try CryostatModel(cryostat.adding(wiring, qubits: lines))
        cryostat.stages[4].plate?.lineArea = try #require(full.plateUsage.first).used
        let answer = try Capacity(cryostat, wiring: wiring, at: 0.02).answer(withBand: false)
        #expect(abs(answer.count.exact - lines) < 1e-6)
        #expect(answer.count.whole == Int(lines))
        #expect(answer.count.limitedBy == .area(.base))
        #expect(answer.limits.count == 6)
    }

    /// A drive and an eighth of a read-out line of steel.
    private func wiring(for cryostat: CryostatDescription) throws -> Wiring {
        var lines = try CryostatDescription.preset("krinner-50").lines.filter {
            ["drive", "read-out"].contains($0.name)
        }
        lines[0].count = 1
        lines[1].count = 0.125
        return Wiring(name: "steel", title: "Steel", lines: lines)
    }
}
