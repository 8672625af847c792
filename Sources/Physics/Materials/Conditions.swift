/// What decides a property besides temperature.
public struct Conditions: Sendable, Hashable {
    /// ρ(273 K)/ρ(4 K) of the sample; nil for the material's own or typical one.
    public var residualResistanceRatio: Double?
    /// Transverse magnetic flux density in T.
    public var magneticField: Double
    /// The fit to use, by name; nil for the default with its low-temperature law.
    public var fit: String?
    /// Which laws carry the default fit on below its range.
    public var laws: LowTemperatureLaws

    /// States conditions.
    public init(
        residualResistanceRatio: Double? = nil, magneticField: Double = 0, fit: String? = nil,
        laws: LowTemperatureLaws = .standard
    ) {
        self.residualResistanceRatio = residualResistanceRatio
        self.magneticField = magneticField
        self.fit = fit
        self.laws = laws
    }

    /// The material as its file describes it.
    public static let standard = Conditions()
}
