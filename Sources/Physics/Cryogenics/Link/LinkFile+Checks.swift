public import Configuration
import Materials
import Quantities

extension LinkFile {
    /// A link from a file, on parameters of one's own where they are given.
    ///
    /// - Parameters:
    ///   - path: of the file.
    ///   - parameters: in place of those that the file names; what it varies applies on top.
    /// - Throws: `ConfigurationError` with the place of what is wrong.
    public static func read(
        _ path: String, parameters: LinkParameters? = nil
    ) throws(ConfigurationError) -> LinkFile {
        try LinkFileContext(parameters: parameters).decoder.decode(LinkFile.self, fromFile: path)
    }

    /// The parameters given, else those of a name, with what is varied.
    static func parameters(
        _ name: String?, _ variation: VariationFile?, given: LinkParameters?, _ place: LinkFilePlace
    ) throws -> LinkParameters {
        // A name that nothing has is wrong even where other parameters take its place.
        let named = try place.check([CodingKeys.parameters]) { try LinkParameters.preset(name ?? "eth-table-3") }
        return try variation?.applied(to: given ?? named, place) ?? given ?? named
    }
}

extension LinkFile.VariationFile {
    /// Parameters with what is varied.
    func applied(to parameters: LinkParameters, _ place: LinkFilePlace) throws -> LinkParameters {
        var result = parameters
        let at = LinkFile.CodingKeys.variation
        if let floor = baseFloor {
            try place.check([at, CodingKeys.baseFloor]) { try result.setBaseFloor(floor.si) }
        }
        if let factor = radiationOn4K {
            try place.check([at, CodingKeys.radiationOn4K]) {
                try result.scaleRadiation(on: .fourKelvin, by: factor)
            }
        }
        for (key, ratio) in residualResistanceRatio?.all ?? [] {
            guard let ratio, let index = result.stages.firstIndex(where: { $0.stage.rawValue == key.rawValue }) else {
                continue
            }
            // Asked for here, so that a ratio that copper cannot have is refused where it stands.
            try place.check([at, CodingKeys.residualResistanceRatio, key]) {
                _ = try MaterialCatalogue.standard.material(named: result.stages[index].shield.material).curve(
                    .thermalConductivity, Conditions(residualResistanceRatio: ratio))
            }
            result.stages[index].shield.residualResistanceRatio = ratio
        }
        return result
    }
}

extension LinkFile {
    /// Refuses shields without a length; a missing one is not one of zero.
    func requireLengths(_ place: LinkFilePlace) throws {
        for (index, file) in modules.enumerated() where file.kind.hasShields && file.length == nil {
            throw place.error(
                [CodingKeys.modules, LinkFilePlace.Step(intValue: index)],
                "‘\(file.name)’: missing key ‘length’; a module of kind \(file.kind.rawValue) has one")
        }
    }

    /// Checks what only a file can say: where modules begin, where the link stands, what a kind of module does not have.
    func checkPlaces(_ place: LinkFilePlace) throws {
        var end = 0.0
        for (index, file) in modules.enumerated() {
            func fail(_ key: ModuleFile.CodingKeys, _ words: String) -> DecodingError {
                place.error([CodingKeys.modules, LinkFilePlace.Step(intValue: index), key], "‘\(file.name)’: \(words)")
            }
            let kind = file.kind.rawValue
            if file.length != nil, !file.kind.hasShields { throw fail(.length, "a \(kind) has no length of its own") }
            if file.coolingFactor != nil, file.kind.hasShields || file.kind == .braid {
                throw fail(.coolingFactor, "a \(kind) does not cool; nodes and cooling units do")
            }
            if file.dilutionUnits != nil, file.kind != .coolingUnit {
                throw fail(.dilutionUnits, "a \(kind) carries no dilution units; cooling units may")
            }
            // A micrometre: lengths are written in decimal figures and added up in binary ones.
            if let start = file.start?.si, abs(start - end) > 1e-6 {
                let words = start < end ? "overlaps what stands before it by" : "leaves a gap before it of"
                throw fail(
                    .start,
                    "\(words) \(meters(abs(start - end))); expected \(meters(end)), the sum of the lengths before")
            }
            end += file.length?.si ?? 0
        }
        try place.check([CodingKeys.modules]) { try linkParameters.checkRoom(for: description.modules) }
        try checkSupports(end, place)
    }

    private func checkSupports(_ end: Double, _ place: LinkFilePlace) throws {
        guard let supports else { return }
        for (index, support) in supports.enumerated() {
            guard support.si >= 0, index == 0 || support.si > supports[index - 1].si else {
                throw place.error(
                    [CodingKeys.supports, LinkFilePlace.Step(intValue: index)],
                    "\(meters(support.si)) from the left node; expected not below zero, and rising from one to the next"
                )
            }
        }
        guard let last = supports.last?.si, last >= end - 1e-6 else {
            let stands = supports.last.map { "its last support stands at \(meters($0.si))" } ?? "it has no support"
            throw place.error(
                [CodingKeys.supports],
                "the link is \(meters(end)) long, and \(stands); expected one at the far end or beyond")
        }
    }

    private func meters(_ length: Double) -> String { Length(si: length).formatted(significantDigits: 6) }
}

extension LinkFile: SchemaSample {
    /// A link of two adapters.
    public static var schemaSample: LinkFile { LinkFile(sample: ()) }

    private init(sample: Void) {
        kind = .link
        name = "sample"
        title = "Sample"
        modules = []
        linkParameters = LinkParameters(
            name: "sample", source: "", roomTemperature: 293, pitch: 2.5, stages: [], postPlaces: [], endPostPlaces: [])
    }

    /// The JSON Schema of a link file, made of the types that read it; ends with a line break.
    ///
    /// - Throws: `SchemaError` where a type stands in the way; never for the types as they are.
    public static func jsonSchema() throws -> String {
        try JSONSchema(
            for: LinkFile.self, title: "Link",
            description: "A cryogenic link for Subkelvin: modules in a row from one refrigerator to another."
        ).text
    }
}
