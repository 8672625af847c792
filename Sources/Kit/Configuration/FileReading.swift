#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The bytes of a file, or one more than the limit if it has more.
///
/// A file whose size is known is refused unread; a pipe or a device is read no further than the limit.
///
/// - Throws: ``ConfigurationError`` without a place.
@Sendable
func readWholeFile(path: String, limit: Int) throws(ConfigurationError) -> [UInt8] {
    func failure(_ code: Int32) -> ConfigurationError {
        let why = strerror(code).map { String(cString: $0) } ?? "error \(code)"
        return ConfigurationError(.unreadable(why, code: code), at: nil)
    }
    guard !path.utf8.contains(0) else { throw failure(ENOENT) }
    // Without O_NONBLOCK a named pipe that nobody writes to would be waited for, for ever.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw failure(errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw failure(errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw failure(EISDIR) }
    guard status.st_size <= limit else { throw ConfigurationError(.tooLarge(limit: limit), at: nil) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size) + 1)
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while bytes.count <= limit {
        let wanted = min(chunk.count, limit + 1 - bytes.count)
        let count = chunk.withUnsafeMutableBytes { read(file, $0.baseAddress, wanted) }
        if count < 0 {
            if errno == EINTR { continue }
            if errno == EAGAIN {
                var waiting = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
                _ = poll(&waiting, 1, -1)
                continue
            }
            throw failure(errno)
        }
        if count == 0 { break }
        bytes.append(contentsOf: chunk[..<count])
    }
    return bytes
}

/// The bytes of a file of some other format than this room reads.
///
/// A file whose size is known is refused unread where it is too large; a pipe or a device is read no further than the limit.
///
/// - Parameters:
///   - path: the file.
///   - limit: the most bytes that are read.
/// - Throws: ``ConfigurationError`` with the file's name and no place.
public func fileBytes(_ path: String, limit: Int) throws(ConfigurationError) -> [UInt8] {
    do throws(ConfigurationError) {
        let bytes = try readWholeFile(path: path, limit: limit)
        guard bytes.count <= limit else { throw ConfigurationError(.tooLarge(limit: limit), at: nil) }
        return bytes
    } catch {
        throw error.named(path)
    }
}
