import Foundation
import HeatTransfer
import Materials
import SubkelvinTesting
import Testing

@testable import Cryogenics

/// Heat in a cryostat: nothing is lost, nothing comes from nowhere.
@Suite struct CryostatBalanceTests {
    @Test(
        "each stage's load is what its coolers lift at the temperatures found", arguments: CryostatDescription.presets)
    func coolersLiftTheLoad(name: String) throws {
        let state = try CryostatModel(.preset(name)).solve()
        #expect(state.heatBalance < 1e-10)
        let temperatures = state.stages.map(\.temperature)
        for (index, stage) in state.stages.enumerated() {
            let lifted = state.model.description.power(
                liftedAt: index, temperatures: temperatures, at: stage.temperature)
            #expect(abs(lifted / stage.load - 1) < 1e-7, "\(stage.stage.rawValue): \(lifted) W of \(stage.load) W")
        }
    }

    @Test("what sources bring a stage less what they take from it is its load", arguments: CryostatDescription.presets)
    func sourcesAddUp(name: String) throws {
        let state = try CryostatModel(.preset(name)).solve()
        for (index, stage) in state.stages.enumerated() {
            let sum = state.sources.reduce(0) { $0 + $1.received[index] - $1.passedOn[index] }
            #expect(abs(sum / stage.load - 1) < 1e-12)
        }
    }

    @Test("stages held at the temperatures found receive the same", arguments: CryostatDescription.presets)
    func held(name: String) throws {
        let model = try CryostatModel(.preset(name))
        let found = try model.solve()
        let held = try model.state(at: found.stages.map(\.temperature))
        for (a, b) in zip(found.stages, held.stages) { #expect(abs(a.load / b.load - 1) < 1e-7) }
        for (a, b) in zip(found.lines, held.lines) {
            #expect(abs((a.noisePhotons ?? 1) / (b.noisePhotons ?? 1) - 1) < 1e-7)
        }
    }

    @Test("cryostats that nobody picked rest in balance, or say why they do not", arguments: 0..<60)
    func random(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed) + 77)
        let description = try CryostatFixture.random(&random)
        let state: CryostatState
        do { state = try CryostatModel(description).solve() } catch {
            // The only reasons: more heat than can be lifted, or a material or limit that does not reach so far.
            let isVerdict = (error as? NetworkError)?.isOverheated == true || error is CryostatError
            #expect(isVerdict && !"\(error)".contains("nan"), "\(error)")
            return
        }
        #expect(state.heatBalance < 1e-9)
        for (index, stage) in state.stages.enumerated() {
            #expect(stage.temperature > 0 && stage.temperature.isFinite && stage.margin.isFinite)
            let lifted = description.power(
                liftedAt: index, temperatures: state.stages.map(\.temperature), at: stage.temperature)
            #expect(abs(lifted - stage.load) <= 1e-6 * max(stage.load, stage.capacity))
        }
        for line in state.lines where line.noisePhotons != nil {
            #expect((line.noisePhotons ?? .nan) >= 0 && (line.noisePhotonsWithoutCables ?? .nan) >= 0)
        }
        let received = state.sources.flatMap { $0.received + $0.passedOn }
        #expect(received.allSatisfy { $0.isFinite && $0 >= 0 })
    }

    @Test("of the random cryostats most rest")
    func randomMostlyRest() throws {
        let resting = try (0..<60).filter { seed in
            var random = SeededRandom(seed: UInt64(seed) + 77)
            let description = try CryostatFixture.random(&random)
            return (try? CryostatModel(description).solve()) != nil
        }
        #expect(resting.count > 30, "\(resting.count)")
    }

    @Test("more heat on a stage warms it", arguments: 0..<5)
    func monotone(index: Int) throws {
        var description = try CryostatDescription.preset("krinner-50")
        let before = try CryostatModel(description).solve().stages[index]
        description.loads.append(
            LoadDescription(
                kind: .heater, name: "heater", stage: before.stage, power: 0.2 * before.capacity, count: 1))
        let after = try CryostatModel(description).solve().stages[index]
        #expect(after.temperature > before.temperature && after.margin < before.margin)
    }

    @Test("too much heat has no rest, and the stage is named")
    func overloaded() throws {
        var description = try CryostatDescription.preset("ld-400")
        description.loads.append(LoadDescription(kind: .heater, name: "oven", stage: .base, power: 5, count: 1))
        let error = #expect(throws: NetworkError.self) { try CryostatModel(description).solve() }
        #expect(error?.node != nil)
    }

    @Test("a pulse tube that would rest outside of its map is refused at its place, not used there")
    func outsideMap() throws {
        var description = try CryostatDescription.preset("ld-400")
        description.stages[0].limit = 75
        description.stages[1].limit = 16
        description.loads.append(
            LoadDescription(kind: .heater, name: "heater", stage: .fourKelvin, power: 14, count: 1))
        let error = #expect(throws: CryostatError.self) { try CryostatModel(description).solve() }
        #expect(error?.path == [.key("coolers"), .item(0)] && error?.words.contains("nothing is extrapolated") == true)
    }

    @Test("a power law with a floor lifts its power less what it lifts at the floor: nothing there, less than P at T0")
    func powerLawFloor() throws {
        let cooler = try #require(
            try CryostatDescription.preset("eth-node").coolers.first { $0.stages(of: [.base]) == [.base] })
        for (temperature, power) in [(8e-3, 0), (10e-3, 1.44e-6), (50e-3, 97.44e-6)] {
            #expect(abs(cooler.powers(at: [temperature])[0] - power) < 1e-9 * 97.44e-6 + 1e-12)
        }
    }

    @Test("a limit at which nothing is lifted is refused")
    func noCapacity() throws {
        var description = try CryostatDescription.preset("krinner-50")
        description.stages[4].limit = 0.0055
        let error = #expect(throws: CryostatError.self) { try CryostatModel(description).solve() }
        #expect(error?.path == [.key("stages"), .item(4), .key("limit")], "\(String(describing: error))")
    }
}
