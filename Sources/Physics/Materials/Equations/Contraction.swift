import Glibc

/// Linear contraction on cooling from 293 K, in NIST's form.
///
///     (L(T) − L(293 K))/L(293 K) = (a + bT + cT² + dT³ + eT⁴)·10⁻⁵   from T_low up,
///                               = f·10⁻⁵                              below it
///
/// The value is the negative of that: positive when shorter, as designers count it.
public struct ContractionPolynomial: Sendable, Hashable {
    /// a to e.
    public var coefficients: [Double]
    /// T_low in K.
    public var lowest: Double
    /// f.
    public var constant: Double

    /// Makes the polynomial.
    public init(coefficients: [Double], lowest: Double, constant: Double) {
        self.coefficients = coefficients
        self.lowest = lowest
        self.constant = constant
    }

    /// The contraction at a temperature in K; dimensionless.
    func value(at temperature: Double) -> Double {
        guard temperature >= lowest else { return -constant * 1e-5 }
        var sum = 0.0
        for coefficient in coefficients.reversed() { sum = sum * temperature + coefficient }
        return -sum * 1e-5
    }
}

/// Linear contraction on cooling from 293 K, integrated from an expansion coefficient.
///
///     (L(293 K) − L(T))/L(293 K) = ∫_T^293 α dT,   α = 10⁻⁶·10^(Σ aₙ (log₁₀T)ⁿ) K⁻¹
///
/// Below the coefficient's range the rest, α·T/4 for α ∝ T³, is added; for copper it is 2·10⁻⁹.
public struct ExpansionIntegral: Sendable, Hashable {
    /// log₁₀ of the expansion coefficient in 10⁻⁶/K.
    public var coefficient: LogPolynomial
    /// Where the polynomial begins, in K.
    public var lowest: Double

    /// Makes the integral.
    public init(coefficient: LogPolynomial, lowest: Double) {
        self.coefficient = coefficient
        self.lowest = lowest
    }

    /// The contraction at a temperature in K; dimensionless.
    func value(at temperature: Double) -> Double {
        let start = max(temperature, lowest)
        var sum = 0.0
        // Panels of equal width in ln T: the integrand is smooth there, ten points each give 1e-10.
        let panels = 4
        let width = (log(293) - log(start)) / Double(panels)
        for panel in 0..<panels {
            let middle = log(start) + (Double(panel) + 0.5) * width
            for (x, w) in gaussLegendre10 {
                let t = exp(middle + x * width / 2)
                sum += w * width / 2 * t * coefficient.value(at: t)
            }
        }
        if temperature < lowest {
            let edge = coefficient.value(at: lowest)
            sum += edge / 4 * (lowest - temperature * pow(temperature / lowest, 3))
        }
        return sum * 1e-6
    }
}

/// Nodes and weights of ten-point Gauss–Legendre quadrature on −1…1.
let gaussLegendre10: [(x: Double, w: Double)] = [
    (0.1488743389816312, 0.2955242247147529), (0.4333953941292472, 0.2692667193099963),
    (0.6794095682990244, 0.2190863625159820), (0.8650633666889845, 0.1494513491505806),
    (0.9739065285171717, 0.0666713443086881),
].flatMap { [(x: -$0.0, w: $0.1), (x: $0.0, w: $0.1)] }
