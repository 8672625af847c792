import Glibc

/// Writes a file so that it appears whole or not at all.
///
/// - Returns: the system's words when that fails; nil when it is done.
func replaceFile(at path: String, with bytes: [UInt8]) -> String? {
    // In the same folder, for a file can only be moved at once within a file system.
    var template = Array("\(path).XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { return words(errno) }
    let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var code = write(bytes, to: descriptor)
    // mkstemp makes files that only their owner reads; a picture gets what any new file would have.
    let mask = umask(0)
    umask(mask)
    if code == 0, fchmod(descriptor, 0o666 & ~mask) != 0 { code = errno }
    if code == 0, fsync(descriptor) != 0 { code = errno }
    if close(descriptor) != 0, code == 0 { code = errno }
    if code == 0, rename(temporary, path) != 0 { code = errno }
    guard code != 0 else { return nil }
    unlink(temporary)
    return words(code)
}

/// Writes all bytes; the answer is 0 or an error number.
private func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var written = 0
    while written < bytes.count {
        let count = bytes.withUnsafeBytes { buffer in
            Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written)
        }
        if count > 0 {
            written += count
        } else if count < 0, errno != EINTR {
            return errno
        }
    }
    return 0
}
