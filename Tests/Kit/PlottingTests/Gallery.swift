import Glibc
import Plotting

/// Figures that together use everything a figure can have; the tests draw each of them in every format.
enum Gallery {
    static let all: [(name: String, figure: any Figure)] = [
        ("conductivity", conductivity), ("cooldown", cooldown), ("many-series", manySeries), ("steps", steps),
        ("grid", grid), ("grid-shared", sharedGrid), ("map", map), ("map-gaps", mapWithGaps),
    ]

    static func names() -> [String] { all.map(\.name) }

    /// Two power laws over four decades, with an extrapolated part and a band.
    static var conductivity: Plot {
        let temperatures = (0...80).map { pow(10, -2 + 0.05 * Double($0)) }
        let copper = temperatures.map { 150 * $0 / (1 + pow($0 / 25, 2.8)) }
        let nylon = temperatures.map { 2.6e-3 * pow($0, 1.75) / (1 + pow($0 / 15, 1.4)) }
        return Plot(
            title: "Thermal conductivity of a metal and a polymer", subtitle: "Two laws that meet nowhere below 100 K",
            x: Axis("Temperature", unit: "K", scale: .log), y: Axis("Conductivity", unit: "W/(m·K)", scale: .log),
            series: [
                Series("Copper, RRR 100", x: temperatures, y: copper, dashedWithin: 0.01...0.1),
                Series(
                    "Nylon", x: temperatures, y: nylon,
                    band: Series.Band(lower: nylon.map { $0 * 0.7 }, upper: nylon.map { $0 * 1.3 })),
            ], referenceLines: [.vertical(4.2, label: "Helium boils")],
            annotations: [Annotation(x: 25, y: 1875, text: "Phonons take over")],
            footnote:
                "Dashed: extrapolated. Band: 30 % either way. Formulas made for this figure, in the shape of measured ones."
        )
    }

    /// Two vertical axes, a gap, a shaded window, level and upright lines.
    static var cooldown: Plot {
        let hours = (0...48).map { Double($0) * 0.75 }
        let temperatures = hours.map { 4 + 290 * exp(-$0 / 7) }
        let pressures = hours.map { 1e-3 * exp(-$0 / 5) + 2e-7 }
        let gapped = temperatures.enumerated().map { (18...22).contains($0.offset) ? Double.nan : $0.element }
        return Plot(
            title: "Cooldown of a cryostat", x: Axis("Time", unit: "h"), y: Axis("Temperature", unit: "K"),
            y2: Axis("Pressure", unit: "mbar", scale: .log),
            series: [
                Series("4 K plate", x: hours, y: gapped, style: .linePoints, gaps: .break),
                Series("Vacuum can", x: hours, y: pressures, line: .dotted, side: .right),
            ], referenceLines: [.horizontal(77, label: "77 K"), .vertical(30, label: "Circulation starts")],
            regions: [.x(13.2...17, label: "Logger down")], footnote: "Made for this figure.")
    }

    /// More series than there are colours, small numbers.
    static var manySeries: Plot {
        let x = (0...40).map { Double($0) * 0.1 }
        let series = (1...10).map { index in
            Series("Line \(index)", x: x, y: x.map { 1e-6 * Double(index) * (1 + sin($0 + Double(index) * 0.3)) })
        }
        return Plot(title: "Ten lines", x: Axis("Time", unit: "s"), y: Axis("Heat", unit: "W"), series: series)
    }

    /// A staircase and points within less than a decade.
    static var steps: Plot {
        let x = (0...12).map(Double.init)
        return Plot(
            title: "Steps and points", x: Axis("Stage"), y: Axis("Attenuation", scale: .log),
            series: [
                Series("Set", x: x, y: x.map { 3 + ($0 / 4).rounded(.down) }, style: .steps),
                Series("Measured", x: x, y: x.map { 3.1 + $0 / 4.4 }, style: .points),
            ], legend: .insideTopLeft)
    }

    static var grid: PlotGrid {
        var conductivity = conductivity
        conductivity.title = "Conductivity"
        conductivity.subtitle = ""
        conductivity.footnote = ""
        var cooldown = cooldown
        cooldown.referenceLines = []
        cooldown.footnote = ""
        var manySeries = manySeries
        manySeries.series.removeLast(6)
        return PlotGrid(
            title: "A grid of plots", subtitle: "Two rows of two",
            rows: [[conductivity, cooldown], [manySeries, steps]],
            footnote: "Made for this figure.")
    }

    static var sharedGrid: PlotGrid {
        var temperature = cooldown
        temperature.y2 = nil
        temperature.series.removeLast()
        temperature.footnote = ""
        var pressure = cooldown
        pressure.title = "Vacuum"
        pressure.y = Axis("Pressure", unit: "mbar", scale: .log)
        pressure.y2 = nil
        pressure.series.removeFirst()
        pressure.series[0].side = .left
        pressure.referenceLines.removeFirst()
        pressure.regions = []
        pressure.footnote = ""
        return PlotGrid(
            title: "One cooldown", rows: [[temperature], [pressure]], sharesX: true, footnote: "Made for this figure.")
    }

    /// A quantity over four decades on logarithmic axes, with lines of equal value.
    static var map: HeatMap {
        let x = (0..<60).map { pow(10, -2 + 4 * Double($0) / 59) }
        let y = (0..<40).map { pow(10, 2 * Double($0) / 39) }
        return HeatMap(
            title: "Power through a link", subtitle: "Over conductance and length",
            xAxis: Axis("Conductance", unit: "W/K", scale: .log),
            yAxis: Axis("Length", unit: "m", scale: .log), zAxis: Axis("Power", unit: "W", scale: .log), x: x, y: y,
            values: y.map { length in x.map { $0 * 3 / length } }, contours: [0.01, 1, 10],
            footnote: "Made for this figure.")
    }

    /// Even axes, cells without a value.
    static var mapWithGaps: HeatMap {
        let x = (0..<24).map(Double.init)
        let y = (0..<16).map { Double($0) * 0.5 }
        return HeatMap(
            title: "A map with a hole", xAxis: Axis("Column"), yAxis: Axis("Row", unit: "mm"),
            zAxis: Axis("Height", unit: "mm"),
            x: x, y: y,
            values: y.map { b in
                x.map { a in (9...12).contains(a) && (3...4).contains(b) ? .nan : sin(a / 5) * cos(b / 3) }
            },
            contours: [0.5], gaps: .break)
    }
}
