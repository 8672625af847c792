import Glibc

/// A polynomial in the logarithm of temperature, for the logarithm of a property.
///
///     log y = Σ aₙ (log T)ⁿ
///
/// Both logarithms have the same base. The form of NIST's cryogenic material pages (base 10) and of several
/// wire fits (base e). Coefficients are large and of alternating sign: a digit lost in a transcription shows at once
/// (−18.996 for −18.9964 in copper's specific heat is 1.4 % at 300 K), so they are kept as printed.
public struct LogPolynomial: Sendable, Hashable {
    /// The base of both logarithms.
    public enum Base: Sendable, Hashable {
        /// Common logarithms.
        case ten
        /// Natural logarithms.
        case e
    }

    /// The base of both logarithms.
    public var base: Base
    /// The coefficients, lowest order first.
    public var coefficients: [Double]

    /// Makes the polynomial.
    public init(base: Base, coefficients: [Double]) {
        self.base = base
        self.coefficients = coefficients
    }

    /// The property at a temperature in K, in SI units.
    func value(at temperature: Double) -> Double {
        let x = base == .ten ? log10(temperature) : log(temperature)
        var sum = 0.0
        for coefficient in coefficients.reversed() { sum = sum * x + coefficient }
        return base == .ten ? exp(sum * 2.302585092994045684) : exp(sum)
    }
}
