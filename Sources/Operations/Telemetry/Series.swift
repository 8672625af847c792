public import Readings

/// A channel between two times, in about as many points as were asked for.
public struct Series: Sendable, Hashable {
    /// The channel.
    public var channel: Channel
    /// What the points were made of.
    public var resolution: Resolution
    /// How long a point is, in ns; 0 where each point is a reading.
    public var width: Int64
    /// The points in time's order; where there was no reading, there is no point.
    public var points: [SeriesPoint]

    /// A series.
    public init(channel: Channel, resolution: Resolution, width: Int64, points: [SeriesPoint]) {
        self.channel = channel
        self.resolution = resolution
        self.width = width
        self.points = points
    }
}

/// How finely the past is kept.
public enum Resolution: String, Sendable, Hashable, CaseIterable {
    /// Every reading.
    case raw
    /// A point a minute of UTC.
    case minute
    /// A point an hour of UTC.
    case hour

    /// How long a point is, in ns; 0 for readings.
    public var width: Int64 {
        switch self {
        case .raw: 0
        case .minute: 60_000_000_000
        case .hour: 3_600_000_000_000
        }
    }
}

/// The readings of a span of time in a few numbers; or a single reading.
///
/// Least, mean and greatest are of the readings that may be counted on (`Reading.usableValue`) and nil where there was
/// none: a sensor that is off its range must not move a mean. What it said last is in ``last`` nevertheless.
public struct SeriesPoint: Sendable, Hashable {
    /// When the span begins, in ns since 1970; the time of the reading where the point is one.
    public var from: Int64
    /// The least usable value.
    public var min: Double?
    /// The mean of the usable values, each with the same weight.
    public var mean: Double?
    /// The greatest usable value.
    public var max: Double?
    /// The latest reading of the span, whatever its quality.
    public var last: Reading
    /// The worst quality of the span.
    public var worst: Quality
    /// How many readings the span has.
    public var count: Int

    /// A point.
    public init(
        from: Int64, min: Double?, mean: Double?, max: Double?, last: Reading, worst: Quality, count: Int
    ) {
        self.from = from
        self.min = min
        self.mean = mean
        self.max = max
        self.last = last
        self.worst = worst
        self.count = count
    }
}

extension Series {
    /// The spans between neighbouring readings, or points, that are longer than a limit; each from the end of what comes
    /// before it to the beginning of what comes after it.
    ///
    /// - Parameter limit: in ns. Gaps inside a point cannot be seen.
    public func gaps(longerThan limit: Int64) -> [Range<Int64>] {
        zip(points, points.dropFirst()).compactMap { before, after in
            let start = before.last.time
            let (least, isEndless) = limit.addingReportingOverflow(width)
            let (span, isLonger) = after.from.subtractingReportingOverflow(start)
            return !isEndless && (isLonger || span > least) ? start..<after.from : nil
        }
    }
}
