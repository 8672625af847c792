internal import Telemetry

/// Where readings come from.
protocol TelemetrySource: Sendable {
    /// The devices that it speaks of.
    var devices: [String] { get }

    /// Brings readings until its task is cancelled. What goes wrong it tells the monitor, and tries again.
    func run(into hub: TelemetryHub, _ monitor: SourceMonitor) async
}
