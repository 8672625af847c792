internal import Synchronization
internal import Telemetry

/// What routes need of a running service.
final class ServiceCore: Sendable {
    let metrics: ServiceMetrics
    let exporter: FleetExporter
    let broadcaster = Broadcaster()
    /// Where the store is read, and predictions are worked out.
    let reading = Offloading("subkelvin.reading", width: 4)
    /// Who may ask for series and predictions.
    let inTime = Admission(ServiceCore.mostInTime)
    /// How many of those are answered at once.
    static let mostInTime = 32
    private let current: Mutex<FleetState>
    private let draining = Mutex(false)

    init(_ state: FleetState, metrics: ServiceMetrics, exporter: FleetExporter) {
        current = Mutex(state)
        self.metrics = metrics
        self.exporter = exporter
    }

    /// How the fleet is; another one once the fleet's file was read again.
    var state: FleetState { current.withLock { $0 } }

    /// Puts a state in the place of the one there is; nothing is heard in between.
    func replaceState(_ make: (FleetState) -> FleetState) { current.withLock { $0 = make($0) } }

    /// Takes in what was said, for what happened in it.
    func hear(_ readings: [ChannelReading]) { current.withLock { $0.hear(readings) } }

    /// Whether the service ends.
    var isDraining: Bool {
        get { draining.withLock { $0 } }
        set { draining.withLock { $0 = newValue } }
    }

    /// Brings metrics up to date.
    func noteMetrics() { exporter.note(state.assessmentsNow) }
}
