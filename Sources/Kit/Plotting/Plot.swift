/// Curves over two axes: a value that says what to show, with nothing of how gnuplot shows it.
///
/// ```swift
/// let plot = Plot(
///     title: "Conductivity of copper",
///     x: Axis("Temperature", unit: "K", scale: .log),
///     y: Axis("Conductivity", unit: "W/(m·K)", scale: .log),
///     series: [Series("RRR 100", x: temperatures, y: conductivities)])
/// try plot.render(to: "copper.svg")
/// ```
///
/// Text is shown as written: no character of a title, name or label has a special meaning.
public struct Plot: Sendable, Hashable {
    /// Where the legend stands.
    public enum Legend: String, Sendable, Hashable, CaseIterable {
        /// Beside the plot for two to four names, below it for one or for more, and when names are long.
        case automatic
        /// Outside, right of the plot.
        case right
        /// Outside, below the plot.
        case below
        /// Inside, where it may cover data: top left.
        case insideTopLeft
        /// Inside, where it may cover data: top right.
        case insideTopRight
        /// Inside, where it may cover data: bottom left.
        case insideBottomLeft
        /// Inside, where it may cover data: bottom right.
        case insideBottomRight
        /// None.
        case none
    }

    /// What the plot shows; also the picture's name for screen readers.
    public var title: String
    /// A second line in smaller letters; may be empty.
    public var subtitle: String
    /// The horizontal axis.
    public var x: Axis
    /// The vertical axis on the left.
    public var y: Axis
    /// A second vertical axis on the right, for series whose side is `.right`.
    public var y2: Axis?
    /// What is drawn, the first one lowest.
    public var series: [Series]
    /// Straight lines across the plot.
    public var referenceLines: [ReferenceLine]
    /// Shaded parts.
    public var regions: [Region]
    /// Words at points.
    public var annotations: [Annotation]
    /// Where the legend stands.
    public var legend: Legend
    /// Small print below: the sources of the data.
    public var footnote: String

    /// Makes a plot.
    ///
    /// - Parameters:
    ///   - title: what the plot shows.
    ///   - subtitle: a second line in smaller letters.
    ///   - x: the horizontal axis.
    ///   - y: the vertical axis on the left.
    ///   - y2: a second vertical axis on the right.
    ///   - series: what is drawn.
    ///   - referenceLines: straight lines across the plot.
    ///   - regions: shaded parts.
    ///   - annotations: words at points.
    ///   - legend: where the legend stands.
    ///   - footnote: small print below.
    public init(
        title: String, subtitle: String = "", x: Axis, y: Axis, y2: Axis? = nil, series: [Series],
        referenceLines: [ReferenceLine] = [], regions: [Region] = [], annotations: [Annotation] = [],
        legend: Legend = .automatic, footnote: String = ""
    ) {
        self.title = title
        self.subtitle = subtitle
        self.x = x
        self.y = y
        self.y2 = y2
        self.series = series
        self.referenceLines = referenceLines
        self.regions = regions
        self.annotations = annotations
        self.legend = legend
        self.footnote = footnote
    }
}
