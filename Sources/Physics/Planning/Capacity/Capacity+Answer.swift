public import Cryogenics
import Glibc
import HeatTransfer

extension Capacity {
    /// The inputs that the band is made of: what is usual, and what the wiring says instead.
    ///
    /// - Parameter others: what is said instead of both.
    public func uncertainties(_ others: [CryostatUncertainty] = []) -> [CryostatUncertainty] {
        let stages = cryostat.stages.map(\.stage)
        let usual = CryostatUncertainty.merged(
            CryostatUncertainty.usual(for: stages), with: wiring.uncertainties)
        return CryostatUncertainty.merged(usual, with: others).filter {
            $0.relative > 0 && ($0.stage.map { stages.contains($0) } ?? true)
        }
    }

    /// The count, its band, and what limits it.
    ///
    /// The band moves one input at a time, by its standard uncertainty to either side; the model itself counts as exact.
    ///
    /// - Parameters:
    ///   - uncertainties: of inputs, instead of those that are usual or that the wiring states.
    ///   - withBand: whether uncertain inputs are moved at all.
    ///   - withGrid: whether counts against the two with the largest spread are worked out.
    ///   - threads: how many threads share the work.
    /// - Throws: `PlanningError` with `.unlimited` where a qubit adds nothing that matters; whatever keeps the cryostat without
    ///   qubits from being solved, unless it is too much heat.
    public func answer(
        uncertainties: [CryostatUncertainty] = [], withBand: Bool = true, withGrid: Bool = true,
        threads: Int = Concurrent.processors
    ) throws -> CapacityAnswer {
        var search = CapacitySearch(self)
        let empty = search.load(0)
        if let error = empty.error, !CapacityLoad.isTooMuchHeat(error) {
            guard let network = error as? NetworkError else { throw error }
            throw PlanningError(
                "\(temperature) K at the \(stage.rawValue) stage", .unanswered("\(network)"))
        }
        guard empty.fits else { return Self.nothing(empty) }
        let found = try search.count(from: 100)
        let whole = search.wholeCount(found.exact)
        let limits = limits(&search, near: found.exact)
        let state = try? CryostatModel(cryostat.adding(wiring, qubits: Double(whole)), sharing: model).solve()
        var answer = CapacityAnswer(
            count: CapacityCount(exact: found.exact, whole: whole, limitedBy: found.limit),
            reason: whole == 0 ? "one qubit is too much for the \(found.limit.name)" : nil, limits: limits,
            contributions: [], grid: nil, state: state,
            perQubit: whole > 0 ? state.map { Self.heat($0, wiring, qubits: Double(whole)) } ?? [] : [])
        guard withBand else { return answer }
        answer.contributions = contributions(
            self.uncertainties(uncertainties), near: search.known, found.exact, threads)
        if withGrid { answer.grid = grid(answer.contributions, near: search.known, found.exact, threads) }
        return answer
    }

    private static func nothing(_ empty: CapacityLoad) -> CapacityAnswer {
        let worst = empty.worst.limit
        let why = empty.failure ?? "without a single qubit the \(worst.name) is over its limit"
        return CapacityAnswer(
            count: CapacityCount(exact: 0, whole: 0, limitedBy: worst), reason: why, limits: [], contributions: [],
            grid: nil, state: nil, perQubit: [])
    }

    /// What each limit alone would allow, the least first; far ones are not sought.
    private func limits(_ search: inout CapacitySearch, near count: Double) -> [CapacityLimitCount] {
        var result = counted.map { stage in
            let limit = CapacityLimit.temperature(stage)
            let far = max(20 * count, 100)
            let crossing = search.crossing(from: count * 1.2, most: far) { load in
                guard let shares = load.shares else { return .infinity }
                return shares.first { $0.limit == limit }?.share ?? 0
            }
            // A search that ends where nothing rests has met another limit than its own, but for the stage that runs away.
            let isOwn = crossing.map { !$0.isCliff || search.overheats(stage, above: $0.count) } ?? false
            return CapacityLimitCount(limit: limit, qubits: isOwn ? crossing?.count : nil)
        }
        for stage in counted {
            guard let count = areaCount([], at: stage) else { continue }
            result.append(
                CapacityLimitCount(limit: .area(stage), qubits: count <= CapacitySearch.most ? count : nil))
        }
        return result.sorted { $0.qubits ?? .infinity < $1.qubits ?? .infinity }
    }

    private func contributions(
        _ uncertainties: [CryostatUncertainty], near known: [CapacityLoad], _ exact: Double, _ threads: Int
    ) -> [CapacityContribution] {
        let one = cryostat.adding(wiring, qubits: 1)
        let effective = uncertainties.flatMap { uncertainty in
            // Stages are known each by itself.
            uncertainty.quantity == .cooling && uncertainty.stage == nil
                ? cryostat.stages.map {
                    CryostatUncertainty(
                        .cooling, at: $0.stage, relative: uncertainty.relative, source: uncertainty.source)
                } : [uncertainty]
        }.filter { one.multiplying($0.quantity, at: $0.stage, by: 2) != one }
        let counts = Concurrent.map(2 * effective.count, threads: threads) { index in
            let uncertainty = effective[index / 2]
            let factor = 1 + uncertainty.relative
            return self.count(
                [CapacityChange(uncertainty, factor: index.isMultiple(of: 2) ? 1 / factor : factor)], near: known, exact
            )
        }
        return effective.enumerated().map {
            CapacityContribution(uncertainty: $1, less: counts[2 * $0], more: counts[2 * $0 + 1])
        }.filter { $0.spread > 1e-4 * max(1, exact) }.sorted { $0.spread > $1.spread }
    }

    private func grid(
        _ contributions: [CapacityContribution], near known: [CapacityLoad], _ exact: Double, _ threads: Int
    ) -> CapacityGrid? {
        guard contributions.count >= 2 else { return nil }
        let (first, second) = (contributions[0].uncertainty, contributions[1].uncertainty)
        func factors(_ uncertainty: CryostatUncertainty) -> [Double] {
            (-2...2).map { pow(1 + uncertainty.relative, Double($0)) }
        }
        let (columns, rows) = (factors(first), factors(second))
        let counts = Concurrent.map(columns.count * rows.count, threads: threads) { index in
            self.count(
                [
                    CapacityChange(first, factor: columns[index % columns.count]),
                    CapacityChange(second, factor: rows[index / columns.count]),
                ], near: known, exact)
        }
        return CapacityGrid(
            first: first, second: second, firstFactors: columns, secondFactors: rows,
            counts: rows.indices.map { Array(counts[($0 * columns.count)..<(($0 + 1) * columns.count)]) })
    }

    /// The count with inputs changed; endless ones end where the search does.
    private func count(_ changes: [CapacityChange], near known: [CapacityLoad], _ exact: Double) -> Double {
        var search = CapacitySearch(self, changes, near: known)
        // Far finer than inputs are known.
        search.precision = 2e-4
        return (try? search.count(from: exact).exact) ?? CapacitySearch.most
    }

    /// What each stage receives of one qubit's wiring.
    private static func heat(_ state: CryostatState, _ wiring: Wiring, qubits: Double) -> [QubitHeat] {
        state.stages.indices.map { index in
            func sum(_ kinds: [HeatSource.Kind]) -> Double {
                state.sources.filter { kinds.contains($0.kind) && $0.name.hasSuffix("(\(wiring.name))") }
                    .reduce(0) { $0 + ($1.received[index] - $1.passedOn[index]) / qubits }
            }
            return QubitHeat(
                stage: state.stages[index].stage, conducted: sum([.line]), givenOff: sum([.dissipation]),
                devices: sum([.device, .heater, .fixed]))
        }
    }
}

extension CapacitySearch {
    /// The largest whole count that fits, next to one that need not be whole.
    mutating func wholeCount(_ exact: Double) -> Int {
        var whole = Int(exact.rounded(.down))
        if whole > 0, !load(Double(whole)).fits { whole -= 1 }
        if load(Double(whole + 1)).fits { whole += 1 }
        return whole
    }

    /// Whether a stage runs away just above a count.
    func overheats(_ stage: Stage, above count: Double) -> Bool {
        known.first { $0.qubits > count && $0.shares == nil }?.overheated == stage
    }
}
