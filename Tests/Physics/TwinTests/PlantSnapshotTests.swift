import Cryogenics
import Foundation
import HeatTransfer
import SubkelvinTesting
import Testing

@testable import Twin

@Suite("A plant's way, cut and taken up again")
struct PlantSnapshotTests {
    /// From base, with something that changes much on the way.
    static func disturbed() throws -> Plant {
        let plant = try PlantFixtures.atBase()
        try plant.set(("v9", "closed"), ("sample-heater", "1 mW"))
        return plant
    }

    @Test("the way is the same bytes however it is cut", arguments: [1, 2] as [UInt64])
    func cuts(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let one = try Self.disturbed()
        let end = one.time + 8 * 3600
        try one.advance(to: end)
        let other = try Self.disturbed()
        while other.time < end {
            try other.advance(to: min(end, other.time + random.logUniform(in: 0.1...5000)))
            _ = try other.reading()
        }
        #expect(try one.snapshot() == other.snapshot())
        #expect(one.events == other.events && one.energyImbalance == other.energyImbalance)
    }

    @Test("the way from room temperature through its procedure is the same bytes however it is cut")
    func fromWarm() throws {
        let model = try PlantFixtures.single()
        let (one, other) = (try Plant(model), try Plant(model))
        for plant in [one, other] { try plant.run(.named("cooldown")) }
        try one.advance(to: 20_000)
        for part in 1...17 { try other.advance(to: 20_000 * Double(part) / 17) }
        try other.advance(to: 20_000)
        #expect(try one.snapshot() == other.snapshot())
    }

    @Test("a plant goes on from its snapshot with the same bytes as the one that took it, also through JSON")
    func restored() throws {
        let plant = try Self.disturbed()
        try plant.advance(to: plant.time + 5000)
        let snapshot = try plant.snapshot()
        let read = try JSONDecoder().decode(Plant.Snapshot.self, from: JSONEncoder().encode(snapshot))
        #expect(read == snapshot)
        let (same, fromText) = (try Plant(plant.model, from: snapshot), try Plant(plant.model, from: read))
        #expect(same.time == plant.time)
        for one in [plant, same, fromText] { try one.advance(to: snapshot.time + 9000) }
        let end = try plant.snapshot()
        #expect(try same.snapshot() == end)
        #expect(try fromText.snapshot() == end)
        #expect(end.temperatures != snapshot.temperatures)
    }

    @Test("a procedure goes on in a snapshot, and ends when it would have")
    func procedureGoesOn() throws {
        let model = try PlantFixtures.single()
        let plant = try Plant(model)
        try plant.run(.named("cooldown"))
        try plant.advance(to: 1000)
        let snapshot = try plant.snapshot()
        #expect(plant.task?.procedure == "cooldown")
        let other = try Plant(
            model, from: JSONDecoder().decode(Plant.Snapshot.self, from: JSONEncoder().encode(snapshot)))
        #expect(other.task?.step == plant.task?.step)
        for one in [plant, other] { try one.advance(to: 20_000) }
        #expect(plant.time(of: "pulse tubes start") != nil)
        #expect(plant.events == other.events)
    }

    @Test("controls set at the same times give the same bytes")
    func sameControls() throws {
        func run() throws -> Plant.Snapshot {
            let plant = try PlantFixtures.atBase()
            let start = plant.time
            for (minutes, name, words) in [
                (3.5, "v9", "closed"), (11, "still-heater", "3 mW"), (12.25, "turbo1", "off"), (40, "v9", "open"),
                (41, "turbo1", "on"),
            ] {
                try plant.advance(to: start + 60 * minutes)
                try plant.set((name, words))
            }
            try plant.advance(to: start + 7000)
            return try plant.snapshot()
        }
        #expect(try run() == run())
    }

    @Test("a snapshot of another plant is refused")
    func otherPlant() throws {
        let snapshot = try PlantFixtures.coldSingle.get()
        #expect(throws: NetworkError.self) { try Plant(PlantFixtures.link(5), from: snapshot) }
    }
}
