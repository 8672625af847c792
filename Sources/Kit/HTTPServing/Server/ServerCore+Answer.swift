import CMicrohttpd
import Observability
import Synchronization

extension ServerCore {
    /// Hands an answer to the library.
    func send(
        _ response: HTTPResponse, to exchange: Exchange, method: HTTPMethod, of connection: Connection, began: Int64
    ) -> MHD_Result {
        var response = response
        var streamed: (@Sendable (EventWriter) async throws -> Void)?
        if case .events(let stream) = response.body, method != .head {
            if streams.load(ordering: .relaxed) >= limits.eventStreams {
                metrics.refuse(.tooManyStreams)
                let route = response.route
                response =
                    HTTPError.unavailable(
                        "there are as many streams as this server keeps", hint: "close another", retryAfter: 5
                    ).response
                response.route = route
            } else if isDraining.load(ordering: .sequentiallyConsistent) {
                response = Self.stopping
            } else {
                streamed = stream
            }
        }
        if let fault = response.fault {
            log.error("a handler failed", ["route": .text(response.route ?? "(none)"), "error": .text(fault)])
        }
        metrics.record(response, to: method, after: now() - began)

        let answer: OpaquePointer?
        if let streamed {
            answer = stream(streamed, to: exchange, of: connection)
        } else {
            exchange.send()
            connection.enter(.answer, until: time(limits.answerTime))
            answer = response.bytes.withUnsafeBufferPointer {
                MHD_create_response_from_buffer(
                    $0.count, UnsafeMutableRawPointer(mutating: $0.baseAddress), .RESPMEM_MUST_COPY)
            }
        }
        guard let answer else { return .NO }
        defer { MHD_destroy_response(answer) }
        add(response.headers, to: answer)
        return MHD_queue_response(exchange.handle.pointer, UInt32(response.status.rawValue), answer)
    }

    private func add(_ headers: HTTPFields, to answer: OpaquePointer) {
        for field in headers.fields where MHD_add_response_header(answer, field.name, field.value) != .YES {
            // A value with a line break would be a second answer within the first.
            log.error("a field of an answer cannot be sent and was left out", ["field": .text(field.name)])
        }
        for field in SecurityHeaders.fields where headers.first(field.name) == nil {
            MHD_add_response_header(answer, field.name, field.value)
        }
        if isDraining.load(ordering: .relaxed) { MHD_add_response_header(answer, "connection", "close") }
    }

    private func stream(
        _ send: @escaping @Sendable (EventWriter) async throws -> Void, to exchange: Exchange, of connection: Connection
    ) -> OpaquePointer? {
        let handle = exchange.handle
        let writer = EventWriter(limit: limits.eventBufferBytes, now: now()) { handle.resume() }
        let task = Task { [log, metrics] in
            do {
                try await send(writer)
            } catch is EventWriter.Gone, is CancellationError {
                // The client is gone; that is how streams end.
            } catch {
                log.error("a stream of events failed", ["error": .text("\(error)")])
            }
            writer.complete()
            if writer.gone == .tooSlow {
                metrics.refuse(.slowStream)
                connection.cut()
            }
        }
        streams.wrappingAdd(1, ordering: .relaxed)
        metrics.streams.add(1)
        exchange.send(writer, task)
        connection.enter(.stream, until: .max, exchange)
        // Whoever drains looks for streams after saying so: either it finds this one, or this finds that.
        if isDraining.load(ordering: .sequentiallyConsistent) { writer.complete() }

        let reader = Unmanaged.passRetained(EventReader(writer: writer, handle: handle, now: now))
        return MHD_create_response_from_callback(
            UInt64.max, 16_384,
            { context, _, room, size in
                guard let context, let room else { return EventReader.broken }
                let reader = Unmanaged<EventReader>.fromOpaque(context).takeUnretainedValue()
                return reader.read(into: UnsafeMutableRawBufferPointer(start: room, count: size))
            }, reader.toOpaque(),
            { context in
                if let context { Unmanaged<EventReader>.fromOpaque(context).release() }
            })
    }

    /// The request is over, well or not.
    func end(_ exchange: Exchange, of connection: Connection?) {
        if exchange.end() {
            streams.wrappingSubtract(1, ordering: .relaxed)
            metrics.streams.add(-1)
        }
        connection?.enter(.idle, until: time(limits.headTime))
        active.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    }
}

/// What the library reads a stream of events from.
private final class EventReader: Sendable {
    let writer: EventWriter
    let handle: ConnectionHandle
    let now: @Sendable () -> Int64

    /// How the library wants to hear of the end, and of one in the middle.
    static let (end, broken) = (-1, -2)

    init(writer: EventWriter, handle: ConnectionHandle, now: @escaping @Sendable () -> Int64) {
        self.writer = writer
        self.handle = handle
        self.now = now
    }

    func read(into room: UnsafeMutableRawBufferPointer) -> Int {
        switch writer.take(into: room, now: now(), sleep: handle.suspend) {
        case .bytes(let count): count
        case .nothingYet: 0
        case .end: Self.end
        case .broken: Self.broken
        }
    }
}
