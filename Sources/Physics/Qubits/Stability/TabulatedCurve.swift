/// A quantity given at rising temperatures, straight between them; nothing is known beyond its ends.
public struct TabulatedCurve: Sendable, Hashable {
    /// In K, rising.
    public let temperatures: [Double]
    /// The quantity at each.
    public let values: [Double]

    /// A curve.
    ///
    /// - Parameters:
    ///   - temperatures: at least two, above 0 K, rising.
    ///   - values: as many, finite, 0 or above.
    ///   - name: what an error calls it.
    public init(temperatures: [Double], values: [Double], name: String = "curve") throws(QubitError) {
        guard temperatures.count >= 2 else {
            throw QubitError(name, .size(temperatures.count, expected: "two points or more"))
        }
        guard values.count == temperatures.count else {
            throw QubitError(
                name, .size(values.count, expected: "a value for each of \(temperatures.count) temperatures"))
        }
        var last = 0.0
        for temperature in temperatures {
            guard temperature > last, temperature.isFinite else {
                throw QubitError(name, .outOfRange(value: temperature, range: "above \(last) K: temperatures rise"))
            }
            last = temperature
        }
        for value in values { try Check.notNegative(value, name) }
        self.temperatures = temperatures
        self.values = values
    }

    /// From the first temperature to the last, in K.
    public var range: ClosedRange<Double> { temperatures[0]...temperatures[temperatures.count - 1] }

    /// The value at a temperature.
    ///
    /// - Throws: `QubitError` outside the range.
    public func value(at temperature: Double) throws(QubitError) -> Double {
        guard range.contains(temperature) else {
            throw QubitError(
                "temperature",
                .outOfRange(value: temperature, range: "\(range.lowerBound) K to \(range.upperBound) K, the curve's"))
        }
        let above = max(1, temperatures.firstIndex { $0 >= temperature } ?? 1)
        let share = (temperature - temperatures[above - 1]) / (temperatures[above] - temperatures[above - 1])
        return values[above - 1] + share * (values[above] - values[above - 1])
    }
}
