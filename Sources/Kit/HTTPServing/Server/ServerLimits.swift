/// What a client may ask of a server.
///
/// Each limit that is met is counted in `http_refused_total{reason}`.
public struct ServerLimits: Sendable, Hashable {
    /// Bytes of path and query; beyond: 414.
    public var targetBytes = 8_192
    /// Bytes of the whole head; beyond: 431.
    public var headerBytes = 16_384
    /// Bytes of a body; beyond: 413.
    public var bodyBytes = 1_048_576
    /// Connections at a time; one more is closed at once.
    public var connections = 1_024
    /// Connections of one address at a time; one more is closed at once.
    public var connectionsPerAddress = 256
    /// Requests a second of one address, in the long run; beyond: 429 with `Retry-After`.
    ///
    /// `nil` for no such limit.
    public var requestsPerSecond: Double? = 200
    /// Requests that one address may make at once.
    public var burst = 1_000
    /// How long a client may take from the connection, or from the last answer, until a request's head is complete.
    ///
    /// Measured over the whole, so that a byte now and then holds no connection open.
    public var headTime = Duration.seconds(30)
    /// How long a client may take to send a body.
    public var bodyTime = Duration.seconds(30)
    /// How long a handler may take; beyond: 504, and its task is cancelled.
    public var handlerTime = Duration.seconds(10)
    /// How long a client may take to read an answer that is no stream of events.
    public var answerTime = Duration.seconds(120)
    /// Streams of events at a time; beyond: 503.
    public var eventStreams = 128
    /// Bytes that wait for one client of a stream of events; a client that lets more pile up is dropped.
    public var eventBufferBytes = 1_048_576
    /// After how long without an event a comment is sent, so that both sides notice who has gone.
    public var heartbeat = Duration.seconds(15)

    /// The limits of a server for a lab.
    public init() {}
}
