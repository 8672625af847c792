public import Configuration
import Glibc
import HeatTransfer
import Materials
import Quantities

extension CryostatDescription {
    /// A cryostat from a file, checked.
    ///
    /// - Parameter path: of the file.
    /// - Throws: `ConfigurationError` with the place of what is wrong.
    public static func read(_ path: String) throws(ConfigurationError) -> CryostatDescription {
        try ConfigurationDecoder().decode(CheckedCryostat.self, fromFile: path).description
    }

    /// The cryostats that come with Subkelvin, by name.
    public static var presets: [String] { EmbeddedTexts.names(in: "Cryostats") }

    /// A cryostat that comes with Subkelvin.
    ///
    /// - Parameter name: one of ``presets``.
    /// - Throws: `CryostatError` naming those that there are; `ConfigurationError` never for embedded text that its test has
    ///   read.
    public static func preset(_ name: String) throws -> CryostatDescription {
        guard let text = EmbeddedTexts.text(name, in: "Cryostats") else {
            throw CryostatError(
                [], "no preset is called ‘\(name)’; there are \(presets.joined(separator: ", "))")
        }
        return try ConfigurationDecoder().decode(
            CheckedCryostat.self, from: Array(text.utf8), file: "\(name).yaml"
        ).description
    }
}

/// A file whose cryostat is checked while its errors still have their place.
struct CheckedCryostat: Decodable {
    var description: CryostatDescription

    init(from decoder: any Decoder) throws {
        let file = try CryostatFile(from: decoder)
        let cables = try CableCatalogue.standard()
        description = try Self.placing(decoder) { () throws(CryostatError) in
            let description = try file.description()
            try description.validate(cables: cables, materials: MaterialCatalogue.standard.names)
            return description
        }
    }

    /// Runs what may refuse a description, and gives its error a place in the file.
    static func placing<Value>(
        _ decoder: any Decoder, _ body: () throws(CryostatError) -> Value
    ) throws -> Value {
        do { return try body() } catch {
            let keys = error.path.map { step -> any CodingKey in
                switch step {
                case .key(let key): Place(stringValue: key)
                case .item(let index): Place(intValue: index)
                }
            }
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath + keys, debugDescription: error.words))
        }
    }

    /// A step of the way: a key, or an item of a list.
    struct Place: CodingKey {
        var stringValue: String
        var intValue: Int?
        init(stringValue: String) { self.stringValue = stringValue }
        init(intValue: Int) { (stringValue, self.intValue) = ("\(intValue)", intValue) }
    }
}

extension CryostatFile {
    /// What the file describes, not yet checked as a whole.
    ///
    /// - Throws: `CryostatError` with its place in the file.
    func description() throws(CryostatError) -> CryostatDescription {
        let stages = stages.map(\.description)
        var coolers: [CoolerDescription] = []
        for (index, cooler) in self.coolers.enumerated() {
            coolers.append(try cooler.description([.key("coolers"), .item(index)], stages.map(\.stage)))
        }
        var lines: [LineDescription] = []
        for (index, line) in (self.lines ?? []).enumerated() {
            lines.append(try line.description(stages, [.key("lines"), .item(index)]))
        }
        return CryostatDescription(
            name: name, title: title, ambient: ambient?.si ?? 300, laws: laws, stages: stages, coolers: coolers,
            supports: (supports ?? []).map(\.description), lines: lines, loads: (loads ?? []).map(\.description),
            noiseLimit: noiseLimit,
            assumptions: (assumptions ?? []).map { CryostatDescription.Assumption($0.what, source: $0.source) })
    }
}

extension CryostatFile.StageFile {
    var description: StageDescription {
        StageDescription(
            name, limit: limit.si, distance: distance.si,
            plate: plate.map { StageDescription.Plate(diameter: $0.diameter.si, lineArea: $0.lineArea?.si) },
            shield: shield.map { shield in
                StageDescription.Shield(
                    diameter: shield.diameter.si, height: shield.height.si, emissivity: shield.emissivity,
                    insulation: shield.insulation.map {
                        StageDescription.Shield.Insulation(layers: $0.layers, density: $0.layersPerCentimetre * 100)
                    })
            }, mass: mass?.si)
    }
}

extension CryostatFile.SupportFile {
    var description: SupportDescription {
        SupportDescription(
            name: name, from: from, to: to, material: material, count: count ?? 1, area: area.si, length: length?.si)
    }
}

extension CryostatFile.LoadFile {
    var description: LoadDescription {
        LoadDescription(kind: kind ?? .fixed, name: name, stage: at, power: power.si, count: count ?? 1)
    }
}

extension CryostatFile.CoolerFile {
    /// The cooler of a file.
    ///
    /// - Parameters:
    ///   - path: its place.
    ///   - present: the stages of the cryostat.
    /// - Throws: `CryostatError` for keys that are missing or do not belong, and numbers that cannot be.
    func description(
        _ path: [CryostatError.Step], _ present: [Stage]
    ) throws(CryostatError) -> CoolerDescription {
        try requireKeys(path)
        do {
            return CoolerDescription(name ?? kind.rawValue.replacing("_", with: " "), try made(present))
        } catch let error as CryostatError {
            throw error
        } catch {
            throw CryostatError(path, "\(error)")
        }
    }

    private func made(_ present: [Stage]) throws -> CoolerDescription.Kind {
        switch kind {
        case .pulseTube:
            return .pulseTube(
                try PulseTube(
                    try PulseTubeMap.named(map ?? ""), count: count ?? 1,
                    scale: PulseTube.Scale(first: firstScale ?? 1, second: secondScale ?? 1)))
        case .dilutionUnit: return .dilutionUnit(try DilutionUnit(rating(present)))
        case .powerLaw:
            let (power, at, cutoff) = (power?.si ?? 0, at?.si ?? 0, cutoff ?? 0)
            let exponent = exponent ?? 0
            let excess = (floor?.si ?? 0) / at - cutoff
            return .powerLaw(
                stage ?? .base,
                try PowerCoolingCurve(
                    power: power, at: at, cutoff: cutoff, exponent: exponent,
                    leak: excess > 0 ? power * pow(excess, exponent) : 0))
        case .rated:
            return .rated(
                stage ?? .base, try RatedStage(power: power?.si ?? 0, at: at?.si ?? 0, unloaded: unloaded?.si ?? 0))
        }
    }

    private func rating(_ present: [Stage]) -> DilutionUnit.Rating {
        func point(_ file: CryostatFile.RatingFile?) -> DilutionUnit.Rating.Point? {
            file.map { DilutionUnit.Rating.Point($0.power.si, at: $0.at.si) }
        }
        return DilutionUnit.Rating(
            flow: point(base).map { .base($0) } ?? .molesPerSecond(flow?.si ?? 0),
            stillTemperature: stillTemperature?.si ?? 0, floor: floor?.si, coldPlate: point(coldPlate),
            still: point(still), stillUnloaded: stillUnloaded?.si, hasColdPlate: present.contains(.coldPlate))
    }
}
