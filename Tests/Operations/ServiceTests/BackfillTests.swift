import Cryogenics
import Readings
import SubkelvinTesting
import Synchronization
import Telemetry
import Testing
import Twin

@testable import Service

@Suite("The past of simulated devices", .serialized, .timeLimit(.minutes(5)))
struct BackfillTests {
    /// After what time a device's story begins again, in s.
    private static let period = 36_000.0
    private static let now: Int64 = 1_800_000_000_000_000_000
    private static let history = 2.4 * period
    /// Plants at rest, worked out once for all tests.
    private static let bases = PlantBases()

    /// A device with a past of two turns and a part of one, or of more, in each of which something happens.
    private final class Fleet {
        let folder: TemporaryDirectory
        let hub: TelemetryHub
        let beneath = ManualClock()
        let clock: FleetClock
        let source: TwinSource
        let progress = BackfillProgress()

        /// - Parameters:
        ///   - other: whose store it goes on with, an hour later.
        ///   - history: how much past it has, in s.
        init(seed: Int, after other: Fleet? = nil, history: Double = BackfillTests.history) throws {
            folder = try other?.folder ?? TemporaryDirectory()
            try other?.hub.store.close()
            hub = TelemetryHub(store: try TelemetryStore(path: folder.path(of: "readings.db")))
            let start = (other?.clock.now).map { $0 + 3_600_000_000_000 } ?? BackfillTests.now
            clock = FleetClock(beneath, start: start, speed: 60)
            let plant = try PlantDescription.preset("eth-node")
            let heat = Scenario.Event(at: 18_000, for: 6_000, .heat([Scenario.Heat(2e-5, into: .base)]))
            let scenario = Scenario(name: "heat", title: "", start: .base, seed: UInt64(seed), events: [heat])
            source = TwinSource(
                Device(cryostat: "lab", title: "", description: plant),
                TwinSettings(
                    plant: plant, scenario: scenario, period: BackfillTests.period, history: history),
                clock: clock, bases: BackfillTests.bases, offloading: Offloading("tests.plants"))
        }

        var backfill: Backfill {
            Backfill([source], progress, clock: clock, offloading: Offloading("tests.past"))
        }

        /// Lets the device go on for some seconds of the wall's clock.
        func live(_ seconds: Int) async {
            let running = Task { [source, hub] in await source.run(into: hub, SourceMonitor()) }
            for _ in 0..<seconds {
                await beneath.sleepers(1)
                beneath.advance(by: .seconds(1))
            }
            await beneath.sleepers(1)
            running.cancel()
            await running.value
        }

        /// All that the store has, by channel, minute by minute.
        func stored() throws -> [String: [SeriesPoint]] {
            let end = BackfillTests.now + 3_600_000_000_000
            var result: [String: [SeriesPoint]] = [:]
            for channel in hub.store.channels() {
                let series = try hub.store.series(
                    of: channel, from: end - 100 * 3_600_000_000_000, to: end, points: 6000)
                #expect(series.width <= 60_000_000_000)
                result[channel.name] = series.points
            }
            return result
        }
    }

    @Test("reaches from its beginning to now and meets what is live: no reading twice, none missing")
    func meets() async throws {
        let fleet = try Fleet(seed: 1)
        // Ten seconds of the wall are ten minutes of the fleet.
        await fleet.live(10)
        await fleet.backfill.run(into: fleet.hub)
        #expect(fleet.progress.done == nil)
        let receipt = fleet.hub.statistics.receipt
        #expect(receipt.duplicates == 0 && receipt.conflicts == 0 && receipt.expired == 0)
        let stored = try fleet.stored()
        #expect(stored.count > 40)
        #expect(stored.values.joined().reduce(0) { $0 + $1.count } == receipt.added)
        let (begin, end) = (Self.now - Int64(Self.history * 1e9), Self.now + 600_000_000_000)
        for (name, points) in stored {
            let times = points.map(\.last.time)
            let gap = zip(times, times.dropFirst()).map { $1 - $0 }.max() ?? 0
            // What is read regularly is read each minute, machines every five; what is held says so once an hour.
            let longest: Int64 = name == "flow" ? 61 : name.hasPrefix("pulsetube-") ? 361 : 3661
            #expect(gap <= longest * 1_000_000_000, "\(name) is silent for \(gap / 1_000_000_000) s")
            #expect(times.first.map { $0 - begin <= 3_661_000_000_000 && $0 > begin } == true, "\(name) begins")
            #expect(times.last.map { $0 <= end && end - $0 <= 3_661_000_000_000 } == true, "\(name) ends")
        }
        // The heat of each turn is seen at its hour.
        let base = try #require(stored["base"])
        func temperatures(of turn: Int, _ seconds: ClosedRange<Double>) -> [Double] {
            let start = Double(begin) / 1e9 + Double(turn) * Self.period
            return base.filter { seconds.contains(Double($0.last.time) / 1e9 - start) }.compactMap(\.mean)
        }
        for turn in 0..<2 {
            let (rest, heated) = (temperatures(of: turn, 10_000...17_000), temperatures(of: turn, 20_000...23_000))
            #expect((heated.min() ?? 0) > 1.2 * (rest.max() ?? .infinity), "turn \(turn)")
        }
        try fleet.hub.store.close()
    }

    @Test("of a device whose plant refuses ends by itself, says why, and takes no other's along")
    func refused() throws {
        let plant = try PlantDescription.preset("eth-node")
        func past(_ name: String, _ events: [Scenario.Event]) throws -> TwinPast {
            let scenario = Scenario(name: "heat", title: "", start: .warm, events: events)
            let frame = try TwinFrame(
                of: Device(cryostat: name, title: "", description: plant),
                TwinSettings(plant: plant, scenario: scenario), bases: Self.bases)
            return TwinPast(
                frame, TwinPast.Plan(origin: Self.now, history: 7200, ends: frame.channels.map { _ in .max }))
        }
        // No node of the link has a cold plate.
        let heat = Scenario.Event(at: 0, .heat([Scenario.Heat(1, into: .coldPlate)]))
        let untold = UntoldPasts([try past("sound", []), try past("refused", [heat]), try past("sound-2", [])])
        #expect(untold.days == 3)
        var (told, refused) = ([String](), [String]())
        while let next = untold.next() {
            switch next {
            case .day(let day): told.append(day.name)
            case .failed(let device, let reason):
                refused.append(device)
                #expect(reason.contains("cold plate"), "\(reason)")
            }
        }
        #expect(refused == ["refused"] && told.count == 2 && told.allSatisfy { $0.contains("sound") })
    }

    @Test("broken off and told again it is the same to the last bit, and nothing is there twice")
    func resumed() async throws {
        let (whole, broken) = (try Fleet(seed: 3), try Fleet(seed: 3))
        await whole.live(1)
        await whole.backfill.run(into: whole.hub)
        await broken.live(1)
        let live = broken.hub.statistics.receipt.added
        let running = Task { [backfill = broken.backfill, hub = broken.hub] in await backfill.run(into: hub) }
        // The newest part is there, the rest is not.
        while broken.hub.statistics.receipt.added == live { try await Task.sleep(for: .milliseconds(2)) }
        running.cancel()
        await running.value
        let added = broken.hub.statistics.receipt.added
        #expect(added < whole.hub.statistics.receipt.added)
        #expect(broken.progress.done == nil)
        await broken.backfill.run(into: broken.hub)
        let receipt = broken.hub.statistics.receipt
        #expect(receipt.duplicates == 0 && receipt.conflicts == 0)
        #expect(receipt.added == whole.hub.statistics.receipt.added)
        #expect(try broken.stored() == whole.stored())
        try whole.hub.store.close()
        try broken.hub.store.close()
    }

    @Test("broken off at random places, with a new start each time, it is the same to the last bit, and nothing twice")
    func restarted() async throws {
        let history = 9.3 * Self.period
        let whole = try Fleet(seed: 5, history: history)
        await whole.live(1)
        await whole.backfill.run(into: whole.hub)
        var random = SeededRandom(seed: 19)
        var broken = try Fleet(seed: 5, history: history)
        var (starts, conflicts) = (0, 0)
        func look() {
            let receipt = broken.hub.statistics.receipt
            conflicts += receipt.conflicts + receipt.duplicates + receipt.expired
        }
        await broken.live(1)
        while let past = broken.source.past(told: Set(try broken.hub.store.positions().map(\.source))), past.days > 0 {
            let running = Task { [backfill = broken.backfill, hub = broken.hub] in await backfill.run(into: hub) }
            let goal = broken.hub.statistics.transactions + Int(random.uniform(in: 0...3))
            while broken.progress.done == nil || broken.hub.statistics.transactions < min(goal, past.days) {
                try await Task.sleep(for: .milliseconds(2))
            }
            try await Task.sleep(for: .milliseconds(Int(random.uniform(in: 0...80))))
            running.cancel()
            await running.value
            look()
            starts += 1
            broken = try Fleet(seed: 5, after: broken, history: history)
            await broken.live(1)
        }
        // One more, which has nothing left to tell.
        await broken.backfill.run(into: broken.hub)
        look()
        #expect(starts > 3 && conflicts == 0)
        // What follows now differs: the broken one has lived for longer.
        func past(_ fleet: Fleet) throws -> [String: [SeriesPoint]] {
            try fleet.stored().mapValues { $0.filter { $0.last.time < Self.now - 300_000_000_000 } }
        }
        let (expected, found) = (try past(whole), try past(broken))
        #expect(expected.keys == found.keys)
        for (name, points) in expected { #expect(points == found[name], "\(name)") }
        #expect((expected["flow"]?.count ?? 0) > Int(history / 60) - 10)
        try whole.hub.store.close()
        try broken.hub.store.close()
    }
}
