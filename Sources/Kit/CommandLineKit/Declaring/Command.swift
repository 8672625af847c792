/// A command, or a family of commands.
///
///     struct Value: Command {
///         static let name = "value"
///         static let abstract = "Prints a property of a material at a temperature."
///
///         @Argument("The material.") var material: String
///         @Option("The temperature.", placeholder: "TEMPERATURE") var at: Temperature
///
///         func run(on console: Console) async throws {
///             try console.print("…")
///         }
///     }
///
/// A command with ``subcommands`` is a family: it has no options of its own and does not run.
public protocol Command: SendableMetatype {
    /// The word that calls it; the program's name for the root.
    static var name: String { get }

    /// What it does, in one sentence.
    static var abstract: String { get }

    /// More about it, for help and manual: paragraphs parted by blank lines (see `Text.wrap`).
    static var discussion: String { get }

    /// Command lines worth knowing.
    static var examples: [Example] { get }

    /// The commands of a family, in the order of the help.
    static var subcommands: [any Command.Type] { get }

    /// The command of a family that is meant where the next word names none of them; nil where one must be named.
    ///
    /// Its options and arguments then follow the family's name directly.
    static var usualSubcommand: (any Command.Type)? { get }

    /// Whether help, manual and completions leave it out.
    static var isHidden: Bool { get }

    /// The program's version, given by the root: it is what `--version` prints.
    static var version: String? { get }

    /// The command before its options and arguments are known.
    init()

    /// Checks what no single value can tell, such as two options that exclude each other.
    ///
    /// - Throws: any error; unless it is ``ExitCoding``, its words become the reason of a usage error.
    func validate() throws

    /// Does the work.
    ///
    /// - Parameter console: where to write. A command writes nowhere else, so that a test sees all of it.
    /// - Throws: any error; an ``ExitCoding`` one says how the program ends, any other counts as a fault of the program.
    func run(on console: Console) async throws
}

/// A command line worth knowing.
public struct Example: Sendable, Hashable {
    /// The line as typed into a shell, the program's name included.
    public var commandLine: String

    /// What it shows, a sentence.
    public var explanation: String

    /// A command line with its explanation.
    public init(_ commandLine: String, _ explanation: String) {
        self.commandLine = commandLine
        self.explanation = explanation
    }
}

extension Command {
    /// Nothing more to say.
    public static var discussion: String { "" }

    /// No examples.
    public static var examples: [Example] { [] }

    /// No family.
    public static var subcommands: [any Command.Type] { [] }

    /// One must be named.
    public static var usualSubcommand: (any Command.Type)? { nil }

    /// Shown.
    public static var isHidden: Bool { false }

    /// None.
    public static var version: String? { nil }

    /// Nothing to check.
    public func validate() throws {}

    /// What a family does: it asks for one of its commands.
    public func run(on console: Console) async throws {
        throw UsageError(reason: "\(Self.name) does nothing by itself")
    }
}
