/// Why a question about qubits has no answer.
public struct QubitError: Error, Sendable, Hashable {
    /// The argument that is wrong, as the function names it: `temperature`.
    public var argument: String
    /// What is wrong with it.
    public var reason: Reason

    /// What can be wrong.
    public enum Reason: Sendable, Hashable {
        /// A number that lies outside its range; the range in words, with its unit.
        case outOfRange(value: Double, range: String)
        /// A temperature at or above that of the superconducting transition, both in K.
        case normalConducting(temperature: Double, critical: Double)
        /// A state that is none: its trace is not 1, or it is not Hermitian, or it has a negative population.
        case notAState(String)
        /// Two things whose sizes do not fit.
        case size(Int, expected: String)
        /// What is asked for cannot be had at any value; why, and the best that can.
        case unattainable(String)
        /// Parts of a description that do not go together.
        case inconsistent(String)
        /// The equations have no single steady state.
        case noUniqueSteadyState
        /// A law that is only a table of numbers.
        case noFormula
        /// A result, named by the error's argument, that is too large or too small for a number.
        case notRepresentable
    }

    /// Makes an error.
    public init(_ argument: String, _ reason: Reason) {
        self.argument = argument
        self.reason = reason
    }
}

extension QubitError: CustomStringConvertible {
    /// Which argument, what is wrong, and what was expected, in one line.
    public var description: String {
        switch reason {
        case .outOfRange(let value, let range): "\(argument): \(value) lies outside its range, \(range)"
        case .normalConducting(let temperature, let critical):
            "\(argument): \(temperature) K is not below the critical temperature, \(critical) K: there is no gap"
        case .notAState(let why): "\(argument): \(why); a density matrix is Hermitian, positive and has trace 1"
        case .size(let found, let expected): "\(argument): \(found) where \(expected) was expected"
        case .unattainable(let why), .inconsistent(let why): "\(argument): \(why)"
        case .noUniqueSteadyState:
            "\(argument): more than one state stays as it is; every level must be tied to the others by some decay"
        case .notRepresentable:
            "\(argument): too large or too small to be worked out as a number; check the sizes of what it is made from"
        case .noFormula: "\(argument): ‘printed’ is a table of eight scenarios, not a formula; take listing or paper"
        }
    }
}

/// Checks of arguments, each naming its argument and range.
enum Check {
    /// A finite number above zero.
    static func positive(_ value: Double, _ argument: String, _ unit: String = "") throws(QubitError) {
        guard value > 0, value.isFinite else {
            throw QubitError(argument, .outOfRange(value: value, range: "above 0\(unit.isEmpty ? "" : " \(unit)")"))
        }
    }

    /// A finite number, zero or above.
    static func notNegative(_ value: Double, _ argument: String, _ unit: String = "") throws(QubitError) {
        guard value >= 0, value.isFinite else {
            throw QubitError(argument, .outOfRange(value: value, range: "0\(unit.isEmpty ? "" : " \(unit)") or above"))
        }
    }

    /// A result that is a finite number; `name` is what it is called.
    static func result(_ value: Double, _ name: String) throws(QubitError) -> Double {
        guard value.isFinite else { throw QubitError(name, .notRepresentable) }
        return value
    }

    /// A loss tangent.
    static func lossTangent(_ value: Double) throws(QubitError) {
        guard value > 0, value < 1 else {
            throw QubitError("lossTangent", .outOfRange(value: value, range: "between 0 and 1, both excluded"))
        }
    }

    /// Something that lies strictly between 0 and 1.
    static func share(_ value: Double, _ argument: String) throws(QubitError) {
        guard value > 0, value < 1 else {
            throw QubitError(argument, .outOfRange(value: value, range: "between 0 and 1, both excluded"))
        }
    }
}
