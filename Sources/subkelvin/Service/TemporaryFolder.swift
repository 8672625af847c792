import Archive
import CommandLineKit
import FoundationEssentials
import Glibc

/// A folder that goes with the program; where that was killed, with the next one that makes such a folder.
///
/// A lock in it says whether its owner lives: the system gives it up when the process ends, however that happens.
struct TemporaryFolder {
    /// Where it is.
    let path: String
    private let lock: FileLock

    private static let prefix = "subkelvin-up-"
    private static let lockName = "owner.lock"

    /// Makes one, and removes those that were left behind.
    ///
    /// - Parameter parent: the folder to make it in.
    /// - Throws: `UsageError` where none can be made.
    init(in parent: String = FileManager.default.temporaryDirectory.path) throws {
        Self.removeAbandoned(in: parent)
        path = "\(parent.hasSuffix("/") ? String(parent.dropLast()) : parent)/\(Self.prefix)\(UUID().uuidString)"
        do {
            // Readings are nobody else's business.
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            lock = try FileLock(path: "\(path)/\(Self.lockName)")
        } catch {
            throw UsageError(reason: "no folder can be made in \(parent); name a file by --store")
        }
    }

    /// Removes it with what is in it.
    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// Removes folders of programs that live no more.
    ///
    /// Only what this user owns, has our name and a lock that nobody holds. What has no lock yet is being made.
    private static func removeAbandoned(in parent: String) {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: parent)) ?? [] where name.hasPrefix(prefix) {
            let folder = "\(parent)/\(name)"
            guard UUID(uuidString: String(name.dropFirst(prefix.count))) != nil,
                let attributes = try? files.attributesOfItem(atPath: folder),
                attributes[.type] as? FileAttributeType == .typeDirectory,
                attributes[.ownerAccountID] as? UInt == UInt(getuid()),
                files.fileExists(atPath: "\(folder)/\(lockName)"),
                let abandoned = try? FileLock(path: "\(folder)/\(lockName)")
            else { continue }
            withExtendedLifetime(abandoned) { try? files.removeItem(atPath: folder) }
        }
    }
}
