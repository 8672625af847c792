import Glibc

/// The eight Chebyshev points cos((2j+1)π/16) on −1…1.
let chebyshevNodes: [Double] = (0..<8).map { cos((2 * Double($0) + 1) * Double.pi / 16) }

/// The coefficients, lowest order first, of the polynomial of degree 7 that takes given values at the eight points.
func monomials(through samples: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: 8)
    for (n, row) in interpolation.enumerated() {
        for (j, weight) in row.enumerated() { result[n] += weight * samples[j] }
    }
    return result
}

/// Row n turns values at the points into the coefficient of xⁿ.
private let interpolation: [[Double]] = {
    // T₀…T₇ as monomials, by Tₙ₊₁ = 2xTₙ − Tₙ₋₁.
    var chebyshev: [[Double]] = [[1, 0, 0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0]]
    for n in 2..<8 {
        let doubled = [0] + chebyshev[n - 1].dropLast().map { 2 * $0 }
        chebyshev.append(zip(doubled, chebyshev[n - 2]).map { $0 - $1 })
    }
    var rows = [[Double]](repeating: [Double](repeating: 0, count: 8), count: 8)
    for (j, x) in chebyshevNodes.enumerated() {
        for n in 0..<8 {
            // The discrete orthogonality of Tₙ on these points.
            let weight = (n == 0 ? 1.0 : 2.0) / 8 * cos(Double(n) * acos(x))
            for power in 0..<8 { rows[power][j] += weight * chebyshev[n][power] }
        }
    }
    return rows
}()
