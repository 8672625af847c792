import Cryogenics
import Plotting
import Quantities
import Reporting
import Text

/// A cryostat at rest as a report: the drawing, margins, budget, lines, what it is made of, assumptions, and how to get it again.
struct CryostatReport {
    /// What is reported.
    var state: CryostatState
    /// The command line that writes it again, without its file.
    var commandLine: String

    private var description: CryostatDescription { state.model.description }

    /// The report; its plot needs gnuplot.
    ///
    /// - Throws: `PlottingError` where a picture cannot be drawn.
    func html() throws -> Report {
        let plot = try CryostatFigure(state: state).budget().render(.svg, canvas: Canvas(width: 1000, height: 560))
        return Report(
            title: description.title, summary: summary,
            sections: [
                drawing, margins, budget,
                Report.Section(
                    "Heat against temperature",
                    [
                        .picture(
                            .init(
                                svg: String(decoding: plot, as: UTF8.self),
                                caption:
                                    "Each stage at its temperature: what reaches it by kind, its load, and its capacity."
                            ))
                    ]),
                lines, inputs, assumptions, reproduction,
            ])
    }

    /// The cryostat to scale.
    var drawing: Report.Section {
        Report.Section(
            "The cryostat",
            [
                .picture(
                    .init(
                        svg: CryostatDrawing(state: state).svg(),
                        caption:
                            "Plates and shields to scale. Above each plate, what its coolers lift by where it comes "
                            + "from; the whole plate's width is what they lift at its limit, what is left white is margin."
                    ))
            ])
    }

    private var summary: String {
        let limited = state.limiting.map {
            "The \($0.stage.rawValue) stage has the least margin, \(percent($0.margin)) of what it lifts at its limit. "
        }
        let verdict =
            state.faults.isEmpty ? "Every limit is met." : "Not met: " + state.faults.joined(separator: "; ") + "."
        return (limited ?? "") + verdict
    }

    var margins: Report.Section {
        let table = Report.Table(
            caption: "Stages at rest, all of them coupled",
            columns: [
                .words("Stage"), .numbers("Temperature"), .numbers("Limit"), .numbers("Load"), .numbers("Capacity"),
                .numbers("Margin"),
            ],
            rows: state.stages.map { stage in
                [
                    .init(stage.stage.rawValue), .init(kelvin(stage.temperature)), .init(kelvin(stage.limit)),
                    .init(watts(stage.load)), .init(watts(stage.capacity)),
                    .init(
                        percent(stage.margin),
                        tone: stage.margin.isNaN
                            ? .plain : stage.margin < 0 ? .bad : stage.margin < 0.1 ? .notable : .good),
                ]
            })
        var section = Report.Section("Margins", [.table(table)])
        if !state.cautions.isEmpty { section.add(.list(state.cautions)) }
        return section
    }

    var budget: Report.Section {
        var table = Report.Table(
            caption: "Heat by source and stage in W; what lines pass on to colder stages is taken off below",
            columns: [.words("Source"), .words("Kind")] + state.stages.map { .numbers($0.stage.rawValue) })
        func row(_ name: String, _ kind: String, _ values: [Double]) {
            table.rows.append([.init(name), .init(kind)] + values.map { .init($0 == 0 ? "–" : watts($0)) })
        }
        for source in state.sources { row(source.name, source.kind.title, source.received) }
        row(
            "passed on", "to colder stages",
            state.stages.indices.map { index in -state.sources.reduce(0) { $0 + $1.passedOn[index] } })
        row("lifted", "by coolers", state.stages.map(\.load))
        return Report.Section(
            "Heat budget",
            [
                .table(table),
                .paragraph(
                    "In every stage heat in and heat out agree to "
                        + "\(formatNumber(max(state.heatBalance, 1e-12), significantDigits: 1)) of the larger, or better."
                ),
            ])
    }

    var lines: Report.Section {
        let frequency = Frequency(si: state.frequency).formatted(significantDigits: 4)
        let table = Report.Table(
            caption: "Noise photons at the cold end of each line, at \(frequency)",
            columns: [
                .words("Lines"), .numbers("Count"), .words("Cables"), .words("On the way"), .numbers("Photons"),
                .numbers("With lossless cables"),
            ],
            rows: zip(description.lines, state.lines).map { line, found in
                func photons(_ value: Double?) -> Report.Cell {
                    .init(value.map { formatNumber($0, significantDigits: 4) } ?? "–")
                }
                var cables: [String] = []
                for span in line.spans where cables.last != span.cable { cables.append(span.cable) }
                return [
                    .init(line.name), .init(plainCount(line.count)),
                    .init(cables.joined(separator: ", ")),
                    .init(line.parts.map { "\($0.name) at \($0.stage.rawValue)" }.joined(separator: ", ")),
                    photons(found.noisePhotons), photons(found.noisePhotonsWithoutCables),
                ]
            })
        return Report.Section("Lines", [.table(table)])
    }

    private var inputs: Report.Section {
        var table = Report.Table(
            caption: "Stages as described",
            columns: [
                .words("Stage"), .numbers("Below the one above"), .numbers("Plate"), .words("Shield"),
                .words("Cooled by"),
            ])
        let present = description.stages.map(\.stage)
        for stage in description.stages {
            let shield = stage.shield.map { shield in
                "\(millimetres(shield.diameter)) × \(millimetres(shield.height)), ε = \(formatNumber(shield.emissivity, significantDigits: 3))"
                    + (shield.insulation.map { ", \($0.layers) layers" } ?? "")
            }
            let coolers = description.coolers.filter { $0.stages(of: present).contains(stage.stage) }.map(\.name)
            table.rows.append([
                .init(stage.stage.rawValue), .init(millimetres(stage.distance)),
                .init(stage.plate.map { millimetres($0.diameter) } ?? "–"), .init(shield ?? "–"),
                .init(coolers.joined(separator: ", ")),
            ])
        }
        return Report.Section("Inputs", [.table(table)])
    }

    private func millimetres(_ length: Double) -> String { "\(formatNumber(length * 1000, significantDigits: 4)) mm" }

    var assumptions: Report.Section {
        Report.Section(
            "Assumptions",
            [
                description.assumptions.isEmpty
                    ? .paragraph("The file states none.")
                    : .table(
                        Report.Table(
                            caption: "What is not measured on this very machine",
                            columns: [.words("Assumed"), .words("Source")],
                            rows: description.assumptions.map { [.init($0.what), .init($0.source)] }))
            ])
    }

    private var reproduction: Report.Section {
        Report.Section(
            "How to get this again",
            [
                .code(commandLine),
                .paragraph(
                    "Add --json for every number, --plot FILE.pdf for the plot, --report FILE.html for this page."),
            ])
    }
}
