import Solvers

/// A companion in its place among the unknowns of a network: heats first, then its states, then the sum.
struct CoupledCompanion {
    private var differences: CompanionDifferences
    /// The number of heats, where the companion's states begin.
    private let heatCount: Int
    /// The unknown of each of its nodes.
    private let unknowns: [Int]
    let modulatedFlows: [[ThermalNetwork.Flow]]
    /// For each variable the places of its derivatives in the Jacobian; none for factors.
    private var entries: [[Int]] = []
    /// For each state that acts on a factor the places where modulated flows arrive and leave.
    private var modulations: [Modulation] = []
    /// For each state its column, and where the rows of its heats end.
    private var columns: [(heats: Range<Int>, sum: Int)] = []
    /// For each node the place of the sum in its column.
    private var sums: [Int] = []

    private struct Modulation {
        /// The variable, and the number of the factor among its dependencies.
        var variable: Int
        var place: Int
        /// What the factor modulates, by its number in the list of modulated terms, and the entries of its ends.
        var flows: [(flow: Int, from: Int?, to: Int?)]
    }

    var stateCount: Int { differences.stateCount }

    init(_ companion: any TransientCompanion, in network: ThermalNetwork, unknowns free: [Int]) throws(NetworkError) {
        differences = CompanionDifferences(companion)
        heatCount = free.count
        modulatedFlows = companion.modulatedFlows
        var unknowns: [Int] = []
        for node in companion.nodes {
            guard let unknown = free.firstIndex(of: node.index) else {
                throw NetworkError(
                    node: network.name(of: node),
                    reason: .invalid(quantity: "a companion's node", value: 1, expected: "a free node"))
            }
            unknowns.append(unknown)
        }
        self.unknowns = unknowns
    }

    /// The unknown of a variable.
    private func column(_ variable: Int) -> Int {
        variable < stateCount ? heatCount + variable : unknowns[variable - stateCount]
    }

    /// The unknown whose rate an output is a part of; nil for a factor.
    private func row(_ output: Int) -> Int? {
        if output < differences.rates.upperBound { return heatCount + output }
        return output < differences.heats.upperBound ? unknowns[output - stateCount] : nil
    }

    /// Which unknowns act on which.
    func couplings(_ flows: TransientFlows) -> [(row: Int, column: Int)] {
        var result: [(row: Int, column: Int)] = []
        for (variable, outputs) in differences.dependencies.enumerated() {
            let column = column(variable)
            result += outputs.compactMap { row($0) }.map { ($0, column) }
            guard variable < stateCount else { continue }
            let factors = Set(outputs.filter { differences.factors.contains($0) })
            for flow in flows.modulated where factors.contains(differences.factors.lowerBound + flow.factor) {
                let ends = flows.ends(of: flow)
                result += [ends.from, ends.to].filter { $0 < heatCount }.map { ($0, column) }
            }
        }
        return result
    }

    /// Finds its places in the Jacobian.
    mutating func layOut(in pattern: SparsePattern, _ flows: TransientFlows) {
        entries = differences.dependencies.enumerated().map { variable, outputs in
            outputs.map { row($0).flatMap { pattern.index(row: $0, column: column(variable)) } ?? -1 }
        }
        sums = unknowns.map { pattern.columnStarts[$0 + 1] - 1 }
        for state in 0..<stateCount {
            let column = column(state)
            let all = pattern.columnStarts[column]..<pattern.columnStarts[column + 1]
            let end = all.first { pattern.rows[$0] >= heatCount } ?? all.upperBound
            columns.append((all.lowerBound..<end, all.upperBound - 1))
            for (place, output) in differences.dependencies[state].enumerated()
            where differences.factors.contains(output) {
                var acted: [(flow: Int, from: Int?, to: Int?)] = []
                for (number, flow) in flows.modulated.enumerated()
                where flow.factor == output - differences.factors.lowerBound {
                    let ends = flows.ends(of: flow)
                    func entry(_ row: Int) -> Int? {
                        row < heatCount ? pattern.index(row: row, column: column) : nil
                    }
                    acted.append((number, entry(ends.from), entry(ends.to)))
                }
                modulations.append(Modulation(variable: state, place: place, flows: acted))
            }
        }
    }

    /// Evaluates the companion, and sets its factors.
    mutating func evaluate(
        at time: Double, _ state: Span<Double>, _ stored: borrowing StoredHeats, _ flows: inout TransientFlows
    ) throws(EvaluationFailure) {
        for index in 0..<stateCount { differences.variables[index] = state[heatCount + index] }
        for (index, unknown) in unknowns.enumerated() {
            differences.variables[stateCount + index] = stored.temperature(unknown)
        }
        try differences.evaluate(at: time)
        flows.setFactors(differences.outputs.span.extracting(differences.factors))
    }

    /// Adds its heats to the net heats and writes the rates of its states.
    func add(to derivative: inout MutableSpan<Double>) {
        for (index, unknown) in unknowns.enumerated() { derivative[unknown] += differences.outputs[stateCount + index] }
        for index in 0..<stateCount { derivative[heatCount + index] = differences.outputs[index] }
    }

    mutating func differentiate(at time: Double) throws(EvaluationFailure) { try differences.differentiate(at: time) }

    /// Adds what temperatures do to its heats and rates.
    func add(byTemperature values: inout [Double]) {
        for variable in stateCount..<differences.dependencies.count {
            for (entry, slope) in zip(entries[variable], differences.slopes[variable]) where entry >= 0 {
                values[entry] += slope
            }
        }
    }

    /// Writes what its states do, and takes its own rows out of the sums of the heats.
    func finish(_ values: inout MutableSpan<Double>, _ flows: TransientFlows) {
        for variable in stateCount..<differences.dependencies.count {
            // The columns of its nodes have rows of its states, which are no heats.
            for (entry, output) in zip(entries[variable], differences.dependencies[variable])
            where entry >= 0 && output < stateCount {
                values[sums[variable - stateCount]] -= values[entry]
            }
        }
        for state in 0..<stateCount {
            for (entry, slope) in zip(entries[state], differences.slopes[state]) where entry >= 0 {
                values[entry] += slope
            }
        }
        for modulation in modulations {
            let slope = differences.slopes[modulation.variable][modulation.place]
            for acted in modulation.flows {
                let heat = slope * flows.heat(of: flows.modulated[acted.flow])
                if let from = acted.from { values[from] -= heat }
                if let to = acted.to { values[to] += heat }
            }
        }
        for column in columns {
            var sum = 0.0
            for entry in column.heats { sum += values[entry] }
            values[column.sum] += sum
        }
    }

    mutating func allowedErrors(of state: Span<Double>, into errors: inout MutableSpan<Double>) {
        for index in 0..<stateCount { differences.variables[index] = state[heatCount + index] }
        differences.findErrors()
        for index in 0..<stateCount { errors[heatCount + index] = differences.errors[index] }
    }
}
