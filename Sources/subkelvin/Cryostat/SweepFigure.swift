import Cryogenics
import Planning
import Plotting

/// A sweep as a picture.
struct SweepFigure {
    /// What was swept.
    var sweep: CryostatSweep
    /// What was found.
    var points: [CryostatSweep.Point]

    private func axis(_ axis: SweepAxis) -> Axis { Axis(axis.input.name, unit: axis.input.kind.unit) }

    /// The axis of a map: cells at its edges end where the values do, not half a cell further, which may be below zero.
    private func within(_ one: SweepAxis) -> Axis {
        var axis = axis(one)
        if let first = one.values.first, let last = one.values.last { axis.range = first...last }
        return axis
    }

    /// Each stage's margin against the only input.
    func margins() -> Plot {
        let found = points.filter { !$0.stages.isEmpty }
        return Plot(
            title: "Margins of \(sweep.cryostat.name)", subtitle: sweep.cryostat.title, x: axis(sweep.axes[0]),
            y: Axis("Margin", unit: "%"),
            series: sweep.cryostat.stages.indices.map { index in
                // A stage without capacity at its limit has no margin to show.
                let known = found.filter { $0.stages[index].margin.isFinite }
                return Series(
                    sweep.cryostat.stages[index].stage.rawValue, x: known.map { $0.values[0] },
                    y: known.map { 100 * $0.stages[index].margin }, style: .line)
            }, legend: .right,
            footnote: "What coolers would still lift at the stage's limit, as a share of what they lift there.")
    }

    /// The least margin against both inputs; nil for one input.
    ///
    /// - Throws: `EmptyPictureError` where no point has a rest.
    func map() throws -> HeatMap? {
        guard sweep.axes.count == 2 else { return nil }
        let (x, y) = (sweep.axes[0].values, sweep.axes[1].values)
        let values = y.indices.map { row in
            x.indices.map { column in
                points[column * y.count + row].limiting.flatMap { finite(100 * $0.margin) } ?? .nan
            }
        }
        let all = values.flatMap(\.self).filter { !$0.isNaN }
        let title = "Least margin of \(sweep.cryostat.name)"
        guard let least = all.min(), let most = all.max() else { throw EmptyPictureError(title: title) }
        return HeatMap(
            title: title, subtitle: sweep.cryostat.title, xAxis: within(sweep.axes[0]), yAxis: within(sweep.axes[1]),
            zAxis: Axis("Least margin", unit: "%"), x: x, y: y, values: values,
            contours: least < 0 && most > 0 ? [0] : [], gaps: .break,
            footnote: "White: the stages have no rest, or one lifts nothing at its limit. The line: nothing is left.")
    }
}
