/// A property of a material that depends on temperature.
public enum Property: String, Sendable, Hashable, CaseIterable, Codable {
    /// Thermal conductivity, W/(m·K).
    case thermalConductivity = "k"
    /// Specific heat capacity at constant pressure, J/(kg·K).
    case specificHeat = "cp"
    /// Linear contraction on cooling from 293 K, (L(293 K) − L(T))/L(293 K); dimensionless, positive when shorter.
    case contraction
    /// Total hemispherical emissivity, 0…1.
    case emissivity
    /// Electrical resistivity, Ω·m.
    case resistivity

    /// The name in words.
    public var title: String {
        switch self {
        case .thermalConductivity: "thermal conductivity"
        case .specificHeat: "specific heat"
        case .contraction: "linear contraction from 293 K"
        case .emissivity: "total hemispherical emissivity"
        case .resistivity: "electrical resistivity"
        }
    }

    /// The SI unit as text; empty where the property has none.
    public var unit: String {
        switch self {
        case .thermalConductivity: "W/(m·K)"
        case .specificHeat: "J/(kg·K)"
        case .contraction, .emissivity: ""
        case .resistivity: "Ω·m"
        }
    }

    /// The integral over temperature where it means something, with its unit; nil elsewhere.
    ///
    /// For the conductivity it is Θ = ∫k dT, the heat that flows through a bar per area and times its length; for the
    /// specific heat it is the enthalpy per mass.
    public var integral: (title: String, unit: String, key: String)? {
        switch self {
        case .thermalConductivity: ("conductivity integral", "W/m", "integral_W_per_m")
        case .specificHeat: ("enthalpy", "J/kg", "integral_J_per_kg")
        case .contraction, .emissivity, .resistivity: nil
        }
    }

    /// Whether values span decades, so that axes, joins and extrapolation are logarithmic.
    public var isLogarithmic: Bool { self != .contraction }
}
