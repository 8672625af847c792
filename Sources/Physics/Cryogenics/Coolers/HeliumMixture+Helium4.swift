import Glibc

extension HeliumMixture {
    /// Where the vapour pressure of ⁴He is known, in K: up to the critical point.
    public static let vapourPressureRange4 = 0.65...5.195

    /// The vapour pressure of pure ⁴He.
    ///
    ///     ln(P/Pa) = −6.88572/T + 8.47483 + 1.82076T − 0.808568T² + 0.152609T³ − 0.0103335T⁴ + 2.22522 ln T
    ///
    /// One smooth law for both liquids. Its deviation is largest at the lambda point, where the true one has a kink.
    ///
    /// - Parameter temperature: in K (ITS-90), 0.65…5.195.
    /// - Returns: in Pa, 1.3 % at worst; 101.3 kPa at 4.22 K.
    /// - Throws: `CoolerError` with `.outOfRange`.
    /// - Source: own fit to R. J. Donnelly, C. F. Barenghi, J. Phys. Chem. Ref. Data 27 (1998) 1217, ch. 17: ITS-90 from 1.25 K,
    ///   ideal vapour with L₀ = 59.83 J/mol below.
    public static func vapourPressure4(at temperature: Double) throws(CoolerError) -> Double {
        guard vapourPressureRange4.contains(temperature) else {
            throw CoolerError(
                cooler: "⁴He",
                reason: .outOfRange(
                    quantity: "the vapour pressure", temperature: temperature, range: vapourPressureRange4))
        }
        return exp(vapour4(temperature).logarithm)
    }

    /// The logarithm of the vapour pressure of ⁴He in Pa, and the latent heat in J/mol as of an ideal gas, R T² dlnP/dT.
    ///
    /// Outside the range the pressure goes on as a power of temperature; nothing is allocated or thrown, and the slope is
    /// continuous. For temperatures above zero. The latent heat is right to some 10 % up to 3 K; near the critical point, where
    /// the vapour is no ideal gas, it is far too large.
    package static func vapour4(_ temperature: Double) -> (logarithm: Double, latentHeat: Double) {
        let t = min(max(temperature, vapourPressureRange4.lowerBound), vapourPressureRange4.upperBound)
        let polynomial =
            8.474_827_4 + t * (1.820_763_8 + t * (-0.808_568_01 + t * (0.152_608_62 + t * -0.010_333_497)))
        let inside = -6.885_717_5 / t + polynomial + 2.225_216_5 * log(t)
        // T² dlnP/dT
        let rise =
            6.885_717_5 + t
            * (2.225_216_5 + t
                * (1.820_763_8 + t * (-1.617_136_02 + t * (0.457_825_86 + t * -0.041_333_988))))
        if temperature == t { return (inside, gasConstant * rise) }
        let exponent = rise / t
        return (inside + exponent * log(temperature / t), gasConstant * exponent * temperature)
    }
}
