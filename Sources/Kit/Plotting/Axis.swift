/// One axis of a plot: what it measures, in which unit, and how it is divided.
///
/// The title is written the way ISO 80000-1 writes it, quantity over unit: `Temperature / K`.
public struct Axis: Sendable, Hashable {
    /// How values are spread along an axis.
    public enum Scale: String, Sendable, Hashable, CaseIterable {
        /// Equal differences are equally far apart.
        case linear
        /// Equal ratios are equally far apart; every value must be positive.
        case log
    }

    /// The quantity, such as `Temperature`.
    public var label: String
    /// The unit of the numbers as they are given; empty for a pure number.
    public var unit: String
    /// Linear or logarithmic.
    public var scale: Scale
    /// What is shown; nil to fit the data.
    ///
    /// Curves that leave a given range are clipped at its edge.
    public var range: ClosedRange<Double>?

    /// Makes an axis.
    ///
    /// - Parameters:
    ///   - label: the quantity, such as `Temperature`.
    ///   - unit: the unit of the numbers; empty for a pure number.
    ///   - scale: linear or logarithmic.
    ///   - range: what is shown; nil to fit the data.
    public init(_ label: String, unit: String = "", scale: Scale = .linear, range: ClosedRange<Double>? = nil) {
        self.label = label
        self.unit = unit
        self.scale = scale
        self.range = range
    }

    /// The title as it is written along the axis, for numbers that were divided by ten to the `exponent`.
    func title(exponent: Int) -> String {
        // A unit that is itself a fraction needs brackets: "k / (W/(m·K))".
        var divisor = unit.contains("/") ? "(\(unit))" : unit
        if exponent != 0 {
            divisor = divisor.isEmpty ? powerOfTen(exponent) : "\(powerOfTen(exponent)) \(divisor)"
        }
        if divisor.isEmpty { return label }
        return label.isEmpty ? divisor : "\(label) / \(divisor)"
    }
}
