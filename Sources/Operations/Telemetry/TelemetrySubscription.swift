/// Readings as they come, for one subscriber.
///
/// An element is what one transaction brought. A subscriber that sleeps for longer than its buffer lasts misses the oldest;
/// how many is in ``missed``, and what they were is in the store.
public struct TelemetrySubscription: AsyncSequence, Sendable {
    /// What one transaction brought.
    public typealias Element = [ChannelReading]

    let stream: AsyncStream<[ChannelReading]>
    let missedReadings: MissedReadings

    /// How many readings were dropped so far, for this subscriber did not keep up.
    public var missed: Int { missedReadings.value }

    /// Begins to listen; one listener at a time.
    public func makeAsyncIterator() -> AsyncStream<[ChannelReading]>.Iterator { stream.makeAsyncIterator() }
}
