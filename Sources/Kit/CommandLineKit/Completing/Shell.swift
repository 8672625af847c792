/// A shell that can complete a program's command line.
public enum Shell: String, CaseIterable, ArgumentValue {
    /// GNU bash, 4.0 or later.
    case bash
    /// Z shell.
    case zsh
    /// Friendly interactive shell.
    case fish
}

/// The script that teaches a shell to complete a program's command line.
///
/// It holds the whole tree of commands, so that completing starts no process, except for `Completion.names`, where
/// the program itself is asked by `PROGRAM --complete COMMAND... PARAMETER`.
public func completionScript(for shell: Shell, of root: any Command.Type) -> String {
    let node = CommandNode(root: root)
    return switch shell {
    case .bash: bashCompletion(node)
    case .zsh: zshCompletion(node)
    case .fish: fishCompletion(node)
    }
}

/// What a shell offers for the value of one parameter.
enum Offer {
    case nothing
    case words([String])
    case files([String])
    case directories
    /// The words that this command line prints, one a line.
    case output([String])
}

extension CommandNode {
    func offer(for parameter: Parameter) -> Offer {
        switch parameter.completion {
        case .file(let extensions): return .files(extensions)
        case .directory: return .directories
        case .names: return .output([path[0], "--complete"] + path.dropFirst() + [parameter.title])
        case .automatic, .choices:
            return parameter.listedChoices.isEmpty ? .nothing : .words(parameter.listedChoices)
        }
    }

    /// The words that begin with a dash.
    var optionWords: [String] {
        let version = isRoot && type.version != nil ? ["--version"] : []
        return options.flatMap { $0.spellings.filter { $0.hasPrefix("--") } } + version + ["--help"]
    }

    /// A name for a shell function of this command; the root's is `_name`.
    var functionName: String { "_" + path.map(shellName).joined(separator: "__") }
}

private func shellName(_ word: String) -> String {
    String(word.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "_" })
}

/// A word between single quotes, which bash and zsh take as it is.
func singleQuoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}
