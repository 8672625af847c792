/// A command with all it declares, and its place in the tree.
struct CommandNode {
    var type: any Command.Type
    /// The words that lead here, the program's name first.
    var path: [String]
    var parameters: [Parameter]

    init(_ type: any Command.Type, path: [String]) {
        self.type = type
        self.path = path
        parameters = CommandLineKit.parameters(of: type.init())
    }

    init(root: any Command.Type) { self.init(root, path: [root.name]) }

    var isRoot: Bool { path.count == 1 }
    var isFamily: Bool { !type.subcommands.isEmpty }
    var arguments: [Parameter] { parameters.filter { $0.kind == .argument } }
    var options: [Parameter] { parameters.filter { $0.kind != .argument } }

    /// The commands of a family that help, manual and completions show.
    var children: [CommandNode] {
        type.subcommands.filter { !$0.isHidden }.map { CommandNode($0, path: path + [$0.name]) }
    }

    func child(named name: String) -> CommandNode? {
        type.subcommands.first { $0.name == name }.map { CommandNode($0, path: path + [name]) }
    }

    /// The command that is meant where none is named.
    var usualChild: CommandNode? {
        type.usualSubcommand.map { CommandNode($0, path: path + [$0.name]) }
    }

    /// This command and all shown ones below, parents first.
    var tree: [CommandNode] { [self] + children.flatMap(\.tree) }

    /// The usage on one line: what must be given, and that there is more.
    var usage: String {
        var words = path
        if isFamily { return (words + ["COMMAND"]).joined(separator: " ") }
        if options.contains(where: { !$0.isRequired }) { words.append("[options]") }
        words += options.filter(\.isRequired).map { "\($0.title) \($0.placeholder)" }
        words += arguments.map { argument in
            if argument.isRepeated { return "[\(argument.placeholder) ...]" }
            return argument.isRequired ? argument.placeholder : "[\(argument.placeholder)]"
        }
        return words.joined(separator: " ")
    }

    func usageError(_ reason: String, hint: String? = nil) -> UsageError {
        UsageError(commandPath: path, reason: reason, hint: hint, usage: usage)
    }

    /// What contradicts itself in this command's declarations.
    var problems: [String] {
        let place = path.joined(separator: " ")
        var found: [String] = []
        if isFamily, !parameters.isEmpty { found.append("\(place): a family of commands has no options of its own") }
        var taken: Set<String> = ["--help", "-h"]
        for spelling in parameters.flatMap(\.spellings) where !taken.insert(spelling).inserted {
            found.append("\(place): \(spelling) is declared twice or belongs to every command")
        }
        for parameter in parameters where parameter.kind == .flag(inversion: nil) && parameter.fallback != nil {
            found.append("\(place): \(parameter.title) is on by default and nothing turns it off")
        }
        for (argument, next) in zip(arguments, arguments.dropFirst()) {
            if argument.isRepeated { found.append("\(place): \(argument.title) takes all, nothing can follow") }
            if !argument.isRequired, next.isRequired {
                found.append("\(place): \(next.title) must be given and yet follows one that need not")
            }
        }
        if let usual = type.usualSubcommand, !type.subcommands.contains(where: { $0 == usual }) {
            found.append("\(place): \(usual.name) is meant where no command is named, but is none of the family")
        }
        var names: Set<String> = isRoot ? ["help"] : []
        for command in type.subcommands where !names.insert(command.name).inserted {
            found.append("\(place): two commands are called \(command.name)")
        }
        return found
    }
}

/// What contradicts itself in the declarations of a command and of all below it; empty when all is well.
///
/// A program's tests call this once for the root.
public func declarationProblems(of root: any Command.Type) -> [String] {
    func problems(below node: CommandNode) -> [String] {
        node.problems
            + node.type.subcommands.flatMap { problems(below: CommandNode($0, path: node.path + [$0.name])) }
    }
    return problems(below: CommandNode(root: root))
}
