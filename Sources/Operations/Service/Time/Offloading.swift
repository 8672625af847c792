internal import Dispatch

/// Threads for what computes or waits for long, so that nobody who answers a request waits with it.
struct Offloading: Sendable {
    private let queue: DispatchQueue

    /// One thread after another, or several at once.
    init(_ label: String, isConcurrent: Bool = false) {
        queue = DispatchQueue(label: label, attributes: isConcurrent ? .concurrent : [])
    }

    /// Does something on a thread of its own.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
