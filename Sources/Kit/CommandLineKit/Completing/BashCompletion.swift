/// Completion for bash.
///
/// Candidates are compared as plain strings: `compgen -W` would run what stands in `$(…)` inside a word.
func bashCompletion(_ root: CommandNode) -> String {
    let name = root.functionName
    var families: [String] = []
    var valued: [String] = []
    var options: [String] = []
    var values: [String] = []
    for node in root.tree {
        let path = node.path.joined(separator: " ")
        families += node.children.map { singleQuoted(path + " " + $0.type.name) }
        options.append(singleQuoted(path) + ") words=" + lines(node.optionWords) + " ;;")
        if node.isFamily {
            let names = node.children.map { $0.type.name } + (node.isRoot ? ["help"] : [])
            values.append(singleQuoted(path + " #0") + ") " + name + "_offer \"$2\" " + lines(names) + " ;;")
        }
        for parameter in node.options where parameter.takesValue {
            let spelled = parameter.spellings.map { singleQuoted(path + " " + $0) }
            valued += spelled
            guard let call = bashCall(node.offer(for: parameter), name) else { continue }
            values.append(patterns(spelled) + ") " + call + " ;;")
        }
        for (place, argument) in node.arguments.enumerated() {
            guard let call = bashCall(node.offer(for: argument), name) else { continue }
            let start = path + " #"
            let pattern = argument.isRepeated ? singleQuoted(start) + "*" : singleQuoted(start + String(place))
            values.append(pattern + ") " + call + " ;;")
        }
    }
    let program = root.path[0]
    return """
        # Completion of \(program) for bash. Load it with: source <(\(program) completions bash)

        """ + offers(name) + choices(name, values: values, options: options)
            + walk(name, program: program, valued: patterns(valued), families: patterns(families))
}

/// The functions that compare candidates with what is typed.
private func offers(_ name: String) -> String {
    """

    # Offers those lines of $2 that begin with $1.
    \(name)_offer() {
        local line word
        while IFS= read -r line; do
            if [[ -n $line && $line == "$1"* ]]; then
                printf -v word %q "$line"
                COMPREPLY+=("$word")
            fi
        done <<<"$2"
    }

    # Offers directories, and files whose names end in one of the extensions $2 (all files when there are none).
    \(name)_files() {
        local entry extension
        compopt -o filenames 2>/dev/null
        while IFS= read -r entry; do
            if [[ -d $entry || -z $2 ]]; then
                COMPREPLY+=("$entry")
                continue
            fi
            for extension in $2; do
                if [[ $entry == *".$extension" ]]; then COMPREPLY+=("$entry"); fi
            done
        done < <(compgen -f -- "$1")
    }

    \(name)_directories() {
        local entry
        compopt -o filenames 2>/dev/null
        while IFS= read -r entry; do COMPREPLY+=("$entry"); done < <(compgen -d -- "$1")
    }

    """
}

/// The functions that hold the tree: what may stand where.
private func choices(_ name: String, values: [String], options: [String]) -> String {
    let valueCases = values.map { "        " + $0 }.joined(separator: "\n")
    let optionCases = options.map { "        " + $0 }.joined(separator: "\n")
    return """

        # Offers values: $1 is a command and its option, or '#' and an argument's place; $2 the word so far.
        \(name)_values() {
            case $1 in
        \(valueCases)
            esac
        }

        \(name)_options() {
            local words=
            case $1 in
        \(optionCases)
            esac
            \(name)_offer "$2" "$words"
        }

        """
}

/// The function that reads the words before the cursor.
private func walk(_ name: String, program: String, valued: String, families: String) -> String {
    """

    \(name)() {
        local path=\(singleQuoted(program)) expected= ended= place=0 index word
        local current=${COMP_WORDS[COMP_CWORD]}
        COMPREPLY=()
        for ((index = 1; index < COMP_CWORD; index++)); do
            word=${COMP_WORDS[index]}
            if [[ $word == = ]]; then continue; fi # bash cuts --name=value into three words
            if [[ -n $expected ]]; then
                expected=
            elif [[ -n $ended ]]; then
                ((place++))
            elif [[ $word == -- ]]; then
                ended=1
            elif [[ $word == -?* ]]; then
                case "$path $word" in
                    \(valued)) expected=$word ;;
                esac
            else
                case "$path $word" in
                    \(families)) path="$path $word" ;;
                    *) ((place++)) ;;
                esac
            fi
        done
        if [[ $current == = ]]; then current=; fi
        if [[ -n $expected ]]; then
            \(name)_values "$path $expected" "$current"
        elif [[ $current == -* && -z $ended ]]; then
            \(name)_options "$path" "$current"
        else
            \(name)_values "$path #$place" "$current"
        fi
    }

    complete -F \(name) \(program)

    """
}

private func lines(_ words: [String]) -> String { singleQuoted(words.joined(separator: "\n")) }

/// The call that offers values; `nil` when nothing is known of them.
private func bashCall(_ offer: Offer, _ name: String) -> String? {
    switch offer {
    case .nothing: return nil
    case .words(let words): return name + "_offer \"$2\" " + lines(words)
    case .files(let extensions): return name + "_files \"$2\" " + singleQuoted(extensions.joined(separator: " "))
    case .directories: return name + "_directories \"$2\""
    case .output(let command):
        let line = command.map(singleQuoted).joined(separator: " ")
        return name + "_offer \"$2\" \"$(" + line + " 2>/dev/null)\""
    }
}

/// Patterns of a `case`; one that nothing matches when there are none.
private func patterns(_ words: [String]) -> String { words.isEmpty ? "''" : words.joined(separator: " | ") }
