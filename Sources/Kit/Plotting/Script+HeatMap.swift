import Glibc

extension HeatMap: Figure {
    /// The gnuplot script, data included, that draws the map on a medium.
    public func script(for medium: Medium) throws(PlottingError) -> String {
        let extent = try check()
        var script = Script(medium, title: title)
        switch medium {
        case .picture(_, let canvas): try draw(in: &script, canvas: canvas, extent: extent)
        case .text(let columns, let rows, _): drawText(in: &script, columns: columns, rows: rows, extent: extent)
        }
        return script.text
    }

    private func draw(in script: inout Script, canvas: Canvas, extent: ClosedRange<Double>) throws(PlottingError) {
        let letters = Letters(scale: canvas.letterScale)
        let place = canvas.place
        let across = max(2, Int(place.width * 0.7 / (letters.tick * 6)))
        let upward = max(2, Int(place.height * 0.7 / (letters.tick * 2.7)))
        let xEdges = edges(of: x, on: xAxis)
        let yEdges = edges(of: y, on: yAxis)
        let xRuler = Ruler(xAxis, showing: xEdges[0]...xEdges[x.count], margin: .none, count: across)
        let yRuler = Ruler(yAxis, showing: yEdges[0]...yEdges[y.count], margin: .none, count: upward)
        let zRuler = Ruler(zAxis, showing: extent, margin: .none, count: upward)

        let barWidth = letters.tick * 1.4
        let barGap = letters.tick * 1.2
        let right = barGap + barWidth + PreparedPlot.side(zRuler, letters)
        let left = PreparedPlot.side(yRuler, letters)
        let heading = Heading(
            title: title, subtitle: subtitle, width: place.width - left - right, letters: letters)
        let small = TextMetrics.lines(footnote, limit: (place.width - left) / letters.footnote)
        var area = Frame(
            left: place.left + left, top: place.top + heading.height + letters.tick * 0.5, right: place.right - right,
            bottom: place.bottom - PreparedPlot.below(xRuler, shown: true, letters))
        if !small.isEmpty { area.bottom -= (Double(small.count) * Spacing.line + 0.7) * letters.footnote }

        // First of all, for ranges set by then would hide points from the count along each level.
        addContours(to: &script, letters)
        try script.addArea(area, figure: title)
        script.addAxis("x", xRuler, letters)
        script.addAxis("y", yRuler, letters)
        script.addAxis("cb", zRuler, letters)
        script.addHeading(heading, left: area.left, top: place.top, letters: letters)
        script.addFootnote(small, left: area.left, bottom: place.bottom, letters: letters)
        let middle = (area.top + area.bottom) / 2
        script.addText(
            xRuler.title, x: (area.left + area.right) / 2,
            y: area.bottom + PreparedPlot.below(xRuler, shown: true, letters) - letters.axis * 0.6, align: "center",
            size: letters.axis)
        script.addText(
            yRuler.title, x: place.left + letters.axis * 0.6, y: middle, align: "center", size: letters.axis,
            rotated: true)
        script.addText(
            zRuler.title, x: place.right - letters.axis * 0.6, y: middle, align: "center", size: letters.axis,
            rotated: true)
        let stops = Color.viridis.enumerated().map { "\($0.offset) '\($0.element)'" }.joined(separator: ", ")
        script.add("set palette defined (\(stops))")
        let barLeft = script.across(area.right + barGap)
        let barHeight = shortText(area.height / canvas.height)
        script.add(
            "set colorbox user origin screen \(barLeft), screen \(script.upward(area.bottom))"
                + " size screen \(shortText(barWidth / canvas.width)), screen \(barHeight) noborder")
        script.add("set key off")
        addCells(to: &script, xEdges: xEdges, yEdges: yEdges)
    }

    /// The cells as rectangles in the colour of their value, and the contours over them.
    private func addCells(to script: inout Script, xEdges: [Double], yEdges: [Double]) {
        script.add("$cells << EOD")
        for (row, line) in values.enumerated() {
            for (column, value) in line.enumerated() where !value.isNaN {
                // Each cell reaches under its right and upper neighbour, which is drawn later: no seams in between.
                let isCovered = column + 1 < x.count && !line[column + 1].isNaN
                let isRoofed =
                    row + 1 < y.count && !values[row + 1][column].isNaN
                    && (!isCovered || !values[row + 1][column + 1].isNaN)
                let right = isCovered ? x[column + 1] : xEdges[column + 1]
                let top = isRoofed ? y[row + 1] : yEdges[row + 1]
                script.add("\(x[column]) \(y[row]) \(xEdges[column]) \(right) \(yEdges[row]) \(top) \(value)")
            }
        }
        script.add("EOD")
        var commands = ["$cells using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid noborder lc palette"]
        for index in contours.indices {
            commands.append("$level\(index) using 1:2 with lines lw 3.6 lc rgb 'white'")
            commands.append("$level\(index) using 1:2 with lines lw 1.6 lc rgb 'black'")
        }
        for index in contours.indices {
            commands.append(
                "$level\(index) using ($0 == middle\(index) ? $1 : NaN):2:(name\(index)) with labels boxed font note")
        }
        script.add("plot " + commands.joined(separator: ", \\\n     "))
    }

    /// Lets gnuplot follow each level through the grid, before anything is drawn.
    private func addContours(to script: inout Script, _ letters: Letters) {
        guard !contours.isEmpty else { return }
        script.add("note = '\(Script.family),\(script.points(letters.note))'")
        // On a logarithmic axis the lines run straight between the logarithms, as the eye sees them.
        script.add("$grid << EOD")
        for (row, line) in values.enumerated() {
            if row > 0 { script.add("") }
            for (column, value) in line.enumerated() {
                let z = zAxis.scale == .log && !value.isNaN ? log10(value) : value
                script.add("\(x[column]) \(y[row]) \(z.isNaN ? "NaN" : String(z))")
            }
        }
        script.add("EOD")
        script.add("set contour base; unset surface")
        for (index, level) in contours.enumerated() {
            let height = zAxis.scale == .log ? log10(level) : level
            script.add("set cntrparam levels discrete \(height)")
            script.add("set table $level\(index); splot $grid using 1:2:3; unset table")
            script.add("stats $level\(index) using 1 nooutput")
            script.add("middle\(index) = floor(STATS_records / 2)")
            let name = level == level.rounded() && abs(level) < 1e6 ? String(Int(level)) : String(level)
            script.add("name\(index) = \(Script.quoted(zAxis.unit.isEmpty ? name : "\(name) \(zAxis.unit)"))")
        }
        script.add("unset contour; set surface")
    }

    /// The borders between cells: half way between positions, by ratio on a logarithmic axis.
    private func edges(of positions: [Double], on axis: Axis) -> [Double] {
        let isLog = axis.scale == .log
        let flat = isLog ? positions.map { log10($0) } : positions
        let last = flat.count - 1
        var edges = [flat[0] - (flat[1] - flat[0]) / 2]
        edges += zip(flat, flat.dropFirst()).map { ($0 + $1) / 2 }
        edges.append(flat[last] + (flat[last] - flat[last - 1]) / 2)
        return isLog ? edges.map { pow(10, $0) } : edges
    }
}
