/// The unit in which an instrument itself gives a number, as a file that it writes would have it.
///
/// Readings stay in SI; this is for who writes such files, or speaks such protocols.
public enum RawUnit: String, Sendable, Hashable, CaseIterable, Codable {
    /// Kelvins.
    case kelvin = "K"
    /// Degrees Celsius.
    case celsius = "°C"
    /// Ohms.
    case ohm
    /// Volts.
    case volt = "V"
    /// Millibars.
    case millibar = "mbar"
    /// Bars.
    case bar
    /// Pounds per square inch.
    case poundPerSquareInch = "psi"
    /// Millimoles per second.
    case millimolePerSecond = "mmol/s"
    /// Watts.
    case watt = "W"
    /// Hertz.
    case hertz = "Hz"
    /// Metres per square second.
    case metrePerSecondSquared = "m/s²"
    /// Seconds.
    case second = "s"
    /// Hours.
    case hour = "h"
    /// Decibels.
    case decibel = "dB"
    /// A state or plain number.
    case one = "1"

    /// How many SI units one is, and how many it is off at zero.
    private var scale: (factor: Double, zero: Double) {
        switch self {
        case .celsius: (1, 273.15)
        case .millibar: (100, 0)
        case .bar: (1e5, 0)
        case .poundPerSquareInch: (4.4482216152605 / 0.00064516, 0)
        case .millimolePerSecond: (1e-3, 0)
        case .hour: (3600, 0)
        default: (1, 0)
        }
    }

    /// A value of SI in this unit.
    public func raw(si value: Double) -> Double { (value - scale.zero) / scale.factor }

    /// A value of this unit in SI.
    public func si(raw value: Double) -> Double { value * scale.factor + scale.zero }
}

/// A version of the program in a pulse tube's compressor, which decides the units it speaks in.
///
/// An update changes them from one day to the next: a reader that does not know reads 290 for 17, and 8 for 118.
///
/// - Source: both were found in files of one machine.
public enum CompressorFirmware: String, Sendable, Hashable, CaseIterable, Codable {
    /// Pounds per square inch, degrees Celsius, hours.
    case imperial
    /// Bars, kelvins, seconds.
    case metric

    /// The unit of a temperature.
    var temperature: RawUnit { self == .imperial ? .celsius : .kelvin }
    /// The unit of a pressure.
    var pressure: RawUnit { self == .imperial ? .poundPerSquareInch : .bar }
    /// The unit of hours of operation.
    var duration: RawUnit { self == .imperial ? .hour : .second }
}
