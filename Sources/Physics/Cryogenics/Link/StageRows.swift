import Glibc
import HeatTransfer
import Materials

/// Some stages of a link as a network of heat: one stage that is given its loads, or all of them coupled.
final class StageRows {
    let model: LinkModel
    private let stages: [Int]
    private let solver: NetworkSolver
    private let rows: [Row]

    /// One stage's nodes and flows.
    struct Row {
        /// The number of the stage.
        var stage: Int
        var nodes: [ThermalNetwork.Node] = []
        /// What flows through each joint to the next block.
        var exchanges: [HeatExchange] = []
        var joints: [ThermalNetwork.Flow] = []
        var coolers: [(block: Int, flow: ThermalNetwork.Flow, curve: PowerCoolingCurve)] = []
        /// What a single stage receives, cell by cell.
        var loads: [(block: Int, flow: ThermalNetwork.Flow)] = []
    }

    /// Builds the network.
    ///
    /// - Parameters:
    ///   - model: the link.
    ///   - stages: one of its stages, which receives loads that are given; or all, which exchange heat.
    /// - Throws: `NetworkError` where the stages are no network that could come to rest.
    init(_ model: LinkModel, stages: [Int]) throws(NetworkError) {
        self.model = model
        self.stages = stages
        var network = ThermalNetwork()
        var rows: [Row] = []
        let room = stages.count > 1 ? try network.addNode("vacuum can", fixedAt: model.parameters.roomTemperature) : nil
        for stage in stages {
            var row = try Self.row(model, stage, in: &network)
            if let room {
                if let warm = rows.last {
                    try Self.connect(model, warm, to: row, stage, in: &network)
                } else {
                    try Self.connect(model, room, to: row, in: &network)
                }
            } else {
                for (number, block) in model.layout.blocks.enumerated() where block.kind == .cell {
                    row.loads.append((number, try network.addSource("load", into: row.nodes[number], power: 0)))
                }
            }
            rows.append(row)
        }
        self.rows = rows
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

    private func estimate(_ row: Row, below warm: [Double]?) -> [Double] {
        let cold = model.layout.blocks.map { _ in Self.guesses[row.stage] }
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

    // MARK: Building

    /// Where the search begins, in K, hottest stage first: near the middle of what a working link shows.
    private static let guesses = [60.0, 4.5, 1, 0.05]

    /// A stage's nodes, block by block, joined and cooled.
    private static func row(
        _ model: LinkModel, _ index: Int, in network: inout ThermalNetwork
    ) throws(NetworkError) -> Row {
        let stage = model.parameters.stages[index]
        var row = Row(stage: index)
        var module = (name: "", prefix: "")
        for (number, block) in model.layout.blocks.enumerated() {
            // A name a module, for one a block would take longer to make than to solve for.
            if block.name != module.name { module = (block.name, "\(stage.stage.rawValue) \(block.name)") }
            guard case .plate(let isNode, let factor, let dilutionUnits) = block.kind else {
                row.nodes.append(try network.addNode(module.prefix, cell: number, guess: guesses[index]))
                continue
            }
            let plate = try network.addNode("\(module.prefix) plate \(number)", guess: guesses[index])
            row.nodes.append(plate)
            let count = isNode || stage.isCooledByUnits ? factor : factor * Double(dilutionUnits)
            guard count > 0 else { continue }
            var curve = stage.cooling
            curve.power *= count
            curve.leak *= count
            row.coolers.append((number, network.addCooler(module.prefix, at: plate, curve), curve))
        }
        let node = try model.exchange(stage.node)
        let unit = try model.exchange(stage.unit)
        let braid = try model.exchange(stage.braid)
        for (number, joint) in model.layout.joints.enumerated() {
            let exchange: HeatExchange
            switch joint {
            case .node: exchange = node
            case .unit: exchange = unit
            case .braid: exchange = braid
            case .shield(let path, let braidEnds, let moduleLength):
                // The gap at each braided end is bridged by the braid, whose resistance holds it.
                let gap = (model.parameters.pitch - stage.shield.length) / 2 * Double(braidEnds)
                let share = (moduleLength - gap) / moduleLength
                exchange = try .conduction(
                    area: stage.shield.crossSection, length: path * share, conductivity: model.shields[index])
            }
            row.exchanges.append(exchange)
            row.joints.append(
                network.connect(
                    stage.stage.rawValue, cell: number, row.nodes[number], row.nodes[number + 1], by: exchange))
        }
        return row
    }

    /// What the outermost shield exchanges with the vacuum can: φπd(1 − (T/T_room)⁴) a metre.
    private static func connect(
        _ model: LinkModel, _ room: ThermalNetwork.Node, to row: Row, in network: inout ThermalNetwork
    ) throws(NetworkError) {
        let exchange = try HeatExchange.conductance(
            power: model.flux * Double.pi * model.parameters.stages[0].shield.diameter,
            at: model.parameters.roomTemperature, exponent: 4)
        for (block, node) in zip(model.layout.blocks, row.nodes) where block.kind == .cell {
            network.connect("heat flux", room, node, by: exchange.scaled(by: block.length))
        }
    }

    /// What a stage receives from the warmer one.
    private static func connect(
        _ model: LinkModel, _ warm: Row, to cold: Row, _ stage: Int, in network: inout ThermalNetwork
    ) throws(NetworkError) {
        guard case .linear(let radiation, let posts, let exponent, let reference) = model.parameters.stages[stage].load
        else { return }
        let radiating = radiation > 0 ? try HeatExchange.conductance(power: radiation, at: reference, exponent: 4) : nil
        let standing = posts > 0 ? try HeatExchange.load(power: posts, at: reference, exponent: exponent) : nil
        for (number, block) in model.layout.blocks.enumerated() where block.kind == .cell {
            if let radiating {
                network.connect(
                    "radiation", warm.nodes[number], cold.nodes[number], by: radiating.scaled(by: block.length))
            }
            if let standing, block.postLength > 0 {
                network.connect(
                    "posts", warm.nodes[number], cold.nodes[number], by: standing.scaled(by: block.postLength))
            }
        }
    }
}

extension StageRows.Row {
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
