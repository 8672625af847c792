import Synchronization

/// The instruments of one metric, one for each set of label values.
///
/// Look an instrument up once and keep it: a look-up takes a lock, the instrument itself none. A family holds at most
/// `limit` series; what would be one more goes to a single series whose label values are all `overflow`, so that sums
/// stay right, and is counted in `overflows`.
public final class Family<Instrument: AnyObject & Sendable>: Sendable {
    /// The metric's name.
    public let name: String
    /// The names of the labels, in the order in which values are given.
    public let labels: [String]
    /// How many series there may be.
    public let limit: Int

    struct Series {
        var values: [String]
        var labels: MetricLabels
        var instrument: Instrument
    }

    private struct State {
        var series: [[String]: Series] = [:]
        var overflow: Series?
        /// All series in their order, until there is another.
        var sorted: [Series]?
        var overflows: UInt64 = 0
    }

    private let state = Mutex(State())
    private let make: @Sendable () -> Instrument

    init(name: String, labels: [String], limit: Int, make: @escaping @Sendable () -> Instrument) {
        self.name = name
        self.labels = labels
        self.limit = limit
        self.make = make
    }

    /// The instrument of some label values, in the order of `labels`; made at its first use.
    ///
    /// - Precondition: as many values as labels: another number is an error in the program, not in its input.
    public func callAsFunction(_ values: String...) -> Instrument { instrument(values) }

    /// The instrument of a list of label values, in the order of `labels`; made at its first use.
    ///
    /// - Precondition: as many values as labels.
    public func instrument(_ values: [String]) -> Instrument {
        precondition(values.count == labels.count, "\(name) has the labels \(labels), but was given \(values)")
        return state.withLock { state in
            if let known = state.series[values] { return known.instrument }
            // The overflow's own name always means the overflow, or one name could stand for two series.
            if state.series.count < limit, values.isEmpty || values != overflowing {
                let new = series(values)
                state.series[values] = new
                state.sorted = nil
                return new.instrument
            }
            if values != overflowing { state.overflows += 1 }
            if let overflow = state.overflow { return overflow.instrument }
            let new = series(overflowing)
            state.overflow = new
            state.sorted = nil
            return new.instrument
        }
    }

    /// Forgets the series of some label values, such as those of a device that is gone.
    public func remove(_ values: String...) {
        state.withLock { state in
            state.series[values] = nil
            state.sorted = nil
        }
    }

    /// How many look-ups found the family full.
    public var overflows: UInt64 { state.withLock { $0.overflows } }

    /// All series, in the order of their label values.
    var all: [Series] {
        state.withLock { state in
            if let sorted = state.sorted { return sorted }
            var sorted = state.series.values.sorted { $0.values.lexicographicallyPrecedes($1.values) }
            if let overflow = state.overflow { sorted.append(overflow) }
            state.sorted = sorted
            return sorted
        }
    }

    private var overflowing: [String] { labels.map { _ in "overflow" } }

    private func series(_ values: [String]) -> Series {
        Series(values: values, labels: MetricLabels(rendering: Array(zip(labels, values))), instrument: make())
    }
}
