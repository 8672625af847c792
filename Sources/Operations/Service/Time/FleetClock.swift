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
    private let wall: (@Sendable () -> Int64)?
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
        wall = nil
        let begin = clock.now
        elapsed = { begin.duration(to: clock.now) }
        pause = { try await clock.sleep(for: $0) }
    }

    /// The clock of the wall, as it is set and put right meanwhile.
    ///
    /// - Parameters:
    ///   - clock: what it waits by.
    ///   - wall: what the wall's clock shows, in ns since 1970 in UTC.
    public init<C: Clock>(_ clock: C = ContinuousClock(), wall: @escaping @Sendable () -> Int64)
    where C.Duration == Duration {
        start = wall()
        speed = 1
        self.wall = wall
        let begin = clock.now
        elapsed = { begin.duration(to: clock.now) }
        pause = { try await clock.sleep(for: $0) }
    }

    /// How many times as fast as the clock beneath a fleet may run.
    public static let speeds = 0.1...1e5

    /// Where its time ends, the beginning of 2200: a fast clock that comes there stands still.
    ///
    /// Nanoseconds since 1970 last until 2262 in 64 bits, and ages and limits reach beyond now.
    static let end: Int64 = 7_258_118_400_000_000_000

    /// Now, in ns since 1970 in UTC.
    public var now: Int64 {
        if let wall { return min(wall(), Self.end) }
        let passed = (uptime / .nanoseconds(1)) * speed
        return passed < Double(Self.end) - Double(start) ? start + Int64(passed) : max(start, Self.end)
    }

    /// How long it has run, by the clock beneath.
    public var uptime: Duration { elapsed() }

    /// Waits for a while of the clock beneath.
    public func sleep(for duration: Duration) async throws { try await pause(duration) }
}
