import Text

/// One measured quantity of one device: `lab-1/base` in K, `lab-1/P1` in Pa, `lab-1/v9` as a state.
public struct Channel: Sendable, Hashable {
    /// The device, unique among all.
    public let device: String
    /// The channel, unique within the device: `base`, `P1`, `v9`, `still-heater`.
    public let name: String
    /// The unit of its readings, and so what it measures.
    public let unit: ChannelUnit

    /// A channel of a device.
    ///
    /// Names are 1 to 64 letters, digits, `-`, `_` and `.` of ASCII, so that they can stand in a path, a label, a file's
    /// name and a web address as they are.
    ///
    /// - Throws: ``ChannelError`` for any other name.
    public init(device: String, name: String, unit: ChannelUnit) throws(ChannelError) {
        for part in [device, name] where !Self.isName(part) { throw ChannelError(text: part, isWhole: false) }
        self.device = device
        self.name = name
        self.unit = unit
    }

    /// A channel from its text form, `device/channel`.
    ///
    /// - Throws: ``ChannelError`` for anything else.
    public init(parsing text: String, unit: ChannelUnit) throws(ChannelError) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw ChannelError(text: text, isWhole: true) }
        try self.init(device: String(Substring(parts[0])), name: String(Substring(parts[1])), unit: unit)
    }

    private static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}

extension Channel: CustomStringConvertible {
    /// `device/channel`.
    public var description: String { "\(device)/\(name)" }
}

extension Channel: Codable {
    private enum CodingKeys: String, CodingKey { case device, name = "channel", unit }

    /// Reads `device`, `channel` and `unit`.
    ///
    /// - Throws: `DecodingError` with the ``ChannelError`` of a name that cannot be.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let device = try container.decode(String.self, forKey: .device)
        let name = try container.decode(String.self, forKey: .name)
        let unit = try container.decode(ChannelUnit.self, forKey: .unit)
        do throws(ChannelError) { try self.init(device: device, name: name, unit: unit) } catch {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: error.description, underlyingError: error))
        }
    }

    /// Writes `device`, `channel` and `unit`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(device, forKey: .device)
        try container.encode(name, forKey: .name)
        try container.encode(unit, forKey: .unit)
    }
}

/// A text that names no channel.
public struct ChannelError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name, or the whole text.
    public var text: String
    /// Whether the whole of `device/channel` was read, and not a single name.
    public var isWhole: Bool

    /// What is wrong, what was expected.
    public var description: String {
        isWhole
            ? "\(quoted(text)) is no channel; expected a device and its channel with a slash between, e.g. \"lab-1/base\""
            : "\(quoted(text)) is no name of a device or channel; expected 1 to 64 letters, digits, -, _ and ."
    }
}
