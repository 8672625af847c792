/// A rectangle of the canvas in pixels from its top left corner.
struct Frame: Hashable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    var width: Double { right - left }
    var height: Double { bottom - top }
}

/// The room that titles, labels and legends take on each side of the area where data is drawn.
struct Insets: Hashable {
    var left = 0.0
    var top = 0.0
    var right = 0.0
    var bottom = 0.0

    /// What both need, side by side.
    func union(_ other: Insets) -> Insets {
        Insets(
            left: max(left, other.left), top: max(top, other.top), right: max(right, other.right),
            bottom: max(bottom, other.bottom))
    }
}

/// The heights of letters, in pixels.
struct Letters: Hashable {
    var title: Double
    var subtitle: Double
    var axis: Double
    var tick: Double
    var legend: Double
    var note: Double
    var footnote: Double

    /// For a canvas of ordinary size, times `scale`.
    init(scale: Double) {
        title = 23 * scale
        subtitle = 17 * scale
        axis = 18 * scale
        tick = 16 * scale
        legend = 16 * scale
        note = 15 * scale
        footnote = 13 * scale
    }

    /// The letters of a panel among others: its title is no larger than the axes' titles.
    var ofPanel: Letters {
        var letters = self
        letters.title = axis
        letters.subtitle = note
        letters.axis = legend
        letters.tick = note
        letters.legend = note
        return letters
    }
}

/// Distances that layout and drawing must agree on, in units of the letters concerned.
enum Spacing {
    static let line = 1.35
    static let edge = 18.0
    static let tickLength = 7.0
}

/// The heading of a figure, broken into lines.
struct Heading: Hashable {
    var title: [String]
    var subtitle: [String]
    var height: Double

    init(title: String, subtitle: String, width: Double, letters: Letters) {
        self.title = TextMetrics.lines(title, limit: width / letters.title / 1.1)
        self.subtitle = TextMetrics.lines(subtitle, limit: width / letters.subtitle)
        let lines =
            Double(self.title.count) * letters.title + Double(self.subtitle.count) * letters.subtitle
        height = lines * Spacing.line + (lines > 0 ? letters.subtitle * 0.6 : 0)
    }
}

/// The legend of a plot: where it stands and how much room it takes.
struct LegendLayout: Hashable {
    var placement: Plot.Legend
    var columns = 1
    var rows = 0
    var width = 0.0
    var height = 0.0

    /// The width of the sample of the line in front of a name, in pixels.
    static func sampleWidth(_ letters: Letters) -> Double { letters.legend * 3.6 }

    init(of plot: Plot, width available: Double, letters: Letters) {
        let names = plot.series.map(\.name).filter { !$0.isEmpty }
        let widest = names.map { TextMetrics.width($0) }.max() ?? 0
        let entry = widest * letters.legend + Self.sampleWidth(letters)
        placement = names.isEmpty ? .none : plot.legend
        if placement == .automatic {
            placement = names.count == 1 || names.count > 4 || entry > available * 0.28 ? .below : .right
        }
        switch placement {
        case .right:
            width = entry + letters.legend
        case .below:
            columns = max(1, min(names.count, Int(available * 0.8 / (entry + letters.legend))))
            rows = (names.count + columns - 1) / columns
        default: break
        }
        height = Double(rows) * letters.legend * Spacing.line
    }
}
