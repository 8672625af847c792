import Foundation
import SubkelvinTesting
import Testing

@testable import subkelvin

@Suite("A folder that goes with the program")
struct TemporaryFolderTests {
    private let parent: TemporaryDirectory

    init() throws { parent = try TemporaryDirectory() }

    private var names: Set<String> {
        Set((try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? [])
    }

    @Test("what a program that was killed has left goes with the next one; what lives, or is not ours, stays")
    func abandoned() throws {
        let living = try TemporaryFolder(in: parent.path)
        // Left behind: a folder of ours whose lock nobody holds.
        let dead = "subkelvin-up-\(UUID())"
        try parent.write("", to: "\(dead)/owner.lock")
        try parent.write("readings", to: "\(dead)/readings.db")
        // Not ours: other names, no lock, a file, a link that leads to ours.
        try parent.write("", to: "subkelvin-up-notes/owner.lock")
        try parent.write("", to: "subkelvin-\(UUID())/owner.lock")
        let unlocked = "subkelvin-up-\(UUID())"
        try parent.write("", to: "\(unlocked)/readings.db")
        try parent.write("", to: "subkelvin-up-\(UUID())")
        let elsewhere = try TemporaryDirectory()
        try elsewhere.write("", to: "owner.lock")
        try FileManager.default.createSymbolicLink(
            atPath: parent.path(of: "subkelvin-up-\(UUID())"), withDestinationPath: elsewhere.path)
        let before = names

        let next = try TemporaryFolder(in: parent.path)
        let own = URL(filePath: next.path).lastPathComponent
        #expect(names == before.subtracting([dead]).union([own]))
        #expect(FileManager.default.fileExists(atPath: "\(living.path)/owner.lock"))
        #expect(FileManager.default.fileExists(atPath: elsewhere.path(of: "owner.lock")))
        next.remove()
        living.remove()
        #expect(names == before.subtracting([dead, URL(filePath: living.path).lastPathComponent]))
    }

    @Test("nobody else may look into it")
    func permissions() throws {
        let folder = try TemporaryFolder(in: parent.path)
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int
        #expect(mode == 0o700)
        folder.remove()
    }

    @Test("a place where none can be made is named")
    func refused() throws {
        let error = #expect(throws: (any Error).self) { try TemporaryFolder(in: parent.write("", to: "file")) }
        #expect("\(error.map { "\($0)" } ?? "")".contains("--store"))
    }
}
