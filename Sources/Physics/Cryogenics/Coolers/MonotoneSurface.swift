import Glibc

/// What one stage lifts over a box of both stages' temperatures: a polynomial that rises with its own temperature.
///
///     Q(T₁, T₂) = Σᵢⱼ cᵢⱼ Bᵢ(u) Bⱼ(v),   Bᵢ Bernstein polynomials of degree 3,   u ∝ ln T₁,   v ∝ √T₂
///
/// In this form a polynomial rises along a direction wherever its coefficients do (its derivative is a Bernstein sum of
/// their differences, and none of its terms is negative), so that a fit with ordered coefficients is monotonic
/// everywhere in the box, not only at the points. It is smooth in all derivatives. Cubic, since digitised maps of some
/// 30 points carry no more; ln T₁ and √T₂ since over them the published maps of two-stage pulse tubes are nearest to
/// straight.
///
/// Outside the box it goes on along its tangent in its own temperature, and holds in the other's.
///
/// - Source: G. Farin, Curves and Surfaces for CAGD, ch. 5 and 15 (Bernstein form and its derivatives).
struct MonotoneSurface: Sendable, Hashable {
    /// The degree along each temperature.
    static let degree = 3
    /// How many coefficients there are.
    static let count = (degree + 1) * (degree + 1)

    /// One temperature as a coordinate from 0 to 1.
    struct Axis: Sendable, Hashable {
        /// Which function of the temperature the coordinate is proportional to.
        enum Scale: Sendable, Hashable { case logarithm, squareRoot }

        var scale: Scale
        /// In K.
        var range: ClosedRange<Double>

        private func stretched(_ temperature: Double) -> Double {
            scale == .logarithm ? log(temperature) : temperature.squareRoot()
        }

        /// The extent of the range in stretched temperature.
        private var extent: Double { stretched(range.upperBound) - stretched(range.lowerBound) }

        /// An axis over the span of some temperatures, and a part of it more on each side.
        init(_ scale: Scale, over temperatures: [Double], margin: Double) {
            self.scale = scale
            range = 0...1
            let all = temperatures.map(stretched)
            let (low, high) = (all.min() ?? 0, all.max() ?? 0)
            let more = margin * (high - low)
            func back(_ value: Double) -> Double { scale == .logarithm ? exp(value) : value * value }
            range = back(low - more)...back(high + more)
        }

        /// The coordinate of a temperature of the range, and its derivative in 1/K.
        func coordinate(_ temperature: Double) -> (value: Double, slope: Double) {
            let extent = extent
            let value = (stretched(temperature) - stretched(range.lowerBound)) / extent
            switch scale {
            case .logarithm: return (value, 1 / (temperature * extent))
            case .squareRoot: return (value, 0.5 / (temperature.squareRoot() * extent))
            }
        }
    }

    /// Which temperature it rises with.
    enum Direction: Sendable, Hashable { case first, second }

    var first: Axis
    var second: Axis
    var direction: Direction
    /// cᵢⱼ in W, row by row of the first temperature.
    var coefficients: [Double]

    /// The power in W, and its slopes in W/K by both temperatures in K.
    func value(_ t1: Double, _ t2: Double) -> (power: Double, byFirst: Double, bySecond: Double) {
        let (inside1, inside2) = (t1.clamped(to: first.range), t2.clamped(to: second.range))
        let (u, v) = (first.coordinate(inside1), second.coordinate(inside2))
        let (b1, b2) = (Self.basis(u.value), Self.basis(v.value))
        var (power, byU, byV, byBoth) = (0.0, 0.0, 0.0, 0.0)
        for i in 0...Self.degree {
            let row = i * (Self.degree + 1)
            let c = SIMD4(coefficients[row], coefficients[row + 1], coefficients[row + 2], coefficients[row + 3])
            let (along, bySecond) = ((c * b2.values).sum(), (c * b2.slopes).sum())
            power += b1.values[i] * along
            byU += b1.slopes[i] * along
            byV += b1.values[i] * bySecond
            byBoth += b1.slopes[i] * bySecond
        }
        let (slope1, slope2, mixed) = (byU * u.slope, byV * v.slope, byBoth * u.slope * v.slope)
        let (beyond1, beyond2) = (t1 - inside1, t2 - inside2)
        switch direction {
        case .first: return (power + slope1 * beyond1, slope1, beyond2 == 0 ? slope2 + mixed * beyond1 : 0)
        case .second: return (power + slope2 * beyond2, beyond1 == 0 ? slope1 + mixed * beyond2 : 0, slope2)
        }
    }

    /// The Bernstein polynomials of degree 3 and their derivatives at a coordinate.
    static func basis(_ u: Double) -> (values: SIMD4<Double>, slopes: SIMD4<Double>) {
        let w = 1 - u
        return (
            SIMD4(w * w * w, 3 * u * w * w, 3 * u * u * w, u * u * u),
            SIMD4(-3 * w * w, 3 * w * (w - 2 * u), 3 * u * (2 * w - u), 3 * u * u)
        )
    }
}

extension Double {
    fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
