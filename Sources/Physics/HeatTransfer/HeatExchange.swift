public import Materials

/// How much heat flows between two temperatures: a sum of differences of potentials.
///
///     Q = Σ cₖ·[Φₖ(T₁) − Φₖ(T₂)]
///
/// Heat from the first node to the second is positive. It is antisymmetric: with the ends exchanged the same heat flows
/// the other way, and between equal temperatures none. A one-way load alone leaves T₂ out: it serves where a source gives
/// no more than Q(T₁), and it is wrong by Φ(T₂)/Φ(T₁).
///
/// ```swift
/// let posts = try HeatExchange.conduction(area: 2e-4, length: 0.1, conductivity: peek)
/// let shield = try HeatExchange.insulation(area: 1.2, measuredFlux: 1.7, warm: 293)
/// let both = (posts + shield).scaled(by: 3)
/// ```
public struct HeatExchange: Sendable, Hashable {
    /// One difference of potentials.
    public struct Term: Sendable, Hashable {
        /// In W per unit of the potential; positive.
        public var coefficient: Double
        /// The potential.
        public var potential: HeatPotential

        /// Makes a term.
        public init(coefficient: Double, potential: HeatPotential) {
            self.coefficient = coefficient
            self.potential = potential
        }
    }

    /// The terms; all of them add up.
    public var terms: [Term]
    /// Whether the second temperature is left out.
    public var isOneWay: Bool

    /// Makes an exchange of terms.
    ///
    /// - Throws: `NetworkError` with `.invalid` for a coefficient or exponent that is not positive and finite.
    public init(terms: [Term], isOneWay: Bool = false) throws(NetworkError) {
        for term in terms {
            try positive(term.coefficient, "the coefficient of a heat flow")
            switch term.potential {
            case .power(let exponent), .bentPower(let exponent, _, _):
                try positive(exponent, "the exponent of a heat flow")
            case .integral: break
            }
        }
        self.terms = terms
        self.isOneWay = isOneWay
    }

    init(_ coefficient: Double, _ potential: HeatPotential, isOneWay: Bool = false) throws(NetworkError) {
        try self.init(terms: [Term(coefficient: coefficient, potential: potential)], isOneWay: isOneWay)
    }

    /// The same exchange a number of times over: for so many posts, or for a length of what is given a metre.
    ///
    /// - Precondition: the factor is positive and finite.
    public func scaled(by factor: Double) -> HeatExchange {
        precondition(factor > 0 && factor.isFinite, "a heat flow cannot be scaled by \(factor)")
        var result = self
        for index in result.terms.indices { result.terms[index].coefficient *= factor }
        return result
    }

    /// The same exchange, trusted above what is known of its materials: see ``PropertyIntegral/continued(to:)``.
    ///
    /// - Parameters:
    ///   - temperature: in K.
    ///   - shared: integrals that were continued before, so that flows go on sharing them.
    /// - Throws: `MaterialError` where a curve has no value at its own ends.
    public func continued(
        to temperature: Double, sharing shared: inout [PropertyIntegral: PropertyIntegral]
    ) throws(MaterialError) -> HeatExchange {
        var result = self
        for index in terms.indices {
            guard case .integral(let integral) = terms[index].potential else { continue }
            let continued: PropertyIntegral
            if let known = shared[integral] {
                continued = known
            } else {
                continued = try integral.continued(to: temperature)
            }
            shared[integral] = continued
            result.terms[index].potential = .integral(continued)
        }
        return result
    }

    /// Two exchanges side by side.
    ///
    /// - Precondition: both are one-way, or neither is.
    public static func + (a: HeatExchange, b: HeatExchange) -> HeatExchange {
        precondition(a.isOneWay == b.isOneWay, "a one-way load and an exchange are two flows")
        var result = a
        result.terms += b.terms
        return result
    }

    /// The heat in W from a node at one temperature to a node at another, with its derivatives in W/K.
    ///
    /// - Parameters:
    ///   - first: in K.
    ///   - second: in K; without effect in a one-way load.
    /// - Throws: `NetworkError` with `.outOfRange` where a material is not known there.
    public func heat(
        from first: Double, to second: Double
    ) throws(NetworkError) -> (heat: Double, byFirst: Double, bySecond: Double) {
        var result = (heat: 0.0, byFirst: 0.0, bySecond: 0.0)
        for term in terms {
            for temperature in isOneWay ? [first] : [first, second] {
                if let error = term.potential.error(at: temperature) { throw NetworkError(reason: error) }
            }
            let a = term.potential.value(at: first)
            let b = isOneWay ? (value: 0, slope: 0) : term.potential.value(at: second)
            result.heat += term.coefficient * (a.value - b.value)
            result.byFirst += term.coefficient * a.slope
            result.bySecond -= term.coefficient * b.slope
        }
        return result
    }
}

extension HeatExchange {
    /// The temperature in K from which a given heat flows to a node: the inverse of `heat(from:to:)`.
    ///
    /// Newton's method on a rising function; right to about 1e-6 where the temperature lies within a factor of 100 of
    /// `second`.
    ///
    /// - Parameters:
    ///   - heat: in W; negative where it flows the other way.
    ///   - second: the temperature of the node that receives it, in K.
    public func temperature(sending heat: Double, to second: Double) -> Double {
        var goal = heat
        if !isOneWay { goal += terms.reduce(0) { $0 + $1.coefficient * $1.potential.value(at: second).value } }
        var t = second
        for _ in 0..<20 {
            var (value, slope) = (-goal, 0.0)
            for term in terms {
                let potential = term.potential.value(at: t)
                value += term.coefficient * potential.value
                slope += term.coefficient * potential.slope
            }
            let next = min(max(t - value / slope, t / 3), t * 3)
            // The error of the next step would be the square of this one.
            if abs(next - t) <= 1e-3 * t { return next }
            t = next
        }
        return t
    }
}

/// Throws where a number is not positive and finite.
func positive(_ value: Double, _ quantity: String) throws(NetworkError) {
    guard value > 0, value.isFinite else {
        throw NetworkError(reason: .invalid(quantity: quantity, value: value, expected: "a positive finite number"))
    }
}

/// Throws where a number lies outside 0 to 1, zero excluded.
func fraction(_ value: Double, _ quantity: String) throws(NetworkError) {
    guard value > 0, value <= 1 else {
        throw NetworkError(reason: .invalid(quantity: quantity, value: value, expected: "above 0, at most 1"))
    }
}
