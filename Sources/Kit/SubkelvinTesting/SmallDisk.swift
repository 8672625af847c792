import Foundation

/// A small file system in memory, which only root can mount: a disk that fills up, and has room again.
public final class SmallDisk {
    /// Where it is mounted.
    public let folder: TemporaryDirectory

    /// Mounts one.
    ///
    /// - Parameter size: its size in words of `mount`, as `2m`.
    /// - Throws: the system's error where none may be mounted.
    public init(size: String) throws {
        folder = try TemporaryDirectory()
        guard Self.run(["mount", "-t", "tmpfs", "-o", "size=\(size)", "tmpfs", folder.path]) else {
            throw CocoaError(.fileWriteNoPermission)
        }
    }

    /// Whether this user, on this machine, may mount one.
    public static let isPossible = (try? SmallDisk(size: "64k")) != nil

    deinit { _ = Self.run(["umount", "-l", folder.path]) }

    /// Makes it larger, or smaller; false when that was refused.
    public func resize(to size: String) -> Bool { Self.run(["mount", "-o", "remount,size=\(size)", folder.path]) }

    private static func run(_ words: [String]) -> Bool {
        let command = Process()
        command.executableURL = URL(filePath: "/usr/bin/env")
        command.arguments = words
        command.standardError = FileHandle.nullDevice
        guard (try? command.run()) != nil else { return false }
        command.waitUntilExit()
        return command.terminationStatus == 0
    }
}
