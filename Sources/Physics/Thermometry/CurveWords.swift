/// What a sensor gives: its resistance or its voltage.
public enum SignalUnit: String, Sendable, Hashable, CaseIterable, Codable {
    /// A resistance in Ω.
    case ohm
    /// A voltage in V.
    case volt = "V"

    /// The quantity in words.
    public var quantity: String { self == .ohm ? "resistance" : "voltage" }
}

/// Whether the signal rises or falls as the sensor warms.
public enum TemperatureCoefficient: String, Sendable, Hashable, CaseIterable, Codable {
    /// The signal falls as the sensor warms: semiconductors, diodes.
    case negative
    /// The signal rises as the sensor warms: metals.
    case positive
}

/// How a curve goes from one point to the next.
public enum Interpolation: String, Sendable, Hashable, CaseIterable, Codable {
    /// Temperature linear in the signal.
    case linear
    /// Temperature linear in the signal's logarithm.
    case logarithmic
    /// The temperature's logarithm linear in the signal's.
    case doublyLogarithmic = "doubly-logarithmic"
    /// A cubic spline of temperature over signal: curvatures as given, else zero at the ends.
    case spline
    /// Cubics without overshoot: in the logarithms of both for a resistance, of voltage and temperature for a diode. The
    /// slopes at the points are the sensitivities where those are given.
    case monotone
    /// Chebyshev polynomials, one a range.
    case chebyshev
    /// Variable-range hopping, a closed form.
    case mott
    /// The Callendar–Van Dusen equation of platinum.
    case callendarVanDusen = "callendar-van-dusen"
}

/// How far a curve speaks of one sensor.
public enum CurveProvenance: String, Sendable, Hashable, CaseIterable, Codable {
    /// Measured with this sensor, by the maker or by whoever wrote the file.
    case calibration
    /// A curve to which every sensor of the kind is made, within its tolerance.
    case standard
    /// Published for a typical sensor of the kind; another may be tens of percent off.
    case typical
    /// Computed from a law, without a sensor behind it.
    case generated
}
