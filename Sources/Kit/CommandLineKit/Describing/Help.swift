import Text

/// The help of a command, wrapped.
func help(for node: CommandNode, width: Int) -> String {
    var sections = [
        wrap("usage: " + node.usage, width: width),
        wrap(node.type.abstract, width: width),
    ]
    if !node.type.discussion.isEmpty { sections.append(wrap(node.type.discussion, width: width)) }
    var lists: [(title: String, rows: [(label: String, text: String)])] = []
    if !node.arguments.isEmpty { lists.append(("Arguments", node.arguments.map { ($0.placeholder, $0.fullHelp) })) }
    if node.isFamily { lists.append(("Commands", node.children.map { ($0.type.name, $0.type.abstract) })) }
    lists.append(("Options", optionRows(node)))
    for list in lists { sections.append(section(list.title, list.rows, width)) }
    if !node.type.examples.isEmpty {
        let examples = node.type.examples.map { example in
            "  " + example.commandLine + "\n" + wrap(example.explanation, width: width, indent: 6)
        }
        sections.append("Examples:\n" + examples.joined(separator: "\n"))
    }
    if node.isRoot {
        let codes = ExitCode.allCases.map { ("\($0.rawValue)", $0.meaning) }
        sections.append(section("Exit codes", codes, width))
    }
    if node.isFamily {
        let path = node.path.joined(separator: " ")
        if let usual = node.type.usualSubcommand {
            sections.append(wrap("Without COMMAND the options of '\(path) \(usual.name)' follow.", width: width))
        }
        sections.append(wrap("See '\(path) COMMAND --help' for one command.", width: width))
    }
    return sections.joined(separator: "\n\n") + "\n"
}

/// Every option of a command, those that every command has included, as it is written and what it means.
func optionRows(_ node: CommandNode) -> [(label: String, text: String)] {
    var rows = node.options.map { ($0.synopsis, $0.fullHelp) }
    if node.isRoot, node.type.version != nil { rows.append(("    --version", "Print the version.")) }
    rows.append(("-h, --help", "Show this help."))
    return rows
}

extension Parameter {
    /// `-o, --output FILE`, with the short name's place kept free when there is none.
    var synopsis: String {
        var text = short.map { "-\($0), " } ?? "    "
        text += "--\(name)"
        if case .flag(let inversion?) = kind { text += ", --\(inversion)" }
        return takesValue ? text + " \(placeholder)" : text
    }

    /// The help with choices and default.
    var fullHelp: String {
        var notes: [String] = []
        if !listedChoices.isEmpty { notes.append("one of " + listedChoices.joined(separator: ", ")) }
        if kind == .option, isRequired { notes.append("required") }
        if kind == .option, isRepeated { notes.append("may be repeated") }
        if let fallback { notes.append("default: " + fallback) }
        return notes.isEmpty ? help : help + " (" + notes.joined(separator: "; ") + ")"
    }
}

private func section(_ title: String, _ rows: [(label: String, text: String)], _ width: Int) -> String {
    let longest = rows.map { displayWidth($0.label) }.filter { $0 <= 26 }.max() ?? 0
    let column = longest + 4
    var lines = [title + ":"]
    for row in rows {
        let text = wrap(row.text, width: width, indent: column)
        let label = "  " + row.label
        if displayWidth(label) + 2 <= column, !text.isEmpty {
            let first = text.dropFirst(displayWidth(label))
            lines.append(label + first)
        } else {
            lines.append(label)
            if !text.isEmpty { lines.append(text) }
        }
    }
    return lines.joined(separator: "\n")
}
