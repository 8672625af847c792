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
        var kind: MetricKind
        var limit: Int
        var write: @Sendable (inout MetricsWriter) -> Void
    }

    private struct State {
        var entries: [String: Entry] = [:]
        /// Every name that a line may begin with, and the metric it belongs to.
        var names: [String: String] = [:]
        /// How long the last text was.
        var size = 4_096
        var dropped: UInt64 = 0
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
        try add(name, help, .counter, labels: labels) { writer in
            for series in family.all { writer.write(series.labels, count: series.instrument.value) }
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
        try add(name, help, .gauge, labels: labels) { writer in
            for series in family.all { writer.write(series.labels, series.instrument.value) }
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
        // OpenMetrics wants whole bounds as 1.0, the older format writes them as 1.
        let texts = Dictionary(
            uniqueKeysWithValues: Format.allCases.map { format in
                let finite = bounds.map { format == .openMetrics ? $0.description : MetricName.text($0) }
                return (format, (finite + ["+Inf"]).map { Array($0.utf8) })
            })
        try add(name, help, .histogram, labels: labels, endings: ["_bucket", "_sum", "_count"]) { writer in
            let bounds = texts[writer.format] ?? []
            for series in family.all { writer.write(series.labels, series.instrument, bounds: bounds) }
        }
        return family
    }

    /// Registers a metric whose values others keep: they are asked for whenever the metrics are written.
    ///
    /// ```swift
    /// try metrics.collect("cryo_stage_temperature_kelvin", .gauge, help: "Temperature of a stage.") { writer in
    ///     for stage in fleet.stages { writer.write(stage.labels, stage.kelvin) }
    /// }
    /// ```
    /// - Parameters:
    ///   - name: by custom with its unit; that of a counter must end in `_total`.
    ///   - kind: a counter or a gauge.
    ///   - help: what is measured.
    ///   - limit: how many series there may be; what is beyond is not written, and counted in `dropped`.
    ///   - write: writes the series, each set of labels once; called on the thread that writes the metrics.
    /// - Throws: `MetricsError`, also when the name is registered already, whatever its kind.
    public func collect(
        _ name: String, _ kind: MetricKind, help: String, limit: Int = 10_000,
        _ write: @escaping @Sendable (inout MetricsWriter) -> Void
    ) throws(MetricsError) {
        if kind == .histogram || kind == .counter && !name.hasSuffix("_total") {
            throw MetricsError(metric: name, reason: .notCollectable(kind))
        }
        try add(name, help, kind, labels: [], limit: limit, write: write)
    }

    /// How many series of collected metrics were not written, for their metric was at its limit.
    public var dropped: UInt64 { state.withLock { $0.dropped } }

    /// All metrics as text, in the order of their names and label values.
    ///
    /// A metric that changes meanwhile may be read before or after; each histogram agrees with its own count.
    public func bytes(_ format: Format = .prometheus) -> [UInt8] {
        let (entries, size) = state.withLock { ($0.entries, $0.size) }
        var writer = MetricsWriter(format, capacity: size + size / 8)
        for (name, entry) in entries.sorted(by: { $0.key < $1.key }) {
            writer.begin(name, help: entry.help, kind: entry.kind, limit: entry.limit)
            entry.write(&writer)
        }
        writer.finish()
        let (bytes, dropped) = (writer.bytes, writer.dropped)
        state.withLock { state in
            state.size = bytes.count
            state.dropped += dropped
        }
        return bytes
    }

    /// All metrics as text; see `bytes`.
    public func text(_ format: Format = .prometheus) -> String { String(decoding: bytes(format), as: UTF8.self) }

    private func add(
        _ name: String, _ help: String, _ kind: MetricKind, labels: [String], endings: [String] = [],
        limit: Int = .max, write: @escaping @Sendable (inout MetricsWriter) -> Void
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
            state.entries[name] = Entry(help: help, kind: kind, limit: limit, write: write)
            return nil
        }
        if let taken { throw MetricsError(metric: name, reason: .nameTaken(by: taken)) }
    }
}
