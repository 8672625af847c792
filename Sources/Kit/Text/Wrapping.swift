/// Paragraphs broken into lines of a given width.
///
/// Blank lines part paragraphs. Inside one, line breaks and runs of spaces count as one space; a line that itself begins
/// with a space is taken as laid out by hand and kept. A no-break space holds number and unit together. A word longer than a line stands on a line of its own,
/// unbroken: a path or an address cut in two cannot be copied.
///
/// - Parameters:
///   - text: one or more paragraphs.
///   - width: the widest line, indent included, in screen cells (see ``displayWidth(_:)``).
///   - indent: how many spaces begin every line.
/// - Returns: the lines joined by line feeds, without one at the end, without spaces at any line's end.
public func wrap(_ text: String, width: Int, indent: Int = 0) -> String {
    let margin = String(repeating: " ", count: max(0, indent))
    var lines: [String] = []
    var paragraph: [Substring] = []
    func endParagraph() {
        guard !paragraph.isEmpty else { return }
        lines += brokenWords(paragraph, width: width - margin.count)
        paragraph = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        let words = line.split(whereSeparator: isSpace)
        if words.isEmpty {
            endParagraph()
            if lines.last?.isEmpty == false { lines.append("") }
        } else if line.first == " " {
            endParagraph()
            lines.append(trimmedAtEnd(line))
        } else {
            paragraph += words
        }
    }
    endParagraph()
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
}

/// One line broken between its words.
func brokenLine(_ line: some StringProtocol, width: Int) -> [String] {
    brokenWords(line.split(whereSeparator: isSpace).map { Substring($0) }, width: width)
}

private func brokenWords(_ words: [Substring], width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var filled = 0
    for word in words {
        let length = displayWidth(word)
        if !line.isEmpty, filled + 1 + length > width {
            lines.append(line)
            (line, filled) = ("", 0)
        }
        if !line.isEmpty {
            line += " "
            filled += 1
        }
        line += word
        filled += length
    }
    if !line.isEmpty { lines.append(line) }
    return lines
}

private func isSpace(_ character: Character) -> Bool {
    character == " " || character == "\t" || character.isNewline
}
