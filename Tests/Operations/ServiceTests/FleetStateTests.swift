import Instruments
import Readings
import SubkelvinTesting
import Telemetry
import Testing
import Twin

@testable import Service

@Suite("The state of a fleet")
struct FleetStateTests {
    private static let second = FleetFixture.second

    /// The state of a fleet of a twin, at a speed, and the hub through which its readings come.
    private struct Fixture {
        let folder: TemporaryDirectory
        let clock = ManualClock()
        let hub: TelemetryHub
        let state: FleetState
        private let own: FleetClock

        init(speed: Double) throws {
            folder = try TemporaryDirectory()
            let own = FleetClock(clock, start: FleetFixture.now, speed: speed)
            self.own = own
            hub = TelemetryHub(store: try TelemetryStore(path: folder.path + "/store.db"), now: { own.now })
            state = Self.state(of: try Self.settings(), own, hub)
        }

        static func settings(_ title: String = "", seed: UInt64 = 1) throws -> DeviceSettings {
            let plant = try PlantDescription.preset("eth-node")
            let scenario = Scenario(name: "rest", title: "", start: .base, seed: seed)
            return DeviceSettings(
                Device(cryostat: "lab", title: title, description: plant),
                .twin(TwinSettings(plant: plant, scenario: scenario)))
        }

        private static func state(
            of device: DeviceSettings, _ clock: FleetClock, _ hub: TelemetryHub, carrying old: FleetState? = nil
        ) -> FleetState {
            let state = FleetState(
                [device], title: "", clock: clock, hub: hub, monitor: SourceMonitor(), isDemonstration: false,
                carrying: old, steps: { _ in nil }, backfill: { nil })
            state.update()
            return state
        }

        /// The state once the fleet's file was read again.
        func reread(_ device: DeviceSettings) -> FleetState { Self.state(of: device, own, hub, carrying: state) }

        var events: [String] {
            (state.device("lab")?.record.events ?? []).map { "\($0.channel) \($0.kind.rawValue)" }
        }
    }

    @Test("tells each change of a valve, also of two between one look and the next, and none twice")
    func valves() throws {
        let fixture = try Fixture(speed: 1)
        let valve = try FleetFixture.channel("v9", .one)
        let said = [0, 1, 0, 1, 1].enumerated().map { index, value in
            ChannelReading(
                channel: valve,
                reading: Reading(time: FleetFixture.now + Int64(index) * Self.second / 2, value: Double(value)))
        }
        fixture.state.update()
        fixture.state.hear(said)
        for _ in 0..<3 { fixture.state.update() }
        #expect(fixture.events == ["v9 opened", "v9 closed", "v9 opened"])
    }

    @Test("at any speed silence of less than what is stale is no gap, and silence of more is", arguments: [1, 60, 600])
    func gaps(speed: Double) throws {
        let fixture = try Fixture(speed: speed)
        fixture.state.update()
        let base = try FleetFixture.channel("base")
        // A source that speaks every ten seconds of the wall's clock, and then not for a while.
        let step = max(Int64(10 * speed), 60)
        for index in [0, 1, 2, 3, 300] {
            let reading = Reading(time: FleetFixture.now + Int64(index) * step * Self.second, value: 0.01)
            fixture.state.hear([ChannelReading(channel: base, reading: reading)])
        }
        #expect(fixture.events == ["base gap"])
    }

    @Test("once the file was read again, what is remembered of a device stays, unless its source is another")
    func reread() async throws {
        let fixture = try Fixture(speed: 1)
        let valve = try FleetFixture.channel("v9", .one)
        let four = try FleetFixture.channel("4K")
        for index in 0..<90 {
            let time = FleetFixture.now + Int64(index) * 60 * Self.second
            try await fixture.hub.submit([
                ReadingBatch(channel: four, readings: [Reading(time: time, value: 100 - Double(index) / 10)])
            ])
            let reading = Reading(time: time, value: Double(index % 2))
            fixture.state.hear([ChannelReading(channel: valve, reading: reading)])
            fixture.clock.advance(by: .seconds(60))
            fixture.state.update()
        }
        let settings = try Fixture.settings()
        let description = try #require(settings.device.description)
        let forecast = try Forecast(of: settings.device, description)
        fixture.state.setForecast(forecast, of: settings.device)
        let (before, memory) = try #require(fixture.state.device("lab"))
        #expect(memory.events.count == 89 && before.phase == .cooling)
        let again = fixture.reread(try Fixture.settings("Another title"))
        let (after, carried) = try #require(again.device("lab"))
        #expect(carried.events == memory.events && after.phase == .cooling && after.device.title == "Another title")
        #expect(again.hasForecast("lab"))
        let other = fixture.reread(try Fixture.settings(seed: 2))
        #expect(other.device("lab")?.record.events.isEmpty == true && !other.hasForecast("lab"))
        // What was worked out for what it was made of before comes too late, and says nothing of what it is made of now.
        let remade = Device(cryostat: "lab", title: "", description: try .preset("ld-400"))
        let anew = fixture.reread(DeviceSettings(remade, settings.source))
        anew.setForecast(forecast, of: settings.device)
        #expect(!anew.hasForecast("lab"))
        anew.setForecast(forecast, of: remade)
        #expect(anew.hasForecast("lab"))
    }

    @Test("a fleet that runs hears all that its sources say")
    func running() async throws {
        let fleet = try FleetFixture()
        let running = Task { await fleet.service.run() }
        let valve = try FleetFixture.channel("v9", .one)
        let readings = (0..<10).map { Reading(time: FleetFixture.now + Int64($0), value: Double($0 % 2)) }
        try await fleet.service.hub.submit([ReadingBatch(channel: valve, readings: readings)])
        try await fleet.wait { try await fleet.detail().events.count >= 9 }
        #expect(try await fleet.detail().events.count == 9)
        running.cancel()
        await running.value
        try await fleet.service.stop()
    }
}
