import Glibc

/// The power that one stage of a cooler lifts, as a function of its temperature.
///
/// A curve must not fall with temperature over its range, nor give a value that is no number. Outside the range it is not
/// asked.
public protocol CoolingCurve: Sendable {
    /// Where it is known, in K. Below it the cooler lifts nothing; a network whose solution lies above it is in error.
    var range: ClosedRange<Double> { get }

    /// The power in W and its slope in W/K at a temperature of the range.
    func power(at temperature: Double) -> (power: Double, slope: Double)
}

/// The powers that the stages of one cooler lift, each depending on the temperatures of all of them.
///
/// A pulse tube has two such stages, a dilution unit three: still, cold plate, mixing chamber.
public protocol CoupledCooler: Sendable {
    /// Where each stage is known, in K, from the warmest stage to the coldest; a network whose solution lies above is in
    /// error.
    var ranges: [ClosedRange<Double>] { get }

    /// What each stage lifts, and how that changes with each stage's temperature.
    ///
    /// Asked outside the ranges too while a solution is sought, where it goes on along its tangent.
    ///
    /// - Parameter temperatures: in K, one a stage in the order of `ranges`.
    func powers(at temperatures: [Double]) -> CoupledPowers
}

/// What the stages of a cooler lift at given temperatures.
public struct CoupledPowers: Sendable, Hashable {
    /// Of each stage, in W.
    public var powers: [Double]
    /// ∂Qᵢ/∂Tⱼ in W/K: of each stage i, by each stage's temperature j.
    public var slopes: [[Double]]

    /// States the powers and their derivatives.
    ///
    /// - Precondition: as many slopes as powers, for each of as many stages.
    public init(powers: [Double], slopes: [[Double]]) {
        precondition(
            slopes.count == powers.count && slopes.allSatisfy { $0.count == powers.count },
            "a slope for each stage's power by each stage's temperature")
        self.powers = powers
        self.slopes = slopes
    }
}

/// A cooling power that follows a power law above a temperature at which it begins, less what the cooler itself leaks.
///
///     Q(T) = P₀·[(T/T₀ − c)ⁿ] − P_leak,   0 where that is negative or T/T₀ < c
public struct PowerCoolingCurve: CoolingCurve, Hashable {
    /// P₀ in W.
    public var power: Double
    /// T₀ in K.
    public var reference: Double
    /// c, the reduced temperature below which it lifts nothing.
    public var cutoff: Double
    /// n.
    public var exponent: Double
    /// P_leak in W: what it lifts for itself; it sets the lowest temperature.
    public var leak: Double
    /// The highest temperature in K at which the curve is known; infinite where nothing limits it.
    public var highest: Double

    /// Describes a curve.
    ///
    /// - Throws: `NetworkError` with `.invalid` for a power, reference or exponent not positive, a cutoff or leak negative.
    public init(
        power: Double, at reference: Double, cutoff: Double = 0, exponent: Double, leak: Double = 0,
        highest: Double = .infinity
    ) throws(NetworkError) {
        try positive(power, "the cooling power")
        try positive(reference, "the reference temperature")
        try positive(exponent, "the exponent")
        for (value, name) in [(cutoff, "the cutoff"), (leak, "the leak")] where !(value >= 0 && value.isFinite) {
            throw NetworkError(reason: .invalid(quantity: name, value: value, expected: "0 or more, finite"))
        }
        guard highest > cutoff * reference else {
            throw NetworkError(
                reason: .invalid(
                    quantity: "the highest temperature", value: highest, expected: "above the cutoff"))
        }
        self.power = power
        self.reference = reference
        self.cutoff = cutoff
        self.exponent = exponent
        self.leak = leak
        self.highest = highest
    }

    /// From where it begins to lift to where it is known.
    public var range: ClosedRange<Double> {
        let lowest = reference * (cutoff + pow(leak / power, 1 / exponent))
        return lowest...max(lowest, highest)
    }

    /// The temperature in K at which it lifts a given heat.
    ///
    /// - Parameter heat: in W; 0 or more.
    public func temperature(lifting heat: Double) -> Double {
        reference * (cutoff + pow((heat + leak) / power, 1 / exponent))
    }

    /// The power in W and its slope in W/K; zero below the range.
    public func power(at temperature: Double) -> (power: Double, slope: Double) {
        let excess = temperature / reference - cutoff
        guard excess > 0 else { return (0, 0) }
        let value = power * pow(excess, exponent)
        guard value > leak else { return (0, 0) }
        return (value - leak, exponent * value / (excess * reference))
    }
}
