extension Script {
    /// Draws a prepared plot in a place of the canvas.
    ///
    /// - Parameters:
    ///   - prepared: the plot, measured.
    ///   - place: all that it may cover, in pixels.
    ///   - insets: the room around the data, at least what the plot itself asks for.
    ///   - prefix: sets the names of the data apart from those of other plots in the same script.
    mutating func add(_ prepared: PreparedPlot, in place: Frame, insets: Insets, prefix: String) throws(PlottingError) {
        let plot = prepared.plot
        let letters = prepared.letters
        let area = Frame(
            left: place.left + insets.left, top: place.top + insets.top, right: place.right - insets.right,
            bottom: place.bottom - insets.bottom)
        try addArea(area, figure: plot.title)
        addAxis("x", prepared.x, letters, isNumbered: prepared.showsX)
        addAxis("y", prepared.y, letters)
        if let y2 = prepared.y2 {
            addAxis("y2", y2, letters)
            add("set border 11")
        }
        add("set grid xtics ytics back lt 1 lw 0.8 lc rgb '#dcdcdc'")
        // The heading stands on the plot: with more room above than it needs, it keeps its distance to the axes.
        addHeading(prepared.heading, left: area.left, top: area.top - prepared.insets.top, letters: letters)
        addTitles(prepared, area: area)
        addRegions(plot.regions, letters)
        addReferenceLines(plot.referenceLines, letters)
        addAnnotations(plot.annotations, x: prepared.x, letters)
        addLegend(prepared, area: area, place: place)
        addFootnote(prepared.footnote, left: area.left, bottom: place.bottom, letters: letters)
        addSeries(of: plot, prefix: prefix)
    }

    /// The area where data is drawn.
    mutating func addArea(_ area: Frame, figure: String) throws(PlottingError) {
        guard area.width >= 40, area.height >= 40 else {
            throw PlottingError(
                figure: figure, reason: .noRoom(width: area.width.rounded(), height: area.height.rounded()))
        }
        add("set lmargin at screen \(across(area.left)); set rmargin at screen \(across(area.right))")
        add("set tmargin at screen \(upward(area.top)); set bmargin at screen \(upward(area.bottom))")
    }

    /// Range, scale and marks of an axis.
    mutating func addAxis(_ name: String, _ ruler: Ruler, _ letters: Letters, isNumbered: Bool = true) {
        add("set \(name)range [\(ruler.lowest):\(ruler.highest)]")
        if ruler.scale == .log { add("set logscale \(name)") }
        let marks = ruler.ticks.marks.map { tick in
            "'\(isNumbered ? tick.label ?? "" : "")' \(tick.value) \(tick.label == nil ? 1 : 0)"
        }
        let lengths = "\(shortText(0.8 * ornament)), \(shortText(0.45 * ornament))"
        add("set \(name)tics nomirror out scale \(lengths) \(font(letters.tick)) (\(marks.joined(separator: ", ")))")
    }

    /// Title and subtitle from a corner downwards.
    mutating func addHeading(_ heading: Heading, left: Double, top: Double, letters: Letters) {
        var y = top
        for line in heading.title {
            y += letters.title * Spacing.line
            addText(line, x: left, y: y - letters.title * 0.6, size: letters.title, bold: true)
        }
        for line in heading.subtitle {
            y += letters.subtitle * Spacing.line
            addText(line, x: left, y: y - letters.subtitle * 0.6, size: letters.subtitle, color: "#555555")
        }
    }

    /// Small print that ends at the lower edge.
    mutating func addFootnote(_ lines: [String], left: Double, bottom: Double, letters: Letters) {
        for (index, line) in lines.reversed().enumerated() {
            let y = bottom - (Double(index) * Spacing.line + 0.5) * letters.footnote
            addText(line, x: left, y: y, size: letters.footnote, color: "#666666")
        }
    }

    /// The titles of the axes.
    private mutating func addTitles(_ prepared: PreparedPlot, area: Frame) {
        let letters = prepared.letters
        let middle = (area.top + area.bottom) / 2
        if prepared.showsX, !prepared.x.title.isEmpty {
            let y = area.bottom + PreparedPlot.below(prepared.x, shown: true, letters) - letters.axis * 0.6
            addText(
                prepared.x.title, x: (area.left + area.right) / 2, y: y, align: "center", size: letters.axis)
        }
        if !prepared.y.title.isEmpty {
            let x = area.left - PreparedPlot.side(prepared.y, letters) + letters.axis * 0.6
            addText(prepared.y.title, x: x, y: middle, align: "center", size: letters.axis, rotated: true)
        }
        if let y2 = prepared.y2, !y2.title.isEmpty {
            let x = area.right + PreparedPlot.side(y2, letters) - letters.axis * 0.6
            addText(y2.title, x: x, y: middle, align: "center", size: letters.axis, rotated: true)
        }
    }

    private mutating func addLegend(_ prepared: PreparedPlot, area: Frame, place: Frame) {
        let letters = prepared.letters
        let spacing = ornament < 1 ? "1.0" : "1.25"
        let look = "Left reverse samplen 2.4 spacing \(spacing) \(font(letters.legend)) textcolor rgb '#222222'"
        switch prepared.legend.placement {
        case .none, .automatic:
            add("set key off")
        case .right:
            let x = area.right + (prepared.y2.map { PreparedPlot.side($0, letters) } ?? 0)
            add("set key at screen \(across(x)), screen \(upward(area.top)) left top vertical maxcols 1 \(look)")
        case .below:
            let y = area.bottom + PreparedPlot.below(prepared.x, shown: prepared.showsX, letters)
            let x = area.left - letters.legend
            add(
                "set key at screen \(across(x)), screen \(upward(y + letters.legend * 0.4)) left top horizontal"
                    + " maxcols \(prepared.legend.columns) \(look)")
        case .insideTopLeft: add("set key inside left top opaque \(look)")
        case .insideTopRight: add("set key inside right top opaque \(look)")
        case .insideBottomLeft: add("set key inside left bottom opaque \(look)")
        case .insideBottomRight: add("set key inside right bottom opaque \(look)")
        }
    }
}
