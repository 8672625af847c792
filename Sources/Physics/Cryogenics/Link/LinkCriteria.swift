/// What a link must keep: a plate of every node below a limit.
public struct LinkCriterion: Sendable, Hashable {
    /// The stage.
    public var stage: Stage
    /// In K.
    public var limit: Double
    /// The warmest node's plate, in K.
    public var value: Double
    /// Whether it decides the reach.
    public var limitsReach: Bool

    /// `4K plate` and so on.
    public var name: String { "\(stage.rawValue) plate" }
    /// Whether it is kept.
    public var isMet: Bool { value < limit }
    /// How much of the limit is left, 0…1; negative beyond it.
    public var margin: Double { 1 - value / limit }
}

extension LinkState {
    /// Every criterion with its value, in the order of the stages.
    public var criteria: [LinkCriterion] {
        model.parameters.stages.enumerated().compactMap { index, stage in
            guard let limit = stage.limit else { return nil }
            let value = plates(index).filter(\.isNode).map(\.temperature).max() ?? .nan
            return LinkCriterion(stage: stage.stage, limit: limit, value: value, limitsReach: stage.limitsReach)
        }
    }

    /// Whether every criterion that limits the reach is met.
    public var isWithinLimits: Bool { criteria.allSatisfy { !$0.limitsReach || $0.isMet } }
}
