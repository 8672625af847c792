/// Why a plan has no answer: what was asked, and what was expected.
public struct PlanningError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Sendable, Hashable {
        /// A number that cannot be; what was expected.
        case invalid(value: String, expected: String)
        /// Something of a name that is not there; those that are.
        case unknown(name: String, known: [String])
        /// A qubit adds nothing that any stage or plate would notice, up to so many qubits.
        case unlimited(upTo: Double)
        /// The cryostat cannot be solved without a single qubit, and not for too much heat; why.
        case unanswered(String)
    }

    /// What was asked for.
    public var what: String
    /// What is wrong with it.
    public var reason: Reason

    /// Makes an error.
    public init(_ what: String, _ reason: Reason) {
        self.what = what
        self.reason = reason
    }

    /// What, and what to do, in one line.
    public var description: String {
        switch reason {
        case .invalid(let value, let expected): "\(what): \(value); expected \(expected)"
        case .unknown(let name, let known):
            "\(what): there is no ‘\(name)’; there \(known.isEmpty ? "is none" : "are \(known.joined(separator: ", "))")"
        case .unanswered(let why): "\(what): not even without qubits is there an answer: \(why)"
        case .unlimited(let count):
            "\(what): \(Int(count)) qubits leave everything within its limit, and no more are counted; give what a qubit adds"
        }
    }
}
