public import HeatTransfer

/// A stage of which only two points are known: how cold it gets with nothing on it, and what it lifts at one temperature.
///
///     Q(T) = Q₁ (T − T₀)/(T₁ − T₀),   0 below T₀
///
/// A straight line: what data sheets and tables of measured cryostats allow, such as table 1 of S. Krinner et al., EPJ
/// Quantum Technology 6 (2019) 2 (35 K unloaded, 30 W at 45 K). Real curves bend: those of pulse tubes downwards, those
/// of a dilution unit upwards, where the line promises too much between its points, and `PowerCoolingCurve` does
/// better.
public struct RatedStage: CoolingCurve, Hashable {
    /// T₀ in K.
    public let unloaded: Double
    /// Q₁ in W.
    public let power: Double
    /// T₁ in K.
    public let temperature: Double
    /// The highest temperature in K at which the line is believed.
    public let highest: Double

    /// Describes a stage.
    ///
    /// - Parameters:
    ///   - power: what it lifts, in W.
    ///   - temperature: where it does, in K.
    ///   - unloaded: how cold it gets with nothing on it, in K.
    ///   - highest: to which temperature in K the line is believed; three times as far above `unloaded` as the rated point,
    ///     where left out.
    /// - Throws: `CoolerError` with `.invalid` for numbers not positive, or temperatures out of order.
    public init(
        power: Double, at temperature: Double, unloaded: Double, highest: Double? = nil
    ) throws(CoolerError) {
        let cooler = "rated stage"
        try CoolerError.requirePositive(power, "the rated power", of: cooler)
        try CoolerError.requirePositive(unloaded, "the unloaded temperature", of: cooler)
        guard temperature > unloaded, temperature.isFinite else {
            throw CoolerError(
                cooler: cooler,
                reason: .invalid(
                    quantity: "the rated temperature", value: temperature,
                    expected: "more than the unloaded \(unloaded)"))
        }
        let top = highest ?? unloaded + 3 * (temperature - unloaded)
        guard top >= temperature else {
            throw CoolerError(
                cooler: cooler,
                reason: .invalid(
                    quantity: "the highest temperature", value: top, expected: "no less than the rated \(temperature)"))
        }
        self.power = power
        self.temperature = temperature
        self.unloaded = unloaded
        self.highest = top
    }

    /// From the unloaded temperature to where the line is believed.
    public var range: ClosedRange<Double> { unloaded...highest }

    /// The power in W and its slope in W/K; nothing below the range.
    public func power(at temperature: Double) -> (power: Double, slope: Double) {
        guard temperature >= unloaded else { return (0, 0) }
        let slope = power / (self.temperature - unloaded)
        return (slope * (temperature - unloaded), slope)
    }
}
