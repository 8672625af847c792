/// How long the past is kept, for each resolution.
public struct Retention: Sendable, Hashable {
    /// How long every reading is kept, in ns; nil for ever.
    public let raw: Int64?
    /// How long rollups of a minute are kept, in ns; nil for ever.
    public let minutes: Int64?
    /// How long rollups of an hour are kept, in ns; nil for ever.
    public let hours: Int64?

    /// A retention.
    ///
    /// - Parameters:
    ///   - raw: how long readings are kept, in ns; nil for ever.
    ///   - minutes: how long rollups of a minute are; at least as long as readings.
    ///   - hours: how long rollups of an hour are; at least as long as those of a minute.
    /// - Throws: ``RetentionError`` where a coarser resolution would go before a finer one, or a time is not positive.
    public init(raw: Int64?, minutes: Int64?, hours: Int64?) throws(RetentionError) {
        let spans = [raw, minutes, hours]
        guard spans.allSatisfy({ $0.map { $0 > 0 } ?? true }) else {
            throw RetentionError(raw: raw, minutes: minutes, hours: hours)
        }
        let ends = spans.map { $0 ?? .max }
        guard ends[0] <= ends[1], ends[1] <= ends[2] else {
            throw RetentionError(raw: raw, minutes: minutes, hours: hours)
        }
        self.init(checked: raw, minutes, hours)
    }

    private init(checked raw: Int64?, _ minutes: Int64?, _ hours: Int64?) {
        self.raw = raw
        self.minutes = minutes
        self.hours = hours
    }

    /// How long a resolution is kept, in ns; nil for ever.
    public subscript(resolution: Resolution) -> Int64? {
        switch resolution {
        case .raw: raw
        case .minute: minutes
        case .hour: hours
        }
    }

    /// A day in ns.
    public static let day: Int64 = 86_400_000_000_000

    /// Readings for 400 days, so that a year can be compared with the one before; minutes for five years; hours for ever.
    public static let standard = Retention(checked: 400 * day, 1826 * day, nil)
    /// Everything for ever.
    public static let forever = Retention(checked: nil, nil, nil)
}

/// A retention that would remove what is coarse before what is fine.
public struct RetentionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// How long readings were to be kept, in ns.
    public var raw: Int64?
    /// How long rollups of a minute were.
    public var minutes: Int64?
    /// How long rollups of an hour were.
    public var hours: Int64?

    /// What is wrong, what was expected.
    public var description: String {
        func days(_ span: Int64?) -> String { span.map { "\(Double($0) / Double(Retention.day)) days" } ?? "for ever" }
        return
            "readings \(days(raw)), minutes \(days(minutes)), hours \(days(hours)); expected positive times, each at least as long as the one before"
    }
}

/// What retention removed.
public struct PruneReceipt: Sendable, Hashable {
    /// Readings.
    public var readings: Int
    /// Rollups of minutes and hours.
    public var rollups: Int

    /// A receipt.
    public init(readings: Int = 0, rollups: Int = 0) {
        self.readings = readings
        self.rollups = rollups
    }
}
