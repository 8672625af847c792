import HeatTransfer

/// How far a kind of link reaches: the greatest length at which every criterion that limits it is met.
public struct LinkReach: Sendable {
    /// In m; 0 where not even the shortest link keeps its criteria.
    public var length: Double
    /// The first criterion that fails beyond; nil where all are met to the greatest length asked for.
    public var limitedBy: String?
    /// Every length tried, in m, with the criteria there; nil where there was no steady state.
    public var trials: [(length: Double, criteria: [LinkCriterion]?)]

    /// Searches by bisection in whole steps, for criteria worsen with length.
    ///
    /// - Parameters:
    ///   - step: the resolution in m: a module, a spacing of cooling units, or what is asked for.
    ///   - longest: where to stop, in m.
    ///   - model: the link of a length.
    /// - Throws: `LinkError` where no length up to `longest` makes a link; what `model` throws; `NetworkError` where the search
    ///   for a state of rest fails for other reasons than too much heat, which counts as a failure of the link.
    public init(step: Double, longest: Double, model: (Double) throws -> LinkModel) throws {
        var trials: [(length: Double, criteria: [LinkCriterion]?)] = []
        func holds(_ steps: Int) throws -> Bool {
            let length = Double(steps) * step
            do {
                let state = try model(length).solve()
                trials.append((length, state.criteria))
                return state.isWithinLimits
            } catch let error as NetworkError where error.isOverheated {
                trials.append((length, nil))
                return false
            }
        }
        let most = Int((longest / step + 1e-9).rounded(.down))
        let first = try Self.shortest(step, most, model)
        var (good, bad) = (first - 1, most + 1)
        // Doubling first: short links are quick to solve, and the reach is often far below the longest.
        var next = first
        while next <= most, try holds(next) {
            good = next
            next = min(2 * next, most)
            if good == most { break }
        }
        if good < most {
            bad = next
            while bad - good > 1 {
                let middle = (good + bad) / 2
                if try holds(middle) { good = middle } else { bad = middle }
            }
        }
        if good < first { good = 0 }
        length = Double(good) * step
        let beyond = trials.filter { $0.length > Double(good) * step }.min { $0.length < $1.length }
        limitedBy = beyond.map { trial in
            let failed = trial.criteria?.filter { $0.limitsReach && !$0.isMet }.map(\.name).joined(separator: ", ")
            return failed ?? "warmer than its materials are known, or without end"
        }
        self.trials = trials.sorted { $0.length < $1.length }
    }

    /// The fewest steps that make a link: shorter ones have no room for their braids.
    private static func shortest(_ step: Double, _ most: Int, _ model: (Double) throws -> LinkModel) throws -> Int {
        func failure(_ steps: Int) throws -> LinkError? {
            do { _ = try model(Double(steps) * step) } catch let error as LinkError where error.isTooShort {
                return error
            }
            return nil
        }
        var (short, long) = (0, 1)
        while let error = try failure(min(long, max(most, 1))) {
            guard long < most else { throw error }
            (short, long) = (long, min(2 * long, most))
        }
        while long - short > 1 {
            let middle = (short + long) / 2
            if try failure(middle) == nil { long = middle } else { short = middle }
        }
        return long
    }
}
