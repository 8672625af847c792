/// The master equation over the real numbers of a Hermitian matrix: dv/dt = Gv.
///
/// v holds the populations, then for each pair a < b the real and imaginary part of ρ_ab: levels² numbers, so that G is half
/// as wide as over complex numbers, and every solution is Hermitian by construction.
struct RealGenerator {
    let levels: Int
    /// levels².
    let size: Int
    /// G, row after row.
    var elements: [Double]

    /// The place of Re ρ_ab for a < b; Im ρ_ab stands behind it.
    @inline(__always)
    static func place(_ a: Int, _ b: Int, _ levels: Int) -> Int { levels + a * (2 * levels - a - 1) + 2 * (b - a - 1) }

    init(_ system: LindbladSystem) {
        levels = system.levels
        size = levels * levels
        elements = Array(repeating: 0, count: size * size)
        let levels = levels

        // The part without jumps, −i(H_eff ρ − ρ H_eff†) with H_eff = H − (i/2)Σγ L†L; and the jumps, γ L ρ L†.
        var effective = system.hamiltonian.elements
        var jumps: [(row: Int, column: Int, value: ComplexNumber)] = []
        for decay in system.decays where decay.rate > 0 {
            jumps.removeAll(keepingCapacity: true)
            for row in 0..<levels {
                for column in 0..<levels {
                    let value = decay.jump.elements[row * levels + column]
                    if value.squaredSize > 0 { jumps.append((row, column, value)) }
                }
            }
            for first in jumps {
                for second in jumps {
                    if first.row == second.row {
                        let product = first.value.conjugate * second.value
                        let place = first.column * levels + second.column
                        // −(i/2)γ·product
                        effective[place].real += 0.5 * decay.rate * product.imaginary
                        effective[place].imaginary -= 0.5 * decay.rate * product.real
                    }
                    if first.row <= second.row {
                        add(
                            decay.rate * (first.value * second.value.conjugate), to: (first.row, second.row),
                            from: (first.column, second.column))
                    }
                }
            }
        }
        for row in 0..<levels {
            for column in 0..<levels {
                let value = effective[row * levels + column]
                guard value.squaredSize > 0 else { continue }
                // −i·H_eff,ac ρ_cb for every b ≥ a; +i·conj(H_eff,bd) ρ_ad for every a ≤ b.
                let left = ComplexNumber(value.imaginary, -value.real)
                for other in row..<levels { add(left, to: (row, other), from: (column, other)) }
                for other in 0...row { add(left.conjugate, to: (other, row), from: (other, column)) }
            }
        }
    }

    /// dρ_ab/dt gets `factor`·ρ_cd; a ≤ b.
    @inline(__always)
    private mutating func add(_ factor: ComplexNumber, to: (Int, Int), from: (Int, Int)) {
        let (a, b) = to
        let (c, d) = from
        let realRow = (a == b ? a : Self.place(a, b, levels)) * size
        let imaginaryRow = realRow + size
        if c == d {
            elements[realRow + c] += factor.real
            if a != b { elements[imaginaryRow + c] += factor.imaginary }
            return
        }
        let column = Self.place(min(c, d), max(c, d), levels)
        let sign = c < d ? 1.0 : -1.0
        elements[realRow + column] += factor.real
        elements[realRow + column + 1] -= sign * factor.imaginary
        if a != b {
            elements[imaginaryRow + column] += factor.imaginary
            elements[imaginaryRow + column + 1] += sign * factor.real
        }
    }

    /// The numbers of a state.
    static func vector(of matrix: ComplexMatrix) -> [Double] {
        let levels = matrix.levels
        var result = (0..<levels).map { matrix[$0, $0].real }
        result.reserveCapacity(levels * levels)
        for a in 0..<levels {
            for b in (a + 1)..<max(levels, a + 1) {
                let mean = 0.5 * (matrix[a, b] + matrix[b, a].conjugate)
                result.append(mean.real)
                result.append(mean.imaginary)
            }
        }
        return result
    }

    /// The state that numbers stand for.
    static func matrix(of vector: some RandomAccessCollection<Double>, levels: Int) -> ComplexMatrix {
        var result = ComplexMatrix(levels: levels)
        let start = vector.startIndex
        func number(_ offset: Int) -> Double { vector[vector.index(start, offsetBy: offset)] }
        for a in 0..<levels {
            result[a, a] = ComplexNumber(number(a))
            for b in (a + 1)..<max(levels, a + 1) {
                let place = place(a, b, levels)
                result[a, b] = ComplexNumber(number(place), number(place + 1))
                result[b, a] = result[a, b].conjugate
            }
        }
        return result
    }
}
