import Cryogenics
import Foundation
import Testing

@testable import Twin

@Suite("The library of scenarios")
struct ExampleScenarioTests {
    static let files: [URL] = {
        let folder = URL(filePath: #filePath).appending(path: "../../../../Examples/scenarios").standardized
        let all = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return (all ?? []).filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
    }()

    @Test("there are enough of them to look at")
    func count() { #expect(Self.files.count > 15) }

    @Test("each states how it ends: something is expected when its last event is over", arguments: files)
    func ends(file: URL) throws {
        let scenario = try Scenario.read(file.path, for: PlantFixtures.single())
        let last = scenario.events.map { $0.at + ($0.duration ?? 0) }.max() ?? 0
        #expect(scenario.expectations.contains { ($0.at ?? .infinity) >= last }, "\(file.lastPathComponent)")
    }

    @Test(
        "each holds for what it says happens, and fails where that does not happen",
        arguments: files.filter { $0.lastPathComponent != "healthy-month.yaml" })
    func can(file: URL) throws {
        var scenario = try Scenario.read(file.path, for: PlantFixtures.single())
        scenario.events = []
        let run =
            try scenario.start == .warm
            ? ScenarioRun(scenario, PlantFixtures.single()) : ScenarioRun(scenario, on: PlantFixtures.atBase())
        try run.advance(to: run.lastTime + 3600)
        #expect(try !run.outcomes().allSatisfy(\.holds), "\(file.lastPathComponent) ends so by itself")
    }
}
