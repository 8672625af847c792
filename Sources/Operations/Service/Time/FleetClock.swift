/// The time of a fleet: that of the wall, or, of a fleet that is simulated or replayed, one of its own.
///
/// It begins at some moment and runs so many times as fast as the clock beneath it. All of a fleet goes by it: times of readings,
/// their ages, states and forecasts.
public struct FleetClock: Sendable {
    /// The moment at which it began, in ns since 1970 in UTC.
    public let start: Int64
    /// How many times as fast as the clock beneath it runs.
    public let speed: Double
    private let elapsed: @Sendable () -> Duration
    private let pause: @Sendable (Duration) async throws -> Void

    /// A clock that begins now.
    ///
    /// - Parameters:
    ///   - clock: what it runs by; of which it is `speed` times as fast.
    ///   - start: what its time is now, in ns since 1970 in UTC.
    ///   - speed: above zero; 1 for that of the wall.
    public init<C: Clock>(_ clock: C = ContinuousClock(), start: Int64, speed: Double = 1)
    where C.Duration == Duration {
        precondition(speed > 0, "time goes forward")
        self.start = start
        self.speed = speed
        let begin = clock.now
        elapsed = { begin.duration(to: clock.now) }
        pause = { try await clock.sleep(for: $0) }
    }

    /// Now, in ns since 1970 in UTC.
    public var now: Int64 { start + Int64((uptime / .nanoseconds(1)) * speed) }

    /// How long it has run, by the clock beneath.
    public var uptime: Duration { elapsed() }

    /// Waits for a while of the clock beneath.
    public func sleep(for duration: Duration) async throws { try await pause(duration) }

    /// Waits until it shows a time; not at all for one that has passed.
    public func sleep(until time: Int64) async throws {
        let left = Duration.nanoseconds(Int64(Double(time - start) / speed)) - uptime
        if left > .zero { try await pause(left) }
    }
}
