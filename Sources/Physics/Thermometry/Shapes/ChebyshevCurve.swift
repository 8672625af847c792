#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Temperature as Chebyshev polynomials of the signal or its logarithm to the base ten, one polynomial a range.
///
///     T = Σ aₙ cos(n arccos X),   X = ((Z − Z_L) − (Z_U − Z)) / (Z_U − Z_L),   Z = S or log₁₀ S
///
/// - Source: Lake Shore Cryotronics, description of calibration reports and their coefficient files.
struct ChebyshevCurve: CurveShape {
    /// A polynomial and the signals it is for.
    struct Span: Sendable {
        var isLogarithmic: Bool
        var lowerZ: Double
        var upperZ: Double
        var signals: ClosedRange<Double>
        var coefficients: [Double]
        /// The temperatures at the ends of `signals`.
        var ends: (Double, Double) = (0, 0)

        /// The temperature at a signal, and its derivative by Z.
        func evaluate(z: Double) -> (value: Double, slope: Double) {
            let x = ((z - lowerZ) - (upperZ - z)) / (upperZ - lowerZ)
            // T₀ = 1, T₁ = x, Tₙ = 2x·Tₙ₋₁ − Tₙ₋₂, and the same rule for their derivatives n·Uₙ₋₁.
            var (before, now, value) = (1.0, x, coefficients.first ?? 0)
            var (slopeBefore, slopeNow, slope) = (0.0, 1.0, 0.0)
            for a in coefficients.dropFirst() {
                value += a * now
                slope += a * slopeNow
                (slopeBefore, slopeNow) = (slopeNow, 2 * now + 2 * x * slopeNow - slopeBefore)
                (before, now) = (now, 2 * x * now - before)
            }
            return (value, slope * 2 / (upperZ - lowerZ))
        }

        /// The temperature alone, by Clenshaw's recurrence.
        func value(z: Double) -> Double {
            let x = ((z - lowerZ) - (upperZ - z)) / (upperZ - lowerZ)
            var (b1, b2) = (0.0, 0.0)
            for i in stride(from: coefficients.count - 1, to: 0, by: -1) {
                (b1, b2) = (coefficients[i] + 2 * x * b1 - b2, b1)
            }
            return (coefficients.first ?? 0) + x * b1 - b2
        }

        func z(_ signal: Double) -> Double { isLogarithmic ? log10(signal) : signal }
        func signal(z: Double) -> Double { isLogarithmic ? pow(10, z) : z }
    }

    /// By rising signal, each beginning where the one before ends.
    let spans: [Span]
    let signals: ClosedRange<Double>
    let temperatures: ClosedRange<Double>
    private let sign: Double

    /// A curve of ranges in any order.
    ///
    /// - Throws: `CurveFault` where ranges leave gaps, or the polynomials are not monotonic on a fine grid.
    init(_ given: [Span]) throws(CurveFault) {
        var spans = given.sorted { $0.signals.lowerBound < $1.signals.lowerBound }
        guard let first = spans.first, let last = spans.last else {
            throw CurveFault(line: 0, words: "no fit range", hint: "a curve has one at least")
        }
        for (a, b) in zip(spans, spans.dropFirst())
        where abs(a.signals.upperBound - b.signals.lowerBound) > 1e-6 * abs(b.signals.lowerBound) {
            throw CurveFault(
                line: 0,
                words:
                    "one fit range ends at \(plain(a.signals.upperBound)), the next begins at \(plain(b.signals.lowerBound))",
                hint: "the limits of neighbouring ranges are the same")
        }
        var grid: [Double] = []
        for index in spans.indices {
            let span = spans[index]
            let (low, high) = (span.z(span.signals.lowerBound), span.z(span.signals.upperBound))
            let values = (0...Self.gridSteps).map { step in
                span.value(z: low + (high - low) * Double(step) / Double(Self.gridSteps))
            }
            spans[index].ends = (values.first ?? 0, values.last ?? 0)
            // Where two ranges meet, their temperatures differ by what the fits do: the first's last value gives way.
            if let before = grid.last, abs(before - values[0]) <= Self.mostStep * abs(before) { grid.removeLast() }
            grid += values
        }
        let sign = grid[grid.count - 1] > grid[0] ? 1.0 : -1.0
        guard grid.allSatisfy({ $0 > 0 && $0.isFinite }),
            zip(grid, grid.dropFirst()).allSatisfy({ sign * ($1 - $0) > 0 })
        else {
            throw CurveFault(
                line: 0, words: "the polynomials are not monotonic, or fall to 0 K, within their limits",
                hint: "look for a wrong coefficient, order or limit")
        }
        self.spans = spans
        self.sign = sign
        signals = first.signals.lowerBound...last.signals.upperBound
        temperatures = min(grid[0], grid[grid.count - 1])...max(grid[0], grid[grid.count - 1])
    }

    private static let gridSteps = 256
    /// The largest step between two ranges, relative.
    private static let mostStep = 2e-3

    func temperature(signal: Double) -> Double {
        let span = spans.last { $0.signals.lowerBound <= signal } ?? spans[0]
        let value = span.value(z: span.z(signal))
        return min(max(value, temperatures.lowerBound), temperatures.upperBound)
    }

    func signal(temperature: Double) -> Double {
        let (span, z) = located(temperature)
        return min(max(span.signal(z: z), span.signals.lowerBound), span.signals.upperBound)
    }

    func slope(temperature: Double) -> Double {
        let (span, z) = located(temperature)
        let rate = span.isLogarithmic ? span.signal(z: z) * log(10) : 1
        return rate / span.evaluate(z: z).slope
    }

    private func located(_ temperature: Double) -> (span: Span, z: Double) {
        // The first range, by signal, whose far end is not passed.
        let span = spans.first { sign * $0.ends.1 >= sign * temperature } ?? spans[spans.count - 1]
        let (low, high) = (span.z(span.signals.lowerBound), span.z(span.signals.upperBound))
        // A temperature in the step between two ranges belongs to the limit.
        if sign * temperature <= sign * span.ends.0 { return (span, low) }
        let share = (temperature - span.ends.0) / (span.ends.1 - span.ends.0)
        let z = root(in: low...high, from: low + (high - low) * min(max(share, 0), 1), of: sign * temperature) { z in
            let (value, slope) = span.evaluate(z: z)
            return (sign * value, sign * slope)
        }
        return (span, z)
    }
}
