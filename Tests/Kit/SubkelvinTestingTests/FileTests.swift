import Foundation
import SubkelvinTesting
import Testing

@Suite("Folders and snapshots")
struct FileTests {
    @Test("a folder is gone after use, also when the use fails")
    func folders() throws {
        struct Failure: Error {}
        var paths: [String] = []
        try TemporaryDirectory.with { folder in
            let file = try folder.write("hello", to: "a/b.txt")
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "hello")
            paths.append(folder.path)
        }
        #expect(throws: Failure.self) {
            try TemporaryDirectory.with { folder in
                paths.append(folder.path)
                throw Failure()
            }
        }
        #expect(Set(paths).count == 2)
        #expect(paths.allSatisfy { !FileManager.default.fileExists(atPath: $0) })
    }

    @Test("an asynchronous use keeps its folder while it lasts")
    func asynchronous() async throws {
        let path = try await TemporaryDirectory.with { folder in
            await Task.yield()
            #expect(FileManager.default.fileExists(atPath: folder.path))
            return folder.path
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("a recorded text agrees with itself, and any other is shown line by line")
    func snapshots() throws {
        try TemporaryDirectory.with { folder in
            let source = folder.path(of: "Tests.swift")
            let missing = Snapshot("a.txt", source: source, isRecording: false)
            #expect(throws: SnapshotError(path: missing.path, difference: nil)) { try missing.check("x") }
            try Snapshot("a.txt", source: source, isRecording: true).check("one\ntwo\nthree\n")
            try missing.check("one\ntwo\nthree\n")
            let error = #expect(throws: SnapshotError.self) { try missing.check("one\n2\nthree\n") }
            #expect(error?.difference == "  one\n- two\n+ 2\n  three")
            #expect(throws: SnapshotError.self) { try missing.check("one\ntwo\nthree") }
        }
    }

    @Test("composed and decomposed letters differ")
    func letters() throws {
        try TemporaryDirectory.with { folder in
            let source = folder.path(of: "Tests.swift")
            try Snapshot("a.txt", source: source, isRecording: true).check("\u{E9}")
            #expect(throws: SnapshotError.self) {
                try Snapshot("a.txt", source: source, isRecording: false).check("e\u{301}")
            }
        }
    }

    @Test("a difference can be undone: its lines rebuild both texts")
    func differences() {
        var random = SeededRandom(seed: 9)
        for _ in 0..<200 {
            let old = (0..<random.uniform(in: 0...12)).map { _ in "\(random.uniform(in: 0...4))" }
            let new = (0..<random.uniform(in: 0...12)).map { _ in "\(random.uniform(in: 0...4))" }
            let lines = { (lines: [String]) in lines.map { "\($0)\n" }.joined() }
            let shown = LineDifference(from: lines(old), to: lines(new), context: 100).description
                .split(separator: "\n").map(String.init)
            guard old != new else {
                #expect(shown.isEmpty)
                continue
            }
            #expect(shown.filter { !$0.hasPrefix("+") }.map { String($0.dropFirst(2)) } == old)
            #expect(shown.filter { !$0.hasPrefix("-") }.map { String($0.dropFirst(2)) } == new)
        }
    }

    @Test("the log kept in memory comes with the kit")
    func log() {
        let sink = MemorySink()
        sink.take(LogRecord(time: 1, level: .info, label: "a", message: "b"))
        #expect(sink.records.map(\.message) == ["b"])
    }
}
