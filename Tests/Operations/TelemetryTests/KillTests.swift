import Foundation
import Readings
import SubkelvinTesting
import Testing

@testable import Telemetry
@testable import append_readings

private let environment = ProcessInfo.processInfo.environment
/// How often the writer is killed: twenty times for a test, two hundred times for `make soak`, each round of it with a seed
/// of its own.
private let rounds = environment["SUBKELVIN_SOAK"] == "1" ? 200 : 20
private let seed = 7 + (UInt64(environment["SUBKELVIN_SOAK_ROUND"] ?? "") ?? 0)

@Suite("A writer that is killed")
struct KillTests {
    @Test(
        "kill -9 at random moments under load: nothing acknowledged is lost, nothing is there twice, rollups agree",
        .timeLimit(.minutes(30)))
    func killed() throws {
        let folder = try TemporaryDirectory()
        let path = folder.path(of: "store.sqlite")
        let load = try WriterLoad(seed: seed)
        var random = SeededRandom(seed: seed)
        var model = ReadingsModel()
        var stored = -1
        for round in 0..<rounds {
            let acknowledged = try Self.acknowledged(path: path, seconds: random.uniform(in: 0.01...0.3))
            let store = try TelemetryStore(path: path)
            let position = try store.position(of: WriterLoad.source).flatMap { Int($0) } ?? -1
            // One more may have been stored whose acknowledgement did not get out.
            if let last = acknowledged.last { #expect(position == last || position == last + 1) }
            #expect(position >= stored)
            #expect(acknowledged == Array(stored + 1..<stored + 1 + acknowledged.count))
            while stored < position {
                stored += 1
                model.append(load.batches(stored))
            }
            // What is lost stays lost: every fifth time finds it as well.
            let isLookedAt = round % 5 == 4
            if isLookedAt { try model.expectSame(in: store) }
            try store.close()
            if isLookedAt { try expectRollups(inFile: path) }
        }
        #expect(stored > 10 * rounds, "the writers were too slow to test anything")
    }

    /// Starts the writer, kills it after a time, and returns what it said was acknowledged.
    private static func acknowledged(path: String, seconds: Double) throws -> [Int] {
        let writer = Process()
        let output = Pipe()
        // Built beside the tests.
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        writer.executableURL = URL(filePath: tests).deletingLastPathComponent().appending(path: "append-readings")
        writer.arguments = [path, "\(seed)"]
        writer.standardOutput = output
        try writer.run()
        // The moment counts from the first acknowledgement: before it there is nothing to lose.
        var said = try output.fileHandleForReading.read(upToCount: 1) ?? Data()
        Thread.sleep(forTimeInterval: seconds)
        kill(writer.processIdentifier, SIGKILL)
        said += try output.fileHandleForReading.readToEnd() ?? Data()
        writer.waitUntilExit()
        // A line that is not whole was acknowledged too, but which one it was is not known.
        let lines = String(decoding: said, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        return lines.dropLast().compactMap { Int($0) }
    }
}
