import Materials

/// A material as JSON.
struct MaterialRecord: Encodable {
    /// A fit as JSON.
    struct FitRecord: Encodable {
        var fit: String
        var isDefault: Bool
        var isLowTemperatureLaw: Bool
        var isLawOf: [String]?
        var rangeK: [Double]
        var dataRangeK: [Double]
        var relativeUncertainty: Double
        var relativeUncertaintyOutsideData: Double?
        var uncertaintyBasis: String
        var residualResistanceRatios: [Double]?
        var source: String
        var note: String?

        enum CodingKeys: String, CodingKey {
            case fit, source, note
            case isDefault = "default"
            case isLowTemperatureLaw = "low_temperature_law"
            case isLawOf = "law_of"
            case rangeK = "range_K"
            case dataRangeK = "data_range_K"
            case relativeUncertainty = "relative_uncertainty"
            case relativeUncertaintyOutsideData = "relative_uncertainty_outside_data"
            case uncertaintyBasis = "uncertainty_basis"
            case residualResistanceRatios = "residual_resistance_ratios"
        }
    }

    /// A property as JSON.
    struct PropertyRecordJSON: Encodable {
        var property: String
        var title: String
        var unit: String
        var rangeK: [Double]
        var fits: [FitRecord]

        enum CodingKeys: String, CodingKey {
            case property, title, unit, fits
            case rangeK = "range_K"
        }
    }

    var name: String
    var title: String
    var aliases: [String]
    var gradeOf: String?
    var density: Double?
    var criticalTemperature: Double?
    var yieldStrength: Double?
    var residualResistanceRatio: Double?
    var notes: String?
    var properties: [PropertyRecordJSON]

    enum CodingKeys: String, CodingKey {
        case name, title, aliases, notes, properties
        case gradeOf = "grade_of"
        case density = "density_kg_per_m3"
        case criticalTemperature = "critical_temperature_K"
        case yieldStrength = "yield_strength_Pa"
        case residualResistanceRatio = "residual_resistance_ratio"
    }

    init(_ material: Material) throws {
        name = material.name
        title = material.title
        aliases = material.aliases
        gradeOf = material.gradeOf
        density = material.density
        criticalTemperature = material.criticalTemperature
        yieldStrength = material.yieldStrength
        residualResistanceRatio = material.residualResistanceRatio
        notes = material.notes
        properties = []
        for property in material.availableProperties {
            let record = try material.record(property)
            let fits = record.fits.map { fit in
                let isLawOf = record.alternatives.filter { $0.value.contains { $0.fit.name == fit.name } }.keys.sorted()
                return FitRecord(
                    fit: fit.name, isDefault: fit.name == record.fits.first?.name,
                    isLowTemperatureLaw: record.laws.contains { $0.fit.name == fit.name },
                    isLawOf: isLawOf.isEmpty ? nil : isLawOf, rangeK: bounds(fit.range),
                    dataRangeK: bounds(fit.dataRange), relativeUncertainty: fit.relativeUncertainty,
                    relativeUncertaintyOutsideData: fit.uncertaintyOutsideData,
                    uncertaintyBasis: fit.basis.rawValue,
                    residualResistanceRatios: fit.form.takesRatio ? fit.form.ratios : nil,
                    source: fit.reference.citation, note: fit.reference.note)
            }
            properties.append(
                PropertyRecordJSON(
                    property: property.rawValue, title: property.title, unit: property.unit,
                    rangeK: bounds(try material.curve(property).range), fits: fits))
        }
    }
}

/// A range as JSON gives it: low, high.
func bounds(_ range: ClosedRange<Double>) -> [Double] { [range.lowerBound, range.upperBound] }
