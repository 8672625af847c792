#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where text goes: a stream of the process, or a test's memory.
public struct TextSink: Sendable {
    /// Whether a person watches: progress is drawn only then.
    public var isTerminal: Bool

    /// How many cells a line of the terminal has; `nil` when there is no terminal or it does not say.
    public var columns: Int?

    private let writing: @Sendable (String) throws -> Void

    /// A sink that hands every text to a closure, in order.
    public init(isTerminal: Bool = false, columns: Int? = nil, write: @escaping @Sendable (String) throws -> Void) {
        self.isTerminal = isTerminal
        self.columns = columns
        writing = write
    }

    /// Writes a text as it is.
    ///
    /// - Throws: ``ClosedPipe`` when nobody reads any more, ``WriteError`` when the system refuses.
    public func write(_ text: String) throws { try writing(text) }

    /// How wide paragraphs and tables should be: the terminal's width, at most 100 and at least 40; 80 without terminal.
    public var layoutWidth: Int { columns.map { min(100, max(40, $0)) } ?? 80 }

    /// The process's standard output, unbuffered: every text is on its way when `write` returns.
    public static func standardOutput() -> TextSink { descriptor(STDOUT_FILENO) }

    /// The process's standard error.
    public static func standardError() -> TextSink { descriptor(STDERR_FILENO) }

    /// A file descriptor, which stays the caller's to close.
    static func descriptor(_ descriptor: Int32) -> TextSink {
        let isTerminal = isatty(descriptor) == 1
        return TextSink(isTerminal: isTerminal, columns: isTerminal ? terminalColumns(descriptor) : nil) { text in
            try writeAll(Array(text.utf8), to: descriptor)
        }
    }
}

/// Nobody reads the pipe any more.
public struct ClosedPipe: Error, Sendable, CustomStringConvertible {
    /// What a sink throws in place of `EPIPE`.
    public init() {}

    /// "the reader has closed the pipe".
    public var description: String { "the reader has closed the pipe" }
}

/// The system refused to write.
public struct WriteError: ExitCoding, CustomStringConvertible {
    /// The system's error number.
    public var errorNumber: Int32

    /// A write that failed with this error number.
    public init(errorNumber: Int32) { self.errorNumber = errorNumber }

    /// `ExitCode.fault`.
    public var exitCode: ExitCode { .fault }

    /// The system's words.
    public var description: String {
        let words = unsafe String(cString: strerror(errorNumber))
        return "cannot write: \(words)"
    }
}

/// What a command writes to.
public struct Console: Sendable {
    /// Where results go.
    public var output: TextSink

    /// Where errors, warnings and progress go.
    public var error: TextSink

    /// A console of two sinks.
    public init(output: TextSink, error: TextSink) {
        self.output = output
        self.error = error
    }

    /// Writes a line of results.
    public func print(_ text: String) throws { try output.write(text + "\n") }

    /// Writes results as they are.
    public func write(_ text: String) throws { try output.write(text) }

    /// Writes a value as JSON, ended by a line feed.
    ///
    /// - Throws: `EncodingError` when the value has no JSON, such as a number that is not finite; what ``TextSink`` throws.
    public func print(json value: some Encodable) throws { try output.write(JSONOutput().text(for: value) + "\n") }

    /// Writes a line that is no result: a warning, a note.
    public func note(_ text: String) throws { try error.write(text + "\n") }
}

private func terminalColumns(_ descriptor: Int32) -> Int? {
    if let text = unsafe getenv("COLUMNS"), let columns = Int(unsafe String(cString: text)), columns > 0 {
        return columns
    }
    var size = winsize()
    let answer = unsafe withUnsafeMutablePointer(to: &size) { unsafe ioctl(descriptor, UInt(TIOCGWINSZ), $0) }
    return answer == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
}

private func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws {
    var written = 0
    while written < bytes.count {
        let count = unsafe bytes.withUnsafeBytes { buffer in
            let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
            return unsafe posixWrite(descriptor, rest.baseAddress, rest.count)
        }
        if count >= 0 {
            written += count
        } else if errno == EPIPE {
            throw ClosedPipe()
        } else if errno == EAGAIN {
            // A terminal or pipe that another process set to non-blocking: wait until it takes more.
            var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            _ = unsafe poll(&waiting, 1, -1)
        } else if errno != EINTR {
            throw WriteError(errorNumber: errno)
        }
    }
}

/// `write(2)`, by a name that `TextSink.write` does not hide.
private func posixWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    unsafe write(descriptor, bytes, count)
}
