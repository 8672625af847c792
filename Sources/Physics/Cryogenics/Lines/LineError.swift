import Text

/// Why a question about a line or cable has no answer.
public struct LineError: Error, Sendable, Hashable {
    /// What is asked about: a cable's name, or the argument that is wrong.
    public var subject: String
    /// What is wrong.
    public var reason: Reason

    /// What can be wrong.
    public enum Reason: Sendable, Hashable {
        /// A number outside its range; the quantity, and the range in words with its unit.
        case outOfRange(quantity: String, value: Double, range: String)
        /// No cable of that name; the names that exist.
        case unknownCable(known: [String])
        /// What a cable is said to be made of does not go together.
        case inconsistent(String)
        /// It does not have what the question needs; what that is, and what would give it.
        case missing(String)
        /// None of its materials has low-temperature laws of that name; the names that they have.
        case unknownLaws(String, available: [String])
    }

    /// Makes an error.
    public init(_ subject: String, _ reason: Reason) {
        self.subject = subject
        self.reason = reason
    }
}

extension LineError: CustomStringConvertible {
    /// What is asked about and what is wrong, in one line.
    public var description: String {
        switch reason {
        case .unknownCable(let known):
            let near = nearestNames(to: subject, among: known)
            let hint =
                near.isEmpty ? "; list them all" : "; did you mean \(near.map { "‘\($0)’" }.joined(separator: " or "))?"
            return "\(quoted(subject)): no such cable\(hint)"
        default: return "\(subject): \(words)"
        }
    }

    /// What is wrong, without the subject.
    var words: String {
        switch reason {
        case .outOfRange(let quantity, let value, let range): "\(quantity) is \(value); expected \(range)"
        case .unknownCable: "no such cable"
        case .inconsistent(let words), .missing(let words): words
        case .unknownLaws(let name, let available):
            available.isEmpty
                ? "none of its materials has other low-temperature laws than its own"
                : "none of its materials has low-temperature laws ‘\(name)’; there are "
                    + available.joined(separator: ", ")
        }
    }

    /// Throws where a number is not positive and finite.
    static func positive(
        _ value: Double, _ quantity: String, _ unit: String, of subject: String
    ) throws(LineError) {
        guard value > 0, value.isFinite else {
            throw LineError(subject, .outOfRange(quantity: quantity, value: value, range: "above 0 \(unit)"))
        }
    }

    /// Throws where a number is negative or not finite.
    static func notNegative(
        _ value: Double, _ quantity: String, _ unit: String, of subject: String
    ) throws(LineError) {
        guard value >= 0, value.isFinite else {
            throw LineError(subject, .outOfRange(quantity: quantity, value: value, range: "0 \(unit) or above"))
        }
    }
}
