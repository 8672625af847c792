/// How much a log record matters.
public enum LogLevel: Int, Sendable, Hashable, Comparable, CaseIterable {
    /// Every step, for following one fault.
    case trace
    /// What helps to find a fault.
    case debug
    /// What happens when all is well.
    case info
    /// What is unusual but in order.
    case notice
    /// What may become an error.
    case warning
    /// Something failed.
    case error
    /// Something failed that people must see to at once.
    case critical

    /// The level's name in lower case.
    public var name: String {
        switch self {
        case .trace: "trace"
        case .debug: "debug"
        case .info: "info"
        case .notice: "notice"
        case .warning: "warning"
        case .error: "error"
        case .critical: "critical"
        }
    }

    /// The level of a name in lower case; nil for any other.
    public init?(name: String) {
        guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = level
    }

    /// Whether one level matters less than another.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
