import HeatTransfer

extension LinkUncertainty {
    /// The standard uncertainties assumed of the ETH link's parameters.
    ///
    /// Residual resistance ratios scatter by up to 20 % (appendix D). The flux is given twice, 2.2 and 1.7 W/m²: half their
    /// difference over their mean, 13 %. All else is assumed: printed without uncertainty.
    public static func sources(of parameters: LinkParameters) -> [Source] {
        let assumed = "assumption: printed without uncertainty"
        return parameters.stages.flatMap { stage -> [Source] in
            func source(_ quantity: Quantity, _ relative: Double, _ origin: String) -> Source {
                Source(stage: stage.stage, quantity: quantity, relative: relative, origin: origin)
            }
            var sources = [
                source(.coolingPower, 0.1, assumed),
                source(.residualResistanceRatio, 0.2, "arXiv:2604.15971, appendix D: scatter up to 20 % of the mean"),
                source(.nodeResistance, 0.2, assumed), source(.unitResistance, 0.2, assumed),
                source(.braidResistance, 0.2, assumed),
            ]
            switch stage.load {
            case .flux:
                sources.append(
                    source(
                        .flux, 0.13,
                        "arXiv:2604.15971: half the difference of Table 3 (2.2 W/m²) and appendix D (1.7 W/m²)"))
            case .linear(let radiation, let posts, _, _):
                if radiation > 0 { sources.append(source(.radiation, 0.2, assumed)) }
                if posts > 0 {
                    sources += [source(.posts, 0.2, assumed), source(.postExponent, 0.05, assumed)]
                }
            }
            return sources
        }
    }
}

extension LinkParameters {
    /// The parameters with one of them changed by a part of itself.
    ///
    /// - Throws: `LinkError` for a stage or quantity that these parameters do not have.
    public func changed(_ source: LinkUncertainty.Source, by part: Double) throws -> LinkParameters {
        var copy = self
        func missing() -> LinkError {
            LinkError(
                module: nil,
                reason: .unknown(what: "parameter", name: source.name, known: stages.map(\.stage.rawValue)))
        }
        guard let index = stages.firstIndex(where: { $0.stage == source.stage }) else { throw missing() }
        let factor = 1 + part
        switch source.quantity {
        case .coolingPower: copy.stages[index].cooling.power *= factor
        case .residualResistanceRatio:
            guard let ratio = stages[index].shield.residualResistanceRatio else { throw missing() }
            copy.stages[index].shield.residualResistanceRatio = ratio * factor
        case .nodeResistance: copy.stages[index].node.resistance *= factor
        case .unitResistance: copy.stages[index].unit.resistance *= factor
        case .braidResistance: copy.stages[index].braid.resistance *= factor
        case .flux, .radiation, .posts, .postExponent:
            switch (stages[index].load, source.quantity) {
            case (.flux(let fluxes), .flux): copy.stages[index].load = .flux(fluxes.mapValues { $0 * factor })
            case (.linear(let radiation, let posts, let exponent, let reference), let quantity) where quantity != .flux:
                copy.stages[index].load = .linear(
                    radiation: quantity == .radiation ? radiation * factor : radiation,
                    posts: quantity == .posts ? posts * factor : posts,
                    exponent: quantity == .postExponent ? exponent * factor : exponent, reference: reference)
            default: throw missing()
            }
        }
        return copy
    }
}
