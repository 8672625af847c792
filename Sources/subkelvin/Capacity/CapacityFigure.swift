import Cryogenics
import Planning
import Plotting

/// Counts of qubits as pictures.
struct CapacityFigure {
    /// What is shown.
    var cases: [CapacityCase]

    /// Counts against the two least certain inputs; nil for several temperatures, or where fewer than two inputs matter.
    func map() throws -> HeatMap? {
        guard cases.count == 1, let grid = cases.first?.answer.grid else { return nil }
        let all = grid.counts.flatMap(\.self)
        let middle = grid.counts[grid.counts.count / 2][grid.firstFactors.count / 2]
        return HeatMap(
            title: "Qubits against the two least certain inputs", subtitle: cases[0].title,
            xAxis: Axis("factor on \(grid.first.name)", scale: .log),
            yAxis: Axis("factor on \(grid.second.name)", scale: .log), zAxis: Axis("Qubits"), x: grid.firstFactors,
            y: grid.secondFactors, values: grid.counts,
            contours: (all.min() ?? 0) < middle && middle < (all.max() ?? 0) ? [middle.rounded()] : [],
            footnote: "Steps of one standard uncertainty; the line is the count with every input as stated.")
    }

    /// Counts against the qubits' temperature, with their band: a curve for each stage where they sit, as nothing lies between.
    ///
    /// - Throws: `EmptyPictureError` for a single temperature: a point makes no curve.
    func againstTemperature() throws -> Plot {
        let title = "Qubits against their temperature"
        let sorted = cases.sorted { $0.temperature < $1.temperature }.filter { $0.answer.count.whole > 0 }
        guard sorted.count > 1 else { throw EmptyPictureError(title: title) }
        var stages: [Stage?] = []
        for one in sorted where !stages.contains(one.stage) { stages.append(one.stage) }
        return Plot(
            title: title, subtitle: cases.first?.title ?? "",
            x: Axis("Temperature of the qubits", unit: "K", scale: .log), y: Axis("Qubits"),
            series: stages.map { stage in
                let cases = sorted.filter { $0.stage == stage }
                return Series(
                    "qubits at the \(stage?.rawValue ?? "only") stage", x: cases.map(\.temperature),
                    y: cases.map(\.answer.count.exact), style: .linePoints,
                    band: Series.Band(lower: cases.map(\.answer.low), upper: cases.map(\.answer.high)))
            }, footnote: "Band: one standard uncertainty.")
    }
}
