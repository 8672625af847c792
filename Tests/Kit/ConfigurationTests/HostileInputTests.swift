import Configuration
import FoundationEssentials
import SubkelvinTesting
import Synchronization
import Testing

private func reason(_ text: String, limits: ConfigurationLimits = ConfigurationLimits()) -> ConfigurationError.Reason? {
    do {
        _ = try YAMLNode(parsing: Array(text.utf8), limits: limits)
        return nil
    } catch {
        return error.reason
    }
}

@Suite("Hostile input", .timeLimit(.minutes(10)))
struct HostileInputTests {
    @Test(
        "deep nesting is refused at once",
        arguments: ["[", "{a: ", "- ", "? ", "[[a]: "])
    func deep(opening: String) {
        #expect(reason(String(repeating: opening, count: 100_000)) != nil)
        let elapsed = processorTime { _ = reason(String(repeating: opening, count: 1_000_000)) }
        #expect(elapsed < .seconds(2))
    }

    @Test("a hundred levels are read, a hundred and one are not")
    func depth() {
        func nested(_ count: Int) -> String {
            String(repeating: "[", count: count) + String(repeating: "]", count: count)
        }
        #expect(reason(nested(100)) == nil)
        #expect(reason(nested(101)) == .tooDeep(limit: 100))
        // Aliases do not hide depth.
        let chain = "[&a \(nested(60)), [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[*a" + String(repeating: "]", count: 41)
        #expect(reason(chain) == .tooDeep(limit: 100))
    }

    @Test("a thousand million laughs are refused, and one is not")
    func aliasBomb() {
        var text = "a0: &a0 [lol]\n"
        for level in 1...9 {
            text +=
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
                + "]\n"
        }
        #expect(reason(text) == .tooManyNodes(limit: 2_000_000))
        #expect(reason("[&a lol, *a]") == nil)
    }

    @Test("the limits of nodes and bytes hold exactly")
    func limits() {
        var limits = ConfigurationLimits()
        limits.nodes = 4
        #expect(reason("[1, 2, 3]", limits: limits) == nil)
        #expect(reason("[1, 2, 3, 4]", limits: limits) == .tooManyNodes(limit: 4))
        limits.bytes = 3
        #expect(reason("[1]", limits: limits) == nil)
        #expect(reason("[12]", limits: limits) == .tooLarge(limit: 3))
    }

    @Test("twenty megabytes are refused unread")
    func large() throws {
        let wanted = Mutex(0)
        let decoder = ConfigurationDecoder { path, limit in
            wanted.withLock { $0 = limit }
            return [UInt8](repeating: UInt8(ascii: "x"), count: limit + 1)
        }
        let error = #expect(throws: ConfigurationError.self) { try decoder.decode(String.self, fromFile: "big.yaml") }
        #expect(error?.description == "big.yaml: is larger than 16777216 bytes, the most that is read")
        #expect(wanted.withLock { $0 } == 16_777_216)
        #expect(reason(String(repeating: "x", count: 20_000_000)) == .tooLarge(limit: 16_777_216))
    }

    @Test("time grows with size, not with its square, whatever the shape")
    func linear() {
        let shapes: [(String, @Sendable (Int) -> String)] = [
            ("keys", { "{" + (0..<$0).map { "key\($0): 1" }.joined(separator: ", ") + "}" }),
            ("items", { "[" + String(repeating: "1,", count: $0 * 4) + "]" }),
            ("anchors", { "[" + (0..<$0).map { "&a\($0) 1" }.joined(separator: ", ") + "]" }),
            ("directives", { String(repeating: "%TAG !a! b\n", count: $0) + "--- a" }),
            ("duplicate directives", { "a\n...\n" + (0..<$0).map { "%TAG !a\($0)! b\n" }.joined() + "--- a" }),
            ("blank lines", { String(repeating: "\n", count: $0 * 10) + "a" }),
            ("comments", { String(repeating: "# a\n", count: $0 * 4) + "a" }),
            ("folded text", { "a: >\n" + String(repeating: " x\n", count: $0 * 4) }),
            ("quoted text", { "a: \"" + String(repeating: "x\\n", count: $0 * 4) + "\"" }),
            ("open quotation", { "\"" + String(repeating: "x\n", count: $0 * 4) }),
            ("colons", { String(repeating: ":", count: $0 * 10) }),
            ("question marks", { String(repeating: "? a\n", count: $0 * 4) }),
        ]
        for (name, text) in shapes {
            let (small, large) = (text(8000), text(64_000))
            // The best of three: other work on the machine only ever adds time, also to a processor's.
            let base = (0..<3).map { _ in processorTime { _ = reason(small) } }.min() ?? .zero
            let elapsed = (0..<3).map { _ in processorTime { _ = reason(large) } }.min() ?? .zero
            #expect(elapsed < max(base * 30, .milliseconds(500)), "\(name): \(base) for 1, \(elapsed) for 8")
        }
    }

    @Test("aliases of long numbers cost nothing")
    func longNumbers() {
        let text = "[&a " + String(repeating: "1", count: 100_000) + String(repeating: ", *a", count: 100_000) + "]"
        let elapsed = processorTime {
            #expect(throws: ConfigurationError.self) {
                try ConfigurationDecoder().decode([Double].self, from: Array(text.utf8))
            }
        }
        #expect(elapsed < .seconds(5))
    }

    @Test("random and mangled bytes end in a value or an error with its place")
    func random() {
        var random = SystemRandomNumberGenerator()
        let seed = random.next()
        var seeded = Seeded(state: seed)
        let alphabet = Array("[]{},:-?&*!|>'\"%@`#\n\t ab0~<é\\".utf8)
        for round in 0..<4000 {
            var bytes = Array(good.utf8)
            switch round % 3 {
            case 0: bytes = (0..<Int.random(in: 0..<200, using: &seeded)).map { _ in seeded.byte() }
            case 1:
                bytes = (0..<Int.random(in: 0..<200, using: &seeded)).map { _ in
                    alphabet[Int.random(in: alphabet.indices, using: &seeded)]
                }
            default:
                for _ in 0..<3 { bytes[Int.random(in: bytes.indices, using: &seeded)] = seeded.byte() }
            }
            do {
                _ = try ConfigurationDecoder().decode(Cryostat.self, from: bytes)
            } catch {
                #expect((error.line ?? 0) >= 1 && (error.column ?? 0) >= 1, "seed \(seed), round \(round): \(error)")
            }
        }
    }

    @Test("files are read as far as the limit; what cannot be read says why")
    func files() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "subkelvin-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let path = directory.appending(path: "a.yaml").path()
        try Data(good.utf8).write(to: URL(filePath: path))
        #expect(try ConfigurationDecoder().decode(Cryostat.self, fromFile: path) == decode(good))
        var limits = ConfigurationLimits()
        limits.bytes = 10
        func error(_ path: String) -> ConfigurationError? {
            #expect(throws: ConfigurationError.self) {
                try ConfigurationDecoder(limits: limits).decode(Cryostat.self, fromFile: path)
            }
        }
        #expect(error(path)?.reason == .tooLarge(limit: 10))
        #expect(error("/dev/zero")?.reason == .tooLarge(limit: 10))
        let missing = error(path + "x")
        #expect(missing?.description == "\(path)x: cannot be read: No such file or directory")
        #expect(missing?.reason == .unreadable("No such file or directory", code: 2))
        #expect(try fileBytes(path, limit: 1000) == Array(good.utf8))
        #expect(throws: ConfigurationError.self) { try fileBytes("/dev/zero", limit: 1000) }
        let none = #expect(throws: ConfigurationError.self) { try fileBytes(path + "x", limit: 1000) }
        #expect(none?.description == missing?.description)
        guard case .unreadable = error(directory.path())?.reason else {
            Issue.record("a directory is no file")
            return
        }
    }
}

/// A repeatable source of numbers (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
    mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next()) }
}
