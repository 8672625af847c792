/// A form of a curve: strictly monotonic, both ways, within the ends that the curve itself checks.
///
/// Called only inside the range, ends included.
protocol CurveShape: Sendable {
    /// The signal at the ends of the range, the lower first.
    var signals: ClosedRange<Double> { get }
    /// The temperature in K at the ends of the range, the lower first.
    var temperatures: ClosedRange<Double> { get }
    /// The temperature in K at a signal.
    func temperature(signal: Double) -> Double
    /// The signal at a temperature in K.
    func signal(temperature: Double) -> Double
    /// How the signal changes with temperature, per K.
    func slope(temperature: Double) -> Double
}

/// The place where a rising function takes a value, by Newton's method held within a bracket that shrinks.
///
/// - Parameters:
///   - bracket: the function is at most `value` at its lower end and at least that at its upper.
///   - start: the first guess, within the bracket.
///   - evaluate: the function and its derivative.
/// - Returns: where two steps agree to the last bits; at most 100 steps.
func root(
    in bracket: ClosedRange<Double>, from start: Double, of value: Double,
    _ evaluate: (Double) -> (value: Double, slope: Double)
) -> Double {
    var (low, high, x) = (bracket.lowerBound, bracket.upperBound, start)
    for _ in 0..<100 {
        let (y, slope) = evaluate(x)
        if y == value { return x }
        if y < value { low = x } else { high = x }
        var next = x - (y - value) / slope
        if !(next > low && next < high) { next = 0.5 * (low + high) }
        if abs(next - x) <= 2 * x.ulp { return next }
        x = next
    }
    return x
}
