extension Script {
    /// Draws a plot in letters: gnuplot places everything, for here a pixel is a whole letter.
    mutating func addText(_ plot: Plot, columns: Int, rows: Int, prefix: String) throws(PlottingError) {
        let letters = Letters(scale: 1)
        // Measured as if a letter were eight pixels wide and sixteen high.
        let prepared = try PreparedPlot(
            plot, width: Double(columns) * 16, height: Double(rows) * 32, letters: letters)
        add("set title \(Self.quoted([plot.title, plot.subtitle].filter { !$0.isEmpty }.joined(separator: "\n")))")
        addTextAxis("x", prepared.x)
        addTextAxis("y", prepared.y)
        if let y2 = prepared.y2 {
            addTextAxis("y2", y2)
        }
        for line in plot.referenceLines {
            let ends =
                line.direction == .vertical
                ? "from \(line.value), graph 0 to \(line.value), graph 1"
                : "from graph 0, first \(line.value) to graph 1, first \(line.value)"
            add("set arrow \(ends) nohead back dt (6, 4)")
        }
        for annotation in plot.annotations {
            add("set label \(Self.quoted(annotation.text)) at \(annotation.x), \(annotation.y) front point")
        }
        add(plot.legend == .none || prepared.legend.placement == .none ? "set key off" : "set key below")
        addSeries(of: plot, prefix: prefix)
    }

    /// Range, scale, marks and title of an axis in letters.
    mutating func addTextAxis(_ name: String, _ ruler: Ruler) {
        add("set \(name)range [\(ruler.lowest):\(ruler.highest)]")
        if ruler.scale == .log { add("set logscale \(name)") }
        let marks = ruler.ticks.marks.compactMap { tick in tick.label.map { "'\($0)' \(tick.value)" } }
        add("set \(name)tics nomirror (\(marks.joined(separator: ", ")))")
        add("set \(name)label \(Self.quoted(ruler.title))")
    }
}
