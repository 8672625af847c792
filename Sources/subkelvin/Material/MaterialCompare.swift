import CommandLineKit
import Materials
import Plotting
import Quantities
import Text

/// The command `subkelvin material compare NAME…`.
struct MaterialCompare: Command {
    static let name = "compare"
    static let abstract = "Sets materials side by side."
    static let examples = [
        Example("subkelvin material compare ss304 cuni nbti ptfe", "Thermal conductivities."),
        Example("subkelvin material compare copper@50 copper@500 --at 4K --at 20K", "Purities at two temperatures."),
    ]

    @Argument("The materials, each as NAME or NAME@RRR.", completion: materialNames) var materials: [MaterialReference]
    @Option("A temperature. Else 10 mK, 100 mK, 1, 4, 20, 77 and 300 K.") var at: [Temperature]
    @OptionGroup var property: PropertyOption
    @OptionGroup var conditions: ConditionOptions
    @OptionGroup var files: CatalogueOptions
    @Option(
        "Draw the curves into this file.", placeholder: "FILE", completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        if materials.isEmpty { throw ArgumentError("name the materials to compare") }
    }

    func run(on console: Console) async throws {
        let temperatures = at.isEmpty ? [0.01, 0.1, 1, 4, 20, 77, 300] : at.map(\.si)
        let catalogue = try files.catalogue()
        let curves = try materials.map { reference in
            try catalogue.material(named: reference.name)
                .curve(property.property, conditions.conditions(for: reference))
                .extended(to: temperatures, if: conditions.extrapolate)
        }
        if let plot { try MaterialFigure(curves: curves).plot().render(to: plot) }
        let rows = try curves.map { curve in
            try temperatures.map { try curve.range.contains($0) ? curve.evaluate(at: $0) : nil }
        }
        if json {
            let records = zip(curves, rows).flatMap { curve, row in
                zip(temperatures, row).map { ComparisonRecord(curve, temperature: $0, result: $1) }
            }
            return try console.print(json: records)
        }
        let unit = property.property.unit
        try console.print("\(property.property.title)\(unit.isEmpty ? "" : " in \(unit)")")
        var table = TextTable(
            columns: [.left("MATERIAL")]
                + temperatures.map { .decimal(Temperature(si: $0).formatted(significantDigits: 4)) })
        var marks: Set<String> = []
        for (curve, row) in zip(curves, rows) {
            let cells = row.map { result -> String in
                guard let result else { return "–" }
                let mark = mark(result)
                marks.insert(mark)
                return shortNumber(result.value) + mark
            }
            table.append([curve.label] + cells)
        }
        try console.write(table.rendered())
        if marks.contains("*") { try console.print("* by the low-temperature law, or on the way to it") }
        if marks.contains("°") { try console.print("° the equation holds, but rests on no data there") }
        if marks.contains("!") { try console.print("! extrapolated") }
        if rows.contains(where: { $0.contains { $0 == nil } }) { try console.print("– outside the range") }
    }

    private func mark(_ result: Evaluation) -> String {
        switch result.origin {
        case .fit: result.isOutsideData ? "°" : ""
        case .lowTemperatureLaw, .join: "*"
        case .extrapolation: "!"
        }
    }
}

/// One cell of a comparison as JSON; value and uncertainty are null outside the range.
struct ComparisonRecord: Encodable {
    var material: String
    var residualResistanceRatio: Double?
    var temperatureK: Double
    var value: Double?
    var unit: String
    var relativeUncertainty: Double?
    var fit: String?
    var origin: String?
    var source: String?
    var rangeK: [Double]?
    var dataRangeK: [Double]?

    enum CodingKeys: String, CodingKey {
        case material, value, unit, fit, origin, source
        case rangeK = "range_K"
        case dataRangeK = "data_range_K"
        case residualResistanceRatio = "residual_resistance_ratio"
        case temperatureK = "temperature_K"
        case relativeUncertainty = "relative_uncertainty"
    }

    init(_ curve: PropertyCurve, temperature: Double, result: Evaluation?) {
        material = curve.material
        residualResistanceRatio = curve.residualResistanceRatio?.value
        temperatureK = temperature
        value = result?.value
        unit = curve.property.unit
        relativeUncertainty = result?.relativeUncertainty
        fit = result?.fit.name
        origin = result?.origin.rawValue
        source = result?.fit.reference.citation
        rangeK = result.map { bounds($0.fit.range) }
        dataRangeK = result.map { bounds($0.fit.dataRange) }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(material, forKey: .material)
        try container.encodeIfPresent(residualResistanceRatio, forKey: .residualResistanceRatio)
        try container.encode(temperatureK, forKey: .temperatureK)
        try container.encode(value, forKey: .value)
        try container.encode(unit, forKey: .unit)
        try container.encode(relativeUncertainty, forKey: .relativeUncertainty)
        try container.encode(fit, forKey: .fit)
        try container.encode(origin, forKey: .origin)
        try container.encode(source, forKey: .source)
        try container.encode(rangeK, forKey: .rangeK)
        try container.encode(dataRangeK, forKey: .dataRangeK)
    }
}
