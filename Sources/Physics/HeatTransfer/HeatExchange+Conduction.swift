import Glibc
import Materials

extension HeatExchange {
    /// Conduction through a section of a material whose conductivity depends on temperature; exact, whatever the gradient.
    ///
    ///     Q = A/L·[Θ(T₁) − Θ(T₂)],   Θ = ∫k dT
    ///
    /// - Parameters:
    ///   - area: cross-section in m².
    ///   - length: in m.
    ///   - conductivity: the integral of k, one a material.
    /// - Throws: `NetworkError` with `.invalid` for an area or length that is not positive.
    public static func conduction(
        area: Double, length: Double, conductivity: PropertyIntegral
    ) throws(NetworkError) -> HeatExchange {
        try positive(area, "the cross-section")
        try positive(length, "the length")
        return try HeatExchange(area / length, .integral(conductivity))
    }

    /// A contact whose resistance is a power of temperature.
    ///
    ///     R(T) = R₀·(T/T₀)⁻ᵇ,   Q = ∫ dT/R(T) from T₂ to T₁ = T₀/((b+1)·R₀)·[(T₁/T₀)ᵇ⁺¹ − (T₂/T₀)ᵇ⁺¹]
    ///
    /// The integral takes the place of the usual ΔT/R at the mean temperature: it is exact for a contact that is thin
    /// layers in series, symmetric, and needs no iteration. For b ≤ 2 and ΔT a fifth of T both differ by less than 0.4 %.
    ///
    /// - Parameters:
    ///   - resistance: R₀ in K/W.
    ///   - reference: T₀ in K.
    ///   - exponent: b, above −1; 1 for pressed metals, 2 to 3 for Kapitza resistances.
    ///   - level: a temperature in K above which the resistance falls no further; nil where it does.
    /// - Throws: `NetworkError` with `.invalid`.
    public static func contact(
        resistance: Double, at reference: Double, exponent: Double, levelAbove level: Double? = nil
    ) throws(NetworkError) -> HeatExchange {
        try positive(resistance, "the contact resistance")
        try positive(reference, "the reference temperature")
        try positive(exponent + 1, "1 + the exponent of a contact")
        let n = exponent + 1
        if let level { try positive(level, "the temperature above which a contact stays as it is") }
        return try HeatExchange(
            pow(reference, -exponent) / (n * resistance), level.map { .bentPower(n, from: 0, above: $0) } ?? .power(n))
    }

    /// A resistance that falls as a material conducts better: R(T) = R₀·k(T₀)/k(T).
    ///
    ///     Q = [Θ(T₁) − Θ(T₂)]/(R₀·k(T₀))
    ///
    /// - Parameters:
    ///   - resistance: R₀ in K/W.
    ///   - reference: T₀ in K.
    ///   - conductivity: the integral of k.
    /// - Throws: `NetworkError` with `.invalid`, or `.outOfRange` where k(T₀) is not known.
    public static func resistance(
        _ resistance: Double, at reference: Double, following conductivity: PropertyIntegral
    ) throws(NetworkError) -> HeatExchange {
        try positive(resistance, "the resistance")
        if let error = HeatPotential.integral(conductivity).error(at: reference) { throw NetworkError(reason: error) }
        return try HeatExchange(1 / (resistance * conductivity.value(at: reference).slope), .integral(conductivity))
    }

    /// A conductance that follows a power law: Q = P₀·[(T₁/T₀)ⁿ − (T₂/T₀)ⁿ].
    ///
    /// - Parameters:
    ///   - power: P₀ in W, what flows from T₀ to absolute zero.
    ///   - reference: T₀ in K.
    ///   - exponent: n, positive: 1 for a plain conductance, 2 for a metal below 4 K.
    /// - Throws: `NetworkError` with `.invalid`.
    public static func conductance(
        power: Double, at reference: Double, exponent: Double
    ) throws(NetworkError) -> HeatExchange {
        try positive(power, "the power")
        try positive(reference, "the reference temperature")
        try positive(exponent, "the exponent")
        return try HeatExchange(power * pow(reference, -exponent), .power(exponent))
    }

    /// A load that depends on its warm end alone: Q = P₀·(T₁/T₀)ⁿ.
    ///
    /// What measurements give as a heat load is often this, taken with the cold end far colder. It leaves the warm node.
    ///
    /// - Parameters:
    ///   - power: P₀ in W.
    ///   - reference: T₀ in K.
    ///   - exponent: n, positive.
    ///   - start: a temperature in K below which nothing leaves.
    ///   - level: a temperature in K above which the load goes on along its tangent.
    /// - Throws: `NetworkError` with `.invalid`.
    public static func load(
        power: Double, at reference: Double, exponent: Double, from start: Double = 0,
        levelAbove level: Double = .infinity
    ) throws(NetworkError) -> HeatExchange {
        var result = try conductance(power: power, at: reference, exponent: exponent)
        if start > 0 || level < .infinity {
            guard start >= 0, level > start else {
                throw NetworkError(
                    reason: .invalid(
                        quantity: "the temperature above which a load goes on along its tangent", value: level,
                        expected: "above \(start) K, where it begins"))
            }
            result.terms[0].potential = .bentPower(exponent, from: start, above: level)
        }
        result.isOneWay = true
        return result
    }
}
