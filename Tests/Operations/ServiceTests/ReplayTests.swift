import Instruments
import Observability
import Readings
import SubkelvinTesting
import Telemetry
import Testing

@testable import Service

@Suite("A replay")
struct ReplayTests {
    private static let second: Int64 = 1_000_000_000

    /// Six hours in Zürich, by their beginning in s since 1970.
    private enum Night: Int64, CaseIterable {
        /// Half past ten on the evening of 25 June.
        case summer = 1_750_883_400
        /// Half past eleven before clocks are set back on 26 October.
        case autumn = 1_761_427_800
        /// Half past eleven before clocks are set forward on 30 March.
        case spring = 1_743_287_400
    }

    private func written(_ night: Int64, _ dialect: LogDialect, in folder: TemporaryDirectory) throws -> WrittenLog {
        var log = WrittenLog(
            folder.path, dialect, zone: try ZoneRules(named: "Europe/Zurich"), seed: Int(night % 1000))
        try log.write(from: night * Self.second, hours: dialect == .current ? 3.2 : 6.5)
        return log
    }

    @Test(
        "hands out each reading once, when its time has come and not before, whatever clocks do in that night",
        arguments: Night.allCases.map(\.rawValue), LogDialect.allCases)
    func inTime(night: Int64, dialect: LogDialect) throws {
        let folder = try TemporaryDirectory()
        let log = try written(night, dialect, in: folder)
        #expect(try LogFolder(folder.path).days().count == 2)
        var replay = try ReplayLog(log.settings, of: "lab")
        #expect(try replay.beginning() == log.times.first)
        var found: [String: [Reading]] = [:]
        var (before, now) = (Int64.min, log.times[0])
        while !replay.isOver {
            // As far as a replay at 600 times the wall's speed comes in a second.
            let news = try replay.due(by: now)
            #expect(news.problems.count == 0)
            for batch in news.batches {
                #expect(batch.channel.device == "lab")
                let isDue = batch.readings.allSatisfy { $0.time > before && $0.time <= now }
                #expect(isDue, "\(batch.channel) at \(now) ns")
                found[batch.channel.name, default: []] += batch.readings
            }
            (before, now) = (now, now + 600 * Self.second)
        }
        // It ends with the last line, neither earlier nor later.
        #expect(log.times.last.map { $0 > before - 600 * Self.second && $0 <= before } == true)
        #expect(found == (try log.readings()))
        #expect(found["flow"]?.map(\.time) == log.times)
        #expect(found["base"]?.map(\.time) == log.times)
    }

    @Test(
        "runs at 600 times the wall's speed: what is stored is what was measured until then, and at its end it says so")
    func atSpeed() async throws {
        let folder = try TemporaryDirectory()
        let log = try written(Night.autumn.rawValue, .earlier, in: folder)
        let beneath = ManualClock()
        let clock = FleetClock(beneath, start: log.times[0], speed: 600)
        let hub = TelemetryHub(store: try TelemetryStore(path: folder.path(of: "readings.db")))
        let monitor = SourceMonitor()
        let metrics = try ServiceMetrics(MetricsRegistry(), hub, monitor) { nil }
        let logger = Logger(label: "test", sink: MemorySink(), now: { 0 })
        let problems = LineProblems("lab", clock: clock, metrics: metrics, log: logger)
        let running = Task {
            await ReplaySource("lab", log.settings, clock: clock, problems: problems) { _ in }.run(into: hub, monitor)
        }
        let seconds = ((log.times.last ?? 0) - log.times[0]) / (600 * Self.second)
        for step in 0...seconds {
            // It sleeps once all that is due is durable.
            await beneath.sleepers(1)
            let now = log.times[0] + step * 600 * Self.second
            let flow = try #require(hub.store.channel(device: "lab", name: "flow"))
            let stored = try hub.store.readings(of: flow, from: .min, to: .max).map(\.time)
            #expect(stored == log.times.filter { $0 <= now }, "after \(step) s")
            #expect(monitor.state(of: "lab", age: 0, patience: 60).name == .live)
            beneath.advance(by: .seconds(1))
        }
        await running.value
        let state = monitor.state(of: "lab", age: 0, patience: 60)
        #expect(state.name == .failed && state.reason?.contains("come to its end") == true)
        for (name, readings) in try log.readings() {
            let channel = try #require(hub.store.channel(device: "lab", name: name))
            #expect(try hub.store.readings(of: channel, from: .min, to: .max) == readings, "\(name)")
        }
        try hub.store.close()
    }

    @Test("what the bridge said after the last reading comes too, and only then is it over")
    func lastWords() throws {
        let folder = try TemporaryDirectory()
        try folder.write("25-06-25,10:00:00,1.0\n", to: "25-06-25/Flowmeter 25-06-25.log")
        try folder.write("25-06-25,10:05:00,CH6,T. OVER\n", to: "25-06-25/Errors 25-06-25.log")
        var replay = try ReplayLog(LogSourceSettings(folder: folder.path, zone: .utc), of: "lab")
        let first = try #require(try replay.beginning())
        #expect(try replay.due(by: first).batches.count == 1 && !replay.isOver)
        let news = try replay.due(by: first + 300 * Self.second)
        #expect(news.batches.isEmpty && news.messages.count == 1 && replay.isOver)
    }

    @Test("files that are no logs, and days without a line, are passed over")
    func others() throws {
        let folder = try TemporaryDirectory()
        var log = WrittenLog(folder.path, .earlier, zone: .utc, seed: 4)
        try log.write(from: Night.summer.rawValue * Self.second, hours: 0.5)
        try folder.write("", to: "25-06-24/Flowmeter 25-06-24.log")
        try folder.write("\u{0}\u{1}\u{2}\n\u{7f}ELF\n", to: "25-06-23/Flowmeter 25-06-23.log")
        try folder.write("a picture", to: "25-06-25/notes.png")
        var replay = try ReplayLog(log.settings, of: "lab")
        #expect(try replay.beginning() == log.times[0])
        var news = try replay.due(by: .max)
        #expect(news.batches.first { $0.channel.name == "flow" }?.readings.map(\.time) == log.times)
        #expect(replay.isOver)
        news = try replay.due(by: .max)
        #expect(news.batches.isEmpty)
    }
}
