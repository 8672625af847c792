import Glibc

/// A Chebyshev series in ln T for ln y.
///
///     ln y = Σ cₙ Tₙ(z),   z = (2 ln T − ln T_low − ln T_high)/(ln T_high − ln T_low)
///
/// Evaluated by Clenshaw's recurrence.
public struct ChebyshevSeries: Sendable, Hashable {
    /// The coefficients c₀, c₁ and so on.
    public var coefficients: [Double]
    /// ln T at z = −1 and z = +1.
    public var domain: ClosedRange<Double>

    /// Makes the series.
    public init(coefficients: [Double], domain: ClosedRange<Double>) {
        self.coefficients = coefficients
        self.domain = domain
    }

    /// The property at a temperature in K, in SI units.
    func value(at temperature: Double) -> Double {
        let z = (2 * log(temperature) - domain.lowerBound - domain.upperBound) / (domain.upperBound - domain.lowerBound)
        var (b1, b2) = (0.0, 0.0)
        for coefficient in coefficients.dropFirst().reversed() { (b1, b2) = (2 * z * b1 - b2 + coefficient, b1) }
        return exp(z * b1 - b2 + (coefficients.first ?? 0))
    }
}
