import Readings

/// What a key of a Status file measures, as far as is known.
enum StatusKey: Sendable, Hashable {
    /// Cooling water, oil or helium of a pulse tube's compressor: °C or K.
    case coolant
    /// Helium on the high side of the compressor: psi or bar.
    case high
    /// Helium on the low side.
    case low
    /// Their difference.
    case difference
    /// Hours of operation, in h or s.
    case hours
    /// The current of the compressor, in A.
    case current
    /// A pump's temperature: °C or K.
    case pumpTemperature
    /// A pump's speed: Hz or 1/min.
    case speed
    /// A pump's power, in W.
    case power
    /// A state, a code, or a number whose unit is not known: as it stands.
    case plain

    /// The meaning of a key: of the compressor `cpahp`, `cptempwi`, `cpavgl`; of pumps `nxdspt`, `nxdsf`, `tc400actualspd`.
    init(_ key: String) {
        if key.hasPrefix("cp") {
            let rest = key.dropFirst(2)
            self =
                switch true {
                case rest.contains("temp"): .coolant
                case rest.hasSuffix("avgh"), rest.hasSuffix("hp"), rest.hasSuffix("hpa"): .high
                case rest.hasSuffix("avgl"), rest.hasSuffix("lp"), rest.hasSuffix("lpa"): .low
                case rest.hasSuffix("dp"), rest.hasSuffix("dpa"): .difference
                case rest.hasSuffix("hours"): .hours
                case rest.hasSuffix("curr"): .current
                default: .plain
                }
        } else if key.hasPrefix("nxds") {
            self =
                switch key.dropFirst(4) {
                case "pt", "ct": .pumpTemperature
                case "f": .speed
                default: .plain
                }
        } else if key.hasPrefix("tc400") {
            self = key.contains("actualspd") ? .speed : key.contains("drvpower") ? .power : .plain
        } else {
            self = .plain
        }
    }

    /// The unit of its readings.
    var unit: ChannelUnit {
        switch self {
        case .coolant, .pumpTemperature: .kelvin
        case .high, .low, .difference: .pascal
        case .hours: .second
        case .current: .ampere
        case .speed: .hertz
        case .power: .watt
        case .plain: .one
        }
    }
}

/// The units in which the compressor of a pulse tube speaks; an update of its program changes them.
enum StatusUnits: Sendable, Hashable {
    /// psi, °C, h.
    case imperial
    /// bar, K, s.
    case metric
}

/// A line of a Status file, whose numbers tell together which units they are in.
///
/// Units are not written, and drift. A number decides for itself where it can only be one:
///
/// | key | one | other | cannot be told |
/// |---|---|---|---|
/// | temperatures | 1 to 100: °C | 250 to 400: K | anything else |
/// | high side | 60 to 500: psi | 3 to 37: bar | 37 to 60, anything else |
/// | low side | 37 to 300: psi | 1 to 25: bar | 25 to 37, anything else |
/// | difference | 60 to 400: psi | above 0 to 30: bar | 30 to 60, anything else |
/// | hours | below 10⁵: h | above 10⁷: s | between |
/// | speed of a pump | to 2000: Hz | above 5000: 1/min | between |
///
/// What cannot be told follows the other numbers of the same compressor in the line, if those agree, and is suspect all the same
/// unless it is the hours, which nothing else can tell. Where nothing decides the number is taken as imperial, and suspect.
struct StatusLine {
    private var keys: [Int: StatusKey] = [:]
    private var numbers: [(column: Int, key: StatusKey, value: Double)] = []

    mutating func know(_ key: StatusKey, column: Int) { keys[column] = key }

    mutating func begin() { numbers.removeAll(keepingCapacity: true) }

    mutating func add(column: Int, _ value: Double) {
        numbers.append((column, keys[column] ?? .plain, value))
    }

    /// Turns the line's numbers into SI.
    func resolve(into cells: inout [LogParser.Cell]) {
        var (imperial, metric) = (0, 0)
        for number in numbers where Self.isOfCompressor(number.key) {
            switch Self.units(of: number.key, number.value) {
            case .imperial: imperial += 1
            case .metric: metric += 1
            case nil: break
            }
        }
        let common: StatusUnits? = imperial > 0 && metric == 0 ? .imperial : metric > 0 && imperial == 0 ? .metric : nil
        for (column, key, value) in numbers {
            guard let (factor, zero) = Self.scale(of: key, in: .imperial) else {
                cells.append(.init(column: column, value: value, quality: .good))
                continue
            }
            let own = Self.units(of: key, value)
            let units = own ?? (Self.isOfCompressor(key) ? common : nil) ?? .imperial
            let scale = units == .imperial ? (factor, zero) : Self.scale(of: key, in: .metric) ?? (1, 0)
            let isTold = own != nil || value == 0 && zero == 0 || key == .hours && common != nil
            cells.append(
                .init(column: column, value: value * scale.0 + scale.1, quality: isTold ? .good : .suspect))
        }
    }

    private static func isOfCompressor(_ key: StatusKey) -> Bool {
        switch key {
        case .coolant, .high, .low, .difference, .hours: true
        default: false
        }
    }

    /// The units that a number can only be in.
    static func units(of key: StatusKey, _ value: Double) -> StatusUnits? {
        func told(_ imperial: ClosedRange<Double>, _ metric: ClosedRange<Double>) -> StatusUnits? {
            imperial.contains(value) ? .imperial : metric.contains(value) ? .metric : nil
        }
        return switch key {
        case .coolant: told(1...100, 250...400)
        case .pumpTemperature: told(1...100, 250...400)
        case .high: told(60...500, 3...37)
        case .low: told(37...300, 1...25)
        case .difference: told(60...400, 1e-3...30)
        case .hours: told(0...1e5, 1e7...1e10)
        // Turns a second stand for imperial here, turns a minute for metric.
        case .speed: told(0...2000, 5000...1e6)
        case .current, .power, .plain: nil
        }
    }

    /// By what a number becomes SI; nil where it is as it stands.
    static func scale(of key: StatusKey, in units: StatusUnits) -> (factor: Double, zero: Double)? {
        switch (key, units) {
        case (.coolant, .imperial), (.pumpTemperature, .imperial): (1, 273.15)
        case (.coolant, .metric), (.pumpTemperature, .metric): (1, 0)
        case (.high, .imperial), (.low, .imperial), (.difference, .imperial): (6894.757293168361, 0)
        case (.high, .metric), (.low, .metric), (.difference, .metric): (1e5, 0)
        case (.hours, .imperial): (3600, 0)
        case (.hours, .metric), (.speed, .imperial): (1, 0)
        case (.speed, .metric): (1 / 60.0, 0)
        case (.current, _), (.power, _), (.plain, _): nil
        }
    }
}
