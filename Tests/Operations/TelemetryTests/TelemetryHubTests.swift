import Readings
import SubkelvinTesting
import Testing

@testable import Telemetry

@Suite("A hub", .timeLimit(.minutes(10)))
struct TelemetryHubTests {
    private typealias Fixture = StoreFixture
    private let fixture: StoreFixture
    private let hub: TelemetryHub

    init() throws {
        fixture = try StoreFixture()
        hub = TelemetryHub(store: try fixture.open())
    }

    @Test("sources that submit at once share transactions; each has its own receipt, and nothing is lost")
    func groups() async throws {
        let channels = try (0..<50).map { try Fixture.channel("c\($0)") }
        let receipts = try await withThrowingTaskGroup(of: AppendReceipt.self) { group in
            for (index, channel) in channels.enumerated() {
                group.addTask { [hub] in
                    var sum = AppendReceipt()
                    for second in 0..<20 {
                        sum += try await hub.submit([Fixture.batch(channel, seconds: second..<second + 1 + index % 3)])
                    }
                    return sum
                }
            }
            return try await group.reduce(into: AppendReceipt()) { $0 += $1 }
        }
        #expect(
            receipts.added
                == hub.store.channels().map { (try? hub.store.readings(of: $0, from: .min, to: .max).count) ?? 0 }
                .reduce(0, +))
        #expect(receipts.conflicts == 0 && receipts.duplicates > 0)
        let statistics = hub.statistics
        #expect(statistics.receipt == receipts && statistics.waiting == 0)
        #expect(statistics.transactions < 50 * 20)
        #expect(Set(hub.latest()) == Set(hub.store.latest()))
    }

    @Test("a subscriber has all that is new, in order, and nothing that is not newer")
    func subscriber() async throws {
        let channel = try Fixture.channel()
        let subscription = hub.subscribe()
        try await hub.submit([Fixture.batch(channel, seconds: 5..<8)])
        try await hub.submit([Fixture.batch(channel, seconds: 0..<7)])
        try await hub.submit([Fixture.batch(channel, seconds: 7..<10)])
        var received: [Reading] = []
        for await readings in subscription {
            received += readings.map(\.reading)
            if received.count == 5 { break }
        }
        #expect(received == Fixture.batch(channel, seconds: 5..<10).readings)
        #expect(hub.latest(of: channel) == received.last)
        #expect(subscription.missed == 0)
    }

    @Test("a subscriber that sleeps misses the oldest and is told; the others miss nothing, and no source waits")
    func sleeper() async throws {
        let channel = try Fixture.channel()
        let asleep = hub.subscribe(buffering: 3)
        let awake = hub.subscribe(buffering: 3)
        var iterator = awake.makeAsyncIterator()
        for second in 0..<20 {
            let batch = Fixture.batch(channel, seconds: second..<second + 1)
            try await hub.submit([batch])
            #expect(await iterator.next()?.map(\.reading) == batch.readings)
        }
        #expect(awake.missed == 0 && asleep.missed == 17 && hub.statistics.missed == 17)
        var late = asleep.makeAsyncIterator()
        #expect(await late.next()?.map(\.reading) == Fixture.batch(channel, seconds: 17..<18).readings)
    }

    @Test("a subscriber that has gone is forgotten")
    func gone() async throws {
        do {
            let subscription = hub.subscribe()
            #expect(hub.statistics.subscribers == 1)
            withExtendedLifetime(subscription) {}
        }
        #expect(hub.statistics.subscribers == 0)
        let task = Task { [hub] in for await _ in hub.subscribe() {} }
        while hub.statistics.subscribers == 0 { await Task.yield() }
        task.cancel()
        await task.value
        #expect(hub.statistics.subscribers == 0)
    }

    @Test("a submission that cannot be taken harms none that shares its transaction")
    func mismatch() async throws {
        let base = try Fixture.channel()
        try await hub.submit([Fixture.batch(base, seconds: 0..<1)])
        let outcomes = hub.store.append([
            Submission(batches: [Fixture.batch(base, seconds: 1..<2)]),
            Submission(batches: [Fixture.batch(try Fixture.channel(unit: .pascal), seconds: 1..<2)]),
            Submission(batches: [Fixture.batch(base, seconds: 2..<3)]),
        ])
        #expect(outcomes.map { (try? $0.get())?.added } == [1, nil, 1])
    }

    @Test("what a full disk refuses still reaches those who watch, and its source is told")
    func full() async throws {
        let fixture = try StoreFixture()
        let hub = TelemetryHub(store: try fixture.open(limit: 200_000))
        let channel = try Fixture.channel()
        let subscription = hub.subscribe(buffering: 1)
        var second = 0
        while hub.store.condition == .working {
            _ = try? await hub.submit([Fixture.batch(channel, seconds: second..<second + 100)])
            second += 100
            try #require(second < 1_000_000)
        }
        let batch = Fixture.batch(channel, seconds: second..<second + 100)
        await #expect(throws: TelemetryError.self) { try await hub.submit([batch]) }
        #expect(hub.latest(of: channel) == batch.readings.last)
        var iterator = subscription.makeAsyncIterator()
        #expect(await iterator.next()?.map(\.reading) == batch.readings)
        #expect(hub.statistics.failures == 2)
    }

    @Test("what came from ahead of now hides nothing: not once the clock is right, not after a new start")
    func ahead() async throws {
        let fixture = try StoreFixture()
        let channel = try StoreFixture.channel()
        let now = StoreFixture.start
        do {
            let store = try fixture.open()
            let hub = TelemetryHub(store: store, now: { now })
            let subscription = hub.subscribe()
            let times = [
                0, 6 * StoreFixture.hour, 6 * StoreFixture.hour + 1, -StoreFixture.minute, 0, -StoreFixture.hour,
            ]
            let readings = times.map { Reading(time: now + $0, value: 1 + Double($0)) }
            for reading in readings { try await hub.submit([ReadingBatch(channel: channel, readings: [reading])]) }
            #expect(hub.latest(of: channel) == readings[4])
            var heard: [Reading] = []
            for await news in subscription {
                heard += news.map(\.reading)
                if heard.count == 5 { break }
            }
            #expect(heard == Array(readings[..<5]))
            try store.close()
        }
        let again = TelemetryHub(store: try fixture.open(), now: { now })
        #expect(again.latest().isEmpty)
        let late = Reading(time: now - StoreFixture.minute, value: 3)
        try await again.submit([ReadingBatch(channel: channel, readings: [late])])
        #expect(again.latest(of: channel) == late)
    }
}
