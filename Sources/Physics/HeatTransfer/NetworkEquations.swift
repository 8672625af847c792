import Solvers

/// A network made ready to evaluate: potentials once a node, flows as differences, entries of the Jacobian by number.
///
/// All the arrays are sized once; an evaluation allocates nothing.
struct NetworkEquations {
    let pattern: SparsePattern
    /// The node of each unknown.
    let freeNodes: [Int]
    /// The unknown of each node; that of a fixed node is the count of unknowns, a place that nobody reads.
    private(set) var unknowns: [Int32]

    private(set) var potentials: NetworkPotentials

    // Terms of exchanges.
    private var coefficients: [Double] = []
    private var fromUnknowns: [Int32] = []
    private var toUnknowns: [Int32] = []
    /// Four entries a term: ∂F_from/∂T_from, ∂F_to/∂T_from, ∂F_to/∂T_to, ∂F_from/∂T_to.
    private var entries: [Int32] = []

    private var sources: [(unknown: Int, power: Double)] = []
    private var coolers: [(node: Int, unknown: Int, entry: Int, curve: any CoolingCurve)] = []
    private var coupled: [Coupled] = []

    /// A cooler of several stages, with the entries ∂Fᵢ/∂Tⱼ row by row.
    private struct Coupled {
        var nodes: [Int]
        var unknowns: [Int]
        var entries: [Int]
        var map: any CoupledCooler
    }

    /// The temperature of every node.
    var temperatures: [Double] { potentials.temperatures }
    /// Net heat into each unknown, and one place more.
    private(set) var net: [Double]
    private(set) var jacobian: [Double]

    init(_ network: ThermalNetwork) {
        let nodes = network.nodeCount
        freeNodes = (0..<nodes).filter { !network.isFixed[$0] }
        let trash = Int32(freeNodes.count)
        var unknowns = [Int32](repeating: trash, count: nodes)
        for (unknown, node) in freeNodes.enumerated() { unknowns[node] = Int32(unknown) }
        var couplings: [(row: Int, column: Int)] = []
        couplings.reserveCapacity(2 * network.from.count)
        func couple(_ a: Int32, _ b: Int32) {
            if a != trash, b != trash { couplings.append((Int(a), Int(b))) }
        }
        for flow in network.from.indices {
            let (a, b) = (unknowns[Int(network.from[flow])], unknowns[Int(network.to[flow])])
            couple(a, b)
            couple(b, a)
        }
        for cooler in network.coupledCoolers {
            for a in cooler.nodes {
                for b in cooler.nodes where a != b { couple(unknowns[a], unknowns[b]) }
            }
        }
        pattern = SparsePattern(size: max(freeNodes.count, 1), entries: couplings)
        self.unknowns = unknowns
        potentials = NetworkPotentials(network)
        net = [Double](repeating: 0, count: freeNodes.count + 1)
        jacobian = [Double](repeating: 0, count: pattern.count + 1)
        layOutEntries(network)
        update(network)
    }

    /// Numbers the entries of the Jacobian to which each term adds.
    private mutating func layOutEntries(_ network: ThermalNetwork) {
        let terms = network.coefficients.count
        entries.reserveCapacity(4 * terms)
        fromUnknowns.reserveCapacity(terms)
        toUnknowns.reserveCapacity(terms)
        for flow in network.from.indices {
            let (a, b) = (unknowns[Int(network.from[flow])], unknowns[Int(network.to[flow])])
            let four = (entry(a, a), entry(b, a), entry(b, b), entry(a, b))
            for _ in network.termStarts[flow]..<network.termStarts[flow + 1] {
                fromUnknowns.append(a)
                toUnknowns.append(b)
                entries.append(four.0)
                entries.append(four.1)
                entries.append(four.2)
                entries.append(four.3)
            }
        }
    }

    private func entry(_ row: Int32, _ column: Int32) -> Int32 {
        let found = pattern.index(row: Int(row), column: Int(column))
        // An unknown that is none has no entry: what is added there lands where nobody reads.
        guard Int(row) < freeNodes.count, Int(column) < freeNodes.count, let found else { return Int32(pattern.count) }
        return Int32(found)
    }

    /// Takes over the numbers of a network of the same shape.
    mutating func update(_ network: ThermalNetwork) {
        coefficients = network.coefficients
        potentials.setTemperatures(network.temperatures)
        sources = network.sources.map { (Int(unknowns[$0.node]), $0.power) }
        coolers = network.coolers.map {
            let unknown = unknowns[$0.node]
            return ($0.node, Int(unknown), Int(entry(unknown, unknown)), $0.curve)
        }
        coupled = network.coupledCoolers.map { cooler in
            let rows = cooler.nodes.map { unknowns[$0] }
            return Coupled(
                nodes: cooler.nodes, unknowns: rows.map { Int($0) },
                entries: rows.flatMap { row in rows.map { Int(entry(row, $0)) } }, map: cooler.map)
        }
    }

    // MARK: Evaluation

    /// Evaluates every potential at the temperatures of the unknowns.
    ///
    /// Where they are those of the last time nothing is evaluated: Newton's method asks for the Jacobian where it has just
    /// asked for the heats.
    mutating func setTemperatures(_ x: Span<Double>) { potentials.setTemperatures(x, of: freeNodes) }

    /// The same of an array.
    mutating func setTemperatures(_ x: [Double]) { setTemperatures(x.span) }

    /// Net heat into every unknown, in W.
    mutating func evaluateNet() {
        Self.exchange(coefficients, potentials, fromUnknowns, toUnknowns, &net)
        for source in sources { net[source.unknown] += source.power }
        for cooler in coolers { net[cooler.unknown] -= coolingPower(cooler.curve, temperatures[cooler.node]).power }
        for cooler in coupled {
            let powers = cooler.map.powers(at: cooler.nodes.map { temperatures[$0] }).powers
            for (unknown, power) in zip(cooler.unknowns, powers) { net[unknown] -= power }
        }
    }

    private static func exchange(
        _ coefficients: [Double], _ potentials: NetworkPotentials, _ fromUnknowns: [Int32], _ toUnknowns: [Int32],
        _ net: inout [Double]
    ) {
        var net = net.mutableSpan
        net.update(repeating: 0)
        let values = potentials.values.span
        let fromSlots = potentials.fromSlots.span
        let toSlots = potentials.toSlots.span
        for term in coefficients.indices {
            let heat = coefficients[term] * (values[Int(fromSlots[term])] - values[Int(toSlots[term])])
            net[Int(fromUnknowns[term])] -= heat
            net[Int(toUnknowns[term])] += heat
        }
    }

    private static func differentiate(
        _ coefficients: [Double], _ potentials: NetworkPotentials, _ entries: [Int32], _ jacobian: inout [Double]
    ) {
        var jacobian = jacobian.mutableSpan
        jacobian.update(repeating: 0)
        let slopes = potentials.slopes.span
        let fromSlots = potentials.fromSlots.span
        let toSlots = potentials.toSlots.span
        for term in coefficients.indices {
            let first = coefficients[term] * slopes[Int(fromSlots[term])]
            let second = coefficients[term] * slopes[Int(toSlots[term])]
            jacobian[Int(entries[4 * term])] -= first
            jacobian[Int(entries[4 * term + 1])] += first
            jacobian[Int(entries[4 * term + 2])] -= second
            jacobian[Int(entries[4 * term + 3])] += second
        }
    }

    /// The derivatives of the net heats by the unknowns, in W/K.
    mutating func evaluateJacobian() {
        Self.differentiate(coefficients, potentials, entries, &jacobian)
        for cooler in coolers {
            jacobian[cooler.entry] -= coolingPower(cooler.curve, temperatures[cooler.node]).slope
        }
        for cooler in coupled {
            let slopes = cooler.map.powers(at: cooler.nodes.map { temperatures[$0] }).slopes
            for (entry, slope) in zip(cooler.entries, slopes.joined()) { jacobian[entry] -= slope }
        }
    }
}

/// A cooler's power: nothing below its range, along the tangent above.
func coolingPower(_ curve: any CoolingCurve, _ temperature: Double) -> (power: Double, slope: Double) {
    let range = curve.range
    if temperature < range.lowerBound { return (0, 0) }
    if temperature <= range.upperBound { return curve.power(at: temperature) }
    let (power, slope) = curve.power(at: range.upperBound)
    return (power + slope * (temperature - range.upperBound), slope)
}

/// The equations of rest as a solver sees them; keeps the evaluation in hand.
final class RestEquations: NonlinearSystem {
    var equations: NetworkEquations
    var pattern: SparsePattern { equations.pattern }

    init(_ equations: NetworkEquations) { self.equations = equations }

    func residual(at x: Span<Double>, into f: inout MutableSpan<Double>) throws(EvaluationFailure) {
        equations.setTemperatures(x)
        equations.evaluateNet()
        for index in x.indices { f[index] = equations.net[index] }
    }

    func jacobian(at x: Span<Double>, into values: inout MutableSpan<Double>) throws(EvaluationFailure) {
        equations.setTemperatures(x)
        equations.evaluateJacobian()
        for index in values.indices { values[index] = equations.jacobian[index] }
    }
}
