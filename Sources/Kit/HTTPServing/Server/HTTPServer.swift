public import Observability

/// A server that listens from when it is made until it is stopped.
public final class HTTPServer: Sendable {
    /// The port that it listens on; the one that was found when port 0 was asked for.
    public let port: UInt16
    /// The address of the front page, such as `http://127.0.0.1:8080/`.
    public let url: String

    /// Makes a server and listens.
    ///
    /// - Parameters:
    ///   - configuration: where, and within which limits.
    ///   - router: what answers.
    ///   - metrics: where requests, times, connections and refusals are counted.
    ///   - log: where is said what went wrong; nothing of a request's query or body is.
    /// - Throws: `ServerError`, when it cannot listen there.
    public init(
        _ configuration: ServerConfiguration = .init(), router: Router, metrics: MetricsRegistry, log: Logger
    ) throws {
        port = 0
        url = ""
    }

    /// Stops: takes no new connections, answers what is under way within a time, then ends streams and connections.
    public func stop(within time: Duration = .seconds(5)) async {}
}
