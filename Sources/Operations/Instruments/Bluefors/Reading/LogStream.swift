import Glibc

/// A file of a log that is read piece by piece, whatever its size: what follows the last line feed waits for the next piece.
struct LogStream {
    /// The longest line that is read, in bytes; a Status line has some two thousand.
    static let longestLine = 65_536
    /// How many bytes are read at once.
    static let pieceSize = 1 << 18

    var parser: LogParser
    /// Where the next line begins, in bytes; what lies before has been read.
    private(set) var offset: Int
    /// Whether the line at hand is too long, and its rest is passed over.
    private(set) var isPassingOver: Bool

    init(_ parser: LogParser, offset: Int = 0, isPassingOver: Bool = false) {
        self.parser = parser
        self.offset = offset
        self.isPassingOver = isPassingOver
    }

    /// Reads lines up to the last line feed, or up to a limit.
    ///
    /// - Parameters:
    ///   - path: of the file.
    ///   - size: how long the file is known to be.
    ///   - limit: about how many bytes to read.
    ///   - buffer: memory that is used again.
    /// - Returns: whether all was read that has an end.
    mutating func advance(
        _ path: String, upTo size: Int, limit: Int, _ files: some LogFileSystem, _ buffer: inout [UInt8]
    ) throws(LogFileError) -> Bool {
        let last = offset + limit
        while offset < size {
            guard offset < last else { return false }
            buffer.removeAll(keepingCapacity: true)
            try files.read(path, from: offset, limit: min(Self.pieceSize, size - offset), into: &buffer)
            guard !buffer.isEmpty else { return true }
            if parser.columns.isEmpty, let first = Self.lineFeed(buffer, from: 0) {
                parser.expectedRecords = min((min(size, last) - offset) / (first + 1) + 1, 100_000)
            }
            let taken = lines(in: buffer)
            offset += taken
            if taken == 0 { return true }
        }
        return true
    }

    /// Reads the whole lines of a piece; how many bytes they take.
    mutating func lines(in buffer: [UInt8]) -> Int {
        let bytes = buffer.span
        parser.forgetBytes()
        var start = 0
        while start < bytes.count, let end = Self.lineFeed(buffer, from: start) {
            if isPassingOver {
                isPassingOver = false
            } else if end - start > Self.longestLine {
                parser.passOver(limit: Self.longestLine)
            } else {
                parser.read(bytes, start, end)
            }
            start = end + 1
        }
        guard bytes.count - start > Self.longestLine || isPassingOver else { return start }
        // The line is counted once, where it is found too long.
        if !isPassingOver { parser.passOver(limit: Self.longestLine) }
        isPassingOver = true
        return bytes.count
    }

    @inline(__always)
    private static func lineFeed(_ buffer: [UInt8], from start: Int) -> Int? {
        unsafe buffer.withUnsafeBytes { bytes in
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[start...])
            guard let base = rest.baseAddress, let found = unsafe memchr(base, 10, rest.count) else { return nil }
            return unsafe start + base.distance(to: UnsafeRawPointer(found))
        }
    }
}
