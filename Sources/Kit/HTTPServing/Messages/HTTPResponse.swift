import FoundationEssentials

/// An answer.
///
/// ```swift
/// .json(fleet)
/// .text("ready\n")
/// .events { writer in for await batch in hub.subscribe() { try writer.send(ServerSentEvent(batch.json)) } }
/// ```
public struct HTTPResponse: Sendable {
    /// What follows the head.
    public enum Body: Sendable {
        /// All of it, at once.
        case bytes([UInt8])
        /// Events, for as long as the client stays. The closure runs in a task of its own, which is cancelled when the
        /// client leaves, is dropped for being slow, or the server stops; the stream ends when it returns.
        case events(@Sendable (EventWriter) async throws -> Void)
    }

    /// The three digits.
    public var status: HTTPStatus
    /// The header fields.
    ///
    /// Length, date and connection are added by the server.
    public var headers: HTTPFields
    /// What follows.
    public var body: Body
    /// The template of the route that answered; the label of its metrics.
    var route: String?
    /// What went wrong, in words for the log and never for the client.
    var fault: String?

    /// Makes an answer.
    public init(_ status: HTTPStatus = .ok, headers: HTTPFields = [:], body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Some bytes of a type.
    public static func bytes(_ bytes: [UInt8], type: String, status: HTTPStatus = .ok) -> HTTPResponse {
        HTTPResponse(status, headers: ["content-type": type], body: .bytes(bytes))
    }

    /// Plain text.
    public static func text(_ text: String, status: HTTPStatus = .ok) -> HTTPResponse {
        .bytes(Array(text.utf8), type: "text/plain; charset=utf-8", status: status)
    }

    /// JSON that is written already.
    public static func json(bytes: [UInt8], status: HTTPStatus = .ok) -> HTTPResponse {
        .bytes(bytes, type: "application/json", status: status)
    }

    /// A value as JSON, its keys sorted; 500 when it cannot be written so (a number that is not finite).
    public static func json(_ value: some Encodable, status: HTTPStatus = .ok) -> HTTPResponse {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return .json(bytes: Array(try encoder.encode(value)), status: status)
        } catch {
            return .json(
                bytes: Array(#"{"error":{"code":"internal","message":"the answer cannot be written as JSON"}}"#.utf8),
                status: .internalServerError)
        }
    }

    /// Server-sent events; see `Body.events`.
    public static func events(_ send: @escaping @Sendable (EventWriter) async throws -> Void) -> HTTPResponse {
        HTTPResponse(
            headers: ["content-type": "text/event-stream", "cache-control": "no-store"], body: .events(send))
    }

    /// The bytes of the body; none when it is a stream of events.
    public var bytes: [UInt8] {
        if case .bytes(let bytes) = body { bytes } else { [] }
    }

    /// The body as text, what is no UTF-8 replaced; empty when it is a stream of events.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}
