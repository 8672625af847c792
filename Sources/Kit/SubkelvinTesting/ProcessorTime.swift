import Glibc

/// How long this thread computes for something: what other work on the machine does not change, as it does the time on the wall.
public func processorTime(of body: () throws -> Void) rethrows -> Duration {
    let begin = threadTime()
    try body()
    return threadTime() - begin
}

private func threadTime() -> Duration {
    // Seconds and nanoseconds as numbers: in a release the members of `timespec` belong to a module that nobody can import.
    unsafe withUnsafeTemporaryAllocation(of: Int.self, capacity: 2) { parts in
        unsafe parts.initialize(repeating: 0)
        guard let start = parts.baseAddress else { return .zero }
        let time = UnsafeMutableRawPointer(start)
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, time.assumingMemoryBound(to: timespec.self))
        return unsafe .seconds(parts[0]) + .nanoseconds(parts[1])
    }
}
