extension Script {
    /// Markers in the order in which series take them; shape tells series apart where colour cannot.
    private static let markers = [7, 5, 9, 13, 11, 6, 4, 8]

    /// Writes the data of all series, and the command that draws them.
    ///
    /// - Parameter prefix: sets the names of the data apart from those of other plots in the same script.
    mutating func addSeries(of plot: Plot, prefix: String) {
        var bands: [String] = []
        var curves: [String] = []
        for (index, series) in plot.series.enumerated() {
            let blocks = SeriesBlocks(series)
            let name = "$\(prefix)\(index)"
            let axes = series.side == .right ? " axes x1y2" : ""
            let color = (series.color ?? Color.series[index % Color.series.count]).hex
            // The band has no place in letters, where it would hide the curve.
            if !blocks.band.isEmpty, case .picture = medium {
                addBlock("\(name)b", blocks.band.map { $0.map { [$0.0, $0.1, $0.2] } })
                bands.append(
                    "\(name)b using 1:2:3\(axes) with filledcurves fs transparent solid 0.2 noborder"
                        + " fc rgb '\(color)' notitle")
            }
            let look = look(of: series, at: index, color: color)
            var title = series.name.isEmpty ? "notitle" : "title \(Self.quoted(series.name))"
            let line =
                series.line == .solid && series.color == nil && index >= Color.series.count
                ? Series.Line.dashed : series.line
            for (suffix, stretches, dash) in [("", blocks.solid, line), ("d", blocks.dashed, .dashed)]
            where !stretches.isEmpty {
                addBlock(name + suffix, stretches.map { $0.map { [$0.x, $0.y] } })
                curves.append("\(name)\(suffix) using 1:2\(axes) \(look)\(Self.dash(dash)) \(title)")
                title = "notitle"
            }
            if title != "notitle" { curves.append("keyentry \(look)\(Self.dash(line)) \(title)") }
            if !blocks.lone.isEmpty, series.style == .line || series.style == .steps {
                addBlock("\(name)l", [blocks.lone.map { [$0.x, $0.y] }])
                curves.append(
                    "\(name)l using 1:2\(axes) with points pt 7 ps \(shortText(0.6 * ornament)) lc rgb '\(color)' notitle"
                )
            }
        }
        add("plot " + (bands + curves).joined(separator: ", \\\n     "))
    }

    private func look(of series: Series, at index: Int, color: String) -> String {
        let marker = " pt \(Self.markers[index % Self.markers.count]) ps \(shortText(1.1 * ornament))"
        let stroke = " lw 2 lc rgb '\(color)'"
        return switch series.style {
        case .line: "with lines\(stroke)"
        case .points: "with points\(marker)\(stroke)"
        case .linePoints: "with linespoints\(marker)\(stroke)"
        case .steps: "with steps\(stroke)"
        }
    }

    private static func dash(_ line: Series.Line) -> String {
        switch line {
        case .solid: ""
        case .dashed: " dt (9, 5)"
        case .dotted: " dt (2, 4)"
        }
    }
}
