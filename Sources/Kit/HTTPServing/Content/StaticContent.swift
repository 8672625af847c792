/// Files that are part of the program, served from memory.
///
/// Each file is a route of its own, with an `ETag` of its bytes: a browser that has it receives 304. Browsers ask again
/// every time, so that a new version of the program is seen at once.
public struct StaticContent: Sendable {
    private var files: [(path: String, handler: Handler)] = []

    private let headers: HTTPFields

    /// Makes an empty one.
    ///
    /// - Parameter headers: fields of every answer, besides type and tag.
    public init(headers: HTTPFields = [:]) {
        var headers = headers
        headers["cache-control"] = "no-cache"
        self.headers = headers
    }

    /// Adds a file.
    ///
    /// - Parameters:
    ///   - path: where it is served, such as `/assets/chart.js`; `/` for the front page.
    ///   - bytes: what it holds.
    ///   - type: its type; by its name's ending when `nil`, `application/octet-stream` for one that is unknown.
    public mutating func add(_ path: String, _ bytes: [UInt8], type: String? = nil) {
        let type = type ?? ContentType.of(path)
        let tag = EntityTag(of: bytes)
        var fields = headers
        fields["etag"] = tag.text
        let unchanged = HTTPResponse(.notModified, headers: fields)
        fields["content-type"] = type
        let whole = HTTPResponse(headers: fields, body: .bytes(bytes))
        files.append((path, { tag.isAmong($0.headers.values("if-none-match")) ? unchanged : whole }))
    }
}

extension StaticContent {
    /// Adds a route for every file.
    func mount(on router: inout Router) {
        for file in files { router.get(file.path, file.handler) }
    }
}

extension Router {
    /// Serves files from memory, each at its path.
    ///
    /// - Precondition: nothing else answers those paths.
    public mutating func serve(_ content: StaticContent) { content.mount(on: &self) }
}
