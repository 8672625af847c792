import Glibc

/// One thing that is timed: an operation with a value, and what is promised of its time.
struct Benchmark: Sendable {
    /// What a peer's result and a threshold call it: lower case, with hyphens.
    var name: String
    /// The median may not be above this, in nanoseconds; nil promises nothing.
    var mostNanoseconds: Double? = nil
    /// The peers it is compared with.
    var comparisons: [Comparison] = []
    /// How often it is timed.
    var schedule = Schedule()
    /// Whether its instructions are counted: not of one that takes seconds.
    var isCounted = true
    /// Prepares whatever is not timed and returns the operation.
    ///
    /// Its value is compared with the peers' values, and keeps the optimiser from leaving the operation out.
    var prepare: @Sendable () throws -> () throws -> Double
}

extension Benchmark {
    /// Is timed beside a peer: prints a line when it is warm, and then, for each line that it reads, the median of some batches.
    func timeBeside<C: Clock>(on clock: C) throws where C.Duration == Duration {
        let operation = try prepare()
        var schedule = schedule
        schedule.batches = Self.batchesBeside
        let size = try schedule.batchSize(of: operation, on: clock)
        var said = 0.0
        repeat {
            print(said)
            // Who waits for it reads it now.
            fflush(nil)
            guard readLine() != nil else { return }
            said = try schedule.time(operation, batchesOf: size, on: clock).median
        } while true
    }

    private static let batchesBeside = 5
}

/// What is promised against another program that computes the same.
struct Comparison: Sendable {
    /// The name that the peer's result carries.
    var peer: String
    /// The peer's time over ours must be at least this, in the median of the pairs.
    var leastRatio: Double
    /// The relative difference between the two values must be at most this.
    var agreement: Double
}

/// A peer's result: a JSON line that a program of `peers/` prints.
struct PeerResult: Codable, Sendable {
    var benchmark: String
    var peer: String
    /// Its fastest batch.
    var nanoseconds: Double
    var value: Double
    /// Its time and ours, one right after the other, in nanoseconds; empty where it was timed alone.
    var pairs: [[Double]]

    enum CodingKeys: String, CodingKey {
        case benchmark = "case"
        case peer
        case nanoseconds = "ns_per_op"
        case value
        case pairs
    }

    /// What the pairs come to: the ratios of its time to ours, and the times, in their medians; nil without pairs.
    var comparison: (ratios: Timing, theirs: Timing, ours: Timing)? {
        func summary(_ number: ([Double]) -> Double) -> Timing? {
            Timing(nanoseconds: pairs.filter { $0.count == 2 }.map(number), operationsPerBatch: 1)
        }
        guard let ratios = summary({ $0[0] / $0[1] }), let theirs = summary({ $0[0] }), let ours = summary({ $0[1] })
        else { return nil }
        return (ratios, theirs, ours)
    }
}
