internal import Dispatch
public import Readings
internal import Synchronization

/// Brings readings from sources into the store, and from there to those who watch.
///
/// ```swift
/// let hub = TelemetryHub(store: store)
/// let receipt = try await hub.submit(batches)             // durable from here on
/// for await readings in hub.subscribe() { draw(readings) }
/// ```
///
/// **A source waits for nothing but the disk.** What several hand in while a transaction runs goes into the next one
/// together, so that a hundred sources cost as many syncs as one. A source that is silent holds up nobody.
///
/// **A subscriber holds up nobody.** Each has a buffer of its own; when it is full the oldest is dropped and counted. Nothing
/// that goes to the store is ever dropped: it is stored, or its source is told why not.
///
/// **Watching does not need the disk.** What could not be stored, because the disk is full, still reaches subscribers and
/// ``latest()``; its source has an error, and hands it in again.
public final class TelemetryHub: Sendable {
    /// Where readings are kept.
    public let store: TelemetryStore

    private struct Waiting {
        var submission: Submission
        var resume: CheckedContinuation<Result<AppendReceipt, TelemetryError>, Never>
    }

    private struct Queue {
        var waiting: [Waiting] = []
        var isWriting = false
    }

    private let queue = Mutex(Queue())
    private let live: Mutex<LiveReadings>
    // Writing blocks: it has a thread of its own, and none of those that tasks share.
    private let thread = DispatchQueue(label: "subkelvin.telemetry.hub")

    private let now: @Sendable () -> Int64

    /// How far a reading may lie ahead of now before it is taken for one of a clock that is wrong, in ns.
    public static let tolerance: Int64 = 300_000_000_000

    /// A hub before a store; it knows the newest readings that are there, but for those that lie ahead.
    ///
    /// - Parameters:
    ///   - store: where readings are kept.
    ///   - now: what time it is, in ns since 1970; if left out, no reading is taken to lie ahead.
    public init(store: TelemetryStore, now: @escaping @Sendable () -> Int64 = { .max }) {
        self.store = store
        self.now = now
        live = Mutex(LiveReadings(store.latest(), now: now()))
    }

    /// Stores readings and hands them on.
    ///
    /// A source best has one submission on its way at a time, and in it what came in the meantime, up to some hundred
    /// thousand readings: all that wait are in memory.
    ///
    /// - Parameters:
    ///   - batches: the readings.
    ///   - positions: how far sources have been read with them.
    /// - Returns: what became of them; durable.
    /// - Throws: ``TelemetryError``: nothing of this submission is stored. It may be handed in again.
    @discardableResult
    public func submit(
        _ batches: [ReadingBatch], positions: [SourcePosition] = []
    ) async throws(TelemetryError) -> AppendReceipt {
        try await enqueue(Submission(batches: batches, positions: positions))
    }

    /// Stores a part of a past, see ``TelemetryStore/append(past:part:)``; nobody who watches hears of it.
    ///
    /// - Throws: ``TelemetryError``: nothing of it is stored. It may be handed in again.
    @discardableResult
    public func submit(past batches: [ReadingBatch], part: String) async throws(TelemetryError) -> AppendReceipt {
        try await enqueue(Submission(batches: batches, part: part))
    }

    private func enqueue(_ submission: Submission) async throws(TelemetryError) -> AppendReceipt {
        let outcome = await withCheckedContinuation { resume in
            let isFirst = queue.withLock { queue in
                queue.waiting.append(Waiting(submission: submission, resume: resume))
                defer { queue.isWriting = true }
                return !queue.isWriting
            }
            if isFirst { thread.async { [self] in write() } }
        }
        return try outcome.get()
    }

    /// Writes until nothing waits.
    private func write() {
        while let group = next() {
            let outcomes = store.append(group.map(\.submission))
            live.withLock { live in live.publish(group.map(\.submission), outcomes, now: now()) }
            for (waiting, outcome) in zip(group, outcomes) { waiting.resume.resume(returning: outcome) }
        }
    }

    private func next() -> [Waiting]? {
        queue.withLock { queue in
            guard !queue.waiting.isEmpty else {
                queue.isWriting = false
                return nil
            }
            defer { queue.waiting = [] }
            return queue.waiting
        }
    }

    deinit { live.withLock { $0.finish() } }

    /// All that comes from now on, as it comes: the readings of each transaction that are newer than what their channel had.
    ///
    /// A reading that lies ahead, by more than ``tolerance``, stands only until its channel says something else, whatever time
    /// that is of: once a clock that was wrong is right again, what it said before hides nothing.
    ///
    /// Ends when the hub is gone, or whoever listens.
    ///
    /// - Parameter buffering: how many transactions are kept for a subscriber that does not keep up; the newest.
    public func subscribe(buffering: Int = 64) -> TelemetrySubscription {
        let missed = MissedReadings()
        let (stream, continuation) = AsyncStream.makeStream(
            of: [ChannelReading].self, bufferingPolicy: .bufferingNewest(buffering))
        let id = live.withLock { $0.add(LiveReadings.Subscriber(continuation: continuation, missed: missed)) }
        continuation.onTermination = { [weak self] _ in self?.live.withLock { $0.remove(id) } }
        return TelemetrySubscription(stream: stream, missedReadings: missed)
    }

    /// The newest reading of every channel, in the order in which channels came, from memory.
    public func latest() -> [ChannelReading] { live.withLock { $0.latest } }

    /// The newest reading of a channel, from memory.
    public func latest(of channel: Channel) -> Reading? { live.withLock { $0.latest(of: channel) } }

    /// What has gone through since the hub was made.
    public var statistics: HubStatistics {
        let waiting = queue.withLock { $0.waiting.count }
        return live.withLock { $0.statistics(waiting: waiting) }
    }
}

/// What has gone through a hub since it was made.
public struct HubStatistics: Sendable, Hashable {
    /// What became of the readings that were taken.
    public var receipt = AppendReceipt()
    /// How many transactions there were.
    public var transactions = 0
    /// How many submissions failed; their sources were told.
    public var failures = 0
    /// How many submissions wait now.
    public var waiting = 0
    /// How many subscribers there are now.
    public var subscribers = 0
    /// How many readings were dropped for subscribers that did not keep up.
    public var missed = 0
}
