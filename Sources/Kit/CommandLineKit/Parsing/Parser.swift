import Text

/// What a command line asks for.
enum Invocation {
    case run(any Command, CommandNode)
    case help(CommandNode)
    case version(String)
    /// The words a shell may offer for a value.
    case completion([String])
}

/// Finds the command that the words name, and fills its options and arguments.
///
/// - Throws: ``UsageError``; ``DeclarationError`` when the command contradicts itself; an ``ExitCoding`` error of the
///   command's own validation.
/// - Complexity: O(n) in the number and length of the words.
func parse(_ words: [String], root: any Command.Type) throws -> Invocation {
    var node = CommandNode(root: root)
    var rest = words[...]
    switch rest.first {
    case "--version":
        if let version = root.version { return .version("\(root.name) \(version)") }
    case "--complete": return .completion(try completionWords(rest.dropFirst(), root: node))
    case "help": return .help(try descend(rest.dropFirst(), from: node))
    default: break
    }
    while node.isFamily {
        if let usual = node.usualChild, let word = rest.first, node.child(named: word) == nil,
            word != "--help", word != "-h"
        {
            node = usual
            break
        }
        guard let word = rest.popFirst() else {
            let names = node.children.map { $0.type.name }.joined(separator: ", ")
            throw node.usageError("missing COMMAND", hint: "one of \(names)")
        }
        if word == "--help" || word == "-h" { return .help(node) }
        node = try descend([word], from: node)
    }
    if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) { return .help(node) }
    guard node.problems.isEmpty else { throw DeclarationError(problems: node.problems) }
    let command = node.type.init()
    node.parameters = parameters(of: command)
    var filling = Filling(node: node)
    try filling.fill(from: rest)
    do {
        try validateGroups(of: command)
        try command.validate()
    } catch let error as UsageError {
        throw node.usageError(error.reason, hint: error.hint)
    } catch let error as any ExitCoding {
        throw error
    } catch {
        throw node.usageError("\(error)")
    }
    return .run(command, node)
}

/// The command that the words lead to.
private func descend(_ words: ArraySlice<String>, from start: CommandNode) throws -> CommandNode {
    var node = start
    for word in words {
        if let child = node.child(named: word) {
            node = child
            continue
        }
        if word.hasPrefix("-"), word.count > 1 {
            throw node.usageError("unknown option \(quoted(word))", hint: "options stand after the command's name")
        }
        let near = nearestNames(to: word, among: node.children.map { $0.type.name }, limit: 1).first
        let reason = node.isFamily ? "no command is called \(quoted(word))" : "there is no command below this one"
        throw node.usageError(reason, hint: near.map { "did you mean ‘\($0)’?" })
    }
    return node
}

/// What `--complete material value --at` prints: the words for the value of the parameter that stands last.
private func completionWords(_ words: ArraySlice<String>, root: CommandNode) throws -> [String] {
    guard let title = words.last else { throw root.usageError("--complete needs a command and a parameter") }
    let node = try descend(words.dropLast(), from: root)
    guard let parameter = node.parameters.first(where: { $0.title == title }) else {
        throw node.usageError("no parameter is called \(quoted(title))")
    }
    if case .names(let make) = parameter.completion { return make() }
    return parameter.listedChoices
}

/// The parameters of one command while the words are handed out among them.
private struct Filling {
    let node: CommandNode
    /// Which parameter each spelling means, by its place in the node.
    private var places: [String: Int] = [:]
    private var seen: [Int]
    private var arguments: [Int]
    private var argumentsFilled = 0

    init(node: CommandNode) {
        self.node = node
        seen = Array(repeating: 0, count: node.parameters.count)
        arguments = node.parameters.indices.filter { node.parameters[$0].kind == .argument }
        for (place, parameter) in node.parameters.enumerated() {
            for spelling in parameter.spellings { places[spelling] = place }
        }
    }

    mutating func fill(from words: ArraySlice<String>) throws {
        var rest = words
        while let word = rest.popFirst() {
            if word == "--" {
                for word in rest { try fillArgument(word) }
                break
            } else if word.hasPrefix("--") {
                try fillLong(word, &rest)
            } else if word.hasPrefix("-"), word != "-", !isNegativeNumber(word) {
                try fillShort(word, &rest)
            } else {
                try fillArgument(word)
            }
        }
        let missing = node.parameters.indices.filter { node.parameters[$0].isRequired && seen[$0] == 0 }
        guard missing.isEmpty else {
            let titles = missing.map { node.parameters[$0].title }
            let last = titles.count > 1 ? " and " + titles[titles.count - 1] : ""
            throw node.usageError("missing " + titles.prefix(max(1, titles.count - 1)).joined(separator: ", ") + last)
        }
    }

    private mutating func fillLong(_ word: String, _ rest: inout ArraySlice<String>) throws {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let spelling = String(parts[0])
        guard let place = places[spelling] else { throw unknown(spelling) }
        try take(place, spelling: spelling, attached: parts.count > 1 ? String(parts[1]) : nil, &rest)
    }

    /// `-o FILE`, `-oFILE`, `-o=FILE`, or several switches in one word: `-jv`.
    private mutating func fillShort(_ word: String, _ rest: inout ArraySlice<String>) throws {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            let spelling = "-\(letter)"
            guard let place = places[spelling] else { throw unknown(spelling) }
            if node.parameters[place].takesValue {
                let attached = letters.first == "=" ? letters.dropFirst() : letters
                return try take(place, spelling: spelling, attached: letters.isEmpty ? nil : String(attached), &rest)
            }
            if letters.first == "=" { throw node.usageError("\(spelling) takes no value") }
            try take(place, spelling: spelling, attached: nil, &rest)
        }
    }

    private mutating func take(
        _ place: Int, spelling: String, attached: String?, _ rest: inout ArraySlice<String>
    ) throws {
        let parameter = node.parameters[place]
        guard seen[place] == 0 || parameter.isRepeated else {
            let name = spelling == parameter.title ? spelling : "\(parameter.title) (\(spelling))"
            throw node.usageError("\(name) is given twice")
        }
        guard parameter.takesValue else {
            guard attached == nil else { throw node.usageError("\(spelling) takes no value") }
            return try accept(place, String(spelling.drop { $0 == "-" }), title: spelling)
        }
        if let attached { return try accept(place, attached, title: spelling) }
        guard let next = rest.first, next == "-" || !next.hasPrefix("-") || isNegativeNumber(next) else {
            let isOption = rest.first.map { places[$0.prefix { $0 != "=" }.description] != nil } ?? true
            let separator = spelling.hasPrefix("--") ? "=" : ""
            let hint = isOption ? nil : "a value that begins with a dash is written \(spelling)\(separator)VALUE"
            throw node.usageError("missing value of \(spelling)", hint: rest.first == "--" ? nil : hint)
        }
        rest.removeFirst()
        try accept(place, next, title: spelling)
    }

    private mutating func fillArgument(_ word: String) throws {
        guard argumentsFilled < arguments.count else {
            throw node.usageError("\(quoted(word)) is one argument too many")
        }
        let place = arguments[argumentsFilled]
        try accept(place, word, title: node.parameters[place].title)
        if !node.parameters[place].isRepeated { argumentsFilled += 1 }
    }

    private mutating func accept(_ place: Int, _ word: String, title: String) throws {
        do {
            try node.parameters[place].accept(word, seen[place] == 0)
        } catch {
            throw node.usageError("\(title): \(quoted(word)): \(error)")
        }
        seen[place] += 1
    }

    /// `-5`, `-.5` or `-5 K`, where no option is called `-5`.
    private func isNegativeNumber(_ word: String) -> Bool {
        guard word.hasPrefix("-"), let first = word.dropFirst().first else { return false }
        let digit = first == "." ? word.dropFirst(2).first : first
        return digit.map { ("0"..."9").contains($0) } == true && places["-\(first)"] == nil
    }

    private func unknown(_ spelling: String) -> UsageError {
        let known = places.keys.filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) } + ["help"]
        let typed = String(spelling.drop { $0 == "-" })
        let near = typed.count > 1 ? nearestNames(to: typed, among: known, limit: 1).first : nil
        return node.usageError("unknown option \(quoted(spelling))", hint: near.map { "did you mean --\($0)?" })
    }
}
