/// One client's end of a stream of events.
public final class EventWriter: Sendable {
    /// Why nothing more can be sent.
    public enum Gone: Error, Sendable, Hashable {
        /// The client left, or the server stops.
        case left
        /// More piled up than the server keeps for one client.
        case tooSlow
    }

    init() {}

    /// Sends an event; never waits.
    public func send(_ event: ServerSentEvent) throws(Gone) {}
}
