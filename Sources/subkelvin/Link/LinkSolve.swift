import CommandLineKit
import Cryogenics
import Plotting
import Quantities
import Reporting
import Text

/// The command `subkelvin link solve`.
struct LinkSolve: Command {
    static let name = "solve"
    static let abstract = "Finds the temperatures along a link at rest."
    static let examples = [
        Example("subkelvin link solve --preset eth-30m", "The 30 m link with its cooling unit."),
        Example("subkelvin link solve --length 20m --cooling-units 0 --heat-flux table-3", "20 m without a unit."),
        Example("subkelvin link solve --plot link.pdf --report link.html", "With a picture and a report."),
    ]

    @Argument("A link as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"])) var file:
        String?
    @OptionGroup var options: LinkOptions
    @Option(
        "Draw temperature and heat flow along the link into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"])) var plot: String?
    @Option(
        "Write a report into this file: inputs, verdicts, heat budget, pictures.", placeholder: "FILE",
        completion: .file(extensions: ["html"])) var report: String?
    @Flag("How well each temperature is known, from the parameters' uncertainties.") var uncertainty: Bool
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        if let plot, PictureFormat(path: plot) == nil { throw ArgumentError("--plot ends in .svg, .png or .pdf") }
        if let report, !report.lowercased().hasSuffix(".html") { throw ArgumentError("--report ends in .html") }
    }

    func run(on console: Console) async throws {
        let link = try options.link(file: file).description
        let state = try options.model(file: file).solve()
        if let plot {
            try LinkFigure(state: state, subtitle: options.title(of: link)).overview()
                .render(to: plot, canvas: LinkFigure.canvas(columns: 2))
            try console.note("wrote \(plot)")
        }
        if let report {
            try LinkReport(state: state, link: link, options: options, file: file).html().write(to: report)
            try console.note("wrote \(report)")
        }
        let known = uncertainty ? try uncertainty(of: state, link) : nil
        if json { return try console.print(json: LinkRecord(state, known)) }
        try console.print(options.title(of: link))
        var table = TextTable(columns: [
            .left("STAGE"), .decimal("COLDEST"), .decimal("WARMEST"), .left("AT"), .left("PLATES"),
        ])
        let plates = LinkPlates(state: state, known: known)
        for (index, stage) in state.model.parameters.stages.enumerated() {
            let extremes = state.extremes(index)
            table.append([
                stage.stage.rawValue, kelvin(extremes.minimum),
                kelvin(extremes.maximum) + LinkPlates.margin(known?.maxima[index]),
                Length(si: extremes.hottestPosition).formatted(significantDigits: 4), plates.column(index),
            ])
        }
        try console.write(table.rendered())
        if plates.needTable { try console.write(plates.table().rendered()) }
        for criterion in state.criteria {
            let verdict = criterion.isMet ? "met" : "NOT met"
            let remark = criterion.limitsReach ? "" : " (cold trap; does not limit the reach)"
            try console.print(
                "\(criterion.name) \(kelvin(criterion.value)) of \(kelvin(criterion.limit)): \(verdict)\(remark)")
        }
        let flags = state.flags
        if !flags.isEmpty { try console.print("note: \(flags.map(\.words).joined(separator: "; "))") }
        guard let known else { return }
        try console.print(
            "Standard uncertainties, linear propagation; the largest contributions to each warmest place:")
        for (stage, estimate) in zip(state.model.parameters.stages, known.maxima) {
            let parts = estimate.contributions.prefix(3).map { part in
                let change = Temperature(si: part.change).formatted(significantDigits: 2)
                let percent = formatNumber(100 * part.source.relative, significantDigits: 2)
                return "\(part.source.name) ± \(percent) %: \(change)\(part.isOneSided ? " (one side only)" : "")"
            }
            try console.print("\(stage.stage.rawValue): \(parts.joined(separator: ", "))")
        }
    }

    private func uncertainty(of state: LinkState, _ link: LinkDescription) throws -> LinkUncertainty {
        let parameters = state.model.parameters
        return try LinkUncertainty(LinkUncertainty.sources(of: parameters), of: parameters) { changed in
            try LinkModel(link, changed, flux: options.flux, coupling: options.solver).solve()
        }
    }
}

/// A temperature with four digits and a fitting prefix.
func kelvin(_ temperature: Double) -> String { Temperature(si: temperature).formatted(significantDigits: 4) }

/// A criterion as JSON.
struct CriterionRecord: Encodable {
    var name: String
    var limitK: Double
    var valueK: Double
    var met: Bool

    enum CodingKeys: String, CodingKey {
        case name, met
        case limitK = "limit_K"
        case valueK = "value_K"
    }

    init(_ criterion: LinkCriterion) {
        name = criterion.name
        limitK = criterion.limit
        valueK = criterion.value
        met = criterion.isMet
    }
}

/// A solved link as JSON.
struct LinkRecord: Encodable {
    struct PlateRecord: Encodable {
        var name: String
        var positionM: Double
        var temperatureK: Double
        var temperatureUncertaintyK: Double?
        var coolingW: Double

        enum CodingKeys: String, CodingKey {
            case name
            case positionM = "position_m"
            case temperatureK = "temperature_K"
            case temperatureUncertaintyK = "temperature_uncertainty_K"
            case coolingW = "cooling_W"
        }
    }

    struct ProfileRecord: Encodable {
        var positionM: [Double]
        var temperatureK: [Double]
        var heatFlowW: [Double]

        enum CodingKeys: String, CodingKey {
            case positionM = "position_m"
            case temperatureK = "temperature_K"
            case heatFlowW = "heat_flow_W"
        }
    }

    struct ContributionRecord: Encodable {
        var parameter: String
        var relative: Double
        var changeK: Double
        var isOneSided: Bool
        var origin: String

        enum CodingKeys: String, CodingKey {
            case parameter, origin
            case relative = "relative_standard_uncertainty"
            case changeK = "change_K"
            case isOneSided = "one_sided"
        }
    }

    struct StageRecord: Encodable {
        var name: String
        var plates: [PlateRecord]
        var minimumK: Double
        var maximumK: Double
        var maximumUncertaintyK: Double?
        var maximumContributions: [ContributionRecord]?
        var profile: ProfileRecord

        enum CodingKeys: String, CodingKey {
            case name, plates, profile
            case minimumK = "minimum_K"
            case maximumK = "maximum_K"
            case maximumUncertaintyK = "maximum_uncertainty_K"
            case maximumContributions = "maximum_contributions"
        }
    }

    var lengthM: Double
    var stages: [StageRecord]
    var criteria: [CriterionRecord]
    var heatBalance: Double
    /// What should not be taken at its word; empty where nothing is odd.
    var flags: [String]

    enum CodingKeys: String, CodingKey {
        case stages, criteria, flags
        case lengthM = "length_m"
        case heatBalance = "heat_balance_relative"
    }

    init(_ state: LinkState, _ known: LinkUncertainty? = nil) {
        lengthM = state.model.layout.length
        heatBalance = state.heatBalance()
        criteria = state.criteria.map(CriterionRecord.init)
        flags = state.flags.map(\.words)
        stages = state.model.parameters.stages.enumerated().map { index, stage in
            let extremes = state.extremes(index)
            let profile = state.profile(index)
            return StageRecord(
                name: stage.stage.rawValue,
                plates: state.plates(index).enumerated().map { number, plate in
                    PlateRecord(
                        name: plate.name, positionM: plate.position, temperatureK: plate.temperature,
                        temperatureUncertaintyK: known?.plates[index][number].standardUncertainty,
                        coolingW: plate.cooling)
                },
                minimumK: extremes.minimum, maximumK: extremes.maximum,
                maximumUncertaintyK: known?.maxima[index].standardUncertainty,
                maximumContributions: known?.maxima[index].contributions.map {
                    ContributionRecord(
                        parameter: $0.source.name, relative: $0.source.relative, changeK: $0.change,
                        isOneSided: $0.isOneSided, origin: $0.source.origin)
                },
                profile: ProfileRecord(
                    positionM: profile.positions, temperatureK: profile.temperatures, heatFlowW: profile.heatFlows))
        }
    }
}
