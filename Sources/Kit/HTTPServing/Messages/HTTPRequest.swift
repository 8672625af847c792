/// A request, read and checked: its path is decoded, its query taken apart, its body complete.
public struct HTTPRequest: Sendable {
    /// What is wanted.
    public var method: HTTPMethod
    /// Path and query as they were sent.
    public let target: String
    /// The path's segments, decoded: `/a%20b/c` is `["a b", "c"]`; `/` is none.
    ///
    /// None is empty but the last (a trailing slash), none is `.` or `..`, none holds a slash, a backslash or a control
    /// character.
    public let path: [String]
    /// What follows the question mark.
    public let query: QueryParameters
    /// The header fields.
    public var headers: HTTPFields
    /// The body.
    public var body: [UInt8]
    /// The client's address without its port; empty when the request did not come over a socket.
    public var peer: String
    /// The template of the route that was found, such as `/api/v1/devices/{device}`; `nil` where none was.
    public internal(set) var route: String?
    /// What stands in the path where the route's template has a name in braces.
    public internal(set) var parameters: [String: String] = [:]

    /// Makes a request.
    ///
    /// - Parameters:
    ///   - method: what is wanted.
    ///   - target: path and query, as a client sends them, percent-encoded.
    ///   - headers: the header fields.
    ///   - body: the body.
    ///   - peer: the client's address.
    /// - Throws: `HTTPError` of status 400 when path or query cannot be decoded safely.
    public init(
        _ method: HTTPMethod = .get, _ target: String, headers: HTTPFields = [:], body: [UInt8] = [],
        peer: String = ""
    ) throws(HTTPError) {
        let parts = try RequestTarget(target)
        self.method = method
        self.target = target
        path = parts.path
        query = parts.query
        self.headers = headers
        self.body = body
        self.peer = peer
    }

    /// What stands in the path for a name of the route's template.
    ///
    /// - Precondition: the template has that name; another is an error in the program, not in the request.
    public func parameter(_ name: String) -> String {
        guard let value = parameters[name] else {
            preconditionFailure("the route \(route ?? "(none)") has no parameter {\(name)}")
        }
        return value
    }
}
