import Glibc

/// How files of a log are looked at: by the system, or by whoever stands in for it.
public protocol LogFileSystem: Sendable {
    /// The names in a folder, in any order.
    func names(in folder: String) throws(LogFileError) -> [String]
    /// How long a file is, in bytes.
    func size(of path: String) throws(LogFileError) -> Int
    /// Reads bytes of a file from a place on, as many as there are up to a limit, after what is in the buffer.
    func read(_ path: String, from offset: Int, limit: Int, into buffer: inout [UInt8]) throws(LogFileError)
}

/// A file or folder that could not be read.
public struct LogFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Which.
    public var path: String
    /// The system's words.
    public var words: String
    /// Whether it is not there.
    public var isMissing: Bool

    /// A failure.
    public init(path: String, words: String, isMissing: Bool = false) {
        self.path = path
        self.words = words
        self.isMissing = isMissing
    }

    /// What could not be read, and why.
    public var description: String { "cannot read \(path): \(words)" }
}

/// The files of this machine, and those that are mounted on it.
public struct SystemFiles: LogFileSystem {
    /// The files of this machine.
    public init() {}

    /// The names in a folder.
    public func names(in folder: String) throws(LogFileError) -> [String] {
        guard let handle = unsafe opendir(folder) else { throw .system(folder) }
        defer { unsafe closedir(handle) }
        var names: [String] = []
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// The length of a file; a folder or device is refused.
    public func size(of path: String) throws(LogFileError) -> Int {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw .system(path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw LogFileError(path: path, words: "it is no file") }
        return Int(status.st_size)
    }

    /// Reads bytes of a file.
    public func read(
        _ path: String, from offset: Int, limit: Int, into buffer: inout [UInt8]
    ) throws(LogFileError) {
        // Without O_NONBLOCK a named pipe that nobody writes to would be waited for, for ever.
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw .system(path) }
        defer { close(file) }
        let before = buffer.count
        var place = offset
        buffer.append(contentsOf: repeatElement(0, count: limit))
        while place - offset < limit {
            let start = before + place - offset
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
                return unsafe pread(file, rest.baseAddress, rest.count, off_t(place))
            }
            if count < 0 {
                if errno == EINTR { continue }
                let error = LogFileError.system(path)
                buffer.removeLast(buffer.count - before)
                throw error
            }
            if count == 0 { break }
            place += count
        }
        buffer.removeLast(limit - (place - offset))
    }
}

extension LogFileError {
    /// What the system last said.
    static func system(_ path: String) -> LogFileError {
        let code = errno
        let words = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
        return LogFileError(path: path, words: words, isMissing: code == ENOENT || code == ENOTDIR)
    }
}
