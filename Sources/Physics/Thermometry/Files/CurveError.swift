import Text

/// Why bytes are no calibration curve: where, what, and what to do.
///
///     U05566.340:12:6: ‘3.0I772’ is not a number; expected a temperature in K
public struct CurveError: Error, Sendable, Hashable {
    /// What is wrong.
    public enum Reason: Sendable, Hashable {
        /// There is nothing but blanks.
        case empty
        /// More bytes, or points, than the limit.
        case tooLarge(limit: Int, of: String)
        /// Not a text of UTF-8.
        case notText
        /// None of the formats that are read.
        case unknownFormat
        /// A field of the header that must be there is not.
        case missing(String)
        /// A word where a number was expected.
        case notANumber(String, expected: String)
        /// Numbers that contradict each other, or physics.
        case inconsistent(String)
    }

    /// The file, as it was named to the reader.
    public var file: String
    /// The line, from 1; nil where the whole is meant.
    public var line: Int?
    /// The column, from 1, in characters.
    public var column: Int?
    /// What is wrong.
    public var reason: Reason
    /// What to do.
    public var hint: String?
}

extension CurveError: CustomStringConvertible {
    /// Place, what is wrong, what to do; on one line, safe to show.
    public var description: String {
        var place = escaped(file, limit: 200)
        if let line { place += ":\(line)" }
        if let column { place += ":\(column)" }
        return "\(place): \(words)" + (hint.map { $0.isEmpty ? "" : "; \($0)" } ?? "")
    }

    private var words: String {
        switch reason {
        case .empty: "is empty; expected a calibration curve"
        case .tooLarge(let limit, let unit): "has more than \(limit) \(unit), the most that is read"
        case .notText: "is not a text; expected ASCII or UTF-8"
        case .unknownFormat: "is no calibration curve that is known"
        case .missing(let what): "has no \(what)"
        case .notANumber(let text, let expected): "\(quoted(text)) is not a number; expected \(expected)"
        case .inconsistent(let words): words
        }
    }
}
