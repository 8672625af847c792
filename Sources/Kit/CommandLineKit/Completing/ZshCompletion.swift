/// Completion for zsh: a function a command, by the shell's own `_arguments` and `_describe`.
func zshCompletion(_ root: CommandNode) -> String {
    let program = root.path[0]
    let functions = root.tree.map { $0.isFamily ? familyFunction($0) : commandFunction($0) }
    return """
        #compdef \(program)
        # Completion of \(program) for zsh. Save it as _\(program) in a directory of $fpath.

        # Offers the lines that a command prints.
        \(root.functionName)_output() {
            local -a names
            names=("${(@f)$("$@" 2>/dev/null)}")
            compadd -a names
        }

        \(functions.joined(separator: "\n"))
        if [[ $funcstack[1] == \(root.functionName) ]]; then
            \(root.functionName) "$@"
        else
            compdef \(root.functionName) \(program)
        fi

        """
}

private func familyFunction(_ node: CommandNode) -> String {
    let helpRow = node.isRoot ? [("help", "Show the help of a command.")] : []
    let rows = node.children.map { ($0.type.name, $0.type.abstract) } + helpRow
    let described = rows.map { "            " + singleQuoted(colonEscaped($0.0) + ":" + $0.1) }
    let cases = node.children.map { "            \(singleQuoted($0.type.name))) \($0.functionName) ;;" }
    return """
        \(node.functionName)() {
            if (( CURRENT == 2 )); then
                if [[ $words[2] == -* ]]; then
                    compadd -- \(node.optionWords.map(singleQuoted).joined(separator: " "))
                    return
                fi
                local -a commands
                commands=(
        \(described.joined(separator: "\n"))
                )
                _describe -t commands command commands
            else
                local command=$words[2]
                shift words
                (( CURRENT-- ))
                case $command in
        \(cases.joined(separator: "\n"))
                esac
            fi
        }

        """
}

private func commandFunction(_ node: CommandNode) -> String {
    var specifications: [String] = []
    for option in node.options {
        let spellings = option.spellings
        let all = spellings.joined(separator: " ")
        for spelling in spellings {
            let excluded = option.isRepeated ? "*" : "(\(all))"
            let value =
                option.takesValue
                ? ":\(colonEscaped(option.placeholder)):\(action(node.offer(for: option), node))" : ""
            let equals = !option.takesValue ? "" : spelling.hasPrefix("--") ? "=" : "+"
            specifications.append(
                singleQuoted("\(excluded)\(spelling)\(equals)[\(bracketEscaped(option.help))]\(value)"))
        }
    }
    specifications.append(singleQuoted("(-h --help)") + "{-h,--help}" + singleQuoted("[Show this help.]"))
    for argument in node.arguments {
        let place = argument.isRepeated ? "*" : argument.isRequired ? "" : ":"
        let message = colonEscaped(argument.placeholder)
        let start = argument.isRepeated ? "*:" : ":" + place
        specifications.append(singleQuoted("\(start)\(message):\(action(node.offer(for: argument), node))"))
    }
    let body = specifications.map { "        " + $0 }.joined(separator: " \\\n")
    return """
        \(node.functionName)() {
            _arguments -s -S \\
        \(body)
        }

        """
}

/// What `_arguments` is to do for a value; a single space says: there is a value, and nothing is known of it.
private func action(_ offer: Offer, _ node: CommandNode) -> String {
    switch offer {
    case .nothing: return " "
    case .words(let words): return "(" + words.map(wordEscaped).joined(separator: " ") + ")"
    case .files(let extensions):
        if extensions.isEmpty { return "_files" }
        return "_files -g \"*.(\(extensions.joined(separator: "|")))(-.)\""
    case .directories: return "_files -/"
    case .output(let command):
        // The space keeps _arguments from putting options of its own before the words.
        return " \(CommandNode(node.type, path: [node.path[0]]).functionName)_output "
            + command.map(wordEscaped).joined(separator: " ")
    }
}

private func colonEscaped(_ text: String) -> String { escaped(text, [":", "\\"]) }

private func bracketEscaped(_ text: String) -> String { escaped(text, ["[", "]", "\\", ":"]) }

private func wordEscaped(_ text: String) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./+,@%")
    return String(text.flatMap { plain.contains($0) || !$0.isASCII ? [$0] : ["\\", $0] })
}

private func escaped(_ text: String, _ special: Set<Character>) -> String {
    String(text.flatMap { special.contains($0) ? ["\\", $0] : [$0] })
}
