import Configuration
import Foundation
import SubkelvinTesting
import Synchronization
import Telemetry
import Testing

@testable import Service

@Suite("A fleet's file that is read again")
struct ReloadTests {
    private static let fleet = """
        kind: Service
        devices:
          - { name: a, cryostat: a.yaml, twin: { scenario: story.yaml, history: 1 d } }
          - { name: b, preset: eth-node, thresholds: { base: 20 mK }, twin: {} }
        """
    private static let story = """
        kind: Scenario
        name: story
        title: "A heater"
        start: base
        events:
          - { at: 1 h, for: 1 h, heat: { base: 1 uW } }
        """

    private let folder: TemporaryDirectory
    private let cryostat: String

    init() throws {
        folder = try TemporaryDirectory()
        let examples = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Examples")
        cryostat = try String(
            contentsOf: examples.appending(path: "cryostats/ld-400.yaml").standardized, encoding: .utf8)
        try folder.write(Self.fleet, to: "fleet.yaml")
        try folder.write(Self.story, to: "story.yaml")
        try folder.write(cryostat, to: "a.yaml")
    }

    private func read() throws -> ServiceSettings { try ServiceSettings.read(folder.path(of: "fleet.yaml")) }

    /// The devices whose sources begin anew after a change.
    private func renewed(by change: () throws -> Void) async throws -> Set<String> {
        let store = try TelemetryStore(path: folder.path(of: "\(UUID()).db"))
        let tasks = SourceTasks(
            TelemetryHub(store: store), SourceMonitor(), clock: FleetClock(ContinuousClock(), start: 0))
        var made: Set<String> = []
        func run() async throws {
            let devices = try read().devices
            await tasks.run(devices.map { ($0.device.name, $0.identity) }) { name in
                made.insert(name)
                return StillSource(devices: [name])
            }
        }
        try await run()
        #expect(made == ["a", "b"])
        made = []
        try change()
        try await run()
        await tasks.end()
        return made
    }

    /// A source that says nothing.
    private struct StillSource: TelemetrySource {
        var devices: [String]
        func run(into hub: TelemetryHub, _ monitor: SourceMonitor) async {}
    }

    @Test("whatever changed, in it or in a file that it names, begins anew, and nothing else")
    func changes() async throws {
        #expect(try await renewed {} == [])
        #expect(
            try await renewed { try folder.write(Self.story.replacing("1 uW", with: "2 uW"), to: "story.yaml") } == [
                "a"
            ])
        #expect(
            try await renewed { try folder.write(cryostat.replacing("title: ", with: "title: The "), to: "a.yaml") }
                == ["a"])
        #expect(
            try await renewed { try folder.write(Self.fleet.replacing("eth-node", with: "ld-400"), to: "fleet.yaml") }
                == ["b"])
        // What a device must keep, and how much past it began with, are no matter of its source.
        let other = Self.fleet.replacing("20 mK", with: "30 mK").replacing("1 d", with: "2 d")
            .replacing("eth-node", with: "ld-400")
        #expect(try await renewed { try folder.write(other, to: "fleet.yaml") } == [])
    }

    @Test("a file that it names and that is wrong is refused, with the file and the place", arguments: ["story", "a"])
    func wrong(_ name: String) throws {
        _ = try read()
        let text =
            name == "a"
            ? cryostat.replacing("mass: 40 kg", with: "mass: 40 km") : Self.story.replacing("heat:", with: "heta:")
        try folder.write(text, to: "\(name).yaml")
        let error = #expect(throws: ConfigurationError.self) { try read() }
        let words = "\(error.map { "\($0)" } ?? "")"
        let line =
            try #require(
                text.split(separator: "\n", omittingEmptySubsequences: false)
                    .firstIndex { $0.contains("40 km") || $0.contains("heta:") }) + 1
        #expect(words.contains("\(name).yaml:\(line):"), "\(words)")
    }
}
