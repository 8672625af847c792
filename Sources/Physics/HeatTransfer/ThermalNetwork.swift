/// Temperatures and the heat that flows between them: a description, solved by `NetworkSolver` and `TransientRun`.
///
/// ```swift
/// var network = ThermalNetwork()
/// let can = try network.addNode("vacuum can", fixedAt: 293)
/// let plate = try network.addNode("50K plate", guess: 50)
/// try network.connect("posts", can, plate, by: posts)
/// try network.addCooler("pulse tube", at: plate, PowerCoolingCurve(power: 36, at: 50, cutoff: 0.75, exponent: 0.7))
/// let state = try network.steadyState()
/// state[plate]                      // 42.1 K
/// state.heats(into: plate)          // the posts first
/// ```
/// A network is a value: copies are independent, and one that differs only in its numbers is solved with all that was
/// learnt from the other.
public struct ThermalNetwork: Sendable {
    /// A node of a network, by its number.
    public struct Node: Sendable, Hashable {
        /// The number, in the order in which nodes were added.
        public let index: Int
    }

    /// A heat flow of a network, by its kind and number.
    public struct Flow: Sendable, Hashable {
        enum Kind: Sendable, Hashable { case exchange, source, cooler, stage(Int) }
        let kind: Kind
        let index: Int
    }

    // Nodes, each list one number a node.
    private(set) var names: [NodeName] = []
    /// Whether the temperature is given.
    private(set) var isFixed: [Bool] = []
    /// The fixed temperature of each node in K, or its guess, in the order in which nodes were added.
    public private(set) var temperatures: [Double] = []
    private(set) var capacities: [HeatCapacity?] = []
    private var nodeOfName: [NodeName: Int] = [:]

    // Exchanges, each list one entry a flow.
    private(set) var flowNames: [NodeName] = []
    private(set) var from: [Int32] = []
    private(set) var to: [Int32] = []
    private(set) var isOneWay: [Bool] = []
    /// Where each exchange's terms begin; one more number than there are exchanges.
    private(set) var termStarts: [Int32] = [0]
    private(set) var coefficients: [Double] = []
    private(set) var termPotentials: [Int32] = []
    /// The different potentials, and their numbers.
    private(set) var potentials: [HeatPotential] = []
    private var numberOfPotential: [HeatPotential: Int32] = [:]

    private(set) var sources: [Source] = []
    private(set) var coolers: [Cooler] = []
    private(set) var coupledCoolers: [Coupled] = []

    struct Source: Sendable {
        var name: String
        var node: Int
        var power: Double
    }

    struct Cooler: Sendable {
        var name: String
        var node: Int
        var curve: any CoolingCurve
    }

    struct Coupled: Sendable {
        var name: String
        /// The node of each stage.
        var nodes: [Int]
        var map: any CoupledCooler
    }

    /// Makes an empty network.
    public init() {}

    /// How many nodes there are.
    public var nodeCount: Int { names.count }

    /// All nodes in the order in which they were added.
    public var nodes: [Node] { names.indices.map { Node(index: $0) } }

    /// The name of a node.
    public func name(of node: Node) -> NodeName { names[node.index] }

    /// The node of a name; nil where there is none.
    public func node(named name: String) -> Node? { nodeOfName[NodeName(name)].map { Node(index: $0) } }

    // MARK: Nodes

    /// Adds a node with a given temperature: a bath that gives and takes any heat.
    ///
    /// - Parameters:
    ///   - name: not that of another node.
    ///   - temperature: in K.
    /// - Throws: `NetworkError` for a name taken, or a temperature that is not positive and finite.
    public mutating func addNode(_ name: String, fixedAt temperature: Double) throws(NetworkError) -> Node {
        try add(NodeName(name), temperature, isFixed: true, nil)
    }

    /// Adds a node whose temperature is to be found.
    ///
    /// - Parameters:
    ///   - name: not that of another node.
    ///   - cell: its number in a row of nodes of one name, which the caller keeps; such nodes are not found by name.
    ///   - guess: in K; within a factor of a few is near enough.
    ///   - capacity: what heat it stores; needed only to follow the network in time.
    /// - Throws: `NetworkError` for a name taken, or a guess that is not positive and finite.
    public mutating func addNode(
        _ name: String, cell: Int? = nil, guess: Double, capacity: HeatCapacity? = nil
    ) throws(NetworkError) -> Node {
        try add(NodeName(name, cell: cell), guess, isFixed: false, capacity)
    }

    mutating func add(
        _ name: NodeName, _ temperature: Double, isFixed fixed: Bool, _ capacity: HeatCapacity?
    ) throws(NetworkError) -> Node {
        guard temperature > 0, temperature.isFinite else {
            throw NetworkError(
                node: name,
                reason: .invalid(
                    quantity: "the temperature", value: temperature, expected: "a positive finite number of kelvin"))
        }
        // The cells of a row are not looked up one by one: its own name is.
        if name.cell ?? 0 == 0 {
            guard nodeOfName[NodeName(name.name)] == nil else { throw NetworkError(node: name, reason: .duplicateName) }
            nodeOfName[NodeName(name.name)] = names.count
        }
        names.append(name)
        isFixed.append(fixed)
        temperatures.append(temperature)
        capacities.append(capacity)
        return Node(index: names.count - 1)
    }

    // MARK: Flows

    /// Lets heat flow between two nodes.
    ///
    /// - Parameters:
    ///   - name: for those who ask what heats a node; need not be the only one of its name.
    ///   - cell: its number in a row of flows of one name.
    ///   - first: the node from which heat counts as positive; of a one-way load the one that gives.
    ///   - second: the other one.
    ///   - exchange: how much flows.
    /// - Precondition: both are nodes of this network, and not the same one.
    @discardableResult
    public mutating func connect(
        _ name: String, cell: Int? = nil, _ first: Node, _ second: Node, by exchange: HeatExchange
    ) -> Flow {
        connect(NodeName(name, cell: cell), first.index, second.index, exchange)
    }

    /// The flows between nodes of a name, in the order in which they were added; none of any other name.
    public func flows(named name: String) -> [Flow] {
        flowNames.indices.filter { flowNames[$0].name == name }.map { Flow(kind: .exchange, index: $0) }
    }

    @discardableResult
    mutating func connect(_ name: NodeName, _ first: Int, _ second: Int, _ exchange: HeatExchange) -> Flow {
        precondition(names.indices.contains(first) && names.indices.contains(second), "no such node in this network")
        precondition(first != second, "heat does not flow from a node to itself")
        flowNames.append(name)
        from.append(Int32(first))
        to.append(Int32(second))
        isOneWay.append(exchange.isOneWay)
        for term in exchange.terms {
            coefficients.append(term.coefficient)
            termPotentials.append(number(of: term.potential))
        }
        termStarts.append(Int32(coefficients.count))
        return Flow(kind: .exchange, index: flowNames.count - 1)
    }

    private mutating func number(of potential: HeatPotential) -> Int32 {
        // Neighbouring flows share potentials: most are found without a look into the dictionary.
        if let last = termPotentials.last, potentials[Int(last)] == potential { return last }
        if let known = numberOfPotential[potential] { return known }
        potentials.append(potential)
        numberOfPotential[potential] = Int32(potentials.count - 1)
        return Int32(potentials.count - 1)
    }

    /// Puts a constant power in W into a node; negative to take it.
    ///
    /// - Throws: `NetworkError` for a power that is not finite.
    /// - Precondition: it is a node of this network.
    @discardableResult
    public mutating func addSource(_ name: String, into node: Node, power: Double) throws(NetworkError) -> Flow {
        sources.append(Source(name: name, node: node.index, power: try finite(power, node)))
        return Flow(kind: .source, index: sources.count - 1)
    }

    /// Cools a node by a cooler of one stage.
    ///
    /// - Precondition: it is a node of this network.
    @discardableResult
    public mutating func addCooler(_ name: String, at node: Node, _ curve: any CoolingCurve) -> Flow {
        precondition(names.indices.contains(node.index), "no such node in this network")
        coolers.append(Cooler(name: name, node: node.index, curve: curve))
        return Flow(kind: .cooler, index: coolers.count - 1)
    }

    /// Cools several nodes by one cooler whose stages depend on each other.
    ///
    /// - Parameters:
    ///   - name: for those who ask what cools a node.
    ///   - nodes: one a stage, in the order of the cooler's ranges.
    ///   - map: what the stages lift.
    /// - Returns: what each stage lifts, in the same order.
    /// - Precondition: they are different nodes of this network, as many as the cooler has stages.
    @discardableResult
    public mutating func addCooler(_ name: String, at nodes: [Node], _ map: any CoupledCooler) -> [Flow] {
        precondition(Set(nodes).count == nodes.count, "the stages of a cooler are different nodes")
        precondition(nodes.count == map.ranges.count, "a cooler of \(map.ranges.count) stages needs as many nodes")
        precondition(nodes.allSatisfy { names.indices.contains($0.index) }, "no such node in this network")
        coupledCoolers.append(Coupled(name: name, nodes: nodes.map(\.index), map: map))
        return nodes.indices.map { Flow(kind: .stage($0), index: coupledCoolers.count - 1) }
    }

    private func finite(_ power: Double, _ node: Node) throws(NetworkError) -> Double {
        precondition(names.indices.contains(node.index), "no such node in this network")
        guard power.isFinite else {
            throw NetworkError(
                node: names[node.index],
                reason: .invalid(quantity: "the power", value: power, expected: "a finite number of watts"))
        }
        return power
    }

    // MARK: Changes that keep the shape

    /// Sets the temperature of a fixed node, or the guess of a free one, in K.
    ///
    /// - Throws: `NetworkError` where it is not positive and finite.
    public mutating func setTemperature(of node: Node, to temperature: Double) throws(NetworkError) {
        guard temperature > 0, temperature.isFinite else {
            throw NetworkError(
                node: names[node.index],
                reason: .invalid(
                    quantity: "the temperature", value: temperature, expected: "a positive finite number of kelvin"))
        }
        temperatures[node.index] = temperature
    }

    /// The power of a source in W.
    ///
    /// - Precondition: the flow is a source.
    public func power(of source: Flow) -> Double {
        precondition(source.kind == .source, "only a source has a power of its own")
        return sources[source.index].power
    }

    /// Sets the power of a source in W.
    ///
    /// - Throws: `NetworkError` for a power that is not finite.
    /// - Precondition: the flow is a source.
    public mutating func setPower(of source: Flow, to power: Double) throws(NetworkError) {
        precondition(source.kind == .source, "only a source's power can be set")
        sources[source.index].power = try finite(power, Node(index: sources[source.index].node))
    }

    /// Sets how strongly a flow between two nodes exchanges heat, keeping its potentials: for switches and sweeps.
    ///
    /// - Precondition: the flow is one between nodes, and the exchange has the same terms but for their coefficients.
    public mutating func setExchange(of flow: Flow, to exchange: HeatExchange) {
        precondition(flow.kind == .exchange, "only a flow between nodes has an exchange")
        let terms = Int(termStarts[flow.index])..<Int(termStarts[flow.index + 1])
        precondition(
            terms.count == exchange.terms.count && isOneWay[flow.index] == exchange.isOneWay,
            "an exchange of the same form is needed")
        for (term, new) in zip(terms, exchange.terms) {
            precondition(potentials[Int(termPotentials[term])] == new.potential, "the same potentials are needed")
            coefficients[term] = new.coefficient
        }
    }

    /// Sets the curve of a cooler of one stage.
    ///
    /// - Precondition: the flow is such a cooler.
    public mutating func setCurve(of cooler: Flow, to curve: any CoolingCurve) {
        precondition(cooler.kind == .cooler, "only a cooler of one stage has a curve")
        coolers[cooler.index].curve = curve
    }

    /// Sets what a cooler of several stages lifts: one that is stopped, or weaker.
    ///
    /// - Parameters:
    ///   - stage: what any of its stages lifts.
    ///   - map: what it lifts from now on.
    /// - Precondition: the flow is of such a cooler, and the new one has as many stages.
    public mutating func setCooler(of stage: Flow, to map: any CoupledCooler) {
        guard case .stage = stage.kind else { preconditionFailure("only a cooler of several stages has a map") }
        precondition(
            coupledCoolers[stage.index].nodes.count == map.ranges.count, "a cooler of as many stages is needed")
        coupledCoolers[stage.index].map = map
    }
}

extension ThermalNetwork {
    /// Whether another network has the same nodes and flows, and may differ in numbers only.
    func hasShape(of other: ThermalNetwork) -> Bool {
        isFixed == other.isFixed && from == other.from && to == other.to && isOneWay == other.isOneWay
            && termStarts == other.termStarts && termPotentials == other.termPotentials
            && potentials == other.potentials && sources.map(\.node) == other.sources.map(\.node)
            && coolers.map(\.node) == other.coolers.map(\.node)
            && coupledCoolers.map(\.nodes) == other.coupledCoolers.map(\.nodes)
    }
}
