import CommandLineKit
import Configuration
import Materials
import Plotting
import Text

/// The command `subkelvin material measured NAME FILE.csv`.
struct MaterialMeasured: Command {
    static let name = "measured"
    static let abstract = "Sets measured points against the fits, data set by data set."
    static let discussion = """
        The file is CSV with the columns temperature_K and value (SI units), and, where known, dataset and \
        residual_resistance_ratio.
        """
    static let examples = [
        Example(
            "subkelvin material measured copper Examples/measured/copper-conductivity.csv",
            "The RRR model of copper against ten experiments.")
    ]

    @Argument("The material.", completion: materialNames) var material: String
    @Argument("The measured points.", completion: .file(extensions: ["csv"])) var file: String
    @Option("The fit to judge, by name; else the default with its low-temperature law.") var fit: String?
    @OptionGroup var property: PropertyOption
    @OptionGroup var files: CatalogueOptions
    @Option(
        "Draw points and curves into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Flag("Print JSON.") var json: Bool

    func run(on console: Console) async throws {
        let found = try files.catalogue().material(named: material)
        let points = try measurements()
        let agreements = try found.agreement(with: points, of: property.property, fit: fit)
        if let plot { try picture(of: found, points, agreements).render(to: plot) }
        if json { return try console.print(json: agreements.map(AgreementRecord.init)) }
        var table = TextTable(columns: [
            .left("DATA SET"), .right("RRR"), .right("POINTS"), .left("TEMPERATURES"), .decimal("RMS / %"),
            .decimal("BIAS / %"), .decimal("WORST / %"), .left("AT"),
        ])
        var refusals: [String] = []
        for agreement in agreements {
            let ratio = agreement.residualResistanceRatio.map(shortNumber) ?? "–"
            guard let range = agreement.range else {
                let why = agreement.refusal?.description ?? "no point lies within the fit's range"
                refusals.append("\(agreement.dataset): \(why)")
                table.append([agreement.dataset, ratio, "0", "–", "–", "–", "–", "–"])
                continue
            }
            let outside = agreement.outside > 0 ? " (\(agreement.outside) outside)" : ""
            table.append([
                agreement.dataset, ratio, "\(agreement.count)", span(range) + outside,
                formatNumber(100 * agreement.rms, significantDigits: 2),
                formatNumber(100 * agreement.bias, significantDigits: 2),
                formatNumber(100 * agreement.worst, significantDigits: 2),
                shortNumber(agreement.worstTemperature) + " K",
            ])
        }
        try console.write(table.rendered())
        for refusal in refusals { try console.print(wrap(refusal, width: console.output.layoutWidth)) }
    }

    private func measurements() throws -> [Measurement] {
        let table = try DelimitedTable(file: file)
        let temperature = try table.column("temperature_K")
        let value = try table.column("value")
        let dataset = table.optionalColumn("dataset")
        let ratio = table.optionalColumn("residual_resistance_ratio")
        return try table.rows.map { row in
            Measurement(
                dataset: dataset.map { row.text($0) } ?? "all",
                residualResistanceRatio: try ratio.flatMap { try row.optionalNumber($0, above: 1) },
                temperature: try row.number(temperature, above: 0), value: try row.number(value, above: 0))
        }
    }

    private func picture(
        of material: Material, _ points: [Measurement], _ agreements: [Agreement]
    ) throws -> Plot {
        var series: [Series] = []
        var curves: [PropertyCurve] = []
        for (index, agreement) in agreements.enumerated() {
            // Markers go round after eight: another colour then keeps the sets apart.
            let color = Color.series[(index + 3 * (index / Color.series.count)) % Color.series.count]
            let own = points.filter {
                $0.dataset == agreement.dataset && $0.residualResistanceRatio == agreement.residualResistanceRatio
            }.sorted { $0.temperature < $1.temperature }
            series.append(
                Series(
                    agreement.dataset, x: own.map(\.temperature), y: own.map(\.value), style: .points, color: color))
            guard let range = agreement.range, range.lowerBound < range.upperBound else { continue }
            let conditions = Conditions(residualResistanceRatio: agreement.residualResistanceRatio, fit: fit)
            let curve = try material.curve(property.property, conditions)
            curves.append(curve)
            let drawn = try MaterialFigure(curves: [curve], low: range.lowerBound, high: range.upperBound)
                .points(of: curve)
            series.append(Series("", x: drawn.temperatures, y: drawn.values, color: color))
        }
        let title =
            "\(material.title): \(property.property.title), measured (points) and \(fit ?? "default fit") (lines)"
        return Plot(
            title: title, x: Axis("Temperature", unit: "K", scale: .log),
            y: Axis(capitalized(property.property.title), unit: property.property.unit, scale: .log), series: series,
            legend: .right, footnote: curves.first?.fit.reference.citation ?? "")
    }
}

/// How a fit does against one data set, as JSON.
struct AgreementRecord: Encodable {
    var dataset: String
    var residualResistanceRatio: Double?
    var points: Int
    var outside: Int
    var rangeK: [Double]?
    var rms: Double?
    var bias: Double?
    var worst: Double?
    var worstTemperatureK: Double?
    var refusal: String?

    enum CodingKeys: String, CodingKey {
        case dataset, points, outside, refusal
        case residualResistanceRatio = "residual_resistance_ratio"
        case rangeK = "range_K"
        case rms = "rms_relative"
        case bias = "bias_relative"
        case worst = "worst_relative"
        case worstTemperatureK = "worst_temperature_K"
    }

    init(_ agreement: Agreement) {
        dataset = agreement.dataset
        residualResistanceRatio = agreement.residualResistanceRatio
        points = agreement.count
        outside = agreement.outside
        refusal = agreement.refusal?.description
        guard let range = agreement.range else { return }
        rangeK = bounds(range)
        rms = agreement.rms
        bias = agreement.bias
        worst = agreement.worst
        worstTemperatureK = agreement.worstTemperature
    }
}
