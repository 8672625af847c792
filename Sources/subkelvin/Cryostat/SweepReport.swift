import Cryogenics
import Planning
import Plotting
import Reporting
import Text

/// A sweep as a report.
struct SweepReport {
    /// What was swept.
    var sweep: CryostatSweep
    /// What was found.
    var points: [CryostatSweep.Point]
    /// What gives it again.
    var commandLine: String

    /// More rows than this are for CSV.
    static let mostRows = 500

    /// The report; pictures need gnuplot.
    ///
    /// - Throws: `PlottingError` where a picture cannot be drawn.
    func html() throws -> Report {
        var margins = Report.Section("Margins")
        if let svg = try picture() {
            margins.add(
                .picture(
                    .init(
                        svg: String(decoding: svg, as: UTF8.self),
                        caption: "What coolers would still lift at a stage's limit, as a share of what they lift there."
                    )))
        } else {
            margins.add(.paragraph("No point has a steady state: there is nothing to draw."))
        }
        return Report(
            title: "A sweep of \(sweep.cryostat.title)", summary: summary,
            sections: [
                margins, table,
                Report.Section(
                    "Assumptions",
                    [
                        .table(
                            Report.Table(
                                caption: "What is not measured on this very machine",
                                columns: [.words("Assumed"), .words("Source")],
                                rows: sweep.cryostat.assumptions.map { [.init($0.what), .init($0.source)] }))
                    ]),
                Report.Section(
                    "How to get this again",
                    [.code(commandLine), .paragraph("Add --json or --csv for every number of every point.")]),
            ])
    }

    /// How many points are within limits, and how many have no rest.
    var summary: String {
        let good = points.count { $0.isGood }
        let failed = points.count { $0.failure != nil }
        let names = sweep.axes.map { axis in
            let unit = axis.input.kind.unit
            let (first, last) = (axis.values.first ?? 0, axis.values.last ?? 0)
            return "\(axis.input.name) from \(number(first)) to \(number(last))\(unit.isEmpty ? "" : " \(unit)")"
        }
        return
            "\(names.joined(separator: ", ")): \(good) of \(points.count) points within every limit, \(failed) without a steady state."
    }

    private func picture() throws -> [UInt8]? {
        guard points.contains(where: { !$0.stages.isEmpty }) else { return nil }
        let figure = SweepFigure(sweep: sweep, points: points)
        if let map = try figure.map() { return Array(try map.render(.svg, canvas: Canvas(width: 1000, height: 640))) }
        return Array(try figure.margins().render(.svg, canvas: Canvas(width: 1000, height: 560)))
    }

    private var table: Report.Section {
        guard points.count <= Self.mostRows else {
            return Report.Section(
                "Points", [.paragraph("\(points.count) points are too many for a page; write them with --csv.")])
        }
        let inputs = sweep.axes.map { axis in
            axis.input.name + (axis.input.kind.unit.isEmpty ? "" : " / \(axis.input.kind.unit)")
        }
        var table = Report.Table(
            caption: "Temperature and margin of each stage",
            columns: inputs.map { .numbers($0) }
                + sweep.cryostat.stages.map { .numbers("\($0.stage.rawValue)") }
                + sweep.cryostat.stages.map { .numbers("\($0.stage.rawValue), margin / %") }
                + [.words("Limited by"), .words("Met"), .words("Why not")])
        for point in points {
            var row = point.values.map { number($0) }
            for index in sweep.cryostat.stages.indices {
                row.append(point.stages.isEmpty ? "–" : kelvin(point.stages[index].temperature))
            }
            for index in sweep.cryostat.stages.indices {
                row.append(
                    point.stages.isEmpty || !point.stages[index].margin.isFinite
                        ? "–" : number(100 * point.stages[index].margin))
            }
            row += [
                point.limiting?.stage.rawValue ?? "–", point.isGood ? "yes" : "NO",
                point.failure ?? point.faults.joined(separator: "; "),
            ]
            table.rows.append(row.map { .init($0) })
        }
        return Report.Section("Points", [.table(table)])
    }

    private func number(_ value: Double) -> String { formatNumber(value, significantDigits: 4) }
}
