/// A few levels that evolve under a Hamiltonian and decays.
///
///     dρ/dt = −i[H, ρ] + Σγ(LρL† − ½{L†L, ρ})
///
/// Dense, for up to some tens of levels: levels² real numbers describe a state. What is constant in time is solved without
/// steps: the steady state by elimination, an evolution by the exponential of the generator.
public struct LindbladSystem: Sendable {
    /// A decay: how fast, and what it does.
    public struct Decay: Sendable {
        /// In s⁻¹.
        public var rate: Double
        /// The jump operator.
        public var jump: ComplexMatrix

        /// A decay.
        public init(rate: Double, _ jump: ComplexMatrix) {
            self.rate = rate
            self.jump = jump
        }
    }

    /// H/ħ in rad/s.
    public let hamiltonian: ComplexMatrix
    /// The decays.
    public let decays: [Decay]
    /// How many levels.
    public var levels: Int { hamiltonian.levels }

    /// The most levels that are taken: beyond, the dense generator would fill gigabytes.
    public static let mostLevels = 64

    /// A system.
    ///
    /// - Throws: `QubitError` for a Hamiltonian that is not Hermitian, a negative rate, or sizes that do not fit.
    public init(hamiltonian: ComplexMatrix, decays: [Decay]) throws(QubitError) {
        guard hamiltonian.levels <= Self.mostLevels else {
            throw QubitError("hamiltonian", .size(hamiltonian.levels, expected: "at most \(Self.mostLevels) levels"))
        }
        for row in 0..<hamiltonian.levels {
            for column in 0...row {
                let (value, mirror) = (hamiltonian[row, column], hamiltonian[column, row].conjugate)
                guard (value - mirror).squaredSize <= 1e-24 * value.squaredSize else {
                    throw QubitError(
                        "hamiltonian", .notAState("element \(row),\(column) is not the conjugate of its mirror"))
                }
            }
        }
        for decay in decays {
            try Check.notNegative(decay.rate, "rate", "1/s")
            guard decay.jump.levels == hamiltonian.levels else {
                throw QubitError("jump", .size(decay.jump.levels, expected: "\(hamiltonian.levels) levels"))
            }
        }
        self.hamiltonian = hamiltonian
        self.decays = decays
    }

    /// The state that stays as it is.
    ///
    /// - Throws: `QubitError` where there is more than one.
    /// - Complexity: O(levels⁶).
    public func steadyState() throws(QubitError) -> DensityMatrix {
        let generator = RealGenerator(self)
        let (levels, size) = (generator.levels, generator.size)
        var elements = generator.elements
        // The populations' rows add up to nothing; one of them gives its place to the trace, in their own scale.
        let scale = elements.reduce(0) { max($0, abs($1)) }
        guard scale > 0 else { throw QubitError("decays", .noUniqueSteadyState) }
        var right = [Double](repeating: 0, count: size)
        for column in 0..<size { elements[column] = column < levels ? scale : 0 }
        right[0] = scale
        guard DenseAlgebra.solve(&elements, &right) else { throw QubitError("decays", .noUniqueSteadyState) }
        return DensityMatrix(unchecked: RealGenerator.matrix(of: right, levels: levels))
    }

    /// The states at given times.
    ///
    /// - Parameters:
    ///   - initial: the state at time 0.
    ///   - times: in s, 0 or above, not falling.
    /// - Complexity: for up to eight levels one exponential a distinct step, O(levels⁶), and O(levels⁴) a time; beyond, as
    ///   many products with the generator's elements that are not zero as its norm times the time.
    public func evolve(_ initial: DensityMatrix, times: [Double]) throws(QubitError) -> Evolution {
        guard initial.levels == levels else {
            throw QubitError("initial", .size(initial.levels, expected: "\(levels) levels"))
        }
        var last = 0.0
        for time in times {
            guard time >= last, time.isFinite else {
                throw QubitError("times", .outOfRange(value: time, range: "0 s or above, not falling"))
            }
            last = time
        }
        let generator = RealGenerator(self)
        let vector = RealGenerator.vector(of: initial.matrix)
        let vectors =
            levels <= 8
            ? Self.propagated(generator, vector, times) : Self.expanded(generator, vector, times)
        return Evolution(times: times, levels: levels, vectors: vectors)
    }

    /// By propagators, one for each step that differs from the last by more than rounding.
    private static func propagated(_ generator: RealGenerator, _ initial: [Double], _ times: [Double]) -> [Double] {
        let size = generator.size
        var propagator: [Double] = []
        var step = -1.0
        var now = 0.0
        var result = [Double](repeating: 0, count: size * times.count)
        var vector = initial
        var next = initial
        for (index, time) in times.enumerated() {
            let wanted = time - now
            if wanted > 0 {
                // A step within rounding of the one before it ends within rounding of the same state.
                if abs(wanted - step) > 4 * time.ulp {
                    step = wanted
                    propagator = DenseAlgebra.exponential(generator.elements.map { $0 * step }, size)
                }
                for row in 0..<size {
                    var sum = 0.0
                    for column in 0..<size { sum += propagator[row * size + column] * vector[column] }
                    next[row] = sum
                }
                swap(&vector, &next)
                now = time
            }
            for row in 0..<size { result[index * size + row] = vector[row] }
        }
        return result
    }

    /// By the Taylor series of the exponential times the state.
    private static func expanded(_ generator: RealGenerator, _ initial: [Double], _ times: [Double]) -> [Double] {
        let sparse = SparseRows(generator.elements, size: generator.size)
        var now = 0.0
        var vector = initial
        var result: [Double] = []
        result.reserveCapacity(generator.size * times.count)
        for time in times {
            if time > now { vector = sparse.exponential(time: time - now, times: vector) }
            now = time
            result += vector
        }
        return result
    }
}

/// The states of a system at several times.
public struct Evolution: Sendable {
    /// In s.
    public let times: [Double]
    /// How many levels.
    public let levels: Int
    /// The states as real numbers, one after the other.
    let vectors: [Double]

    /// The state at a time's place.
    public func state(_ index: Int) -> DensityMatrix {
        let size = levels * levels
        return DensityMatrix(
            unchecked: RealGenerator.matrix(of: vectors[(index * size)..<((index + 1) * size)], levels: levels))
    }

    /// The expectation of a Hermitian operator at each time.
    ///
    /// - Precondition: an operator over the system's levels.
    public func expectations(_ observable: ComplexMatrix) -> [Double] {
        precondition(observable.levels == levels, "an operator over the system's levels")
        // Tr(Oρ) = ΣO_aa ρ_aa + 2ΣRe(O_ba ρ_ab) over a < b.
        var weights = RealGenerator.vector(of: observable)
        for index in levels..<weights.count { weights[index] *= 2 }
        let size = weights.count
        return times.indices.map { index in
            var sum = 0.0
            for place in 0..<size { sum += weights[place] * vectors[index * size + place] }
            return sum
        }
    }
}
