public import HeatTransfer
import Materials

/// The network of a cryostat: a node a stage, one for the room, and one for each conductor that is tied imperfectly.
public struct CryostatNetwork {
    /// What brings heat, with its name in the description.
    struct Source: Hashable, Sendable {
        var kind: HeatSource.Kind
        var name: String
    }

    /// What a network in time has besides that of a cryostat at rest.
    public struct InTime: Sendable {
        /// The heat that each stage stores, from warm to cold.
        public var capacities: [HeatCapacity]
        /// That of a conductor's tie to a plate.
        public var tie: HeatCapacity
        /// To which temperature in K materials are trusted: see `PropertyIntegral.continued(to:)`.
        public var highest: Double

        /// States what stages store.
        public init(capacities: [HeatCapacity], tie: HeatCapacity, highest: Double) {
            self.capacities = capacities
            self.tie = tie
            self.highest = highest
        }
    }

    /// The network.
    public internal(set) var network = ThermalNetwork()
    /// The room.
    public let room: ThermalNetwork.Node
    /// The stages, from warm to cold.
    public private(set) var stages: [ThermalNetwork.Node] = []
    /// Every flow that brings heat: of which source, from and to which stage, nil where that is none.
    private(set) var flows: [(source: Int, flow: ThermalNetwork.Flow, warm: Int?, cold: Int?)] = []
    /// What brings heat, in the order of its coming.
    private(set) var sources: [Source] = []
    /// The flows of heat that lines give off at stages: set anew as temperatures become known.
    private(set) var dissipation: [(line: Int, stage: Int, flow: ThermalNetwork.Flow)] = []

    private let description: CryostatDescription
    private let cables: CableCatalogue
    private let materials: LineMaterials
    private let time: InTime?
    /// Integrals continued beyond what is known.
    private var continued: [PropertyIntegral: PropertyIntegral] = [:]

    /// Builds the network.
    ///
    /// - Parameters:
    ///   - temperatures: holds the stages at these, in K, and leaves the coolers out; nil to find them.
    ///   - guess: where the search for them begins; at the stages' limits, if left out.
    ///   - time: what a network in time needs, which has no coolers yet; nil for one at rest.
    init(
        _ description: CryostatDescription, _ cables: CableCatalogue, _ materials: LineMaterials,
        fixedAt temperatures: [Double]? = nil, guess: [Double]? = nil, inTime time: InTime? = nil
    ) throws {
        self.description = description
        self.time = time
        self.cables = cables
        self.materials = materials
        room = try network.addNode("room", fixedAt: description.ambient)
        for (index, stage) in description.stages.enumerated() {
            let name = stage.stage.rawValue
            stages.append(
                try temperatures.map { try network.addNode(name, fixedAt: $0[index]) }
                    ?? network.addNode(
                        name, guess: time == nil ? guess?[index] ?? stage.limit : description.ambient,
                        capacity: time?.capacities[index]))
        }
        try addRadiation()
        for support in description.supports { try add(support) }
        for (index, line) in description.lines.enumerated() { try add(line, index) }
        for load in description.loads { try add(load) }
        guard temperatures == nil, time == nil else { return }
        for cooler in description.coolers { try add(cooler) }
    }

    /// The node of a stage; the room's where there is none.
    private func node(_ stage: Stage?) -> ThermalNetwork.Node {
        stage.flatMap { description.index(of: $0) }.map { stages[$0] } ?? room
    }

    private mutating func source(_ kind: HeatSource.Kind, _ name: String) -> Int {
        sources.append(Source(kind: kind, name: name))
        return sources.count - 1
    }

    /// Which stage a node is; the room and anchors are none.
    ///
    /// The room is the first node, stages follow.
    private func place(_ node: ThermalNetwork.Node) -> Int? {
        (1...stages.count).contains(node.index) ? node.index - 1 : nil
    }

    private mutating func connect(
        _ source: Int, _ warm: ThermalNetwork.Node, _ cold: ThermalNetwork.Node, by given: HeatExchange
    ) throws {
        let exchange = try time.map { try given.continued(to: $0.highest, sharing: &continued) } ?? given
        let flow = network.connect(sources[source].name, warm, cold, by: exchange)
        flows.append((source, flow, place(warm), place(cold)))
    }

    /// What a span conducts; equal spans are put together once.
    private mutating func conduction(_ span: LineDescription.Span, roles: Set<Cable.Role>) throws -> HeatExchange {
        let length = span.length(in: description)
        let key = Conduction(cable: span.cable, length: length, roles: roles)
        if let known = conductions[key] { return known }
        let made = try cables.cable(named: span.cable).conduction(
            length: length, roles: roles, materials: materials)
        conductions[key] = made
        return made
    }

    private struct Conduction: Hashable {
        var cable: String
        var length: Double
        var roles: Set<Cable.Role>
    }
    private var conductions: [Conduction: HeatExchange] = [:]

    /// The flows of radiation onto a stage's shield: one, or none of a stage without.
    public func radiation(onto stage: Stage) -> [ThermalNetwork.Flow] {
        flows.filter { sources[$0.source].kind == .radiation && sources[$0.source].name == stage.rawValue }.map(\.flow)
    }

    // MARK: What brings heat

    /// Each shield receives from the one around it, the outermost from the room.
    private mutating func addRadiation() throws {
        var outer = (node: room, shield: StageDescription.Shield?.none)
        for (index, stage) in description.stages.enumerated() {
            guard let shield = stage.shield else { continue }
            let exchange: HeatExchange =
                if let insulation = shield.insulation {
                    try .insulation(
                        area: shield.area,
                        InsulationBlanket(
                            layers: insulation.layers, layersPerCentimetre: insulation.density / 100,
                            emissivity: 0.031))
                } else {
                    try .radiation(
                        area: shield.area, emissivity: shield.emissivity, to: outer.shield?.area ?? shield.area * 1.2,
                        emissivity: outer.shield?.emissivity ?? shield.emissivity)
                }
            try connect(
                source(.radiation, stage.stage.rawValue), outer.node, stages[index],
                by: exchange.scaled(by: description.factors.radiation))
            outer = (stages[index], shield)
        }
    }

    private mutating func add(_ support: SupportDescription) throws {
        let warm = support.from.flatMap { description.index(of: $0) } ?? -1
        let cold = description.index(of: support.to) ?? 0
        let distance = description.stages[(warm + 1)...cold].reduce(0) { $0 + $1.distance }
        let exchange = try HeatExchange.conduction(
            area: support.area * Double(support.count), length: support.length ?? distance,
            conductivity: try materials.conductivity(of: support.material, ratio: nil))
        try connect(
            source(.support, support.name), node(support.from), node(support.to),
            by: exchange.scaled(by: description.factors.supports))
    }

    private mutating func add(_ load: LoadDescription) throws {
        let kind: HeatSource.Kind =
            switch load.kind {
            case .device: .device
            case .heater: .heater
            case .fixed: .fixed
            }
        let flow = try network.addSource(load.name, into: node(load.stage), power: load.power * load.count)
        flows.append((source(kind, load.name), flow, nil, place(node(load.stage))))
    }

    private mutating func add(_ cooler: CoolerDescription) throws {
        let name = cooler.name
        let cooled = cooler.stages(of: description.stages.map(\.stage))
        let nodes = cooled.map { node($0) }
        let factors = cooled.map { description.factors.cooling[$0] ?? 1 }
        switch cooler.kind {
        case .pulseTube(let map): _ = network.addCooler(name, at: nodes, ScaledCooler(map, factors))
        case .dilutionUnit(let unit): _ = network.addCooler(name, at: nodes, ScaledCooler(unit, factors))
        case .powerLaw(_, let curve):
            if let node = nodes.first { network.addCooler(name, at: node, ScaledCurve(curve, factors[0])) }
        case .rated(_, let line):
            if let node = nodes.first { network.addCooler(name, at: node, ScaledCurve(line, factors[0])) }
        }
    }

    // MARK: Lines

    /// On what a span of a line conducts, by the stage at its cold end.
    private func factor(to stage: Stage) -> Double {
        guard let cold = description.index(of: stage), let fourKelvin = description.index(of: .fourKelvin) else {
            return description.factors.conduction
        }
        return cold > fourKelvin ? description.factors.coldConduction : description.factors.conduction
    }

    private mutating func add(_ line: LineDescription, _ index: Int) throws {
        let source = source(.line, line.name)
        // What is tied perfectly everywhere conducts straight from plate to plate, all of it as one.
        let loose = Set(line.anchors.map(\.role).flatMap { Cable.Role.tied(to: $0) })
        var above = node(line.from)
        for span in line.spans where line.count > 0 {
            let below = node(span.to)
            let cable = try cables.cable(named: span.cable)
            let tied = Set(cable.roles).subtracting(loose)
            if !tied.isEmpty {
                try connect(
                    source, above, below,
                    by: try conduction(span, roles: tied).scaled(by: line.count * factor(to: span.to)))
            }
            above = below
        }
        for role in Set(line.anchors.map(\.role)).sorted(by: { $0.rawValue < $1.rawValue }) where line.count > 0 {
            try addChain(of: role, line, source)
        }
        addDissipation(line, index)
    }

    /// A conductor that is tied to plates by conductances: a node at each such stage.
    private mutating func addChain(of role: Cable.Role, _ line: LineDescription, _ source: Int) throws {
        var above = node(line.from)
        for span in line.spans {
            let cable = try cables.cable(named: span.cable)
            let roles = Cable.Role.tied(to: role).intersection(cable.roles)
            let anchor = line.anchors.first { $0.stage == span.to && $0.role == role }
            var below = node(span.to)
            if let anchor {
                let plate = below
                let guess = description.stages.first { $0.stage == span.to }?.limit ?? 1
                below = try network.addNode(
                    "\(line.name), \(role.rawValue) at \(span.to.rawValue)",
                    guess: time == nil ? guess : description.ambient, capacity: time?.tie)
                if anchor.conductance > 0 {
                    let tie = try HeatExchange(
                        terms: [.init(coefficient: anchor.conductance * line.count, potential: .power(1))])
                    try connect(source, below, plate, by: tie)
                }
            }
            guard !roles.isEmpty else {
                throw CryostatError(
                    [],
                    "‘\(line.name)’: cable \(span.cable) has no ‘\(role.rawValue)’ to be tied; it has "
                        + cable.roles.map(\.rawValue).joined(separator: ", "))
            }
            try connect(
                source, above, below,
                by: try conduction(span, roles: roles).scaled(by: line.count * factor(to: span.to)))
            above = below
        }
    }

    /// A source at every stage on which a line may give off heat; its power comes later.
    private mutating func addDissipation(_ line: LineDescription, _ index: Int) {
        let carries = line.drivePower > 0 || line.current > 0
        let amplifies = line.parts.contains { if case .amplifier = $0.kind { true } else { false } }
        guard line.count > 0, carries || amplifies else { return }
        let own = source(.dissipation, line.name)
        let onTheWay = [line.from].compactMap(\.self) + line.spans.map(\.to)
        for stage in onTheWay {
            guard let place = description.index(of: stage),
                let flow = try? network.addSource(line.name, into: stages[place], power: 0)
            else { continue }
            flows.append((own, flow, nil, place))
            dissipation.append((index, place, flow))
        }
    }
}

extension Cable.Role {
    /// Platings hang together with what they are plated on.
    static func tied(to role: Cable.Role) -> Set<Cable.Role> {
        switch role {
        case .inner: [.inner, .innerPlating]
        case .outer: [.outer, .outerPlating]
        case .wire: [.wire, .insulation]
        default: [role]
        }
    }
}
