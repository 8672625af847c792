/// What a channel said at a time: a number and how far to trust it, or why there is none.
///
///     Reading(time: now, value: 0.0071)                  // good
///     Reading(time: now, value: 0.0071, quality: .stale)
///     Reading(time: now, missing: .disconnected)
///
/// A number that is not finite never gets in, so none gets out: into JSON, a sum, or a plot. Twenty-four bytes an
/// element of an array, copied without reference counting.
public struct Reading: Sendable, Hashable {
    /// When it was taken: nanoseconds since 1970 in UTC.
    public let time: Int64
    /// The number in the channel's unit, finite; nil where there is none.
    public let value: Double?
    /// How far to trust it.
    public let quality: Quality

    /// A reading with a number.
    ///
    /// - Parameters:
    ///   - time: nanoseconds since 1970 in UTC.
    ///   - value: in the channel's unit. One that is not finite is no number: the reading has none then, and is invalid.
    ///   - quality: how far to trust it.
    public init(time: Int64, value: Double, quality: Quality = .good) {
        self.time = time
        self.value = value.isFinite ? value : nil
        self.quality = value.isFinite ? quality : .invalid
    }

    /// A reading without a number.
    ///
    /// - Parameters:
    ///   - time: nanoseconds since 1970 in UTC.
    ///   - quality: why there is none.
    /// - Precondition: the quality is one that can do without a number.
    public init(time: Int64, missing quality: Quality) {
        precondition(!quality.hasNumber, "a reading that is \(quality.rawValue) has a number")
        self.time = time
        value = nil
        self.quality = quality
    }

    /// The number where it may be counted on: good or suspect.
    public var usableValue: Double? { quality.isUsable ? value : nil }

    /// The same number with a quality no better than the given one.
    ///
    /// A good reading lowered to stale is stale; a disconnected one stays so.
    public func lowered(to quality: Quality) -> Reading {
        let worse = max(self.quality, quality)
        guard let value else { return Reading(time: time, missing: worse) }
        return Reading(time: time, value: value, quality: worse)
    }
}

extension Reading: Codable {
    private enum CodingKeys: String, CodingKey {
        case time = "time_ns"
        case value, quality
    }

    /// Reads what was encoded.
    ///
    /// - Throws: `DecodingError` also where a number is missing that the quality speaks of, or is not finite.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let time = try container.decode(Int64.self, forKey: .time)
        let quality = try container.decode(Quality.self, forKey: .quality)
        guard let value = try container.decodeIfPresent(Double.self, forKey: .value) else {
            guard !quality.hasNumber else {
                throw DecodingError.dataCorruptedError(
                    forKey: .value, in: container,
                    debugDescription: "a reading that is \(quality.rawValue) has a number; give value")
            }
            self.init(time: time, missing: quality)
            return
        }
        guard value.isFinite else {
            throw DecodingError.dataCorruptedError(
                forKey: .value, in: container, debugDescription: "a value is a finite number")
        }
        self.init(time: time, value: value, quality: quality)
    }

    /// Writes `time_ns`, `value` (null where there is none) and `quality`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(time, forKey: .time)
        try container.encode(value, forKey: .value)
        try container.encode(quality, forKey: .quality)
    }
}
