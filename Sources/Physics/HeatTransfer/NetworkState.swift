/// Every temperature and every heat flow of a network at one moment.
public struct NetworkState: Sendable {
    /// The network.
    public let network: ThermalNetwork
    /// The temperature of each node in K, in the order in which nodes were added.
    public let temperatures: [Double]
    /// The heat of each exchange in W, positive from its first node to its second.
    private let exchanged: [Double]
    /// What each node gets, and what it gives, in W; both positive, stored heat left out.
    private let received, given: [Double]
    /// What rounding alone may do to each node's balance, in W.
    private let noise: [Double]
    /// A node at whose temperature a material is not known, and which of its potentials.
    let outOfRange: (potential: HeatPotential, node: Int)?

    /// One of the heats that meet at a node.
    public struct Contribution: Sendable, Hashable {
        /// The name of the flow.
        public var flow: NodeName
        /// What is at its other end; nil for sources and coolers.
        public var other: NodeName?
        /// In W, positive into the node.
        public var heat: Double
    }

    /// Evaluates a network at temperatures of all its nodes.
    init(_ network: ThermalNetwork, _ temperatures: [Double]) {
        var potentials = NetworkPotentials(network)
        potentials.setTemperatures(temperatures)
        self.init(network, potentials)
    }

    /// The state at the temperatures at which the network's potentials were last evaluated.
    init(_ network: ThermalNetwork, _ potentials: NetworkPotentials) {
        self.network = network
        let temperatures = potentials.temperatures
        self.temperatures = temperatures
        outOfRange = potentials.slotOutOfRange().map { ($0.potential, $0.node) }
        var received = [Double](repeating: 0, count: network.nodeCount)
        var given = received
        var noise = received
        var exchanged = [Double](repeating: 0, count: network.from.count)
        Self.exchange(network, potentials, &exchanged, &received, &given, &noise)
        func put(_ heat: Double, into node: Int) {
            if heat > 0 { received[node] += heat } else { given[node] -= heat }
        }
        for source in network.sources { put(source.power, into: source.node) }
        for cooler in network.coolers {
            let temperature = temperatures[cooler.node]
            let (power, slope) = coolingPower(cooler.curve, temperature)
            put(-power, into: cooler.node)
            noise[cooler.node] += (power + slope * temperature) * 0x1p-52
        }
        for cooler in network.coupledCoolers {
            let lifted = cooler.map.powers(at: cooler.nodes.map { temperatures[$0] })
            for (stage, node) in cooler.nodes.enumerated() {
                put(-lifted.powers[stage], into: node)
                let stored = zip(lifted.slopes[stage], cooler.nodes).map { abs($0) * temperatures[$1] }
                noise[node] += (abs(lifted.powers[stage]) + stored.reduce(0, +)) * 0x1p-52
            }
        }
        self.exchanged = exchanged
        self.received = received
        self.given = given
        self.noise = noise
    }

    /// The heat of every exchange, what it gives to and takes from each node, and what rounding may add.
    private static func exchange(
        _ network: ThermalNetwork, _ potentials: NetworkPotentials, _ exchanged: inout [Double],
        _ received: inout [Double], _ given: inout [Double], _ noise: inout [Double]
    ) {
        var exchanged = exchanged.mutableSpan
        var received = received.mutableSpan
        var given = given.mutableSpan
        var noise = noise.mutableSpan
        let temperatures = potentials.temperatures.span
        let values = potentials.values.span
        let slopes = potentials.slopes.span
        let fromSlots = potentials.fromSlots.span
        let toSlots = potentials.toSlots.span
        let coefficients = network.coefficients.span
        let (from, to, ends) = (network.from, network.to, network.termStarts)
        var term = 0
        for flow in from.indices {
            let (a, b) = (Int(from[flow]), Int(to[flow]))
            var (heat, size) = (0.0, 0.0)
            let end = Int(ends[flow + 1])
            while term < end {
                let (first, second) = (Int(fromSlots[term]), Int(toSlots[term]))
                heat += coefficients[term] * (values[first] - values[second])
                // Of the potentials, and of the temperatures as they are stored.
                let potential = abs(values[first]) + abs(values[second])
                let stored = slopes[first] * temperatures[a] + slopes[second] * temperatures[b]
                size += coefficients[term] * (potential + stored)
                term += 1
            }
            exchanged[flow] = heat
            let (forward, backward) = (max(heat, 0), max(-heat, 0))
            given[a] += forward
            received[b] += forward
            received[a] += backward
            given[b] += backward
            noise[a] += size * 0x1p-52
            noise[b] += size * 0x1p-52
        }
    }

    /// The temperature of a node in K.
    public subscript(_ node: ThermalNetwork.Node) -> Double { temperatures[node.index] }

    /// The heat of a flow in W: from its first node to its second, out of a source, into a cooler.
    public func heat(of flow: ThermalNetwork.Flow) -> Double {
        switch flow.kind {
        case .exchange: return exchanged[flow.index]
        case .source: return network.sources[flow.index].power
        case .cooler:
            let cooler = network.coolers[flow.index]
            return coolingPower(cooler.curve, temperatures[cooler.node]).power
        case .stage(let stage):
            let cooler = network.coupledCoolers[flow.index]
            return cooler.map.powers(at: cooler.nodes.map { temperatures[$0] }).powers[stage]
        }
    }

    /// The largest heat of any flow in W.
    public var largestFlow: Double { max(received.max() ?? 0, given.max() ?? 0) }

    /// Net heat into a node in W; zero at rest.
    public func net(into node: ThermalNetwork.Node) -> Double { received[node.index] - given[node.index] }

    /// The worst |in − out|/Σ|in| of any free node, less what rounding alone may do, and which node it is.
    ///
    /// Rounding counts where heat that flows through a node is tiny beside what its conductors would carry to absolute
    /// zero: numbers of 53 bits cannot balance it further.
    public var heatBalance: (worst: Double, node: ThermalNetwork.Node?) {
        var (worst, node) = (0.0, ThermalNetwork.Node?.none)
        for index in temperatures.indices where !network.isFixed[index] {
            let imbalance = max(0, abs(received[index] - given[index]) - noise[index])
            let relative = imbalance == 0 ? 0 : imbalance / max(received[index], given[index], noise[index])
            // A comparison that is false for what is no number would hide it.
            if !(relative <= worst) { (worst, node) = (relative, ThermalNetwork.Node(index: index)) }
        }
        return (worst, node)
    }

    /// 1/(the heat that passes through each unknown), for solvers: what is small beside it is balanced.
    func residualScales(_ freeNodes: [Int]) -> [Double] {
        let least = max(largestFlow * 1e-16, 1e-300)
        return freeNodes.map { 1 / max(received[$0], given[$0], noise[$0] * 1e12, least) }
    }

    /// What heats and cools a node, the largest first.
    public func heats(into node: ThermalNetwork.Node) -> [Contribution] { heats(into: [node.index], by: \.self) }

    /// What heats and cools a section as a whole, the largest first; heat along it is that through its two ends.
    ///
    /// The parts of a flow that is spread along it are added up.
    public func heats(into section: Section) -> [Contribution] {
        heats(into: section.cells) { NodeName($0.name) }
    }

    private func heats(
        into nodes: some Collection<Int>, by key: (NodeName) -> NodeName
    ) -> [Contribution] {
        let inside = Set(nodes)
        var order: [Contribution] = []
        var known: [[NodeName?]: Int] = [:]
        func add(_ flow: NodeName, _ other: Int?, _ heat: Double) {
            let (flow, other) = (key(flow), other.map { key(network.names[$0]) })
            if let index = known[[flow, other]] { return order[index].heat += heat }
            known[[flow, other]] = order.count
            order.append(Contribution(flow: flow, other: other, heat: heat))
        }
        for flow in network.from.indices {
            let (a, b) = (Int(network.from[flow]), Int(network.to[flow]))
            guard inside.contains(a) != inside.contains(b) else { continue }
            if inside.contains(a) {
                add(network.flowNames[flow], b, -exchanged[flow])
            } else {
                add(network.flowNames[flow], a, exchanged[flow])
            }
        }
        for source in network.sources where inside.contains(source.node) {
            add(NodeName(source.name), nil, source.power)
        }
        for (index, cooler) in network.coolers.enumerated() where inside.contains(cooler.node) {
            add(NodeName(cooler.name), nil, -heat(of: .init(kind: .cooler, index: index)))
        }
        for (index, cooler) in network.coupledCoolers.enumerated() {
            for (stage, node) in cooler.nodes.enumerated() where inside.contains(node) {
                add(NodeName(cooler.name), nil, -heat(of: .init(kind: .stage(stage), index: index)))
            }
        }
        return order.sorted { abs($0.heat) > abs($1.heat) }
    }

    /// Temperature and heat flow along a section.
    public func profile(of section: Section) -> SectionProfile {
        let flows = section.flows.map { exchanged[$0] }
        let edges = section.hasStart ? flows : [0] + flows
        return SectionProfile(
            positions: section.positions, temperatures: Array(temperatures[section.cells]),
            edges: (0...section.count).map { section.origin + Double($0) * section.cellLength },
            heats: edges.count == section.count + 1 ? edges : edges + [0])
    }
}

/// Temperature and heat along a section.
public struct SectionProfile: Sendable, Hashable {
    /// The middles of the cells in m.
    public var positions: [Double]
    /// The temperature at each in K.
    public var temperatures: [Double]
    /// The edges of the cells in m, one more than there are cells.
    public var edges: [Double]
    /// The heat through each edge in W, positive towards the end.
    public var heats: [Double]
}
