import Glibc

/// Thermal conductivity of a pure metal as a function of its purity.
///
///     1/k = W₀ + Wᵢ + Wᵢ₀
///     W₀  = β/T,   β = ρ(273 K)/((RRR − 1)·L₀)
///     Wᵢ  = P₁T^P₂ / (1 + P₁P₃T^(P₂+P₄) exp(−(P₅/T)^P₆)) + W_c(T)
///     Wᵢ₀ = P₇WᵢW₀/(Wᵢ + W₀)
///     W_c = Σ A·ln(T/T₁)·exp(−(ln(T/T₂)/s)²)
///
/// W₀ is what impurities resist, Wᵢ what phonons do, Wᵢ₀ the interaction; P₇ may depend on purity as c/(β/β₁)^m. The
/// correction W_c matters: without it copper is up to 3 % off. Towards zero temperature the model becomes the
/// Wiedemann–Franz law k = L₀T/ρ₀.
///
/// - Source: Hust & Lankford, NBSIR 84-3007 (1984), eqs. 1–6; for copper also NIST Monograph 177 (1992), ch. 7.
public struct HustLankford: Sendable, Hashable {
    /// One term of the correction W_c.
    public struct Correction: Sendable, Hashable {
        /// A, in m·K/W.
        public var amplitude: Double
        /// T₁ in K, where the term changes sign; nil where the term has no logarithm.
        public var zero: Double?
        /// T₂ in K, where the term is centred.
        public var centre: Double
        /// s, its width in ln T.
        public var width: Double

        /// Makes a term.
        public init(amplitude: Double, zero: Double?, centre: Double, width: Double) {
            self.amplitude = amplitude
            self.zero = zero
            self.centre = centre
            self.width = width
        }

        func value(lnT: Double) -> Double {
            let x = (lnT - log(centre)) / width
            return amplitude * (zero.map { lnT - log($0) } ?? 1) * exp(-x * x)
        }
    }

    /// P₇, constant or falling with impurity.
    public enum Interaction: Sendable, Hashable {
        /// The same for every purity.
        case constant(Double)
        /// c/(β/β₁)^m.
        case impurity(coefficient: Double, reference: Double, exponent: Double)
    }

    /// P₁ to P₆.
    public var p: [Double]
    /// P₇.
    public var interaction: Interaction
    /// ρ(273 K) in Ω·m.
    public var iceResistivity: Double
    /// L₀ in V²/K².
    public var lorenzNumber: Double
    /// W_c.
    public var corrections: [Correction]

    /// Makes the model of an element.
    public init(
        p: [Double], interaction: Interaction, iceResistivity: Double, lorenzNumber: Double, corrections: [Correction]
    ) {
        self.p = p
        self.interaction = interaction
        self.iceResistivity = iceResistivity
        self.lorenzNumber = lorenzNumber
        self.corrections = corrections
    }

    /// β of a sample, in m·K²/W.
    func impurityResistance(ratio: Double) -> Double { iceResistivity / (ratio - 1) / lorenzNumber }

    /// Conductivity in W/(m·K).
    ///
    /// - Parameters:
    ///   - temperature: in K.
    ///   - ratio: residual resistance ratio ρ(273 K)/ρ(4 K), above 1.
    func value(at temperature: Double, ratio: Double) -> Double {
        let t = temperature
        let lnT = log(t)
        let beta = impurityResistance(ratio: ratio)
        let w0 = beta / t
        let damping = exp(-exp(p[5] * (log(p[4]) - lnT)))
        var wi = p[0] * exp(p[1] * lnT) / (1 + p[0] * p[2] * exp((p[1] + p[3]) * lnT) * damping)
        for term in corrections { wi += term.value(lnT: lnT) }
        let p7 =
            switch interaction {
            case .constant(let value): value
            case .impurity(let coefficient, let reference, let exponent): coefficient / pow(beta / reference, exponent)
            }
        return 1 / (w0 + wi + p7 * wi * w0 / (wi + w0))
    }

    /// Conductivity in W/(m·K) of the impurities alone, L₀T/ρ₀: the model's own limit towards zero temperature.
    func residualValue(at temperature: Double, ratio: Double) -> Double {
        temperature / impurityResistance(ratio: ratio)
    }
}
