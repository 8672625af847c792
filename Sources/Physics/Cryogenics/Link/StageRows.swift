import Glibc
import HeatTransfer
import Materials

/// Some stages of a link as a network of heat: one stage that is given its loads, or all of them coupled.
final class StageRows {
    let model: LinkModel
    private let stages: [Int]
    private let solver: NetworkSolver
    private let rows: [LinkRow]

    /// Builds the network.
    ///
    /// - Parameters:
    ///   - model: the link.
    ///   - stages: one of its stages, which receives loads that are given; or all, which exchange heat.
    /// - Throws: `NetworkError` where the stages are no network that could come to rest.
    init(_ model: LinkModel, stages: [Int]) throws(NetworkError) {
        self.model = model
        self.stages = stages
        if stages.count > 1 {
            let built = try LinkNetwork(model)
            rows = built.rows
            solver = try NetworkSolver(built.network)
            return
        }
        var network = ThermalNetwork()
        var row = try LinkRow(model, stages[0], nil, in: &network)
        for (number, block) in model.layout.blocks.enumerated() where block.kind == .cell {
            row.loads.append((number, try network.addSource("load", into: row.nodes[number], power: 0)))
        }
        rows = [row]
        solver = try NetworkSolver(network)
    }

    /// The coupled stages at rest.
    ///
    /// - Parameter start: temperatures near the solution, stage by stage.
    func solve(from start: [[Double]]?) throws(NetworkError) -> [LinkState.Row] {
        let start = start ?? estimate()
        return solved(try solver.steadyState(from: temperatures(start)))
    }

    /// Temperatures near rest, stage by stage; nil where they are not easily found.
    func approximateTemperatures() -> [[Double]]? {
        solver.approximateTemperatures(from: temperatures(estimate()), tolerance: 1e-2).map { all in
            rows.map { $0.nodes.map { all[$0.index] } }
        }
    }

    /// The temperatures of all nodes of the network.
    private func temperatures(_ stages: [[Double]]) -> [Double] {
        var all = solver.network.temperatures
        for (row, values) in zip(rows, stages) {
            for (node, value) in zip(row.nodes, values) { all[node.index] = value }
        }
        return all
    }

    /// A guess for the coupled stages, from hot to cold, without back radiation.
    private func estimate() -> [[Double]] {
        var result: [[Double]] = []
        for row in rows { result.append(estimate(row, below: result.last)) }
        return result
    }

    /// A stage at rest below a warmer one, without back radiation: what its own temperature is does not matter to its loads.
    ///
    /// - Parameter warm: the warmer stage's temperatures; nil for the outermost.
    func solve(below warm: [Double]?) throws(NetworkError) -> [LinkState.Row] {
        var network = solver.network
        let loads = model.load(on: stages[0], temperatures: model.layout.blocks.map { _ in 1 }, warm: warm)
        for row in rows {
            for (block, flow) in row.loads { try network.setPower(of: flow, to: loads[block]) }
        }
        solver.update(network)
        return solved(try solver.steadyState(from: temperatures([rows[0].estimate(loads, model)])))
    }

    /// A guess of a stage below a warmer one.
    ///
    /// - Parameter warm: the warmer stage's temperatures; nil for the outermost.
    func estimate(below warm: [Double]?) -> [Double] { estimate(rows[0], below: warm) }

    private func estimate(_ row: LinkRow, below warm: [Double]?) -> [Double] {
        let cold = model.layout.blocks.map { _ in LinkRow.guesses[row.stage] }
        return row.estimate(model.load(on: row.stage, temperatures: cold, warm: warm), model)
    }

    private func solved(_ state: SteadyState) -> [LinkState.Row] {
        rows.map { row in
            var cooling = [Double](repeating: 0, count: row.nodes.count)
            for (block, flow, _) in row.coolers { cooling[block] = state.heat(of: flow) }
            return LinkState.Row(
                temperatures: row.nodes.map { state[$0] }, flows: row.joints.map { state.heat(of: $0) },
                cooling: cooling)
        }
    }
}

extension LinkRow {
    /// A guess of a stage's temperatures: each cell's heat flows to the nearest plate that is cooled, and each temperature
    /// follows from the one before, outward from the plates.
    ///
    /// - Parameters:
    ///   - loads: what each block receives, in W.
    ///   - model: the link.
    func estimate(_ loads: [Double], _ model: LinkModel) -> [Double] {
        var result = [Double](repeating: 0, count: loads.count)
        let blocks = model.layout.blocks
        let highest = model.parameters.roomTemperature
        var first = 0
        for (number, cooler) in coolers.enumerated() {
            var last = loads.count - 1
            if number + 1 < coolers.count {
                let middle = (blocks[cooler.block].position + blocks[coolers[number + 1].block].position) / 2
                last = (cooler.block..<coolers[number + 1].block).last { blocks[$0].position <= middle } ?? cooler.block
            }
            let heat = loads[first...last].reduce(0, +)
            result[cooler.block] = min(cooler.curve.temperature(lifting: heat), highest)
            // What a joint carries is what the blocks beyond it receive.
            var beyond = loads[(cooler.block + 1)..<(last + 1)].reduce(0, +)
            for block in cooler.block..<last {
                result[block + 1] = min(exchanges[block].temperature(sending: beyond, to: result[block]), highest)
                beyond -= loads[block + 1]
            }
            beyond = loads[first..<cooler.block].reduce(0, +)
            for block in (first..<cooler.block).reversed() {
                result[block] = min(exchanges[block].temperature(sending: beyond, to: result[block + 1]), highest)
                beyond -= loads[block]
            }
            first = last + 1
        }
        return result
    }
}
