internal import Observability
internal import Telemetry

/// What the service tells of itself.
struct ServiceMetrics: Sendable {
    /// All metrics of the program.
    let registry: MetricsRegistry
    private let problems: Family<Counter>
    private let conditions: Family<Gauge>
    private let readings: Family<Gauge>
    private let missed: Family<Gauge>
    private let waiting: Family<Gauge>
    private let failures: Family<Gauge>
    private let reloads: Family<Counter>
    private let backfill: Family<Gauge>

    init(_ registry: MetricsRegistry) throws(MetricsError) {
        self.registry = registry
        problems = try registry.counter(
            "subkelvin_parse_errors_total", help: "Lines of logs that could not be taken as they stand.",
            labels: ["device"])
        conditions = try registry.gauge(
            "subkelvin_store_condition", help: "1 for what the store is: working, full, failing.", labels: ["condition"])
        readings = try registry.gauge(
            "subkelvin_readings", help: "Readings since the start, by what became of them.", labels: ["outcome"])
        missed = try registry.gauge(
            "subkelvin_subscriber_missed_readings", help: "Readings dropped for watchers that did not keep up.")
        waiting = try registry.gauge("subkelvin_store_waiting", help: "Submissions that wait for the disk.")
        failures = try registry.gauge("subkelvin_store_failures", help: "Submissions that the disk refused.")
        reloads = try registry.counter(
            "subkelvin_reloads_total", help: "Times the fleet's file was read again.", labels: ["outcome"])
        backfill = try registry.gauge(
            "subkelvin_backfill_ratio", help: "How much of its past a demonstration has; 1 for all.")
    }

    /// Notes lines that could not be taken as they stand.
    func problems(of device: String, _ count: Int) { problems(device).increment(by: UInt64(count)) }

    /// Notes that the fleet's file was read again.
    func reloaded(_ isTaken: Bool) { reloads(isTaken ? "taken" : "refused").increment() }

    /// Takes in how store and hub are.
    func note(_ hub: TelemetryHub, backfill done: Double?) {
        let statistics = hub.statistics
        for (outcome, count) in [
            ("added", statistics.receipt.added), ("duplicate", statistics.receipt.duplicates),
            ("conflict", statistics.receipt.conflicts), ("expired", statistics.receipt.expired),
        ] { readings(outcome).set(Double(count)) }
        missed().set(Double(statistics.missed))
        waiting().set(Double(statistics.waiting))
        failures().set(Double(statistics.failures))
        backfill().set(done ?? 1)
        let now =
            switch hub.store.condition {
            case .working: "working"
            case .full: "full"
            case .failing: "failing"
            }
        for condition in ["working", "full", "failing"] { conditions(condition).set(condition == now ? 1 : 0) }
    }
}
