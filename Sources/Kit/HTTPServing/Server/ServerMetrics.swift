import Observability
import Synchronization

/// What a server counts.
///
/// Labels are templates of routes, methods that are known, and reasons from a list: never what a client wrote.
struct ServerMetrics: Sendable {
    /// Why a client was not served as it wished.
    enum Refusal: String, Sendable, CaseIterable {
        case tooManyConnections = "too-many-connections"
        case tooManyConnectionsOfAddress = "too-many-connections-of-address"
        case tooManyRequests = "too-many-requests"
        case tooManyStreams = "too-many-streams"
        case malformed
        case foreignHost = "foreign-host"
        case targetTooLong = "target-too-long"
        case headerTooLarge = "header-too-large"
        case bodyTooLarge = "body-too-large"
        case slowHead = "slow-head"
        case slowBody = "slow-body"
        case slowReader = "slow-reader"
        case slowHandler = "slow-handler"
        case slowStream = "slow-stream"
    }

    let connections: Gauge
    let streams: Gauge
    private let requests: Family<Counter>
    private let seconds: Family<Histogram>
    private let refused: [Refusal: Counter]
    private let answers = Answers()

    /// Registers them.
    ///
    /// - Throws: `MetricsError` when the registry has a server already.
    init(_ registry: MetricsRegistry) throws(MetricsError) {
        requests = try registry.counter(
            "http_requests_total", help: "Requests answered, by the route's template.",
            labels: ["route", "method", "code"], limit: 2_000)
        seconds = try registry.histogram(
            "http_request_seconds", help: "Time from a request's end to the beginning of its answer.",
            labels: ["route"], bounds: [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10])
        connections = try registry.gauge("http_connections", help: "Connections that are open.")()
        streams = try registry.gauge("http_event_streams", help: "Streams of events that are open.")()
        let refusals = try registry.counter(
            "http_refused_total", help: "Requests, connections and streams that met a limit or made no sense.",
            labels: ["reason"])
        // All reasons are there from the start, so that a rate can be taken of the first.
        refused = Dictionary(uniqueKeysWithValues: Refusal.allCases.map { ($0, refusals($0.rawValue)) })
    }

    /// Counts a refusal.
    func refuse(_ reason: Refusal) { refused[reason]?.increment() }

    /// Counts an answer.
    func record(_ response: HTTPResponse, to method: HTTPMethod?, after nanoseconds: Int64) {
        let key = Answers.Key(route: response.route, method: method, status: response.status)
        let (count, time) = answers.instruments.withLock { known -> (Counter, Histogram) in
            if let found = known[key] { return found }
            let route = response.route ?? "(none)"
            let methods: Set<HTTPMethod> = [.get, .head, .post]
            let name = method.map { methods.contains($0) ? $0.rawValue : "other" } ?? "other"
            let new = (requests(route, name, response.status.description), seconds(route))
            // A client may invent methods; those are looked up anew each time.
            if name != "other" { known[key] = new }
            return new
        }
        count.increment()
        time.observe(Double(nanoseconds) * 1e-9)
    }

    /// The instruments of answers that have been given: a look-up by their labels would render those first.
    private final class Answers: Sendable {
        struct Key: Hashable {
            var route: String?
            var method: HTTPMethod?
            var status: HTTPStatus
        }
        let instruments = Mutex<[Key: (Counter, Histogram)]>([:])
    }
}
