import Synchronization

/// A number of events; it only rises.
public final class Counter: Sendable {
    private let count = Atomic<UInt64>(0)

    init() {}

    /// Counts one event, or several.
    public func increment(by amount: UInt64 = 1) { count.wrappingAdd(amount, ordering: .relaxed) }

    /// How many so far.
    public var value: UInt64 { count.load(ordering: .relaxed) }
}

/// A value that rises and falls.
public final class Gauge: Sendable {
    private let bits = Atomic<UInt64>(Double(0).bitPattern)

    init() {}

    /// Sets the value.
    public func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }

    /// Adds to the value.
    public func add(_ amount: Double) { bits.add(amount) }

    /// The value.
    public var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }
}

/// How often values fell into each of some ranges, and their sum.
public final class Histogram: Sendable {
    /// The upper bounds of the ranges, rising, each included in its range; beyond the last lies one more range.
    public let bounds: [Double]

    private let counts: Counts
    private let total = Atomic<UInt64>(Double(0).bitPattern)

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = Counts(bounds.count + 1)
    }

    /// Counts a value.
    ///
    /// NaN belongs to no range but the last, and makes the sum NaN.
    public func observe(_ value: Double) {
        // Bisection: the first bound that is not below the value.
        var (low, high) = (0, bounds.count)
        while low < high {
            let middle = (low + high) / 2
            if value <= bounds[middle] { high = middle } else { low = middle + 1 }
        }
        counts[low].increment()
        total.add(value)
    }

    /// The number of values in each range, not accumulated.
    public var values: [UInt64] { (0...bounds.count).map { counts[$0].value } }

    /// The sum of all values.
    public var sum: Double { Double(bitPattern: total.load(ordering: .relaxed)) }

    private struct Counts: Sendable {
        let counters: [Counter]
        init(_ count: Int) { counters = (0..<count).map { _ in Counter() } }
        subscript(_ index: Int) -> Counter { counters[index] }
    }
}

extension Atomic<UInt64> {
    /// Adds to a number that is kept as the bits of a `Double`.
    fileprivate borrowing func add(_ amount: Double) {
        var old = load(ordering: .relaxed)
        while true {
            let new = (Double(bitPattern: old) + amount).bitPattern
            let (exchanged, found) = weakCompareExchange(expected: old, desired: new, ordering: .relaxed)
            if exchanged { return }
            old = found
        }
    }
}
