import Solvers

/// The heat flows of a network as they depend on the potentials of its free nodes, and on those of its fixed ones, which
/// do not change on the way.
struct TransientFlows {
    /// For each potential that drives flows the free nodes at which it does; they number the slots.
    let driving: [(potential: HeatPotential, unknowns: [Int])]
    /// Which unknowns act on which: rows and columns.
    let couplings: [(row: Int, column: Int)]
    /// How many unknowns there are, and the number that stands for a fixed node.
    private let count: Int
    /// The node and the potential of each slot of a fixed node; they follow those of the free ones.
    private let fixed: [(node: Int, potential: HeatPotential)]
    private let freeSlots: Int
    /// The unknown of each node.
    private let unknowns: [Int]

    private let terms: [Term]
    /// What each term is multiplied by.
    private var coefficients: [Double] = []
    /// The terms by runs, so that those along a section are taken several at a time.
    private let runs: [TermRun]
    private var sources: [(unknown: Int, power: Double)] = []
    private var coolers: [(unknown: Int, curve: any CoolingCurve)] = []
    private var coupled: [Coupled] = []
    /// The potential of every slot; the last, that of a one-way load's far side, is zero.
    private var values: [Double]
    private var slopes: [Double]
    /// 1/C of every unknown.
    private var inverseCapacities: [Double] = []
    /// The derivatives of the net heats by the temperatures, and one place more that nobody reads.
    private var byTemperature: [Double] = []
    /// The places in the Jacobian, four a term, of the terms and then of the coolers of one stage.
    private var entries: [SIMD4<Int32>] = []
    /// Those of each cooler of several stages, row by row.
    private var coupledEntries: [[Int]] = []
    /// Terms that a companion modulates: by which factor, and what they carry at a factor of one.
    private(set) var modulated: [(term: Int, factor: Int, coefficient: Double)] = []
    /// Where the terms of each flow between nodes begin.
    private let termStarts: [Int32]

    /// A cooler of several stages: their unknowns, the temperatures of their nodes where those are fixed.
    private struct Coupled {
        var unknowns: [Int]
        var given: [Double]
        var map: any CoupledCooler
    }

    /// What carries heat between two nodes: slots of the potential at both, their unknowns.
    struct Term {
        var fromSlot: Int32
        var toSlot: Int32
        var from: Int32
        var to: Int32
    }

    init(_ network: ThermalNetwork) {
        let nodes = network.nodeCount
        var unknowns: [Int] = []
        var free = 0
        for node in 0..<nodes {
            unknowns.append(network.isFixed[node] ? -1 : free)
            if !network.isFixed[node] { free += 1 }
        }
        for node in 0..<nodes where unknowns[node] < 0 { unknowns[node] = free }
        self.unknowns = unknowns
        termStarts = network.termStarts
        count = free

        // Slots: free nodes by potential, then fixed ones.
        var slotOf = [Int32](repeating: -1, count: nodes * network.potentials.count)
        func key(_ term: Int, _ node: Int32) -> Int { Int(network.termPotentials[term]) * nodes + Int(node) }
        for flow in network.from.indices {
            for term in Int(network.termStarts[flow])..<Int(network.termStarts[flow + 1]) {
                slotOf[key(term, network.from[flow])] = 0
                if !network.isOneWay[flow] { slotOf[key(term, network.to[flow])] = 0 }
            }
        }
        var driving: [(potential: HeatPotential, unknowns: [Int])] = []
        var slots: Int32 = 0
        for (number, potential) in network.potentials.enumerated() {
            var here: [Int] = []
            for node in 0..<nodes where slotOf[number * nodes + node] == 0 && !network.isFixed[node] {
                slotOf[number * nodes + node] = slots
                slots += 1
                here.append(unknowns[node])
            }
            driving.append((potential, here))
        }
        freeSlots = Int(slots)
        var fixed: [(node: Int, potential: HeatPotential)] = []
        for (number, potential) in network.potentials.enumerated() {
            for node in 0..<nodes where slotOf[number * nodes + node] == 0 && network.isFixed[node] {
                slotOf[number * nodes + node] = slots
                slots += 1
                fixed.append((node, potential))
            }
        }
        self.driving = driving
        self.fixed = fixed
        values = [Double](repeating: 0, count: Int(slots) + 1)
        slopes = values

        var couplings: [(row: Int, column: Int)] = []
        couplings.reserveCapacity(2 * network.from.count)
        var terms: [Term] = []
        terms.reserveCapacity(network.coefficients.count)
        for flow in network.from.indices {
            let (a, b) = (unknowns[Int(network.from[flow])], unknowns[Int(network.to[flow])])
            if a < free, b < free {
                couplings.append((a, b))
                couplings.append((b, a))
            }
            for term in Int(network.termStarts[flow])..<Int(network.termStarts[flow + 1]) {
                let far = network.isOneWay[flow] ? slots : slotOf[key(term, network.to[flow])]
                terms.append(
                    Term(
                        fromSlot: slotOf[key(term, network.from[flow])], toSlot: far, from: Int32(a), to: Int32(b)))
            }
        }
        for cooler in network.coupledCoolers {
            let among = cooler.nodes.map { unknowns[$0] }.filter { $0 < free }
            for a in among { couplings += among.filter { $0 != a }.map { (a, $0) } }
        }
        self.couplings = couplings
        self.terms = terms
        runs = TermRun.runs(of: terms, below: free)
        update(network)
    }

    /// Takes over the numbers of a network of the same shape.
    mutating func update(_ network: ThermalNetwork) {
        coefficients = network.coefficients
        for index in modulated.indices { modulated[index].coefficient = coefficients[modulated[index].term] }
        for (index, slot) in fixed.enumerated() {
            values[freeSlots + index] = slot.potential.value(at: network.temperatures[slot.node]).value
        }
        sources = network.sources.map { (unknowns[$0.node], $0.power) }
        coolers = network.coolers.filter { !network.isFixed[$0.node] }.map { (unknowns[$0.node], $0.curve) }
        coupled = network.coupledCoolers.map { cooler in
            Coupled(
                unknowns: cooler.nodes.map { unknowns[$0] }, given: cooler.nodes.map { network.temperatures[$0] },
                map: cooler.map)
        }
    }

    // MARK: Flows that a companion modulates

    /// Lets factors modulate flows: one list of flows a factor.
    mutating func modulate(_ lists: [[ThermalNetwork.Flow]]) {
        modulated = []
        for (factor, flows) in lists.enumerated() {
            for flow in flows {
                precondition(flow.kind == .exchange, "only a flow between nodes can be modulated")
                for term in Int(termStarts[flow.index])..<Int(termStarts[flow.index + 1]) {
                    modulated.append((term, factor, coefficients[term]))
                }
            }
        }
    }

    /// Sets the factors.
    mutating func setFactors(_ factors: Span<Double>) {
        for flow in modulated { coefficients[flow.term] = flow.coefficient * factors[flow.factor] }
    }

    /// The unknowns between which a modulated term lets heat flow; the number of unknowns stands for a fixed node.
    func ends(of flow: (term: Int, factor: Int, coefficient: Double)) -> (from: Int, to: Int) {
        (Int(terms[flow.term].from), Int(terms[flow.term].to))
    }

    /// The heat in W that a modulated term carries at a factor of one, at the potentials last written.
    func heat(of flow: (term: Int, factor: Int, coefficient: Double)) -> Double {
        let term = terms[flow.term]
        return flow.coefficient * (values[Int(term.fromSlot)] - values[Int(term.toSlot)])
    }

    // MARK: Derivatives

    /// Lays out the places of the derivatives in a matrix with at least the couplings and the diagonal.
    mutating func layOut(in pattern: SparsePattern) {
        func place(_ row: Int, _ column: Int) -> Int32 {
            // A fixed node has no entry: what is added there lands where nobody reads.
            guard row < count, column < count else { return Int32(pattern.count) }
            return Int32(pattern.index(row: row, column: column) ?? pattern.count)
        }
        byTemperature = [Double](repeating: 0, count: pattern.count + 1)
        inverseCapacities = [Double](repeating: 0, count: count)
        entries = []
        entries.reserveCapacity(terms.count + coolers.count)
        func four(_ a: Int, _ b: Int) -> SIMD4<Int32> {
            SIMD4(place(a, a), place(b, a), place(b, b), place(a, b))
        }
        for (index, term) in terms.enumerated() {
            // The terms of one flow follow each other.
            if index > 0, terms[index - 1].from == term.from, terms[index - 1].to == term.to {
                entries.append(entries[index - 1])
            } else {
                entries.append(four(Int(term.from), Int(term.to)))
            }
        }
        for cooler in coolers { entries.append(four(cooler.unknown, count)) }
        coupledEntries = coupled.map { cooler in
            cooler.unknowns.flatMap { row in cooler.unknowns.map { Int(place(row, $0)) } }
        }
    }

    private func powers(_ cooler: Coupled, _ stored: borrowing StoredHeats) -> CoupledPowers {
        var temperatures = cooler.given
        for (stage, unknown) in cooler.unknowns.enumerated() where unknown < count {
            temperatures[stage] = stored.temperature(unknown)
        }
        return cooler.map.powers(at: temperatures)
    }

    /// Writes the net heat into every unknown, in W, at the temperatures last found; what is written to the last place
    /// means nothing.
    mutating func evaluateNet(_ stored: borrowing StoredHeats, into net: inout MutableSpan<Double>) {
        stored.potentials(into: &values)
        for unknown in net.indices { net[unknown] = 0 }
        for run in runs {
            if run.isRegular {
                run.addHeats(terms[run.terms.lowerBound], coefficients, values, below: count, to: &net)
            } else {
                run.addHeats(terms, coefficients, values, below: count, to: &net)
            }
        }
        for source in sources { net[source.unknown] += source.power }
        for cooler in coolers {
            net[cooler.unknown] -= coolingPower(cooler.curve, stored.temperature(cooler.unknown)).power
        }
        for cooler in coupled {
            for (unknown, power) in zip(cooler.unknowns, powers(cooler, stored).powers) { net[unknown] -= power }
        }
    }

    /// Writes the derivatives of the net heats by the stored heats, in 1/s, at the temperatures last found, and those by and of the
    /// states of a companion; in the last row, which every column has, the sums of those of the heats.
    mutating func evaluateJacobian(
        _ stored: borrowing StoredHeats, into values: inout MutableSpan<Double>, _ pattern: SparsePattern,
        with companion: CoupledCompanion?
    ) {
        addDerivatives(stored)
        companion?.add(byTemperature: &byTemperature)
        stored.inverseCapacities(into: &inverseCapacities)
        let (byTemperature, starts) = (byTemperature.span, pattern.columnStarts.span)
        let slopes = inverseCapacities.span
        precondition(values.count < byTemperature.count && slopes.count < starts.count, "another pattern was laid out")
        for column in slopes.indices {
            // The columns of the pattern lie within its entries.
            let slope = unsafe slopes[unchecked: column]
            let last = unsafe starts[unchecked: column &+ 1] &- 1
            let first = unsafe starts[unchecked: column]
            var sum = 0.0
            @inline(__always) func take(_ entry: Int) {
                let value = unsafe byTemperature[unchecked: entry] * slope
                unsafe values[unchecked: entry] = value
                sum += value
            }
            // Most columns have few entries, and a loop over three would be half counting.
            switch last &- first {
            case 2:
                take(first)
                take(first &+ 1)
            case 3:
                take(first)
                take(first &+ 1)
                take(first &+ 2)
            case 4:
                take(first)
                take(first &+ 1)
                take(first &+ 2)
                take(first &+ 3)
            default:
                for entry in first..<last { take(entry) }
            }
            unsafe values[unchecked: last] = sum
        }
        companion?.finish(&values, self)
    }

    /// Sums up the derivatives by the temperatures, in W/K.
    private mutating func addDerivatives(_ stored: borrowing StoredHeats) {
        stored.slopes(into: &slopes)
        for entry in byTemperature.indices { byTemperature[entry] = 0 }
        Self.add(terms, coefficients, slopes, entries, below: count, to: &byTemperature)
        var places = entries.suffix(from: terms.count).makeIterator()
        for cooler in coolers {
            guard let place = places.next() else { return }
            byTemperature[Int(place.x)] -= coolingPower(cooler.curve, stored.temperature(cooler.unknown)).slope
        }
        for (cooler, entries) in zip(coupled, coupledEntries) {
            let slopes = powers(cooler, stored).slopes.joined()
            for (entry, slope) in zip(entries, slopes) { byTemperature[entry] -= slope }
        }
    }

    private static func add(
        _ terms: [Term], _ coefficients: [Double], _ slopes: [Double], _ entries: [SIMD4<Int32>], below count: Int,
        to array: inout [Double]
    ) {
        let (terms, coefficients, slopes, entries) = (terms.span, coefficients.span, slopes.span, entries.span)
        var matrix = array.mutableSpan
        // Every other term first, then those between: neighbours add to the same place, and the second would wait for what the
        // first stores.
        for parity in 0..<2 {
            var index = parity
            while index < terms.count {
                let term = unsafe terms[unchecked: index]
                let first = unsafe coefficients[unchecked: index] * slopes[unchecked: Int(term.fromSlot)]
                let second = unsafe coefficients[unchecked: index] * slopes[unchecked: Int(term.toSlot)]
                let place = unsafe entries[unchecked: index]
                if term.from < count {
                    unsafe matrix[unchecked: Int(place.x)] -= first
                    if term.to < count {
                        unsafe matrix[unchecked: Int(place.y)] += first
                        unsafe matrix[unchecked: Int(place.w)] += second
                    }
                }
                if term.to < count { unsafe matrix[unchecked: Int(place.z)] -= second }
                index &+= 2
            }
        }
    }
}
