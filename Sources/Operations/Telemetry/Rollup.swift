internal import Readings

/// What is kept of the readings of a span: enough to add more readings to it, in any order, and to say what it was.
struct Rollup {
    var count = 0
    /// How many of them may be counted on; the rest have no part in least, mean and greatest.
    var usable = 0
    var min = Double.infinity
    var max = -Double.infinity
    var mean = 0.0
    var last: Reading
    var worst: Quality

    /// The rollup of one reading.
    init(_ reading: Reading) {
        last = reading
        worst = reading.quality
        count = 1
        if let value = reading.usableValue { (usable, min, max, mean) = (1, value, value, value) }
    }

    init(count: Int, usable: Int, min: Double, max: Double, mean: Double, last: Reading, worst: Quality) {
        self.count = count
        self.usable = usable
        self.min = min
        self.max = max
        self.mean = mean
        self.last = last
        self.worst = worst
    }

    /// Adds a reading that is not in it yet.
    mutating func add(_ reading: Reading) {
        count += 1
        if reading.time > last.time { last = reading }
        if reading.quality > worst { worst = reading.quality }
        guard let value = reading.usableValue else { return }
        usable += 1
        if value < min { min = value }
        if value > max { max = value }
        // By differences, and each divided before: neither a sum nor a difference of large numbers can overflow.
        let weight = Double(usable)
        mean += value / weight - mean / weight
    }

    /// Adds a rollup of other readings.
    mutating func add(_ other: Rollup) {
        count += other.count
        if other.last.time > last.time { last = other.last }
        worst = Swift.max(worst, other.worst)
        guard other.usable > 0 else { return }
        usable += other.usable
        min = Swift.min(min, other.min)
        max = Swift.max(max, other.max)
        let weight = Double(other.usable) / Double(usable)
        mean += other.mean * weight - mean * weight
    }

    /// The point of a series that says the same.
    func point(from: Int64) -> SeriesPoint {
        SeriesPoint(
            from: from, min: usable > 0 ? min : nil, mean: usable > 0 ? mean : nil, max: usable > 0 ? max : nil,
            last: last, worst: worst, count: count)
    }
}

/// The beginning of the span of a width that a time lies in; spans are counted from 1970, also before it.
func spanStart(of time: Int64, width: Int64) -> Int64 {
    let rest = time % width
    guard rest < 0 else { return time - rest }
    let (start, overflow) = (time - rest).subtractingReportingOverflow(width)
    return overflow ? .min : start
}

/// Makes rollups of one width of what comes in time's order, and hands out each when the next begins.
struct RollupBuilder {
    /// A rollup and the beginning of its span.
    struct Span {
        var from: Int64
        var rollup: Rollup
    }

    private let width: Int64
    private var end = Int64.min
    /// The one that is being made.
    private(set) var open: Span?

    init(width: Int64) { self.width = width }

    /// Adds a reading; returns the span that was made before, where this one begins another.
    mutating func add(_ reading: Reading) -> Span? {
        if open != nil, reading.time < end {
            open?.rollup.add(reading)
            return nil
        }
        return begin(at: reading.time, with: Rollup(reading))
    }

    /// Adds a rollup of a narrower width that divides this one's.
    mutating func add(_ span: Span) -> Span? {
        if open != nil, span.from < end {
            open?.rollup.add(span.rollup)
            return nil
        }
        return begin(at: span.from, with: span.rollup)
    }

    private mutating func begin(at time: Int64, with rollup: Rollup) -> Span? {
        let closed = open
        let from = spanStart(of: time, width: width)
        let (sum, overflow) = from.addingReportingOverflow(width)
        end = overflow ? .max : sum
        open = Span(from: from, rollup: rollup)
        return closed
    }
}

extension RollupBuilder {
    /// The rollups of readings that are in time's order.
    static func spans(of readings: some Sequence<Reading>, width: Int64) -> [Span] {
        var builder = RollupBuilder(width: width)
        var spans = readings.compactMap { builder.add($0) }
        if let open = builder.open { spans.append(open) }
        return spans
    }

    /// The rollups of narrower ones that are in time's order.
    static func spans(of narrower: some Sequence<Span>, width: Int64) -> [Span] {
        var builder = RollupBuilder(width: width)
        var spans = narrower.compactMap { builder.add($0) }
        if let open = builder.open { spans.append(open) }
        return spans
    }
}
