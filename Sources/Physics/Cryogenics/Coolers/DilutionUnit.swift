import Glibc
public import HeatTransfer

/// A dilution unit: still, cold plate and mixing chamber, cooled by one flow of ³He.
///
/// With ṅ the flow, T_s, T_c and T_m the temperatures of still, cold plate and mixing chamber:
///
/// **Mixing chamber.** Concentrated ³He comes in at T_x with an enthalpy of 11T² J/mol (C = 22T) and leaves dilute with
/// 95T²:
///
///     Q_m = ṅ(95T_m² − 11T_x²)
///
/// **Exchanger below the cold plate.** The concentrated stream, T_c where it enters, gives its heat through the Kapitza
/// resistance R_K/T³ of an area σ to the dilute one, taken at T_m all along since its heat capacity is five times larger:
///
///     22ṅT dT/dσ = −(T⁴ − T_m⁴)/(4R_K)
///
/// With u = T², a = u_m and κ = σ/(44R_K ṅ) that is du/dκ = −(u² − a²), whose solution is
///
///     (u_x − a)/(u_x + a) = (u_c − a)/(u_c + a)·e^(−2aκ),   or   u_x = (u_c + a·tanh aκ)/(1 + (u_c/a)·tanh aκ)
///
/// and 1/u_x = 1/u_c + κ as a → 0. An endless exchanger gives T_x = T_m and Q_m = 84ṅT_m²; with nothing on it a mixing
/// chamber comes to T_m = 0.340T_x.
///
/// **Cold plate.** The balance of its exchangers and of all below: the dilute stream, at constant osmotic pressure,
/// warms from T_m to T_c, the concentrated one cools from T_i to T_x:
///
///     Q_c = ṅ[h(T_c) − h(T_m)] − 11ṅ(T_i² − T_x²),   T_i² = T_c² + β(T_s² − T_c²)
///     h(T) = 107T₀²(√(1 + T²/T₀²) − 1),   T₀ = 3R/(2·107) = 0.117 K
///
/// h is the heat content of an ideal Fermi gas, C = 107T when cold and 3R/2 when warm: within 3 % of the exact one up
/// to 0.3 K, for the Fermi temperature of 0.38 K that 107T means. Were it 53.5T² throughout, it would be a quarter too
/// large at 0.14 K. β says how far the exchangers above come: one number.
///
/// **Still.** Pumps take ³He by its vapour pressure, and each mole takes the latent heat:
///
///     ṅ = ṅ_r (P(T_s)/P(T_r))^m,   Q_s = ṅL(T_s) − Q₀
///
/// Q₀ is what the returning ³He and the film bring: where it is not given it is 0, and the still's power counts it.
///
/// Where it is believed: still 0.3 to 1.5 K, cold plate and mixing chamber to 0.35 K, with `cautions(at:)` above 1 K,
/// 0.15 K and 0.1 K. Flow impedance, viscous heating and conduction along the streams, which keep real units from what
/// the exchanger promises below some 5 mK, are left out, and so is what bounds the flow of a real pump.
///
/// - Source: F. Pobell, Matter and Methods at Low Temperatures, ch. 7; G. Frossati, J. Phys. Colloq. 39 (1978) C6-1578.
public struct DilutionUnit: CoupledCooler, Hashable {
    /// ṅ_r, the flow of ³He in mol/s at the still's reference temperature.
    public let flow: Double
    /// T_r, the still's temperature in K at which that flow is pumped.
    public let stillReference: Double
    /// m, how the flow follows the vapour pressure: 1 for pumps of constant speed, 0 for a constant flow.
    public let pumpingExponent: Double
    /// Q₀, what the returning ³He and the film bring to the still, in W.
    public let stillBackground: Double
    /// β, how far T_i² lies above T_c² on the way to T_s².
    public let inlet: Double
    /// σ/44R_K = κṅ in mol/(s·K²): what the exchanger below the cold plate is worth; nil for an endless one.
    public let exchange: Double?
    /// Whether the cold plate is a stage of its own; else it floats, with nothing on it.
    public let hasColdPlate: Bool

    /// Describes a unit by the numbers of the equations; `init(_:)` with a `Rating` finds them.
    ///
    /// - Parameters:
    ///   - flow: ṅ_r in mol/s.
    ///   - stillReference: T_r in K.
    ///   - pumpingExponent: m, 0 or more.
    ///   - stillBackground: Q₀ in W, 0 or more.
    ///   - inlet: β, from 0 to 1.
    ///   - exchange: σ/44R_K in mol/(s·K²), positive; nil for an endless exchanger.
    ///   - hasColdPlate: whether the cold plate is a stage: then there are three, else still and mixing chamber.
    /// - Throws: `CoolerError` with `.invalid`.
    public init(
        flow: Double, stillReference: Double, pumpingExponent: Double = 1, stillBackground: Double = 0,
        inlet: Double = Rating.usualInlet, exchange: Double? = nil, hasColdPlate: Bool = true
    ) throws(CoolerError) {
        try CoolerError.requirePositive(flow, "the flow in mol/s", of: Self.name)
        try Self.require(stillReference, in: Self.stillRange, "the still's reference temperature")
        try Self.require(pumpingExponent, in: 0...Self.mostPumping, "the exponent of pumping")
        try Self.require(stillBackground, in: 0...1e3, "the heat that returns to the still")
        try Self.require(inlet, in: 0...1, "β of the exchangers above the cold plate")
        if let exchange { try CoolerError.requirePositive(exchange, "σ/44R_K of the exchanger", of: Self.name) }
        self.flow = flow
        self.stillReference = stillReference
        self.pumpingExponent = pumpingExponent
        self.stillBackground = stillBackground
        self.inlet = inlet
        self.exchange = exchange
        self.hasColdPlate = hasColdPlate
    }

    static let name = "dilution unit"
    static let stillRange = 0.3...1.5
    static let coldRange = 1e-3...0.35
    static let mostPumping = 3.0

    static func require(_ value: Double, in range: ClosedRange<Double>, _ quantity: String) throws(CoolerError) {
        guard range.contains(value) else {
            throw CoolerError(
                cooler: name,
                reason: .invalid(
                    quantity: quantity, value: value, expected: "\(range.lowerBound) to \(range.upperBound)"))
        }
    }

    /// Where still, cold plate (if it is a stage) and mixing chamber are believed, in K.
    public var ranges: [ClosedRange<Double>] {
        [Self.stillRange] + [ClosedRange<Double>](repeating: Self.coldRange, count: hasColdPlate ? 2 : 1)
    }

    /// The flow of ³He in mol/s at a temperature of the still in K, and its slope in mol/(s·K).
    public func flow(stillAt temperature: Double) -> (flow: Double, slope: Double) {
        let rise = HeliumMixture.vapour(temperature).logarithm - HeliumMixture.vapour(stillReference).logarithm
        let value = flow * exp(pumpingExponent * rise)
        return (value, value * relativeRise(temperature))
    }

    /// (1/ṅ) dṅ/dT in 1/K, where the flow itself may be too small for a number.
    private func relativeRise(_ temperature: Double) -> Double {
        let latentHeat = HeliumMixture.vapour(temperature).latentHeat
        return pumpingExponent * latentHeat / (HeliumMixture.gasConstant * temperature * temperature)
    }

    /// What each stage lifts.
    ///
    /// - Parameter temperatures: of still, cold plate and mixing chamber in K, the second only where it is a stage. Any
    ///   positive ones give finite powers.
    public func powers(at temperatures: [Double]) -> CoupledPowers {
        hasColdPlate
            ? powers(still: temperatures[0], coldPlate: temperatures[1], base: temperatures[2])
            : powers(still: temperatures[0], base: temperatures[1])
    }

    private func powers(still: Double, coldPlate: Double, base: Double) -> CoupledPowers {
        let (stillPower, stillSlope) = stillPower(at: still)
        let (n, rise) = flow(stillAt: still)
        let balance = balance(still * still, coldPlate * coldPlate, base * base, flow: n)
        let (byStill, byPlate, byBase) = (2 * still, 2 * coldPlate, 2 * base)
        return CoupledPowers(
            powers: [stillPower, n * balance.plate, n * balance.base],
            slopes: [
                [stillSlope, 0, 0],
                [
                    rise * (balance.plate + balance.plateByFlow) + n * balance.plateByStill * byStill,
                    n * balance.plateByPlate * byPlate, n * balance.plateByBase * byBase,
                ],
                [
                    rise * (balance.base + balance.baseByFlow), n * balance.baseByPlate * byPlate,
                    n * balance.baseByBase * byBase,
                ],
            ])
    }

    /// The same where nothing is on the cold plate, so that its own balance gives its temperature.
    private func powers(still: Double, base: Double) -> CoupledPowers {
        let (stillPower, stillSlope) = stillPower(at: still)
        let (n, rise) = flow(stillAt: still)
        let plate = floatingPlate(still * still, base * base, flow: n)
        let balance = balance(still * still, plate, base * base, flow: n)
        // Along the line on which the plate balances.
        let plateByBase = -balance.plateByBase / balance.plateByPlate
        let plateByStill =
            -(balance.plateByStill * 2 * still + balance.plateByFlow * relativeRise(still)) / balance.plateByPlate
        return CoupledPowers(
            powers: [stillPower, n * balance.base],
            slopes: [
                [stillSlope, 0],
                [
                    rise * (balance.base + balance.baseByFlow) + n * balance.baseByPlate * plateByStill,
                    n * (balance.baseByBase + balance.baseByPlate * plateByBase) * 2 * base,
                ],
            ])
    }

    private func stillPower(at temperature: Double) -> (power: Double, slope: Double) {
        let vapour = HeliumMixture.vapour(temperature)
        let (n, rise) = flow(stillAt: temperature)
        return (n * vapour.latentHeat - stillBackground, rise * vapour.latentHeat + n * vapour.slope)
    }
}

extension DilutionUnit {
    /// Why a solution is not to be trusted to the last digit.
    public enum Caution: Sendable, Hashable {
        /// The cold plate, at a temperature in K, above which ³He in ⁴He is no degenerate gas, and pure ³He none with C
        /// = 22T.
        case coldPlateWarm(Double)
        /// The mixing chamber, at a temperature in K, above which the dilute phase takes in more ³He.
        case mixingChamberWarm(Double)
        /// The still, at a temperature in K, above which ⁴He evaporates with the ³He, and the returning flow overheats.
        case stillWarm(Double)
    }

    /// What is to be said of a solution: nothing where all is well.
    ///
    /// Above 0.15 K the cold plate's power is known to some 20 %, above 0.1 K the mixing chamber's to some 10 %:
    /// estimates from what is left out, pure ³He's heat capacity below 22T and a solubility that grows as 1 + 10.8T².
    /// Above 1 K the still's is a fit to its rated points and no more.
    ///
    /// - Parameter temperatures: of the stages in K, as in `powers(at:)`.
    public func cautions(at temperatures: [Double]) -> [Caution] {
        var result: [Caution] = []
        if temperatures[0] > 1 { result.append(.stillWarm(temperatures[0])) }
        if hasColdPlate, temperatures[1] > 0.15 { result.append(.coldPlateWarm(temperatures[1])) }
        if let base = temperatures.last, base > 0.1 { result.append(.mixingChamberWarm(base)) }
        return result
    }
}

extension DilutionUnit.Caution: CustomStringConvertible {
    /// What, and what it means.
    public var description: String {
        switch self {
        case .coldPlateWarm(let t): "cold plate at \(t) K: above 0.15 K its power is known to some 20 %"
        case .mixingChamberWarm(let t): "mixing chamber at \(t) K: above 0.1 K its power is known to some 10 %"
        case .stillWarm(let t): "still at \(t) K: above 1 K its power is a fit to rated points"
        }
    }
}
