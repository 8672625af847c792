import Glibc

/// A gas that freezes to cold walls as frost, in layers without end.
enum Frost: Sendable, Hashable, CaseIterable {
    /// N₂.
    case nitrogen
    /// Water ice.
    case water

    /// The pressure at which frost neither grows nor shrinks.
    ///
    ///     nitrogen: ln(p/Pa) = 47.685296 − 1050.65928/T − 5.5132233 ln T + 0.018100762 T
    ///     water:    ln(p/Pa) = 9.550426 − 5723.265/T + 3.53068 ln T − 0.00728332 T
    ///
    /// Both rise with temperature up to 1000 K; above their range, where there is neither frost nor liquid, they only say that
    /// nothing stays.
    ///
    /// - Parameter temperature: in K; nitrogen 20 to 126, water 110 to 273.
    /// - Returns: in Pa. Nitrogen, solid and liquid by one smooth law, within 15 %; water within 0.3 % down to 100 K.
    /// - Source: nitrogen is an own fit, to G. N. Brown, W. T. Ziegler, Adv. Cryog. Eng. 25 (1980) 662, the sublimation pressures of
    ///   N. Fray, B. Schmitt, Planet. Space Sci. 57 (2009) 2053 below 35.6 K, and R. Span et al., J. Phys. Chem. Ref. Data 29 (2000)
    ///   1361 for the liquid. Water: D. M. Murphy, T. Koop, Q. J. R. Meteorol. Soc. 131 (2005) 1539, eq. 7.
    func pressure(at temperature: Double) -> Double {
        let t = Gas.kelvin(temperature)
        switch self {
        case .nitrogen: return exp(47.685_296 - 1050.659_28 / t - 5.513_223_3 * log(t) + 0.018_100_762 * t)
        case .water: return exp(9.550_426 - 5723.265 / t + 3.530_68 * log(t) - 0.007_283_32 * t)
        }
    }
}
