import Quantities

/// What a control is set to.
public enum Setting: Sendable, Hashable {
    /// Whether it is on; of a valve, whether it is open; of a heat switch, whether it conducts.
    case on(Bool)
    /// The power of a heater in W, from 0 to its ``Control/Heater/highestPower``.
    case power(Double)
    /// Of a still's heater: the power that its unit is rated with.
    case rated

    /// A setting in the words of its control.
    ///
    /// - Parameters:
    ///   - words: `open` or `closed` of a valve; a power or `off` of a heater, `rated` too of a still's; `on` or `off` of all else.
    ///   - part: what is set.
    /// - Throws: ``ControlError`` that says what the part takes.
    public init(_ words: String, for part: Control.Part) throws(ControlError) {
        if case .heater(let heater) = part {
            self =
                switch words {
                case "off": .power(0)
                case "rated" where heater == .still: .rated
                default: try Self.power(words, of: heater)
                }
            return
        }
        let (yes, no) = Self.words(of: part)
        switch words {
        case yes: self = .on(true)
        case no: self = .on(false)
        default: throw ControlError(words, .expected(yes, no, of: "\(part)"))
        }
    }

    /// The setting in the words of its control; they read back to the same setting.
    public func words(for part: Control.Part) -> String {
        switch self {
        case .power(let power): "\(Power(si: power))"
        case .rated: "rated"
        case .on(let isOn): isOn ? Self.words(of: part).yes : Self.words(of: part).no
        }
    }

    /// Refuses a setting that the part does not take.
    ///
    /// - Throws: ``ControlError``; for a valve that does not exist, a setting of the other kind, a power that the heater cannot
    ///   give.
    func check(for part: Control.Part) throws(ControlError) {
        switch (part, self) {
        case (.heater(let heater), .power(let power)):
            guard power >= 0, power <= heater.highestPower else {
                throw ControlError(words(for: part), .powerOutOfRange(heater, power))
            }
        case (.heater(.still), .rated): break
        case (.heater, .on), (_, .power), (_, .rated): throw ControlError(words(for: part), .otherKind(part))
        case (.valve(let number), _):
            guard (1...Control.valves.count).contains(number) else { throw ControlError("\(part)", .noSuchValve) }
        default: break
        }
    }

    private static func power(_ words: String, of heater: Control.Heater) throws(ControlError) -> Self {
        let power: Power
        do throws(QuantityError) {
            power = try Power(parsing: words)
        } catch {
            if case .notANumber = error.reason { throw ControlError(words, .noPower(heater)) }
            throw ControlError(words, .quantity(error))
        }
        let setting = Self.power(power.si)
        guard power.si >= 0, power.si <= heater.highestPower else {
            throw ControlError(words, .powerOutOfRange(heater, power.si))
        }
        return setting
    }

    private static func words(of part: Control.Part) -> (yes: String, no: String) {
        if case .valve = part { ("open", "closed") } else { ("on", "off") }
    }
}

extension Setting: Codable {
    /// Reads `on`, `off` or a power with its unit.
    public init(from decoder: any Decoder) throws {
        self = try decodeWord(decoder) { word throws(ControlError) in
            switch word {
            case "on": return .on(true)
            case "off": return .on(false)
            case "rated": return .rated
            default:
                do throws(QuantityError) {
                    return .power(try Power(parsing: word).si)
                } catch {
                    throw ControlError(word, .quantity(error))
                }
            }
        }
    }

    /// Writes `on`, `off` or the power with its unit.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .on(let isOn): try encodeWord(isOn ? "on" : "off", to: encoder)
        case .power(let power): try encodeWord("\(Power(si: power))", to: encoder)
        case .rated: try encodeWord("rated", to: encoder)
        }
    }
}

/// A control and what it is set to.
public struct ControlSetting: Sendable, Hashable {
    /// What is set.
    public var control: Control
    /// To what.
    public var setting: Setting

    /// A control and what it is set to.
    public init(_ control: Control, to setting: Setting) {
        self.control = control
        self.setting = setting
    }

    /// A control by its name, and its setting in words: `v9`, `open`.
    ///
    /// - Throws: ``ControlError``.
    public init(_ name: String, _ words: String) throws(ControlError) {
        control = try Control(name)
        setting = try Setting(words, for: control.part)
    }
}

extension ControlSetting: Codable {
    private enum CodingKeys: CodingKey { case control, setting }

    /// Reads the name of a control and its setting in words; refuses what the control does not take.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        control = try container.decode(Control.self, forKey: .control)
        let part = control.part
        setting = try decodeWord(container.superDecoder(forKey: .setting)) { word throws(ControlError) in
            try Setting(word, for: part)
        }
    }

    /// Writes the name of the control and its setting in words.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(control, forKey: .control)
        try container.encode(setting.words(for: control.part), forKey: .setting)
    }
}
