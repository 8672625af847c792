import Cryogenics

/// What arXiv:2604.15971 says of one of its links, beside what was found.
struct LinkClaim {
    /// Which quantity.
    var quantity: String
    /// What the paper states.
    var stated: String
    /// What was found.
    var found: String
    /// Whether it agrees.
    var holds: Bool

    /// The claims about a link; none where it is not one that the paper describes under these loads.
    static func all(for state: LinkState, _ options: LinkOptions, file: String?) -> [LinkClaim] {
        let isAsBuilt =
            options.length == nil && options.coolingUnits == nil && options.spacing == nil
            && options.parameters == nil
        guard file == nil, isAsBuilt, state.rows.count == 4 else { return [] }
        let preset = options.preset ?? .eth30
        if options.bare { return preset == .eth30 ? bare(state) : [] }
        let base = below(0.05, state, stage: 3)
        guard preset == .eth30 else { return [base] }
        // With 2.2 W/m² the paper makes no claim on the 50K and 4K shields.
        guard options.flux == HeatFluxChoice.appendixD.rawValue else { return [base] }
        return [below(80, state, stage: 0), hottest(state), below(6, state, stage: 1), base]
    }

    private static func below(_ limit: Double, _ state: LinkState, stage: Int) -> LinkClaim {
        let value = state.extremes(stage).maximum
        let name = state.model.parameters.stages[stage].stage.rawValue
        return LinkClaim(
            quantity: "\(name), warmest place of the link", stated: "below \(kelvin(limit))", found: kelvin(value),
            holds: value < limit)
    }

    /// The 50K shield is warmest halfway between node and unit; the link is its own mirror image.
    private static func hottest(_ state: LinkState) -> LinkClaim {
        let quarter = state.model.layout.length / 4
        let place = state.extremes(0).hottestPosition
        let distance = min(abs(place - quarter), abs(place - 3 * quarter))
        let away = "\((distance * 1000).rounded() / 1000) m away"
        return LinkClaim(
            quantity: "50K, where it is warmest", stated: "halfway between node and unit, within 1 m", found: away,
            holds: distance <= 1)
    }

    /// Without insulation the paper expects 200 W on copper that stays cold.
    private static func bare(_ state: LinkState) -> [LinkClaim] {
        let warmest = state.plates(0).filter(\.isNode).map(\.temperature).max() ?? .nan
        return [
            LinkClaim(
                quantity: "50K plate of the nodes", stated: "over 250 K", found: kelvin(warmest), holds: warmest > 250),
            LinkClaim(
                quantity: "50K plate of the nodes", stated: "too warm for the cold trap, above 77 K",
                found: kelvin(warmest), holds: warmest > 77),
        ]
    }
}
