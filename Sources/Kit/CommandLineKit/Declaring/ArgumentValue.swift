import Text

/// What one word of a command line can mean.
///
/// A type that knows why a word is wrong throws an error of its own, whose words end the usage error:
/// `--at: ‘20 m K’: a space stands between prefix and unit; write "20 mK"`. They need not repeat the word itself.
///
/// An enumeration of strings that is `CaseIterable` needs nothing but the conformance: its cases are then listed in the
/// help, completed by shells, and the nearest one is suggested after a slip.
public protocol ArgumentValue: Sendable {
    /// The value a word stands for.
    ///
    /// - Throws: any error; its description is shown to the user.
    init(argument: String) throws

    /// The word that stands for this value; used to show defaults.
    var argument: String { get }

    /// The words accepted when there are but a few; empty when there are many.
    static var argumentChoices: [String] { get }

    /// What stands for a value of this type of an option in the help, such as `TEMPERATURE`; `nil` for the
    /// option's own name.
    static var argumentPlaceholder: String? { get }
}

extension ArgumentValue {
    /// The value as `print` would show it.
    public var argument: String { "\(self)" }

    /// None: any word may be right.
    public static var argumentChoices: [String] { [] }

    /// The option's own name, in capitals.
    public static var argumentPlaceholder: String? { nil }
}

extension ArgumentValue where Self: CaseIterable & RawRepresentable, RawValue == String {
    /// The case of that name, written exactly so.
    ///
    /// - Throws: ``ArgumentError`` that lists the cases and suggests the nearest.
    public init(argument: String) throws {
        guard let value = Self(rawValue: argument) else { throw ArgumentError(argument, among: Self.argumentChoices) }
        self = value
    }

    /// The case's name.
    public var argument: String { rawValue }

    /// The cases' names in the order of their declaration.
    public static var argumentChoices: [String] { allCases.map(\.rawValue) }
}

/// Why a word is not the value that was wanted.
public struct ArgumentError: Error, Sendable, CustomStringConvertible {
    /// What is wrong and what would be right, without the word itself.
    public var reason: String

    /// A word is wrong for the given reason.
    public init(_ reason: String) { self.reason = reason }

    /// A word is none of a few.
    init(_ word: String, among choices: [String]) {
        let near = nearestNames(to: word, among: choices, limit: 1).first
        reason = "not one of \(choices.joined(separator: ", "))" + (near.map { "; did you mean ‘\($0)’?" } ?? "")
    }

    /// The reason.
    public var description: String { reason }
}

extension String: ArgumentValue {
    /// The word itself; any word will do, an empty one too.
    public init(argument: String) { self = argument }
}

extension Int: ArgumentValue {
    /// A whole number in decimal digits, with or without a sign.
    public init(argument: String) throws {
        guard let value = Int(argument) else {
            let isWhole = argument.drop { $0 == "-" || $0 == "+" }.allSatisfy { ("0"..."9").contains($0) }
            throw ArgumentError(isWhole && argument.count > 18 ? "too large a number" : "not a whole number")
        }
        self = value
    }

    /// `NUMBER`.
    public static var argumentPlaceholder: String? { "NUMBER" }
}

extension Double: ArgumentValue {
    /// A finite number, as `300`, `0.02`, `-5` or `2.9e-6`.
    public init(argument: String) throws {
        guard let value = Double(argument) else { throw ArgumentError("not a number") }
        guard value.isFinite else { throw ArgumentError("not a finite number") }
        self = value
    }

    /// The number, a whole one without a fraction: `100`, `0.02`, `1e-06`.
    public var argument: String { description.hasSuffix(".0") ? String(description.dropLast(2)) : description }

    /// `NUMBER`.
    public static var argumentPlaceholder: String? { "NUMBER" }
}

extension Bool: ArgumentValue {
    /// The value of `true` or of `false`; for a switch, see ``Flag``.
    public init(argument: String) throws {
        guard let value = Bool(argument) else { throw ArgumentError(argument, among: Self.argumentChoices) }
        self = value
    }

    /// `true` and `false`.
    public static var argumentChoices: [String] { ["true", "false"] }
}
