/// A text made safe within HTML, between tags or in a quoted attribute.
///
/// The five characters with a meaning are written as references; control characters, which HTML forbids, as U+FFFD.
func escapedHTML(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&#39;"
        case "\n", "\t": result.unicodeScalars.append(scalar)
        case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": result += "\u{FFFD}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}

/// An SVG document as an element of an HTML page.
///
/// What precedes the root (declaration, document type, comments) is left out, and every identifier gets a prefix, for two
/// pictures of one program share theirs and a page may hold each only once. Text between tags stays as it is.
///
/// - Returns: nil when there is no `svg` element.
func inlineSVG(_ document: String, prefix: String) -> String? {
    guard let start = document.firstRange(of: "<svg")?.lowerBound,
        let end = document.ranges(of: "</svg>").last?.upperBound, start < end
    else { return nil }
    let pieces = document[start..<end].split(separator: "<", omittingEmptySubsequences: false)
    return pieces.map { piece -> String in
        guard let close = piece.firstIndex(of: ">") else { return String(piece) }
        return prefixingIdentifiers(String(piece[..<close]), prefix) + piece[close...]
    }.joined(separator: "<")
}

/// A tag, its identifiers and what refers to them prefixed.
private func prefixingIdentifiers(_ tag: String, _ prefix: String) -> String {
    var result = tag
    for quote in ["\"", "'"] {
        for attribute in [" id=\(quote)", "\nid=\(quote)", "\tid=\(quote)", "href=\(quote)#"] {
            result = result.replacing(attribute, with: attribute + prefix)
        }
        for attribute in ["aria-labelledby=\(quote)", "aria-describedby=\(quote)"] {
            guard let range = result.firstRange(of: attribute) else { continue }
            let rest = result[range.upperBound...]
            let value = rest.prefix { String($0) != quote }
            let names = value.split(separator: " ").map { prefix + $0 }.joined(separator: " ")
            result = result[..<range.upperBound] + names + rest[value.endIndex...]
        }
    }
    return result.replacing("url(#", with: "url(#\(prefix)")
}
