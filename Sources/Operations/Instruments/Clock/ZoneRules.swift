/// A time zone: when its clocks were, and will be, how far from UTC.
///
/// Read from the files that every Unix has, and not from Foundation, whose zones are missing in a program that is linked
/// statically.
///
/// - Source: RFC 8536 (TZif) for the files, POSIX.1-2017 section 8.3 for the rule at their end.
public struct ZoneRules: Sendable, Hashable {
    /// The name: `Europe/Zurich`.
    public let name: String
    /// A span of time with one offset.
    struct Span: Sendable, Hashable {
        /// In s since 1970 in UTC; the first is `Int64.min`.
        var start: Int64
        /// What clocks on walls show more than UTC, in s.
        var offset: Int64
    }

    /// In time's order, at least one.
    let spans: [Span]
    /// The same as clocks on walls show it.
    let walls: [Wall]

    init(name: String, spans: [Span]) {
        self.name = name
        self.spans = spans
        walls = Wall.all(spans)
    }

    /// UTC itself.
    public static let utc = ZoneRules(name: "UTC", spans: [Span(start: .min, offset: 0)])

    /// What clocks on walls show more than UTC at a time in s since 1970, in s.
    public func offset(at second: Int64) -> Int64 {
        var (low, high) = (0, spans.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if spans[middle].start <= second { low = middle } else { high = middle }
        }
        return spans[low].offset
    }

    /// A span of what clocks on walls show, in which they mean UTC in one way.
    struct Wall: Sendable, Hashable {
        enum Meaning: Sendable, Hashable {
            /// One moment.
            case once(offset: Int64)
            /// Two moments: clocks were set back, and showed it again.
            case twice(first: Int64, second: Int64)
            /// None: clocks were set forward past it. Whoever writes it anyway goes on by the offset before.
            case never(before: Int64)
        }
        /// In s since 1970 as if the clock was one of UTC.
        var start: Int64
        var meaning: Meaning

        static func all(_ spans: [Span]) -> [Wall] {
            var walls = [Wall(start: .min, meaning: .once(offset: spans[0].offset))]
            for (before, after) in zip(spans, spans.dropFirst()) where before.offset != after.offset {
                let (first, second) = (after.start + before.offset, after.start + after.offset)
                let meaning: Meaning =
                    second < first
                    ? .twice(first: before.offset, second: after.offset) : .never(before: before.offset)
                walls.append(Wall(start: min(first, second), meaning: meaning))
                walls.append(Wall(start: max(first, second), meaning: .once(offset: after.offset)))
            }
            return walls
        }
    }

    /// The span of wall clocks that holds a time, by number.
    func wall(at second: Int64) -> Int {
        var (low, high) = (0, walls.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if walls[middle].start <= second { low = middle } else { high = middle }
        }
        return low
    }
}

/// A zone that cannot be had.
public struct ZoneError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Why.
    public enum Reason: Sendable, Hashable {
        /// There is no such zone; some whose names are near.
        case unknown(near: [String])
        /// There are no zones at all.
        case noZones(folder: String)
        /// Its file makes no sense.
        case broken
    }

    /// The name that was asked for.
    public var name: String
    /// Why.
    public var reason: Reason

    /// What is wrong, what to do.
    public var description: String {
        switch reason {
        case .unknown(let near):
            "there is no time zone ‘\(name)’; "
                + (near.isEmpty
                    ? "expected one such as Europe/Zurich, or UTC" : "did you mean \(near.joined(separator: " or "))?")
        case .noZones(let folder):
            "there are no time zones in \(folder) to look ‘\(name)’ up in; install the package tzdata, or use UTC"
        case .broken: "the file of the time zone ‘\(name)’ makes no sense; install the package tzdata anew"
        }
    }
}
