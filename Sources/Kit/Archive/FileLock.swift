internal import Glibc

/// Keeps something to one process: a file that is locked as long as this lives, or the process does.
///
/// The lock is on a file of its own, never on what it guards: closing any other descriptor of a database would give up
/// SQLite's own locks. The system gives it up when the process ends, however that happens.
public final class FileLock: Sendable {
    /// The file.
    public let path: String
    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Parameter path: the file; made where there is none, and left there.
    /// - Throws: ``FileLockError``.
    public init(path: String) throws(FileLockError) {
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard opened >= 0 else { throw FileLockError(path: path, code: errno) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(opened)
            throw FileLockError(path: path, code: code)
        }
        self.path = path
        descriptor = opened
    }

    deinit { close(descriptor) }
}

/// A lock that could not be taken.
public struct FileLockError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file.
    public var path: String
    /// The system's number.
    public var code: Int32

    /// Whether another process, or another owner in this one, has it.
    public var isTaken: Bool { code == EWOULDBLOCK }

    /// What is wrong, what to do.
    public var description: String {
        isTaken
            ? "\(path): another process has the lock; end it first"
            : "\(path): \(String(cString: strerror(code))); see that the folder is there and may be written"
    }
}
