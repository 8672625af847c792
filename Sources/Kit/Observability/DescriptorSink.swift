import Glibc
import Synchronization

/// Writes log records to a file descriptor, such as standard error's, a line each, over a buffer.
///
/// Records of level error and above, and a full buffer, are written at once; the rest when `flush` is called or the
/// buffer has filled. A line that cannot be written (disk full, reader gone, pipe full) is dropped whole and counted:
/// logging neither stops nor ends a program. Do not share the descriptor with other writers.
///
/// Waiting is bounded for sockets and pipes: a reader that does not read costs at most `patience` a write. SIGPIPE does
/// not end the process.
public final class DescriptorSink: LogSink {
    private struct State {
        var buffer: [UInt8] = []
        /// Where in the buffer each line ends.
        var ends: [Int] = []
        var dropped: UInt64 = 0
        var lastError: Int32 = 0
        /// A line of which only a part could be written: the next one must start on a new line.
        var isInsideLine = false
    }

    private let descriptor: Int32
    private let format: LogFormat
    private let capacity: Int
    private let patience: Int32
    private let state = Mutex(State())

    /// Makes a sink.
    ///
    /// - Parameters:
    ///   - descriptor: where to write; it stays the caller's to close.
    ///   - format: how a record becomes a line.
    ///   - capacity: bytes that are held back at most; 0 to write every record at once.
    ///   - patience: milliseconds that a write may wait for a reader.
    public init(descriptor: Int32, format: LogFormat, capacity: Int = 16_384, patience: Int32 = 50) {
        self.descriptor = descriptor
        self.format = format
        self.capacity = capacity
        self.patience = patience
    }

    deinit { flush() }

    /// How many records were lost because they could not be written.
    public var dropped: UInt64 { state.withLock { $0.dropped } }

    /// The system's number for the last failure to write; 0 when there was none.
    public var lastError: Int32 { state.withLock { $0.lastError } }

    /// Takes a record.
    public func take(_ record: LogRecord) {
        let line = format.line(record)
        state.withLock { state in
            state.buffer += line
            state.ends.append(state.buffer.count)
            if record.level >= .error || state.buffer.count >= capacity { write(&state) }
        }
    }

    /// Writes what is held back.
    public func flush() {
        state.withLock { if !$0.buffer.isEmpty { write(&$0) } }
    }

    private func write(_ state: inout State) {
        if state.isInsideLine, Self.send([0x0A], from: 0, to: descriptor, patience: patience).sent == 1 {
            state.isInsideLine = false
        }
        let result = Self.send(state.buffer, from: 0, to: descriptor, patience: patience)
        if result.sent < state.buffer.count {
            state.lastError = result.error
            state.dropped += UInt64(state.ends.count { $0 > result.sent })
            if result.sent > 0 { state.isInsideLine = !state.ends.contains(result.sent) }
        }
        state.buffer.removeAll(keepingCapacity: true)
        state.ends.removeAll(keepingCapacity: true)
    }

    /// Writes as much as can be written without waiting for long.
    private static func send(
        _ bytes: [UInt8], from start: Int, to descriptor: Int32, patience: Int32
    ) -> (sent: Int, error: Int32) {
        // The signal of a broken pipe is held back while writing, and taken away if it came: the process' own handler,
        // which belongs to others, stays as it is.
        var pipeSignal = sigset_t()
        unsafe sigemptyset(&pipeSignal)
        unsafe sigaddset(&pipeSignal, SIGPIPE)
        var previous = sigset_t()
        unsafe pthread_sigmask(SIG_BLOCK, &pipeSignal, &previous)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &previous, nil) }

        var sent = start
        while sent < bytes.count {
            var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            let answer = unsafe poll(&ready, 1, patience)
            if answer < 0, errno == EINTR { continue }
            if answer <= 0 { return (sent, answer < 0 ? errno : EAGAIN) }
            // At most what a pipe that is ready surely takes: a larger write to it could wait for ever.
            let size = min(bytes.count - sent, Int(PIPE_BUF))
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress?.advanced(by: sent), size)
            }
            if count > 0 {
                sent += count
            } else if count < 0, errno != EINTR {
                let error = errno
                if error == EPIPE {
                    var none = timespec()
                    unsafe sigtimedwait(&pipeSignal, nil, &none)
                }
                return (sent, error)
            }
        }
        return (sent, 0)
    }
}
