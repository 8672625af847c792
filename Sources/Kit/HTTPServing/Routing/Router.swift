/// Which handler answers which request.
///
/// ```swift
/// var router = Router(middleware: [ReadOnly()])
/// router.get("/healthz") { _ in .text("ok\n") }
/// router.get("/api/v1/devices/{device}") { request in
///     guard let device = await fleet.device(request.parameter("device")) else {
///         throw HTTPError.notFound("there is no such device", hint: "GET /api/v1/fleet lists them")
///     }
///     return .json(device)
/// }
/// ```
/// A handler that does not wait is answered on the thread that read the request.
public struct Router: Sendable {
    private var tree = RouteTree()
    private let middleware: [any Middleware]

    /// Makes a router without routes.
    ///
    /// - Parameter middleware: what every request passes through, the first outermost.
    public init(middleware: [any Middleware] = []) { self.middleware = middleware }

    /// Answers `GET`, and `HEAD` by the same without its body.
    ///
    /// - Precondition: the template is well-formed, and nothing else answers it.
    public mutating func get(_ template: String, _ handler: @escaping Handler) { on(.get, template, handler) }

    /// Answers `POST`.
    ///
    /// - Precondition: the template is well-formed, and nothing else answers it.
    public mutating func post(_ template: String, _ handler: @escaping Handler) { on(.post, template, handler) }

    /// Answers a method.
    ///
    /// - Precondition: the template is well-formed, and nothing else answers it.
    public mutating func on(_ method: HTTPMethod, _ template: String, _ handler: @escaping Handler) {
        tree.add(method, RouteTemplate(template), handler)
    }

    /// All templates with their methods, in the templates' order: what a description of the interface must list.
    public var routes: [(template: String, methods: [HTTPMethod])] { tree.all }

    /// Answers a request, whatever happens: errors become answers.
    ///
    /// The server does nothing else; a test may do it without a socket.
    public func respond(to request: HTTPRequest) async -> HTTPResponse {
        var request = request
        let endpoint = tree.endpoint(of: request.path)
        if let endpoint {
            request.route = endpoint.template.text
            for (segment, value) in zip(endpoint.template.segments, request.path) {
                if case .parameter(let name) = segment { request.parameters[name] = value }
            }
        }
        var response: HTTPResponse
        do {
            response = try await pass(request, middleware[...]) { request in
                try await Self.handler(of: endpoint, for: request)(request)
            }
        } catch let error as HTTPError {
            response = error.response
        } catch {
            response = HTTPError(.internalServerError, code: "internal", "the server failed to answer").response
            response.fault = "\(error)"
        }
        response.route = endpoint?.template.text
        return response
    }

    private func pass(
        _ request: HTTPRequest, _ middleware: ArraySlice<any Middleware>, _ last: @escaping Handler
    ) async throws -> HTTPResponse {
        guard let first = middleware.first else { return try await last(request) }
        return try await first.handle(request) { try await pass($0, middleware.dropFirst(), last) }
    }

    private static func handler(of endpoint: RouteTree.Endpoint?, for request: HTTPRequest) throws(HTTPError) -> Handler
    {
        guard let endpoint else {
            throw HTTPError.notFound("there is nothing at /\(request.path.joined(separator: "/").prefix(200))")
        }
        let method = request.method == .head && endpoint.handlers[.head] == nil ? .get : request.method
        if let handler = endpoint.handlers[method] { return handler }
        var allowed = Set(endpoint.handlers.keys)
        if allowed.contains(.get) { allowed.insert(.head) }
        let names = allowed.map(\.rawValue).sorted().joined(separator: ", ")
        throw HTTPError(
            .methodNotAllowed, code: "method-not-allowed", "\(request.method.rawValue.prefix(20)) is not for this path",
            hint: "use \(names)", headers: ["allow": names])
    }
}
