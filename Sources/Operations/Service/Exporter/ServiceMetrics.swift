internal import Observability
internal import Telemetry

/// What the service tells of itself.
struct ServiceMetrics: Sendable {
    /// All metrics of the program.
    let registry: MetricsRegistry
    private let problems: Family<Counter>
    private let unreadable: Family<Counter>
    private let reloads: Family<Counter>

    /// Registers what is counted, and what is asked of store and hub when metrics are written.
    ///
    /// - Parameters:
    ///   - registry: of the program.
    ///   - hub: through which readings go.
    ///   - monitor: what sources tell.
    ///   - backfill: how much of its past a demonstration has; nil for all.
    init(
        _ registry: MetricsRegistry, _ hub: TelemetryHub, _ monitor: SourceMonitor,
        backfill: @escaping @Sendable () -> Double?
    ) throws(MetricsError) {
        self.registry = registry
        problems = try registry.counter(
            "subkelvin_parse_errors_total", help: "Lines of logs that could not be taken as they stand.",
            labels: ["device"])
        unreadable = try registry.counter(
            "subkelvin_unreadable_files_total", help: "Times a file or folder of a log could not be read.",
            labels: ["device"])
        reloads = try registry.counter(
            "subkelvin_reloads_total", help: "Times the fleet's file was read again.", labels: ["outcome"])
        try registry.collect(
            "subkelvin_readings_total", .counter, help: "Readings since the start, by what became of them."
        ) { writer in
            let receipt = hub.statistics.receipt
            for (outcome, count) in [
                ("added", receipt.added), ("duplicate", receipt.duplicates), ("conflict", receipt.conflicts),
                ("expired", receipt.expired),
            ] { writer.write(MetricLabels(["outcome": outcome]), Double(count)) }
        }
        try registry.collect(
            "subkelvin_refused_readings_total", .counter,
            help: "Readings of channels that are stored in another unit."
        ) { writer in
            for (device, count) in monitor.refused { writer.write(MetricLabels(["device": device]), Double(count)) }
        }
        try registry.collect(
            "subkelvin_missed_readings_total", .counter, help: "Readings dropped for watchers that did not keep up."
        ) { $0.write(MetricLabels([:]), Double(hub.statistics.missed)) }
        try registry.collect(
            "subkelvin_store_failures_total", .counter,
            help: "Submissions that the disk refused; they are handed in again."
        ) { $0.write(MetricLabels([:]), Double(hub.statistics.failures)) }
        try registry.collect("subkelvin_store_waiting", .gauge, help: "Submissions that wait for the disk.") {
            $0.write(MetricLabels([:]), Double(hub.statistics.waiting))
        }
        try registry.collect("subkelvin_store_condition", .gauge, help: "1 for what the store is.") { writer in
            let now = hub.store.condition.word
            for word in StoreCondition.words { writer.write(MetricLabels(["condition": word]), word == now ? 1 : 0) }
        }
        try registry.collect(
            "subkelvin_backfill_ratio", .gauge, help: "How much of its past a demonstration has; 1 for all."
        ) { $0.write(MetricLabels([:]), backfill() ?? 1) }
        try registry.collect(
            "subkelvin_dropped_series_total", .counter,
            help: "Series that were not written, for their metric was at its limit."
        ) { [unowned registry] writer in writer.write(MetricLabels([:]), Double(registry.dropped)) }
    }

    /// Notes lines that could not be taken as they stand, and files that could not be read.
    func problems(of device: String, lines: Int, files: Int) {
        problems(device).increment(by: UInt64(lines))
        unreadable(device).increment(by: UInt64(files))
    }

    /// Notes that the fleet's file was read again.
    func reloaded(_ isTaken: Bool) { reloads(isTaken ? "taken" : "refused").increment() }
}

extension StoreCondition {
    /// All that ``word`` can be.
    fileprivate static let words = ["working", "full", "failing"]

    /// What it is, in a word.
    var word: String {
        switch self {
        case .working: "working"
        case .full: "full"
        case .failing: "failing"
        }
    }
}
