public import Foundation

/// A text that is compared with the one on record in a file.
///
/// ```swift
/// try Snapshot("help.txt").check(command.help)
/// ```
/// The file lies in the folder `Snapshots` beside the test's source. With `SUBKELVIN_RECORD=1` in the environment the
/// text is recorded instead of compared: look at the difference in version control before you keep it.
public struct Snapshot: Sendable, Hashable {
    /// The file on record.
    public var path: String
    /// Whether texts are recorded instead of compared.
    public var isRecording: Bool

    /// Names a snapshot.
    ///
    /// - Parameters:
    ///   - name: the file's name in the folder `Snapshots`.
    ///   - source: the file of the test.
    ///   - isRecording: whether to record; by default what the environment says.
    public init(
        _ name: String, source: String = #filePath,
        isRecording: Bool = ProcessInfo.processInfo.environment["SUBKELVIN_RECORD"] == "1"
    ) {
        let folder = source.lastIndex(of: "/").map { source[..<$0] } ?? "."
        path = "\(folder)/Snapshots/\(name)"
        self.isRecording = isRecording
    }

    /// Compares a text with the one on record, or records it.
    ///
    /// - Throws: `SnapshotError` when they differ or nothing is on record; the system's error when a file cannot be
    ///   read or written.
    public func check(_ text: String) throws {
        if isRecording {
            if let slash = path.lastIndex(of: "/") {
                try FileManager.default.createDirectory(
                    atPath: String(path[..<slash]), withIntermediateDirectories: true)
            }
            try Data(text.utf8).write(to: URL(filePath: path))
            return
        }
        guard FileManager.default.fileExists(atPath: path) else { throw SnapshotError(path: path, difference: nil) }
        let recorded = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        // Compared byte by byte: equal characters may be written in several ways.
        if !recorded.utf8.elementsEqual(text.utf8) {
            throw SnapshotError(path: path, difference: LineDifference(from: recorded, to: text).description)
        }
    }
}

/// A text differs from the one on record, or none is on record.
public struct SnapshotError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file on record.
    public var path: String
    /// What differs, line by line; nil when nothing is on record.
    public var difference: String?

    /// Makes an error about a snapshot.
    public init(path: String, difference: String?) {
        self.path = path
        self.difference = difference
    }

    /// The error in words.
    public var description: String {
        let advice = "if the new text is right, record it with SUBKELVIN_RECORD=1"
        guard let difference else { return "nothing is on record in \(path); \(advice)" }
        return "the text differs from \(path) (- on record, + now); \(advice)\n\(difference)"
    }
}
