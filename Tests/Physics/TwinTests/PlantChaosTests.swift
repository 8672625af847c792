import Foundation
import Testing

@testable import Twin

private let environment = ProcessInfo.processInfo.environment
/// Hours and seeds: few for a test; a day, and many, for `make soak`, whose rounds go on to others.
private let isSoak = environment["SUBKELVIN_SOAK"] == "1"
private let hours = isSoak ? 24.0 : 2
private let round = UInt64(environment["SUBKELVIN_SOAK_ROUND"] ?? "") ?? 0

/// The seeds of a test, of which a round of a soak takes twenty-five times as many.
private func seeds(_ count: UInt64) -> [UInt64] {
    let all = isSoak ? 25 * count : count
    return Array(1 + round * all...(round + 1) * all)
}

@Suite("Plants whose controls are set to anything")
struct PlantChaosTests {
    /// In a thousand days of plants no minute took more than 400; many more, and one would hardly go on.
    static let mostSteps = 4000

    static func check(_ plant: Plant, seed: UInt64) throws {
        var chaos = RandomOperator(seed: seed)
        let faults = try chaos.operate(plant, hours: hours)
        #expect(faults.isEmpty, "\(chaos.log.suffix(5))")
        #expect(
            chaos.steps > 20 && chaos.mostSteps < mostSteps, "\(chaos.mostSteps) of \(chaos.steps) steps in a minute")
    }

    @Test(
        "a cold cryostat stays physical: numbers are finite, pressures bounded, helium is not made, time goes on",
        .timeLimit(.minutes(30)), arguments: seeds(4))
    func coldSingle(seed: UInt64) throws {
        try Self.check(PlantFixtures.atBase(), seed: seed)
    }

    @Test("so does a warm one", .timeLimit(.minutes(30)), arguments: seeds(4))
    func warmSingle(seed: UInt64) throws {
        try Self.check(Plant(PlantFixtures.single()), seed: seed + 100_000)
    }

    @Test("what once went wrong goes well: a worn pump at a trap that is shut off", .timeLimit(.minutes(30)))
    func again() throws {
        var chaos = RandomOperator(seed: 500_076)
        let plant = try Plant(PlantFixtures.single())
        let faults = try chaos.operate(plant, hours: 7)
        #expect(faults.isEmpty, "\(faults)")
        #expect(chaos.log.contains { $0.hasPrefix("helium-loss") })
    }

    @Test("so does a cold link", .timeLimit(.minutes(30)), arguments: seeds(1))
    func coldLink(seed: UInt64) throws {
        try Self.check(Plant(PlantFixtures.link(5), from: PlantFixtures.coldLink.get()), seed: seed + 200_000)
    }

    @Test("so does a warm link", .timeLimit(.minutes(30)), arguments: seeds(1))
    func warmLink(seed: UInt64) throws {
        try Self.check(Plant(PlantFixtures.link(5)), seed: seed + 300_000)
    }
}
