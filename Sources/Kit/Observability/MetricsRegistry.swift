import Synchronization

/// The metrics of a program, and their text for Prometheus.
///
/// ```swift
/// let metrics = MetricsRegistry()
/// let requests = try metrics.counter("http_requests_total", help: "Requests answered.", labels: ["route", "code"])
/// requests("/metrics", "200").increment()
/// ```
public final class MetricsRegistry: Sendable {
    /// How the metrics are written.
    public enum Format: Sendable, Hashable, CaseIterable {
        /// Prometheus' text format, version 0.0.4.
        case prometheus
        /// OpenMetrics 1.0: counters are declared without `_total`, and the text ends with `# EOF`.
        case openMetrics

        /// What an HTTP answer calls the format.
        public var contentType: String {
            switch self {
            case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
            case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
            }
        }
    }

    private struct Entry {
        var help: String
        var kind: String
        var lines: @Sendable () -> [String]
    }

    private struct State {
        var entries: [String: Entry] = [:]
        /// Every name that a line may begin with, and the metric it belongs to.
        var names: [String: String] = [:]
    }

    private let state = Mutex(State())

    /// Makes an empty registry.
    public init() {}

    /// Registers a counter.
    ///
    /// - Parameters:
    ///   - name: by custom with its unit and ending in `_total`; OpenMetrics adds the ending where it is missing.
    ///   - help: what is counted.
    ///   - labels: the names of its labels.
    ///   - limit: how many series there may be.
    /// - Throws: `MetricsError`, also when the name is registered already, whatever its kind.
    public func counter(
        _ name: String, help: String, labels: [String] = [], limit: Int = 1_000
    ) throws(MetricsError) -> Family<Counter> {
        let family = Family(name: name, labels: labels, limit: limit) { Counter() }
        try add(name, help, "counter", labels: labels) {
            family.all.map { "\(Self.head(name, $0.rendered)) \($0.instrument.value)" }
        }
        return family
    }

    /// Registers a gauge.
    ///
    /// - Parameters:
    ///   - name: by custom with its unit, such as `cryo_stage_temperature_kelvin`.
    ///   - help: what is measured.
    ///   - labels: the names of its labels.
    ///   - limit: how many series there may be.
    /// - Throws: `MetricsError`, also when the name is registered already, whatever its kind.
    public func gauge(
        _ name: String, help: String, labels: [String] = [], limit: Int = 1_000
    ) throws(MetricsError) -> Family<Gauge> {
        let family = Family(name: name, labels: labels, limit: limit) { Gauge() }
        try add(name, help, "gauge", labels: labels) {
            family.all.map { "\(Self.head(name, $0.rendered)) \(MetricName.text($0.instrument.value))" }
        }
        return family
    }

    /// Registers a histogram.
    ///
    /// - Parameters:
    ///   - name: by custom with its unit, such as `request_seconds`.
    ///   - help: what is measured.
    ///   - labels: the names of its labels; `le` is taken.
    ///   - bounds: the upper bounds of its ranges, rising.
    ///   - limit: how many series there may be.
    /// - Throws: `MetricsError`, also when the name is registered already, whatever its kind.
    public func histogram(
        _ name: String, help: String, labels: [String] = [], bounds: [Double], limit: Int = 200
    ) throws(MetricsError) -> Family<Histogram> {
        let isRising = zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }
        guard !bounds.isEmpty, isRising, bounds.allSatisfy(\.isFinite) else {
            throw MetricsError(metric: name, reason: .invalidBounds(bounds))
        }
        if labels.contains("le") { throw MetricsError(metric: name, reason: .invalidLabel("le")) }
        let family = Family(name: name, labels: labels, limit: limit) { Histogram(bounds: bounds) }
        try add(name, help, "histogram", labels: labels, endings: ["_bucket", "_sum", "_count"]) {
            family.all.flatMap { Self.lines(name, $0.rendered, $0.instrument) }
        }
        return family
    }

    /// All metrics as text, in the order of their names and label values.
    ///
    /// A metric that changes meanwhile may be read before or after; each histogram agrees with its own count.
    public func text(_ format: Format = .prometheus) -> String {
        let entries = state.withLock { $0.entries }
        var text = ""
        for (name, entry) in entries.sorted(by: { $0.key < $1.key }) {
            var declared = name
            var lines = entry.lines()
            if format == .openMetrics, entry.kind == "counter" {
                if name.hasSuffix("_total") {
                    declared = String(name.dropLast(6))
                } else {
                    lines = lines.map { "\(name)_total\($0.dropFirst(name.count))" }
                }
            }
            let help =
                format == .openMetrics
                ? MetricName.escaped(value: entry.help) : MetricName.escaped(help: entry.help)
            text += "# HELP \(declared) \(help)\n# TYPE \(declared) \(entry.kind)\n"
            for line in lines { text += "\(line)\n" }
        }
        return format == .openMetrics ? text + "# EOF\n" : text
    }

    private func add(
        _ name: String, _ help: String, _ kind: String, labels: [String], endings: [String] = [],
        lines: @escaping @Sendable () -> [String]
    ) throws(MetricsError) {
        guard MetricName.isValid(metric: name) else { throw MetricsError(metric: name, reason: .invalidName) }
        for (index, label) in labels.enumerated()
        where !MetricName.isValid(label: label) || labels[..<index].contains(label) {
            throw MetricsError(metric: name, reason: .invalidLabel(label))
        }
        let names = [name] + endings.map { name + $0 }
        let taken = state.withLock { state -> String? in
            if let taken = names.compactMap({ state.names[$0] }).first { return taken }
            for one in names { state.names[one] = name }
            state.entries[name] = Entry(help: help, kind: kind, lines: lines)
            return nil
        }
        if let taken { throw MetricsError(metric: name, reason: .nameTaken(by: taken)) }
    }

    private static func head(_ name: String, _ labels: String) -> String {
        labels.isEmpty ? name : "\(name){\(labels)}"
    }

    private static func lines(_ name: String, _ labels: String, _ histogram: Histogram) -> [String] {
        let prefix = labels.isEmpty ? "" : "\(labels),"
        var lines: [String] = []
        var count: UInt64 = 0
        // The sum is read first: a value that comes meanwhile is then in the count alone, never in the sum alone.
        let sum = histogram.sum
        for (bound, inside) in zip(histogram.bounds + [.infinity], histogram.values) {
            count += inside
            lines.append("\(name)_bucket{\(prefix)le=\"\(MetricName.text(bound))\"} \(count)")
        }
        lines.append("\(head("\(name)_sum", labels)) \(MetricName.text(sum))")
        lines.append("\(head("\(name)_count", labels)) \(count)")
        return lines
    }
}
