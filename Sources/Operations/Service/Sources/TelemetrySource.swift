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
    /// Of a channel that is stored in another unit none can be taken: the monitor is told, and the others are handed in.
    ///
    /// - Parameter monitor: who is told; nil for one who hears it from another source of the same channels.
    /// - Returns: whether they are; not when the task was cancelled.
    func submitPatiently(
        _ batches: [ReadingBatch], positions: [SourcePosition] = [], clock: FleetClock, _ monitor: SourceMonitor? = nil
    ) async -> Bool {
        var batches = batches
        while !Task.isCancelled {
            do throws(TelemetryError) {
                try await submit(batches, positions: positions)
                return true
            } catch {
                if case .unit(let channel, _) = error.reason {
                    for batch in batches where batch.channel == channel { monitor?.refuses(batch, error.description) }
                    batches.removeAll { $0.channel == channel }
                    continue
                }
                guard case .database = error.reason else { return false }
                do { try await clock.sleep(for: .seconds(1)) } catch { return false }
            }
        }
        return false
    }
}
