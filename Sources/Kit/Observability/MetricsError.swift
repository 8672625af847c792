/// Why a metric could not be registered.
public struct MetricsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was wrong.
    public enum Reason: Sendable, Hashable {
        /// The name breaks Prometheus' rules.
        case invalidName
        /// The label's name breaks Prometheus' rules, occurs twice, or is `le` on a histogram.
        case invalidLabel(String)
        /// The name, or one that a histogram of it would write, is taken.
        case nameTaken(by: String)
        /// A histogram's bounds are empty, not finite, or do not rise.
        case invalidBounds([Double])
        /// Only gauges, and counters whose names end in `_total`, can be collected.
        case notCollectable(MetricKind)
    }

    /// The name of the metric.
    public var metric: String
    /// What was wrong.
    public var reason: Reason

    /// Makes an error about a metric.
    public init(metric: String, reason: Reason) {
        self.metric = metric
        self.reason = reason
    }

    /// The error in words.
    public var description: String {
        switch reason {
        case .invalidName:
            "‘\(metric)’ is no name for a metric; letters, digits, _ and : are allowed, no digit first"
        case .invalidLabel(let label):
            "‘\(label)’ is no name for a label of \(metric); letters, digits and _ are allowed, no digit and no __ first, each once"
        case .nameTaken(let other):
            "‘\(metric)’ cannot be registered: its name is taken by the metric \(other); register each metric once"
        case .invalidBounds(let bounds):
            "the bounds of \(metric) are \(bounds); they must be finite and rise, and there must be one at least"
        case .notCollectable(let kind):
            "\(metric) cannot be collected as a \(kind.rawValue); collect a gauge, or a counter whose name ends in _total"
        }
    }
}
