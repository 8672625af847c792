import Observability

extension Benchmark {
    /// Ten thousand series as Prometheus fetches them, all of them new since the last time: a hundred devices of a hundred
    /// channels, once from gauges that the program sets, once from values that others keep.
    ///
    /// The value is the text's length: the peer writes the same text to the byte. What is promised is the ratio.
    static let observability = [
        Benchmark(
            name: "metrics-gauges-10000", mostNanoseconds: 10_000 * 200,
            comparisons: [Comparison(peer: "prometheus_client", leastRatio: 50, agreement: 0)], isCounted: false
        ) {
            let metrics = MetricsRegistry()
            let family = try metrics.gauge(
                "cryo_stage_temperature_kelvin", help: "Temperature of a stage.", labels: ["channel", "device"],
                limit: 10_000)
            for (index, value) in values.enumerated() { family("ch\(index % 100)", "lab-\(index / 100)").set(value) }
            return { Double(metrics.bytes().count) }
        },
        Benchmark(
            name: "metrics-collected-10000", mostNanoseconds: 10_000 * 200,
            comparisons: [Comparison(peer: "prometheus_client", leastRatio: 50, agreement: 0)], isCounted: false
        ) {
            let metrics = MetricsRegistry()
            let labels = values.indices.map {
                MetricLabels(["channel": "ch\($0 % 100)", "device": "lab-\($0 / 100)"])
            }
            try metrics.collect("cryo_stage_temperature_kelvin", .gauge, help: "Temperature of a stage.") { writer in
                for (label, value) in zip(labels, values) { writer.write(label, value) }
            }
            return { Double(metrics.bytes().count) }
        },
    ]

    /// Temperatures over six decades with all their digits.
    private static let values = (0..<10_000).map { index in
        let decades = [1e-3, 1e-2, 0.1, 1, 10, 100]
        return (Double(index) * 0.618_033_988_749_895 + 0.1).truncatingRemainder(dividingBy: 1) * decades[index % 6]
    }
}
