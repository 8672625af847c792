/// Under which names the server may be asked, and from whose pages it may be changed.
///
/// Without it a page on a foreign site could make its own name point to this machine and read, with the browser's
/// help, what is meant for this machine alone (DNS rebinding); or send a form here (cross-site request forgery).
struct HostRule: Sendable {
    /// The names, in lower case; `nil` for any.
    let names: Set<String>?

    /// The rule of a configuration.
    init(_ configuration: ServerConfiguration) {
        let named = configuration.hosts.map { $0.lowercased() }
        switch configuration.binding {
        case .loopback: names = Set(["localhost", "127.0.0.1", "[::1]"] + named)
        case .network(let address, _):
            let own = address.contains(":") ? "[\(address.lowercased())]" : address
            // An address of this machine alone has the same names, whichever of them it is.
            let isOpen = named.isEmpty && SocketAddress(address, port: 0)?.isLoopback != true
            names = isOpen ? nil : Set(["localhost", "127.0.0.1", "[::1]", own] + named)
        }
    }

    /// Refuses a request under a foreign name, and one that changes something and comes from a foreign page.
    func check(_ request: HTTPRequest) throws(HTTPError) {
        let hosts = request.headers.values("host")
        guard hosts.count <= 1 else { throw HTTPError.badRequest("there is more than one Host", hint: "send one") }
        if let names {
            let name = Self.name(hosts.first ?? "")
            guard names.contains(name) else {
                throw HTTPError(
                    .misdirectedRequest, code: "foreign-host", "this server is not called ‘\(name.prefix(100))’",
                    hint: "ask it as \(names.sorted().joined(separator: ", ")), or name the host in its configuration")
            }
        }
        if !request.method.isSafe, let origin = request.headers["origin"] {
            let place = origin.lowercased().split(separator: "/", omittingEmptySubsequences: true).dropFirst().first
            guard let place, let host = hosts.first, place == host.lowercased() else {
                throw HTTPError(
                    .forbidden, code: "foreign-origin", "a page of another site may change nothing here",
                    hint: "send the request from a page of this server, or without a browser")
            }
        }
    }

    /// The host without its port, in lower case.
    private static func name(_ host: String) -> String {
        let host = host.lowercased()
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") { return String(host[...end]) }
        return String(host.prefix { $0 != ":" })
    }
}
