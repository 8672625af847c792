import Foundation
import HTTPServing
import Instruments
import Observability
import Readings
import SubkelvinTesting
import Synchronization
import Telemetry
import Testing
import Twin

@testable import Service

/// A fleet of one cryostat with a past, by a clock that tests move; its source does not run.
struct FleetFixture {
    let folder: TemporaryDirectory
    let clock = ManualClock()
    let sink = MemorySink()
    /// What the wall shows.
    let wall: Wall

    /// The wall's clock: goes with the one that tests move, and can be set.
    final class Wall: Sendable {
        private let clock: ManualClock
        private let setForward = Atomic<Int64>(0)
        init(_ clock: ManualClock) { self.clock = clock }
        var time: Int64 {
            now + Int64(clock.now.sinceStart / .nanoseconds(1)) + setForward.load(ordering: .relaxed)
        }
        func set(forward nanoseconds: Int64) { setForward.wrappingAdd(nanoseconds, ordering: .relaxed) }
    }
    let service: FleetService
    let router: Router

    /// What the wall's clock shows, in ns since 1970.
    static let now: Int64 = 1_800_000_000_000_000_000
    static let second: Int64 = 1_000_000_000

    /// A fleet.
    ///
    /// - Parameter past: what its store has.
    init(past: [ReadingBatch] = []) throws {
        folder = try TemporaryDirectory()
        let wall = Wall(clock)
        self.wall = wall
        let path = folder.path + "/store.db"
        let store = try TelemetryStore(path: path)
        try store.append(past)
        try store.close()
        service = try FleetService(
            ServiceSettings(
                title: "Test", store: path,
                devices: [
                    DeviceSettings(
                        Device(cryostat: "lab", title: "Test"),
                        .bluefors(LogSourceSettings(folder: folder.path, zone: try ZoneRules(named: "UTC"))))
                ]),
            clock: clock, wall: { wall.time }, log: Logger(label: "test", sink: sink, now: { 0 }))
        router = service.router
    }

    func get(_ target: String) async throws -> HTTPResponse {
        await router.respond(to: try HTTPRequest(.get, target))
    }

    /// Lets time go by until something is so, for two thousand looks and two minutes of the wall's clock.
    func wait(until isDone: () async throws -> Bool) async throws {
        let begin = ContinuousClock.now
        var looks = 0
        while looks < 2000 || ContinuousClock.now - begin < .seconds(120) {
            if try await isDone() { return }
            looks += 1
            clock.advance(by: .milliseconds(100))
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("it did not come")
    }

    /// The device with its channels and events.
    func detail() async throws -> DeviceDetail {
        try JSONDecoder().decode(DeviceDetail.self, from: Data(try await get("/api/v1/devices/lab").bytes))
    }

    /// A channel of the device.
    static func channel(_ name: String, _ unit: ChannelUnit = .kelvin) throws -> Channel {
        try Channel(device: "lab", name: name, unit: unit)
    }

    /// Readings a minute apart, the last of them a minute ago.
    static func minutes(_ channel: Channel, _ count: Int, _ value: (Int) -> Double) -> ReadingBatch {
        ReadingBatch(
            channel: channel,
            readings: (0..<count).map { Reading(time: now - Int64(count - $0) * 60 * second, value: value($0)) })
    }
}
