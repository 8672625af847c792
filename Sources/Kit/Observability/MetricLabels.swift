/// The labels of one series, rendered once: what is written a thousand times need not be made a thousand times.
///
/// ```swift
/// let labels = MetricLabels(["device": "lab-1", "channel": "base"])
/// ```
public struct MetricLabels: Sendable, Hashable {
    /// What stands between a metric's name and its value: `{name="value",…} `, or a space.
    let bytes: [UInt8]

    /// Renders labels, in the order in which they are given; values may be any text.
    ///
    /// - Precondition: the names follow Prometheus' rules, each once: they are part of the program.
    public init(_ labels: KeyValuePairs<String, String>) {
        for (index, label) in labels.enumerated() {
            precondition(MetricName.isValid(label: label.key), "‘\(label.key)’ is no name for a label")
            precondition(
                !labels.prefix(index).contains { $0.key == label.key }, "the label \(label.key) is given twice")
        }
        self.init(rendering: labels.map { ($0.key, $0.value) })
    }

    /// Renders labels whose names have been checked.
    init(rendering labels: [(name: String, value: String)]) {
        let texts = labels.map { "\($0.name)=\"\(MetricName.escaped(value: $0.value))\"" }
        bytes = Array((texts.isEmpty ? " " : "{\(texts.joined(separator: ","))} ").utf8)
    }

    /// The same without braces and space, for what adds a label of its own.
    var inner: ArraySlice<UInt8> { bytes.dropFirst().dropLast(2) }
}
