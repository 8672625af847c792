public import Cryogenics
public import HeatTransfer
import Materials

/// A cryostat, or a link of several, as a network that stores heat.
///
/// Stages from 50K to base. A single cryostat is its plates alone; a link has the shields, joints, posts and insulation of its
/// model, and at rest comes to the temperatures of that model.
public struct CooldownPlant: Sendable {
    /// A place with coolers.
    public struct Plate: Sendable {
        /// Its name.
        public let name: String
        /// Where along the link, in m.
        public let position: Double
        /// Whether it is a node with a dilution unit; else a cooling unit.
        public let isNode: Bool
        /// One a stage, from 50K to base.
        public let nodes: [ThermalNetwork.Node]
        /// Flows that are changed on the way.
        let flows: Flows
        /// How many times the cooling of the parameters.
        let factor: Double
    }

    /// What is changed on the way.
    struct Flows: Sendable {
        var pulseTube: [ThermalNetwork.Flow]
        /// Between 4K and still, 4K and base; nil without switches.
        var switches: [ThermalNetwork.Flow]
        /// Between still and base, by the mixture.
        var mixture: ThermalNetwork.Flow?
        /// Of still and base.
        var dilution: [ThermalNetwork.Flow]
    }

    /// The network, everything at room temperature, heat switches closed.
    public var network: ThermalNetwork
    /// What it has in time.
    public let parameters: PlantParameters
    /// Stage by stage, from 50K to base, all its nodes from left to right, with their positions in m.
    public let rows: [[(node: ThermalNetwork.Node, position: Double)]]
    /// Nodes and cooling units, from left to right.
    public let plates: [Plate]
    /// What people call the stages, from 50K to base.
    public let stages: [String]
    /// The curves at work, from 50K to base.
    let curves: [PowerCoolingCurve]
    /// The temperature around, in K.
    public let room: Double

    /// A single cryostat: the plates of a node.
    ///
    /// - Parameters:
    ///   - link: whose nodes' cooling it has.
    ///   - parameters: its masses and switches.
    /// - Throws: `NetworkError`, `MaterialError`, `CoolerError`.
    public init(single link: LinkParameters, _ parameters: PlantParameters = .eth) throws {
        var network = ThermalNetwork()
        let copper = try Self.copper()
        var nodes: [ThermalNetwork.Node] = []
        for (index, stage) in link.stages.enumerated() {
            nodes.append(
                try network.addNode(
                    "\(stage.stage.rawValue) plate", guess: link.roomTemperature,
                    capacity: .mass(parameters.nodeMasses[index], of: copper)))
        }
        try self.init(
            network, link, parameters, rows: nodes.map { [($0, 0)] },
            places: [(name: "A", position: 0, isNode: true, factor: 1, nodes: nodes)])
    }

    /// A link.
    ///
    /// - Parameters:
    ///   - model: the link at rest.
    ///   - parameters: masses and switches of its nodes and cooling units.
    /// - Throws: `NetworkError`, `MaterialError`, `CoolerError`.
    public init(_ model: LinkModel, _ parameters: PlantParameters = .eth) throws {
        let copper = try Self.copper()
        let stages = model.parameters.stages
        let time = LinkNetwork.InTime(
            capacity: { index, block throws(NetworkError) in
                switch block.kind {
                case .plate(let isNode, _, _):
                    try .mass((isNode ? parameters.nodeMasses : parameters.unitMasses)[index], of: copper)
                case .face:
                    try .mass(
                        Double.pi * stages[index].shield.diameter * parameters.flangeSection * 8960, of: copper)
                case .cell: try .mass(stages[index].shield.crossSection * block.length * 8960, of: copper)
                }
            },
            highestKnown: { index in (joints: 10, posts: [300, 120, 20, 4][index]) })
        let built = try LinkNetwork(model, inTime: time)
        let blocks = model.layout.blocks
        var places: [(name: String, position: Double, isNode: Bool, factor: Double, nodes: [ThermalNetwork.Node])] = []
        for (number, block) in blocks.enumerated() {
            guard case .plate(let isNode, let factor, _) = block.kind else { continue }
            places.append((block.name, block.position, isNode, factor, built.nodes.map { $0[number] }))
        }
        try self.init(
            built.network, model.parameters, parameters,
            rows: built.nodes.map { zip($0, blocks).map { ($0, $1.position) } }, places: places)
    }

    private init(
        _ start: ThermalNetwork, _ link: LinkParameters, _ parameters: PlantParameters,
        rows: [[(node: ThermalNetwork.Node, position: Double)]],
        places: [(name: String, position: Double, isNode: Bool, factor: Double, nodes: [ThermalNetwork.Node])]
    ) throws {
        var network = start
        self.parameters = parameters
        self.rows = rows
        curves = link.stages.map(\.cooling)
        stages = link.stages.map(\.stage.rawValue)
        room = link.roomTemperature
        let map = try PulseTube(try PulseTubeMap.named("pt415-to-300K"))
        var plates: [Plate] = []
        for place in places {
            let tube = NodePulseTube(first: curves[0], second: curves[1], map: map, factor: place.factor)
            let cooling = network.addCooler("pulse tube", at: Array(place.nodes.prefix(2)), tube)
            var flows = Flows(pulseTube: cooling, switches: [], mixture: nil, dilution: [])
            let conductance = place.isNode ? parameters.nodeSwitch : parameters.unitSwitch
            if conductance > 0 {
                for stage in 2...3 {
                    flows.switches.append(
                        network.connect(
                            "heat switch", place.nodes[1], place.nodes[stage],
                            by: try .conductance(power: conductance, at: 1, exponent: 1)))
                }
            }
            if place.isNode {
                flows.mixture = network.connect(
                    "mixture", place.nodes[2], place.nodes[3], by: Self.mixture.scaled(by: Self.open))
                for stage in 2...3 {
                    let curve = DilutionStage(
                        curve: curves[stage], separation: stage == 3 ? Self.separation : 1.5, mode: .idle)
                    flows.dilution.append(network.addCooler("dilution unit", at: place.nodes[stage], curve))
                }
            }
            plates.append(
                Plate(
                    name: place.name, position: place.position, isNode: place.isNode, nodes: place.nodes, flows: flows,
                    factor: place.factor))
        }
        self.network = network
        self.plates = plates
    }

    /// Below it ³He and ⁴He part, in K.
    static let separation = HeliumMixture.tricriticalTemperature
    /// What is left of a heat exchange that is switched off.
    static let open = 1e-13
    /// Through the mixture between still and base while it flows warm: 50 mW/K.
    static let mixture: HeatExchange = {
        guard let exchange = try? HeatExchange.conductance(power: 0.05, at: 1, exponent: 1) else {
            preconditionFailure("a positive conductance")
        }
        return exchange
    }()

    private static func copper() throws -> PropertyIntegral {
        try PropertyIntegral(.specificHeat, of: MaterialCatalogue.standard.material(named: "copper"))
    }

    // MARK: Changes on the way

    /// Sets switches and dilution units as they are at a time of a cooldown.
    func set(_ network: inout ThermalNetwork, _ known: Cooldown.Snapshot) throws(NetworkError) {
        for plate in plates {
            let conductance = plate.isNode ? parameters.nodeSwitch : parameters.unitSwitch
            for flow in plate.flows.switches {
                let exchange = try HeatExchange.conductance(power: conductance, at: 1, exponent: 1)
                let isClosed = known.phase == .cool
                network.setExchange(of: flow, to: isClosed ? exchange : exchange.scaled(by: Self.open))
            }
            guard plate.isNode else { continue }
            let share = known.circulation
            switch known.phase {
            case .cool: set(plate, .idle, .idle, isMixed: false, in: &network)
            case .precool:
                let still = DilutionStage.Mode.precooling(
                    power: parameters.precoolingPower, lowest: parameters.precoolingLimit)
                set(plate, still, .idle, isMixed: true, in: &network)
            case .condense, .settle:
                set(plate, .working(1), share > 0 ? .working(share) : .idle, isMixed: share == 0, in: &network)
            }
        }
    }

    /// Sets what a node's dilution unit does; warm mixture ties its still and base together.
    private func set(
        _ plate: Plate, _ still: DilutionStage.Mode, _ base: DilutionStage.Mode, isMixed: Bool,
        in network: inout ThermalNetwork
    ) {
        for (flow, (stage, mode)) in zip(plate.flows.dilution, [(2, still), (3, base)]) {
            var curve = curves[stage]
            curve.power *= plate.factor
            curve.leak *= plate.factor
            network.setCurve(
                of: flow, to: DilutionStage(curve: curve, separation: stage == 3 ? Self.separation : 1.5, mode: mode))
        }
        if let flow = plate.flows.mixture {
            network.setExchange(of: flow, to: Self.mixture.scaled(by: isMixed ? 1 : Self.open))
        }
    }
}
