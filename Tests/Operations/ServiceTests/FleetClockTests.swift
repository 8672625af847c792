import Foundation
import HTTPServing
import SubkelvinTesting
import Testing

@testable import Service

@Suite("The clock of a fleet")
struct FleetClockTests {
    @Test("goes so many times as fast as the clock beneath", arguments: [0.1, 1, 60, 1e5])
    func speed(_ speed: Double) {
        let beneath = ManualClock()
        let clock = FleetClock(beneath, start: 1_000, speed: speed)
        beneath.advance(by: .seconds(20))
        #expect(clock.now == 1_000 + Int64(20e9 * speed))
    }

    @Test("however fast and long it has run it shows a time from which ages can be told", arguments: [1, 1e5, 1e9])
    func end(_ speed: Double) {
        let beneath = ManualClock()
        let clock = FleetClock(beneath, start: FleetFixture.now, speed: speed)
        for _ in 0..<200 {
            beneath.advance(by: .seconds(31_557_600))
            #expect(clock.now > FleetFixture.now && clock.now < .max - 50 * 31_557_600_000_000_000)
        }
        #expect(clock.now == FleetClock.end)
    }

    @Test("a live fleet goes by the wall's clock, also when that is put right")
    func steps() async throws {
        let fleet = try FleetFixture()
        func now() async throws -> String {
            try JSONDecoder().decode(FleetAnswer.self, from: Data(try await fleet.get("/api/v1/fleet").bytes)).now
        }
        #expect(try await now() == rfc3339(FleetFixture.now))
        fleet.clock.advance(by: .seconds(5))
        #expect(try await now() == rfc3339(FleetFixture.now + 5 * FleetFixture.second))
        fleet.wall.set(forward: -90 * FleetFixture.second)
        #expect(try await now() == rfc3339(FleetFixture.now - 85 * FleetFixture.second))
        try await fleet.service.stop()
    }
}
