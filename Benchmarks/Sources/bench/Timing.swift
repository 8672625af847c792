/// The times of one benchmark, in nanoseconds per operation, over batches.
struct Timing: Codable, Sendable {
    var batches: Int
    var operationsPerBatch: Int
    var minimum: Double
    var median: Double
    var ninetiethPercentile: Double

    /// Sorts the batches' times per operation into a summary.
    ///
    /// Empty input gives nil.
    init?(nanoseconds: [Double], operationsPerBatch: Int) {
        let sorted = nanoseconds.sorted()
        guard let first = sorted.first else { return nil }
        batches = sorted.count
        self.operationsPerBatch = operationsPerBatch
        minimum = first
        median = Timing.quantile(0.5, of: sorted)
        ninetiethPercentile = Timing.quantile(0.9, of: sorted)
    }

    /// A quantile of sorted values, linear between neighbours.
    static func quantile(_ share: Double, of sorted: [Double]) -> Double {
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }
}

/// How long and how often an operation is timed.
struct Schedule: Sendable {
    var batches = 40
    /// A batch is repeated operations until it takes this long, so that reading the clock costs nothing beside it.
    var batchDuration = Duration.milliseconds(10)

    /// Warms up while it finds the size of a batch, then times the batches.
    ///
    /// - Returns: the times, and the operation's value.
    func time<C: Clock>(_ operation: () throws -> Double, on clock: C) throws -> (timing: Timing, value: Double)
    where C.Duration == Duration {
        let value = try operation()
        return (try time(operation, batchesOf: batchSize(of: operation, on: clock), on: clock), value)
    }

    /// How many operations make a batch; found by doubling, which also warms up.
    func batchSize<C: Clock>(of operation: () throws -> Double, on clock: C) throws -> Int
    where C.Duration == Duration {
        var operations = 1
        while try clock.measure({ try repeatedly(operation, operations) }) < batchDuration { operations *= 2 }
        return operations
    }

    /// Times the batches.
    func time<C: Clock>(_ operation: () throws -> Double, batchesOf operations: Int, on clock: C) throws -> Timing
    where C.Duration == Duration {
        var nanoseconds: [Double] = []
        for _ in 0..<max(batches, 1) {
            let elapsed = try clock.measure { try repeatedly(operation, operations) }
            nanoseconds.append(elapsed / .nanoseconds(1) / Double(operations))
        }
        guard let timing = Timing(nanoseconds: nanoseconds, operationsPerBatch: operations) else {
            preconditionFailure("at least one batch was timed")
        }
        return timing
    }
}

/// Calls an operation `count` times and keeps the last value where the optimiser cannot see that nobody wants it.
@discardableResult
func repeatedly(_ operation: () throws -> Double, _ count: Int) throws -> Double {
    var last = 0.0
    for _ in 0..<count { last = try opaque(operation()) }
    return last
}

/// The value itself, through a door that the optimiser does not look behind.
@inline(never)
@_optimize(none)
func opaque(_ value: Double) -> Double { value }
