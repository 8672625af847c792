internal import Readings
internal import Synchronization

/// The newest reading of each channel, and who wants to know of it.
struct LiveReadings {
    struct Subscriber {
        var continuation: AsyncStream<[ChannelReading]>.Continuation
        var missed: MissedReadings
    }

    private(set) var latest: [ChannelReading]
    private var places: [Channel: Int] = [:]
    private var subscribers: [Int: Subscriber] = [:]
    private var lastID = 0
    private var counted = HubStatistics()

    /// - Parameter now: in ns since 1970; what lies ahead of it is left out.
    init(_ latest: [ChannelReading], now: Int64) {
        self.latest = latest.filter { !Self.isAhead($0.reading.time, of: now) }
        for (place, reading) in self.latest.enumerated() { places[reading.channel] = place }
    }

    func latest(of channel: Channel) -> Reading? { places[channel].map { latest[$0].reading } }

    mutating func add(_ subscriber: Subscriber) -> Int {
        lastID += 1
        subscribers[lastID] = subscriber
        return lastID
    }

    mutating func remove(_ id: Int) { subscribers[id] = nil }

    /// Counts what became of submissions, and hands on what is newer than what their channels had.
    ///
    /// - Parameter now: in ns since 1970.
    mutating func publish(
        _ submissions: [Submission], _ outcomes: [Result<AppendReceipt, TelemetryError>], now: Int64
    ) {
        counted.transactions += 1
        for outcome in outcomes {
            switch outcome {
            case .success(let receipt): counted.receipt += receipt
            case .failure: counted.failures += 1
            }
        }
        var news: [ChannelReading] = []
        for (submission, outcome) in zip(submissions, outcomes) where submission.part == nil {
            // A channel of another unit is no news; a full disk does not stop them.
            if case .failure(let error) = outcome, case .unit = error.reason { continue }
            for batch in submission.batches { add(batch, to: &news, now: now) }
        }
        guard !news.isEmpty else { return }
        for subscriber in subscribers.values {
            if case .dropped(let oldest) = subscriber.continuation.yield(news) {
                counted.missed += oldest.count
                subscriber.missed.add(oldest.count)
            }
        }
    }

    /// Whether a time lies so far ahead that a clock must be wrong.
    private static func isAhead(_ time: Int64, of now: Int64) -> Bool {
        let (lead, overflow) = time.subtractingReportingOverflow(now)
        return time > now && (overflow || lead > TelemetryHub.tolerance)
    }

    private mutating func add(_ batch: ReadingBatch, to news: inout [ChannelReading], now: Int64) {
        var newest = places[batch.channel].map { latest[$0].reading.time } ?? .min
        var last: ChannelReading?
        for reading in batch.readings where reading.time > newest || Self.isAhead(newest, of: now) {
            newest = reading.time
            let item = ChannelReading(channel: batch.channel, reading: reading)
            last = item
            if !subscribers.isEmpty { news.append(item) }
        }
        guard let last else { return }
        if let place = places[batch.channel] {
            latest[place] = last
        } else {
            places[batch.channel] = latest.count
            latest.append(last)
        }
    }

    func statistics(waiting: Int) -> HubStatistics {
        var statistics = counted
        statistics.waiting = waiting
        statistics.subscribers = subscribers.count
        return statistics
    }

    /// Ends all subscriptions.
    func finish() { for subscriber in subscribers.values { subscriber.continuation.finish() } }
}

/// How many readings a subscriber has missed.
final class MissedReadings: Sendable {
    private let count = Atomic<Int>(0)
    var value: Int { count.load(ordering: .relaxed) }
    func add(_ amount: Int) { count.wrappingAdd(amount, ordering: .relaxed) }
}
