#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs a program's commands.
///
///     @main
///     struct Program {
///         static func main() async { await Main.start(Subkelvin.self) }
///     }
public enum Main {
    /// Parses the words and does what they ask.
    ///
    /// - Parameters:
    ///   - root: the program's root command.
    ///   - arguments: the words after the program's name.
    ///   - output: where results go.
    ///   - error: where errors and progress go.
    /// - Returns: how the program should end. Errors have by then been shown: a usage error on three lines, any other on
    ///   one. A reader that closed the pipe (`| head`) had enough: that is `ExitCode.done`, and nothing is said.
    public static func run(
        _ root: any Command.Type, arguments: [String], output: TextSink, error: TextSink
    ) async -> ExitCode {
        let console = Console(output: output, error: error)
        do {
            switch try parse(arguments, root: root) {
            case .help(let node): try console.write(help(for: node, width: output.layoutWidth))
            case .version(let version): try console.print(version)
            case .completion(let words): try console.write(words.map { $0 + "\n" }.joined())
            case .run(let command, let node):
                do {
                    try await command.run(on: console)
                } catch let error as UsageError where error.commandPath.isEmpty {
                    throw node.usageError(error.reason, hint: error.hint)
                }
            }
            return .done
        } catch is ClosedPipe {
            return .done
        } catch let failure {
            let text = message(for: failure, program: root.name)
            // When even the standard error is closed, the exit code is all that is left to say.
            if !text.isEmpty { try? error.write(text + "\n") }
            return (failure as? any ExitCoding)?.exitCode ?? .fault
        }
    }

    /// Runs the program on the process's own arguments and streams, and ends the process.
    ///
    /// The signal `SIGPIPE` is ignored from here on, so that a closed pipe becomes an error that unwinds the command.
    public static func start(_ root: any Command.Type) async -> Never {
        signal(SIGPIPE, SIG_IGN)
        let code = await run(
            root, arguments: Array(CommandLine.arguments.dropFirst()), output: .standardOutput(),
            error: .standardError())
        exit(code.rawValue)
    }

    private static func message(for error: any Error, program: String) -> String {
        if error is UsageError { return "\(error)" }
        let words = "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
        if error is any ExitCoding { return words.isEmpty ? "" : "\(program): \(words)" }
        return "\(program): a fault of the program itself: \(words)"
    }
}
