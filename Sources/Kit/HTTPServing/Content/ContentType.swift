/// The types of files, by their names' endings.
enum ContentType {
    /// The type of a file of a name.
    static func of(_ name: String) -> String {
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return known[ending] ?? (name.hasSuffix("/") ? "text/html; charset=utf-8" : "application/octet-stream")
    }

    private static let known = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "mjs": "text/javascript; charset=utf-8", "json": "application/json", "map": "application/json",
        "svg": "image/svg+xml", "png": "image/png", "ico": "image/x-icon", "jpg": "image/jpeg", "webp": "image/webp",
        "woff2": "font/woff2", "woff": "font/woff", "txt": "text/plain; charset=utf-8",
        "csv": "text/csv; charset=utf-8", "webmanifest": "application/manifest+json", "yaml": "application/yaml",
    ]
}
