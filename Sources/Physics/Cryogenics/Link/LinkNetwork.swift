public import HeatTransfer

/// All stages of a link as one network of heat, coupled: at rest, or in time.
public struct LinkNetwork: Sendable {
    /// What a network in time has besides that of a link at rest.
    public struct InTime: Sendable {
        /// The heat that a block of a stage stores: the stage's number, hottest first, and the block.
        public var capacity: @Sendable (Int, LinkLayout.Block) throws(NetworkError) -> HeatCapacity
        /// Above which temperature in K the resistance of lumped joints falls no further, and above which the load of posts on a
        /// stage goes on along its tangent; they were measured below.
        public var highestKnown: @Sendable (Int) -> (joints: Double, posts: Double)
        /// The conductivity of shields, hottest first: continued as far as the link may be overheated.
        public var shields: [PropertyIntegral]

        /// States what blocks store.
        public init(
            capacity: @escaping @Sendable (Int, LinkLayout.Block) throws(NetworkError) -> HeatCapacity,
            highestKnown: @escaping @Sendable (Int) -> (joints: Double, posts: Double), shields: [PropertyIntegral]
        ) {
            self.capacity = capacity
            self.highestKnown = highestKnown
            self.shields = shields
        }
    }

    /// The network.
    public var network: ThermalNetwork
    /// The vacuum can.
    public let room: ThermalNetwork.Node
    /// Stage by stage, hottest first.
    let rows: [LinkRow]

    /// Stage by stage, hottest first, the node of each block of the layout.
    public var nodes: [[ThermalNetwork.Node]] { rows.map(\.nodes) }

    /// Builds the network.
    ///
    /// - Parameters:
    ///   - model: the link.
    ///   - time: what a network in time needs; such a network has no coolers yet. Nil for one at rest, with the coolers of the
    ///     parameters.
    /// - Throws: `NetworkError` where the stages are no network.
    public init(_ model: LinkModel, inTime time: InTime? = nil) throws(NetworkError) {
        var network = ThermalNetwork()
        room = try network.addNode("vacuum can", fixedAt: model.parameters.roomTemperature)
        var rows: [LinkRow] = []
        for stage in model.parameters.stages.indices {
            let row = try LinkRow(model, stage, time, in: &network)
            if let warm = rows.last {
                try warm.connect(to: row, model, time, in: &network)
            } else {
                try row.connect(to: room, model, in: &network)
            }
            rows.append(row)
        }
        self.rows = rows
        self.network = network
    }
}

/// One stage of a link as nodes and flows of a network.
struct LinkRow: Sendable {
    /// The number of the stage.
    var stage: Int
    /// One a block of the layout.
    var nodes: [ThermalNetwork.Node] = []
    /// What flows through each joint to the next block.
    var exchanges: [HeatExchange] = []
    var joints: [ThermalNetwork.Flow] = []
    var coolers: [(block: Int, flow: ThermalNetwork.Flow, curve: PowerCoolingCurve)] = []
    /// What a single stage receives, cell by cell.
    var loads: [(block: Int, flow: ThermalNetwork.Flow)] = []

    /// Where the search begins, in K, hottest stage first: near the middle of what a working link shows.
    static let guesses = [60.0, 4.5, 1, 0.05]

    /// A stage's nodes, block by block, joined, and cooled where it is at rest.
    init(
        _ model: LinkModel, _ index: Int, _ time: LinkNetwork.InTime?, in network: inout ThermalNetwork
    ) throws(NetworkError) {
        stage = index
        let stage = model.parameters.stages[index]
        var module = (name: "", prefix: "")
        for (number, block) in model.layout.blocks.enumerated() {
            // A name a module, for one a block would take longer to make than to solve for.
            if block.name != module.name { module = (block.name, "\(stage.stage.rawValue) \(block.name)") }
            let capacity = try time?.capacity(index, block)
            let guess = time == nil ? Self.guesses[index] : model.parameters.roomTemperature
            guard case .plate(let isNode, let factor, let dilutionUnits) = block.kind else {
                nodes.append(try network.addNode(module.prefix, cell: number, guess: guess, capacity: capacity))
                continue
            }
            let plate = try network.addNode("\(module.prefix) plate \(number)", guess: guess, capacity: capacity)
            nodes.append(plate)
            let count = isNode || stage.isCooledByUnits ? factor : factor * Double(dilutionUnits)
            guard count > 0, time == nil else { continue }
            var curve = stage.cooling
            curve.power *= count
            curve.leak *= count
            coolers.append((number, network.addCooler(module.prefix, at: plate, curve), curve))
        }
        let shield = time?.shields[index] ?? model.shields[index]
        let level = time?.highestKnown(index).joints
        let node = try model.exchange(stage.node, levelAbove: level)
        let unit = try model.exchange(stage.unit, levelAbove: level)
        let braid = try model.exchange(stage.braid, levelAbove: level)
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
                    area: stage.shield.crossSection, length: path * share, conductivity: shield)
            }
            exchanges.append(exchange)
            joints.append(
                network.connect(stage.stage.rawValue, cell: number, nodes[number], nodes[number + 1], by: exchange))
        }
    }

    /// What the outermost shield exchanges with the vacuum can: φπd(1 − (T/T_room)⁴) a metre.
    func connect(
        to room: ThermalNetwork.Node, _ model: LinkModel, in network: inout ThermalNetwork
    ) throws(NetworkError) {
        let exchange = try HeatExchange.conductance(
            power: model.flux * Double.pi * model.parameters.stages[0].shield.diameter,
            at: model.parameters.roomTemperature, exponent: 4)
        for (block, node) in zip(model.layout.blocks, nodes) where block.kind == .cell {
            network.connect("heat flux", room, node, by: exchange.scaled(by: block.length))
        }
    }

    /// What a colder stage receives from this one.
    ///
    /// At rest posts carry what their warm end says. In time, where both ends may be as warm, they carry as much back as soon
    /// as the cold end is warmer than it ever is at rest.
    func connect(
        to cold: LinkRow, _ model: LinkModel, _ time: LinkNetwork.InTime?, in network: inout ThermalNetwork
    ) throws(NetworkError) {
        guard
            case .linear(let radiation, let power, let exponent, let reference) =
                model.parameters.stages[cold.stage].load
        else { return }
        let level = time?.highestKnown(cold.stage).posts ?? .infinity
        let radiating = radiation > 0 ? try HeatExchange.conductance(power: radiation, at: reference, exponent: 4) : nil
        let down =
            power > 0
            ? try HeatExchange.load(power: power, at: reference, exponent: exponent, levelAbove: level) : nil
        let up =
            power > 0 && time != nil
            ? try HeatExchange.load(
                power: power, at: reference, exponent: exponent, from: reference / 2, levelAbove: level) : nil
        for (number, block) in model.layout.blocks.enumerated() where block.kind == .cell {
            if let radiating {
                network.connect("radiation", nodes[number], cold.nodes[number], by: radiating.scaled(by: block.length))
            }
            guard block.postLength > 0 else { continue }
            if let down {
                network.connect("posts", nodes[number], cold.nodes[number], by: down.scaled(by: block.postLength))
            }
            if let up {
                network.connect("posts", cold.nodes[number], nodes[number], by: up.scaled(by: block.postLength))
            }
        }
    }
}
