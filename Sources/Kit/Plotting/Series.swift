/// One set of points of a plot, joined or not, with an optional band of error around it.
public struct Series: Sendable, Hashable {
    /// How the points are drawn.
    public enum Style: String, Sendable, Hashable, CaseIterable {
        /// A line through the points.
        case line
        /// A marker at each point.
        case points
        /// A marker at each point and a line through them.
        case linePoints
        /// A staircase: each value holds until the next point.
        case steps
    }

    /// How a line is drawn.
    public enum Line: String, Sendable, Hashable, CaseIterable {
        /// Unbroken.
        case solid
        /// In dashes.
        case dashed
        /// In dots.
        case dotted
    }

    /// What a missing value means.
    public enum Gaps: String, Sendable, Hashable, CaseIterable {
        /// A value that is not a number is an error: the default, for nothing should go missing unseen.
        case refuse
        /// NaN in y or in the band breaks the line and the band.
        case `break`
    }

    /// The vertical axis that a series is measured against.
    public enum Side: String, Sendable, Hashable, CaseIterable {
        /// `Plot.y`, on the left.
        case left
        /// `Plot.y2`, on the right.
        case right
    }

    /// Lower and upper limit of y at each x, drawn as a translucent area.
    public struct Band: Sendable, Hashable {
        /// The lower limits, one a point.
        public var lower: [Double]
        /// The upper limits, one a point.
        public var upper: [Double]

        /// Makes a band of two lists, each as long as the series.
        public init(lower: [Double], upper: [Double]) {
            self.lower = lower
            self.upper = upper
        }
    }

    /// The name in the legend; a series without a name is not in it.
    public var name: String
    /// Where the points lie along x.
    public var x: [Double]
    /// Where the points lie along y, as many as `x`.
    public var y: [Double]
    /// Line, points, both, or steps.
    public var style: Style
    /// Solid, dashed or dotted.
    public var line: Line
    /// The part of x where the line is dashed whatever `line` says: an extrapolation, a forecast.
    public var dashedWithin: ClosedRange<Double>?
    /// An area around the series; nil for none.
    public var band: Band?
    /// Against which vertical axis.
    public var side: Side
    /// What a missing value means.
    public var gaps: Gaps
    /// The colour; nil for the next of `Color.series`.
    public var color: Color?

    /// Makes a series of two lists of equal length.
    ///
    /// - Parameters:
    ///   - name: the name in the legend; empty to leave it out.
    ///   - x: where the points lie along x, in the unit of the x axis.
    ///   - y: where the points lie along y, in the unit of its axis.
    ///   - style: line, points, both, or steps.
    ///   - line: solid, dashed or dotted.
    ///   - dashedWithin: the part of x where the line is dashed.
    ///   - band: lower and upper limits, one a point.
    ///   - side: the vertical axis.
    ///   - gaps: what NaN means.
    ///   - color: nil for the next of the palette.
    public init(
        _ name: String, x: [Double], y: [Double], style: Style = .line, line: Line = .solid,
        dashedWithin: ClosedRange<Double>? = nil, band: Band? = nil, side: Side = .left, gaps: Gaps = .refuse,
        color: Color? = nil
    ) {
        self.name = name
        self.x = x
        self.y = y
        self.style = style
        self.line = line
        self.dashedWithin = dashedWithin
        self.band = band
        self.side = side
        self.gaps = gaps
        self.color = color
    }
}
