import Foundation
import HTTPServing
import Observability
import Readings
import SubkelvinTesting
import Telemetry
import Testing
import Twin

@testable import Service

@Suite("A fleet whose disk is full", .timeLimit(.minutes(10)))
struct FullStoreTests {
    private struct Fleet {
        let service: FleetService
        let router: Router
        let log = MemorySink()

        init(store: String) throws {
            let device = Device(cryostat: "lab", title: "Test", description: try .preset("eth-node"))
            let twin = TwinSettings(
                plant: try .preset("eth-node"), scenario: .init(name: "rest", title: "", start: .warm))
            // Fast, so that the disk is soon full.
            service = try FleetService(
                ServiceSettings(
                    title: "Test", store: store, speed: 20_000, devices: [DeviceSettings(device, .twin(twin))]),
                wall: { 1_800_000_000_000_000_000 }, log: Logger(label: "test", sink: log, now: { 0 }))
            router = service.router
        }

        func get(_ target: String) async throws -> HTTPResponse {
            await router.respond(to: try HTTPRequest(.get, target))
        }

        func metric(_ name: String) async throws -> Double? {
            try await get("/metrics").text.split(separator: "\n").first { $0.hasPrefix(name + " ") }
                .flatMap { Double($0.dropFirst(name.count + 1)) }
        }

        var lastReading: String? {
            get async throws {
                let answer = try await get("/api/v1/fleet")
                return try JSONDecoder().decode(FleetAnswer.self, from: Data(answer.bytes)).devices[0].source
                    .lastReading
            }
        }

        func wait(until isSo: () async throws -> Bool) async throws {
            while try await !isSo() { try await Task.sleep(for: .milliseconds(50)) }
        }
    }

    @Test(
        "says so, goes on to answer and to show what is now, and stores all of it when there is room again",
        .enabled(if: SmallDisk.isPossible, "only root can mount a small file system"))
    func full() async throws {
        let disk = try SmallDisk(size: "2m")
        let fleet = try Fleet(store: disk.folder.path(of: "store.db"))
        let running = Task { await fleet.service.run() }
        // A little of what is left takes a small transaction after a large one was refused: each state is waited for.
        func isFull() async throws -> Bool {
            let answer = try await fleet.get("/readyz")
            return answer.status == .serviceUnavailable && answer.text.contains("disk is full")
        }
        try await fleet.wait { try await isFull() }
        #expect(try await fleet.get("/healthz").status == .ok)
        try await fleet.wait { try await fleet.metric("subkelvin_store_condition{condition=\"full\"}") == 1 }
        try await fleet.wait { fleet.log.records.contains { $0.message == "the store takes no readings" } }
        // What is now goes on, and what was can be asked for.
        let before = try #require(try await fleet.lastReading)
        try await fleet.wait {
            let isNewer = try await fleet.lastReading.map { $0 > before } ?? false
            return try await isFull() && isNewer
        }
        let series = "/api/v1/devices/lab/series?channel=50K&from=2020-01-01T00:00:00Z"
        #expect(try await fleet.get(series).status == .ok)

        try #require(disk.resize(to: "256m"))
        try await fleet.wait { try await fleet.get("/readyz").status == .ok }
        try await fleet.wait { fleet.log.records.contains { $0.message == "the store takes readings again" } }
        try await fleet.wait { try await fleet.metric("subkelvin_store_waiting") == 0 }
        running.cancel()
        await running.value
        try await fleet.service.stop()
        // Nothing is missing: a look a minute, throughout.
        let store = try TelemetryStore(path: disk.folder.path(of: "store.db"))
        let channel = try #require(store.channel(device: "lab", name: "flow"))
        let times = try store.readings(of: channel, from: .min, to: .max).map(\.time)
        #expect(times.count > 100)
        #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 <= 90_000_000_000 })
    }
}
