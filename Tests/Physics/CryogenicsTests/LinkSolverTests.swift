import HeatTransfer
import SubkelvinTesting
import Testing

@testable import Cryogenics

@Suite("A link's solver")
struct LinkSolverTests {
    private func model(_ length: Double, units: Int = 1, cell: Double) throws -> LinkModel {
        try LinkModel(
            .regular(length: length, coolingUnits: units), .preset("eth-table-3"), flux: "appendix-d", cellLength: cell)
    }

    @Test("serves again and gives the same bytes")
    func again() throws {
        let model = try model(30, cell: 0.05)
        let solver = try LinkSolver(model)
        let first = try solver.solve()
        #expect(try solver.solve().rows == first.rows)
        #expect(try model.solve().rows == first.rows)
    }

    @Test("where it starts does not change where it ends")
    func start() throws {
        let model = try model(30, cell: 0.05)
        let rows = try StageRows(model, stages: [0, 1, 2, 3])
        let best = try LinkSolver(model).solve().rows
        var random = SeededRandom(seed: 1)
        for _ in 0..<3 {
            let start = best.map { $0.temperatures.map { $0 * random.uniform(in: 0.8...1.2) } }
            for (found, known) in zip(try rows.solve(from: start), best) {
                for (a, b) in zip(found.temperatures, known.temperatures) { #expect(abs(a / b - 1) < 1e-9) }
            }
        }
    }

    @Test(
        "the estimate is right to a fifth where back radiation does not count",
        arguments: [(10.0, 0), (30, 1), (60, 3)])
    func estimate(length: Double, units: Int) throws {
        let model = try LinkModel(
            .regular(length: length, coolingUnits: units), .preset("eth-table-3"), flux: "appendix-d",
            coupling: .cascade, cellLength: 0.25)
        let solved = try model.solve().rows
        for stage in solved.indices {
            let rows = try StageRows(model, stages: [stage])
            let guess = rows.estimate(below: stage > 0 ? solved[stage - 1].temperatures : nil)
            for (a, b) in zip(guess, solved[stage].temperatures) { #expect(abs(a / b - 1) < 0.2) }
        }
    }

    @Test("plates and faces keep their temperatures between layouts, a line stays a line", arguments: [0.04, 0.5, 3])
    func interpolation(cell: Double) throws {
        let (coarse, fine) = (try model(20, cell: 0.25).layout, try model(20, cell: cell).layout)
        let line = coarse.blocks.map { 2 + 3 * $0.position }
        let result = coarse.interpolate(line, to: fine)
        #expect(result.count == fine.blocks.count)
        for (value, block) in zip(result, fine.blocks) { #expect(abs(value - 2 - 3 * block.position) < 1e-12) }
        // Jumps stay jumps.
        let jump = coarse.blocks.indices.map { Double($0) }
        let edges = zip(coarse.interpolate(jump, to: fine), fine.blocks).filter { $1.kind != .cell }.map(\.0)
        #expect(edges == coarse.blocks.indices.filter { coarse.blocks[$0].kind != .cell }.map { Double($0) })
    }
}
