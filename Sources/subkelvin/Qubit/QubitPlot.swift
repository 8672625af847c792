import Glibc
import Plotting

/// Curves over an axis.
enum QubitPlot {
    /// Numbers in equal ratios.
    static func spaced(_ range: ClosedRange<Double>, count: Int) -> [Double] {
        (0..<count).map { index in
            index == count - 1
                ? range.upperBound
                : range.lowerBound * pow(range.upperBound / range.lowerBound, Double(index) / Double(max(count - 1, 1)))
        }
    }

    /// A curve of a function; where it has no value the curve is left out.
    static func curve(
        _ name: String, over x: [Double], line: Series.Line = .solid, _ value: (Double) throws -> Double
    ) -> Series {
        let points = x.compactMap { x -> (Double, Double)? in
            guard let y = try? value(x), y.isFinite, y > 0 else { return nil }
            return (x, y)
        }
        return Series(name, x: points.map(\.0), y: points.map(\.1), line: line)
    }
}
