import Cryogenics
import HeatTransfer
import Testing

@testable import Twin

@Suite("Heat injection")
struct HeatInjectionTests {
    private static let usual = [0, 5e-6, 10e-6, 20e-6, 50e-6, 100e-6]

    @Test(
        "steps into the base give the load that is truly there, within what is stated, whatever the instruments' units are",
        arguments: 1...6 as ClosedRange<UInt64>)
    func load(seed: UInt64) throws {
        let plant = try FaultTests.plant()
        let result = try HeatInjection(into: .base, powers: Self.usual, on: plant, seed: seed)
        let curve = try #require(result.curve)
        let truth = try #require(result.steps.first).trueLoad
        #expect(truth > 2e-6 && truth < 6e-6, "\(truth)")
        #expect(abs(curve.load - truth) < curve.loadUncertainty, "\(curve) for \(truth)")
        #expect(curve.loadUncertainty < 0.1 * truth, "\(curve)")
        #expect(abs(curve.coefficient - 1) < 0.05)
        #expect(result.steps.allSatisfy { $0.isAtRest })
        // What exchangers let through counts besides where nobody knows the cooler's curve.
        let square = try #require(result.square)
        #expect(square.load > truth && (80...95).contains(square.coefficient), "\(square)")
    }

    @Test("a heat leak is found again by its size", arguments: [1e-6, 5e-6, 20e-6])
    func leak(size: Double) throws {
        let plant = try FaultTests.plant()
        let before = try HeatInjection(into: .base, powers: Self.usual, on: plant)
        try plant.begin(Fault(.heatLeak, size: size))
        let after = try HeatInjection(into: .base, powers: Self.usual, on: plant)
        let found = try #require(after.curve).load - #require(before.curve).load
        #expect(abs(found / size - 1) < 0.05, "\(found)")
    }

    @Test("readings are those of instruments: noisy, of a unit of its own, and none of what they cannot tell")
    func readings() throws {
        let plant = try FaultTests.plant()
        let one = try HeatInjection(into: .base, powers: [0, 20e-6], on: plant, seed: 1)
        let other = try HeatInjection(into: .base, powers: [0, 20e-6], on: plant, seed: 2)
        for (a, b) in zip(one.steps, other.steps) {
            let (first, second) = (try #require(a.base), try #require(b.base))
            #expect(first.value != second.value && first.deviation > 0 && first.count > 10)
            #expect(abs(first.value / a.trueBase - 1) < 0.02 && a.trueBase == b.trueBase)
        }
        // Fewer than three steps make no line.
        #expect(one.curve == nil && one.square == nil)
        // Colder than its curve a thermometer tells nothing.
        let bare = try LinkModel(
            .regular(length: 5, coolingUnits: 0), .preset("eth-table-3"), flux: "appendix-d", cellLength: 0.5)
        let link = try HeatInjection(into: .base, powers: [0, 20e-6], on: .atBase(PlantModel(bare)))
        #expect(try #require(link.steps.first).trueBase < 7e-3)
        #expect(link.steps.map { $0.base == nil } == [true, false])
    }

    @Test("heat into any stage warms it; next to nothing reaches the base", arguments: [Stage.fourKelvin, .still])
    func stages(stage: Stage) throws {
        let plant = try FaultTests.plant()
        let powers = stage == .still ? [0, 2e-3] : [0, 0.2]
        let result = try HeatInjection(into: stage, powers: powers, on: plant)
        #expect(try #require(result.slope) > 0)
        #expect(result.curve == nil)
        let loads = result.steps.map(\.trueLoad)
        #expect(abs(loads[1] / loads[0] - 1) < 0.01)
    }

    @Test("the plant itself is not touched, and the same seed gives the same numbers")
    func pure() throws {
        let plant = try FaultTests.plant()
        let before = try plant.snapshot()
        let one = try HeatInjection(into: .base, powers: [0, 10e-6], on: plant)
        let other = try HeatInjection(into: .base, powers: [0, 10e-6], on: plant)
        #expect(one.steps == other.steps)
        #expect(try plant.snapshot() == before)
    }

    @Test("what cannot be is refused")
    func refused() throws {
        let plant = try PlantFixtures.atBase()
        let calls: [(String, () throws -> HeatInjection)] = [
            ("cold plate", { try HeatInjection(into: .coldPlate, powers: [0, 1e-6], on: plant) }),
            ("no node is called ‘B’", { try HeatInjection(into: .base, at: "B", powers: [0], on: plant) }),
            ("0 to 1000 W", { try HeatInjection(into: .base, powers: [0, -1], on: plant) }),
            ("0 to 1000 W", { try HeatInjection(into: .base, powers: [.nan], on: plant) }),
            ("expected 1 to 64", { try HeatInjection(into: .base, powers: [], on: plant) }),
            ("at least a minute", { try HeatInjection(into: .base, powers: [0], on: plant, hold: 60, averaging: 90) }),
        ]
        for (words, call) in calls {
            let error = #expect(throws: HeatInjectionError.self) { _ = try call() }
            #expect(error?.description.contains(words) == true, "\(error?.description ?? "none")")
        }
    }
}
