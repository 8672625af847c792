/// A straight line across the plot: a limit, a set point, a moment.
public struct ReferenceLine: Sendable, Hashable {
    /// The axis that the line stands on.
    public enum Direction: String, Sendable, Hashable, CaseIterable {
        /// Upright, at one value of x.
        case vertical
        /// Level, at one value of the left y axis.
        case horizontal
    }

    /// Upright or level.
    public var direction: Direction
    /// Where it crosses its axis.
    public var value: Double
    /// What is written along it; may be empty.
    public var label: String
    /// Its colour.
    public var color: Color

    /// Makes an upright line at a value of x.
    public static func vertical(_ value: Double, label: String = "", color: Color = .grey) -> Self {
        Self(direction: .vertical, value: value, label: label, color: color)
    }

    /// Makes a level line at a value of the left y axis.
    public static func horizontal(_ value: Double, label: String = "", color: Color = .grey) -> Self {
        Self(direction: .horizontal, value: value, label: label, color: color)
    }
}

/// A shaded part of the plot between two values of one axis: a maintenance window, a forbidden band.
public struct Region: Sendable, Hashable {
    /// Vertical for a part of x, horizontal for a part of y.
    public var direction: ReferenceLine.Direction
    /// From where to where.
    public var range: ClosedRange<Double>
    /// What is written in it; may be empty.
    public var label: String
    /// Its colour, drawn thinly.
    public var color: Color

    /// Shades a part of x.
    public static func x(_ range: ClosedRange<Double>, label: String = "", color: Color = .grey) -> Self {
        Self(direction: .vertical, range: range, label: label, color: color)
    }

    /// Shades a part of the left y axis.
    public static func y(_ range: ClosedRange<Double>, label: String = "", color: Color = .grey) -> Self {
        Self(direction: .horizontal, range: range, label: label, color: color)
    }
}

/// Words at a point of the plot, in the coordinates of x and the left y.
public struct Annotation: Sendable, Hashable {
    /// Where the point lies along x.
    public var x: Double
    /// Where the point lies along y.
    public var y: Double
    /// What is written beside the point.
    public var text: String
    /// Whether a small ring marks the point.
    public var isMarked: Bool

    /// Makes an annotation; the words stand on that side of the point where there is more room.
    public init(x: Double, y: Double, text: String, isMarked: Bool = true) {
        self.x = x
        self.y = y
        self.text = text
        self.isMarked = isMarked
    }
}
