import Foundation
import HeatTransfer
import Testing
import Twin

@testable import Service

@Suite("Plants that are prepared at base")
struct PreparedBasesTests {
    /// The presets of the demonstration.
    static let presets = ["eth-30m", "ld-400", "xld-1000"]
    /// What computes for long leaves the threads of tasks to the tests that wait beside it.
    private static let computing = Offloading("tests.bases")

    @Test("are where their plants come to rest by themselves", arguments: presets)
    func restWhereTheyAre(_ preset: String) async throws {
        let worked = try await Self.computing.run {
            try Plant.atBase(PlantDescription.preset(preset).model()).snapshot()
        }
        if ProcessInfo.processInfo.environment["SUBKELVIN_RECORD"] == "1" {
            let room = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../../Sources/Operations/Service/Demonstration/PreparedBases/\(preset).json")
            return try PreparedBases.text(of: worked).write(to: room.standardized, atomically: true, encoding: .utf8)
        }
        let prepared = try #require(PreparedBases.base(of: preset), "SUBKELVIN_RECORD=1 writes it")
        #expect(prepared.temperatures.count == worked.temperatures.count)
        for (mine, own) in zip(prepared.temperatures, worked.temperatures) {
            #expect(abs(mine - own) <= 1e-3 * own, "SUBKELVIN_RECORD=1 writes it anew")
        }
        #expect(prepared.time == 0 && worked.time == 0)
    }

    @Test("are those of the demonstration, which then works out none")
    func areUsed() throws {
        #expect(PreparedBases.presets == Self.presets)
        for device in try DemonstrationFleet.settings(store: "none").devices {
            guard case .twin(let twin) = device.source else { return #expect(Bool(false), "\(device.device.name)") }
            guard let base = twin.base else { return #expect(Bool(false), "\(device.device.name) has none") }
            let (model, used) = try PlantBases().base(of: twin.plant, isWarm: false, known: base)
            let isUsed = used == base && model.network.nodeCount == base.temperatures.count
            #expect(isUsed, "\(device.device.name)")
        }
    }
}
