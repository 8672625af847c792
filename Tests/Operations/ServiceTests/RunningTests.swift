import Foundation
import HTTPServing
import Observability
import Readings
import SubkelvinTesting
import Testing
import Twin

@testable import Service

@Suite("A fleet that runs")
struct RunningTests {
    /// A fleet of one twin that is at base, by a clock that tests move.
    private struct Fleet {
        let folder: TemporaryDirectory
        let clock = ManualClock()
        let service: FleetService
        let router: Router

        init() throws {
            folder = try TemporaryDirectory()
            let device = Device(cryostat: "lab", title: "Test", description: try .preset("eth-node"))
            let twin = TwinSettings(
                plant: try .preset("eth-node"), scenario: .init(name: "rest", title: "", start: .base))
            service = try FleetService(
                ServiceSettings(
                    title: "Test", store: folder.path + "/store.db", speed: 60,
                    devices: [DeviceSettings(device, .twin(twin))]),
                clock: clock, wall: { 1_800_000_000_000_000_000 },
                log: Logger(label: "test", sink: MemorySink(), now: { 0 }))
            router = service.router
        }

        func get(_ target: String) async throws -> HTTPResponse {
            await router.respond(to: try HTTPRequest(.get, target))
        }
    }

    @Test("every path of the description answers, and what it answers can be read as described")
    func described() async throws {
        let fleet = try Fleet()
        let running = Task { await fleet.service.run() }
        var answer = try await fleet.get("/api/v1/fleet")
        while try JSONDecoder().decode(FleetAnswer.self, from: Data(answer.bytes)).devices[0].source.lastReading == nil
        {
            fleet.clock.advance(by: .milliseconds(100))
            try await Task.sleep(for: .milliseconds(5))
            answer = try await fleet.get("/api/v1/fleet")
        }
        let device = try JSONDecoder().decode(
            DeviceDetail.self, from: Data(try await fleet.get("/api/v1/devices/lab").bytes))
        #expect(device.channels.contains { $0.name == "base" })
        #expect(device.device.name == "lab")
        #expect(try await fleet.get("/api/v1/devices/lab/series?channel=none").status == .notFound)
        let known = Set(fleet.router.routes.map(\.template))
        for path in OpenAPIDocument.paths {
            #expect(known.contains(path.template), "\(path.template) is described and not there")
            guard path.contentType != "text/event-stream", !path.template.hasSuffix("/profile") else { continue }
            var target = path.template.replacing("{device}", with: "lab")
            if path.parameters.contains(where: \.isRequired) { target += "?channel=base&channel=P1" }
            #expect(try await fleet.get(target).status == .ok, "\(target)")
        }
        for template in known where template.hasPrefix("/api/") {
            #expect(OpenAPIDocument.paths.contains { $0.template == template }, "\(template) is not described")
        }
        let document = try JSONSerialization.jsonObject(with: Data(OpenAPIDocument.bytes)) as? [String: Any]
        #expect((document?["paths"] as? [String: Any])?.count == OpenAPIDocument.paths.count)
        let metrics = try await fleet.get("/metrics").text
        // Stages are five; oil and water have a temperature too, and are none.
        for (metric, label, names) in [
            ("cryo_stage_temperature_kelvin", "stage", device.device.stages.map(\.channel)),
            ("cryo_temperature_kelvin", "channel", ["pulsetube-oil", "pulsetube-water-in", "pulsetube-water-out"]),
        ] {
            let lines = metrics.split(separator: "\n").filter { $0.hasPrefix(metric + "{") }
            let found = lines.compactMap { $0.firstMatch(of: /(stage|channel)="([^"]*)"/) }
            #expect(!found.isEmpty && found.allSatisfy { $0.1 == label && names.contains(String($0.2)) }, "\(lines)")
        }
        for channel in device.channels {
            #expect(metrics.contains("cryo_reading_age_seconds{device=\"lab\",channel=\"\(channel.name)\"}"))
        }
        running.cancel()
        await running.value
        try await fleet.service.stop()
    }

    @Test(
        "a device lists the stages that it is made of, each of which says how warm it is",
        arguments: PlantDescription.presets)
    func stages(preset: String) throws {
        let plant = try PlantDescription.preset(preset)
        let device =
            plant.isLink
            ? try Device(link: "lab", title: "", limits: Limits(of: plant), description: plant)
            : Device(cryostat: "lab", title: "", description: plant)
        let twin = TwinSettings(plant: plant, scenario: .init(name: "rest", title: "", start: .warm))
        let channels = Set(try TwinFrame(of: device, twin, bases: PlantBases()).channels.map(\.name))
        #expect(device.stages.count >= 4 && Set(device.stages.map(\.channel)).isSubset(of: channels))
    }

    @Test(
        "what is not there, or asked for wrongly, is told so",
        arguments: [
            ("/api/v1/devices/none", 404), ("/api/v1/devices/lab/series", 400), ("/api/v1/fleet?x=1", 400),
            ("/api/v1/devices/lab/profile", 404),
            ("/api/v1/devices/lab/series?channel=base&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", 400),
            ("/assets/none.js", 404), ("/etc/passwd", 404),
        ])
    func refuses(target: String, status: Int) async throws {
        let fleet = try Fleet()
        #expect(try await fleet.get(target).status.rawValue == status)
        try await fleet.service.stop()
    }

    @Test("a device that has said nothing yet has an empty past, whatever its channels will be")
    func silence() async throws {
        let fleet = try Fleet()
        let answer = try await fleet.get("/api/v1/devices/lab/series?channel=base&channel=P1")
        let series = try JSONDecoder().decode(SeriesAnswer.self, from: Data(answer.bytes))
        #expect(answer.status == .ok && series.series.isEmpty && series.reason == "the device has said nothing yet")
        try await fleet.service.stop()
    }

    @Test("a service that ends is not ready")
    func draining() async throws {
        let fleet = try Fleet()
        #expect(try await fleet.get("/readyz").status == .ok)
        try await fleet.service.stop()
        #expect(try await fleet.get("/readyz").status == .serviceUnavailable)
        #expect(try await fleet.get("/healthz").status == .ok)
    }
}
