import Text

extension Benchmark {
    /// What a mistyped name costs.
    static let text = [
        Benchmark(name: "nearest-names", mostNanoseconds: 1e6) {
            let known = (0..<100).map { "material-\($0)-\($0 * 7919 % 1000)" }
            return { Double(nearestNames(to: "materal-42-598", among: known).count) }
        }
    ]
}
