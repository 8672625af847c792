import Quantities

/// The unit of a channel's readings: coherent SI units only, so that numbers of two channels can be set side by side.
public enum ChannelUnit: String, Sendable, Hashable, CaseIterable, Codable {
    /// A temperature.
    case kelvin = "K"
    /// A pressure.
    case pascal = "Pa"
    /// A power or heat flow.
    case watt = "W"
    /// A resistance.
    case ohm
    /// A voltage.
    case volt = "V"
    /// A current.
    case ampere = "A"
    /// A molar flow.
    case molePerSecond = "mol/s"
    /// A volumetric flow.
    case cubicMetrePerSecond = "m^3/s"
    /// A frequency or speed of rotation.
    case hertz = "Hz"
    /// A duration, such as hours of operation.
    case second = "s"
    /// An acceleration, such as that of vibration.
    case metrePerSecondSquared = "m/s^2"
    /// A magnetic flux density.
    case tesla = "T"
    /// A state or a plain number: a valve is 0 or 1.
    case one = "1"
}

extension ChannelUnit {
    /// What is measured, in words: `temperature`.
    public var quantity: String {
        switch self {
        case .kelvin: Dimensions.Temperature.name
        case .pascal: Dimensions.Pressure.name
        case .watt: Dimensions.Power.name
        case .ohm: Dimensions.Resistance.name
        case .volt: Dimensions.Voltage.name
        case .ampere: Dimensions.Current.name
        case .molePerSecond: Dimensions.MolarFlow.name
        case .cubicMetrePerSecond: Dimensions.VolumetricFlow.name
        case .hertz: Dimensions.Frequency.name
        case .second: Dimensions.TimeSpan.name
        case .metrePerSecondSquared: "acceleration"
        case .tesla: Dimensions.MagneticFluxDensity.name
        case .one: "state"
        }
    }

    /// A value of this unit for people, with a fitting prefix: 0.00705 of K is `7.05 mK`.
    ///
    /// - Parameters:
    ///   - value: in this unit.
    ///   - significantDigits: how many digits to keep, at least 1.
    public func formatted(_ value: Double, significantDigits: Int) -> String {
        switch self {
        case .kelvin: Temperature(si: value).formatted(significantDigits: significantDigits)
        case .pascal: Pressure(si: value).formatted(significantDigits: significantDigits)
        case .watt: Power(si: value).formatted(significantDigits: significantDigits)
        case .ohm: Resistance(si: value).formatted(significantDigits: significantDigits)
        case .volt: Voltage(si: value).formatted(significantDigits: significantDigits)
        case .ampere: Current(si: value).formatted(significantDigits: significantDigits)
        case .molePerSecond: MolarFlow(si: value).formatted(significantDigits: significantDigits)
        case .cubicMetrePerSecond: VolumetricFlow(si: value).formatted(significantDigits: significantDigits)
        case .hertz: Frequency(si: value).formatted(significantDigits: significantDigits)
        case .second: TimeSpan(si: value).formatted(significantDigits: significantDigits)
        case .metrePerSecondSquared:
            Ratio(si: value).formatted(in: .coherent, significantDigits: significantDigits) + " m/s²"
        case .tesla: MagneticFluxDensity(si: value).formatted(significantDigits: significantDigits)
        case .one: Ratio(si: value).formatted(in: .coherent, significantDigits: significantDigits)
        }
    }
}
