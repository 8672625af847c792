/// A plot whose axes, words and legend have been measured for the place where it will stand.
struct PreparedPlot {
    var plot: Plot
    var letters: Letters
    var x: Ruler
    var y: Ruler
    var y2: Ruler?
    var heading: Heading
    var legend: LegendLayout
    var footnote: [String]
    /// Whether the x axis is numbered and titled; false above another plot that shares it.
    var showsX: Bool
    var insets: Insets

    /// Measures a plot.
    ///
    /// - Parameters:
    ///   - plot: what to draw; it is checked here.
    ///   - width: the width of its place in pixels.
    ///   - height: the height of its place in pixels.
    ///   - letters: the heights of letters.
    ///   - sharedX: the x axis of the whole column; nil for the plot's own.
    ///   - showsX: whether the x axis is numbered and titled.
    init(
        _ plot: Plot, width: Double, height: Double, letters: Letters, sharedX: Ruler? = nil,
        showsX: Bool = true
    ) throws(PlottingError) {
        try plot.check()
        self.plot = plot
        self.letters = letters
        self.showsX = showsX
        let upward = max(2, Int(height * 0.7 / (letters.tick * 2.7)))
        guard let x = sharedX ?? Self.xRuler(of: [plot], width: width, letters: letters) else {
            throw plot.failure(.noData)
        }
        self.x = x
        // An axis that nothing is measured against still has to show something: 0…1, or 1…10.
        let idle = { (axis: Axis) in axis.scale == .log ? 1.0...10 : 0...1 }
        y = Ruler(plot.y, showing: extent(of: plot.yValues(.left)) ?? idle(plot.y), margin: .marks, count: upward)
        y2 = plot.y2.map {
            Ruler($0, showing: extent(of: plot.yValues(.right)) ?? idle($0), margin: .marks, count: upward)
        }
        try plot.checkMarks(x: x, y: y)

        legend = LegendLayout(of: plot, width: width, letters: letters)
        insets = Insets()
        insets.left = Self.side(y, letters)
        let lastLabel = showsX ? TextMetrics.width(x.labels.last ?? "") * letters.tick / 2 : 0
        insets.right = max(y2.map { Self.side($0, letters) } ?? 0, lastLabel) + legend.width
        heading = Heading(
            title: plot.title, subtitle: plot.subtitle, width: width - insets.left - insets.right, letters: letters)
        insets.top = heading.height + letters.tick * 0.5
        footnote = TextMetrics.lines(plot.footnote, limit: (width - insets.left) / letters.footnote)
        insets.bottom = Self.below(x, shown: showsX, letters) + legend.height
        if legend.height > 0 { insets.bottom += letters.legend * 0.5 }
        if !footnote.isEmpty {
            insets.bottom += (Double(footnote.count) * Spacing.line + 0.7) * letters.footnote
        }
    }

    /// The x axis that shows all of some plots, whose own x axes are equal; nil when they show nothing.
    static func xRuler(of plots: [Plot], width: Double, letters: Letters) -> Ruler? {
        guard let first = plots.first, let shown = extent(of: plots.flatMap(\.xValues)) else { return nil }
        let hasMarkers = plots.contains { $0.series.contains { $0.style == .points || $0.style == .linePoints } }
        return Ruler(
            first.x, showing: shown, margin: hasMarkers ? .markers : .none,
            count: max(2, Int(width * 0.8 / (letters.tick * 6))))
    }

    /// The room beside a vertical axis: marks, numbers, title.
    static func side(_ ruler: Ruler, _ letters: Letters) -> Double {
        let numbers = (ruler.labels.map { TextMetrics.width($0) }.max() ?? 0) * letters.tick
        return Spacing.tickLength + letters.tick * 0.6 + numbers
            + (ruler.title.isEmpty ? 0 : letters.axis * (0.5 + Spacing.line))
    }

    /// The room below the horizontal axis: marks, numbers, title.
    static func below(_ ruler: Ruler, shown: Bool, _ letters: Letters) -> Double {
        guard shown else { return Spacing.tickLength + letters.tick * 0.6 }
        return Spacing.tickLength + letters.tick * (0.7 + Spacing.line)
            + (ruler.title.isEmpty ? 0 : letters.axis * Spacing.line)
    }
}
