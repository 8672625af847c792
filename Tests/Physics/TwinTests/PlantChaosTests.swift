import Foundation
import Testing

@testable import Twin

/// Hours and seeds: few for a test, many where SUBKELVIN_SOAK is 1; then warm plants and links too, which take minutes each.
private let isSoak = ProcessInfo.processInfo.environment["SUBKELVIN_SOAK"] == "1"
private let hours = isSoak ? 24.0 : 2
private let seeds = Array(1...UInt64(isSoak ? 100 : 2))

@Suite("Plants whose controls are set to anything")
struct PlantChaosTests {
    /// More of them in a minute of the plant, some ten seconds of work, and it would hardly go on.
    static let mostSteps = 200_000

    static func check(_ plant: Plant, seed: UInt64) throws {
        var chaos = RandomOperator(seed: seed)
        let faults = try chaos.operate(plant, hours: hours)
        #expect(faults.isEmpty, "\(chaos.log.suffix(5))")
        #expect(chaos.steps > 100 && chaos.mostSteps < mostSteps, "\(chaos.mostSteps) steps in a minute")
    }

    @Test(
        "a cold cryostat stays physical: numbers are finite, pressures bounded, helium is not made, time goes on",
        .timeLimit(.minutes(10)), arguments: seeds)
    func coldSingle(seed: UInt64) throws {
        try Self.check(PlantFixtures.atBase(), seed: seed)
    }

    @Test("so does a warm one", .enabled(if: isSoak), .timeLimit(.minutes(10)), arguments: seeds)
    func warmSingle(seed: UInt64) throws {
        try Self.check(Plant(PlantFixtures.single()), seed: seed + 1000)
    }

    @Test("so does a cold link", .enabled(if: isSoak), .timeLimit(.minutes(10)), arguments: seeds)
    func coldLink(seed: UInt64) throws {
        try Self.check(Plant(PlantFixtures.link(5), from: PlantFixtures.coldLink.get()), seed: seed + 2000)
    }
}
