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

    @Test(
        "says which line of which file is wrong, a few a minute, and tells of the bridge's words and of what it cannot read"
    )
    func words() async throws {
        let fleet = try FleetFixture()
        let flows = (0..<40).map { "01-03-26,10:00:\(10 + $0),\($0 % 2 == 0 ? "1.0" : "x")\n" }.joined()
        try write(
            ["Flowmeter": flows, "Errors": "01-03-26,10:00:00,CH6,T. OVER\n"], to: fleet.folder.path)
        // A folder where a file should be cannot be read.
        try FileManager.default.createDirectory(
            atPath: fleet.folder.path + "/26-03-01/Heaters 26-03-01.log", withIntermediateDirectories: true)
        let running = Task { await fleet.service.run() }
        try await fleet.wait { fleet.service.hub.latest().contains { $0.channel.name == "flow" } }
        try await fleet.wait { try await fleet.detail().events.contains { $0.event == "above-range" } }
        let told = fleet.sink.records.flatMap { $0.fields.map { "\($0)" } }.filter { $0.contains("26-03-01/") }
        // The folder is told at every look, and each look that was waited for moved the clock.
        let minutes = Int(fleet.clock.now.sinceStart / .seconds(60)) + 1
        #expect((LineProblems.mostAMinute...LineProblems.mostAMinute * minutes).contains(told.count))
        #expect(told.contains { $0.contains("26-03-01/Flowmeter 26-03-01.log:2: ‘x’ is no number") })
        #expect(try await fleet.detail().device.notes.contains { $0.contains("Heaters 26-03-01.log: it is no file") })
        let metrics = try await fleet.get("/metrics").text
        #expect(metrics.contains("subkelvin_parse_errors_total{device=\"lab\"} 20"))
        #expect(metrics.contains("subkelvin_unreadable_files_total{device=\"lab\"}"))
        running.cancel()
        await running.value
        try await fleet.service.stop()
    }
}
