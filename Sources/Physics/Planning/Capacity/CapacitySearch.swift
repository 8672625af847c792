import Cryogenics

/// The search for the largest count that fits: brackets it, then closes in by false position, halving where that stalls.
struct CapacitySearch {
    private let capacity: Capacity
    private let changes: [CapacityChange]
    /// What was worked out already, in rising order.
    private(set) var known: [CapacityLoad] = []

    /// Beyond this no answer is sought.
    static let most = 1e7

    /// Begins a search.
    ///
    /// - Parameters:
    ///   - changes: of inputs.
    ///   - others: what is known without those changes: temperatures near which the stages rest.
    init(_ capacity: Capacity, _ changes: [CapacityChange] = [], near others: [CapacityLoad] = []) {
        self.capacity = capacity
        self.changes = changes
        self.others = others
    }

    private let others: [CapacityLoad]
    /// How near the count is found, as a part of it.
    var precision = 2e-5

    /// How full everything is.
    mutating func load(_ qubits: Double) -> CapacityLoad {
        let place = known.firstIndex { $0.qubits >= qubits } ?? known.count
        if place < known.count, known[place].qubits == qubits { return known[place] }
        let near = (known + others).filter { $0.temperatures != nil }.min {
            abs($0.qubits - qubits) < abs($1.qubits - qubits)
        }
        let made = capacity.load(capacity.wired(qubits, changes), qubits: qubits, near: near?.temperatures)
        known.insert(made, at: place)
        return made
    }

    /// The count at which a share comes to 1.
    ///
    /// - Parameters:
    ///   - guess: where to begin.
    ///   - most: where to end: nil is returned where the share is still below 1 there.
    ///   - share: of one limit or the worst of all; infinite where there is no rest.
    /// - Returns: the count, and whether what lies just above it has no rest.
    mutating func crossing(
        from guess: Double, most: Double = most, of share: (CapacityLoad) -> Double
    ) -> (count: Double, isCliff: Bool)? {
        func excess(_ load: CapacityLoad) -> Double { share(load) - 1 - CapacityLoad.tolerance }
        guard var low = known.last(where: { excess($0) <= 0 }) else { return (0, known.first?.shares == nil) }
        var high = known.first { $0.qubits > low.qubits && excess($0) > 0 }
        // Outwards from the guess, in growing steps, until both sides are known.
        var (next, step) = (max(guess, 1), 1.1)
        if next <= low.qubits { next = low.qubits * step }
        while next > low.qubits, next < high?.qubits ?? .infinity {
            let load = load(min(next, most))
            if excess(load) <= 0 {
                low = load
                if low.qubits >= most { return nil }
                next *= step
            } else {
                high = load
                next /= step
            }
            step *= step
        }
        guard var high else { return nil }
        var (below, above) = (excess(low), excess(high))
        var side = 0
        while high.qubits - low.qubits > precision * max(100, high.qubits) {
            let width = high.qubits - low.qubits
            let straight = low.qubits - below * width / (above - below)
            // No rest above, or a step so short that only one end would ever move.
            let isStraight = above.isFinite && straight > low.qubits && straight < high.qubits
            let load = load(isStraight ? straight : low.qubits + width / 2)
            let found = excess(load)
            if found <= 0 {
                (low, below) = (load, found)
                if side < 0 { above /= 2 }
                side = -1
            } else {
                (high, above) = (load, found)
                if side > 0 { below /= 2 }
                side = 1
            }
            if found == 0 { break }
        }
        return (low.qubits, high.shares == nil)
    }

    /// How many qubits fit, and what keeps more out.
    ///
    /// - Parameter guess: where to begin.
    /// - Throws: `PlanningError` with `.unlimited`.
    mutating func count(from guess: Double) throws -> (exact: Double, limit: CapacityLimit) {
        let empty = load(0)
        guard empty.fits else { return (0, empty.worst.limit) }
        let area = capacity.areaCount(changes)
        if let area, area.count <= Self.most, load(area.count * (1 - 1e-12)).fits {
            return (area.count, .area(area.stage))
        }
        guard let found = crossing(from: guess, of: { $0.worst.share }) else {
            throw PlanningError("how many qubits", .unlimited(upTo: Self.most))
        }
        let above = known.first { $0.qubits > found.count && !$0.fits }
        return (found.count, above?.worst.limit ?? .noRest(""))
    }
}
