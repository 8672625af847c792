import Text

extension Control.Part: CustomStringConvertible {
    /// A part by its word: `v9`, `turbo1`, `pulsetube`, `hs-still`, `still-heater`, `cooling-water`.
    ///
    /// - Throws: ``ControlError`` that names those that are near, or all.
    public init(_ word: String) throws(ControlError) {
        guard let part = Self.known[word] else {
            let digits = word.dropFirst()
            if word.first == "v" || word.first == "V", !digits.isEmpty, digits.allSatisfy({ "0"..."9" ~= $0 }) {
                throw ControlError(word, .noSuchValve)
            }
            throw ControlError(word, .unknownControl(near: nearestNames(to: word, among: Self.words)))
        }
        self = part
    }

    /// The word of the part.
    public var description: String {
        switch self {
        case .valve(let number): "v\(number)"
        case .pump(let pump): pump.rawValue
        case .pulseTube: "pulsetube"
        case .heatSwitch(let heatSwitch): heatSwitch.rawValue
        case .heater(let heater): heater.rawValue
        case .facility(let facility): facility.rawValue
        }
    }

    /// Every part there is, valves first.
    public static let all: [Self] =
        Control.valves.map { .valve($0.number) } + Control.Pump.allCases.map(Self.pump) + [.pulseTube]
        + Control.HeatSwitch.allCases.map(Self.heatSwitch) + Control.Heater.allCases.map(Self.heater)
        + Control.Facility.allCases.map(Self.facility)

    /// Their words, in the same order.
    static let words = all.map(\.description)
    private static let known = Dictionary(uniqueKeysWithValues: zip(words, all))
}

extension Control.Part: Codable {
    /// Reads the word of a part.
    public init(from decoder: any Decoder) throws {
        self = try decodeWord(decoder) { word throws(ControlError) in try Self(word) }
    }

    /// Writes the word of the part.
    public func encode(to encoder: any Encoder) throws { try encodeWord(description, to: encoder) }
}

extension Control: CustomStringConvertible {
    /// A control by its name: a part's word, with a plate and a point before it or without.
    ///
    /// - Throws: ``ControlError`` that names those that are near, or all.
    public init(_ name: String) throws(ControlError) {
        let (plate, word) = try plateAndWord(name)
        self.init(try Part(word), at: plate)
    }

    /// The name: `v9`, `A.v9`.
    public var description: String { plate.map { "\($0).\(part)" } ?? "\(part)" }
}

extension Control: Codable {
    /// Reads the name of a control.
    public init(from decoder: any Decoder) throws {
        self = try decodeWord(decoder) { word throws(ControlError) in try Self(word) }
    }

    /// Writes the name of the control.
    public func encode(to encoder: any Encoder) throws { try encodeWord(description, to: encoder) }
}

/// What stands before the last point of a name, if there is one, and what follows it.
func plateAndWord(_ name: String) throws(ControlError) -> (plate: String?, word: String) {
    guard let point = name.lastIndex(of: ".") else { return (nil, name) }
    guard point > name.startIndex else { throw ControlError(name, .noPlate) }
    return (String(name[..<point]), String(name[name.index(after: point)...]))
}

/// Reads one text and what it means.
func decodeWord<Value>(_ decoder: any Decoder, _ read: (String) throws(ControlError) -> Value) throws -> Value {
    let text = try decoder.singleValueContainer().decode(String.self)
    do throws(ControlError) {
        return try read(text)
    } catch {
        throw DecodingError.dataCorrupted(
            .init(codingPath: decoder.codingPath, debugDescription: error.description, underlyingError: error))
    }
}

/// Writes one text.
func encodeWord(_ word: String, to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(word)
}
