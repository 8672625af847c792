import Cryogenics
import Readings
import SubkelvinTesting
import Telemetry
import Testing
import Twin

@testable import Service

@Suite("A simulated device after a new start")
struct TwinMemoryTests {
    private static let now: Int64 = 1_800_000_000_000_000_000
    private static let second: Int64 = 1_000_000_000
    private static let bases = PlantBases()

    /// A node that a heater warms five hours after its story began, for two hours.
    private func settings(power: Double = 2e-5) throws -> TwinSettings {
        let heat = Scenario.Event(at: 18_000, for: 7_200, .heat([Scenario.Heat(power, into: .base)]))
        return TwinSettings(
            plant: try .preset("eth-node"), scenario: Scenario(name: "heat", title: "", start: .base, events: [heat]))
    }

    /// One run of a program with that device alone.
    private struct Run {
        let hub: TelemetryHub
        let beneath = ManualClock()
        let clock: FleetClock
        let source: TwinSource
        let monitor = SourceMonitor()

        init(_ folder: TemporaryDirectory, _ settings: TwinSettings, at start: Int64) throws {
            clock = FleetClock(beneath, start: start, speed: 60)
            hub = TelemetryHub(store: try TelemetryStore(path: folder.path(of: "readings.db")))
            source = TwinSource(
                Device(cryostat: "lab", title: "", description: settings.plant), settings, clock: clock,
                bases: TwinMemoryTests.bases, offloading: Offloading("tests.plants"))
        }

        /// Runs for some seconds of the wall's clock, then stops without a word; when it is then, in ns since 1970.
        func live(_ seconds: Int) async throws -> Int64 {
            let running = Task { [source, hub, monitor] in await source.run(into: hub, monitor) }
            for _ in 0..<seconds {
                await beneath.sleepers(1)
                beneath.advance(by: .seconds(1))
            }
            await beneath.sleepers(1)
            running.cancel()
            await running.value
            let receipt = hub.statistics.receipt
            #expect(receipt.conflicts == 0 && receipt.duplicates == 0 && receipt.expired == 0)
            return clock.now
        }

        /// All readings of a channel.
        func readings(_ name: String) throws -> [Reading] {
            let channel = try #require(hub.store.channel(device: "lab", name: name))
            return try hub.store.readings(of: channel, from: .min, to: .max)
        }
    }

    @Test(
        "goes on where it was, however often it is stopped: no gap, nothing twice, and what happens to it comes in time"
    )
    func goesOn() async throws {
        let folder = try TemporaryDirectory()
        var random = SeededRandom(seed: 4)
        var now = Self.now
        var starts = 0
        while now < Self.now + 30_000 * Self.second {
            let run = try Run(folder, settings(), at: now)
            // Its state is stored each minute: most ends lie between two.
            now = try await run.live(Int(random.uniform(in: 20...130)))
            #expect(run.monitor.notes(of: "lab").isEmpty)
            try run.hub.store.close()
            // Some starts are late.
            now += Int64(random.uniform(in: 1...600)) * Self.second
            starts += 1
        }
        #expect(starts > 3)
        let run = try Run(folder, settings(), at: now)
        for channel in ["flow", "base", "P3", "4K"] {
            let times = try run.readings(channel).map(\.time)
            let gap = zip(times, times.dropFirst()).map { $1 - $0 }.max() ?? .max
            #expect(gap <= 185 * Self.second, "\(channel): \(gap / Self.second) s")
        }
        let base = try run.readings("base").map { (Double($0.time - Self.now) / 1e9, $0.value ?? .nan) }
        let rest = base.filter { $0.0 > 3600 && $0.0 < 17_900 }.map(\.1)
        let heated = base.filter { $0.0 > 20_000 && $0.0 < 25_000 }.map(\.1)
        #expect((heated.min() ?? 0) > 1.2 * (rest.max() ?? .infinity))
        // Compressors have run for as long as their readings reach.
        let hours = try run.readings("pulsetube-hours")
        let ran = try #require(hours.last?.value) - #require(hours.first?.value)
        #expect(try abs(ran - Double(#require(hours.last).time - Self.now) / 1e9) < 120)
        try run.hub.store.close()
    }

    @Test("begins anew where it is described otherwise or stood still for longer than a week, and says so")
    func anew() async throws {
        let folder = try TemporaryDirectory()
        let first = try Run(folder, settings(), at: Self.now)
        var now = try await first.live(100)
        try first.hub.store.close()

        let other = try Run(folder, settings(power: 3e-5), at: now + Self.second)
        now = try await other.live(100)
        #expect(other.monitor.notes(of: "lab").first?.contains("described otherwise") == true)
        // Its compressor has not run for longer than at the first start.
        let hours = try other.readings("pulsetube-hours").compactMap(\.value)
        #expect(try abs(#require(hours.last) - #require(hours.first) - 6000) < 120)
        try other.hub.store.close()

        let late = try Run(folder, settings(power: 3e-5), at: now + TwinSource.longestAbsence + 3600 * Self.second)
        now = try await late.live(100)
        #expect(late.monitor.notes(of: "lab").first?.contains("stood still") == true)
        // The time in between is a gap.
        let times = try late.readings("flow").map(\.time)
        #expect(zip(times, times.dropFirst()).contains { $1 - $0 > TwinSource.longestAbsence })
        try late.hub.store.close()

        // And goes on again from then.
        let last = try Run(folder, settings(power: 3e-5), at: now + Self.second)
        _ = try await last.live(10)
        #expect(last.monitor.notes(of: "lab").isEmpty)
        try last.hub.store.close()
    }

    @Test("what is stored of it cannot be read: it begins anew, says so, and stores what can")
    func damaged() async throws {
        let folder = try TemporaryDirectory()
        let first = try Run(folder, settings(), at: Self.now)
        let now = try await first.live(3)
        for words in ["", "{", "{\"identity\":\"0\"}"] {
            try first.hub.store.append([], positions: [SourcePosition(source: "lab/twin", position: words)])
        }
        try first.hub.store.close()
        let next = try Run(folder, settings(), at: now + Self.second)
        let end = try await next.live(3)
        #expect(next.monitor.notes(of: "lab").count == 1)
        try next.hub.store.close()
        let last = try Run(folder, settings(), at: end + Self.second)
        _ = try await last.live(3)
        #expect(last.monitor.notes(of: "lab").isEmpty)
        try last.hub.store.close()
    }
}

@Suite("Fingerprints")
struct FingerprintTests {
    private struct Thing {
        enum Kind { case plain, sized(Double, of: String) }
        var numbers: [String: Double]
        var words: Set<String>
        var kind: Kind
        var maybe: Int?
    }

    private let thing = Thing(
        numbers: ["a": 1, "b": 2.5, "c": -0.0], words: ["x", "y"], kind: .sized(1e-9, of: "V"), maybe: nil)

    @Test("is the same in every run: of this value the word that it always had")
    func pinned() { #expect(Fingerprint(of: thing).word == "bb97b485e7750960") }

    @Test("is the same however dictionaries and sets were filled, and another where anything is another")
    func differs() throws {
        var same = Thing(numbers: [:], words: [], kind: thing.kind, maybe: nil)
        for (key, value) in thing.numbers.sorted(by: { $0.key > $1.key }) { same.numbers[key] = value }
        for word in thing.words.sorted(by: >) { same.words.insert(word) }
        #expect(Fingerprint(of: same).word == Fingerprint(of: thing).word)
        var others = Array(repeating: thing, count: 6)
        others[0].numbers["a"] = 1.0.nextUp
        others[1].words = ["xy"]
        others[2].kind = .plain
        others[3].kind = .sized(1e-9, of: "W")
        others[4].maybe = 0
        others[5].numbers["d"] = 0
        #expect(Set((others + [thing]).map { Fingerprint(of: $0).word }).count == 7)
        // What plants are made of, read twice.
        let plants = try PlantDescription.presets.map {
            (try PlantDescription.preset($0), try PlantDescription.preset($0))
        }
        for (one, again) in plants { #expect(Fingerprint(of: one).word == Fingerprint(of: again).word) }
        #expect(Set(plants.map { Fingerprint(of: $0.0).word }).count == Set(plants.map(\.0)).count)
    }
}
