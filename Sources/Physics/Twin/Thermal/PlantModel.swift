public import Cryogenics
public import HeatTransfer
import Materials

/// A cryostat, or a link of several, as a network that stores heat, with the circuits and the vacuum that belong to it.
///
/// Stages from 50K to base. A single cryostat is its plates alone; a link has the shields, joints, posts and insulation of its
/// model, and at rest comes to the temperatures of that model. ``Plant`` follows it in time.
public struct PlantModel: Sendable {
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
        /// Flows that controls change.
        let flows: Flows
        /// Its pulse tube at work.
        let pulseTube: NodePulseTube
        let compressor = PulseTubeCompressor()
        /// Of a node.
        let circuit: DilutionCircuit?
        /// Radiation in W onto its clean 50K shield that its pulse tube was measured with; zero where the network has it.
        let radiation: Double
        /// Its states among those of the plant.
        var states = 0..<0
    }

    /// What controls change.
    struct Flows: Sendable {
        var pulseTube: [ThermalNetwork.Flow]
        /// Through a pulse tube that stands still, with what it is then.
        var idle: [(flow: ThermalNetwork.Flow, exchange: HeatExchange)]
        /// Mechanical switches of a cooling unit.
        var switches: [ThermalNetwork.Flow]
    }

    /// The network, everything at room temperature and at rest.
    public let network: ThermalNetwork
    /// What it has in time.
    public let parameters: PlantParameters
    /// Stage by stage, from 50K to base, all its nodes from left to right, with their positions in m.
    public let rows: [[(node: ThermalNetwork.Node, position: Double)]]
    /// Nodes and cooling units, from left to right.
    public let plates: [Plate]
    /// The stages, from 50K to base.
    public let stages: [Stage]
    /// The temperature around, in K.
    public let room: Double
    let vacuum: VacuumSpace
    /// Flows through gas, a list for each gap from the can inwards.
    let gaps: [[ThermalNetwork.Flow]]
    /// Radiation onto the insulation of 50K, besides that which plates' cooling was measured with.
    let shine: [ThermalNetwork.Flow]
    /// The network without the gaps, as in perfect vacuum.
    let stagesAlone: ThermalNetwork

    /// How many states it has besides temperatures.
    var stateCount: Int { plates.last?.states.upperBound ?? VacuumSpace.stateCount }
    /// How many of its plates are nodes.
    var nodeCount: Int { plates.count { $0.isNode } }

    /// What is built, before its coolers.
    struct Parts {
        var network: ThermalNetwork
        var room: ThermalNetwork.Node
        var rows: [[(node: ThermalNetwork.Node, position: Double)]]
        /// What of a row's shields lies at each of its nodes in m², stage by stage, besides those of plates.
        var areas: [[Double]]
        var places: [Place]
        var length: Double
        var stages: [Stage]
        var roomTemperature: Double
        /// Radiation onto the insulation of 50K.
        var shine: [ThermalNetwork.Flow] = []
    }

    struct Place {
        var name: String
        var position: Double
        var nodes: [ThermalNetwork.Node]
        var pulseTube: NodePulseTube
        /// Of a node.
        var circuit: DilutionCircuit?
        /// How large its pulse tube is.
        var size: Double
        /// Radiation in W onto its clean 50K shield that its pulse tube was measured with.
        var radiation = 0.0
    }

    /// A single cryostat: the plates of a node.
    ///
    /// - Parameters:
    ///   - link: whose nodes' cooling it has.
    ///   - parameters: its masses and switches.
    /// - Throws: `NetworkError`, `MaterialError`, `CoolerError`.
    public init(single link: LinkParameters, _ parameters: PlantParameters = .eth) throws {
        var network = ThermalNetwork()
        let room = try network.addNode("vacuum can", fixedAt: link.roomTemperature)
        let copper = try Self.copper()
        var nodes: [ThermalNetwork.Node] = []
        for (index, stage) in link.stages.enumerated() {
            nodes.append(
                try network.addNode(
                    "\(stage.stage.rawValue) plate", guess: link.roomTemperature,
                    capacity: .mass(parameters.nodeMasses[index], of: copper)))
        }
        try self.init(
            Parts(
                network: network, room: room, rows: nodes.map { [($0, 0)] }, areas: nodes.map { _ in [0] },
                places: [try Self.place("A", at: 0, nodes, link, factor: 1, units: 1, parameters)], length: 0,
                stages: link.stages.map(\.stage), roomTemperature: link.roomTemperature), parameters)
    }

    /// A node or cooling unit of a link.
    private static func place(
        _ name: String, at position: Double, _ nodes: [ThermalNetwork.Node], _ link: LinkParameters, factor: Double,
        units: Int, _ parameters: PlantParameters
    ) throws -> Place {
        let curves = link.stages.map(\.cooling)
        let tube = NodePulseTube(
            measured: .curves(curves[0], curves[1]), map: try PulseTube(try PulseTubeMap.named("pt415-to-300K")),
            factors: (factor, factor))
        var circuit: DilutionCircuit?
        if units > 0 {
            let factor = factor * Double(units)
            var (still, base) = (curves[2], curves[3])
            (still.power, still.leak) = (still.power * factor, still.leak * factor)
            (base.power, base.leak) = (base.power * factor, base.leak * factor)
            circuit = try DilutionCircuit(still: still, base: base, hasSwitches: parameters.hasNodeSwitches)
        }
        return Place(
            name: name, position: position, nodes: nodes, pulseTube: tube, circuit: circuit, size: factor,
            radiation: parameters.insulationFlux * parameters.shieldAreas[0])
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
            highestKnown: { index in (joints: 10, posts: [300, 120, 20, 4][index]) },
            shields: try model.shields.map { try $0.continued(to: Self.highest) })
        let built = try LinkNetwork(model, inTime: time)
        let blocks = model.layout.blocks
        var places: [Place] = []
        for (number, block) in blocks.enumerated() {
            guard case .plate(let isNode, let factor, let units) = block.kind else { continue }
            places.append(
                try Self.place(
                    block.name, at: block.position, built.nodes.map { $0[number] }, model.parameters, factor: factor,
                    units: isNode ? 1 : units, parameters))
        }
        let areas = stages.map { stage in
            blocks.map { $0.kind == .cell ? Double.pi * stage.shield.diameter * $0.length : 0 }
        }
        try self.init(
            Parts(
                network: built.network, room: built.room,
                rows: built.nodes.map { row in zip(row, blocks).map { ($0, $1.position) } }, areas: areas,
                places: places, length: blocks.map(\.position).max() ?? 0, stages: stages.map(\.stage),
                roomTemperature: model.parameters.roomTemperature,
                shine: built.network.flows(named: "heat flux")), parameters)
    }

    init(_ parts: Parts, _ parameters: PlantParameters) throws {
        var network = parts.network
        self.parameters = parameters
        rows = parts.rows
        stages = parts.stages
        room = parts.roomTemperature
        var plates: [Plate] = []
        var next = VacuumSpace.stateCount
        for place in parts.places {
            let flows = try Self.addFlows(to: &network, place, parts.room, parameters)
            let count = (place.circuit == nil ? 0 : DilutionCircuit.State.count) + 1
            plates.append(
                Plate(
                    name: place.name, position: place.position, isNode: place.circuit != nil, nodes: place.nodes,
                    flows: flows, pulseTube: place.pulseTube, circuit: place.circuit,
                    radiation: place.radiation, states: next..<next + count))
            next += count
        }
        let count = parts.places.count
        vacuum = VacuumSpace(
            plates: count, length: parts.length, plateArea: parameters.shieldAreas[0],
            linkArea: parts.areas[0].reduce(0, +),
            coldArea: parameters.shieldAreas[1] * Double(count) + parts.areas[1].reduce(0, +), gapCount: stages.count)
        stagesAlone = network
        shine = parts.shine
        gaps = try Self.addGaps(to: &network, parts, parameters)
        self.network = network
        self.plates = plates
    }

    /// Pulse tube at work and at rest, and mechanical switches.
    private static func addFlows(
        to network: inout ThermalNetwork, _ place: Place, _ room: ThermalNetwork.Node, _ parameters: PlantParameters
    ) throws(NetworkError) -> Flows {
        var idle = place.pulseTube
        idle.factors = (0, 0)
        var flows = Flows(
            pulseTube: network.addCooler("pulse tube", at: Array(place.nodes.prefix(2)), idle), idle: [], switches: [])
        for (warm, cold, power) in [
            (room, place.nodes[0], parameters.idleLoads[0]),
            (place.nodes[0], place.nodes[1], parameters.idleLoads[1]),
        ] {
            // Walls and regenerators of steel, whose conductivity rises as about the root of the temperature.
            let exchange = try HeatExchange.conductance(power: power * place.size, at: 300, exponent: 1.5)
            flows.idle.append((network.connect("pulse tube at rest", warm, cold, by: exchange), exchange))
        }
        if place.circuit == nil, parameters.unitSwitch > 0 {
            for stage in 2...3 {
                let open = try unitSwitch(parameters).scaled(by: Self.open)
                flows.switches.append(
                    network.connect("heat switch", place.nodes[1], place.nodes[stage], by: open))
            }
        }
        return flows
    }

    /// A flow through gas for each neighbouring pair of surfaces, of 1 W/K for a square metre: the vacuum says how much.
    private static func addGaps(
        to network: inout ThermalNetwork, _ parts: Parts, _ parameters: PlantParameters
    ) throws(NetworkError) -> [[ThermalNetwork.Flow]] {
        var gaps: [[ThermalNetwork.Flow]] = []
        let plates = Set(parts.places.flatMap(\.nodes))
        for (stage, row) in parts.rows.enumerated() {
            var flows: [ThermalNetwork.Flow] = []
            for (number, cold) in row.enumerated() {
                let area = plates.contains(cold.node) ? parameters.shieldAreas[stage] : parts.areas[stage][number]
                guard area > 0 else { continue }
                let warm = stage == 0 ? parts.room : parts.rows[stage - 1][number].node
                let exchange = try HeatExchange.conductance(power: area, at: 1, exponent: 1)
                flows.append(network.connect("residual gas", cell: number, warm, cold.node, by: exchange))
            }
            gaps.append(flows)
        }
        return gaps
    }

    private static func unitSwitch(_ parameters: PlantParameters) throws(NetworkError) -> HeatExchange {
        try .conductance(power: parameters.unitSwitch, at: 1, exponent: 1)
    }

    /// What is left of a heat exchange that is switched off.
    static let open = 1e-13

    static func copper() throws -> PropertyIntegral {
        try PropertyIntegral(.specificHeat, of: MaterialCatalogue.standard.material(named: "copper"))
            .continued(to: highest)
    }

    /// How hot a plant is followed, in K: copper melts not far above.
    static let highest = 1300.0

    /// Refuses a control that no plate has.
    func check(_ control: Control) throws(ScriptError) {
        try checkPlate(control.plate, plates.map(\.name), [])
        guard plates.contains(where: { $0.has(control.part) && control.plate ?? $0.name == $0.name }) else {
            throw ScriptError([], .noSuchPart(control, having: plates.filter { $0.has(control.part) }.map(\.name)))
        }
    }

    // MARK: In time

    /// The states at room temperature: air in the can, mixture in the tanks, all at rest.
    var warmStates: [Double] {
        vacuum.openStates + plates.flatMap { ($0.circuit?.warmStates ?? []) + [HeliumPanel.room] }
    }

    /// Sets pulse tubes and mechanical switches as controls are.
    ///
    /// - Parameter cooling: the share that each pulse tube lifts of what it would; all of it, if left out.
    func set(
        _ network: inout ThermalNetwork, _ controls: [PlateControls], cooling: [Double]? = nil
    ) throws(NetworkError) {
        for (index, (plate, controls)) in zip(plates, controls).enumerated() {
            let runs = controls.pulseTube && controls.mains
            var tube = plate.pulseTube
            let share = runs ? cooling?[index] ?? 1 : 0
            tube.factors = (share * tube.factors.0, share * tube.factors.1)
            if let first = plate.flows.pulseTube.first { network.setCooler(of: first, to: tube) }
            for idle in plate.flows.idle {
                network.setExchange(of: idle.flow, to: idle.exchange.scaled(by: runs ? Self.open : 1))
            }
            for flow in plate.flows.switches {
                network.setExchange(
                    of: flow, to: try Self.unitSwitch(parameters).scaled(by: controls.unitSwitch ? 1 : Self.open))
            }
        }
    }
}
