import Glibc

/// A law by which the paper on architectural inversion computes coherence: `listing` or `paper`.
///
///     1/T2* = Γ₀(tan δ) + K·tan δ·coth(ħω/2k_BT),   F = exp(−t/T2*)
///
/// Both are given as they stand and are not endorsed: T2* may exceed 2T1, 4 K is treated as if nothing else happened there.
/// `Coherence` has the physics.
///
/// - Source: R. B. Quni-Gudzinas, doi:10.5281/zenodo.17937531, version 2, appendix C (listing) and appendix B (table).
public struct InversionLaw: Sendable, Hashable {
    /// The rate that is left at T → 0 besides that of the defects.
    public enum Floor: Sendable, Hashable {
        /// The same for every material, in s⁻¹.
        case constant(Double)
        /// √(c·tan δ), with c in s⁻².
        case rootOfLoss(Double)
    }

    /// The noise floor.
    public var floor: Floor
    /// K, the rate a unit of loss tangent at T → 0, in s⁻¹.
    public var coupling: Double
    /// The qubit's frequency in Hz.
    public var frequency: Double
    /// The duration of the gate in s.
    public var gateTime: Double
    /// The reduced Planck constant in J·s, with as many digits as the listing has.
    public var reducedPlanck: Double

    /// The listing of appendix C: a constant floor of 3500 s⁻¹.
    public static let listing = InversionLaw(floor: .constant(3.5e3))

    /// The law that the printed table follows, reconstructed: a floor of √(10¹³·tan δ) s⁻¹.
    ///
    /// The paper does not state it.
    /// Rows of one material at 10 mK and 4 K give K(coth − 1), hence K = 6.00·10⁹ s⁻¹; what is left of the rows' rates falls
    /// as tan δ to the power 0.49997, from 1732.1 s⁻¹ at 3·10⁻⁷ to 100.0 s⁻¹ at 10⁻⁹.
    public static let paper = InversionLaw(floor: .rootOfLoss(1e13))

    /// A law of this form with the listing's constants.
    public init(
        floor: Floor, coupling: Double = 6e9, frequency: Double = 5e9, gateTime: Double = 20e-9,
        reducedPlanck: Double = 1.0545718e-34
    ) {
        self.floor = floor
        self.coupling = coupling
        self.frequency = frequency
        self.gateTime = gateTime
        self.reducedPlanck = reducedPlanck
    }

    /// The Boltzmann constant in J/K.
    static let boltzmann = 1.380649e-23

    /// ħω/k_B in K.
    var energyTemperature: Double { reducedPlanck * (2 * Double.pi * frequency) / Self.boltzmann }

    /// coth(ħω/2k_BT): by how much the defects' rate exceeds that at T → 0.
    ///
    /// - Parameter temperature: in K, above 0.
    public func thermalFactor(temperature: Double) throws(QubitError) -> Double {
        try Check.positive(temperature, "temperature", "K")
        return 1 / tanh(reducedPlanck * (2 * Double.pi * frequency) / (2 * Self.boltzmann * temperature))
    }

    /// The noise floor of a material in s⁻¹.
    public func floorRate(lossTangent: Double) throws(QubitError) -> Double {
        try Check.lossTangent(lossTangent)
        return switch floor {
        case .constant(let rate): rate
        case .rootOfLoss(let factor): (factor * lossTangent).squareRoot()
        }
    }

    /// 1/T2* in s⁻¹.
    ///
    /// - Parameters:
    ///   - temperature: in K, above 0.
    ///   - lossTangent: between 0 and 1.
    public func rate(temperature: Double, lossTangent: Double) throws(QubitError) -> Double {
        try floorRate(lossTangent: lossTangent)
            + coupling * lossTangent * thermalFactor(temperature: temperature)
    }

    /// T2* in s.
    public func coherenceTime(temperature: Double, lossTangent: Double) throws(QubitError) -> Double {
        try 1 / rate(temperature: temperature, lossTangent: lossTangent)
    }

    /// exp(−t/T2*): what the law calls the fidelity of a gate.
    public func fidelity(temperature: Double, lossTangent: Double) throws(QubitError) -> Double {
        try exp(-gateTime * rate(temperature: temperature, lossTangent: lossTangent))
    }

    /// 1 − exp(−t/T2*), without loss of digits.
    public func error(temperature: Double, lossTangent: Double) throws(QubitError) -> Double {
        try -expm1(-gateTime * rate(temperature: temperature, lossTangent: lossTangent))
    }
}

/// Which of the paper's three accounts of itself is meant; they are never blended.
public enum InversionSource: String, Sendable, Hashable, CaseIterable {
    /// The listing of appendix C as written.
    case listing
    /// The law that the printed table follows, reconstructed from its numbers.
    case paper
    /// The table of appendix B as printed.
    case printed

    /// What it is, in a few words.
    public var title: String {
        switch self {
        case .listing: "listing: appendix C as written"
        case .paper: "paper: reconstructed, the law that the printed table follows, floor √(1e13·tan δ) s⁻¹"
        case .printed: "printed: the table of appendix B"
        }
    }

    /// The law.
    ///
    /// - Throws: `QubitError` for `printed`, which has none.
    public func law() throws(QubitError) -> InversionLaw {
        switch self {
        case .listing: .listing
        case .paper: .paper
        case .printed: throw QubitError("law", .noFormula)
        }
    }
}
