/// The potentials of a network at its nodes' temperatures, each evaluated once a node however many flows share it.
///
/// A slot is a potential at a node; slots stand potential by potential, so that each is evaluated in one run. The last slot
/// is zero for good: the far end of one-way loads.
struct NetworkPotentials {
    /// The temperature of every node.
    private(set) var temperatures: [Double]
    /// Φ of each slot.
    private(set) var values: [Double] = []
    /// Φ′ of each slot.
    private(set) var slopes: [Double] = []
    /// The slots of each term's two ends.
    private(set) var fromSlots: [Int32] = []
    private(set) var toSlots: [Int32] = []

    private let potentials: [HeatPotential]
    private var slotNodes: [Int32] = []
    private var slotTemperatures: [Double] = []
    private var slotStarts: [Int] = [0]
    /// Whether the values are those of the temperatures.
    private var isEvaluated = false

    init(_ network: ThermalNetwork) {
        let nodes = network.nodeCount
        temperatures = network.temperatures
        potentials = network.potentials
        var slotOf = [Int32](repeating: -1, count: nodes * potentials.count)
        func key(_ term: Int, _ node: Int32) -> Int { Int(network.termPotentials[term]) * nodes + Int(node) }
        for flow in network.from.indices {
            for term in Int(network.termStarts[flow])..<Int(network.termStarts[flow + 1]) {
                slotOf[key(term, network.from[flow])] = 0
                if !network.isOneWay[flow] { slotOf[key(term, network.to[flow])] = 0 }
            }
        }
        for potential in potentials.indices {
            for node in 0..<nodes where slotOf[potential * nodes + node] == 0 {
                slotOf[potential * nodes + node] = Int32(slotNodes.count)
                slotNodes.append(Int32(node))
            }
            slotStarts.append(slotNodes.count)
        }
        let zero = Int32(slotNodes.count)
        values = [Double](repeating: 0, count: slotNodes.count + 1)
        slopes = values
        slotTemperatures = [Double](repeating: 0, count: slotNodes.count)
        let terms = network.coefficients.count
        fromSlots.reserveCapacity(terms)
        toSlots.reserveCapacity(terms)
        for flow in network.from.indices {
            for term in Int(network.termStarts[flow])..<Int(network.termStarts[flow + 1]) {
                fromSlots.append(slotOf[key(term, network.from[flow])])
                toSlots.append(network.isOneWay[flow] ? zero : slotOf[key(term, network.to[flow])])
            }
        }
    }

    /// Evaluates every potential at new temperatures of all nodes.
    mutating func setTemperatures(_ all: [Double]) {
        guard !isEvaluated || temperatures != all else { return }
        temperatures = all
        evaluate()
    }

    /// Evaluates every potential at new temperatures of some nodes; nothing where they are not new.
    mutating func setTemperatures(_ x: Span<Double>, of nodes: [Int]) {
        var isNew = !isEvaluated
        for index in nodes.indices {
            let node = nodes[index]
            if temperatures[node] != x[index] { isNew = true }
            temperatures[node] = x[index]
        }
        if isNew { evaluate() }
    }

    private mutating func evaluate() {
        isEvaluated = true
        for slot in slotNodes.indices { slotTemperatures[slot] = temperatures[Int(slotNodes[slot])] }
        for potential in potentials.indices {
            let slots = slotStarts[potential]..<slotStarts[potential + 1]
            switch potentials[potential] {
            case .power(let exponent):
                raise(slotTemperatures, to: exponent, in: slots, values: &values, slopes: &slopes)
            case .bentPower:
                for slot in slots {
                    (values[slot], slopes[slot]) = potentials[potential].value(at: slotTemperatures[slot])
                }
            case .integral(let integral):
                integral.evaluate(at: slotTemperatures, in: slots, values: &values, slopes: &slopes)
            }
        }
    }

    /// A slot at which a material is not known: its potential and node.
    func slotOutOfRange() -> (potential: HeatPotential, node: Int)? {
        for (number, potential) in potentials.enumerated() {
            guard let range = potential.range else { continue }
            for slot in slotStarts[number]..<slotStarts[number + 1] {
                let node = Int(slotNodes[slot])
                if !range.contains(temperatures[node]) { return (potential, node) }
            }
        }
        return nil
    }
}

/// Tⁿ and its slope at some of many temperatures.
private func raise(
    _ temperatures: [Double], to exponent: Double, in range: Range<Int>, values: inout [Double], slopes: inout [Double]
) {
    let temperatures = temperatures.span
    var values = values.mutableSpan
    var slopes = slopes.mutableSpan
    for index in range { (values[index], slopes[index]) = powerPotential(temperatures[index], exponent) }
}
