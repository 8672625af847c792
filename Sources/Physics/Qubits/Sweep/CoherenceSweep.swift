import Dispatch
import Synchronization

/// T2* and fidelity by a law of the inversion paper at many points at once.
///
/// The grid's columns are loss tangents, its rows temperatures: what belongs to a column or a row is computed once. Four
/// points go through each instruction sequence together, and the rows are shared among the processors.
public struct CoherenceSweep: Sendable {
    /// The law.
    public let law: InversionLaw
    /// Among how many threads a sweep of many points is divided.
    public var threads: Int

    /// A sweep.
    ///
    /// - Parameters:
    ///   - law: its frequency, gate time and rates must be positive.
    ///   - threads: 1 or more.
    public init(_ law: InversionLaw, threads: Int = 2) throws(QubitError) {
        try Check.positive(law.frequency, "frequency", "Hz")
        try Check.positive(law.gateTime, "gateTime", "s")
        try Check.positive(law.coupling, "coupling", "1/s")
        try Check.positive(law.reducedPlanck, "reducedPlanck", "J·s")
        switch law.floor {
        case .constant(let rate): try Check.notNegative(rate, "floor", "1/s")
        case .rootOfLoss(let factor): try Check.notNegative(factor, "floor", "1/s²")
        }
        guard threads >= 1 else {
            throw QubitError("threads", .outOfRange(value: Double(threads), range: "1 or more"))
        }
        self.law = law
        self.threads = threads
    }

    /// What a sweep found: T2* and fidelity, a number a point.
    public struct Result: Sendable, Hashable {
        /// T2* in s.
        public internal(set) var coherenceTimes: [Double] = []
        /// Fidelities as shares of 1; below 2.2e-308 they are 0.
        public internal(set) var fidelities: [Double] = []

        /// Nothing yet; a sweep makes the room it needs, and one that follows uses it again.
        public init() {}

        /// Room for a count of points.
        mutating func resize(_ count: Int) {
            guard coherenceTimes.count != count else { return }
            coherenceTimes = Array(repeating: 0, count: count)
            fidelities = Array(repeating: 0, count: count)
        }
    }

    /// Below this many points threads cost more than they save.
    static let fewPoints = 20_000

    /// Every temperature with every loss tangent, row after row: a row a temperature.
    ///
    /// - Parameters:
    ///   - temperatures: in K, above 0.
    ///   - lossTangents: between 0 and 1.
    public func grid(temperatures: [Double], lossTangents: [Double]) throws(QubitError) -> Result {
        var result = Result()
        try grid(temperatures: temperatures, lossTangents: lossTangents, into: &result)
        return result
    }

    /// The same into the room of an earlier result.
    public func grid(temperatures: [Double], lossTangents: [Double], into result: inout Result) throws(QubitError) {
        let (rows, columns) = (temperatures.count, lossTangents.count)
        var hoisted: [Double] = []
        hoisted.reserveCapacity(rows)
        for temperature in temperatures { hoisted.append(try law.thermalFactor(temperature: temperature)) }
        let factors = hoisted
        // Columns are filled up to whole vectors with their last one.
        let width = (columns + Lanes.scalarCount - 1) / Lanes.scalarCount * Lanes.scalarCount
        var floors: [Double] = []
        var slopes: [Double] = []
        floors.reserveCapacity(width)
        slopes.reserveCapacity(width)
        for loss in lossTangents {
            floors.append(try law.floorRate(lossTangent: loss))
            slopes.append(law.coupling * loss)
        }
        result.resize(rows * columns)
        guard rows * columns > 0, let lastFloor = floors.last, let lastSlope = slopes.last else { return }
        floors += Array(repeating: lastFloor, count: width - columns)
        slopes += Array(repeating: lastSlope, count: width - columns)
        let gate = law.gateTime

        unsafe withBuffers(&result) { times, fidelities in
            unsafe floors.withUnsafeBufferPointer { floors in
                unsafe slopes.withUnsafeBufferPointer { slopes in
                    let job = unsafe GridJob(
                        columns: columns, gate: gate, floors: floors, slopes: slopes, times: times,
                        fidelities: fidelities)
                    divided(rows, points: rows * columns) { range in
                        for row in range {
                            job.fill(row: row, factor: factors[row])
                        }
                    }
                }
            }
        }
    }

    /// Points each with a temperature and a loss tangent of its own.
    ///
    /// - Parameters:
    ///   - temperatures: in K, above 0.
    ///   - lossTangents: between 0 and 1, as many.
    public func points(temperatures: [Double], lossTangents: [Double]) throws(QubitError) -> Result {
        var result = Result()
        try points(temperatures: temperatures, lossTangents: lossTangents, into: &result)
        return result
    }

    /// The same into the room of an earlier result, whose numbers mean nothing after an error.
    public func points(temperatures: [Double], lossTangents: [Double], into result: inout Result) throws(QubitError) {
        let count = temperatures.count
        guard lossTangents.count == count else {
            throw QubitError("lossTangents", .size(lossTangents.count, expected: "\(count), one for each temperature"))
        }
        result.resize(count)
        guard count > 0 else { return }
        let law = law
        let isFaulty = Atomic(false)
        unsafe withBuffers(&result) { times, fidelities in
            unsafe temperatures.withUnsafeBufferPointer { temperatures in
                unsafe lossTangents.withUnsafeBufferPointer { losses in
                    let job = unsafe PointsJob(
                        law: law, temperatures: temperatures, losses: losses, times: times, fidelities: fidelities)
                    // Blocks of whole vectors; the last one may be short.
                    let blocks = (count + 511) / 512
                    divided(blocks, points: count) { range in
                        for block in range where !job.fill((block * 512)..<min(block * 512 + 512, count)) {
                            isFaulty.store(true, ordering: .relaxed)
                        }
                    }
                }
            }
        }
        guard isFaulty.load(ordering: .relaxed) else { return }
        for value in temperatures {
            guard value > 1e-190, value < 1e190 else {
                throw QubitError("temperature", .outOfRange(value: value, range: "above 0 K, and below 1e190 K"))
            }
        }
        for value in lossTangents { try Check.lossTangent(value) }
        throw QubitError("frequency", .outOfRange(value: law.frequency, range: "with ħω/kT between 1e-200 and 1e200"))
    }

    /// Divides rows or blocks among the threads.
    private func divided(_ count: Int, points: Int, _ body: @Sendable (Range<Int>) -> Void) {
        let parts = points < Self.fewPoints ? 1 : min(threads, count)
        guard parts > 1 else { return body(0..<count) }
        // More pieces than threads, so that a thread that is held up does not hold up all.
        let pieces = min(count, parts * 4)
        DispatchQueue.concurrentPerform(iterations: pieces) { piece in
            body((count * piece / pieces)..<(count * (piece + 1) / pieces))
        }
    }

    private func withBuffers(
        _ result: inout Result,
        _ body: (UnsafeMutableBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) -> Void
    ) {
        unsafe result.coherenceTimes.withUnsafeMutableBufferPointer { times in
            unsafe result.fidelities.withUnsafeMutableBufferPointer { fidelities in unsafe body(times, fidelities) }
        }
    }
}
