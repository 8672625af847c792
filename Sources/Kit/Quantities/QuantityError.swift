import Text

/// Why a text is not the quantity that was expected.
///
/// Data first; ``description`` says what is wrong, what was expected and what to do.
public struct QuantityError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong with it.
    public enum Reason: Sendable, Hashable {
        /// There is no text, or blanks alone.
        case empty
        /// The text is longer than any quantity.
        case tooLong(bytes: Int)
        /// It does not begin with a number.
        case notANumber
        /// It says `nan` or `inf`.
        case notFinite
        /// Its number is not a plain decimal one: two points, a separator of thousands, hexadecimal digits.
        case malformedNumber
        /// Its number has a comma.
        case decimalComma
        /// Its value is too large for a number, or too small to differ from zero.
        case outOfRange
        /// A number and no unit.
        case missingUnit
        /// No dimension has that unit; `nearest` are this dimension's units that look like it.
        case unknownUnit(String, nearest: [String])
        /// The unit measures something else.
        case otherDimension(unit: String, dimension: String)
        /// A blank stands inside the unit; `correct` is the text without it.
        case spaceInUnit(correct: String)
        /// The unit can be read in two ways; `correct` can not.
        case ambiguousUnit(String, correct: String)
        /// Something follows the unit.
        case trailingText(String)
        /// A range was expected: two quantities with `..` between them.
        case notARange
        /// A range runs from a larger value to a smaller one.
        case reversedRange
    }

    /// The text, or its beginning if it is too long.
    public var text: String
    /// The dimension that was expected: `"temperature"`.
    public var dimension: String
    /// What is wrong.
    public var reason: Reason
    /// Where in the text, in bytes of UTF-8 from 0.
    public var utf8Offset: Int
    /// A text that would have been right: `"20 mK"`.
    public var example: String
    /// The symbols of the units that would have been right.
    public var units: [String]
    let dimensionWithArticle: String

    init<D: Dimension>(_ text: String, _ dimension: D.Type, _ reason: Reason, at utf8Offset: Int = 0) {
        self.text = text.utf8.count <= maximumLength ? text : String(text.unicodeScalars.prefix(40)) + "…"
        self.dimension = D.name
        self.reason = reason
        self.utf8Offset = utf8Offset
        example = D.example
        units = D.units.map(\.symbol)
        dimensionWithArticle = D.nameWithArticle
    }

    /// What is wrong, what was expected, what to do.
    public var description: String {
        let what = quoted(text)
        let expected = "expected e.g. \"\(example)\""
        return switch reason {
        case .empty: "\(dimensionWithArticle) is missing; \(expected)"
        case .tooLong(let bytes):
            "\(what) is too long for \(dimensionWithArticle) (\(bytes) bytes, at most \(maximumLength)); \(expected)"
        case .notANumber: "\(what) is not \(dimensionWithArticle); \(expected)"
        case .notFinite: "\(what) is not a finite \(dimension); \(expected)"
        case .malformedNumber:
            "\(what) has a malformed number; write decimal digits with at most one point, e.g. \"\(example)\""
        case .decimalComma:
            "\(what) has a comma in its number; use a point for decimals and nothing between thousands, "
                + "e.g. \"1.5 \(example.split(separator: " ").last ?? "")\""
        case .outOfRange: "\(what) is beyond what a number can hold; \(expected)"
        case .missingUnit: "\(what) has no unit; \(dimensionWithArticle) needs one, e.g. \"\(example)\""
        case .unknownUnit(let unit, let nearest):
            nearest.isEmpty
                ? "\(what): \(quoted(unit)) is not a unit of \(dimension); known: \(list(units, last: "and"))"
                : "\(what): \(quoted(unit)) is not a unit of \(dimension); did you mean \(list(nearest, last: "or"))?"
        case .otherDimension(_, let other):
            "\(what) is \(other), not \(dimensionWithArticle); \(expected)"
        case .spaceInUnit(let correct): "\(what) has a space inside its unit; write \"\(correct)\""
        case .ambiguousUnit(let unit, let correct):
            "\(what): \(quoted(unit)) is ambiguous, a prefix looks like a unit there; write \(correct)"
        case .trailingText(let rest): "\(what) has \(quoted(rest)) after its unit; \(expected)"
        case .notARange:
            "\(what) is not a range of \(dimension); expected two quantities with \"..\" between them, "
                + "e.g. \"\(example)..\(example)\""
        case .reversedRange: "\(what) runs backwards; write the smaller \(dimension) first"
        }
    }
}

private func list(_ words: [String], last: String) -> String {
    let shown = words.filter { !$0.isEmpty }
    guard let end = shown.last, shown.count > 1 else { return shown.joined() }
    return shown.dropLast().joined(separator: ", ") + " \(last) " + end
}
