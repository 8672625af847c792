import Configuration
import HeatTransfer
import Quantities

extension LinkParameters {
    /// Parameters that come with Subkelvin.
    ///
    /// - Parameter name: `eth-table-3`.
    /// - Throws: `LinkError` naming those that there are; `ConfigurationError` never for embedded text that its test has read.
    public static func preset(_ name: String) throws -> LinkParameters {
        guard let text = EmbeddedTexts.text(name) else {
            throw LinkError(
                module: nil, reason: .unknown(what: "set of parameters", name: name, known: EmbeddedTexts.names))
        }
        return try ConfigurationDecoder().decode(
            LinkParametersFile.self, from: Array(text.utf8), file: "\(name).yaml"
        ).parameters()
    }
}

extension LinkParametersFile {
    /// The parameters.
    ///
    /// - Throws: `LinkError` for stages that are not the four of a link, hottest first; `NetworkError` for a curve that cannot
    ///   be.
    public func parameters() throws -> LinkParameters {
        let order: [Stage] = [.fiftyKelvin, .fourKelvin, .still, .base]
        guard stages.map(\.stage) == order else {
            throw LinkError(
                module: nil,
                reason: .unknown(
                    what: "row of stages", name: stages.map(\.stage.rawValue).joined(separator: ", "),
                    known: [order.map(\.rawValue).joined(separator: ", ")]))
        }
        return LinkParameters(
            name: name, source: source, roomTemperature: roomTemperature.si, pitch: pitch.si,
            stages: try stages.map { try $0.parameters() }, postPlaces: postPlaces, endPostPlaces: endPostPlaces)
    }
}

extension LinkParametersFile.StageFile {
    fileprivate func parameters() throws -> LinkParameters.StageParameters {
        LinkParameters.StageParameters(
            stage: stage,
            cooling: try PowerCoolingCurve(
                power: cooling.power.si, at: cooling.reference.si, cutoff: cooling.offset, exponent: cooling.exponent),
            isCooledByUnits: cooledByUnits, limit: limit?.si, limitsReach: limitsReach,
            shield: LinkParameters.Shield(
                crossSection: shield.crossSection.si, length: shield.length.si, diameter: shield.diameter.si,
                material: shield.material, residualResistanceRatio: shield.residualResistanceRatio),
            load: try load.load(stage), node: try node.joint("node"), unit: try coolingUnit.joint("cooling_unit"),
            braid: try braid.joint("braid"))
    }
}

extension LinkParametersFile.Load {
    fileprivate func load(_ stage: Stage) throws(LinkError) -> LinkParameters.Load {
        switch (flux, perMetre) {
        case (let flux?, nil): return .flux(flux.mapValues(\.si))
        case (nil, let perMetre?):
            return .linear(
                radiation: perMetre.radiation.si, posts: perMetre.posts.si, exponent: perMetre.exponent,
                reference: perMetre.reference.si)
        default:
            throw LinkError(
                module: nil,
                reason: .unknown(
                    what: "single load of stage \(stage.rawValue)", name: "", known: ["flux", "per_metre"]))
        }
    }
}

extension LinkParametersFile.Joint {
    fileprivate func joint(_ name: String) throws(LinkError) -> LinkParameters.Joint {
        let law: LinkParameters.Joint.Law
        switch (exponent, copper) {
        case (let exponent?, nil): law = .power(exponent: exponent)
        case (nil, let ratio?): law = .copper(ratio: ratio)
        default:
            throw LinkError(
                module: nil, reason: .unknown(what: "single law of a \(name)", name: "", known: ["exponent", "copper"]))
        }
        return LinkParameters.Joint(resistance: resistance.si, reference: reference.si, law: law)
    }
}
