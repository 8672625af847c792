import CommandLineKit
import Plotting
import Quantities
import Qubits
import Reporting
import Text

/// The command `subkelvin qubit report FILE.html`.
struct QubitReport: Command {
    static let name = "report"
    static let abstract = "Writes the inversion paper's argument, re-examined, as one page."
    static let examples = [Example("subkelvin qubit report inversion.html", "Every figure from the code.")]

    @Argument("The page; ends in .html.", completion: .file(extensions: ["html"])) var file: String

    func validate() throws {
        if !file.hasSuffix(".html") { throw ArgumentError("the page's name ends in .html") }
    }

    func run(on console: Console) async throws {
        let audit = try InversionAudit()
        var sections = [try table()]
        for finding in audit.findings { sections.append(section(finding)) }
        sections += [
            try better(), try stability(), try control(), try readout(), try capacity(), try lindblad(),
        ]
        sections.append(
            Report.Section(
                "How to get this again",
                [
                    .code(
                        """
                        subkelvin qubit table --diff
                        subkelvin qubit audit
                        subkelvin qubit lindblad
                        subkelvin qubit stability --load 100uW
                        subkelvin qubit stability --load 10uW --correction 400uW --growth quasiparticles
                        subkelvin qubit control
                        subkelvin qubit readout --qubits 1000000
                        subkelvin qubit capacity
                        """)
                ]))
        try Report(
            title: "Qubits at 4 K: the argument re-examined",
            summary:
                "A paper (doi:10.5281/zenodo.17937531) argues that control, and qubits with it, may move to 4 K. Its "
                + "listing, its table and its text are set beside each other and beside the physics they leave out.",
            sections: sections
        ).write(to: file)
        try console.note("wrote \(file)")
    }

    func svg(_ figure: some Figure) throws -> String {
        String(decoding: try figure.render(.svg, canvas: Canvas(width: 1000, height: 620)), as: UTF8.self)
    }

    private func table() throws -> Report.Section {
        var table = Report.Table(
            caption: "T2* in µs and fidelity in %; a cell that does not round to what is printed is marked",
            columns: [.words("Scenario")]
                + InversionSource.allCases.reversed().flatMap {
                    [.numbers("T2*, \($0.rawValue)"), .numbers("F, \($0.rawValue)")]
                })
        let sources = Array(InversionSource.allCases.reversed())
        let tables = try sources.map { try InversionTable($0) }
        for index in tables[0].rows.indices {
            var cells: [Report.Cell] = [
                .init("\(tables[0].rows[index].scenario.model), \(tables[0].rows[index].scenario.label)")
            ]
            for table in tables {
                let row = table.rows[index]
                let coherence = InversionTable.agrees(row.scenario.printedCoherence, row.coherenceTime.map { $0 * 1e6 })
                let fidelity = InversionTable.agrees(row.scenario.printedFidelity, row.fidelity.map { $0 * 100 })
                cells.append(
                    .init(
                        QubitTable.coherence(row, table.source) + (coherence ? "" : " ≠"),
                        tone: coherence ? .plain : .bad))
                cells.append(
                    .init(
                        QubitTable.fidelity(row, table.source) + (fidelity ? "" : " ≠"), tone: fidelity ? .plain : .bad)
                )
            }
            table.rows.append(cells)
        }
        return Report.Section(
            "Three accounts of one model",
            [
                .paragraph(
                    "‘paper’ is reconstructed: the law that the printed numbers follow, which the paper does not state."
                ),
                .table(table),
                .picture(.init(svg: try svg(try QubitTableFigure().plot()), caption: "The same as a picture.")),
            ])
    }

    private func section(_ finding: InversionAudit.Finding) -> Report.Section {
        Report.Section(
            "\(finding.key.prefix(1).uppercased())\(finding.key.dropFirst()): \(finding.stated)",
            [
                .paragraph("Stated in \(finding.place). Found: \(finding.found)."),
                .table(
                    Report.Table(
                        caption: "The numbers that show it",
                        columns: [.words("Number"), .numbers("Value"), .words("Unit")],
                        rows: finding.numbers.map {
                            [
                                .init($0.name), .init(formatNumber($0.value, significantDigits: $0.digits)),
                                .init($0.unit),
                            ]
                        })),
            ])
    }

    /// What a qubit at 4 K is up against, as a picture.
    private func better() throws -> Report.Section {
        let x = QubitPlot.spaced(0.01...8, count: 160)
        let omega = 2 * Double.pi * 5e9
        let aluminium = try Quasiparticles(gap: Energy(180, .microelectronvolt).si, nonEquilibrium: 1e-8)
        let niobium = try Quasiparticles(gap: Energy(1500, .microelectronvolt).si, nonEquilibrium: 1e-8)
        let figure = Plot(
            title: "T1 of a 5 GHz qubit by what the paper leaves out", x: Axis("Temperature", unit: "K", scale: .log),
            y: Axis("T1", unit: "µs", scale: .log, range: 1e-4...1e5),
            series: [
                QubitPlot.curve("ohmic bath, Q = 3.3 million", over: x) {
                    1e6 / (try Relaxation.ohmic(qualityFactor: 1 / 3e-7).rate(frequency: 5e9, temperature: $0))
                },
                QubitPlot.curve("dense defects, tan δ = 3e-7", over: x, line: .dashed) { _ in 1e6 / (omega * 3e-7) },
                QubitPlot.curve("quasiparticles of aluminium", over: x) {
                    1e6 / (try aluminium.rate(frequency: 5e9, temperature: $0))
                },
                QubitPlot.curve("quasiparticles of niobium", over: x) {
                    1e6 / (try niobium.rate(frequency: 5e9, temperature: $0))
                },
            ], referenceLines: [.vertical(4, label: "4 K")], legend: .below,
            footnote: "Quasiparticles with 1e-8 that are not of heat; above 0.4 T_c an order of magnitude.")
        return Report.Section(
            "The physics left out",
            [
                .picture(
                    .init(svg: try svg(figure), caption: "Aluminium is normal above 1.2 K and has no T1 to speak of."))
            ])
    }
}
