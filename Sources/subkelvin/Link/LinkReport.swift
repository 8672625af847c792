import Cryogenics
import Plotting
import Quantities
import Reporting
import Text

/// A solved link as a report: inputs, verdicts, temperatures, heat, assumptions, and how to get it again.
struct LinkReport {
    /// What is reported.
    var state: LinkState
    /// What was solved.
    var link: LinkDescription
    /// What was asked for.
    var options: LinkOptions
    /// The link's file; nil for a preset.
    var file: String?

    private var parameters: LinkParameters { state.model.parameters }

    /// The report; its pictures need gnuplot.
    ///
    /// - Throws: `PlottingError` where a picture cannot be drawn.
    func html() throws -> Report {
        Report(
            title: link.title, summary: summary,
            sections: [
                verdicts, stages, try pictures, heat, Report.Section("Inputs", inputs()),
                Report.Section("Assumptions", [.list(assumptions())]), reproduction,
            ])
    }

    private var summary: String {
        let failed = state.criteria.filter { $0.limitsReach && !$0.isMet }.map(\.name)
        let verdict =
            failed.isEmpty
            ? "Every criterion that limits the reach is met." : "Not met: \(failed.joined(separator: ", "))."
        return "Steady temperatures with heat flux \(options.flux), \(options.solver.rawValue). \(verdict)"
    }

    // MARK: Verdicts

    private var verdicts: Report.Section {
        var table = Report.Table(
            caption: "The warmest node's plate of each stage against its limit",
            columns: [.words("Criterion"), .numbers("Value"), .numbers("Limit"), .numbers("Margin"), .words("Verdict")])
        for criterion in state.criteria {
            let verdict: Report.Cell =
                if criterion.isMet { .init("met", tone: .good) } else if criterion.limitsReach {
                    .init("not met", tone: .bad)
                } else { .init("not met; does not limit the reach", tone: .notable) }
            table.rows.append([
                .init(criterion.limitsReach ? criterion.name : "\(criterion.name) (cold trap)"),
                .init(kelvin(criterion.value)), .init(kelvin(criterion.limit)),
                .init("\(formatNumber(100 * criterion.margin, significantDigits: 3)) %"), verdict,
            ])
        }
        var section = Report.Section("Verdict", [.table(table)])
        let claims = LinkClaim.all(for: state, options, file: file)
        guard !claims.isEmpty else { return section }
        section.add(
            .table(
                Report.Table(
                    caption: "What arXiv:2604.15971 says of this link",
                    columns: [.words("Claim"), .words("Stated"), .numbers("Found"), .words("Verdict")],
                    rows: claims.map { claim in
                        [
                            .init(claim.quantity), .init(claim.stated), .init(claim.found),
                            claim.holds ? .init("agrees", tone: .good) : .init("differs", tone: .bad),
                        ]
                    })))
        return section
    }

    // MARK: Temperatures

    private var stages: Report.Section {
        let extremes = Report.Table(
            caption: "Each stage along the whole link",
            columns: [.words("Stage"), .numbers("Coldest"), .numbers("Warmest"), .numbers("Warmest at")],
            rows: parameters.stages.indices.map { index in
                let found = state.extremes(index)
                return [
                    .init(name(index)), .init(kelvin(found.minimum)), .init(kelvin(found.maximum)),
                    .init(length(found.hottestPosition)),
                ]
            })
        let plates = state.plates(0)
        let places = Report.Table(
            caption: "Temperature of each plate, and what its cooler takes where the stage has one",
            columns: [.words("Plate"), .numbers("Position")] + parameters.stages.indices.map { .numbers(name($0)) },
            rows: plates.indices.map { number in
                [
                    .init("\(plates[number].isNode ? "Node" : "Unit") \(plates[number].name)"),
                    .init(length(plates[number].position)),
                ]
                    + parameters.stages.indices.map { stage in
                        let plate = state.plates(stage)[number]
                        let isCooled = plate.isNode || parameters.stages[stage].isCooledByUnits
                        let temperature = kelvin(plate.temperature)
                        return .init(isCooled ? "\(temperature), \(watt(plate.cooling))" : temperature)
                    }
            })
        return Report.Section("Temperatures", [.table(extremes), .table(places)])
    }

    private var pictures: Report.Section {
        get throws {
            let figure = LinkFigure(state: state, subtitle: options.title(of: link))
            let canvas = LinkFigure.canvas(columns: 1)
            func svg(_ grid: PlotGrid) throws -> String {
                String(decoding: try grid.render(.svg, canvas: canvas), as: UTF8.self)
            }
            return Report.Section(
                "Profiles",
                [
                    .picture(
                        .init(
                            svg: try svg(figure.temperatures()),
                            caption: "Temperature of each stage, hottest first, against the distance from node "
                                + "\(link.modules.first?.name ?? ""). A leap is a joint: node, braid or cooling unit.")),
                    .picture(
                        .init(
                            svg: try svg(figure.heatFlows()),
                            caption: "Heat flow within each stage. Where it crosses zero between coolers, the stage is "
                                + "warmest.")),
                ])
        }
    }

    // MARK: Heat

    private var heat: Report.Section {
        let table = Report.Table(
            caption: "What each stage receives from the warmer one, gives to the colder one, and has cooled away",
            columns: [
                .words("Stage"), .numbers("Received"), .numbers("Given"), .numbers("Cooled at nodes"),
                .numbers("Cooled at units"), .numbers("Left over"),
            ],
            rows: parameters.stages.indices.map { index in
                let plates = state.plates(index)
                let nodes = plates.filter(\.isNode).reduce(0) { $0 + $1.cooling }
                let units = plates.filter { !$0.isNode }.reduce(0) { $0 + $1.cooling }
                let (received, given) = (state.receivedHeat(index), state.givenHeat(index))
                let rest = received == 0 ? 0 : (received - given - nodes - units) / received
                let hasUnits = parameters.stages[index].isCooledByUnits && plates.contains { !$0.isNode }
                return [
                    .init(name(index)), .init(watt(received)), .init(watt(given)), .init(watt(nodes)),
                    .init(hasUnits ? watt(units) : "–"), .init(formatNumber(rest, significantDigits: 2)),
                ]
            })
        var section = Report.Section("Heat budget", [.table(table)])
        section.add(
            .paragraph(
                "Left over is a share of what the stage receives; the worst is "
                    + "\(formatNumber(state.heatBalance(), significantDigits: 2))."))
        return section
    }

    // MARK: Again

    private var reproduction: Report.Section {
        Report.Section(
            "How to get this again",
            [
                .code(options.commandLine("solve", file: file)),
                .paragraph(
                    "Add --json for every temperature and heat flow, --plot FILE.pdf for the picture, --report FILE.html for "
                        + "this page."),
            ])
    }

    /// A stage's name at the start of a line.
    func name(_ stage: Int) -> String {
        let name = parameters.stages[stage].stage.rawValue
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    func watt(_ power: Double) -> String { power == 0 ? "0 W" : Power(si: power).formatted(significantDigits: 4) }
    func length(_ length: Double) -> String { length == 0 ? "0 m" : "\(plain(length)) m" }
    /// A number without idle zeros.
    func plain(_ number: Double) -> String { number == number.rounded() ? "\(Int(number))" : "\(number)" }
}
