/// `PROGRAM completions SHELL`: prints the script that teaches a shell the program's command line.
///
/// The root lists it among its commands as `CompletionsCommand<Root>.self`.
public struct CompletionsCommand<Root: Command>: Command {
    /// `completions`.
    public static var name: String { "completions" }

    /// What it does.
    public static var abstract: String { "Prints the completion script of a shell." }

    /// How to load each script.
    public static var examples: [Example] {
        [
            Example("source <(\(Root.name) completions bash)", "Completes in this bash session."),
            Example(
                "\(Root.name) completions zsh > ~/.zfunc/_\(Root.name)",
                "Completes in zsh when ~/.zfunc stands in $fpath."),
            Example(
                "\(Root.name) completions fish > ~/.config/fish/completions/\(Root.name).fish", "Completes in fish."),
        ]
    }

    @Argument("The shell.") var shell: Shell

    /// The command before its argument is known.
    public init() {}

    /// Prints the script.
    public func run(on console: Console) async throws {
        try console.write(completionScript(for: shell, of: Root.self))
    }
}

/// `PROGRAM man`, hidden: prints the manual page, for packagers.
///
/// The root lists it among its commands as `ManualCommand<Root>.self`.
public struct ManualCommand<Root: Command>: Command {
    /// `man`.
    public static var name: String { "man" }

    /// What it does.
    public static var abstract: String { "Prints the manual page as roff." }

    /// Hidden: a reader has `man PROGRAM` already.
    public static var isHidden: Bool { true }

    /// The command.
    public init() {}

    /// Prints the page.
    public func run(on console: Console) async throws {
        try console.write(manualPage(of: Root.self))
    }
}
