import Glibc

/// Electrical resistivity of copper as a function of its purity, and what a magnetic field adds.
///
///     ρ   = ρ₀ + ρᵢ + ρᵢ₀,   ρ₀ = ρ(273 K)/RRR
///     ρᵢ  = P₁T^P₂ / (1 + P₁P₃T^(P₂+P₄) exp(−(P₅/T)^P₆)),   ρᵢ₀ = P₇ρᵢρ₀/(ρᵢ + ρ₀)
///     Δρ/ρ = 10^(Σ aₙ xⁿ),   x = log₁₀(ρ(273 K)·B/ρ)
///
/// The transverse magnetoresistance follows Kohler's rule. Heat and charge are carried by the same electrons, so a field
/// lowers the thermal conductivity by the same factor: k(B) = k(0)·ρ(0)/ρ(B).
///
/// - Source: Simon, Drexler & Reed, NIST Monograph 177 (1992), eqs. 8-1 to 8-3. The exponent printed there as P₂ − P₄
///   with P₄ = 1.14 is P₂ + P₄ here with P₄ = −1.14; transcriptions that lose the sign are wrong by orders of magnitude.
public struct ResistivityModel: Sendable, Hashable {
    /// P₁ to P₇.
    public var p: [Double]
    /// ρ(273 K) in Ω·m.
    public var iceResistivity: Double
    /// The coefficients of log₁₀(Δρ/ρ), lowest order first; empty where unknown.
    public var magnetoresistance: [Double]

    /// Makes the model of an element.
    public init(p: [Double], iceResistivity: Double, magnetoresistance: [Double]) {
        self.p = p
        self.iceResistivity = iceResistivity
        self.magnetoresistance = magnetoresistance
    }

    /// The flux densities, in T, for which Δρ/ρ is known.
    public static let fieldRange: ClosedRange<Double> = 0...10
    /// The largest x = log₁₀(ρ(273 K)·B/ρ) of the Kohler plots that the polynomial was fitted to.
    static let highestKohlerAbscissa = 4.0
    /// Relative uncertainty of Δρ/ρ: by so much two published fits differ at 1 T, by less in stronger fields.
    static let uncertainty = 0.28

    /// Resistivity in Ω·m without a field.
    func value(at temperature: Double, ratio: Double) -> Double {
        let lnT = log(temperature)
        let residual = iceResistivity / ratio
        let damping = exp(-exp(p[5] * (log(p[4]) - lnT)))
        let ideal = p[0] * exp(p[1] * lnT) / (1 + p[0] * p[2] * exp((p[1] + p[3]) * lnT) * damping)
        return residual + ideal + p[6] * ideal * residual / (ideal + residual)
    }

    /// ρ(B)/ρ(0) in a transverse field.
    ///
    /// Below x = 0, where Δρ/ρ is 0.2 %, the polynomial has no meaning; from there down Δρ/ρ ∝ B², the law of weak fields.
    func fieldFactor(at temperature: Double, ratio: Double, field: Double) -> Double {
        guard field > 0 else { return 1 }
        let x = log10(iceResistivity * field / value(at: temperature, ratio: ratio))
        var sum = 0.0
        for coefficient in magnetoresistance.reversed() { sum = sum * max(x, 0) + coefficient }
        if x < 0 { sum += 2 * x }
        return 1 + exp(sum * 2.302585092994045684)
    }
}
