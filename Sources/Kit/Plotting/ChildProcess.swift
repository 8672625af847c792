import Glibc

/// A program run to its end: its input is given whole, its output and errors are taken whole.
struct ChildProcess {
    /// How it went.
    enum Outcome {
        /// It could not be started: the system's words.
        case notStarted(String)
        /// It was ended because it took too long.
        case timedOut
        /// It ended by itself, with a status (128 plus the signal's number if by a signal).
        case ended(status: Int32, output: [UInt8], errors: [UInt8])
    }

    var executable: String
    /// The first one is the name the program sees itself under.
    var arguments: [String]
    /// All that the child gets, as `NAME=value`.
    var environment: [String]

    /// How long a child that was asked to end may take before it is killed.
    private static let grace = Duration.milliseconds(500)

    /// Runs the program, waiting for its end or the limit.
    func run(input: [UInt8], timeLimit: Duration) -> Outcome {
        let deadline = ContinuousClock.now.advanced(by: timeLimit)
        guard let standardInput = Channel(), let output = Channel(), let errors = Channel() else {
            return .notStarted(words(errno))
        }
        let child: pid_t
        switch spawn(input: standardInput.far, output: output.far, errors: errors.far) {
        case .success(let pid): child = pid
        case .failure(let failure): return .notStarted(words(failure.code))
        }
        for channel in [standardInput, output, errors] { channel.closeFar() }

        var exchange = Exchange(input: input, write: standardInput, output: output, errors: errors)
        guard exchange.run(until: deadline), let status = wait(for: child, until: deadline) else {
            end(child)
            return .timedOut
        }
        return .ended(status: status, output: exchange.output.bytes, errors: exchange.errors.bytes)
    }

    private struct SpawnFailure: Error { var code: Int32 }

    private func spawn(input: Int32, output: Int32, errors: Int32) -> Result<pid_t, SpawnFailure> {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (descriptor, standard) in [(input, STDIN_FILENO), (output, STDOUT_FILENO), (errors, STDERR_FILENO)] {
            posix_spawn_file_actions_adddup2(&actions, descriptor, standard)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own, so that whatever it starts can be ended with it; signals as a fresh process has them.
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var child: pid_t = 0
        let code = withCStrings(arguments) { arguments in
            withCStrings(environment) { environment in
                posix_spawn(&child, executable, &actions, &attributes, arguments, environment)
            }
        }
        return code == 0 ? .success(child) : .failure(SpawnFailure(code: code))
    }

    /// Waits for a child that has closed its output; nil when the deadline passes first.
    private func wait(for child: pid_t, until deadline: ContinuousClock.Instant) -> Int32? {
        var status: Int32 = 0
        while true {
            let answer = waitpid(child, &status, WNOHANG)
            if answer == child {
                let signal = status & 0x7F
                return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
            }
            if answer < 0, errno != EINTR { return 128 }
            guard ContinuousClock.now < deadline else { return nil }
            usleep(500)
        }
    }

    /// Ends a child and its group: politely first, then not.
    private func end(_ child: pid_t) {
        kill(-child, SIGTERM)
        let ended = wait(for: child, until: .now.advanced(by: Self.grace)) != nil
        // Even when the child is gone, what it started may not be.
        kill(-child, SIGKILL)
        if !ended {
            var status: Int32 = 0
            while waitpid(child, &status, 0) < 0, errno == EINTR {}
        }
    }
}

/// A way for bytes between this process and a child; closed at both ends when it is no longer used.
final class Channel {
    /// This process' end.
    let near: Int32
    /// The child's end.
    private(set) var far: Int32

    private var isNearOpen = true

    /// Opens a channel; nil with `errno` set when that fails.
    ///
    /// A pair of sockets and not a pipe: writing to one whose reader is gone can be told not to raise SIGPIPE, and both
    /// ends are closed to other children from the first moment.
    init?() {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
        near = ends[0]
        far = ends[1]
        _ = fcntl(near, F_SETFL, fcntl(near, F_GETFL) | O_NONBLOCK)
    }

    deinit {
        closeFar()
        closeNear()
    }

    func closeFar() {
        if far >= 0 { close(far) }
        far = -1
    }

    func closeNear() {
        if isNearOpen { close(near) }
        isNearOpen = false
    }
}

/// The words of the system for an error number.
func words(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0) } ?? "error \(code)"
}

/// Calls a function with a null-terminated list of C strings that lives as long as the call.
private func withCStrings<R>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R) -> R {
    let copies = strings.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies + [nil])
}
