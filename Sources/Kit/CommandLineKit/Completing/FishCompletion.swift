/// Completion for fish: one `complete` line for each thing that may be typed.
func fishCompletion(_ root: CommandNode) -> String {
    let program = root.path[0]
    let function = "_" + root.functionName + "_at"
    let nodes = root.tree
    let known = nodes.dropFirst().map { fishQuoted($0.path.joined(separator: " ")) }
    var lines: [String] = []
    for node in nodes {
        let condition = fishQuoted(function + " " + node.path.joined(separator: " "))
        let start = "complete -c \(program) -n \(condition)"
        lines.append(start + " -s h -l help -d 'Show this help.'")
        if node.isRoot {
            if node.type.version != nil { lines.append(start + " -l version -d 'Print the version.'") }
            if node.isFamily { lines.append(start + " -a help -d 'Show the help of a command.'") }
        }
        for child in node.children {
            lines.append(start + " -a \(fishQuoted(child.type.name)) -d \(fishQuoted(child.type.abstract))")
        }
        for option in node.options {
            let short = option.short.map { " -s " + fishQuoted(String($0)) } ?? ""
            let value = option.takesValue ? " -r" + action(node.offer(for: option)) : ""
            lines.append(start + short + " -l \(option.name) -d \(fishQuoted(option.help))" + value)
            if case .flag(let inversion?) = option.kind {
                lines.append(start + " -l \(inversion) -d \(fishQuoted("Not: " + option.help))")
            }
        }
        for argument in node.arguments {
            let offered = action(node.offer(for: argument))
            if !offered.isEmpty { lines.append(start + offered) }
        }
    }
    return """
        # Completion of \(program) for fish. Save it as ~/.config/fish/completions/\(program).fish

        # Whether the words so far lead to exactly this command.
        function \(function)
            set -l path \(program)
            for word in (commandline -opc)[2..-1]
                if contains -- "$path $word" \(known.isEmpty ? "''" : known.joined(separator: " "))
                    set path "$path $word"
                end
            end
            test "$path" = "$argv"
        end

        complete -c \(program) -f
        \(lines.joined(separator: "\n"))

        """
}

private func action(_ offer: Offer) -> String {
    switch offer {
    case .nothing: return ""
    case .words(let words): return " -a " + fishQuoted(words.map(wordEscaped).joined(separator: " "))
    case .files(let extensions):
        if extensions.isEmpty { return " -F" }
        let commands = extensions.map { "(__fish_complete_suffix .\($0))" }
        return " -k -a " + fishQuoted(commands.joined(separator: " "))
    case .directories: return " -a '(__fish_complete_directories)'"
    case .output(let command):
        return " -a " + fishQuoted("(" + command.map(wordEscaped).joined(separator: " ") + " 2>/dev/null)")
    }
}

/// A word between single quotes; fish reads backslash and quote escaped inside them.
private func fishQuoted(_ text: String) -> String {
    "'" + String(text.flatMap { $0 == "'" || $0 == "\\" ? ["\\", $0] : [$0] }) + "'"
}

/// A word that fish, which expands what `-a` is given, takes as it is.
private func wordEscaped(_ text: String) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./+,@%:=")
    return String(text.flatMap { plain.contains($0) || !$0.isASCII ? [$0] : ["\\", $0] })
}
