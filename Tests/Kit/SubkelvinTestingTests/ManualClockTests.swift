import SubkelvinTesting
import Synchronization
import Testing

@Suite("Manual clock", .timeLimit(.minutes(10)))
struct ManualClockTests {
    @Test("time stands still until it is moved")
    func still() async {
        let clock = ManualClock()
        #expect(clock.now.sinceStart == .zero)
        clock.advance(by: .seconds(3))
        #expect(clock.now.sinceStart == .seconds(3))
        #expect(!clock.advanceToNext())
    }

    @Test("sleepers wake in the order of their moments, and each sees its own")
    func order() async throws {
        let clock = ManualClock()
        var random = SeededRandom(seed: 5)
        let delays = (0..<50).map { _ in random.uniform(in: 1...20) }
        let woken = Woken()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for delay in delays {
                group.addTask {
                    try await clock.sleep(for: .seconds(delay))
                    woken.add(delay)
                }
            }
            await clock.sleepers(delays.count)
            var count = 0
            while clock.advanceToNext() {
                count += 1
                let expected = count
                while woken.all.count < expected { await Task.yield() }
                #expect(clock.now.sinceStart == .seconds(woken.all.last ?? 0))
            }
            try await group.waitForAll()
        }
        #expect(woken.all == delays.sorted())
    }

    @Test("moving the time wakes those whose moment has come, and no other")
    func partly() async throws {
        let clock = ManualClock()
        let woken = Woken()
        let tasks = [1, 2, 3].map { delay in
            Task {
                try await clock.sleep(for: .seconds(delay))
                woken.add(delay)
            }
        }
        await clock.sleepers(3)
        clock.advance(by: .seconds(2))
        try await tasks[0].value
        try await tasks[1].value
        #expect(Set(woken.all) == [1, 2])
        clock.advance(by: .seconds(1))
        try await tasks[2].value
    }

    @Test("a moment that has passed is not waited for")
    func past() async throws {
        let clock = ManualClock()
        try await clock.sleep(for: .zero)
        clock.advance(by: .seconds(1))
        try await clock.sleep(until: ManualClock.Instant(sinceStart: .milliseconds(1)))
    }

    @Test("a cancelled sleeper throws, whether it was asleep yet or not")
    func cancellation() async {
        let clock = ManualClock()
        for waits in [true, false] {
            let task = Task { try await clock.sleep(for: .seconds(1)) }
            if waits { await clock.sleepers(1) }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        #expect(!clock.advanceToNext())
    }
}

/// Who has woken, in order.
private final class Woken: Sendable {
    private let list = Mutex<[Int]>([])

    var all: [Int] { list.withLock { $0 } }

    func add(_ delay: Int) { list.withLock { $0.append(delay) } }
}
