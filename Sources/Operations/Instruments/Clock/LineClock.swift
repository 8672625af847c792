/// Turns what clocks on walls show, line after line of a file, into moments.
///
/// - A time that comes twice, when clocks are set back: the first of its two moments, unless that lies more than half the step
///   before the line above; then the second, from there on. The order of lines decides.
/// - A time that never was, when clocks are set forward: as if they had not been; it is told.
/// - A time that lies before the line above: it stands, and is told.
/// - Several lines of one second keep their order: each is a nanosecond later than the one before.
struct LineClock: Sendable {
    /// What is odd about a time.
    enum Oddity: Sendable, Hashable {
        /// Clocks in the zone never showed it.
        case neverShown
        /// It lies so many s before the line above.
        case backwards(Int64)
    }

    private let zone: ZoneRules
    private var wall = 0
    private var wallStart = Int64.max
    private var wallEnd = Int64.min
    /// The moment of the last line in s, and which line of that second it was.
    private(set) var last: (second: Int64, repeats: Int64)?

    init(_ zone: ZoneRules) { self.zone = zone }

    /// The moment of a line in ns.
    ///
    /// - Parameter shown: in s since 1970 as if the clock was one of UTC.
    @inline(__always)
    mutating func time(_ shown: Int64) -> (time: Int64, oddity: Oddity?) {
        if shown < wallStart || shown >= wallEnd { find(shown) }
        var oddity: Oddity?
        let second: Int64
        switch zone.walls[wall].meaning {
        case .once(let offset): second = shown - offset
        case .never(let before):
            second = shown - before
            oddity = .neverShown
        case .twice(let earlier, let later):
            let setBack = wallStart - later
            let isSecond =
                last.map { $0.second >= setBack || $0.second - (shown - earlier) > (earlier - later) / 2 } ?? false
            second = shown - (isSecond ? later : earlier)
        }
        guard let last else {
            self.last = (second, 0)
            return (second * 1_000_000_000, oddity)
        }
        if second < last.second, oddity == nil { oddity = .backwards(last.second - second) }
        let repeats = second == last.second ? last.repeats + 1 : 0
        self.last = (second, repeats)
        return (second * 1_000_000_000 + repeats, oddity)
    }

    private mutating func find(_ shown: Int64) {
        wall = zone.wall(at: shown)
        wallStart = zone.walls[wall].start
        wallEnd = wall + 1 < zone.walls.count ? zone.walls[wall + 1].start : .max
    }

    /// Goes on after a line that was read before.
    mutating func resume(after second: Int64, repeats: Int64) { last = (second, repeats) }
}
