/// How a program ends, after `sysexits.h` where that has a word for it.
public enum ExitCode: Int32, Sendable, CaseIterable {
    /// Done as asked.
    case done = 0
    /// A check said no.
    case no = 1
    /// The command line is wrong.
    case usage = 64
    /// A file or an answer does not hold what it should.
    case badData = 65
    /// There is no such file.
    case noSuchFile = 66
    /// A service did not answer.
    case unavailable = 69
    /// A fault of the program itself.
    case fault = 70

    /// What the code tells, for the help.
    public var meaning: String {
        switch self {
        case .done: "done"
        case .no: "a check said no"
        case .usage: "wrong usage"
        case .badData: "bad data"
        case .noSuchFile: "no such file"
        case .unavailable: "a service did not answer"
        case .fault: "a fault of the program itself"
        }
    }
}

/// An error that says how the program should end.
///
/// Its description is shown on one line.
public protocol ExitCoding: Error {
    /// How the program ends when nobody catches the error.
    var exitCode: ExitCode { get }
}

/// A check said no: the program did what it was asked, and the answer is no.
public struct CheckFailed: ExitCoding, CustomStringConvertible {
    /// What to say on the standard error; `nil` when the command has already said all.
    public var reason: String?

    /// A check that failed.
    public init(_ reason: String? = nil) { self.reason = reason }

    /// `ExitCode.no`.
    public var exitCode: ExitCode { .no }

    /// The reason, or nothing.
    public var description: String { reason ?? "" }
}

/// The command line is wrong.
public struct UsageError: ExitCoding, CustomStringConvertible {
    /// The words that lead to the command, the program's name first; filled in by the parser when empty.
    public var commandPath: [String]

    /// What is wrong.
    public var reason: String

    /// What may have been meant.
    public var hint: String?

    /// The command's usage line; filled in by the parser.
    public var usage: String?

    /// A usage error of the command that is being parsed, validated or run.
    public init(reason: String, hint: String? = nil) {
        self.init(commandPath: [], reason: reason, hint: hint, usage: nil)
    }

    init(commandPath: [String], reason: String, hint: String? = nil, usage: String? = nil) {
        self.commandPath = commandPath
        self.reason = reason
        self.hint = hint
        self.usage = usage
    }

    /// `ExitCode.usage`.
    public var exitCode: ExitCode { .usage }

    /// Three lines: what is wrong, the usage, where to read more.
    public var description: String {
        let path = commandPath.joined(separator: " ")
        var lines = [(path.isEmpty ? "" : path + ": ") + reason + (hint.map { "; \($0)" } ?? "")]
        if let usage { lines.append("usage: \(usage)") }
        if !path.isEmpty { lines.append("see '\(path) --help'") }
        return lines.joined(separator: "\n")
    }
}

/// The declarations of a command contradict each other: a fault of the program, found by `declarationProblems(of:)`.
struct DeclarationError: ExitCoding, CustomStringConvertible {
    var problems: [String]
    var exitCode: ExitCode { .fault }
    var description: String { problems.joined(separator: "; ") }
}
