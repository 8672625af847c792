/// The three digits of an answer.
///
/// - Source: RFC 9110, section 15; RFC 6585 for 429 and 431.
public struct HTTPStatus: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number, 100 to 599.
    public var rawValue: Int

    /// Makes a status of any number.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// 200: here it is.
    public static let ok = HTTPStatus(rawValue: 200)
    /// 202: taken, not yet done.
    public static let accepted = HTTPStatus(rawValue: 202)
    /// 204: done, nothing to say.
    public static let noContent = HTTPStatus(rawValue: 204)
    /// 304: what the client has is what there is.
    public static let notModified = HTTPStatus(rawValue: 304)
    /// 400: the request makes no sense.
    public static let badRequest = HTTPStatus(rawValue: 400)
    /// 401: it is not known who is asking.
    public static let unauthorized = HTTPStatus(rawValue: 401)
    /// 403: not for this client.
    public static let forbidden = HTTPStatus(rawValue: 403)
    /// 404: there is no such thing.
    public static let notFound = HTTPStatus(rawValue: 404)
    /// 405: it is there, but not for this method.
    public static let methodNotAllowed = HTTPStatus(rawValue: 405)
    /// 406: not in any form that the client accepts.
    public static let notAcceptable = HTTPStatus(rawValue: 406)
    /// 409: the present state forbids it.
    public static let conflict = HTTPStatus(rawValue: 409)
    /// 413: the body is too large.
    public static let contentTooLarge = HTTPStatus(rawValue: 413)
    /// 414: the path with its query is too long.
    public static let uriTooLong = HTTPStatus(rawValue: 414)
    /// 421: asked under a name that is not this server's.
    public static let misdirectedRequest = HTTPStatus(rawValue: 421)
    /// 429: too often.
    public static let tooManyRequests = HTTPStatus(rawValue: 429)
    /// 431: the header is too large.
    public static let headerTooLarge = HTTPStatus(rawValue: 431)
    /// 500: our own fault.
    public static let internalServerError = HTTPStatus(rawValue: 500)
    /// 503: not now.
    public static let serviceUnavailable = HTTPStatus(rawValue: 503)
    /// 504: what was asked took too long.
    public static let gatewayTimeout = HTTPStatus(rawValue: 504)

    /// The number.
    public var description: String { String(rawValue) }
}
