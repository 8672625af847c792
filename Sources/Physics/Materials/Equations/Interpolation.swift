import Glibc

/// Points joined by monotone cubics, in logarithms of both axes where the property spans decades.
///
/// Between neighbours the curve stays between their values (Fritsch & Carlson, SIAM J. Numer. Anal. 17, 238 (1980),
/// doi:10.1137/0717021): what rises in the points rises in the curve.
public struct MonotoneTable: Sendable, Hashable {
    /// The abscissae: ln T where `logarithmic`, else T in K; ascending.
    var x: [Double]
    /// The ordinates: ln y where `logarithmic`, else y.
    var y: [Double]
    /// dy/dx at the points.
    var slopes: [Double]
    /// Whether both axes are logarithmic.
    public let logarithmic: Bool

    /// Joins points.
    ///
    /// - Parameters:
    ///   - temperatures: in K, strictly ascending, two or more.
    ///   - values: as many, in SI units; positive where `logarithmic`.
    ///   - logarithmic: whether to interpolate ln y over ln T.
    public init(temperatures: [Double], values: [Double], logarithmic: Bool) {
        self.logarithmic = logarithmic
        x = logarithmic ? temperatures.map { log($0) } : temperatures
        y = logarithmic ? values.map { log($0) } : values
        slopes = []
        slopes = Self.monotoneSlopes(x, y)
    }

    /// A curve between two points with given slopes, limited so that it stays monotone.
    init(from start: (x: Double, y: Double, slope: Double), to end: (x: Double, y: Double, slope: Double)) {
        logarithmic = true
        x = [start.x, end.x]
        y = [start.y, end.y]
        let secant = (end.y - start.y) / (end.x - start.x)
        slopes = [start.slope, end.slope].map { slope in
            slope * secant <= 0 ? 0 : abs(slope) > 3 * abs(secant) ? 3 * secant : slope
        }
    }

    private static func monotoneSlopes(_ x: [Double], _ y: [Double]) -> [Double] {
        let n = x.count
        guard n > 2 else { return n == 2 ? Array(repeating: (y[1] - y[0]) / (x[1] - x[0]), count: 2) : [0] }
        var secants: [Double] = []
        for i in 0..<(n - 1) { secants.append((y[i + 1] - y[i]) / (x[i + 1] - x[i])) }
        var slopes = [secants[0]]
        for i in 1..<(n - 1) {
            let (a, b) = (secants[i - 1], secants[i])
            guard a * b > 0 else {
                slopes.append(0)
                continue
            }
            let h0: Double = x[i] - x[i - 1]
            let h1: Double = x[i + 1] - x[i]
            let weights: Double = (2 * h1 + h0) / a + (h1 + 2 * h0) / b
            slopes.append(3 * (h0 + h1) / weights)
        }
        slopes.append(secants[n - 2])
        return slopes
    }

    /// The temperatures of the points, in K.
    var knots: [Double] { logarithmic ? x.map { exp($0) } : x }

    /// The property at a temperature in K; beyond the points the end's tangent.
    func value(at temperature: Double) -> Double {
        let at = logarithmic ? log(temperature) : temperature
        let result = interpolate(at)
        return logarithmic ? exp(result) : result
    }

    private func interpolate(_ at: Double) -> Double {
        guard let last = x.indices.last, last > 0 else { return y.first ?? .nan }
        if at <= x[0] { return y[0] + slopes[0] * (at - x[0]) }
        if at >= x[last] { return y[last] + slopes[last] * (at - x[last]) }
        var (low, high) = (0, last)
        while high - low > 1 {
            let middle = (low + high) / 2
            if x[middle] <= at { low = middle } else { high = middle }
        }
        let h = x[high] - x[low]
        let t = (at - x[low]) / h
        let (u, v) = (1 - t, t * t)
        let values: Double = (1 + 2 * t) * u * u * y[low] + v * (3 - 2 * t) * y[high]
        let tangents: Double = t * u * u * slopes[low] - v * u * slopes[high]
        return values + h * tangents
    }
}

/// The natural logarithm, for files that need nothing else of the C library.
func logarithm(_ x: Double) -> Double { log(x) }

/// A power, likewise.
func power(_ x: Double, _ exponent: Double) -> Double { pow(x, exponent) }
