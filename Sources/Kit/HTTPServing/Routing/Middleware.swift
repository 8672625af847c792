/// What stands between a request and its handler: it may refuse, change the request, or change the answer.
///
/// The seam for who may do what: a check of tokens and roles is a middleware that looks at `request.route`,
/// `request.method` and `request.headers`, and throws an `HTTPError` of status 401 or 403.
///
/// ```swift
/// struct ReadOnly: Middleware {
///     func handle(_ request: HTTPRequest, next: Handler) async throws -> HTTPResponse {
///         guard request.method.isSafe else { throw HTTPError(.forbidden, code: "read-only", "this server only shows") }
///         return try await next(request)
///     }
/// }
/// ```
public protocol Middleware: Sendable {
    /// Answers, by itself or by what comes next.
    ///
    /// Called for every request, also for one that no route matches: `request.route` is `nil` then.
    func handle(_ request: HTTPRequest, next: Handler) async throws -> HTTPResponse
}

/// What answers a request.
public typealias Handler = @Sendable (HTTPRequest) async throws -> HTTPResponse
