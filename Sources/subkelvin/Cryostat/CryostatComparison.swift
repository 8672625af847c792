import Cryogenics
import Plotting
import Reporting
import Text

/// Two cryostats at rest, side by side.
struct CryostatComparison {
    /// The one.
    var a: CryostatState
    /// The other.
    var b: CryostatState

    private var both: [(letter: String, state: CryostatState)] { [("A", a), ("B", b)] }

    /// Which is which, and what limits them.
    var remarks: [String] {
        both.map { "\($0.letter): \(escaped($0.state.model.description.title, limit: 500))" }
            + both.compactMap { letter, state in
                state.limiting.map { "\(letter) is limited by the \($0.stage.rawValue) stage" }
            }
            + both.flatMap { letter, state in state.faults.map { "\(letter), NOT met: \($0)" } }
    }

    /// Stage by stage; a stage that one of them lacks is left open there.
    func table() -> ResultTable {
        var table = ResultTable([
            .words("STAGE", "stage"), .number("A / K", "a_temperature_K"), .number("B / K", "b_temperature_K"),
            .number("A LOAD / W", "a_load_W"), .number("B LOAD / W", "b_load_W"),
            .number("A MARGIN / %", "a_margin", scale: 100, digits: 3),
            .number("B MARGIN / %", "b_margin", scale: 100, digits: 3),
        ])
        for (stage, a, b) in stages {
            table.append(
                .text(stage.rawValue), .number(a?.temperature), .number(b?.temperature), .number(a?.load),
                .number(b?.load), .number(a.flatMap { finite($0.margin) }), .number(b.flatMap { finite($0.margin) }))
        }
        return table
    }

    private var stages: [(stage: Stage, a: StageState?, b: StageState?)] {
        Stage.allCases.map { ($0, a[$0], b[$0]) }.filter { $0.1 != nil || $0.2 != nil }
    }

    /// Loads and capacities of both against temperature.
    func plot() -> Plot {
        var series: [Series] = []
        for (letter, state) in both {
            for (words, value, line) in [
                ("load", \StageState.load, Series.Line.solid), ("capacity at the limit", \.capacity, .dashed),
            ] {
                let shown = state.stages.filter { $0[keyPath: value] > 0 }
                series.append(
                    Series(
                        "\(letter): \(words)", x: shown.map(\.temperature), y: shown.map { $0[keyPath: value] },
                        style: .linePoints, line: line))
            }
        }
        return Plot(
            title: "\(a.model.description.name) and \(b.model.description.name)",
            subtitle: both.map { "\($0.letter): \($0.state.model.description.title)" }.joined(separator: "; "),
            x: Axis("Temperature of the stage", unit: "K", scale: .log), y: Axis("Power", unit: "W", scale: .log),
            series: series.filter { !$0.x.isEmpty }, legend: .right)
    }

    /// Both as one page.
    ///
    /// - Parameter commandLine: what writes it again.
    /// - Throws: `PlottingError` where the plot cannot be drawn.
    func report(commandLine: String) throws -> Report {
        let plot = try plot().render(.svg, canvas: Canvas(width: 1000, height: 560))
        func cell(_ value: Double?, _ words: (Double) -> String) -> Report.Cell { .init(value.map(words) ?? "–") }
        func margin(_ stage: StageState?) -> Report.Cell {
            stage.map { .init(percent($0.margin), tone: $0.margin < 0 ? .bad : .plain) } ?? .init("–")
        }
        let table = Report.Table(
            caption: "Stages at rest",
            columns: [
                .words("Stage"), .numbers("A"), .numbers("B"), .numbers("Load of A"), .numbers("Load of B"),
                .numbers("Margin of A"), .numbers("Margin of B"),
            ],
            rows: stages.map { stage, a, b in
                [
                    .init(stage.rawValue), cell(a?.temperature, kelvin), cell(b?.temperature, kelvin),
                    cell(a?.load, watts), cell(b?.load, watts), margin(a), margin(b),
                ]
            })
        var sections = [
            Report.Section("Side by side", [.table(table), .list(remarks)]),
            Report.Section(
                "Heat against temperature",
                [
                    .picture(
                        .init(
                            svg: String(decoding: plot, as: UTF8.self),
                            caption: "Each stage at its temperature: its load, and what is lifted at its limit."))
                ]),
        ]
        for (letter, state) in both {
            let own = CryostatReport(state: state, commandLine: commandLine)
            for var section in [own.drawing, own.budget, own.lines, own.assumptions] {
                section.heading = "\(letter): \(section.heading)"
                sections.append(section)
            }
        }
        sections.append(Report.Section("How to get this again", [.code(commandLine)]))
        return Report(
            title: "\(a.model.description.title), and \(b.model.description.title)",
            summary: remarks.suffix(from: 2).joined(separator: ". ") + ".", sections: sections)
    }
}
