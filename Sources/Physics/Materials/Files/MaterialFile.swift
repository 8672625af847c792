import Configuration
import Quantities

/// A material as its YAML file states it (`kind: Material`).
///
/// Coefficients are in SI units with temperature in K; everything a person writes by hand carries its unit.
public struct MaterialFile: Decodable, Sendable {
    /// What the file describes.
    public enum Kind: String, Decodable, CaseIterable, Sendable {
        /// A material.
        case material = "Material"
    }

    var kind: Kind
    /// The name in the catalogue.
    public var name: String
    var title: String
    var aliases: [String]?
    var gradeOf: String?
    var residualResistanceRatio: Double?
    var density: Density?
    var criticalTemperature: Temperature?
    var yieldStrength: Pressure?
    var notes: String?
    var properties: PropertiesFile?

    enum CodingKeys: String, DocumentedKey {
        case kind, name, title, aliases, density, notes, properties
        case gradeOf = "grade_of"
        case residualResistanceRatio = "residual_resistance_ratio"
        case criticalTemperature = "critical_temperature"
        case yieldStrength = "yield_strength"

        var documentation: String {
            switch self {
            case .kind: "what the file describes"
            case .name: "the name in the catalogue: lower case, with hyphens"
            case .title: "the name in words"
            case .aliases: "other names that find the material"
            case .density: "mass density at room temperature"
            case .notes: "what a designer should know"
            case .properties: "the fits of each property"
            case .gradeOf: "the material whose properties this one inherits"
            case .residualResistanceRatio: "ρ(273 K)/ρ(4 K) where none is given"
            case .criticalTemperature: "below it the metal superconducts"
            case .yieldStrength: "yield strength at room temperature"
            }
        }
    }

    /// The material, with what it inherits from the one that it is a grade of.
    ///
    /// - Throws: `MaterialError` where the file contradicts itself.
    func material(gradeOf base: Material?) throws(MaterialError) -> Material {
        var records = base?.properties ?? [:]
        for (property, file) in properties?.all ?? [] {
            records[property] = try file.record(material: name, property: property)
        }
        guard !records.isEmpty else {
            throw MaterialError(material: name, reason: .inconsistent("has no properties; give at least one fit"))
        }
        if let model = records[.resistivity]?.fits.lazy.compactMap({ $0.form.resistivityModel }).first,
            !model.magnetoresistance.isEmpty
        {
            records[.thermalConductivity]?.magnetoresistance = model
        }
        return Material(
            name: name, title: title, aliases: aliases ?? [], gradeOf: gradeOf,
            residualResistanceRatio: residualResistanceRatio ?? base?.residualResistanceRatio,
            density: density?.si ?? base?.density,
            criticalTemperature: criticalTemperature?.si ?? base?.criticalTemperature,
            yieldStrength: yieldStrength?.si ?? base?.yieldStrength,
            notes: notes, properties: records)
    }
}

/// The properties of a material file.
struct PropertiesFile: Decodable, Sendable {
    var k: PropertyFile?
    var cp: PropertyFile?
    var contraction: PropertyFile?
    var emissivity: PropertyFile?
    var resistivity: PropertyFile?

    var all: [(Property, PropertyFile)] {
        let entries: [(Property, PropertyFile?)] = [
            (.thermalConductivity, k), (.specificHeat, cp), (.contraction, contraction), (.emissivity, emissivity),
            (.resistivity, resistivity),
        ]
        return entries.compactMap { property, file in file.map { (property, $0) } }
    }
}

/// One fit in a material file.
struct FitFile: Decodable, Sendable {
    /// The name in the catalogue.
    public var name: String
    var equation: EquationFile
    var range: TemperatureSpan
    var dataRange: TemperatureSpan?
    var uncertainty: Ratio
    var uncertaintyOutsideData: Ratio?
    var basis: UncertaintyBasis?
    var source: String
    var note: String?

    enum CodingKeys: String, DocumentedKey {
        case name, equation, range, uncertainty, basis, source, note
        case dataRange = "data_range"
        case uncertaintyOutsideData = "uncertainty_outside_data"

        var documentation: String {
            switch self {
            case .name: "the fit's name, by which a command chooses it"
            case .equation: "exactly one form with its coefficients, in SI units with temperature in K"
            case .range: "where the equation may be evaluated"
            case .uncertainty: "relative uncertainty within the data's range"
            case .basis: "what the uncertainty covers"
            case .source: "authors, title, year: enough to find the publication"
            case .note: "how the numbers were read or checked, what they leave out"
            case .dataRange: "where the equation rests on data; the whole range where absent"
            case .uncertaintyOutsideData: "relative uncertainty outside the data's range; unknown where absent"
            }
        }
    }

    func fit(
        models: [String: HustLankford], _ fail: (String) -> MaterialError
    ) throws(MaterialError) -> Fit {
        let form = try equation.form(models: models) { fail("fit ‘\(name)’: \($0)") }
        let data = dataRange?.kelvin ?? range.kelvin
        guard range.kelvin.contains(data.lowerBound), range.kelvin.contains(data.upperBound) || data == range.kelvin
        else {
            throw fail("fit ‘\(name)’: the data's range reaches beyond the equation's")
        }
        for value in [uncertainty, uncertaintyOutsideData].compactMap({ $0?.si }) where !(0...3).contains(value) {
            throw fail(
                "fit ‘\(name)’: an uncertainty of \(value * 100) %; expected 0 to 300 %, with its sign as in 5 %")
        }
        return Fit(
            name: name, form: form, range: range.kelvin, dataRange: data, relativeUncertainty: uncertainty.si,
            uncertaintyOutsideData: uncertaintyOutsideData?.si, basis: basis ?? .fit,
            reference: Reference(citation: source, note: note))
    }
}

/// Two temperatures, the colder first: `[4 K, 300 K]`.
struct TemperatureSpan: Decodable, Sendable {
    var kelvin: ClosedRange<Double>

    init(kelvin: ClosedRange<Double>) { self.kelvin = kelvin }

    init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        let (low, high) = (try list.decode(Temperature.self), try list.decode(Temperature.self))
        guard list.isAtEnd, low.si >= 1e-6, high.si <= 1e5, low.si <= high.si else {
            throw DecodingError.dataCorruptedError(
                in: list,
                debugDescription:
                    "expected two temperatures between 1 µK and 100 kK, the colder first, as in [4 K, 300 K]")
        }
        kelvin = low.si...high.si
    }
}
