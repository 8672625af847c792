import Glibc

/// A quotient of polynomials in the square root of temperature, for the common logarithm of a property.
///
///     log₁₀ y = (a + cT^½ + eT + gT^1.5 + iT²) / (1 + bT^½ + dT + fT^1.5 + hT²)
///
/// NIST's form for oxygen-free copper. The variable is T itself, not log₁₀ T: taking the latter is a known slip of
/// public tools, wrong by a factor of two.
public struct RootRational: Sendable, Hashable {
    /// The nine coefficients a to i, in alphabetical order as NIST prints them.
    public var coefficients: [Double]

    /// Makes the quotient from a to i.
    public init(coefficients: [Double]) { self.coefficients = coefficients }

    /// The property at a temperature in K, in SI units.
    func value(at temperature: Double) -> Double {
        let c = coefficients
        let r = temperature.squareRoot()
        let upper = (((c[8] * r + c[6]) * r + c[4]) * r + c[2]) * r + c[0]
        let lower = (((c[7] * r + c[5]) * r + c[3]) * r + c[1]) * r + 1
        return exp(upper / lower * 2.302585092994045684)
    }
}
