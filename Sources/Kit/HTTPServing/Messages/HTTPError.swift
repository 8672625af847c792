/// Why a request is not answered as it was asked: a status, a word for machines, a sentence for people, and what to do.
///
/// A handler throws it; the client receives the status and
/// `{"error":{"code":"not-found","message":"…","hint":"…"}}`. The words go to whoever asked: put nothing into them that
/// a stranger must not read. Any other error that a handler throws becomes a 500 without its words.
public struct HTTPError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The status of the answer.
    public var status: HTTPStatus
    /// A word for machines, such as `not-found`.
    public var code: String
    /// What is wrong.
    public var message: String
    /// What to do about it.
    public var hint: String?
    /// Fields that the answer carries, such as `allow`.
    public var headers: HTTPFields

    /// Makes an error.
    public init(
        _ status: HTTPStatus, code: String, _ message: String, hint: String? = nil, headers: HTTPFields = [:]
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.hint = hint
        self.headers = headers
    }

    /// The error in words.
    public var description: String { "\(status) \(code): \(message)\(hint.map { " (\($0))" } ?? "")" }
}

extension HTTPError {
    /// 400: something of the request makes no sense.
    public static func badRequest(_ message: String, hint: String? = nil) -> HTTPError {
        HTTPError(.badRequest, code: "bad-request", message, hint: hint)
    }

    /// 400: a parameter of the query is not what was expected.
    ///
    /// - Parameters:
    ///   - name: the parameter.
    ///   - found: what stands there; its first 60 characters are repeated.
    ///   - expected: what should stand there, such as `an integer from 1 to 10000`.
    public static func badParameter(_ name: String, found: String, expected: String) -> HTTPError {
        let shown = found.count > 60 ? "\(found.prefix(60))…" : found
        return HTTPError(
            .badRequest, code: "bad-parameter", "‘\(shown)’ is no value for the parameter ‘\(name)’",
            hint: "give \(expected)")
    }

    /// 400: a parameter of the query that must be there is not.
    public static func missingParameter(_ name: String, expected: String) -> HTTPError {
        HTTPError(
            .badRequest, code: "missing-parameter", "the parameter ‘\(name)’ is missing",
            hint: "add ?\(name)= with \(expected)")
    }

    /// 404: there is no such thing.
    public static func notFound(_ message: String, hint: String? = nil) -> HTTPError {
        HTTPError(.notFound, code: "not-found", message, hint: hint)
    }

    /// 503: not now; a client may try again after some seconds.
    public static func unavailable(_ message: String, hint: String? = nil, retryAfter seconds: Int? = nil) -> HTTPError
    {
        var error = HTTPError(.serviceUnavailable, code: "unavailable", message, hint: hint)
        if let seconds { error.headers["retry-after"] = String(seconds) }
        return error
    }
}

extension HTTPError {
    private struct Envelope: Encodable {
        struct Words: Encodable {
            var code: String
            var message: String
            var hint: String?
        }
        var error: Words
    }

    /// The error as an answer in JSON.
    public var response: HTTPResponse {
        var response = HTTPResponse.json(
            Envelope(error: .init(code: code, message: message, hint: hint)), status: status)
        for field in headers.fields { response.headers.append(field.name, field.value) }
        response.headers["cache-control"] = "no-store"
        return response
    }
}
