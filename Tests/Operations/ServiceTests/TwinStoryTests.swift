import Cryogenics
import Foundation
import Readings
import SubkelvinTesting
import Telemetry
import Testing
import Twin

@testable import Service

@Suite("The story of a simulated device")
struct TwinStoryTests {
    private static let second: Int64 = 1_000_000_000
    private static let now: Int64 = 1_800_000_000_123_456_789

    /// A node that rests, with some past.
    private func story(days: Double) throws -> TwinStory {
        let plant = try PlantDescription.preset("eth-node")
        let twin = TwinSettings(
            plant: plant, scenario: .init(name: "rest", title: "", start: .base), period: 2 * 86400,
            history: days * 86400)
        let frame = try TwinFrame(of: Device(cryostat: "lab", title: "Test"), twin, bases: PlantBases())
        return try TwinStory(frame, history: twin.history, now: Self.now)
    }

    /// All that a story tells, its past first, by channel in time's order; and how many readings that were.
    private func told(_ story: TwinStory, until end: Int64) throws -> (readings: [String: [Reading]], count: Int) {
        var readings: [String: [Reading]] = [:]
        var count = 0
        var news = try story.advance(to: end)
        while true {
            for batch in news.batches {
                readings[batch.channel.name, default: []] += batch.readings
                count += batch.readings.count
            }
            if news.isThere { break }
            news = try story.advance(to: end)
        }
        let past = story.past(told: [])
        var names: Set<String> = []
        while let day = try past?.tell() {
            #expect(names.insert(day.name).inserted, "two days are called \(day.name)")
            for batch in day.batches {
                readings[batch.channel.name, default: []] += batch.readings
                count += batch.readings.count
            }
        }
        return (readings.mapValues { $0.sorted { $0.time < $1.time } }, count)
    }

    @Test("has one reading of a channel at a time: what the past tells and what now tells meet, and do not overlap")
    func onceEach() throws {
        // Now lies within a turn, and at the end of one.
        for days in [2.5, 2] {
            let (readings, _) = try told(story(days: days), until: Self.now + 600 * Self.second)
            #expect(readings.count > 30)
            for (channel, readings) in readings {
                #expect(zip(readings, readings.dropFirst()).allSatisfy { $0.time < $1.time }, "\(channel)")
            }
            // A thermometer's round is two minutes: nothing longer is missing around now, nor anywhere else.
            for channel in ["base", "4K", "P3", "flow"] {
                let times = try #require(readings[channel]).map(\.time)
                let longest = zip(times, times.dropFirst()).map { $1 - $0 }.max() ?? .max
                #expect(longest <= 180 * Self.second, "\(channel): \(longest)")
                #expect(times.first.map { $0 < Self.now - Int64(days * 86400 - 300) * Self.second } == true)
            }
        }
    }

    @Test("shows every instrument at once")
    func atOnce() throws {
        let story = try story(days: 2.5)
        let first = try story.advance(to: Self.now)
        #expect(first.isThere && Set(first.batches.map(\.channel.name)).isSuperset(of: ["base", "4K", "P1", "v1"]))
    }

    @Test(
        "goes on from its mark, read back from text, as if nothing had been: to the last bit, and nothing comes twice")
    func resumed() throws {
        let plant = try PlantDescription.preset("ld-400")
        let pump = Scenario.Event(at: 0, .run("cooldown"))
        let heat = Scenario.Event(at: 4 * 3600, for: 3600, .heat([Scenario.Heat(1e-2, into: .still)]))
        let noisy = Scenario.Event(
            at: 3600, for: 8 * 3600, .sensor(.init(.drift(perDay: 0.5), of: "4K", at: nil)))
        let twin = TwinSettings(
            plant: plant, scenario: Scenario(name: "down", title: "", start: .warm, events: [pump, noisy, heat]),
            period: 10 * 3600)
        let device = Device(cryostat: "lab", title: "Test", description: plant)
        let frame = try TwinFrame(of: device, twin, bases: PlantBases())
        var random = SeededRandom(seed: 11)
        var (whole, broken) = (
            try TwinStory(frame, history: 0, now: Self.now), try TwinStory(frame, history: 0, now: Self.now)
        )
        var now = Self.now
        for _ in 0..<14 {
            // Through the second turn, and breaks at any second.
            now += Int64(random.uniform(in: 600...7000)) * Self.second
            #expect(try whole.advance(to: now).batches == broken.advance(to: now).batches)
            // The integrator begins anew at a mark: of both.
            let mark = try whole.mark()
            let words = try JSONEncoder().encode(broken.mark())
            let read = try JSONDecoder().decode(TwinStory.Mark.self, from: words)
            #expect(read == mark)
            broken = try TwinStory(
                TwinFrame(of: device, twin, bases: PlantBases(), goesOn: true), from: read, after: now, plan: nil)
            #expect(broken.task?.step == whole.task?.step)
        }
        #expect(now > Self.now + 11 * 3600 * Self.second)
    }

    @Test("that is behind for two days tells them all, a day at a time")
    func catchesUp() throws {
        let story = try story(days: 0)
        let end = Self.now + 2 * 86400 * Self.second + 17 * Self.second
        #expect(try story.advance(to: end).isThere == false)
        #expect(try story.advance(to: end).isThere == false)
        let last = try story.advance(to: end)
        #expect(last.isThere)
        let flow = try #require(last.batches.first { $0.channel.name == "flow" })
        #expect(flow.readings.map(\.time) == [end])
    }
}
