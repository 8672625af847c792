import Glibc

/// A state of a few levels, mixed or pure.
public struct DensityMatrix: Sendable, Hashable {
    /// ρ: Hermitian, positive, of trace 1.
    public let matrix: ComplexMatrix

    /// How many levels.
    public var levels: Int { matrix.levels }

    /// How far trace, symmetry and positivity may be off.
    public static let tolerance = 1e-9

    /// A state from its matrix.
    ///
    /// - Throws: `QubitError` for one that is not Hermitian, positive and of trace 1 within `tolerance`.
    public init(_ matrix: ComplexMatrix) throws(QubitError) {
        let trace = matrix.trace
        guard abs(trace.real - 1) <= Self.tolerance, abs(trace.imaginary) <= Self.tolerance else {
            throw QubitError("state", .notAState("its trace is \(trace.real)"))
        }
        for row in 0..<matrix.levels {
            for column in 0..<row {
                let difference = matrix[row, column] - matrix[column, row].conjugate
                guard difference.squaredSize <= Self.tolerance * Self.tolerance else {
                    throw QubitError("state", .notAState("element \(row),\(column) is not the conjugate of its mirror"))
                }
            }
        }
        guard Self.isPositive(matrix) else {
            throw QubitError("state", .notAState("some state has a negative population"))
        }
        self.matrix = matrix
    }

    /// A state known to be one: what an evolution made of a state.
    init(unchecked matrix: ComplexMatrix) { self.matrix = matrix }

    /// A pure state from its amplitudes.
    ///
    /// - Throws: `QubitError` where their squares do not add up to 1.
    public init(amplitudes: [ComplexNumber]) throws(QubitError) {
        guard !amplitudes.isEmpty else { throw QubitError("amplitudes", .size(0, expected: "one a level")) }
        let norm = amplitudes.reduce(0) { $0 + $1.squaredSize }
        guard abs(norm - 1) <= Self.tolerance else {
            throw QubitError("amplitudes", .notAState("their squares add up to \(norm)"))
        }
        var matrix = ComplexMatrix(levels: amplitudes.count)
        for row in amplitudes.indices {
            for column in amplitudes.indices { matrix[row, column] = amplitudes[row] * amplitudes[column].conjugate }
        }
        self.matrix = matrix
    }

    /// A level.
    public init(level: Int, of levels: Int) throws(QubitError) {
        guard (0..<max(levels, 0)).contains(level) else {
            throw QubitError("level", .outOfRange(value: Double(level), range: "0 to \(levels - 1)"))
        }
        self.init(unchecked: .diagonal((0..<levels).map { $0 == level ? 1 : 0 }))
    }

    /// The state of two systems that know nothing of each other.
    public func tensor(_ other: DensityMatrix) -> DensityMatrix {
        DensityMatrix(unchecked: matrix.tensor(other.matrix))
    }

    /// The expectation Tr(Oρ) of an operator over the same levels.
    public func expectation(_ observable: ComplexMatrix) -> ComplexNumber {
        precondition(observable.levels == levels, "an operator over the state's levels")
        var sum = ComplexNumber(0)
        for row in 0..<levels { for column in 0..<levels { sum = sum + observable[row, column] * matrix[column, row] } }
        return sum
    }

    /// Whether ρ + tolerance has a Cholesky factor, which a negative eigenvalue below −tolerance forbids.
    private static func isPositive(_ matrix: ComplexMatrix) -> Bool {
        let count = matrix.levels
        var factor = ComplexMatrix(levels: count)
        for column in 0..<count {
            var pivot = matrix[column, column].real + tolerance
            for inner in 0..<column { pivot -= factor[column, inner].squaredSize }
            guard pivot > 0 else { return false }
            let root = pivot.squareRoot()
            factor[column, column] = ComplexNumber(root)
            for row in (column + 1)..<max(count, column + 1) {
                var sum = matrix[row, column]
                for inner in 0..<column { sum = sum - factor[row, inner] * factor[column, inner].conjugate }
                factor[row, column] = 1 / root * sum
            }
        }
        return true
    }
}
