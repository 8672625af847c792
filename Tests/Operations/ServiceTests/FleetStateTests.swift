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

        init(speed: Double) throws {
            folder = try TemporaryDirectory()
            let own = FleetClock(clock, start: FleetFixture.now, speed: speed)
            hub = TelemetryHub(store: try TelemetryStore(path: folder.path + "/store.db"), now: { own.now })
            let twin = TwinSettings(
                plant: try .preset("eth-node"), scenario: .init(name: "rest", title: "", start: .base))
            state = FleetState(
                [DeviceSettings(Device(cryostat: "lab", title: ""), .twin(twin))], title: "", clock: own, hub: hub,
                monitor: SourceMonitor(), isDemonstration: false, steps: { _ in nil }, backfill: { nil })
        }

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
