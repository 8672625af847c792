import Cryogenics
import Planning
import Plotting
import Reporting
import Text

/// Counts of qubits as a report.
struct CapacityReport {
    /// What is reported.
    var cases: [CapacityCase]
    /// What gives it again.
    var commandLine: String

    private var tables: CapacityTables { CapacityTables(cases: cases) }

    /// The report; pictures need gnuplot.
    ///
    /// - Throws: `PlottingError` where a picture cannot be drawn.
    func html() throws -> Report {
        var sections = [Report.Section("Counts", [.table(Self.table("Qubits at each temperature", tables.counts()))])]
        for one in cases {
            var section = Report.Section("At \(kelvin(one.temperature))")
            for line in tables.sentences(one) { section.add(.paragraph(line + ".")) }
            for table in tables.details(one) {
                section.add(.table(Self.table(table.columns[0].heading.lowercased(), table)))
            }
            sections.append(section)
        }
        if let map = try CapacityFigure(cases: cases).map() {
            let svg = try map.render(.svg, canvas: Canvas(width: 1000, height: 640))
            sections.append(
                Report.Section(
                    "What the count hangs on",
                    [
                        .picture(
                            .init(
                                svg: String(decoding: svg, as: UTF8.self),
                                caption: "Qubits against the two inputs that move the count most."))
                    ]))
        }
        sections.append(
            Report.Section(
                "Assumptions",
                [
                    .table(
                        Report.Table(
                            caption: "What is not measured on this very machine",
                            columns: [.words("Assumed"), .words("Source")],
                            rows: (cases.first?.assumptions ?? []).map { [.init($0.what), .init($0.source)] }))
                ]))
        sections.append(
            Report.Section("How to get this again", [.code(commandLine), .paragraph("Add --json for every number.")]))
        return Report(
            title: "How many qubits",
            summary: tables.title + ". "
                + cases.flatMap(tables.sentences).map { $0 + "." }.joined(separator: " "), sections: sections)
    }

    /// A table for people as a table of a report.
    static func table(_ caption: String, _ table: TextTable) -> Report.Table {
        Report.Table(
            caption: caption,
            columns: table.columns.map { $0.alignment == .left ? .words($0.heading) : .numbers($0.heading) },
            rows: table.rows.map { $0.map { .init($0) } })
    }
}
