import CommandLineKit
import Glibc

/// A file that is written as a run goes on, so that a long one needs no memory and what was recorded stays when it is stopped: but
/// for the last second.
final class LineFile {
    private let path: String
    private let descriptor: Int32
    private var waiting: [UInt8] = []
    private var lastFlush = ContinuousClock.now
    private static let full = 1 << 16

    /// Makes the file, or empties the one that is there.
    ///
    /// - Throws: `UsageError` where it cannot be written.
    init(_ path: String) throws {
        self.path = path
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw UsageError(reason: "cannot write \(path); is its folder there, and may you write to it?")
        }
    }

    deinit { Glibc.close(descriptor) }

    /// Adds text; it reaches the file with what is written a second later, if not before.
    ///
    /// - Throws: as ``flush()``.
    func write(_ text: String) throws {
        waiting += text.utf8
        if waiting.count >= Self.full || lastFlush.duration(to: .now) >= .seconds(1) { try flush() }
    }

    /// Brings all that was added to the file.
    ///
    /// - Throws: `UsageError` for a disk that is full or a file that went away.
    func flush() throws {
        var written = 0
        while written < waiting.count {
            let count = unsafe waiting.withUnsafeBytes { bytes in
                unsafe Glibc.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: bytes[written...]).baseAddress, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw UsageError(reason: "cannot go on writing \(path): \(unsafe String(cString: strerror(errno)))")
            }
            written += count
        }
        waiting.removeAll(keepingCapacity: true)
        lastFlush = .now
    }
}
