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
    /// - Returns: whether the source may go on; not where the store is closed, or has a channel in another unit.
    mutating func send(
        _ new: [ReadingBatch], positions place: [SourcePosition] = [], to hub: TelemetryHub
    ) async -> Bool {
        do throws(TelemetryError) {
            guard !isEmpty else {
                if !new.isEmpty || !place.isEmpty { try await hub.submit(new, positions: place) }
                return true
            }
            if !new.isEmpty { try await hub.submit(new) }
        } catch {
            keep(new, place)
            return error.mayPass
        }
        positions += place
        return await empty(into: hub)
    }

    private mutating func empty(into hub: TelemetryHub) async -> Bool {
        do throws(TelemetryError) { try await hub.submit(batches, positions: positions) } catch { return error.mayPass }
        self = Outbox()
        return true
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
