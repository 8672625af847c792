/// How often something may happen: a number at once, and in the long run so many a second.
struct TokenBucket: Sendable, Hashable {
    /// How many a second.
    let rate: Double
    /// How many at once.
    let burst: Double

    private var level: Double
    private var filled: Int64

    /// A full bucket.
    ///
    /// - Parameters:
    ///   - rate: how many a second, above 0.
    ///   - burst: how many at once, 1 at least.
    ///   - now: nanoseconds of a clock that does not go back.
    init(rate: Double, burst: Double, now: Int64) {
        precondition(
            rate > 0 && burst >= 1, "a bucket of \(burst) that fills by \(rate) a second never lets anything pass")
        self.rate = rate
        self.burst = burst
        level = burst
        filled = now
    }

    /// Takes one, if there is one.
    ///
    /// - Returns: `nil` if there was; else after how many seconds there will be.
    mutating func take(now: Int64) -> Double? {
        fill(now)
        guard level >= 1 else { return (1 - level) / rate }
        level -= 1
        return nil
    }

    /// Whether it is full: then it remembers nothing, and may be forgotten.
    mutating func isFull(now: Int64) -> Bool {
        fill(now)
        return level >= burst
    }

    private mutating func fill(_ now: Int64) {
        level = min(burst, level + Double(max(0, now - filled)) * 1e-9 * rate)
        filled = max(filled, now)
    }
}
