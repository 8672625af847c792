import Configuration

/// The fits of a property in a material file: the first is the default.
struct PropertyFile: Decodable, Sendable {
    var fits: [FitFile]
    var lowTemperatureLaws: [LawFile]?
    var alternativeLaws: [String: [LawFile]]?

    enum CodingKeys: String, DocumentedKey {
        case fits
        case lowTemperatureLaws = "low_temperature_laws"
        case alternativeLaws = "alternative_laws"

        var documentation: String {
            switch self {
            case .fits: "published equations, the default first"
            case .lowTemperatureLaws: "which of the fits carry the default one on below its range, from warm to cold"
            case .alternativeLaws: "other ways to carry it on, by name; a join may lie within the default fit"
            }
        }
    }

    init(fits: [FitFile], lowTemperatureLaws: [LawFile]?, alternativeLaws: [String: [LawFile]]?) {
        self.fits = fits
        self.lowTemperatureLaws = lowTemperatureLaws
        self.alternativeLaws = alternativeLaws
    }

    /// Reads the fits and checks them here already, where an error still has its place in the file.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        fits = try container.decode([FitFile].self, forKey: .fits)
        lowTemperatureLaws = try container.decodeIfPresent([LawFile].self, forKey: .lowTemperatureLaws)
        alternativeLaws = try container.decodeIfPresent([String: [LawFile]].self, forKey: .alternativeLaws)
        do throws(MaterialError) {
            _ = try record(material: "", property: .thermalConductivity)
        } catch {
            throw DecodingError.dataCorruptedError(
                forKey: .fits, in: container, debugDescription: error.reason.words)
        }
    }

    func record(material: String, property: Property) throws(MaterialError) -> PropertyRecord {
        func fail(_ words: String) -> MaterialError {
            MaterialError(material: material, property: property, reason: .inconsistent(words))
        }
        var models: [String: HustLankford] = [:]
        for fit in fits { models[fit.name] = fit.equation.hustLankford?.model }
        var known: [Fit] = []
        for file in fits {
            if known.contains(where: { $0.name == file.name }) { throw fail("two fits are called ‘\(file.name)’") }
            known.append(try file.fit(models: models, fail))
        }
        guard let first = known.first else { throw fail("has no fits; give one") }
        var record = PropertyRecord(fits: known, laws: [], alternatives: [:], magnetoresistance: nil)
        record.laws = try laws(lowTemperatureLaws ?? [], below: first, of: known, in: "low_temperature_laws", fail)
        for (name, files) in alternativeLaws ?? [:] {
            let place = "alternative_laws.\(name)"
            guard !files.isEmpty else { throw fail("\(place) is empty; name a fit") }
            record.alternatives[name] = try laws(files, below: first, of: known, in: place, isAlternative: true, fail)
        }
        return record
    }

    /// The laws of a list, each checked to reach its join.
    private func laws(
        _ files: [LawFile], below first: Fit, of known: [Fit], in place: String, isAlternative: Bool = false,
        _ fail: (String) -> MaterialError
    ) throws(MaterialError) -> [LowTemperatureLaw] {
        var laws: [LowTemperatureLaw] = []
        var above = first
        for (index, file) in files.enumerated() {
            guard let law = known.first(where: { $0.name == file.fit }) else {
                throw fail("\(place) names ‘\(file.fit)’, which is no fit here")
            }
            let join = file.join?.kelvin ?? above.range.lowerBound...above.range.lowerBound
            let mayCut = index > 0 || isAlternative
            guard mayCut ? above.range.contains(join.upperBound) : join.upperBound == above.range.lowerBound else {
                throw fail(
                    mayCut
                        ? "\(place): the join must end within the fit ‘\(above.name)’"
                        : "the join must end where the fit ‘\(above.name)’ begins, at \(above.range.lowerBound) K")
            }
            guard law.range.contains(join.lowerBound), law.range.lowerBound < join.lowerBound else {
                throw fail("the law ‘\(law.name)’ must cover temperatures below its join and reach it")
            }
            if let previous = laws.last, join.upperBound >= previous.join.lowerBound {
                throw fail("\(place) go from warm to cold; ‘\(law.name)’ overlaps ‘\(previous.fit.name)’")
            }
            laws.append(LowTemperatureLaw(fit: law, join: join))
            above = law
        }
        return laws
    }
}

/// A low-temperature law of a property in a material file: one of its fits.
struct LawFile: Decodable, Sendable {
    /// The fit that carries the one above on to lower temperatures.
    var fit: String
    /// Where the way between the two begins and ends; absent where they meet of themselves.
    var join: TemperatureSpan?
}
