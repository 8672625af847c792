import Quantities
public import Readings

/// Something that an instrument must say: `base of A > 16 mK, good`.
///
/// ```yaml
/// expect:
///   - { at: 20 h, base: "< 20 mK", reading: { channel: base, value: "> 16 mK", quality: good } }
///   - { at: 2 h, reading: { channel: base, quality: silent } }
/// ```
///
/// Other conditions are about the plant as it is, this one about what is seen of it: the last reading of a channel, as it stands
/// then.
public struct ReadingCondition: Sendable, Hashable {
    /// The channel, such as `base`, `base-resistance`, `P1`.
    public var channel: String
    /// Whose: the plate's name; nil for every node.
    public var plate: String?
    /// What its number must be; nil for any, or none.
    public var number: Number?
    /// What its quality must be; nil for any.
    public var quality: Quality?
    /// Whether nothing must come of it at all, as when telemetry is lost.
    public var isSilent = false
    /// The unit in which the instrument itself must speak; nil for any.
    public var unit: RawUnit?

    /// What a number must be.
    public enum Number: Sendable, Hashable {
        /// There must be none.
        case missing
        /// Within bounds in SI, neither of them included where it is said by a sign; `unit` is that of the bounds.
        case within(Bounds, unit: ChannelUnit)
    }

    /// Bounds in SI.
    public enum Bounds: Sendable, Hashable {
        case below(Double)
        case above(Double)
        /// Both ends included.
        case between(Double, Double)

        /// Whether a value lies within.
        public func contains(_ value: Double) -> Bool {
            switch self {
            case .below(let end): value < end
            case .above(let end): value > end
            case .between(let low, let high): value >= low && value <= high
            }
        }
    }

    /// Something that a channel must say.
    public init(
        _ channel: String, at plate: String? = nil, _ number: Number? = nil, quality: Quality? = nil,
        isSilent: Bool = false, unit: RawUnit? = nil
    ) {
        self.channel = channel
        self.plate = plate
        self.number = number
        self.quality = quality
        self.isSilent = isSilent
        self.unit = unit
    }

    /// Whether a reading is as it must be; nil where nothing came.
    public func holds(for reading: Reading?, in unit: RawUnit) -> Bool {
        guard let reading else { return isSilent }
        guard !isSilent, quality == nil || quality == reading.quality, self.unit == nil || self.unit == unit else {
            return false
        }
        switch number {
        case nil: return true
        case .missing?: return reading.value == nil
        case .within(let bounds, _)?: return reading.value.map(bounds.contains) ?? false
        }
    }
}

extension ReadingCondition: CustomStringConvertible {
    /// Channel, plate, number, quality: `reading base of A > 16 mK, good`.
    public var description: String {
        var words = ["reading \(channel)" + (plate.map { " of \($0)" } ?? "")]
        switch number {
        case nil: break
        case .missing?: words[0] += " none"
        case .within(let bounds, let unit)?:
            func shown(_ value: Double) -> String { unit.formatted(value, significantDigits: 6) }
            switch bounds {
            case .below(let end): words[0] += " < \(shown(end))"
            case .above(let end): words[0] += " > \(shown(end))"
            case .between(let low, let high): words[0] += " \(shown(low))..\(shown(high))"
            }
        }
        if isSilent { words.append("silent") }
        if let quality { words.append(quality.rawValue) }
        if let unit { words.append("in \(unit.rawValue)") }
        return words.joined(separator: ", ")
    }
}

extension ReadingCondition.Number {
    /// Bounds in words, `> 16 mK`, `3 K..4 K`, or `none`.
    ///
    /// The unit says what is measured; a plain number is that of a channel without unit.
    ///
    /// - Returns: nil for words of another form, or a range that runs backwards.
    init?(_ words: String) {
        if words == "none" {
            self = .missing
            return
        }
        if let sign = words.first, sign == "<" || sign == ">" {
            let text = String(words.dropFirst().drop { $0 == " " })
            guard let (value, unit) = Self.value(of: text) else { return nil }
            self = .within(sign == "<" ? .below(value) : .above(value), unit: unit)
            return
        }
        guard let dots = words.firstRange(of: ".."),
            let (low, unit) = Self.value(of: String(words[..<dots.lowerBound])),
            let (high, other) = Self.value(of: String(words[dots.upperBound...])), unit == other, low <= high
        else { return nil }
        self = .within(.between(low, high), unit: unit)
    }

    private static func value(of text: String) -> (Double, ChannelUnit)? {
        for unit in ChannelUnit.allCases {
            if let value = unit.value(of: text) { return (value, unit) }
        }
        return nil
    }
}

extension ChannelUnit {
    /// The value of a text in SI; nil where it is no such quantity.
    func value(of text: String) -> Double? {
        switch self {
        case .kelvin: try? Temperature(parsing: text).si
        case .pascal: try? Pressure(parsing: text).si
        case .watt: try? Power(parsing: text).si
        case .ohm: try? Resistance(parsing: text).si
        case .volt: try? Voltage(parsing: text).si
        case .ampere: try? Current(parsing: text).si
        case .molePerSecond: try? MolarFlow(parsing: text).si
        case .cubicMetrePerSecond: try? VolumetricFlow(parsing: text).si
        case .hertz: try? Frequency(parsing: text).si
        case .second: try? TimeSpan(parsing: text).si
        case .tesla: try? MagneticFluxDensity(parsing: text).si
        case .one: try? Ratio(parsing: text).si
        // A plain number, as of what has no unit.
        case .metrePerSecondSquared: nil
        }
    }
}
