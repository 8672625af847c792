import Glibc

/// What is known of ³He and its mixtures with ⁴He.
public enum HeliumMixture {
    /// The molar gas constant in J/(mol·K), exact in the SI.
    public static let gasConstant = 8.314_462_618_153_24

    /// Below which temperature in K mixtures separate, and a mixing chamber can work.
    ///
    /// - Source: Pobell, Matter and Methods at Low Temperatures, ch. 7 (x = 0.674).
    public static let tricriticalTemperature = 0.867

    /// Where the vapour pressure of ³He is known, in K.
    public static let vapourPressureRange = 0.2...3.3

    /// The vapour pressure of pure ³He.
    ///
    ///     ln(P/torr) = −2.49174/T + 4.80386 − 0.286001T + 0.198608T² − 0.0502237T³ + 0.00505486T⁴ + 2.24846 ln T
    ///
    /// - Parameter temperature: in K (on the scale of 1962), 0.2…3.3.
    /// - Returns: in Pa; 184 Pa at 0.7 K.
    /// - Throws: `CoolerError` with `.outOfRange`.
    /// - Source: R. H. Sherman, S. G. Sydoriak, T. R. Roberts, J. Res. NBS 68A (1964) 579.
    public static func vapourPressure(at temperature: Double) throws(CoolerError) -> Double {
        try requireKnown(temperature)
        return exp(vapour(temperature).logarithm)
    }

    /// What it takes to evaporate ³He, by the equation of Clausius and Clapeyron for an ideal gas.
    ///
    ///     L = R T² dlnP/dT
    ///
    /// 31.6, 33.5, 35.4 and 39.3 J/mol at 0.6, 0.7, 0.8 and 1.0 K. Some per cent too large above 1 K, where the vapour is
    /// no ideal gas and the liquid's volume counts.
    ///
    /// - Parameter temperature: in K, 0.2…3.3.
    /// - Returns: in J/mol.
    /// - Throws: `CoolerError` with `.outOfRange`.
    public static func latentHeat(at temperature: Double) throws(CoolerError) -> Double {
        try requireKnown(temperature)
        return vapour(temperature).latentHeat
    }

    private static func requireKnown(_ temperature: Double) throws(CoolerError) {
        guard vapourPressureRange.contains(temperature) else {
            throw CoolerError(
                cooler: "³He",
                reason: .outOfRange(
                    quantity: "the vapour pressure", temperature: temperature, range: vapourPressureRange))
        }
    }

    /// The logarithm of the vapour pressure in Pa, the latent heat in J/mol and its slope in J/(mol·K).
    ///
    /// Outside the range, where a search for a solution may stray, the pressure goes on as a power of temperature; nothing
    /// is allocated or thrown, and the slope is continuous. For temperatures above zero.
    package static func vapour(_ temperature: Double) -> (logarithm: Double, latentHeat: Double, slope: Double) {
        let t = min(max(temperature, vapourPressureRange.lowerBound), vapourPressureRange.upperBound)
        let torr = 133.322_368_421
        let polynomial = 4.80386 + t * (-0.286001 + t * (0.198608 + t * (-0.0502237 + t * 0.00505486)))
        let inside = -2.49174 / t + polynomial + 2.24846 * log(t) + log(torr)
        // T² dlnP/dT and its derivative.
        let rise = 2.49174 + t * (2.24846 + t * (-0.286001 + t * (0.397216 + t * (-0.1506711 + t * 0.02021944))))
        let bend = 2.24846 + t * (-0.572002 + t * (1.191648 + t * (-0.6026844 + t * 0.1010972)))
        if temperature == t { return (inside, gasConstant * rise, gasConstant * bend) }
        let exponent = rise / t
        let slope = gasConstant * exponent
        return (inside + exponent * log(temperature / t), slope * temperature, slope)
    }
}
