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

/// What is promised against another program that computes the same.
struct Comparison: Sendable {
    /// The name that the peer's result carries.
    var peer: String
    /// The peer's fastest time over our median must be at least this.
    var leastRatio: Double
    /// The relative difference between the two values must be at most this.
    var agreement: Double
}

/// A peer's result: a JSON line that a program of `peers/` prints.
struct PeerResult: Codable, Sendable {
    var benchmark: String
    var peer: String
    var nanoseconds: Double
    var value: Double

    enum CodingKeys: String, CodingKey {
        case benchmark = "case"
        case peer
        case nanoseconds = "ns_per_op"
        case value
    }
}
