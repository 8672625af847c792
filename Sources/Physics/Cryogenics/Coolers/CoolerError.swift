import Quantities

/// Why a cooler cannot be described so, or is not known there.
public struct CoolerError: Error, Sendable, Hashable {
    /// Which cooler, such as `pt415`.
    public var cooler: String
    /// What is wrong.
    public var reason: Reason

    /// What can be wrong.
    public enum Reason: Sendable, Hashable {
        /// Two stages as warm (K) as no measurement was made; the ranges that hold measurements, of which not every
        /// combination does.
        case outsideMap(
            first: Double, second: Double, firstRange: ClosedRange<Double>, secondRange: ClosedRange<Double>)
        /// A temperature (K) at which a correlation is not known, and where it is.
        case outOfRange(quantity: String, temperature: Double, range: ClosedRange<Double>)
        /// A quantity that cannot be; what was expected.
        case invalid(quantity: String, value: Double, expected: String)
        /// Fewer points than a map is fitted to, or points that leave it undetermined.
        case tooFewPoints(count: Int, needed: Int)
        /// A name that nothing has.
        case unknown(known: [String])
    }

    /// Makes an error.
    public init(cooler: String, reason: Reason) {
        self.cooler = cooler
        self.reason = reason
    }
}

extension CoolerError: CustomStringConvertible {
    /// The cooler, what is wrong and what to do, in one line.
    public var description: String { "\(cooler): \(words)" }

    private var words: String {
        switch reason {
        case .outsideMap(let first, let second, let firstRange, let secondRange):
            "stages at \(kelvin(first)) and \(kelvin(second)) lie outside of what was measured: "
                + (firstRange.contains(first) && secondRange.contains(second)
                    ? "each was reached, but not both at once, and the hull of the measurements leaves them out; "
                    : "\(kelvin(firstRange.lowerBound)) to \(kelvin(firstRange.upperBound)) and "
                        + "\(kelvin(secondRange.lowerBound)) to \(kelvin(secondRange.upperBound)); ")
                + "nothing is extrapolated: change the load, or take a map that reaches there"
        case .outOfRange(let quantity, let temperature, let range):
            "\(quantity) is known from \(kelvin(range.lowerBound)) to \(kelvin(range.upperBound)), not at \(kelvin(temperature))"
        case .invalid(let quantity, let value, let expected): "\(quantity) is \(value); expected \(expected)"
        case .tooFewPoints(let count, let needed):
            "\(count) points do not determine a map; expected at least \(needed), spread over both stages' loads"
        case .unknown(let known): "there is no such map; expected one of \(known.joined(separator: ", "))"
        }
    }
}

private func kelvin(_ temperature: Double) -> String { Temperature(si: temperature).formatted(significantDigits: 4) }

extension CoolerError {
    /// Refuses a number that is not positive and finite.
    static func requirePositive(_ value: Double, _ quantity: String, of cooler: String) throws(CoolerError) {
        guard value > 0, value.isFinite else {
            throw CoolerError(
                cooler: cooler,
                reason: .invalid(quantity: quantity, value: value, expected: "a positive finite number"))
        }
    }
}
