/// What kind of thing a quantity measures: temperature, power, length and the like.
///
/// A dimension is a type without values; it exists to keep a power from being passed for a temperature, and to list the
/// units that people write. The dimensions of this room are in ``Dimensions``; another room may add its own.
public protocol Dimension: Sendable, SendableMetatype {
    /// The dimension in words, singular and without article: `"temperature"`.
    static var name: String { get }
    /// The units in which it may be written; the first is the coherent SI unit.
    static var units: [Unit<Self>] { get }
    /// A typical quantity as a person would write it, for messages: `"20 mK"`. It must parse.
    static var example: String { get }
}

extension Dimension {
    /// The dimension with its article: `"a temperature"`, `"an energy"`.
    static var nameWithArticle: String {
        let vowels: [Character] = ["a", "e", "i", "o", "u"]
        return (name.first.map(vowels.contains) == true ? "an " : "a ") + name
    }
}

/// The dimensions that this room knows.
public enum Dimensions {
    /// Every one of them, so that an error can say what a unit does measure.
    static let all: [any Dimension.Type] = [
        Temperature.self, Power.self, Energy.self, Length.self, Area.self, Volume.self, Mass.self, TimeSpan.self,
        Frequency.self, Pressure.self, Voltage.self, Current.self, Resistance.self, MagneticFluxDensity.self,
        MolarFlow.self, VolumetricFlow.self, HeatFlux.self, ThermalConductivity.self, SpecificHeat.self,
        Conductance.self, Ratio.self,
    ]
}

/// A unit of one dimension: a symbol and what it is worth in SI.
///
///     SI value = value · 10^power · times / per + offset
///
/// The power of ten is kept apart from the factors, so that reading and writing `20 mK` shifts the decimal point of the
/// text and rounds once.
public struct Unit<D: Dimension>: Sendable, Hashable, CustomStringConvertible {
    /// The symbol as output shows it: `mK`, `W/(m·K)`; empty for a plain number.
    public let symbol: String
    /// Other spellings that input accepts, beyond what every unit allows (`u` for `µ`, `^2` for `²`, …).
    public let otherSpellings: [String]
    /// Whether output may choose this unit.
    public let isShown: Bool
    let power: Int
    let times: Double
    let per: Double
    let offset: Double

    /// A unit from its worth in SI.
    ///
    /// - Parameters:
    ///   - symbol: as output shows it, with `µ` U+00B5, `²`, `³`, `·`, and `/(a·b)` for two factors below the line.
    ///   - otherSpellings: further symbols that input accepts.
    ///   - power: the power of ten, -22…22, where powers of ten are exact.
    ///   - times: a factor above the line.
    ///   - per: a factor below it.
    ///   - offset: the SI value of this unit's zero.
    ///   - isShown: whether output may choose this unit.
    public init(
        _ symbol: String, or otherSpellings: [String] = [], power: Int = 0, times: Double = 1, per: Double = 1,
        offset: Double = 0, isShown: Bool = true
    ) {
        precondition((-22...22).contains(power), "powers of ten beyond 10²² are not exact")
        self.symbol = symbol
        self.otherSpellings = otherSpellings
        self.isShown = isShown
        self.power = power
        self.times = times
        self.per = per
        self.offset = offset
    }

    /// The unit with that symbol or spelling; `nil` if the dimension has none such.
    public init?(spelled text: String) {
        guard let unit = UnitSpelling(text).unit(of: D.self) else { return nil }
        self = unit
    }

    /// The symbol.
    public var description: String { symbol }

    /// Whether the unit is a power of ten of the SI unit and nothing else.
    var isDecimal: Bool { times == 1 && per == 1 && offset == 0 }

    /// The SI value of that many of this unit, apart from its power of ten.
    func si(ofScaled value: Double) -> Double { value * times / per + offset }

    /// The SI value of that many of this unit.
    func si(of value: Double) -> Double { si(ofScaled: shifted(value, by: power)) }

    /// How many of this unit an SI value is.
    func value(ofSI si: Double) -> Double { shifted((si - offset) * per / times, by: -power) }
}

/// A number times a power of ten, rounded once: the powers to 10²² are exact, so that dividing by one is better than
/// multiplying by its inexact inverse.
private func shifted(_ value: Double, by power: Int) -> Double {
    var factor = 1.0
    for _ in 0..<abs(power) { factor *= 10 }
    return power < 0 ? value / factor : value * factor
}
