import CommandLineKit
import Materials
import Plotting
import Quantities

/// The command `subkelvin material plot NAME…`.
struct MaterialPlot: Command {
    static let name = "plot"
    static let abstract = "Draws a property over temperature: into a file, or in the terminal."
    static let discussion = """
        Solid lines are fits, dashed parts are low-temperature laws and the way to them; bands show the uncertainty. \
        Without --plot the picture is drawn in letters.
        """
    static let examples = [
        Example("subkelvin material plot copper@50 copper@500 ss304 nbti ptfe --plot k.svg", "Five conductivities."),
        Example("subkelvin material plot copper --property cp", "A specific heat, in the terminal."),
    ]

    @Argument("The materials, each as NAME or NAME@RRR.", completion: materialNames) var materials: [MaterialReference]
    @Option(
        "Draw into this file.", short: "o", placeholder: "FILE", completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Option("The coldest temperature drawn; else the range's end.") var from: Temperature?
    @Option("The warmest temperature drawn; else the range's end.") var to: Temperature?
    @OptionGroup var property: PropertyOption
    @OptionGroup var conditions: ConditionOptions
    @OptionGroup var files: CatalogueOptions
    @Flag("Print the points as JSON.") var json: Bool

    func validate() throws {
        if materials.isEmpty { throw ArgumentError("name the materials to draw") }
        if materials.count > 8 { throw ArgumentError("eight curves at most can be told apart; draw two pictures") }
        if let from, let to, from.si >= to.si { throw ArgumentError("--from must lie below --to") }
    }

    func run(on console: Console) async throws {
        let catalogue = try files.catalogue()
        let ends = [from, to].compactMap { $0?.si }
        let curves = try materials.map { reference in
            try catalogue.material(named: reference.name)
                .curve(property.property, conditions.conditions(for: reference))
                .extended(to: ends, if: conditions.extrapolate)
        }
        for end in ends where !curves.contains(where: { $0.range.contains(end) }) {
            let words = "\(Temperature(si: end).formatted(significantDigits: 6)) lies outside the range of every curve"
            throw UsageError(reason: words, hint: "--extrapolate goes on along the tangents")
        }
        let figure = MaterialFigure(curves: curves, low: from?.si, high: to?.si)
        if let plot {
            try figure.plot().render(to: plot)
            try console.note("wrote \(plot)")
        }
        if json { return try console.print(json: try curves.map { try CurveRecord($0, figure.points(of: $0)) }) }
        if plot == nil {
            try console.write(
                figure.plot().renderTerminal(columns: console.output.layoutWidth, ansi: console.output.isTerminal))
        }
    }
}

/// The points of a curve as JSON, with what stands behind each piece of it.
struct CurveRecord: Encodable {
    /// A span of the curve with one origin.
    struct Piece: Encodable {
        var fromK: Double
        var toK: Double
        var fit: String
        var origin: String
        var source: String
        var rangeK: [Double]
        var dataRangeK: [Double]

        enum CodingKeys: String, CodingKey {
            case fit, origin, source
            case fromK = "from_K"
            case toK = "to_K"
            case rangeK = "range_K"
            case dataRangeK = "data_range_K"
        }
    }

    var material: String
    var residualResistanceRatio: Double?
    var property: String
    var unit: String
    var temperatureK: [Double]
    var value: [Double]
    var relativeUncertainty: [Double?]
    var pieces: [Piece]

    enum CodingKeys: String, CodingKey {
        case material, property, unit, value, pieces
        case residualResistanceRatio = "residual_resistance_ratio"
        case temperatureK = "temperature_K"
        case relativeUncertainty = "relative_uncertainty"
    }

    init(_ curve: PropertyCurve, _ points: MaterialFigure.Points) {
        material = curve.material
        residualResistanceRatio = curve.residualResistanceRatio?.value
        property = curve.property.rawValue
        unit = points.unit
        temperatureK = points.temperatures
        value = points.values
        relativeUncertainty = points.uncertainties
        pieces = curve.pieces.map {
            Piece(
                fromK: $0.range.lowerBound, toK: $0.range.upperBound, fit: $0.fit.name, origin: $0.origin.rawValue,
                source: $0.fit.reference.citation, rangeK: bounds($0.fit.range), dataRangeK: bounds($0.fit.dataRange))
        }
    }
}
