internal import Dispatch
internal import Synchronization

/// Threads for what computes or waits for long, so that nobody who answers a request waits with it.
///
/// They are none of those that tasks share: queues of their own, each of which does one thing after another. (A concurrent queue would
/// take its threads from the tasks.)
final class Offloading: Sendable {
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var idle: [DispatchQueue]
    }
    private let state: Mutex<State>

    /// Threads.
    ///
    /// - Parameter width: how many things are done at once, at most.
    init(_ label: String, width: Int = 1) {
        state = Mutex(State(idle: (0..<max(width, 1)).map { DispatchQueue(label: "\(label).\($0)") }))
    }

    /// Does something on a thread of its own; things begin in the order in which they come.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let queue = state.withLock { state in
                state.waiting.append { continuation.resume(with: Result(catching: work)) }
                return state.idle.popLast()
            }
            queue?.async { [self] in drain(on: queue) }
        }
    }

    private func drain(on queue: DispatchQueue?) {
        while let next = next(on: queue) { next() }
    }

    private func next(on queue: DispatchQueue?) -> (@Sendable () -> Void)? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                if let queue { state.idle.append(queue) }
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}
