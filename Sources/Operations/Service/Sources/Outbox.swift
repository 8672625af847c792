internal import Telemetry

/// What a source has for the store and the disk has not taken yet.
///
/// A full disk holds up nobody who watches: what is new is handed in, and shown, each time by itself, and what was refused waits. Once
/// the disk takes something again, it takes that too. How far a source was read is stored with the last of it, so that a crash in
/// between loses nothing that can be read again.
struct Outbox {
    private var batches: [ReadingBatch] = []
    private var positions: [SourcePosition] = []
    /// How many readings wait.
    private(set) var count = 0

    /// How many readings wait at most: a source brings nothing new then.
    static let most = 500_000

    /// Whether nothing waits.
    var isEmpty: Bool { batches.isEmpty && positions.isEmpty }
    /// Whether no more can wait.
    var isFull: Bool { count >= Self.most }

    /// Hands readings in, and what waits.
    ///
    /// Of a channel that the store has in another unit none can be taken: the monitor is told, and the others are handed in.
    ///
    /// - Returns: whether the source may go on; not where the store is closed.
    mutating func send(
        _ new: [ReadingBatch], positions place: [SourcePosition] = [], to hub: TelemetryHub, _ monitor: SourceMonitor
    ) async -> Bool {
        do throws(TelemetryError) {
            guard !isEmpty else {
                if !new.isEmpty || !place.isEmpty { try await hand(new, place, to: hub, monitor) }
                return true
            }
            if !new.isEmpty { try await hand(new, [], to: hub, monitor) }
        } catch {
            keep(new, place)
            return error.mayPass
        }
        positions += place
        return await empty(into: hub, monitor)
    }

    private mutating func empty(into hub: TelemetryHub, _ monitor: SourceMonitor) async -> Bool {
        do throws(TelemetryError) { try await hand(batches, positions, to: hub, monitor) } catch {
            return error.mayPass
        }
        self = Outbox()
        return true
    }

    private func hand(
        _ batches: [ReadingBatch], _ positions: [SourcePosition], to hub: TelemetryHub, _ monitor: SourceMonitor
    ) async throws(TelemetryError) {
        var batches = batches
        while true {
            do throws(TelemetryError) {
                try await hub.submit(batches, positions: positions)
                return
            } catch {
                guard case .unit(let channel, _) = error.reason else { throw error }
                for batch in batches where batch.channel == channel { monitor.refuses(batch, error.description) }
                batches.removeAll { $0.channel == channel }
            }
        }
    }

    private mutating func keep(_ new: [ReadingBatch], _ place: [SourcePosition]) {
        batches += new
        positions += place
        count += new.reduce(0) { $0 + $1.readings.count }
    }
}

extension TelemetryError {
    /// Whether the same may succeed later: the disk was full, or failed.
    fileprivate var mayPass: Bool { if case .database = reason { true } else { false } }
}
