/// A field of a table and where it begins.
struct DelimitedField: Sendable {
    var text: String
    var mark: Mark
}

/// Walks through comma-separated values line by line.
struct DelimitedScanner {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var line = 1
    private var column = 1

    init(text: String) {
        var scalars = Array(text.unicodeScalars)
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        self.scalars = scalars
    }

    private var mark: Mark { Mark(line: line, column: column) }
    private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }
    private var isAtLineEnd: Bool { current == nil || current == "\n" || current == "\r" }

    private mutating func advance() {
        if current == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
        position += 1
    }

    private mutating func skipBlanks() {
        while current == " " || current == "\t" { advance() }
    }

    /// The fields of the next line that holds any; nil at the end.
    mutating func next() throws(ConfigurationError) -> [DelimitedField]? {
        while let scalar = current {
            if scalar == "#" {
                while !isAtLineEnd { advance() }
            } else if scalar == "\n" || scalar == "\r" {
                advance()
            } else {
                return try fields()
            }
        }
        return nil
    }

    private mutating func fields() throws(ConfigurationError) -> [DelimitedField] {
        var result: [DelimitedField] = []
        while true {
            skipBlanks()
            let start = mark
            let text = current == "\"" ? try quotedText(from: start) : plainText()
            result.append(DelimitedField(text: text, mark: start))
            if isAtLineEnd { return result }
            guard current == "," else {
                throw ConfigurationError(
                    .syntax("text follows a quoted field"), at: mark, hint: "put a comma between fields")
            }
            advance()
        }
    }

    private mutating func plainText() -> String {
        var text = String.UnicodeScalarView()
        while let scalar = current, scalar != ",", !isAtLineEnd {
            text.append(scalar)
            advance()
        }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return String(text)
    }

    /// The text between quotes; two quotes stand for one.
    private mutating func quotedText(from start: Mark) throws(ConfigurationError) -> String {
        var text = String.UnicodeScalarView()
        advance()
        while let scalar = current {
            advance()
            if scalar != "\"" {
                text.append(scalar)
            } else if current == "\"" {
                text.append("\"")
                advance()
            } else {
                skipBlanks()
                return String(text)
            }
        }
        throw ConfigurationError(.syntax("a quoted field does not end"), at: start)
    }
}
