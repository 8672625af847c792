import HeatTransfer

/// Something of a solved link that a reader should not take at its word.
public struct LinkFlag: Sendable, Hashable {
    /// What is odd.
    public enum Reason: Sendable, Hashable {
        /// A law at a temperature in K outside of the range that its source states.
        case outside(Law, temperature: Double, span: LinkParameters.Span)
        /// Warmer, in K, than the stage around it.
        case warmer(temperature: Double, than: Stage, at: Double)
    }

    /// A measured law of a stage.
    public enum Law: String, Sendable, Hashable, CaseIterable {
        /// A cooler's curve.
        case cooling
        /// The joint from a node's plate to the link.
        case node
        /// The joint from a cooling unit's plate to the link.
        case unit
        /// The joint across a braid.
        case braid
    }

    /// The stage.
    public var stage: Stage
    /// The node, unit or module; for a joint the one to its left.
    public var place: String
    /// What is odd.
    public var reason: Reason
    /// Whether the stage's cooling curve goes down to zero: what lies below its range is then the curve's alone.
    public var isFloorless: Bool
}

extension LinkState {
    /// Every law used outside of its stated range, and every stage that is warmer than the one around it.
    ///
    /// Of a law the place where it is farthest out, on each side; empty where nothing is odd.
    public var flags: [LinkFlag] {
        model.parameters.stages.indices.flatMap { index in
            LinkFlag.Law.allCases.flatMap { outside(index, $0) } + (warmerThanAround(index).map { [$0] } ?? [])
        }
    }

    private func flag(_ index: Int, _ block: Int, _ reason: LinkFlag.Reason) -> LinkFlag {
        let stage = model.parameters.stages[index]
        return LinkFlag(
            stage: stage.stage, place: model.layout.blocks[block].name, reason: reason,
            isFloorless: stage.cooling.cutoff == 0 && stage.cooling.leak == 0)
    }

    private func outside(_ index: Int, _ law: LinkFlag.Law) -> [LinkFlag] {
        let stage = model.parameters.stages[index]
        let span: LinkParameters.Span? =
            switch law {
            case .cooling: stage.coolingSpan
            case .node: stage.node.span
            case .unit: stage.unit.span
            case .braid: stage.braid.span
            }
        guard let span else { return [] }
        let uses = blocks(index, law).map { (block: $0, temperature: rows[index].temperatures[$0]) }
        let coldest = uses.map(\.temperature).min() ?? .nan
        let warmest = uses.map(\.temperature).max() ?? .nan
        // Of places equally far out the leftmost, equal meaning to 1e-8; an end of the range is inside, to a part in a million.
        let low = span.lowest.flatMap { lowest in
            coldest < lowest * (1 - 1e-6) ? uses.first { $0.temperature <= coldest * (1 + 1e-8) } : nil
        }
        let high = span.highest.flatMap { highest in
            warmest > highest * (1 + 1e-6) ? uses.first { $0.temperature >= warmest * (1 - 1e-8) } : nil
        }
        return [low, high].compactMap { $0 }.map { use in
            flag(index, use.block, .outside(law, temperature: use.temperature, span: span))
        }
    }

    /// The blocks at whose temperatures a law is used: plates that have a cooler, or both sides of a joint.
    private func blocks(_ index: Int, _ law: LinkFlag.Law) -> [Int] {
        let stage = model.parameters.stages[index]
        guard law != .cooling else {
            return model.layout.plates.filter { number in
                guard case .plate(let isNode, _, let units) = model.layout.blocks[number].kind else { return false }
                return isNode || stage.isCooledByUnits || (units > 0 && (stage.stage == .still || stage.stage == .base))
            }
        }
        return model.layout.joints.indices.filter { number in
            switch (model.layout.joints[number], law) {
            case (.node, .node), (.unit, .unit), (.braid, .braid): true
            default: false
            }
        }.flatMap { [$0, $0 + 1] }
    }

    /// Where a stage is warmer than the one around it by the largest factor.
    private func warmerThanAround(_ index: Int) -> LinkFlag? {
        guard index > 0 else { return nil }
        let (own, around) = (rows[index].temperatures, rows[index - 1].temperatures)
        let ratios = zip(own, around).map { $0 / $1 }
        let greatest = ratios.max() ?? 0
        guard greatest > 1 + 1e-6, let worst = ratios.firstIndex(where: { $0 >= greatest * (1 - 1e-8) }) else {
            return nil
        }
        return flag(
            index, worst,
            .warmer(
                temperature: own[worst], than: model.parameters.stages[index - 1].stage, at: around[worst]))
    }
}
