import Glibc

/// An axis made definite: its range, its marks and its title.
struct Ruler: Hashable {
    /// How far a range that is fitted to the data goes beyond it.
    enum Margin {
        /// Not at all: a curve runs from edge to edge.
        case none
        /// A little, so that markers are not cut.
        case markers
        /// To the next mark, and to zero where that is near.
        case marks
    }

    var lowest: Double
    var highest: Double
    var scale: Axis.Scale
    var ticks: Ticks
    var title: String

    /// Fits an axis.
    ///
    /// - Parameters:
    ///   - axis: what is asked for; its own range comes before the data's.
    ///   - extent: lowest and highest value to be shown, checked to be finite (and positive on a logarithmic axis).
    ///   - margin: what to add to the extent.
    ///   - count: about how many labels there is room for.
    init(_ axis: Axis, showing extent: ClosedRange<Double>, margin: Margin, count: Int) {
        scale = axis.scale
        if let range = axis.range {
            lowest = range.lowerBound
            highest = range.upperBound
        } else {
            (lowest, highest) =
                axis.scale == .log
                ? Self.logarithmicRange(extent, margin: margin) : Self.linearRange(extent, margin: margin, count: count)
        }
        ticks =
            axis.scale == .log
            ? .logarithmic(from: lowest, to: highest, count: count)
            : .linear(from: lowest, to: highest, count: count)
        title = axis.title(exponent: ticks.exponent)
    }

    /// The labels' texts.
    var labels: [String] { ticks.marks.compactMap(\.label) }

    func contains(_ value: Double) -> Bool { value >= lowest && value <= highest }

    /// Where a value stands, 0 at the lower end and 1 at the upper.
    func position(of value: Double) -> Double {
        scale == .log
            ? log10(value / lowest) / log10(highest / lowest) : (value - lowest) / (highest - lowest)
    }

    /// The value at a position from 0 to 1.
    func value(at position: Double) -> Double {
        scale == .log
            ? lowest * pow(highest / lowest, position) : lowest + position * (highest - lowest)
    }

    private static func linearRange(
        _ extent: ClosedRange<Double>, margin: Margin, count: Int
    ) -> (Double, Double) {
        var (low, high) = (extent.lowerBound, extent.upperBound)
        let largest = max(abs(low), abs(high))
        // A range narrower than this cannot be numbered legibly, and equal values have no range of their own.
        if high - low <= largest * 1e-9 {
            let half = largest == 0 ? 1 : largest * 0.05
            (low, high) = (low - half, high + half)
        }
        switch margin {
        case .none: break
        case .markers:
            let pad = (high - low) * 0.02
            (low, high) = (low - pad, high + pad)
        case .marks:
            if low > 0, low < 0.25 * high { low = 0 }
            if high < 0, high > 0.25 * low { high = 0 }
            let step = Ticks.Step(over: high - low, count: count)
            let part = step.size / Double(step.parts)
            if low != 0 { low = ((low - part * 0.4) / part).rounded(.down) * part }
            if high != 0 { high = ((high + part * 0.4) / part).rounded(.up) * part }
        }
        return (low, high)
    }

    private static func logarithmicRange(_ extent: ClosedRange<Double>, margin: Margin) -> (Double, Double) {
        var (low, high) = (log10(extent.lowerBound), log10(extent.upperBound))
        if high - low < 1e-6 { (low, high) = (low - 0.1, high + 0.1) }
        switch margin {
        case .none: return (pow(10, low), pow(10, high))
        case .markers:
            let pad = (high - low) * 0.02
            return (pow(10, low - pad), pow(10, high + pad))
        case .marks:
            let pad = (high - low) * 0.03
            guard high - low > 1 else { return (pow(10, low - pad), pow(10, high + pad)) }
            return (roundedDown(low), roundedUp(high))
        }
    }

    /// The next 1, 2 or 5 times a power of ten at or below ten to the `exponent`.
    private static func roundedDown(_ exponent: Double) -> Double {
        let power = (exponent + 1e-9).rounded(.down)
        let lead = pow(10, exponent - power) * (1 + 1e-9)
        return decimalValue(lead >= 5 ? 5 : lead >= 2 ? 2 : 1, exponent: Int(power))
    }

    /// The next 1, 2 or 5 times a power of ten at or above ten to the `exponent`.
    private static func roundedUp(_ exponent: Double) -> Double {
        let power = (exponent - 1e-9).rounded(.down)
        let lead = pow(10, exponent - power) * (1 - 1e-9)
        return decimalValue(lead <= 2 ? 2 : lead <= 5 ? 5 : 10, exponent: Int(power))
    }
}
