import Cryogenics
import Foundation
import Planning
import Testing

@Suite("A large refrigerator wired as in arXiv:2502.01945")
struct HighDensityTests {
    private func question() throws -> Capacity {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
        let cryostat = try CryostatDescription.preset("xld-1000").unwired
        let wiring = try Wiring.read(
            repository.appending(path: "Examples/wirings/high-density.yaml").path, for: cryostat)
        return try Capacity(cryostat, wiring: wiring, at: 0.02)
    }

    /// The paper says about 200 in theory and 140 in practice; nothing here was adjusted to that.
    @Test("ports of 1008 lines hold 230 qubits of 4.375 lines; heat alone would allow 386")
    func count() throws {
        let answer = try question().answer()
        #expect(answer.count.whole == 230)
        #expect(answer.count.limitedBy == .area(.base))
        #expect((175...185).contains(answer.low) && (270...280).contains(answer.high), "\(answer.low) \(answer.high)")
        let heat = answer.limits.first { $0.limit == .temperature(.base) }?.qubits
        #expect(abs((heat ?? 0) - 386) < 4, "\(heat ?? 0)")
        #expect(answer.contributions.prefix(2).map(\.uncertainty.name) == ["line area", "current"])
    }

    @Test("lines of which a qubit has next to nothing are no count beyond ten million", arguments: [1e-15, 1e-300])
    func nextToNothing(share: Double) throws {
        let question = try question()
        var wiring = question.wiring
        for index in wiring.lines.indices { wiring.lines[index].count = share }
        wiring.loads = []
        let error = #expect(throws: PlanningError.self) {
            try Capacity(question.cryostat, wiring: wiring, at: 0.02).answer()
        }
        #expect(error?.reason == .unlimited(upTo: 1e7))
    }

    @Test("colder than the base stage ever rests fits no qubit, and that stage is why")
    func tooCold() throws {
        let question = try question()
        let answer = try Capacity(.preset("xld-1000"), wiring: question.wiring, at: 1e-3).answer()
        #expect(answer.count.whole == 0 && answer.count.limitedBy == .temperature(.base))
        // A description that cannot be solved for another reason than heat is no count of 0.
        var warm = try CryostatDescription.preset("xld-1000")
        warm.lines = [question.wiring.lines[0]]
        for index in warm.lines[0].spans.indices { warm.lines[0].spans[index].cable = "219-nbti-nbti" }
        #expect(throws: (any Error).self) { try Capacity(warm, wiring: question.wiring, at: 0.02).answer() }
        #expect(throws: PlanningError.self) {
            try Capacity(.preset("xld-1000"), wiring: question.wiring, at: 0.1, stage: .still)
        }
    }

    @Test("its inputs each have a source")
    func sources() throws {
        let question = try question()
        #expect(!question.wiring.assumptions.isEmpty)
        for assumption in question.wiring.assumptions + question.cryostat.assumptions {
            #expect(!assumption.source.isEmpty)
        }
        #expect(question.uncertainties().allSatisfy { !$0.source.isEmpty })
    }
}
