import HeatTransfer

/// How long a link stays cold while its insulation ages.
///
/// Gas that leaks in freezes on the insulation of the 50K stage, whose heat flux rises. The 50K maximum then drifts, by some
/// 0.2 K a day in the 30 m link. The flux is raised until a limit is passed, and the rise of the 50K maximum up to there
/// divided by the drift gives the days: a reading of arXiv:2604.15971, section IV, which says neither which limit ends its six
/// months nor how it came to them. In the 30 m link with the flux of its appendix D the 4K shield passes 6 K after 184 days,
/// the base shield 50 mK after 141: the six months lie with the limits along the link, not with those at the plates.
public struct LinkDwell: Sendable {
    /// The drift of the 50K maximum in K/day, and how long the link held, in days (six months): arXiv:2604.15971, section IV.
    public static let printed = (drift: 0.2, days: 182.6)

    /// A temperature that must not rise above its limit.
    public struct Limit: Sendable, Hashable {
        /// Which stage.
        public var stage: Stage
        /// Whether it holds along the whole stage, not only at the nodes' plates.
        public var isEverywhere: Bool
        /// In K.
        public var limit: Double

        /// States a limit.
        public init(stage: Stage, isEverywhere: Bool, limit: Double) {
            self.stage = stage
            self.isEverywhere = isEverywhere
            self.limit = limit
        }

        /// `4K plate`, `base everywhere`.
        public var name: String { "\(stage.rawValue) \(isEverywhere ? "everywhere" : "plate")" }
    }

    /// When a limit is passed.
    public struct End: Sendable, Hashable {
        /// The limit.
        public var limit: Limit
        /// In days; nil where it is not passed before the flux is a hundredfold or no steady state is left (within 1 %).
        public var days: Double?
        /// The flux then, in W/m².
        public var flux: Double?
        /// The 50K maximum then, in K.
        public var outermostMaximum: Double?
    }

    /// The ends, soonest first; those that never come are last.
    public let ends: [End]
    /// The 50K maximum at first, in K.
    public let outermostMaximum: Double

    /// Searches the end of each limit.
    ///
    /// - Parameters:
    ///   - model: the link with the flux of its first day.
    ///   - drift: of the 50K maximum, in K/day.
    ///   - limits: nil for the plates' criteria of the parameters, and 6 K on 4K and 50 mK on the base along the whole link.
    /// - Throws: `LinkError` for a drift that is not positive; `NetworkError` where the first day has no steady state.
    public init(_ model: LinkModel, drift: Double = printed.drift, limits: [Limit]? = nil) throws {
        guard drift.isFinite, drift > 0 else {
            throw LinkError(module: nil, reason: .notPositive(quantity: "drift", value: drift))
        }
        let start = try model.solve()
        let first = start.extremes(0).maximum
        outermostMaximum = first
        let search = LimitSearch(model: model, start: start)
        ends = try (limits ?? Self.usualLimits(model.parameters)).map { limit in
            guard let found = try search.passing(limit) else { return End(limit: limit) }
            return End(
                limit: limit, days: (found.outermost - first) / drift, flux: found.flux,
                outermostMaximum: found.outermost)
        }.sorted { ($0.days ?? .infinity) < ($1.days ?? .infinity) }
    }

    private static func usualLimits(_ parameters: LinkParameters) -> [Limit] {
        let plates = parameters.stages.compactMap { stage in
            stage.limit.map { Limit(stage: stage.stage, isEverywhere: false, limit: $0) }
        }
        return plates + [
            Limit(stage: .fourKelvin, isEverywhere: true, limit: 6),
            Limit(stage: .base, isEverywhere: true, limit: 0.05),
        ]
    }
}

/// Finds the flux at which a temperature passes a limit.
private struct LimitSearch {
    var model: LinkModel
    var start: LinkState

    /// A flux with what it does: the excess over the limit and the 50K maximum, in K.
    struct Point {
        var flux: Double
        var excess: Double
        var outermost: Double
    }

    private func point(_ limit: LinkDwell.Limit, _ flux: Double, _ state: LinkState) -> Point? {
        guard let stage = model.parameters.stages.firstIndex(where: { $0.stage == limit.stage }) else { return nil }
        let plates = state.plates(stage).filter(\.isNode).map(\.temperature).max() ?? .nan
        let value = limit.isEverywhere ? state.extremes(stage).maximum : plates
        return Point(flux: flux, excess: value - limit.limit, outermost: state.extremes(0).maximum)
    }

    /// The point at which a limit is passed, to 1e-6 of it; that of the start where it is passed already.
    ///
    /// Temperatures rise smoothly with the flux: the flux is doubled until it is too much, then regula falsi (Illinois).
    func passing(_ limit: LinkDwell.Limit) throws -> Point? {
        guard var low = point(limit, model.flux, start) else { return nil }
        if low.excess >= 0 { return low }
        var step = 2.0
        var found: Point?
        while found == nil {
            let flux = low.flux * step
            guard flux <= 128 * model.flux, step > 1.01 else { return nil }
            do {
                guard let next = point(limit, flux, try model.with(flux: flux).solve()) else { return nil }
                if next.excess >= 0 { found = next } else { low = next }
            } catch let error as NetworkError {
                guard error.isOverheated else { throw error }
                // Beyond this flux nothing is at rest; the limit may still be passed before.
                step = step.squareRoot()
            }
        }
        guard var high = found else { return nil }
        var (lowWeight, highWeight) = (low.excess, high.excess)
        var wasBelow: Bool?
        for _ in 0..<60 {
            let flux = (low.flux * highWeight - high.flux * lowWeight) / (highWeight - lowWeight)
            guard let next = point(limit, flux, try model.with(flux: flux).solve()) else { return nil }
            if abs(next.excess) <= 1e-6 * limit.limit { return next }
            // An end that stays twice in a row counts half, else it would stay for ever.
            if next.excess < 0 {
                if wasBelow == true { highWeight /= 2 }
                (low, lowWeight, wasBelow) = (next, next.excess, true)
            } else {
                if wasBelow == false { lowWeight /= 2 }
                (high, highWeight, wasBelow) = (next, next.excess, false)
            }
        }
        return high
    }
}
