import Dispatch
import Glibc
import Synchronization

/// Work shared among threads.
public enum Concurrent {
    /// How many processors there are.
    public static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// The results of a function for 0, 1, … in order, worked out by several threads.
    ///
    /// A thread takes the next number when it is done with one, so that uneven work is shared evenly.
    ///
    /// - Parameters:
    ///   - count: how many.
    ///   - threads: at most so many at once.
    ///   - body: called once for each number, from any thread.
    public static func map<Value: Sendable>(
        _ count: Int, threads: Int = processors, _ body: @Sendable (Int) -> Value
    ) -> [Value] {
        let next = Atomic(0)
        let results = Mutex([Value?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < count else { break }
                let value = body(index)
                results.withLock { $0[index] = value }
            }
        }
        return results.withLock { $0.compactMap(\.self) }
    }
}
