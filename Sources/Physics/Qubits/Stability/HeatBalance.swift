import Glibc

/// A cold stage with qubits on it: where its cooling carries a load that grows as the stage warms.
///
///     P_cool(T) = P₀ + P₁·ε(T)/ε(T_b)
///
/// A stage does not run away because a load exceeds its power at the base temperature: it warms until the two meet. It runs
/// away where they never do.
public struct HeatBalance: Sendable, Hashable {
    /// How a stage cools.
    public enum Cooling: Sendable, Hashable {
        /// A dilution refrigerator: A(T² − T_b²), A in W/K², T_b in K.
        case dilution(coefficient: Double, base: Double)
        /// A measured curve in W.
        case curve(TabulatedCurve)
    }

    /// How error correction's heat grows as its stage warms, relative to the base temperature.
    public enum Growth: Sendable, Hashable {
        /// As the error of a gate by a law of the inversion paper.
        case law(InversionLaw, lossTangent: Double)
        /// As the relaxation by quasiparticles at a qubit's frequency in Hz: steep, for they are thermally activated.
        case quasiparticles(Quasiparticles, frequency: Double)
        /// As a curve of errors.
        case curve(TabulatedCurve)
        /// Not at all.
        case none
    }

    /// How the stage cools.
    public let cooling: Cooling
    /// P₀, the heat that does not depend on temperature, in W.
    public let fixed: Double
    /// P₁, the heat of error correction at the base temperature, in W.
    public let correction: Double
    /// How that grows.
    public let growth: Growth

    /// Above the tricritical point of the mixture, 0.867 K, its phases do not part and nothing is cooled by dilution.
    ///
    /// Source: `he34.f` of he3lib (tricritical 0.867 K at x = 0.674).
    public static let highest = 0.867

    /// A balance.
    ///
    /// - Throws: `QubitError` for a negative power, a base temperature at or above 0.867 K, or a growth that has no finite
    ///   value, as of an error that is 0 at the base or anywhere on its curve.
    public init(
        cooling: Cooling, fixed: Double, correction: Double = 0, growth: Growth = .none
    ) throws(QubitError) {
        try Check.notNegative(fixed, "fixed", "W")
        try Check.notNegative(correction, "correction", "W")
        switch cooling {
        case .dilution(let coefficient, let base):
            try Check.positive(coefficient, "coefficient", "W/K²")
            guard base > 0, base < Self.highest else {
                throw QubitError("base", .outOfRange(value: base, range: "above 0 K and below \(Self.highest) K"))
            }
        case .curve(let curve):
            guard curve.range.lowerBound < Self.highest else {
                throw QubitError(
                    "cooling",
                    .outOfRange(value: curve.range.lowerBound, range: "a curve that begins below \(Self.highest) K"))
            }
        }
        self.cooling = cooling
        self.fixed = fixed
        self.correction = correction
        self.growth = growth
        if case .curve(let errors) = growth, let zero = errors.values.first(where: { $0 <= 0 }) {
            throw QubitError("growth", .outOfRange(value: zero, range: "above 0 at every temperature of the curve"))
        }
        for temperature in [base, end] {
            _ = try self.growth(at: temperature)
            _ = try load(at: temperature)
        }
    }

    /// The coldest temperature, in K.
    public var base: Double {
        switch cooling {
        case .dilution(_, let base): base
        case .curve(let curve): curve.range.lowerBound
        }
    }

    /// The warmest temperature that is looked at, in K: 0.867 K, or where the curve ends.
    public var end: Double {
        switch cooling {
        case .dilution: Self.highest
        case .curve(let curve): min(Self.highest, curve.range.upperBound)
        }
    }

    /// The cooling power in W.
    public func cooling(at temperature: Double) throws(QubitError) -> Double {
        switch cooling {
        case .dilution(let coefficient, let base): coefficient * (temperature * temperature - base * base)
        case .curve(let curve): try curve.value(at: temperature)
        }
    }

    /// ε(T)/ε(T_b).
    ///
    /// - Throws: `QubitError` where the error is not above 0 at the base temperature, as thermal quasiparticles so cold that
    ///   their number is none, or where the ratio is not a finite number above 0.
    public func growth(at temperature: Double) throws(QubitError) -> Double {
        guard let atBase = try error(at: base) else { return 1 }
        guard atBase > 0 else {
            throw QubitError(
                "growth", .outOfRange(value: atBase, range: "an error above 0 at the base temperature, \(base) K"))
        }
        let ratio = try Check.result((try error(at: temperature) ?? atBase) / atBase, "growth")
        guard ratio > 0 else { throw QubitError("growth", .notRepresentable) }
        return ratio
    }

    /// What the heat of error correction goes with, in any unit; nil where it does not depend on temperature.
    private func error(at temperature: Double) throws(QubitError) -> Double? {
        switch growth {
        case .none: nil
        case .law(let law, let loss): try law.error(temperature: temperature, lossTangent: loss)
        case .quasiparticles(let particles, let frequency):
            try particles.rate(frequency: frequency, temperature: temperature)
        case .curve(let curve): try curve.value(at: temperature)
        }
    }

    /// The load in W.
    public func load(at temperature: Double) throws(QubitError) -> Double {
        guard correction > 0 else { return fixed }
        return try Check.result(fixed + correction * (try growth(at: temperature)), "load")
    }

    /// Cooling less load in W: positive where the stage would cool down.
    public func surplus(at temperature: Double) throws(QubitError) -> Double {
        try cooling(at: temperature) - load(at: temperature)
    }
}
