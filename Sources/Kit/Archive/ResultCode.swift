/// What SQLite answered, as a number of its own: `full`, `busy`, or an extended one that says more.
///
/// A pattern matches every code of its kind, so that `case .ioError` catches a failed read as well as a failed sync:
///
/// ```swift
/// switch error.code {
/// case .full: // also where an extended code says more
/// default: throw error
/// }
/// ```
public struct ResultCode: RawRepresentable, Sendable, Hashable {
    /// SQLite's number, the extended one.
    public var rawValue: Int32

    /// A code.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// The kind of it: the code without what an extended one adds.
    public var primary: ResultCode { ResultCode(rawValue: rawValue & 0xff) }

    /// Whether a code is of a kind; equal where the pattern is extended itself.
    public static func ~= (pattern: ResultCode, code: ResultCode) -> Bool {
        pattern == code || pattern == code.primary
    }

    /// An error that SQLite has no code for: a wrong statement, a table that is not there.
    public static let error = ResultCode(rawValue: 1)
    /// Another connection holds the lock.
    public static let busy = ResultCode(rawValue: 5)
    /// A statement of this connection holds the lock.
    public static let locked = ResultCode(rawValue: 6)
    /// The file, or the folder, may not be written.
    public static let readOnly = ResultCode(rawValue: 8)
    /// The system failed to read, write or sync.
    public static let ioError = ResultCode(rawValue: 10)
    /// The file is damaged.
    public static let corrupt = ResultCode(rawValue: 11)
    /// The disk is full, or the limit of pages is reached.
    public static let full = ResultCode(rawValue: 13)
    /// The file cannot be opened.
    public static let cannotOpen = ResultCode(rawValue: 14)
    /// A constraint of the schema forbids it.
    public static let constraint = ResultCode(rawValue: 19)
    /// The file is no database.
    public static let notADatabase = ResultCode(rawValue: 26)
}
