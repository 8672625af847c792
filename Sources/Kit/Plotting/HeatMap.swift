/// A quantity over a grid of two others, as colours with a scale beside them.
public struct HeatMap: Sendable, Hashable {
    /// What the map shows; also the picture's name for screen readers.
    public var title: String
    /// A second line in smaller letters; may be empty.
    public var subtitle: String
    /// The horizontal axis.
    public var xAxis: Axis
    /// The vertical axis.
    public var yAxis: Axis
    /// The axis of the colours; its range, if given, limits the colours: what lies beyond takes the last one.
    public var zAxis: Axis
    /// The columns' positions along x, rising; at least two.
    public var x: [Double]
    /// The rows' positions along y, rising; at least two.
    public var y: [Double]
    /// The values, a list for each of `y`, each as long as `x`.
    public var values: [[Double]]
    /// The values to draw lines of equal value at; each is written on its line.
    public var contours: [Double]
    /// What NaN means: an error, or a cell left empty.
    public var gaps: Series.Gaps
    /// Small print below.
    public var footnote: String

    /// Makes a heat map.
    ///
    /// - Parameters:
    ///   - title: what the map shows.
    ///   - subtitle: a second line in smaller letters.
    ///   - xAxis: the horizontal axis.
    ///   - yAxis: the vertical axis.
    ///   - zAxis: the axis of the colours.
    ///   - x: the columns' positions, rising.
    ///   - y: the rows' positions, rising.
    ///   - values: a list for each of `y`, each as long as `x`.
    ///   - contours: the values to draw lines at.
    ///   - gaps: what NaN means.
    ///   - footnote: small print below.
    public init(
        title: String, subtitle: String = "", xAxis: Axis, yAxis: Axis, zAxis: Axis, x: [Double], y: [Double],
        values: [[Double]], contours: [Double] = [], gaps: Series.Gaps = .refuse, footnote: String = ""
    ) {
        self.title = title
        self.subtitle = subtitle
        self.xAxis = xAxis
        self.yAxis = yAxis
        self.zAxis = zAxis
        self.x = x
        self.y = y
        self.values = values
        self.contours = contours
        self.gaps = gaps
        self.footnote = footnote
    }
}
