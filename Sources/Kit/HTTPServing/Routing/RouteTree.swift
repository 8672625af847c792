/// Routes by the segments of their paths: what a request is looked up in.
///
/// A literal segment goes before a hole, so `/devices/all` and `/devices/{device}` can stand together. A look-up costs
/// the path's length, however many routes there are; it goes back where a literal led nowhere.
struct RouteTree: Sendable {
    struct Endpoint: Sendable {
        let template: RouteTemplate
        var handlers: [HTTPMethod: Handler] = [:]
    }

    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        var hole: Int?
        var endpoint: Endpoint?
    }

    private var nodes = [Node()]

    /// Adds a handler.
    ///
    /// - Precondition: no other of its path and method; two that differ in the names of holes alone are the same path.
    mutating func add(_ method: HTTPMethod, _ template: RouteTemplate, _ handler: @escaping Handler) {
        var place = 0
        for segment in template.segments {
            let next =
                switch segment {
                case .literal(let text): nodes[place].literals[text]
                case .parameter: nodes[place].hole
                }
            if let next {
                place = next
                continue
            }
            nodes.append(Node())
            switch segment {
            case .literal(let text): nodes[place].literals[text] = nodes.count - 1
            case .parameter: nodes[place].hole = nodes.count - 1
            }
            place = nodes.count - 1
        }
        var endpoint = nodes[place].endpoint ?? Endpoint(template: template)
        precondition(
            endpoint.template == template, "the routes \(template.text) and \(endpoint.template.text) are the same")
        precondition(endpoint.handlers[method] == nil, "there are two routes \(method) \(template.text)")
        endpoint.handlers[method] = handler
        nodes[place].endpoint = endpoint
    }

    /// The route of a path.
    func endpoint(of path: [String]) -> Endpoint? { find(path[...], from: 0) }

    private func find(_ path: ArraySlice<String>, from place: Int) -> Endpoint? {
        guard let segment = path.first else { return nodes[place].endpoint }
        if let next = nodes[place].literals[segment], let found = find(path.dropFirst(), from: next) { return found }
        guard !segment.isEmpty, let next = nodes[place].hole else { return nil }
        return find(path.dropFirst(), from: next)
    }

    /// All templates with their methods, in the order of the templates.
    var all: [(template: String, methods: [HTTPMethod])] {
        nodes.compactMap(\.endpoint).map { ($0.template.text, $0.handlers.keys.sorted { $0.rawValue < $1.rawValue }) }
            .sorted { $0.0 < $1.0 }
    }
}
