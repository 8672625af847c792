internal import Readings
internal import Telemetry

/// A channel in time, with what it did not need to say.
///
/// Valves, pumps, heaters and speeds are written when they change: between two readings the first one holds, as a step, and so it does
/// from before the beginning and until the device was last heard. The same is so of a reading without a number: what is off, or out of
/// range, is so until it says something else. Nothing is a gap there but what the device as a whole did not say.
/// Any other channel speaks by itself: what it did not say for long is a gap.
struct HeldSeries {
    let channel: Channel
    /// How long a point is, in ns; 0 where each is a reading.
    let width: Int64
    private(set) var points: [SeriesPoint] = []
    private(set) var gaps: [Range<Int64>] = []

    /// Nothing for six points, or for ten minutes and more, is a gap.
    static func longest(_ width: Int64) -> Int64 {
        let (six, overflow) = width.multipliedReportingOverflow(by: 6)
        return overflow ? .max - width : max(six, 600_000_000_000)
    }
    /// A step that comes later than this after its last reading is drawn as one, in ns.
    private static let shortest: Int64 = 120_000_000_000
    private static let millisecond: Int64 = 1_000_000

    /// Whether a channel is written when it changes.
    static func isHeld(_ channel: Channel) -> Bool {
        switch channel.unit {
        case .one, .watt, .hertz: true
        default: false
        }
    }

    /// Whether a reading holds until it says something else: it has no number that counts, and is not merely old.
    private static func holds(_ reading: Reading) -> Bool {
        reading.usableValue == nil && reading.quality != .stale
    }

    /// Whether it matters for a series when its device was heard.
    static func needsHeard(_ series: Series) -> Bool {
        isHeld(series.channel) || series.points.contains { holds($0.last) }
    }

    /// A series as it is drawn.
    ///
    /// - Parameters:
    ///   - series: what the store has.
    ///   - before: the last reading before that.
    ///   - heard: when the device was heard, from the first to the last time of what was asked for.
    init(_ series: Series, before: Reading?, heard: HeardSpans) {
        channel = series.channel
        width = series.width
        points.reserveCapacity(series.points.count)
        let isHeld = Self.isHeld(channel)
        if isHeld, let before, let first = heard.spans.first, before.time < first.lowerBound {
            let start = Swift.min(first.lowerBound, series.points.first?.from ?? .max)
            points.append(Held.point(before, at: start))
        }
        for point in series.points {
            if let last = points.last { bridge(from: last, to: point.from, next: point, isHeld, heard) }
            points.append(point)
        }
        if isHeld, let last = points.last, let end = heard.spans.last?.upperBound, end > last.end(width) {
            bridge(from: last, to: end, next: nil, isHeld, heard)
        }
    }

    /// What lies between a point and the next, or the end.
    private mutating func bridge(
        from last: SeriesPoint, to next: Int64, next point: SeriesPoint?, _ isHeld: Bool, _ heard: HeardSpans
    ) {
        let start = Swift.max(last.from, last.last.time)
        guard next - start > Self.longest(width) + width else {
            if isHeld, next - last.end(width) > Self.shortest { step(last, until: next, point) }
            return
        }
        guard isHeld || Self.holds(last.last) else { return gaps.append(start..<next) }
        let silent = heard.silences(from: start, to: next)
        for gap in silent where isHeld {
            points.append(Held.point(last.last, at: gap.lowerBound))
            if gap.upperBound < next { points.append(Held.point(last.last, at: gap.upperBound)) }
        }
        gaps += silent
        if isHeld, silent.last?.upperBound != next { step(last, until: next, point) }
    }

    /// Holds a value until just before the next.
    private mutating func step(_ last: SeriesPoint, until next: Int64, _ point: SeriesPoint?) {
        if let point, point.mean == last.last.usableValue, last.mean == point.mean { return }
        if last.mean != last.last.usableValue { points.append(Held.point(last.last, at: last.end(width))) }
        points.append(Held.point(last.last, at: point == nil ? next : next - Self.millisecond))
    }
}

/// When a device as a whole was heard.
struct HeardSpans {
    /// In time's order, none touching the next.
    let spans: [Range<Int64>]

    /// What some of its channels tell, those that speak all the time.
    ///
    /// - Parameter series: of the same times.
    init(_ series: [Series]) {
        var all: [Range<Int64>] = []
        for one in series {
            guard let first = one.points.first, let last = one.points.last else { continue }
            var start = first.from
            for gap in one.gaps(longerThan: HeldSeries.longest(one.width)) {
                all.append(start..<max(gap.lowerBound, start + 1))
                start = gap.upperBound
            }
            all.append(start..<max(last.last.time, start + 1))
        }
        var merged: [Range<Int64>] = []
        for span in all.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, span.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
            } else {
                merged.append(span)
            }
        }
        spans = merged
    }

    /// The spans without anything heard, longer than ten minutes, between two times.
    func silences(from: Int64, to: Int64) -> [Range<Int64>] {
        var result: [Range<Int64>] = []
        var start = from
        for span in spans where span.upperBound > from && span.lowerBound < to {
            if span.lowerBound - start > HeldSeries.longest(0) { result.append(start..<span.lowerBound) }
            start = max(start, span.upperBound)
        }
        if to - start > HeldSeries.longest(0) { result.append(start..<to) }
        return result
    }
}

extension SeriesPoint {
    /// Where it ends.
    fileprivate func end(_ width: Int64) -> Int64 { Swift.max(from + width, last.time) }
}

/// Points of what holds.
private enum Held {
    static func point(_ reading: Reading, at time: Int64) -> SeriesPoint {
        let value = reading.usableValue
        return SeriesPoint(
            from: time, min: value, mean: value, max: value, last: reading, worst: reading.quality, count: 1)
    }
}
