public import Cryogenics

/// What one qubit's wiring brings a stage, in W: what it receives less what it passes on.
public struct QubitHeat: Sendable, Hashable {
    /// Which stage.
    public var stage: Stage
    /// Conducted by its lines.
    public var conducted: Double
    /// Given off in its lines.
    public var givenOff: Double
    /// Given off by devices.
    public var devices: Double

    /// All of it.
    public var total: Double { conducted + givenOff + devices }
}

/// How the count answers to one uncertain input.
public struct CapacityContribution: Sendable, Hashable {
    /// The input.
    public var uncertainty: CryostatUncertainty
    /// The count where the input is 1/(1 + r) of what is stated.
    public var less: Double
    /// The count where it is 1 + r times that.
    public var more: Double

    /// How far apart they are.
    public var spread: Double { abs(more - less) }
}

/// Counts against two inputs.
public struct CapacityGrid: Sendable, Hashable {
    /// The input of the columns.
    public var first: CryostatUncertainty
    /// The input of the rows.
    public var second: CryostatUncertainty
    /// By what the first is multiplied, rising.
    public var firstFactors: [Double]
    /// By what the second is multiplied, rising.
    public var secondFactors: [Double]
    /// A list for each of `secondFactors`.
    public var counts: [[Double]]
}

/// How many qubits a cryostat carries, how well that is known, and what limits it.
public struct CapacityAnswer: Sendable {
    /// The count.
    public var count: CapacityCount
    /// Why there is none, in words; nil where there is one.
    public var reason: String?
    /// What each limit alone would allow, the least first.
    public var limits: [CapacityLimitCount]
    /// How the count answers to each uncertain input, the largest spread first.
    public var contributions: [CapacityContribution]
    /// Counts against the two inputs with the largest spread; nil where fewer than two matter.
    public var grid: CapacityGrid?
    /// The cryostat with the whole qubits; nil where it has no rest, or is only a power.
    public var state: CryostatState?
    /// What one of those qubits brings, from warm to cold; empty for no qubit.
    public var perQubit: [QubitHeat]

    /// One standard uncertainty below the count; contributions of independent inputs add in quadrature, those of inputs that
    /// move the count upwards only left out.
    ///
    /// Never above the whole count.
    public var low: Double {
        let squares = contributions.map { min(0, min($0.less, $0.more) - count.exact) }.map { $0 * $0 }
        return max(0, min(count.exact - squares.reduce(0, +).squareRoot(), Double(count.whole)))
    }

    /// One standard uncertainty above the count, in the same way.
    ///
    /// Never below the whole count.
    public var high: Double {
        let squares = contributions.map { max(0, max($0.less, $0.more) - count.exact) }.map { $0 * $0 }
        return max(count.exact + squares.reduce(0, +).squareRoot(), Double(count.whole))
    }
}
