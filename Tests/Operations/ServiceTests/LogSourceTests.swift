import Foundation
import Instruments
import Observability
import Readings
import SubkelvinTesting
import Telemetry
import Testing

@testable import Service

@Suite("Logs as they are written")
struct LogSourceTests {
    private static let second: Int64 = 1_000_000_000
    /// Ten minutes before midnight in Zürich, 14 January 2025.
    private static let start: Int64 = 1_736_895_000 * second

    /// Two devices whose sources run by a clock that tests move.
    private final class Laboratory {
        let folder: TemporaryDirectory
        let beneath = ManualClock()
        let hub: TelemetryHub
        let monitor = SourceMonitor()
        /// What sources say of lines that cannot be read.
        let sink = MemorySink()
        var logs: [String: WrittenLog] = [:]
        private var tasks: [Task<Void, Never>] = []
        private let clock: FleetClock
        private let metrics: ServiceMetrics
        private(set) var now = LogSourceTests.start

        init(_ devices: [String], seed: Int) throws {
            folder = try TemporaryDirectory()
            hub = TelemetryHub(store: try TelemetryStore(path: folder.path(of: "readings.db")))
            metrics = try ServiceMetrics(MetricsRegistry(), hub, monitor) { nil }
            clock = FleetClock(beneath, start: now)
            for (index, device) in devices.enumerated() {
                let log = WrittenLog(
                    folder.path(of: device), zone: try ZoneRules(named: "Europe/Zurich"), seed: seed + index)
                logs[device] = log
                try FileManager.default.createDirectory(atPath: log.folder, withIntermediateDirectories: true)
            }
            begin()
        }

        private func begin() {
            tasks = logs.map { device, log in
                let problems = LineProblems(
                    device, clock: clock, metrics: metrics, log: Logger(label: "test", sink: sink, now: { 0 }))
                let source = LogSource(device, log.settings, clock: clock, problems: problems) { _ in }
                return Task { [hub, monitor] in await source.run(into: hub, monitor) }
            }
        }

        /// Ends all sources and lets others take their place, which know what is stored and nothing else.
        func beginAnew() async {
            for task in tasks { task.cancel() }
            for task in tasks { await task.value }
            begin()
        }

        /// Writes what a device says now.
        func write(_ device: String) throws { try logs[device]?.write(at: now) }

        /// Lets ten seconds pass, in which each source looks five times.
        func pass() async {
            for _ in 0..<5 {
                await beneath.sleepers(tasks.count)
                beneath.advance(by: .seconds(2))
            }
            await beneath.sleepers(tasks.count)
            now += 10 * LogSourceTests.second
        }

        func stored(_ device: String, _ channel: String) throws -> [Reading] {
            guard let channel = hub.store.channel(device: device, name: channel) else { return [] }
            return try hub.store.readings(of: channel, from: .min, to: .max)
        }

        /// How many lines were counted that could not be taken.
        func counted(_ device: String) -> Double? {
            let line = metrics.registry.text().split(separator: "\n")
                .first { $0.hasPrefix("subkelvin_parse_errors_total{device=\"\(device)\"}") }
            return line?.split(separator: " ").last.flatMap { Double($0) }
        }

        func state(_ device: String) -> SourceState { monitor.state(of: device, age: 0, patience: 60) }

        /// Ends all sources, and tells where the store differs from what one reads once the files are complete.
        func end() async throws -> [String] {
            for task in tasks { task.cancel() }
            for task in tasks { await task.value }
            var differences: [String] = []
            for (device, log) in logs {
                for (name, readings) in try log.readings(named: device) where try stored(device, name) != readings {
                    differences.append("\(device)/\(name)")
                }
            }
            try hub.store.close()
            return differences
        }
    }

    @Test("are stored line by line past midnight, each once, also what comes late", arguments: 0..<3)
    func midnight(seed: Int) async throws {
        let laboratory = try Laboratory(["lab"], seed: seed)
        for step in 0..<120 {
            try laboratory.write("lab")
            await laboratory.pass()
            #expect(try laboratory.stored("lab", "flow").count == step + 1)
        }
        #expect(try LogFolder(laboratory.folder.path(of: "lab")).days().count == 2)
        #expect(laboratory.state("lab").name == .live)
        // A thermometer whose file of yesterday comes when today has begun, and one of a week ago.
        var late: [String] = []
        for minute in 0..<40 { late.append("14-01-25,22:\(minute + 10):00,\(minute + 4).5\r\n") }
        try laboratory.folder.write(late.joined(), to: "lab/25-01-14/CH9 T 25-01-14.log")
        await laboratory.pass()
        #expect(try laboratory.stored("lab", "ch9").map(\.value) == (0..<40).map { Double($0) + 4.5 })
        let old = late.map { $0.replacing("14-01", with: "07-01") }.joined()
        try laboratory.folder.write(old, to: "lab/25-01-07/CH9 T 25-01-07.log")
        for _ in 0..<Int(LogTail.sweep / (10 * Self.second)) { await laboratory.pass() }
        #expect(try laboratory.stored("lab", "ch9").count == 80)
        #expect(try await laboratory.end() == [])
    }

    @Test("a folder that vanishes is said and comes back whole; who writes meanwhile misses nothing", arguments: 0..<3)
    func vanishes(seed: Int) async throws {
        let laboratory = try Laboratory(["gone", "there"], seed: seed)
        var random = SeededRandom(seed: UInt64(seed))
        let (place, elsewhere) = (laboratory.folder.path(of: "gone"), laboratory.folder.path(of: "elsewhere"))
        var isGone = false
        var written = 0
        for step in 0..<90 {
            if random.uniform(in: 0...6) == 0 {
                try FileManager.default.moveItem(
                    atPath: isGone ? elsewhere : place, toPath: isGone ? place : elsewhere)
                isGone.toggle()
            }
            if !isGone {
                try laboratory.write("gone")
                written += 1
            }
            try laboratory.write("there")
            await laboratory.pass()
            #expect(try laboratory.stored("there", "flow").count == step + 1)
            #expect(try laboratory.stored("gone", "flow").count == written)
            let state = laboratory.state("gone")
            #expect(state.name == (isGone ? .failed : .live))
            #expect(!isGone || state.reason?.contains(place) == true, "\(state)")
            #expect(laboratory.state("there").name == .live)
        }
        #expect(written > 10 && written < 80)
        if isGone { try FileManager.default.moveItem(atPath: elsewhere, toPath: place) }
        #expect(try await laboratory.end() == [])
    }

    @Test("a file that cannot be read, of one device, costs nothing else", arguments: 0..<2)
    func unreadable(seed: Int) async throws {
        let laboratory = try Laboratory(["bad", "there"], seed: seed)
        // A folder where a file should be, one that leads to itself, one that nobody ever writes into.
        let day = laboratory.folder.path(of: "bad/25-01-14")
        for name in ["CH3 T 25-01-14.log", "CH4 T 25-01-14.log"] {
            try FileManager.default.createDirectory(atPath: "\(day)/\(name)", withIntermediateDirectories: true)
        }
        try FileManager.default.createSymbolicLink(
            atPath: "\(day)/CH9 T 25-01-14.log", withDestinationPath: "CH9 T 25-01-14.log")
        #expect(mkfifo("\(day)/CH8 T 25-01-14.log", 0o600) == 0)
        for step in 0..<30 {
            for device in ["bad", "there"] { try laboratory.write(device) }
            await laboratory.pass()
            for device in ["bad", "there"] {
                #expect(try laboratory.stored(device, "flow").count == step + 1)
                #expect(laboratory.state(device).name == .live)
            }
        }
        #expect(try await laboratory.end() == [])
    }

    @Test(
        "a source that ends at any moment goes on where it was: nothing is lost, nothing is read twice",
        arguments: 0..<3)
    func resumes(seed: Int) async throws {
        let laboratory = try Laboratory(["lab"], seed: seed)
        var random = SeededRandom(seed: UInt64(seed))
        for step in 0..<90 {
            try laboratory.write("lab")
            if random.uniform(in: 0...4) == 0 { await laboratory.beginAnew() }
            await laboratory.pass()
            #expect(try laboratory.stored("lab", "flow").count == step + 1)
        }
        let receipt = laboratory.hub.statistics.receipt
        #expect(receipt.duplicates == 0 && receipt.conflicts == 0)
        #expect(try await laboratory.end() == [])
    }

    @Test("lines that cannot be read are said with file, number and what is expected, ten a minute and how many more")
    func said() async throws {
        let laboratory = try Laboratory(["lab"], seed: 5)
        let path = "lab/25-01-14/CH9 T 25-01-14.log"
        var text = ""
        func said(_ field: String) -> [String] {
            laboratory.sink.records.compactMap { record in
                record.fields.first(where: { $0.name == field }).map { "\($0.value)" }
            }
        }
        for step in 0..<12 {
            for _ in 0..<4 { text += "14-01-25,22:50:00,cold\r\n" }
            try laboratory.folder.write(text, to: path)
            await laboratory.pass()
            // Four lines in ten seconds; ten are told a minute.
            #expect(said("problem").count <= 10 * (1 + step / 6 + 1), "after \(step * 10) s")
        }
        let told = said("problem")
        #expect((20...30).contains(told.count), "\(told.count)")
        #expect(told.first?.contains("25-01-14/CH9 T 25-01-14.log:1: ‘cold’ is no number; expected ") == true)
        #expect(!said("count").isEmpty)
        #expect(laboratory.counted("lab") == 48)
        #expect(try await laboratory.end() == [])
    }

    @Test("a device that says nothing for a minute costs the others nothing, and goes on where it was")
    func silent() async throws {
        let laboratory = try Laboratory(["silent", "there"], seed: 7)
        var written = 0
        for step in 0..<30 {
            if !(12..<18).contains(step) {
                try laboratory.write("silent")
                written += 1
            }
            try laboratory.write("there")
            await laboratory.pass()
            #expect(try laboratory.stored("there", "flow").count == step + 1)
            #expect(try laboratory.stored("silent", "flow").count == written)
        }
        #expect(try await laboratory.end() == [])
    }
}
