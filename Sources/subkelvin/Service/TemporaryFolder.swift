import CommandLineKit
import FoundationEssentials

/// A folder that goes with the program.
struct TemporaryFolder {
    /// Where it is.
    let path: String

    /// Makes one.
    ///
    /// - Throws: `UsageError` where none can be made.
    init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "subkelvin-\(UUID().uuidString.prefix(8))")
        do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
            throw UsageError(
                reason: "no folder can be made in \(folder.deletingLastPathComponent().path); name a file by --store")
        }
        path = folder.path
    }

    /// Removes it with what is in it.
    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
