extension PlotGrid: Figure {
    /// The gnuplot script, data included, that draws the grid on a medium.
    public func script(for medium: Medium) throws(PlottingError) -> String {
        let columns = rows.map(\.count).max() ?? 0
        guard columns > 0 else { throw PlottingError(figure: title, reason: .noData) }
        for (index, row) in rows.enumerated() where row.count != columns {
            throw PlottingError(
                figure: title,
                reason: .mismatchedLengths(of: "row \(index) of the grid", expected: columns, found: row.count))
        }
        var script = Script(medium, title: title)
        switch medium {
        case .picture(_, let canvas):
            try draw(in: &script, canvas: canvas, columns: columns)
        case .text(let width, let height, _):
            script.add("set multiplot layout \(rows.count), \(columns) title \(Script.quoted(title))")
            for (row, plots) in rows.enumerated() {
                for (column, plot) in plots.enumerated() {
                    script.add("unset logscale; unset label; unset arrow; unset y2tics; unset y2label")
                    try script.addText(
                        plot, columns: width / columns, rows: height / rows.count, prefix: "r\(row)c\(column)s")
                }
            }
            script.add("unset multiplot")
        }
        return script.text
    }

    private func draw(in script: inout Script, canvas: Canvas, columns: Int) throws(PlottingError) {
        let letters = Letters(scale: canvas.letterScale)
        var place = canvas.place
        let heading = Heading(title: title, subtitle: subtitle, width: place.width, letters: letters)
        let footnoteLines = TextMetrics.lines(footnote, limit: place.width / letters.footnote)
        script.add("set multiplot")
        script.addHeading(heading, left: place.left, top: place.top, letters: letters)
        script.addFootnote(footnoteLines, left: place.left, bottom: place.bottom, letters: letters)
        place.top += heading.height
        if !footnoteLines.isEmpty {
            place.bottom -= (Double(footnoteLines.count) * Spacing.line + 0.7) * letters.footnote
        }

        let gap = letters.axis
        let cellWidth = (place.width - gap * Double(columns - 1)) / Double(columns)
        let cellHeight = (place.height - gap * Double(rows.count - 1)) / Double(rows.count)
        let prepared = try measure(width: cellWidth, height: cellHeight, letters: letters.ofPanel, columns: columns)
        // One set of insets per column and per row, so that axes stand in line.
        let ofColumns = (0..<columns).map { column in prepared.reduce(Insets()) { $0.union($1[column].insets) } }
        let ofRows = prepared.map { $0.reduce(Insets()) { $0.union($1.insets) } }
        let heights = areaHeights(ofRows, total: place.height - gap * Double(rows.count - 1))
        var top = place.top
        for (row, plots) in prepared.enumerated() {
            let height = heights[row] + ofRows[row].top + ofRows[row].bottom
            for (column, panel) in plots.enumerated() {
                let left = place.left + Double(column) * (cellWidth + gap)
                let cell = Frame(left: left, top: top, right: left + cellWidth, bottom: top + height)
                let insets = Insets(
                    left: ofColumns[column].left, top: ofRows[row].top, right: ofColumns[column].right,
                    bottom: ofRows[row].bottom)
                try script.add(panel, in: cell, insets: insets, prefix: "r\(row)c\(column)s")
                script.add("unset label; unset arrow; unset object; unset logscale; unset y2tics; set border 3")
            }
            top += height + gap
        }
        script.add("unset multiplot")
    }

    /// The same height of data for every row, whatever words stand around it.
    private func areaHeights(_ insets: [Insets], total: Double) -> [Double] {
        let words = insets.reduce(0) { $0 + $1.top + $1.bottom }
        return insets.map { _ in (total - words) / Double(insets.count) }
    }

    private func measure(
        width: Double, height: Double, letters: Letters, columns: Int
    ) throws(PlottingError) -> [[PreparedPlot]] {
        var shared: [Ruler?] = Array(repeating: nil, count: columns)
        if sharesX {
            for column in 0..<columns {
                let plots = rows.map { $0[column] }
                guard plots.allSatisfy({ $0.x == plots[0].x }) else {
                    throw PlottingError(figure: title, reason: .unlikeAxes(column: column))
                }
                for plot in plots { try plot.check() }
                shared[column] = PreparedPlot.xRuler(of: plots, width: width, letters: letters)
            }
        }
        var prepared: [[PreparedPlot]] = []
        for (row, plots) in rows.enumerated() {
            var line: [PreparedPlot] = []
            for (column, plot) in plots.enumerated() {
                line.append(
                    try PreparedPlot(
                        plot, width: width, height: height, letters: letters, sharedX: shared[column],
                        showsX: !sharesX || row == rows.count - 1))
            }
            prepared.append(line)
        }
        return prepared
    }
}
