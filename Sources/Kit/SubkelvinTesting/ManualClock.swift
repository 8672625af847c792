import Synchronization

/// A clock whose time moves only when it is told to.
///
/// ```swift
/// let clock = ManualClock()
/// async let polled: Void = poller.run(clock: clock)
/// await clock.sleepers(1)             // the poller has gone to sleep
/// clock.advance(by: .seconds(10))     // and is woken
/// ```
public final class ManualClock: Clock {
    /// A moment of a manual clock: so long after its beginning.
    public struct Instant: InstantProtocol {
        /// The time since the clock's beginning.
        public var sinceStart: Duration

        /// Makes a moment.
        public init(sinceStart: Duration) { self.sinceStart = sinceStart }

        /// The moment that lies a duration later.
        public func advanced(by duration: Duration) -> Instant { Instant(sinceStart: sinceStart + duration) }
        /// The time from this moment to another.
        public func duration(to other: Instant) -> Duration { other.sinceStart - sinceStart }
        /// Whether one moment comes before another.
        public static func < (left: Instant, right: Instant) -> Bool { left.sinceStart < right.sinceStart }
    }

    private struct Sleeper {
        var id: UInt64
        var deadline: Instant
        var wake: CheckedContinuation<Void, any Error>
    }

    private struct Watcher {
        var count: Int
        var wake: CheckedContinuation<Void, Never>
    }

    private struct State {
        var now = Instant(sinceStart: .zero)
        var lastID: UInt64 = 0
        var sleepers: [Sleeper] = []
        var cancelled: Set<UInt64> = []
        var watchers: [Watcher] = []

        /// The watchers that have seen enough sleepers.
        mutating func satisfied() -> [Watcher] {
            let count = sleepers.count
            let done = watchers.filter { $0.count <= count }
            watchers.removeAll { $0.count <= count }
            return done
        }
    }

    private let state = Mutex(State())

    /// Makes a clock that shows zero.
    public init() {}

    /// The time.
    public var now: Instant { state.withLock { $0.now } }

    /// The smallest difference of times: an attosecond, that of `Duration`.
    public var minimumResolution: Duration { Duration(secondsComponent: 0, attosecondsComponent: 1) }

    /// Waits until the clock shows a moment.
    ///
    /// - Throws: `CancellationError` when the task is cancelled before.
    public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (wake: CheckedContinuation<Void, any Error>) in
                enum Outcome { case due, cancelled, asleep([Watcher]) }
                let outcome = state.withLock { state -> Outcome in
                    // The handler may have run before this point, when there was nobody to wake yet.
                    if state.cancelled.remove(id) != nil { return .cancelled }
                    if deadline <= state.now { return .due }
                    state.sleepers.append(Sleeper(id: id, deadline: deadline, wake: wake))
                    return .asleep(state.satisfied())
                }
                switch outcome {
                case .due: wake.resume()
                case .cancelled: wake.resume(throwing: CancellationError())
                case .asleep(let watchers): for watcher in watchers { watcher.wake.resume() }
                }
            }
        } onCancel: {
            let sleeper = state.withLock { state -> Sleeper? in
                guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                    state.cancelled.insert(id)
                    return nil
                }
                return state.sleepers.remove(at: index)
            }
            sleeper?.wake.resume(throwing: CancellationError())
        }
        // A cancellation that came when the sleep was over leaves a mark that nobody needs.
        state.withLock { _ = $0.cancelled.remove(id) }
    }

    /// Moves the time on and wakes all whose moment has come, the earliest first, equal ones in the order they came.
    ///
    /// Each is woken at its own moment: the clock shows it then. Those woken run on their own tasks, and so later.
    ///
    /// - Precondition: the duration is not negative.
    public func advance(by duration: Duration) {
        precondition(duration >= .zero, "a clock does not run backwards")
        let end = now.advanced(by: duration)
        while let sleeper = next(until: end) { sleeper.wake.resume() }
        state.withLock { $0.now = max($0.now, end) }
    }

    /// Moves the time to the moment of the earliest sleeper and wakes it; false when nobody sleeps.
    @discardableResult
    public func advanceToNext() -> Bool {
        guard let sleeper = next(until: nil) else { return false }
        sleeper.wake.resume()
        return true
    }

    /// Waits until at least so many tasks sleep on this clock.
    public func sleepers(_ count: Int) async {
        await withCheckedContinuation { wake in
            let isThere = state.withLock { state -> Bool in
                if state.sleepers.count >= count { return true }
                state.watchers.append(Watcher(count: count, wake: wake))
                return false
            }
            if isThere { wake.resume() }
        }
    }

    /// Takes out the earliest sleeper, and moves the time to its moment.
    private func next(until end: Instant?) -> Sleeper? {
        state.withLock { state in
            let earliest = state.sleepers.indices.min {
                (state.sleepers[$0].deadline, state.sleepers[$0].id) < (
                    state.sleepers[$1].deadline, state.sleepers[$1].id
                )
            }
            guard let earliest, end.map({ state.sleepers[earliest].deadline <= $0 }) ?? true else { return nil }
            let sleeper = state.sleepers.remove(at: earliest)
            state.now = max(state.now, sleeper.deadline)
            return sleeper
        }
    }
}
