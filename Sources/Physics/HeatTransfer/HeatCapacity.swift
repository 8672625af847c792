import Glibc

/// The heat that a node stores: a sum of potentials, of which the heat capacity is the slope.
///
///     U(T) = Σ cₖ·Φₖ(T),   C(T) = dU/dT = Σ cₖ·Φₖ′(T)
public struct HeatCapacity: Sendable, Hashable {
    /// The parts: J per unit of the potential.
    public private(set) var terms: [HeatExchange.Term]

    private init(_ coefficient: Double, _ potential: HeatPotential) throws(NetworkError) {
        try positive(coefficient, "a heat capacity")
        terms = [.init(coefficient: coefficient, potential: potential)]
    }

    /// A mass of a material: C = m·cp(T).
    ///
    /// - Parameters:
    ///   - mass: in kg.
    ///   - specificHeat: the integral of cp, one a material.
    /// - Throws: `NetworkError` with `.invalid` for a mass that is not positive.
    public static func mass(_ mass: Double, of specificHeat: PropertyIntegral) throws(NetworkError) -> HeatCapacity {
        try HeatCapacity(mass, .integral(specificHeat))
    }

    /// A power law: C = C₀·(T/T₀)ⁿ; n = 0 constant, 1 electrons, 3 lattice.
    ///
    /// - Parameters:
    ///   - value: C₀ in J/K.
    ///   - reference: T₀ in K.
    ///   - exponent: n, above −1.
    /// - Throws: `NetworkError` with `.invalid`.
    public static func power(
        _ value: Double, at reference: Double, exponent: Double
    ) throws(NetworkError) -> HeatCapacity {
        try positive(reference, "the reference temperature")
        try positive(exponent + 1, "1 + the exponent of a heat capacity")
        return try HeatCapacity(value * pow(reference, -exponent) / (exponent + 1), .power(exponent + 1))
    }

    /// A heat capacity in J/K that does not depend on temperature.
    ///
    /// - Throws: `NetworkError` with `.invalid` where it is not positive.
    public static func constant(_ value: Double) throws(NetworkError) -> HeatCapacity {
        try power(value, at: 1, exponent: 0)
    }

    /// Two of them together.
    public static func + (a: HeatCapacity, b: HeatCapacity) -> HeatCapacity {
        var result = a
        result.terms += b.terms
        return result
    }

    /// The same a number of times over.
    ///
    /// - Precondition: the factor is positive and finite.
    public func scaled(by factor: Double) -> HeatCapacity {
        precondition(factor > 0 && factor.isFinite, "a heat capacity cannot be scaled by \(factor)")
        var result = self
        for index in result.terms.indices { result.terms[index].coefficient *= factor }
        return result
    }

    /// Stored heat in J, from the cold end of what is known, and heat capacity in J/K; along tangents outside.
    func stored(at temperature: Double) -> (heat: Double, capacity: Double) {
        if terms.count == 1 {
            let (value, slope) = terms[0].potential.value(at: temperature)
            return (terms[0].coefficient * value, terms[0].coefficient * slope)
        }
        var (heat, capacity) = (0.0, 0.0)
        for term in terms {
            let (value, slope) = term.potential.value(at: temperature)
            heat += term.coefficient * value
            capacity += term.coefficient * slope
        }
        return (heat, capacity)
    }

    /// The temperature at which so much heat is stored, found from a temperature nearby.
    ///
    /// Newton's method on a rising function, within a bracket that closes. A step below 1e-8 is the last one: the next
    /// would be its square.
    func temperature(storing heat: Double, near guess: Double) -> Double {
        var t = guess
        var (low, high) = (-Double.infinity, Double.infinity)
        for _ in 0..<200 {
            let (value, slope) = stored(at: t)
            let excess = value - heat
            if excess == 0 { return t }
            if excess > 0 { high = min(high, t) } else { low = max(low, t) }
            var next = slope > 0 ? t - excess / slope : .nan
            if abs(next - t) <= 1e-8 * abs(t) { return next }
            // A power law has no slope at zero, and a step may overshoot where the capacity falls fast.
            if !(next > low && next < high) {
                next = low.isFinite && high.isFinite ? (low + high) / 2 : (excess > 0 ? t / 2 - 1e-12 : t * 2 + 1e-12)
            }
            if next > 0, t > 0, next < t / 4 { next = t / 4 }
            if next == t { return t }
            t = next
        }
        return t
    }
}
