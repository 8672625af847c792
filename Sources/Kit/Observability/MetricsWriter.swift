/// Where the series of one metric are written, one after the other.
///
/// A line costs about as much as copying its bytes and printing its number: nothing of a series is made anew but that.
public struct MetricsWriter {
    /// All that has been written, of this metric and those before it.
    private(set) var bytes: [UInt8]
    /// The format that is being written.
    public let format: MetricsRegistry.Format
    /// How many series of this metric may still be written.
    private var room = 0
    /// How many series had no room.
    private(set) var dropped: UInt64 = 0
    private var name: [UInt8] = []

    init(_ format: MetricsRegistry.Format, capacity: Int) {
        self.format = format
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Writes one series: its labels, and its value now.
    ///
    /// Beyond the limit that the metric was registered with nothing is written, and the series is counted in
    /// `MetricsRegistry.dropped`.
    public mutating func write(_ labels: MetricLabels, _ value: Double) {
        guard takeRoom() else { return }
        bytes += name
        bytes += labels.bytes
        number(value)
        bytes.append(0x0A)
    }

    /// Writes one series that counts.
    mutating func write(_ labels: MetricLabels, count: UInt64) {
        bytes += name
        bytes += labels.bytes
        number(count)
        bytes.append(0x0A)
    }

    /// Writes the lines of a histogram.
    ///
    /// - Parameter bounds: the upper bounds of its ranges as text, the last `+Inf`.
    mutating func write(_ labels: MetricLabels, _ histogram: Histogram, bounds: [[UInt8]]) {
        // The sum is read first: a value that comes meanwhile is then in the count alone, never in the sum alone.
        let sum = histogram.sum
        var count: UInt64 = 0
        for (bound, inside) in zip(bounds, histogram.values) {
            count += inside
            bytes += name
            bytes += "_bucket{".utf8
            bytes += labels.inner
            bytes += (labels.inner.isEmpty ? "le=\"" : ",le=\"").utf8
            bytes += bound
            bytes += "\"} ".utf8
            number(count)
            bytes.append(0x0A)
        }
        bytes += name
        bytes += "_sum".utf8
        bytes += labels.bytes
        number(sum)
        bytes.append(0x0A)
        bytes += name
        bytes += "_count".utf8
        bytes += labels.bytes
        number(count)
        bytes.append(0x0A)
    }

    /// Begins a metric: its help and type.
    mutating func begin(_ metric: String, help: String, kind: MetricKind, limit: Int) {
        var (declared, written) = (metric, metric)
        if format == .openMetrics, kind == .counter {
            // The format's counters are declared without the ending that their lines must have.
            if metric.hasSuffix("_total") { declared.removeLast(6) } else { written += "_total" }
        }
        let help = format == .openMetrics ? MetricName.escaped(value: help) : MetricName.escaped(help: help)
        bytes += "# HELP \(declared) \(help)\n# TYPE \(declared) \(kind.rawValue)\n".utf8
        name = Array(written.utf8)
        room = limit
    }

    /// Ends the text.
    mutating func finish() {
        if format == .openMetrics { bytes += "# EOF\n".utf8 }
    }

    private mutating func takeRoom() -> Bool {
        guard room > 0 else {
            dropped += 1
            return false
        }
        room -= 1
        return true
    }

    private mutating func number(_ value: Double) {
        // Counts are whole numbers, and read better as such.
        if value == value.rounded(), abs(value) < 1e15 {
            if value < 0 { bytes.append(0x2D) }
            return number(UInt64(abs(value)))
        }
        var text = MetricName.text(value)
        text.withUTF8 { unsafe bytes += $0 }
    }

    private mutating func number(_ value: UInt64) {
        if value < 10 { return bytes.append(0x30 + UInt8(value)) }
        let start = bytes.count
        var rest = value
        while rest > 0 {
            bytes.append(0x30 + UInt8(rest % 10))
            rest /= 10
        }
        bytes[start...].reverse()
    }
}

/// What a metric is.
public enum MetricKind: String, Sendable, Hashable {
    /// A number of events; it only rises.
    case counter
    /// A value that rises and falls.
    case gauge
    /// How often values fell into each of some ranges.
    case histogram
}
