/// Path and query of a request line, taken apart and decoded so that nothing escapes.
///
/// The path is split at its slashes first and each segment decoded then, so that an encoded slash stays what it is: an
/// error. Refused are `.` and `..` (as they are or encoded), encoded slashes and backslashes, NUL and other control
/// characters, what is no UTF-8 (hence every overlong encoding), and broken escapes.
///
/// - Source: RFC 3986, sections 2.1, 3.3 and 5.2.4; RFC 9112, section 3.2.1 (only the origin form).
struct RequestTarget {
    /// The decoded segments; none for `/`.
    var path: [String]
    /// The parameters.
    var query: QueryParameters

    init(_ target: String) throws(HTTPError) {
        var text = target
        let parts: (path: [UInt8], query: [UInt8])? = text.withUTF8 { bytes in
            guard bytes.first == 0x2F, bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
            let end = bytes.firstIndex(of: 0x3F) ?? bytes.count
            return (Array(bytes[1..<end]), Array(bytes[min(end + 1, bytes.count)...]))
        }
        guard let parts else {
            throw HTTPError.badRequest(
                "the request's target is no path",
                hint: "ask for a path that begins with /, everything else encoded by %XX")
        }
        path = try Self.segments(parts.path)
        query = try QueryParameters(encoded: parts.query)
    }

    private static func segments(_ path: [UInt8]) throws(HTTPError) -> [String] {
        if path.isEmpty { return [] }
        var segments: [String] = []
        for raw in path.split(separator: 0x2F, omittingEmptySubsequences: false) {
            guard let segment = PercentEncoding.decoded(raw, plusIsSpace: false) else {
                throw HTTPError.badRequest(
                    "the path has a broken escape, or its bytes are no UTF-8",
                    hint: "escapes are % and two hexadecimal digits")
            }
            guard segment != ".", segment != "..", !segment.utf8.contains(where: isForbidden) else {
                throw HTTPError.badRequest(
                    "the path has a segment that is not allowed",
                    hint: "no . or .., no encoded slash or backslash, no control characters")
            }
            segments.append(segment)
        }
        // An empty segment within would make two paths of one.
        guard !segments.dropLast().contains("") else {
            throw HTTPError.badRequest("the path has two slashes in a row", hint: "write one")
        }
        return segments
    }

    private static func isForbidden(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7F || byte == 0x2F || byte == 0x5C
    }
}
