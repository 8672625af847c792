import Foundation
import Testing

@testable import Twin

/// Hours and seeds: few for a test, many where SUBKELVIN_SOAK is 1.
private let isSoak = ProcessInfo.processInfo.environment["SUBKELVIN_SOAK"] == "1"
private let hours = isSoak ? 24.0 : 3
private let seeds = Array(1...UInt64(isSoak ? 100 : 6))

@Suite("Plants whose controls are set to anything")
struct PlantChaosTests {
    /// More of them in a minute of the plant, and it would hardly go on.
    static let mostSteps = 20_000

    static func check(_ plant: Plant, seed: UInt64) throws {
        var chaos = RandomOperator(seed: seed)
        let faults = try chaos.operate(plant, hours: hours)
        #expect(faults.isEmpty, "\(chaos.log.suffix(5))")
        #expect(chaos.steps > 100 && chaos.mostSteps < mostSteps, "\(chaos.mostSteps) steps in a minute")
    }

    @Test(
        "a cold cryostat stays physical: numbers are finite, pressures bounded, helium is not made, time goes on",
        .timeLimit(.minutes(2)), arguments: seeds)
    func coldSingle(seed: UInt64) throws {
        try Self.check(PlantFixtures.atBase(), seed: seed)
    }

    @Test("so does a warm one", .timeLimit(.minutes(2)), arguments: seeds)
    func warmSingle(seed: UInt64) throws {
        try Self.check(Plant(PlantFixtures.single()), seed: seed + 1000)
    }

    @Test("so does a cold link", .timeLimit(.minutes(2)), arguments: seeds)
    func coldLink(seed: UInt64) throws {
        try Self.check(Plant(PlantFixtures.link(5), from: PlantFixtures.coldLink.get()), seed: seed + 2000)
    }
}
