import Observability
import Synchronization

/// What all of a server's connections share; the library's callbacks end here.
final class ServerCore: Sendable {
    let limits: ServerLimits
    let metrics: ServerMetrics
    let addresses: AddressTable
    let log: Logger
    let now: @Sendable () -> Int64
    private let router: Router
    private let hosts: HostRule
    private let connections = Mutex<[ObjectIdentifier: Connection]>([:])
    /// Requests whose handlers run, and answers that are being sent.
    let active = Atomic<Int>(0)
    let streams = Atomic<Int>(0)
    /// No more than what is under way is answered, and streams end.
    let isDraining = Atomic<Bool>(false)
    /// Nothing may sleep any more.
    let isClosing = Atomic<Bool>(false)

    init(
        _ configuration: ServerConfiguration, router: Router, metrics: ServerMetrics, log: Logger,
        now: @escaping @Sendable () -> Int64
    ) {
        limits = configuration.limits
        hosts = HostRule(configuration)
        addresses = AddressTable(configuration.limits)
        self.router = router
        self.metrics = metrics
        self.log = log
        self.now = now
    }

    // MARK: Connections

    /// Whether a client may connect.
    func admits(_ address: SocketAddress?) -> Bool {
        guard let refusal = addresses.refusal(of: address?.owner ?? []) else { return true }
        metrics.refuse(refusal)
        return false
    }

    /// A client has connected.
    func open(_ handle: ConnectionHandle) -> Connection {
        let address = handle.address
        let connection = Connection(
            descriptor: handle.descriptor ?? -1, peer: address?.text ?? "",
            address: addresses.enter(address?.owner ?? [], now: now()), deadline: time(limits.headTime))
        connections.withLock { $0[ObjectIdentifier(connection)] = connection }
        metrics.connections.add(1)
        return connection
    }

    /// The connection is over, its socket about to be closed.
    func close(_ connection: Connection) {
        connection.forget()
        connections.withLock { $0[ObjectIdentifier(connection)] = nil }
        addresses.leave(connection.address)
        metrics.connections.add(-1)
    }

    // MARK: Requests

    /// The head of a request is complete: what can be refused without its body is refused now.
    func refusal(_ exchange: Exchange, _ fields: HTTPFields) -> HTTPError? {
        if exchange.target.utf8.count > limits.targetBytes {
            metrics.refuse(.targetTooLong)
            return HTTPError(
                .uriTooLong, code: "target-too-long", "path and query are longer than \(limits.targetBytes) bytes",
                hint: "ask for less at once")
        }
        if exchange.handle.headerSize > limits.headerBytes {
            metrics.refuse(.headerTooLarge)
            return HTTPError(
                .headerTooLarge, code: "header-too-large", "the header is larger than \(limits.headerBytes) bytes",
                hint: "send fewer or shorter fields")
        }
        let lengths = fields.values("content-length")
        // A length beside a transfer encoding, or two lengths, are how one request is smuggled inside another.
        if lengths.count > 1 || !lengths.isEmpty && fields["transfer-encoding"] != nil {
            metrics.refuse(.malformed)
            return HTTPError.badRequest(
                "the body's length is said twice", hint: "send one Content-Length and nothing else")
        }
        if let length = lengths.first.flatMap(UInt64.init), length > UInt64(limits.bodyBytes) { return bodyTooLarge }
        return nil
    }

    private var bodyTooLarge: HTTPError {
        metrics.refuse(.bodyTooLarge)
        return HTTPError(
            .contentTooLarge, code: "body-too-large", "the body is larger than \(limits.bodyBytes) bytes",
            hint: "send it in parts")
    }

    /// The request is complete: answers it, at once or later.
    ///
    /// - Returns: the answer, if it is there at once; else the connection sleeps until there is one.
    func begin(_ exchange: Exchange, _ method: HTTPMethod, of connection: Connection) -> HTTPResponse? {
        let request: HTTPRequest
        do throws(HTTPError) {
            request = try check(exchange, method, of: connection)
        } catch {
            return error.response
        }
        exchange.beginWork(now: now())
        connection.enter(.handler, until: time(limits.handlerTime), exchange)
        // Runs here until it first waits: what need not wait is answered without another thread.
        let task = Task.immediate { [router] in _ = exchange.answer(await router.respond(to: request)) }
        let isClosing = isClosing.load(ordering: .sequentiallyConsistent)
        if isClosing { exchange.interrupt(Self.stopping) }
        return exchange.answerOrSleep(task) { exchange.handle.suspend() }
    }

    private func check(
        _ exchange: Exchange, _ method: HTTPMethod, of connection: Connection
    ) throws(HTTPError) -> HTTPRequest {
        if let seconds = connection.address.take(now: now()) {
            metrics.refuse(.tooManyRequests)
            throw HTTPError(
                .tooManyRequests, code: "too-many-requests", "more requests than one client may make",
                hint: "wait, then ask less often", headers: ["retry-after": String(Int(seconds.rounded(.up)))])
        }
        guard let body = exchange.takeBody() else { throw bodyTooLarge }
        let request: HTTPRequest
        do throws(HTTPError) {
            request = try HTTPRequest(
                method, exchange.target, headers: exchange.fields, body: body, peer: connection.peer)
        } catch {
            metrics.refuse(.malformed)
            throw error
        }
        do throws(HTTPError) {
            try hosts.check(request)
        } catch {
            metrics.refuse(.foreignHost)
            throw error
        }
        return request
    }

    static let stopping = HTTPError.unavailable("the server is stopping", retryAfter: 5).response

    // MARK: Time

    /// Looks after what no client's own thread would notice: time that is over, clients that have left, streams that
    /// are silent.
    func tick() {
        let now = now()
        addresses.forget(now: now)
        for connection in connections.withLock({ Array($0.values) }) {
            if let (phase, exchange) = connection.overdue(now: now) { expire(connection, phase, exchange) }
            if let exchange = connection.abandoned(now: now, moment: 1_000_000_000) {
                if let writer = exchange.writer {
                    writer.leave()
                } else {
                    exchange.interrupt(Self.stopping)
                }
            }
            connection.exchange?.writer?.keepAlive(after: Self.nanoseconds(limits.heartbeat), now: now)
        }
    }

    private func expire(_ connection: Connection, _ phase: Connection.Phase, _ exchange: Exchange?) {
        switch phase {
        case .handler:
            let error = HTTPError(
                .gatewayTimeout, code: "too-slow", "the answer took longer than \(limits.handlerTime)",
                hint: "ask for less, or later")
            if exchange?.interrupt(error.response) == true { metrics.refuse(.slowHandler) }
            return
        case .head: metrics.refuse(.slowHead)
        case .body: metrics.refuse(.slowBody)
        case .answer: metrics.refuse(.slowReader)
        case .idle, .stream: break
        }
        connection.cut()
    }

    /// Ends what is under way: streams, and requests whose handlers have not returned.
    func interruptAll(streamsOnly: Bool) {
        for connection in connections.withLock({ Array($0.values) }) {
            guard let exchange = connection.exchange else { continue }
            if let writer = exchange.writer {
                writer.complete()
            } else if !streamsOnly {
                exchange.interrupt(Self.stopping)
            }
        }
    }

    /// The time after some duration.
    func time(_ after: Duration) -> Int64 { now() + Self.nanoseconds(after) }

    static func nanoseconds(_ duration: Duration) -> Int64 { Int64(duration / .nanoseconds(1)) }
}
