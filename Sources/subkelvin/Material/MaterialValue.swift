import CommandLineKit
import Materials
import Quantities
import Text

/// The command `subkelvin material value NAME --at T`.
struct MaterialValue: Command {
    static let name = "value"
    static let abstract = "Prints a property at a temperature."
    static let examples = [
        Example("subkelvin material value copper --at 4K --rrr 100", "Thermal conductivity of copper."),
        Example("subkelvin material value ss304 --property cp --at 77K", "Specific heat of stainless steel."),
        Example("subkelvin material value copper@300 --at 20mK", "By the low-temperature law, and it says so."),
    ]

    @Argument("The material.", completion: materialNames) var material: MaterialReference
    @Option("The temperature.") var at: Temperature
    @OptionGroup var property: PropertyOption
    @OptionGroup var conditions: ConditionOptions
    @OptionGroup var files: CatalogueOptions
    @Flag("Print JSON.") var json: Bool

    func run(on console: Console) async throws {
        let found = try files.catalogue().material(named: material.name)
        let curve = try found.curve(property.property, conditions.conditions(for: material))
            .extended(to: [at.si], if: conditions.extrapolate)
        let result: Evaluation
        do {
            result = try curve.evaluate(at: at.si)
        } catch {
            throw try error.hinting(at: otherFits(of: found, at: at.si, besides: curve.fit.name))
        }
        if json { return try console.print(json: ValueRecord(curve, result, field: conditions.field?.si)) }
        try console.print(
            "\(amount(result.value, property.property.unit))  "
                + "\(percent(result.relativeUncertainty))  \(curve.label), \(property.property.title) at "
                + at.formatted(significantDigits: 4))
        let fit = "fit \(result.fit.name), \(span(result.fit.range)): \(result.fit.reference.citation)"
        try console.print(wrap(fit, width: console.output.layoutWidth))
        if let note = result.fit.reference.note {
            try console.print(wrap("of this fit: \(note)", width: console.output.layoutWidth))
        }
        if let remark = curve.ratioRemark { try console.print(remark) }
        if let caveat = result.caveat { try console.print("note: \(caveat)") }
        if result.isOutsideData, conditions.fit == nil {
            for other in try otherFits(of: found, at: at.si, besides: result.fit.name) {
                let value = try found.curve(property.property, Conditions(fit: other.name)).value(at: at.si)
                try console.print("measured there: \(amount(value, property.property.unit)) by --fit \(other.name)")
            }
        }
    }

    /// Fits of the same property that rest on data at a temperature.
    private func otherFits(of material: Material, at temperature: Double, besides name: String) throws -> [Fit] {
        try material.record(property.property).fits.filter {
            $0.name != name && !$0.form.takesRatio && $0.dataRange.contains(temperature)
        }
    }
}

extension MaterialError {
    /// The error with the names of fits that would have answered.
    func hinting(at fits: [Fit]) -> MaterialError {
        guard case .outOfRange(let temperature, let range, _) = reason else { return self }
        guard temperature > 0 else { return self }
        let names = fits.map { "--fit \($0.name) (\(span($0.range)))" }.joined(separator: " or ")
        let hint = names.isEmpty ? "--extrapolate goes on along the tangent" : "try \(names)"
        var copy = self
        copy.reason = .outOfRange(temperature: temperature, range: range, hint: hint)
        return copy
    }
}

/// A value as JSON.
struct ValueRecord: Encodable {
    var material: String
    var property: String
    var temperatureK: Double
    var value: Double
    var unit: String
    var relativeUncertainty: Double?
    var fit: String
    var origin: String
    var isOutsideData: Bool
    var residualResistanceRatio: Double?
    var isRatioAssumed: Bool?
    var magneticField: Double?
    var source: String
    var note: String?
    var rangeK: [Double]
    var dataRangeK: [Double]

    enum CodingKeys: String, CodingKey {
        case material, property, value, unit, fit, origin, source, note
        case temperatureK = "temperature_K"
        case relativeUncertainty = "relative_uncertainty"
        case isOutsideData = "outside_data"
        case residualResistanceRatio = "residual_resistance_ratio"
        case isRatioAssumed = "residual_resistance_ratio_assumed"
        case magneticField = "magnetic_flux_density_T"
        case rangeK = "range_K"
        case dataRangeK = "data_range_K"
    }

    init(_ curve: PropertyCurve, _ result: Evaluation, field: Double?) {
        material = curve.material
        property = curve.property.rawValue
        temperatureK = result.temperature
        value = result.value
        unit = curve.property.unit
        relativeUncertainty = result.relativeUncertainty
        fit = result.fit.name
        origin = result.origin.rawValue
        isOutsideData = result.isOutsideData
        residualResistanceRatio = curve.residualResistanceRatio?.value
        isRatioAssumed = curve.residualResistanceRatio?.assumed
        magneticField = field
        source = result.fit.reference.citation
        note = result.fit.reference.note
        rangeK = bounds(result.fit.range)
        dataRangeK = bounds(result.fit.dataRange)
    }

    /// Writes null, not nothing, where the uncertainty is unknown.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(material, forKey: .material)
        try container.encode(property, forKey: .property)
        try container.encode(temperatureK, forKey: .temperatureK)
        try container.encode(value, forKey: .value)
        try container.encode(unit, forKey: .unit)
        try container.encode(relativeUncertainty, forKey: .relativeUncertainty)
        try container.encode(fit, forKey: .fit)
        try container.encode(origin, forKey: .origin)
        try container.encode(isOutsideData, forKey: .isOutsideData)
        try container.encodeIfPresent(residualResistanceRatio, forKey: .residualResistanceRatio)
        try container.encodeIfPresent(isRatioAssumed, forKey: .isRatioAssumed)
        try container.encodeIfPresent(magneticField, forKey: .magneticField)
        try container.encode(source, forKey: .source)
        try container.encodeIfPresent(note, forKey: .note)
        try container.encode(rangeK, forKey: .rangeK)
        try container.encode(dataRangeK, forKey: .dataRangeK)
    }
}
