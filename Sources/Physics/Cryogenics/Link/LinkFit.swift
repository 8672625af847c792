/// Parameters of a stage of a link as a heater sweep shows them, with their uncertainties.
///
/// Fitted at once to all states of a stage, with the correlation that sensor 3 brings into both:
///
///     ∫k(T) dT from T₃ to T₄ = Δx (Q + Q̄₃₄)/A      shield, k by Hust & Lankford's law with the residual resistance ratio
///     T₃ − T₂ = R(T̄₂₃) (Q + Q₂₃)                    braid, R = R₀ (T/T₀)^−b, at 50 K R₀ k(T₀)/k(T)
///
/// The first is Eq. 8 of the source integrated without approximation; k(T̄₃₄) = Δx (Q + Q̄₃₄)/(A ΔT₄₃), its Eq. 9, is its first
/// order and is reported as ``conductivities``. A shield's own load spreads evenly over Δx: Q̄₃₄ is half of it, and all of it
/// passes the braid (the source puts Q₂₃ ≈ Q̄₃₄). What the cap at the end receives is not told apart from the shield's.
///
/// Uncertainties: residuals are weighted by the temperatures' noise, carried through to first order. The covariance is the
/// inverse curvature; a standard uncertainty is its root times max(1, √(χ²/ν)). The interval of 95 % is the wider of normal
/// quantile × stated noise and Student's t × √(χ²/ν), taken in the quantities in which the model is closest to linear
/// (1/(RRR − 1), ln R₀, b, load). Geometry, a load that is held, and k's law count as exact.
///
/// - Source: arXiv:2604.15971, appendices D and F, Eqs. 8–13.
public struct LinkFit: Sendable {
    /// A parameter.
    public struct Estimate: Sendable, Hashable {
        /// In SI units.
        public var value: Double
        /// Standard uncertainty; nil for what was held.
        public var standardUncertainty: Double?
        /// The interval of 95 %; nil for what was held.
        public var interval: ClosedRange<Double>?
    }

    /// What is assumed of the sweep.
    public struct Assumptions: Sendable, Hashable {
        /// Relative standard uncertainty of each temperature, independent of one another.
        public var noise: Double
        /// From sensor 3 to sensor 4, in m; the shield's length where nil.
        public var distance: Double?
        /// Residual resistance ratio of the braids' copper: 320, as the 50K braids' in Table 3.
        public var braidRatio: Double
        /// Length of the braids in m; the gap between two shields where nil.
        public var braidLength: Double?
        /// Whether the own load of every stage is fitted, and not the 50K stage's alone.
        public var fitsEveryLoad: Bool

        /// Makes assumptions; temperatures to 0.1 % unless stated.
        public init(
            noise: Double = 1e-3, distance: Double? = nil, braidRatio: Double = 320, braidLength: Double? = nil,
            fitsEveryLoad: Bool = false
        ) {
            self.noise = noise
            self.distance = distance
            self.braidRatio = braidRatio
            self.braidLength = braidLength
            self.fitsEveryLoad = fitsEveryLoad
        }
    }

    /// The stage.
    public var stage: Stage
    /// How many states of rest.
    public var points: Int
    /// Observations less parameters; what is known beforehand of the residual resistance ratio is an observation.
    public var degreesOfFreedom: Int
    /// χ²/ν: 1 where the noise is as stated.
    public var chiSquarePerDegree: Double
    /// Of the shield's copper.
    ///
    /// Above some 40 K conductivities of all ratios differ by a few per cent: at 50K the parameters' ratio with the 20 %
    /// scatter of appendix D counts as one more observation.
    public var residualResistanceRatio: Estimate
    /// Whether ``residualResistanceRatio`` leans on what is known beforehand.
    public var usesPriorRatio: Bool
    /// R₀ of a braid module, in K/W.
    public var braidResistance: Estimate
    /// T₀ in K.
    public var reference: Double
    /// b; nil where the resistance follows bulk copper.
    public var braidExponent: Estimate?
    /// What the braids' copper alone makes of ``braidResistance``, in K/W: computed, taken as exact.
    public var bulkResistance: Double
    /// ``braidResistance`` less ``bulkResistance``, in K/W at T₀.
    public var contactResistance: Estimate
    /// −d ln R_contact/d ln T at T₀; nil where the contact is not above zero by two standard uncertainties, or b is not known.
    public var contactExponent: Estimate?
    /// Own load in W/m at a cold shield.
    public var loadPerMetre: Estimate
    /// Own load per area of the shield, in W/m².
    public var effectiveFlux: Estimate
    /// λ = φ/(σT_room⁴) of the outermost shield; nil for the others.
    public var attenuation: Estimate?
    /// Mean temperature in K and conductivity in W/(m·K), state by state.
    ///
    /// Of the shield between sensors 3 and 4, after the source’s Eq. 9 with the own load that was fitted or held.
    public var conductivities: [(temperature: Double, conductivity: Double)]

    /// Fits every stage of a sweep, hottest first.
    ///
    /// - Parameters:
    ///   - sweep: the states of rest.
    ///   - parameters: geometry, loads, and where the search begins.
    ///   - assumptions: of the sweep.
    /// - Throws: `HeaterSweepError` with place and reason; `MaterialError` for a shield's material that is not copper-like.
    public static func fits(
        of sweep: HeaterSweep, _ parameters: LinkParameters, _ assumptions: Assumptions = Assumptions()
    ) throws -> [LinkFit] {
        let present = parameters.stages.indices.filter { index in
            sweep.points.contains { $0.stage == parameters.stages[index].stage }
        }
        return try present.map { index in
            let points = try sweep.points(of: parameters.stages[index].stage, noise: assumptions.noise)
            let model = try StageSweepModel(points, parameters, stage: index, assumptions, file: sweep.file)
            do {
                return try model.fit()
            } catch let failure as LeastSquares.Failure {
                throw HeaterSweepError(
                    file: sweep.file, mark: points.first?.marks.first, stage: parameters.stages[index].stage,
                    reason: model.reason(failure))
            }
        }
    }
}
