import Glibc

/// A sum of powers of temperature.
///
///     y = Σ a·T^b
///
/// One term is a power law; γT + βT³ is the specific heat of a cold metal (electrons and phonons); an exponent of zero is
/// a constant.
public struct PowerSum: Sendable, Hashable {
    /// One power.
    public struct Term: Sendable, Hashable {
        /// a, in SI units over K^b.
        public var coefficient: Double
        /// b.
        public var exponent: Double

        /// Makes a term.
        public init(coefficient: Double, exponent: Double) {
            self.coefficient = coefficient
            self.exponent = exponent
        }
    }

    /// The powers.
    public var terms: [Term]

    /// Makes a sum.
    public init(terms: [Term]) { self.terms = terms }

    /// A power law.
    public init(coefficient: Double, exponent: Double) {
        terms = [Term(coefficient: coefficient, exponent: exponent)]
    }

    /// The property at a temperature in K, in SI units.
    func value(at temperature: Double) -> Double {
        var sum = 0.0
        for term in terms { sum += term.coefficient * pow(temperature, term.exponent) }
        return sum
    }
}
