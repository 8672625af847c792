/// The manual of a program, all its commands on one page, as roff for the `man` macros.
///
/// The text is pure ASCII and carries no date, so that the same program makes the same page everywhere.
public func manualPage(of root: any Command.Type) -> String {
    let node = CommandNode(root: root)
    var page = ManualPage()
    page.line(
        ".TH \"\(escaped(root.name.uppercased()))\" 1 \"\" \"\(escaped(root.name + " " + (root.version ?? "")))\"")
    page.section("NAME")
    page.text("\(root.name) - \(root.abstract)")
    page.section("SYNOPSIS")
    page.line(".B " + escaped(root.name))
    page.text(node.usage.split(separator: " ").dropFirst().joined(separator: " "))
    if !root.discussion.isEmpty {
        page.section("DESCRIPTION")
        page.paragraphs(root.discussion)
    }
    page.section("OPTIONS")
    page.rows(optionRows(node) + node.arguments.map { ($0.placeholder, $0.fullHelp) })
    if node.isFamily {
        page.section("COMMANDS")
        for command in node.tree.dropFirst() { page.command(command) }
    }
    if !root.examples.isEmpty {
        page.section("EXAMPLES")
        page.examples(root.examples)
    }
    page.section("EXIT STATUS")
    page.rows(ExitCode.allCases.map { ("\($0.rawValue)", $0.meaning) })
    return page.roff
}

private struct ManualPage {
    private(set) var roff = ""

    mutating func line(_ text: String) { roff += text + "\n" }

    mutating func section(_ title: String) { line(".SH " + title) }

    /// A line of text; one that begins like a request is protected.
    mutating func text(_ text: String) {
        let words = escaped(text)
        line(words.hasPrefix(".") || words.hasPrefix("'") ? "\\&" + words : words)
    }

    mutating func paragraphs(_ text: String) {
        var isLiteral = false
        var needsBreak = false
        for source in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let isBlank = source.allSatisfy(\.isWhitespace)
            let wantsLiteral = !isBlank && source.first == " "
            if isLiteral != wantsLiteral, !isBlank {
                line(wantsLiteral ? ".PP\n.nf" : ".fi\n.PP")
                isLiteral = wantsLiteral
            } else if needsBreak, !isBlank {
                line(".PP")
            }
            needsBreak = isBlank
            if !isBlank { self.text(String(source)) }
        }
        if isLiteral { line(".fi") }
    }

    mutating func rows(_ rows: [(label: String, text: String)]) {
        for row in rows {
            line(".TP")
            line(".B " + escaped(String(row.label.drop { $0 == " " })))
            text(row.text.isEmpty ? "\u{200B}" : row.text)
        }
    }

    mutating func examples(_ examples: [Example]) {
        for example in examples {
            line(".PP\n.nf")
            text("    " + example.commandLine)
            line(".fi\n.RS 4")
            text(example.explanation)
            line(".RE")
        }
    }

    mutating func command(_ node: CommandNode) {
        line(".SS " + escaped(node.path.joined(separator: " ")))
        text(node.type.abstract)
        line(".PP\n.RS 4")
        text(node.usage)
        line(".RE")
        if !node.type.discussion.isEmpty {
            line(".PP")
            paragraphs(node.type.discussion)
        }
        rows(node.arguments.map { ($0.placeholder, $0.fullHelp) })
        rows(node.options.map { ($0.synopsis, $0.fullHelp) })
        examples(node.type.examples)
    }
}

/// Text as roff reads it back: backslashes and dashes as themselves, all beyond ASCII by its code point.
private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\\": result += "\\e"
        case "-": result += "\\-"
        case "\"": result += "\\(dq"
        case "'": result += "\\(aq"
        case "`": result += "\\(ga"
        case "^": result += "\\(ha"
        case "~": result += "\\(ti"
        case "\u{200B}": result += "\\&"
        case _ where scalar.value < 0x20 || scalar.value == 0x7F: result += " "
        case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
        default:
            let code = String(scalar.value, radix: 16, uppercase: true)
            result += "\\[u" + String(repeating: "0", count: max(0, 4 - code.count)) + code + "]"
        }
    }
    return result
}
