import Synchronization
import Testing

@testable import Service

@Suite("Threads of their own")
struct OffloadingTests {
    /// How many things are done at once, and how many at most were.
    private final class Count: Sendable {
        private let state = Mutex((now: 0, most: 0))
        func begin() { state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
        func end() { state.withLock { $0.now -= 1 } }
        var both: (now: Int, most: Int) { state.withLock { $0 } }
    }

    @Test("all is done, each with its result, and no more at once than asked for", arguments: [1, 2, 4])
    func width(_ width: Int) async throws {
        let offloading = Offloading("test", width: width)
        let count = Count()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<200 {
                group.addTask {
                    try await offloading.run {
                        count.begin()
                        var sum = 0
                        for value in 0..<2000 { sum &+= value ^ number }
                        count.end()
                        return sum &* 0 &+ number
                    }
                }
            }
            var found: Set<Int> = []
            for try await number in group { found.insert(number) }
            #expect(found == Set(0..<200))
        }
        #expect(count.both.now == 0 && (1...width).contains(count.both.most))
    }

    @Test("what is thrown is thrown")
    func throwing() async {
        await #expect(throws: CancellationError.self) {
            try await Offloading("test").run { throw CancellationError() }
        }
    }
}
