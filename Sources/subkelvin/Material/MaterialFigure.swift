import Materials
import Plotting

/// Curves of one property as a picture.
struct MaterialFigure {
    /// The curves, all of one property.
    var curves: [PropertyCurve]
    /// The coldest temperature drawn, in K; nil for each curve's own.
    var low: Double?
    /// The warmest temperature drawn, in K; nil for each curve's own.
    var high: Double?

    /// What is drawn of a curve.
    struct Points {
        var label: String
        var unit: String
        var temperatures: [Double]
        var values: [Double]
        var uncertainties: [Double?]
        var lower: [Double]
        var upper: [Double]
    }

    /// The picture.
    ///
    /// - Throws: `MaterialError` where nothing of a curve lies between the ends.
    func plot() throws -> Plot {
        let property = curves.first?.property ?? .thermalConductivity
        let logarithmic = property.isLogarithmic
        var series: [Series] = []
        for curve in curves {
            let points = try points(of: curve)
            let dashed = curve.pieces.first { $0.origin == .fit }.map { $0.range.lowerBound } ?? 0
            let cold = points.temperatures.first ?? 0
            let single = points.temperatures.count == 1
            series.append(
                Series(
                    points.label, x: points.temperatures, y: points.values, style: single ? .points : .line,
                    dashedWithin: cold < dashed ? cold...dashed : nil,
                    band: single ? nil : Series.Band(lower: points.lower, upper: points.upper)))
        }
        let sources = try curves.flatMap { curve in
            let drawn = try points(of: curve).temperatures
            return curve.pieces.filter { piece in drawn.contains { piece.range.contains($0) } }
                .map(\.fit.reference.citation)
        }
        let title = capitalized(property.title)
        let isContinued = curves.contains { $0.pieces.contains { $0.origin != .fit } }
        return Plot(
            title: title,
            subtitle: isContinued ? "dashed: low-temperature laws; bands: uncertainty" : "bands: uncertainty",
            x: Axis("Temperature", unit: "K", scale: .log),
            y: Axis(title, unit: property.unit, scale: logarithmic ? .log : .linear), series: series,
            footnote: footnote(sources))
    }

    /// Evenly spaced points in ln T, the ends of pieces among them.
    func points(of curve: PropertyCurve) throws -> Points {
        let range = curve.range
        let (from, to) = (
            max(low ?? range.lowerBound, range.lowerBound), min(high ?? range.upperBound, range.upperBound)
        )
        guard from <= to else {
            throw MaterialError(
                material: curve.material, property: curve.property,
                reason: .outOfRange(temperature: from, range: range, hint: "nothing lies between --from and --to"))
        }
        let temperatures = curve.temperatures(from: from, to: to, count: 400)
        let results = try temperatures.map { try curve.evaluate(at: $0) }
        let bands = results.map { result -> (Double, Double) in
            let width = result.relativeUncertainty ?? 0
            // A band of a factor and its inverse stays positive on a logarithmic axis, however wide.
            return curve.property.isLogarithmic
                ? (result.value / (1 + width), result.value * (1 + width))
                : (result.value - abs(result.value) * width, result.value + abs(result.value) * width)
        }
        return Points(
            label: curve.label, unit: curve.property.unit, temperatures: temperatures, values: results.map(\.value),
            uncertainties: results.map(\.relativeUncertainty),
            lower: bands.map(\.0), upper: bands.map(\.1))
    }
}

/// Sources as a picture's footnote: each once, shortened to a line.
func footnote(_ sources: [String]) -> String {
    var shown: [String] = []
    for source in sources {
        let line = source.count > 130 ? source.prefix(129) + "…" : source[...]
        if !shown.contains(String(line)) { shown.append(String(line)) }
    }
    return shown.joined(separator: "\n")
}
