/// A complex number in its two parts.
public struct ComplexNumber: Sendable, Hashable {
    /// The real part.
    public var real: Double
    /// The imaginary part.
    public var imaginary: Double

    /// A number from its parts.
    @inlinable
    public init(_ real: Double, _ imaginary: Double = 0) {
        self.real = real
        self.imaginary = imaginary
    }

    /// The same with the imaginary part turned.
    @inlinable
    public var conjugate: ComplexNumber { ComplexNumber(real, -imaginary) }
    /// The square of its size.
    @inlinable
    public var squaredSize: Double { real * real + imaginary * imaginary }

    /// The sum.
    @inlinable
    public static func + (a: Self, b: Self) -> Self { Self(a.real + b.real, a.imaginary + b.imaginary) }
    /// The difference.
    @inlinable
    public static func - (a: Self, b: Self) -> Self { Self(a.real - b.real, a.imaginary - b.imaginary) }
    /// The product.
    @inlinable
    public static func * (a: Self, b: Self) -> Self {
        Self(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
    }
    /// A multiple.
    @inlinable
    public static func * (a: Double, b: Self) -> Self { Self(a * b.real, a * b.imaginary) }
}

/// A square matrix of complex numbers over a few levels: an operator or a density matrix.
///
/// Levels are numbered from the ground state, 0, upward.
public struct ComplexMatrix: Sendable, Hashable {
    /// How many levels.
    public let levels: Int
    /// The elements, row after row.
    public var elements: [ComplexNumber]

    /// Nothing but zeros.
    ///
    /// - Precondition: at least one level.
    public init(levels: Int) {
        precondition(levels > 0, "an operator has at least one level")
        self.levels = levels
        elements = Array(repeating: ComplexNumber(0), count: levels * levels)
    }

    /// The element ⟨row|·|column⟩.
    public subscript(row: Int, column: Int) -> ComplexNumber {
        get { elements[row * levels + column] }
        set { elements[row * levels + column] = newValue }
    }

    /// The conjugate transpose.
    public var adjoint: ComplexMatrix {
        var result = ComplexMatrix(levels: levels)
        for row in 0..<levels { for column in 0..<levels { result[column, row] = self[row, column].conjugate } }
        return result
    }

    /// The sum of the diagonal.
    public var trace: ComplexNumber { (0..<levels).reduce(ComplexNumber(0)) { $0 + self[$1, $1] } }

    /// The sum.
    public static func + (a: Self, b: Self) -> Self { a.combined(b) { $0 + $1 } }
    /// The difference.
    public static func - (a: Self, b: Self) -> Self { a.combined(b) { $0 - $1 } }
    /// A multiple.
    public static func * (factor: Double, a: Self) -> Self {
        var result = a
        for index in result.elements.indices { result.elements[index] = factor * a.elements[index] }
        return result
    }

    /// The product.
    ///
    /// - Precondition: as many levels on either side.
    public static func * (a: Self, b: Self) -> Self {
        precondition(a.levels == b.levels, "operators over as many levels")
        var result = ComplexMatrix(levels: a.levels)
        for row in 0..<a.levels {
            for inner in 0..<a.levels where a[row, inner].squaredSize > 0 {
                for column in 0..<a.levels {
                    result[row, column] = result[row, column] + a[row, inner] * b[inner, column]
                }
            }
        }
        return result
    }

    private func combined(_ other: Self, _ operation: (ComplexNumber, ComplexNumber) -> ComplexNumber) -> Self {
        precondition(levels == other.levels, "operators over as many levels")
        var result = self
        for index in elements.indices { result.elements[index] = operation(elements[index], other.elements[index]) }
        return result
    }

    /// The operator on two systems, the first one's levels outermost.
    public func tensor(_ other: ComplexMatrix) -> ComplexMatrix {
        var result = ComplexMatrix(levels: levels * other.levels)
        for row in 0..<levels {
            for column in 0..<levels where self[row, column].squaredSize > 0 {
                for inner in 0..<other.levels {
                    for outer in 0..<other.levels {
                        result[row * other.levels + inner, column * other.levels + outer] =
                            self[row, column] * other[inner, outer]
                    }
                }
            }
        }
        return result
    }
}

/// The operators that everything is made of.
extension ComplexMatrix {
    /// The identity.
    public static func identity(levels: Int) -> ComplexMatrix { diagonal((0..<levels).map { _ in 1 }) }

    /// A diagonal of real numbers.
    public static func diagonal(_ values: [Double]) -> ComplexMatrix {
        var result = ComplexMatrix(levels: values.count)
        for (index, value) in values.enumerated() { result[index, index] = ComplexNumber(value) }
        return result
    }

    /// The operator a that takes a quantum: ⟨n−1|a|n⟩ = √n.
    public static func lowering(levels: Int) -> ComplexMatrix {
        var result = ComplexMatrix(levels: levels)
        for level in 1..<max(levels, 1) { result[level - 1, level] = ComplexNumber(Double(level).squareRoot()) }
        return result
    }

    /// The number of quanta, a†a.
    public static func number(levels: Int) -> ComplexMatrix { diagonal((0..<levels).map(Double.init)) }

    /// σ_x of a qubit.
    public static var pauliX: ComplexMatrix {
        var result = ComplexMatrix(levels: 2)
        result[0, 1] = ComplexNumber(1)
        result[1, 0] = ComplexNumber(1)
        return result
    }

    /// σ_z of a qubit, +1 for its ground state.
    public static var pauliZ: ComplexMatrix { diagonal([1, -1]) }
}
