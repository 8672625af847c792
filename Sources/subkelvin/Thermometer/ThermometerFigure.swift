import Plotting
import Thermometry

/// A calibration curve as a picture: its points, and the line through them.
struct ThermometerFigure {
    var curve: CalibrationCurve

    /// The picture; a resistance on a logarithmic axis, a voltage on a linear one.
    func plot() -> Plot {
        let line = QubitPlot.curve("curve", over: QubitPlot.spaced(curve.temperatures, count: 400)) {
            curve.signal(at: $0).value ?? .nan
        }
        var series = [line]
        if !curve.points.isEmpty {
            series.append(
                Series(
                    "points", x: curve.points.map(\.temperature), y: curve.points.map(\.signal), style: .points))
        }
        return Plot(
            title: curve.title,
            subtitle: "\(curve.provenance.rawValue) curve, \(ThermometerShow.words(curve.interpolation))",
            x: Axis("Temperature", unit: "K", scale: .log),
            y: Axis(
                capitalized(curve.unit.quantity), unit: curve.unit.symbol, scale: curve.unit == .ohm ? .log : .linear),
            series: series, footnote: footnote([curve.source].compactMap(\.self)))
    }
}
