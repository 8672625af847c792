import Glibc

/// Appends bytes to a file, which is made where there is none.
///
/// - Throws: ``LogFileError`` with the system's words.
func append(_ bytes: [UInt8], to path: String) throws(LogFileError) {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .system(path) }
    defer { close(file) }
    var written = 0
    while written < bytes.count {
        let count = unsafe bytes.withUnsafeBytes { bytes in
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
            return unsafe write(file, rest.baseAddress, rest.count)
        }
        if count < 0 {
            guard errno == EINTR else { throw .system(path) }
        } else {
            written += count
        }
    }
}
