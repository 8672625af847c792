internal import Telemetry

/// Where readings come from.
protocol TelemetrySource: Sendable {
    /// The devices that it speaks of.
    var devices: [String] { get }

    /// Brings readings until its task is cancelled. What goes wrong it tells the monitor, and tries again.
    func run(into hub: TelemetryHub, _ monitor: SourceMonitor) async
}

extension TelemetryHub {
    /// Hands readings in until they are durable: what the disk refuses is tried again every second.
    ///
    /// - Returns: whether they are; not when the task was cancelled.
    func submitPatiently(
        _ batches: [ReadingBatch], positions: [SourcePosition] = [], clock: FleetClock
    ) async -> Bool {
        while !Task.isCancelled {
            do throws(TelemetryError) {
                try await submit(batches, positions: positions)
                return true
            } catch {
                guard case .database = error.reason else { return false }
                do { try await clock.sleep(for: .seconds(1)) } catch { return false }
            }
        }
        return false
    }
}
