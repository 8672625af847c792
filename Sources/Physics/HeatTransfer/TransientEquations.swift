import Solvers

/// A network in time as an integrator sees it: the heats stored in the free nodes, and last what came in altogether.
///
///     dHᵢ/dt = Fᵢ(T(H), y),   dy/dt = g(y, T(H)),   dE/dt = Σ Fᵢ
///
/// y are the states of a companion, between heats and sum. The last row of the Jacobian is the sum of those of the heats, so that
/// ΣH − E is an invariant of every step.
final class TransientEquations: StiffSystem {
    let pattern: SparsePattern
    let initialHeats: [Double]
    var eventCount: Int { watched.count }
    /// Not with a companion: its derivatives are differences, and some are left out.
    var hasExactJacobian: Bool { companion == nil }
    /// A node that has left the range in which everything is known, and what is not.
    private(set) var outside: (node: ThermalNetwork.Node, reason: NetworkError.Reason)?

    private let freeNodes: [Int]
    /// The unknown of each node; nil of a fixed one.
    private let unknowns: [Int?]
    /// The temperatures of the network: those of the fixed nodes hold.
    private var given: [Double]
    private var flows: TransientFlows
    private var stored: StoredHeats
    private var companion: CoupledCompanion?
    /// The place of the sum: after heats and the companion's states.
    private let last: Int
    private let tolerance: TransientRun.Tolerance
    private let watched: [(unknown: Int, heat: Double, capacity: Double)]
    /// Between which temperatures everything is known that plays a part at each unknown.
    private let limits: (coldest: [Double], warmest: [Double])
    /// The network whose potentials set those limits: numbers may change, these stay.
    private let network: ThermalNetwork

    init(
        _ network: ThermalNetwork, _ start: [Double], _ tolerance: TransientRun.Tolerance,
        _ thresholds: [TransientRun.Threshold], with partner: (any TransientCompanion)? = nil
    ) throws(NetworkError) {
        let freeNodes = (0..<network.nodeCount).filter { !network.isFixed[$0] }
        var capacities: [HeatCapacity] = []
        for node in freeNodes {
            guard let capacity = network.capacities[node] else {
                throw NetworkError(node: network.names[node], reason: .noHeatCapacity)
            }
            for term in capacity.terms {
                if let reason = term.potential.error(at: start[node]) {
                    throw NetworkError(node: network.names[node], reason: reason)
                }
            }
            capacities.append(capacity)
        }
        try NetworkState(network, start).checkRanges()
        let n = capacities.count
        var watched: [(unknown: Int, heat: Double, capacity: Double)] = []
        for threshold in thresholds {
            guard let unknown = freeNodes.firstIndex(of: threshold.node.index) else {
                throw NetworkError(
                    node: network.name(of: threshold.node),
                    reason: .invalid(
                        quantity: "a threshold of a fixed node", value: threshold.temperature, expected: "a free node"))
            }
            for term in capacities[unknown].terms {
                if let reason = term.potential.error(at: threshold.temperature) {
                    throw NetworkError(node: network.name(of: threshold.node), reason: reason)
                }
            }
            let (heat, capacity) = capacities[unknown].stored(at: threshold.temperature)
            watched.append((unknown, heat, capacity))
        }
        var flows = TransientFlows(network)
        stored = StoredHeats(capacities, at: freeNodes.map { start[$0] }, driving: flows.driving)
        initialHeats = stored.heats
        self.watched = watched
        self.freeNodes = freeNodes
        var unknowns = [Int?](repeating: nil, count: network.nodeCount)
        for (unknown, node) in freeNodes.enumerated() { unknowns[node] = unknown }
        self.unknowns = unknowns
        given = network.temperatures
        self.tolerance = tolerance
        limits = network.limits(at: freeNodes, capacities)
        self.network = network

        var companion: CoupledCompanion?
        if let partner { companion = try CoupledCompanion(partner, in: network, unknowns: freeNodes) }
        let last = n + (companion?.stateCount ?? 0)
        self.last = last
        let sums = (0..<last).map { (row: last, column: $0) }
        if let companion { flows.modulate(companion.modulatedFlows) }
        let own = companion?.couplings(flows) ?? []
        pattern = SparsePattern(size: last + 1, entries: flows.couplings + own + sums)
        flows.layOut(in: pattern)
        companion?.layOut(in: pattern, flows)
        self.companion = companion
        self.flows = flows
    }

    func update(_ network: ThermalNetwork) {
        flows.update(network)
        given = network.temperatures
    }

    /// The temperatures of all nodes at given heats.
    func allTemperatures(of heats: [Double], in network: ThermalNetwork? = nil) -> [Double] {
        var result = network?.temperatures ?? given
        for (node, temperature) in zip(freeNodes, stored.temperatures(storing: heats)) { result[node] = temperature }
        return result
    }

    /// The node whose heat an unknown is.
    func node(ofUnknown unknown: Int) -> ThermalNetwork.Node { ThermalNetwork.Node(index: freeNodes[unknown]) }

    /// The temperature of one node at given heats.
    func temperature(of node: Int, _ heats: [Double]) -> Double {
        unknowns[node].map { stored.temperature($0, storing: heats[$0]) } ?? given[node]
    }

    func derivative(
        at time: Double, state: Span<Double>, into derivative: inout MutableSpan<Double>
    ) throws(EvaluationFailure) {
        stored.find(storing: state)
        try companion?.evaluate(at: time, state, stored, &flows)
        flows.evaluateNet(stored, into: &derivative)
        companion?.add(to: &derivative)
        derivative[last] = sum(derivative.span.extracting(freeNodes.indices))
    }

    func jacobian(
        at time: Double, state: Span<Double>, into values: inout MutableSpan<Double>
    ) throws(EvaluationFailure) {
        stored.find(storing: state)
        try companion?.evaluate(at: time, state, stored, &flows)
        try companion?.differentiate(at: time)
        flows.evaluateJacobian(stored, into: &values, pattern, with: companion)
    }

    func events(
        at time: Double, state: Span<Double>, into values: inout MutableSpan<Double>
    ) throws(EvaluationFailure) {
        // A node's heat rises with its temperature: both cross together, and this needs no inversion.
        for (index, event) in watched.enumerated() {
            values[index] = (state[event.unknown] - event.heat) / event.capacity
        }
    }

    func allowedErrors(
        of state: Span<Double>, into errors: inout MutableSpan<Double>
    ) throws(EvaluationFailure) {
        // Asked once a step, at a state that was accepted: the place to see whether all is still known.
        stored.findNearly(storing: state)
        if let unknown = stored.errors(
            relative: tolerance.relative, absolute: tolerance.absolute, within: limits, into: &errors)
        {
            let temperature = stored.temperature(unknown)
            let node = ThermalNetwork.Node(index: freeNodes[unknown])
            let limiting = network.potentialsWithRanges(at: freeNodes[unknown], stored.capacities[unknown])
            let reasons = limiting.lazy.compactMap { $0.error(at: temperature) }
            // Where every material is known it is the cooler that is not, as the state will tell.
            outside = (node, reasons.first ?? .runaway(at: temperature))
            throw EvaluationFailure("a temperature is out of range", isRecoverable: false)
        }
        // What came in altogether follows from the rest and decides nothing.
        errors[last] = 1e30
        companion?.allowedErrors(of: state, into: &errors)
    }
}

/// The sum of some numbers; eight go on side by side, for one would wait for each addition to end.
private func sum(_ numbers: Span<Double>) -> Double {
    var sums = SIMD8<Double>.zero
    let whole = numbers.count & ~7
    var index = 0
    while index < whole {
        // Eight more are there.
        sums += unsafe SIMD8(
            numbers[unchecked: index], numbers[unchecked: index &+ 1], numbers[unchecked: index &+ 2],
            numbers[unchecked: index &+ 3], numbers[unchecked: index &+ 4], numbers[unchecked: index &+ 5],
            numbers[unchecked: index &+ 6], numbers[unchecked: index &+ 7])
        index &+= 8
    }
    var sum = sums.sum()
    while index < numbers.count {
        sum += numbers[index]
        index += 1
    }
    return sum
}

extension ThermalNetwork {
    /// The highest temperature at which the coolers of each node are known; infinite where there are none.
    fileprivate func coolerTops() -> [Double] {
        var tops = [Double](repeating: .infinity, count: nodeCount)
        for cooler in coolers { tops[cooler.node] = min(tops[cooler.node], cooler.curve.range.upperBound) }
        for cooler in coupledCoolers {
            for (node, range) in zip(cooler.nodes, cooler.map.ranges) { tops[node] = min(tops[node], range.upperBound) }
        }
        return tops
    }

    /// Between which temperatures everything is known that plays a part at each of some nodes, as flow, stored heat or cooler.
    fileprivate func limits(at nodes: [Int], _ stored: [HeatCapacity]) -> (coldest: [Double], warmest: [Double]) {
        var lows = [Double](repeating: 0, count: nodeCount)
        var highs = coolerTops()
        func note(_ range: ClosedRange<Double>?, _ node: Int) {
            guard let range else { return }
            lows[node] = max(lows[node], range.lowerBound)
            highs[node] = min(highs[node], range.upperBound)
        }
        let ranges = potentials.map(\.range)
        for flow in from.indices {
            for term in termStarts[flow]..<termStarts[flow + 1] {
                let range = ranges[Int(termPotentials[Int(term)])]
                note(range, Int(from[flow]))
                if !isOneWay[flow] { note(range, Int(to[flow])) }
            }
        }
        for (node, capacity) in zip(nodes, stored) {
            for term in capacity.terms { note(term.potential.range, node) }
        }
        // The inversion may miss an end of the range by rounding.
        let coldest = nodes.map { lows[$0] * (1 - 1e-9) }
        return (coldest, zip(nodes, coldest).map { max($1, highs[$0] * (1 + 1e-9)) })
    }

    /// The potentials with a range that play a part at a node, as flows or as stored heat.
    fileprivate func potentialsWithRanges(at node: Int, _ stored: HeatCapacity) -> [HeatPotential] {
        var known: [HeatPotential] = []
        for flow in from.indices where Int(from[flow]) == node || Int(to[flow]) == node && !isOneWay[flow] {
            for term in termStarts[flow]..<termStarts[flow + 1] {
                known.append(potentials[Int(termPotentials[Int(term)])])
            }
        }
        return (known + stored.terms.map(\.potential)).filter { $0.range != nil }
    }
}
