import Thermometry

extension Benchmark {
    /// A reading's way through its curve: 1000 voltages of a diode at places that no branch predictor learns.
    static let thermometry = [
        lookups(
            "thermometer-lookup-1000", mostNanoseconds: 30_000,
            comparisons: [
                Comparison(peer: "numpy-interp-single", leastRatio: 30, agreement: 1e-9)
            ], of: "dt-670", from: 0.1, to: 1.64),
        lookups("thermometer-lookup-cubic-1000", mostNanoseconds: 90_000, of: "cx-1010", from: 31, to: 21_000),
        lookups("thermometer-lookup-mott-1000", mostNanoseconds: 30_000, of: "ruox-7mk", from: 1040, to: 15_840),
    ]

    /// The sum of the temperatures at a thousand signals, spread over the curve by the golden ratio.
    private static func lookups(
        _ name: String, mostNanoseconds: Double, comparisons: [Comparison] = [], of preset: String, from: Double,
        to: Double
    ) -> Benchmark {
        Benchmark(name: name, mostNanoseconds: mostNanoseconds, comparisons: comparisons) {
            let curve = try CalibrationCurve.preset(named: preset)
            let signals = (0..<1000).map {
                from + (to - from) * (Double($0) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
            }
            return {
                var sum = 0.0
                for signal in signals { sum += curve.temperature(at: signal).value ?? .nan }
                return sum
            }
        }
    }
}
