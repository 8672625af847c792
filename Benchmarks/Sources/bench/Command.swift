import Glibc

/// A whole process that is timed from its start to its end, output thrown away.
struct Command: Sendable {
    var name: String
    var arguments: [String]
    /// The median of the runs may not be above this, in nanoseconds.
    var mostNanoseconds: Double

    /// What a person waits for at the prompt.
    static let all = [
        Command(name: "process-version", arguments: ["--version"], mostNanoseconds: 30e6),
        Command(
            name: "process-material-value", arguments: ["material", "value", "copper", "--at", "4K"],
            mostNanoseconds: 40e6),
    ]

    /// Starts the program `runs` times, two unmeasured runs first, and times each.
    ///
    /// - Throws: `CommandError` when it does not start or does not end with exit code 0.
    func time<C: Clock>(program: String, runs: Int = 20, on clock: C) throws -> Timing where C.Duration == Duration {
        var nanoseconds: [Double] = []
        for run in -2..<runs {
            let elapsed = try clock.measure { try once(program) }
            if run >= 0 { nanoseconds.append(elapsed / .nanoseconds(1)) }
        }
        guard let timing = Timing(nanoseconds: nanoseconds, operationsPerBatch: 1) else {
            preconditionFailure("at least one run was timed")
        }
        return timing
    }

    private func once(_ program: String) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)

        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }

        var process = pid_t()
        let code = posix_spawn(&process, program, &actions, nil, words, [nil])
        guard code == 0 else { throw CommandError(command: self, program: program, reason: .didNotStart(code)) }
        var status: CInt = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { throw CommandError(command: self, program: program, reason: .lost(errno)) }
        }
        guard status == 0 else { throw CommandError(command: self, program: program, reason: .ended(status)) }
    }
}

/// A process that could not be timed.
struct CommandError: Error, CustomStringConvertible {
    enum Reason {
        case didNotStart(CInt)
        case lost(CInt)
        /// The status as `waitpid` gives it: an exit code in its second byte, or a signal in its first.
        case ended(CInt)
    }
    var command: Command
    var program: String
    var reason: Reason

    var description: String {
        let line = ([program] + command.arguments).joined(separator: " ")
        return switch reason {
        case .didNotStart(let code): "‘\(line)’ did not start: \(String(cString: strerror(code)))"
        case .lost(let code): "‘\(line)’ could not be waited for: \(String(cString: strerror(code)))"
        case .ended(let status) where status & 0x7f == 0:
            "‘\(line)’ ended with exit code \((status >> 8) & 0xff); expected 0. Run it to see why"
        case .ended(let status): "‘\(line)’ was ended by signal \(status & 0x7f)"
        }
    }
}
