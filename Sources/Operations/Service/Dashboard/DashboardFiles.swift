/// A file of the dashboard, as a server sends it.
public struct DashboardFile: Sendable {
    /// What is sent.
    public var content: String
    /// The value of `Content-Type`.
    public var contentType: String
}

/// The dashboard: a page and what it loads, all of it part of the binary.
///
/// Files are found by a table, never by a path on disk, so no address leads out of it. Pages have addresses of their own, which
/// all answer with the same document; its script shows what the address names, and says so where that does not exist.
public enum DashboardFiles {
    /// Headers of every one of these files, besides type, length, caching and entity tag.
    ///
    /// Nothing is loaded but from the own origin, and nothing that stands in the document itself is executed.
    public static let headers: [(name: String, value: String)] = [
        ("Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
    ]

    /// Addresses of pages; `*` stands for one part.
    static let pages = ["/", "/on-call", "/devices/*", "/links/*"]

    /// Where assets are found, and the folders whose files they are.
    private static let assets = "/assets/"
    static let folders = ["Dashboard", "dygraphs"]

    /// The file at a path of the server, without query and with `%` undone; nil where the dashboard has none.
    public static func file(at path: String) -> DashboardFile? {
        if path.hasPrefix(assets) { return files[String(path.dropFirst(assets.count))] }
        return isPage(path) ? files["index.html"] : nil
    }

    /// Every path of an asset, in order.
    static var assetPaths: [String] { files.keys.filter { $0 != "index.html" }.map { assets + $0 }.sorted() }

    private static let files: [String: DashboardFile] = {
        var result: [String: DashboardFile] = [:]
        for folder in folders {
            for name in EmbeddedTexts.names(in: folder) {
                guard let type = contentType(of: name), let content = EmbeddedTexts.text(name, in: folder) else {
                    continue
                }
                result[name] = DashboardFile(content: content, contentType: type)
            }
        }
        return result
    }()

    private static func contentType(of name: String) -> String? {
        switch name.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml; charset=utf-8"
        case "txt": "text/plain; charset=utf-8"
        default: nil
        }
    }

    private static func isPage(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return pages.contains { page in
            let wanted = page.split(separator: "/", omittingEmptySubsequences: false)
            return wanted.count == parts.count
                && zip(wanted, parts).allSatisfy { $0 == $1 || ($0 == "*" && !$1.isEmpty) }
        }
    }
}
