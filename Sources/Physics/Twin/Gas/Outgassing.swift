import Glibc

/// Gas, mostly water, that walls at room temperature give off for weeks after they were open to air.
///
///     dN/dt = −r,   r = r₀ (e^((N − N₁)/N₀) − e^(−N₁/N₀))
///
/// From N₁, the amount after venting, this is r = N₀/(t + t₀) with t₀ = N₀/r₀ = 10 s (assumed): the measured fall with one over the
/// time, without a time in it. N₁ = 20 N₀ (assumed), so that it goes on for a hundred years. Cold walls give off nothing: only
/// areas at room temperature count. Nothing is taken up again.
///
/// - Source: S. Yu. Elovich's law of desorption; J. F. O'Hanlon, A User's Guide to Vacuum Technology (2003), ch. 4 and app. C, for
///   unbaked aluminium 10⁻⁶ to 10⁻⁵ Pa·m/s after an hour.
struct Outgassing: Sendable, Hashable {
    /// In m², at room temperature.
    let area: Double
    /// In Pa·m³/(s·m²), at room temperature, an hour after venting.
    let rateAtOneHour: Double
    /// N₀, in mol: what goes while the time grows e-fold.
    let n0: Double

    /// t₀, in s.
    static let firstTime = 10.0
    /// N₁/N₀.
    private static let folds = 20.0
    /// In K.
    static let roomTemperature = 295.0

    /// Walls.
    ///
    /// - Precondition: both are positive and finite.
    init(area: Double, rateAtOneHour: Double = 5e-6) {
        precondition(area > 0 && area.isFinite && rateAtOneHour > 0 && rateAtOneHour.isFinite, "no such walls")
        self.area = area
        self.rateAtOneHour = rateAtOneHour
        n0 = rateAtOneHour * area / (Gas.constant * Self.roomTemperature) * (3600 + Self.firstTime)
    }

    /// N₁, the amount on them right after venting, in mol.
    var full: Double { Self.folds * n0 }

    /// What they give off.
    ///
    /// - Parameter amount: left on them, in mol; above ``full`` it counts as full.
    /// - Returns: r, in mol/s.
    func rate(amount: Double) -> Double {
        let left = min(Gas.positive(amount) / n0, Self.folds)
        return n0 / Self.firstTime * (exp(left - Self.folds) - exp(-Self.folds))
    }
}
