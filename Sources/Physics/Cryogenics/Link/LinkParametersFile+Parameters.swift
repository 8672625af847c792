public import Configuration
import HeatTransfer
import Materials
import Quantities

extension LinkParameters {
    /// Parameters that come with Subkelvin.
    ///
    /// - Parameter name: `eth-table-3`.
    /// - Throws: `LinkError` naming those that there are; `ConfigurationError` never for embedded text that its test has read.
    public static func preset(_ name: String) throws -> LinkParameters {
        guard let text = EmbeddedTexts.text(name, in: "LinkParameters") else {
            let known = EmbeddedTexts.names(in: "LinkParameters")
            throw LinkError(module: nil, reason: .unknown(what: "set of parameters", name: name, known: known))
        }
        return try ConfigurationDecoder().decode(
            LinkParametersFile.self, from: Array(text.utf8), file: "\(name).yaml"
        ).parameters
    }

    /// Parameters from a file.
    ///
    /// - Parameters:
    ///   - path: of the file.
    ///   - flux: the name of a heat flux that they must have; nil where none is wanted.
    /// - Throws: `ConfigurationError` with the place of what is wrong.
    public static func read(_ path: String, flux: String? = nil) throws(ConfigurationError) -> LinkParameters {
        try LinkFileContext(flux: flux).decoder.decode(LinkParametersFile.self, fromFile: path).parameters
    }

    /// Refuses a flux that the outermost stage does not have.
    func requireFlux(_ name: String) throws(LinkError) {
        guard case .flux(let fluxes)? = stages.first?.load, fluxes[name] == nil else { return }
        throw LinkError(module: nil, reason: .unknown(what: "heat flux", name: name, known: fluxes.keys.sorted()))
    }
}

extension LinkParametersFile.Content {
    private typealias StageKeys = LinkParametersFile.StageFile.CodingKeys

    /// Where the fluxes stand.
    var fluxKeys: [any CodingKey] {
        [
            CodingKeys.stages, LinkFilePlace.Step(intValue: 0), LinkParametersFile.StageFile.CodingKeys.load,
            LinkParametersFile.Load.CodingKeys.flux,
        ]
    }

    /// The parameters.
    ///
    /// - Throws: `DecodingError` with the place of what cannot be.
    func parameters(_ place: LinkFilePlace) throws -> LinkParameters {
        let order: [Stage] = [.fiftyKelvin, .fourKelvin, .still, .base]
        guard stages.map(\.stage) == order else {
            func words(_ list: [Stage]) -> String { list.map(\.rawValue).joined(separator: ", ") }
            let found = stages.isEmpty ? "there is no stage" : "the stages are \(words(stages.map(\.stage)))"
            throw place.error([CodingKeys.stages], "\(found); expected \(words(order)), in this order")
        }
        try place.requirePositive(roomTemperature.si, "temperature", [CodingKeys.roomTemperature])
        try place.requirePositive(pitch.si, "pitch", [CodingKeys.pitch])
        for (key, places) in [(CodingKeys.postPlaces, postPlaces), (.endPostPlaces, endPostPlaces)] {
            guard !places.isEmpty else { throw place.error([key], "the list is empty; expected at least one place") }
            for (number, part) in places.enumerated() where !(part > 0 && part < 1) {
                throw place.error(
                    [key, LinkFilePlace.Step(intValue: number)],
                    "\(part) of a module's length; expected more than 0 and less than 1")
            }
        }
        return LinkParameters(
            name: name, source: source, roomTemperature: roomTemperature.si, pitch: pitch.si,
            stages: try stages.enumerated().map { index, stage in
                let step = LinkFilePlace.Step(intValue: index)
                return try stage.parameters(
                    pitch: pitch.si, LinkFilePlace(path: place.path + [CodingKeys.stages, step]))
            }, postPlaces: postPlaces, endPostPlaces: endPostPlaces)
    }
}

extension LinkParametersFile.StageFile {
    fileprivate func parameters(pitch: Double, _ place: LinkFilePlace) throws -> LinkParameters.StageParameters {
        if let limit { try place.requirePositive(limit.si, "limit", [CodingKeys.limit]) }
        if limitsReach, limit == nil {
            throw place.error(
                [CodingKeys.limitsReach], "there is no limit that could; expected false, or the key limit")
        }
        func within(_ key: CodingKeys) -> LinkFilePlace { LinkFilePlace(path: place.path + [key]) }
        return LinkParameters.StageParameters(
            stage: stage, cooling: try cooling.curve(within(.cooling)),
            coolingSpan: try cooling.measured?.span(within(.cooling), LinkParametersFile.Cooling.CodingKeys.measured),
            isCooledByUnits: cooledByUnits,
            limit: limit?.si, limitsReach: limitsReach,
            shield: try shield.shield(pitch: pitch, within(.shield)), load: try load.load(stage, within(.load)),
            node: try node.joint(within(.node)), unit: try coolingUnit.joint(within(.coolingUnit)),
            braid: try braid.joint(within(.braid)))
    }
}

extension LinkParametersFile.Measured {
    fileprivate func span(_ place: LinkFilePlace, _ key: any CodingKey) throws -> LinkParameters.Span {
        for (end, value) in [(CodingKeys.from, from), (.to, to)] {
            if let value { try place.requirePositive(value.si, "temperature", [key, end]) }
        }
        guard from != nil || to != nil else { throw place.error([key], "no range; expected from, to, or both") }
        if let from, let to, from >= to {
            throw place.error([key, CodingKeys.to], "\(to) is not above \(from), where the range begins")
        }
        return LinkParameters.Span(lowest: from?.si, highest: to?.si, note: note)
    }
}

extension LinkParametersFile.Cooling {
    fileprivate func curve(_ place: LinkFilePlace) throws -> PowerCoolingCurve {
        try place.requirePositive(power.si, "cooling power", [CodingKeys.power])
        try place.requirePositive(reference.si, "reference temperature", [CodingKeys.reference])
        try place.requirePositive(exponent, "exponent", [CodingKeys.exponent])
        guard offset >= 0 else { throw place.error([CodingKeys.offset], "the offset is \(offset); expected 0 or more") }
        return try PowerCoolingCurve(power: power.si, at: reference.si, cutoff: offset, exponent: exponent)
    }
}

extension LinkParametersFile.Shield {
    fileprivate func shield(pitch: Double, _ place: LinkFilePlace) throws -> LinkParameters.Shield {
        try place.requirePositive(crossSection.si, "cross-section", [CodingKeys.crossSection])
        try place.requirePositive(length.si, "length", [CodingKeys.length])
        try place.requirePositive(diameter.si, "diameter", [CodingKeys.diameter])
        guard length.si <= pitch else {
            throw place.error(
                [CodingKeys.length], "\(length) is longer than the pitch of \(Length(si: pitch)); expected no more")
        }
        try place.requireCopper(
            material, ratio: residualResistanceRatio, at: nil, CodingKeys.material,
            ratioKey: CodingKeys.residualResistanceRatio)
        return LinkParameters.Shield(
            crossSection: crossSection.si, length: length.si, diameter: diameter.si, material: material,
            residualResistanceRatio: residualResistanceRatio)
    }
}

extension LinkParametersFile.Load {
    fileprivate func load(_ stage: Stage, _ place: LinkFilePlace) throws -> LinkParameters.Load {
        let wanted = stage == .fiftyKelvin ? CodingKeys.flux : .perMetre
        func wrong(_ key: [CodingKeys]) -> any Error {
            place.error(key, "the load of stage \(stage.rawValue) is its ‘\(wanted.rawValue)’; expected that key alone")
        }
        if stage == .fiftyKelvin {
            guard let flux else { throw wrong([]) }
            guard perMetre == nil else { throw wrong([.perMetre]) }
            guard !flux.isEmpty else { throw place.error([CodingKeys.flux], "there is no flux; expected at least one") }
            for (name, value) in flux.sorted(by: { $0.key < $1.key }) {
                try place.requirePositive(
                    value.si, "heat flux", [CodingKeys.flux, LinkFilePlace.Step(stringValue: name)])
            }
            return .flux(flux.mapValues(\.si))
        }
        guard let perMetre else { throw wrong([]) }
        guard flux == nil else { throw wrong([.flux]) }
        typealias Keys = LinkParametersFile.PerMetre.CodingKeys
        for (key, value) in [(Keys.radiation, perMetre.radiation), (.posts, perMetre.posts)] where !(value.si >= 0) {
            throw place.error([CodingKeys.perMetre, key], "the load is \(value); expected 0 or more")
        }
        try place.requirePositive(perMetre.exponent, "exponent", [CodingKeys.perMetre, Keys.exponent])
        try place.requirePositive(
            perMetre.reference.si, "reference temperature", [CodingKeys.perMetre, Keys.reference])
        return .linear(
            radiation: perMetre.radiation.si, posts: perMetre.posts.si, exponent: perMetre.exponent,
            reference: perMetre.reference.si)
    }
}

extension LinkParametersFile.Joint {
    fileprivate func joint(_ place: LinkFilePlace) throws -> LinkParameters.Joint {
        try place.requirePositive(resistance.si, "resistance", [CodingKeys.resistance])
        try place.requirePositive(reference.si, "reference temperature", [CodingKeys.reference])
        let law: LinkParameters.Joint.Law
        switch (exponent, copper) {
        case (let exponent?, nil):
            guard exponent < 1 else {
                throw place.error([CodingKeys.exponent], "the exponent is \(exponent); expected less than 1")
            }
            law = .power(exponent: exponent)
        case (nil, let ratio?):
            try place.requireCopper(
                "copper", ratio: ratio, at: reference.si, CodingKeys.reference, ratioKey: CodingKeys.copper)
            law = .copper(ratio: ratio)
        default: throw place.error([], "a joint follows one law; expected either ‘exponent’ or ‘copper’")
        }
        return LinkParameters.Joint(
            resistance: resistance.si, reference: reference.si, law: law,
            span: try measured?.span(place, CodingKeys.measured))
    }
}

extension LinkFilePlace {
    /// Refuses a material whose thermal conductivity is not known at a purity and, where one is given, at a temperature.
    fileprivate func requireCopper(
        _ material: String, ratio: Double?, at temperature: Double?, _ key: any CodingKey, ratioKey: any CodingKey
    ) throws {
        do {
            let curve = try MaterialCatalogue.standard.material(named: material).curve(
                .thermalConductivity, Conditions(residualResistanceRatio: ratio))
            if let temperature { _ = try curve.value(at: temperature) }
        } catch let failure as MaterialError {
            let isRatio =
                switch failure.reason {
                case .ratioNotTaken, .ratioOutOfRange, .ratioNotTabulated, .notFinite: ratio != nil
                default: false
                }
            throw error([isRatio ? ratioKey : key], "\(failure)")
        }
    }
}

extension LinkParametersFile: SchemaSample {
    /// Parameters without stages: what a schema needs is only the shape.
    public static var schemaSample: LinkParametersFile {
        LinkParametersFile(
            LinkParameters(
                name: "sample", source: "", roomTemperature: 293, pitch: 2.5, stages: [], postPlaces: [],
                endPostPlaces: []))
    }

    private init(_ parameters: LinkParameters) { self.parameters = parameters }

    /// The JSON Schema of a file of parameters, made of the types that read it; ends with a line break.
    ///
    /// - Throws: `SchemaError` where a type stands in the way; never for the types as they are.
    public static func jsonSchema() throws -> String {
        try JSONSchema(
            for: LinkParametersFile.self, title: "LinkParameters",
            description:
                "What the modules of a cryogenic link for Subkelvin are made of, stage by stage: cooling, shields, loads, joints."
        ).text
    }
}
