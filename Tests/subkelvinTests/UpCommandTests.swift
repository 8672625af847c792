import Foundation
import FoundationNetworking
import SubkelvinTesting
import Synchronization
import Testing

/// `subkelvin up` as a process of its own, on a free port of this machine.
private final class RunningProgram: Sendable {
    let url: URL
    private let process: Mutex<Process>
    private let words: Mutex<String>

    /// Starts the program and waits until it says its address.
    init(_ arguments: [String]) throws {
        let process = Process()
        let tests = try #require(CommandLine.arguments.first)
        process.executableURL = URL(filePath: tests).deletingLastPathComponent().appending(path: "subkelvin")
        process.arguments = ["up"] + arguments
        let (output, error) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = error
        try process.run()
        var said = Data()
        var address: String?
        while address == nil {
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { break }
            said += more
            address = String(decoding: said, as: UTF8.self).split(separator: "\n").map(String.init)
                .first { $0.hasPrefix("http://") }
        }
        guard let address, let url = URL(string: address) else {
            process.waitUntilExit()
            throw Refused(
                code: process.terminationStatus,
                words: String(decoding: error.fileHandleForReading.availableData, as: UTF8.self))
        }
        self.url = url
        words = Mutex("")
        self.process = Mutex(process)
        error.fileHandleForReading.readabilityHandler = { [weak self] handle in
            let more = handle.availableData
            if more.isEmpty { handle.readabilityHandler = nil }
            self?.words.withLock { $0 += String(decoding: more, as: UTF8.self) }
        }
    }

    /// It ended before it had an address.
    struct Refused: Error {
        var code: Int32
        var words: String
    }

    deinit { process.withLock { if $0.isRunning { kill($0.processIdentifier, SIGKILL) } } }

    /// What it wrote to its errors until now.
    var errors: String { words.withLock { $0 } }

    func send(_ signal: Int32) { process.withLock { _ = kill($0.processIdentifier, signal) } }

    /// Ends it by a signal; returns its exit code, or the signal's number where it did not handle it.
    func end(by signal: Int32) -> Int32 {
        process.withLock { process in
            kill(process.processIdentifier, signal)
            process.waitUntilExit()
            return process.terminationStatus
        }
    }

    /// The body of an answer of 200.
    func get(_ path: String) async throws -> Data {
        let (data, response) = try await URLSession.shared.data(from: url.appending(path: path))
        try #require((response as? HTTPURLResponse)?.statusCode == 200, "\(path)")
        return data
    }

    func object(_ path: String) async throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: try await get(path)) as? [String: Any])
    }

    /// Waits until something is so, for two minutes at most.
    func wait(until isSo: () async throws -> Bool) async throws {
        for _ in 0..<1200 {
            if try await isSo() { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("not within two minutes; \(errors)")
    }
}

/// A port of loopback that is taken for as long as this lives.
private final class Listener {
    private let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)

    /// Takes a port, unless somebody has it.
    init?(port: UInt16) {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isTaken = withUnsafePointer(to: address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) != 0 || listen(descriptor, 1) != 0
            }
        }
        if isTaken { return nil }
    }

    deinit { close(descriptor) }
}

@Suite("subkelvin up", .timeLimit(.minutes(30)))
struct UpCommandTests {
    private static let fleet = """
        kind: Service
        title: A laboratory
        store: STORE
        listen: 127.0.0.1:0
        devices:
          - name: lab-1
            preset: eth-node
            twin: { history: 1 d }
        """

    /// A fleet of one twin, its store beside it.
    @discardableResult
    private func write(_ text: String, in folder: TemporaryDirectory) throws -> String {
        let path = "\(folder.path)/fleet.yaml"
        try text.replacing("STORE", with: "\(folder.path)/readings.db")
            .write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test("a fleet answers, outlives kill -9 with its readings, reads its file again, and ends when told")
    func life() async throws {
        let folder = try TemporaryDirectory()
        let path = try write(Self.fleet, in: folder)
        let first = try RunningProgram(["-c", path])
        let page = String(decoding: try await first.get("/"), as: UTF8.self)
        #expect(page.contains("<html") && page.contains("Subkelvin"))
        try await first.wait {
            let devices = try await first.object("/api/v1/fleet")["devices"] as? [[String: Any]]
            return (devices?.first?["source"] as? [String: Any])?["lastReading"] is String
        }
        let before = try await readings(first)
        #expect(first.end(by: SIGKILL) == SIGKILL && before > 0)

        // Where it listens is said here, and not by the file.
        let fleet = Self.fleet.replacing("127.0.0.1:0", with: "127.0.0.1:1")
        try write(fleet, in: folder)
        let second = try RunningProgram(["-c", path, "--port", "0"])
        try await second.wait { try await readings(second) >= before }
        // A file that is wrong changes nothing, and is said.
        try write(fleet.replacing("eth-node", with: "eth-nod"), in: folder)
        second.send(SIGHUP)
        try await second.wait { second.errors.contains("refused") }
        #expect(second.errors.contains("eth-nod"))
        _ = try await second.get("/healthz")
        try write(fleet.replacing("A laboratory", with: "Another"), in: folder)
        second.send(SIGHUP)
        try await second.wait { second.errors.contains("was read again") }
        #expect(!second.errors.contains("need a new start"))
        let metrics = String(decoding: try await second.get("/metrics"), as: UTF8.self)
        #expect(metrics.contains("cryo_stage_temperature_kelvin{device=\"lab-1\",stage=\"base\"}"))
        #expect(second.end(by: SIGTERM) == 0)
    }

    /// How many readings of the base there are within a year.
    private func readings(_ program: RunningProgram) async throws -> Int {
        let metrics = String(decoding: try await program.get("/metrics"), as: UTF8.self)
        guard metrics.contains("device=\"lab-1\"") else { return 0 }
        var request = try #require(URLComponents(url: program.url, resolvingAgainstBaseURL: false))
        request.path = "/api/v1/devices/lab-1/series"
        request.queryItems = [
            URLQueryItem(name: "channel", value: "base"), URLQueryItem(name: "from", value: "2020-01-01T00:00:00Z"),
            URLQueryItem(name: "to", value: "2090-01-01T00:00:00Z"), URLQueryItem(name: "points", value: "2000"),
        ]
        let (data, _) = try await URLSession.shared.data(from: try #require(request.url))
        let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        let series = try #require(object?["series"] as? [[String: Any]], "\(String(decoding: data, as: UTF8.self))")
        return (series.first?["points"] as? [Any])?.count ?? 0
    }

    @Test("the demonstration passes by a port that somebody has, and says so")
    func otherPort() async throws {
        // Held by this test, or by somebody else already.
        let holder = Listener(port: 8080)
        let program = try RunningProgram([])
        let port = try #require(program.url.port)
        #expect(port > 8080)
        try await program.wait { program.errors.contains("port 8080 is taken; this fleet is at port \(port)") }
        #expect(program.end(by: SIGTERM) == 0)
        withExtendedLifetime(holder) {}
    }

    @Test("a port that somebody has, and a file that is wrong, are refused with what to do")
    func refused() async throws {
        let folder = try TemporaryDirectory()
        let path = try write(Self.fleet, in: folder)
        let first = try RunningProgram(["-c", path])
        let port = try #require(first.url.port)
        let other = "\(folder.path)/other.db"
        #expect { try RunningProgram(["-c", path, "--port", "\(port)", "--store", other]) } throws: { error in
            guard let refused = error as? RunningProgram.Refused else { return false }
            return refused.code == 69 && refused.words.contains("\(port)")
        }
        // The store belongs to one process.
        #expect(throws: RunningProgram.Refused.self) { try RunningProgram(["-c", path]) }
        #expect(first.end(by: SIGTERM) == 0)
        let wrong = try write(Self.fleet.replacing("twin:", with: "twine:"), in: folder)
        #expect { try RunningProgram(["-c", wrong]) } throws: { error in
            guard let refused = error as? RunningProgram.Refused else { return false }
            return refused.code == 65 && refused.words.contains("fleet.yaml:8:5")
        }
    }
}
