/// A piece of somebody's text as a message may show it: in quotation marks, on one line, not too long.
///
/// - SeeAlso: ``escaped(_:limit:)``, which says what becomes of it.
/// - Complexity: O(limit), whatever the length of the text.
public func quoted(_ text: some StringProtocol, limit: Int = 60) -> String {
    "‘\(escaped(text, limit: limit))’"
}

/// Somebody's text on one line, not too long.
///
/// Line breaks, tabs and other control characters, and characters that turn the direction of writing, are shown as
/// escapes (`\n`, `\u{202E}`), so that hostile text cannot redraw the reader's terminal. Text longer than `limit`
/// characters ends in `…`.
///
/// - Complexity: O(limit), whatever the length of the text.
public func escaped(_ text: some StringProtocol, limit: Int) -> String {
    var result = ""
    var shown = 0
    for scalar in text.unicodeScalars {
        if shown == limit { return result + "…" }
        shown += 1
        switch scalar {
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        default:
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
                result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
    return result
}
