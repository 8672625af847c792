import Foundation
import HTTPServing
import Instruments
import Observability
import Readings
import SubkelvinTesting
import Telemetry
import Testing

@testable import Service

@Suite("Sources")
struct SourceTests {
    /// Files of a log of one day, in its folder.
    private func write(_ files: [String: String], to folder: String, day: String = "26-03-01") throws {
        try FileManager.default.createDirectory(atPath: "\(folder)/\(day)", withIntermediateDirectories: true)
        for (name, text) in files {
            try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(day)/\(name) \(day).log"))
        }
    }

    @Test("a channel that is stored in another unit is refused with words; all else of its log is taken, on and on")
    func unit() async throws {
        let past = FleetFixture.minutes(try FleetFixture.channel("4K", .pascal), 3) { Double($0) }
        let fleet = try FleetFixture(past: [past])
        try write(
            ["CH2 T": "01-03-26,10:00:00,4.0\n01-03-26,10:01:00,4.1\n", "CH6 T": "01-03-26,10:00:00,0.01\n"],
            to: fleet.folder.path)
        let running = Task { await fleet.service.run() }
        try await fleet.wait { fleet.service.hub.latest().contains { $0.channel.name == "base" } }
        try write(
            ["CH6 T": "01-03-26,10:00:00,0.01\n01-03-26,10:01:00,0.02\n"], to: fleet.folder.path)
        try await fleet.wait { fleet.service.hub.latest().contains { $0.reading.value == 0.02 } }
        let device = try await fleet.detail().device
        #expect(device.notes.contains { $0.contains("4K is stored in Pa, not in K") })
        #expect(try await fleet.get("/metrics").text.contains("subkelvin_refused_readings_total{device=\"lab\"} 2"))
        running.cancel()
        await running.value
        try await fleet.service.stop()
    }
}
