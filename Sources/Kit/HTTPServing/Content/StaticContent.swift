/// Files that are part of the program, served from memory.
///
/// Each file is a route of its own, with an `ETag` of its bytes: a browser that has it receives 304. Browsers ask again
/// every time, so that a new version of the program is seen at once.
public struct StaticContent: Sendable {
    private var files: [(path: String, handler: Handler)] = []

    /// Makes an empty one.
    public init() {}

    /// Adds a file.
    ///
    /// - Parameters:
    ///   - path: where it is served, such as `/assets/chart.js`; `/` for the front page.
    ///   - bytes: what it holds.
    ///   - type: its type; by its name's ending when `nil`, `application/octet-stream` for one that is unknown.
    public mutating func add(_ path: String, _ bytes: [UInt8], type: String? = nil) {
        let type = type ?? ContentType.of(path)
        let tag = EntityTag(of: bytes)
        let whole = HTTPResponse(
            headers: ["content-type": type, "etag": tag.text, "cache-control": "no-cache"], body: .bytes(bytes))
        let unchanged = HTTPResponse(.notModified, headers: ["etag": tag.text, "cache-control": "no-cache"])
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
