/// A value in a log record.
public enum LogValue: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByStringInterpolation
{
    /// Words.
    case text(String)
    /// A whole number.
    case integer(Int64)
    /// A number; NaN and the infinities are written as words, for JSON has none.
    case number(Double)
    /// Yes or no.
    case truth(Bool)

    /// Words.
    public init(stringLiteral value: String) { self = .text(value) }
    /// A whole number.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// A number.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// Yes or no.
    public init(booleanLiteral value: Bool) { self = .truth(value) }

    /// The value in words.
    public var description: String {
        switch self {
        case .text(let text): text
        case .integer(let integer): String(integer)
        case .number(let number): String(number)
        case .truth(let truth): String(truth)
        }
    }
}

/// A name and a value in a log record.
public struct LogField: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value.
    public var value: LogValue

    /// Makes a field.
    public init(_ name: String, _ value: LogValue) {
        self.name = name
        self.value = value
    }
}

/// Something that was said, with when, by whom, and how much it matters.
public struct LogRecord: Sendable, Hashable {
    /// When, in nanoseconds since 1970 (UTC).
    public var time: Int64
    /// How much it matters.
    public var level: LogLevel
    /// Which part of the program said it.
    public var label: String
    /// What was said.
    public var message: String
    /// What else is known: the logger's fields, then the task's, then the call's.
    ///
    /// A later field of the same name wins.
    public var fields: [LogField]

    /// Makes a record.
    public init(time: Int64, level: LogLevel, label: String, message: String, fields: [LogField] = []) {
        self.time = time
        self.level = level
        self.label = label
        self.message = message
        self.fields = fields
    }

    /// The value of the last field of a name; nil when there is none.
    public subscript(_ name: String) -> LogValue? { fields.last { $0.name == name }?.value }
}

/// Where log records go.
///
/// Taking a record must neither fail nor wait long: a program never stops because it cannot talk about itself.
public protocol LogSink: Sendable {
    /// Takes a record.
    func take(_ record: LogRecord)
}
