public import Readings

/// Something that happened, as a log tells it.
public struct LogEvent: Sendable, Hashable {
    /// What happened.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// A pump, heater, switch or gauge was switched on.
        case on
        /// It was switched off.
        case off
        /// A valve was opened.
        case opened
        /// A valve was closed.
        case closed
        /// A temperature rose past a threshold, which is the value.
        case crossedUp = "crossed-up"
        /// A temperature fell past a threshold.
        case crossedDown = "crossed-down"
        /// A quantity went below what its sensor can tell; the value is what it says since then, none once it says nothing more.
        case belowRange = "below-range"
        /// A quantity went above what its sensor can tell.
        case aboveRange = "above-range"
        /// A quantity came back to what its sensor can tell.
        case returned
        /// A channel began to be logged, later than the others.
        case started
        /// Nothing was logged of a channel from here on; the value is for how long, in s.
        case gap
    }

    /// When, in ns since 1970 in UTC.
    public var time: Int64
    /// The channel, by its name.
    public var channel: String
    /// What.
    public var kind: Kind
    /// In the unit, or as the kind says.
    public var value: Double?
    /// The unit of the value.
    public var unit: ChannelUnit

    /// An event.
    public init(time: Int64, channel: String, kind: Kind, value: Double?, unit: ChannelUnit) {
        self.time = time
        self.channel = channel
        self.kind = kind
        self.value = value
        self.unit = unit
    }
}

extension LogEvent: Encodable {
    private enum CodingKeys: String, CodingKey { case time, channel, event, value }

    /// Writes `time` in RFC 3339 in UTC, `channel`, `event`, and `value`, null where there is none.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(rfc3339(time), forKey: .time)
        try container.encode(channel, forKey: .channel)
        try container.encode(kind, forKey: .event)
        try container.encode(value, forKey: .value)
    }
}
