/// Names an SVG for screen readers and gives its letters further families for machines without the first.
///
/// gnuplot calls every picture `Gnuplot` and describes it by its own version.
func finishedSVG(_ bytes: [UInt8], title: String, description: String) -> [UInt8] {
    var text = String(decoding: bytes, as: UTF8.self)
    let words = description.isEmpty ? "" : "<desc id=\"description\">\(escapedXML(description))</desc>\n"
    if let start = text.firstRange(of: "<title>Gnuplot</title>"), let end = text.firstRange(of: "</desc>\n") {
        text.replaceSubrange(
            start.lowerBound..<end.upperBound, with: "<title id=\"title\">\(escapedXML(title))</title>\n\(words)")
    }
    if let root = text.firstRange(of: "<svg") {
        let labels = description.isEmpty ? "title" : "title description"
        text.replaceSubrange(root, with: "<svg role=\"img\" aria-labelledby=\"\(labels)\"")
    }
    // In text, quotes could spell the same; within a tag only gnuplot writes.
    let plain = "font-family=\"\(Script.family)\""
    let bold = "font-family=\"\(Script.family)\(Script.boldSuffix)\""
    let families = "font-family=\"\(Script.family), Verdana, Helvetica, Arial, sans-serif\""
    let pieces = text.split(separator: "<", omittingEmptySubsequences: false).map { piece -> String in
        guard let end = piece.firstIndex(of: ">") else { return String(piece) }
        let tag = String(piece[..<end]).replacing(plain, with: families)
            .replacing(bold, with: "\(families) font-weight=\"bold\"")
        // gnuplot leaves `>` as it is, but XML forbids it after `]]`.
        return tag + ">" + String(piece[end...].dropFirst()).replacing(">", with: "&gt;")
    }
    return Array(pieces.joined(separator: "<").utf8)
}

/// Sets the date of a PDF to the beginning of 1970, so that equal figures give equal bytes.
func finishedPDF(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    // Same length as what it replaces, for a PDF counts the places of its parts in bytes.
    for (mark, date) in [("/CreationDate (D:", "19700101000000"), ("/ModDate (D:", "19700101000000")] {
        let mark = Array(mark.utf8)
        // The dates stand in the last few kilobytes; the streams of drawing before them are compressed.
        for start in bytes.indices.suffix(16_384).dropLast(mark.count + date.utf8.count)
        where bytes[start] == mark[0] && bytes[start..<(start + mark.count)].elementsEqual(mark) {
            bytes.replaceSubrange((start + mark.count)..<(start + mark.count + date.utf8.count), with: date.utf8)
        }
    }
    return bytes
}

/// Removes what gnuplot adds around a drawing in letters: form feeds, empty lines, spaces at the ends of lines.
func finishedText(_ bytes: [UInt8]) -> String {
    var lines = String(decoding: bytes, as: UTF8.self).replacing("\u{0C}", with: "")
        .split(separator: "\n", omittingEmptySubsequences: false)
        .map { (line: Substring) -> String in
            String(String(line.reversed()).drop(while: \.isWhitespace).reversed())
        }
    while lines.first?.isEmpty == true { lines.removeFirst() }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
}

private func escapedXML(_ text: String) -> String {
    Script.cleaned(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
}
