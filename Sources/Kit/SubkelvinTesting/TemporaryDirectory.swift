public import FoundationEssentials

/// A folder of its own that is removed, with all that is in it, when its owner is gone.
///
/// ```swift
/// try TemporaryDirectory.with { folder in
///     try write(to: folder.path(of: "archive.sqlite"))
/// }
/// ```
public final class TemporaryDirectory: Sendable {
    /// Where it is.
    public let path: String

    /// Makes a folder.
    ///
    /// - Parameters:
    ///   - prefix: how its name begins.
    ///   - parent: the folder to make it in; by default the system's for temporary files.
    /// - Throws: the system's error when that fails.
    public init(prefix: String = "subkelvin", in parent: String = FileManager.default.temporaryDirectory.path) throws {
        // A random name, and not a counter: several test processes run at once.
        path = "\(parent.hasSuffix("/") ? String(parent.dropLast()) : parent)/\(prefix)-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of something in the folder.
    public func path(of name: String) -> String { "\(path)/\(name)" }

    /// Writes a file into the folder and returns its path; folders on the way are made.
    ///
    /// - Throws: the system's error when that fails.
    @discardableResult
    public func write(_ text: String, to name: String) throws -> String {
        let file = path(of: name)
        if let slash = file.lastIndex(of: "/") {
            try FileManager.default.createDirectory(
                atPath: String(file[..<slash]), withIntermediateDirectories: true)
        }
        try Data(text.utf8).write(to: URL(filePath: file))
        return file
    }

    /// Lends a folder to a function, and removes it afterwards.
    public static func with<Result>(_ body: (TemporaryDirectory) throws -> Result) throws -> Result {
        let folder = try TemporaryDirectory()
        return try withExtendedLifetime(folder) { try body(folder) }
    }

    /// Lends a folder to an asynchronous function, and removes it afterwards.
    public static func with<Result>(
        isolation: isolated (any Actor)? = #isolation, _ body: (TemporaryDirectory) async throws -> Result
    ) async throws -> Result {
        let folder = try TemporaryDirectory()
        let result = try await body(folder)
        withExtendedLifetime(folder) {}
        return result
    }
}
