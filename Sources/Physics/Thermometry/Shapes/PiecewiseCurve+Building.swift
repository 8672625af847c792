#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A point of a curve as a file gives it.
struct CurvePoint: Sendable {
    /// In the curve's unit.
    var signal: Double
    /// In K.
    var temperature: Double
    /// The change of the signal per K, where given.
    var slope: Double?
    /// The second derivative of the temperature over the signal, where given.
    var curvature: Double?
    /// The line it stands on; 0 for none.
    var line = 0
}

/// Why points make no curve.
struct CurveFault: Error {
    var line: Int
    var words: String
    var hint: String
}

extension PiecewiseCurve {
    /// A curve through points.
    ///
    /// - Parameters:
    ///   - points: in rising or falling order of the signal.
    ///   - interpolation: one of those that go through points.
    ///   - unit: of the signal.
    /// - Throws: ``CurveFault`` with the line of the point at fault.
    init(_ points: [CurvePoint], by interpolation: Interpolation, unit: SignalUnit) throws(CurveFault) {
        try Self.checkMonotonic(points, unit: unit)
        var points = points
        if let first = points.first, let last = points.last, first.signal > last.signal { points.reverse() }
        let logarithmicSignal: Bool
        let logarithmicTemperature: Bool
        switch interpolation {
        case .logarithmic: (logarithmicSignal, logarithmicTemperature) = (true, false)
        case .doublyLogarithmic: (logarithmicSignal, logarithmicTemperature) = (true, true)
        case .monotone: (logarithmicSignal, logarithmicTemperature) = (unit == .ohm, true)
        default: (logarithmicSignal, logarithmicTemperature) = (false, false)
        }
        if logarithmicSignal, let bad = points.first(where: { $0.signal <= 0 }) {
            throw CurveFault(
                line: bad.line, words: "a resistance of \(plain(bad.signal)) Ω", hint: "resistances are above zero")
        }
        var pieces = points.map { Piece(signal: $0.signal, temperature: $0.temperature) }
        let widths = zip(points, points.dropFirst()).map { a, b in
            // As a lookup takes them, so that no rounding goes beyond the next point.
            logarithmicSignal ? log(b.signal) - log(a.signal) : b.signal - a.signal
        }
        let rises = zip(points, points.dropFirst()).map { a, b in
            logarithmicTemperature ? log(b.temperature / a.temperature) : b.temperature - a.temperature
        }
        guard zip(widths, rises).allSatisfy({ $0 > 0 && $0.isFinite && $1 != 0 && $1.isFinite }) else {
            let index = zip(widths, rises).enumerated().first { !($1.0 > 0 && $1.0.isFinite && $1.1 != 0) }?.offset
            throw CurveFault(
                line: points[(index ?? 0) + 1].line, words: "two points lie too close together, or too far apart",
                hint: "thin the curve out")
        }
        switch interpolation {
        case .spline: Self.spline(&pieces, points, widths, rises)
        case .monotone:
            let slopes = try Self.slopes(
                points, widths, rises, logarithmicSignal: logarithmicSignal,
                logarithmicTemperature: logarithmicTemperature)
            for index in widths.indices {
                let (h, secant, m, next) = (
                    widths[index], rises[index] / widths[index], slopes[index], slopes[index + 1]
                )
                pieces[index].b = m
                pieces[index].c = (3 * secant - 2 * m - next) / h
                pieces[index].d = (m + next - 2 * secant) / (h * h)
            }
        default: for index in widths.indices { pieces[index].b = rises[index] / widths[index] }
        }
        try Self.checkPieces(pieces, points, widths, rises)
        guard
            let curve = PiecewiseCurve(
                pieces, logarithmicSignal: logarithmicSignal, logarithmicTemperature: logarithmicTemperature)
        else {
            throw CurveFault(line: points.last?.line ?? 0, words: "a curve has two points at least", hint: "")
        }
        self = curve
    }

    /// Both columns are finite and strictly monotonic, temperatures are above zero.
    private static func checkMonotonic(_ points: [CurvePoint], unit: SignalUnit) throws(CurveFault) {
        guard let first = points.first, points.count >= 2 else {
            throw CurveFault(
                line: points.first?.line ?? 0, words: "\(points.count) points where a curve has two at least",
                hint: "give the points of the curve below its header")
        }
        for point in points {
            guard point.temperature > 0, point.temperature.isFinite, point.signal.isFinite else {
                throw CurveFault(
                    line: point.line,
                    words: "a temperature of \(plain(point.temperature)) K at \(plain(point.signal)) \(unit.rawValue)",
                    hint: "temperatures are absolute, above 0 K")
            }
        }
        let rises = points[1].signal > first.signal
        let warms = points[1].temperature > first.temperature
        for (a, b) in zip(points, points.dropFirst()) {
            if a.signal == b.signal || (b.signal > a.signal) != rises {
                throw CurveFault(
                    line: b.line,
                    words:
                        "the \(unit.quantity) \(plain(b.signal)) follows \(plain(a.signal)), where it \(rises ? "rises" : "falls") before",
                    hint: "a curve is strictly monotonic; remove the point or sort the file")
            }
            if a.temperature == b.temperature || (b.temperature > a.temperature) != warms {
                throw CurveFault(
                    line: b.line,
                    words:
                        "\(plain(b.temperature)) K follows \(plain(a.temperature)) K, where temperature \(warms ? "rises" : "falls") before",
                    hint: "a curve is strictly monotonic; remove the point or sort the file")
            }
        }
    }

    /// The cubic spline whose second derivatives are those given, else zero at both ends.
    private static func spline(
        _ pieces: inout [Piece], _ points: [CurvePoint], _ widths: [Double], _ rises: [Double]
    ) {
        let count = points.count
        var second = points.map { $0.curvature ?? 0 }
        if points.contains(where: { $0.curvature == nil }), count > 2 {
            // Thomas' algorithm on the equations of continuous slopes.
            var diagonal = [Double](repeating: 1, count: count)
            var right = [Double](repeating: 0, count: count)
            for i in 1..<(count - 1) {
                let factor = i > 1 ? widths[i - 1] / diagonal[i - 1] : 0
                diagonal[i] = 2 * (widths[i - 1] + widths[i]) - factor * (i > 1 ? widths[i - 1] : 0)
                right[i] = 6 * (rises[i] / widths[i] - rises[i - 1] / widths[i - 1]) - factor * right[i - 1]
            }
            second = [Double](repeating: 0, count: count)
            for i in stride(from: count - 2, through: 1, by: -1) {
                second[i] = (right[i] - widths[i] * second[i + 1]) / diagonal[i]
            }
        }
        for i in widths.indices {
            let h = widths[i]
            pieces[i].b = rises[i] / h - h * (2 * second[i] + second[i + 1]) / 6
            pieces[i].c = second[i] / 2
            pieces[i].d = (second[i + 1] - second[i]) / (6 * h)
        }
    }

    /// The slopes dy/dx at the points: those given, else three-point ones; limited so that no cubic overshoots.
    ///
    /// - Source: Fritsch & Carlson, SIAM J. Numer. Anal. 17 (1980) 238, doi:10.1137/0717021; the circle of radius three.
    private static func slopes(
        _ points: [CurvePoint], _ widths: [Double], _ rises: [Double], logarithmicSignal: Bool,
        logarithmicTemperature: Bool
    ) throws(CurveFault) -> [Double] {
        let secants = zip(rises, widths).map { $0 / $1 }
        let sign = (secants.first ?? 0) > 0 ? 1.0 : -1.0
        var slopes: [Double] = []
        for (i, point) in points.enumerated() {
            if let given = point.slope {
                let slope =
                    (logarithmicSignal ? point.signal : 1) / (logarithmicTemperature ? point.temperature : 1) / given
                guard slope.isFinite, slope * sign > 0 else {
                    throw CurveFault(
                        line: point.line,
                        words: "a sensitivity of \(plain(given)) per K, where the points say otherwise",
                        hint: "its sign is that of the curve; remove the column if it is wrong")
                }
                slopes.append(slope)
            } else if i == 0 || i == points.count - 1 {
                slopes.append(secants[i == 0 ? 0 : i - 1])
            } else {
                // Weighted harmonic mean, within both secants.
                let (before, after) = (widths[i - 1], widths[i])
                let (w1, w2) = (2 * after + before, after + 2 * before)
                slopes.append((w1 + w2) / (w1 / secants[i - 1] + w2 / secants[i]))
            }
        }
        for i in secants.indices {
            let (a, b) = (slopes[i] / secants[i], slopes[i + 1] / secants[i])
            let radius = (a * a + b * b).squareRoot()
            if radius > 3 {
                slopes[i] = 3 * a / radius * secants[i]
                slopes[i + 1] = 3 * b / radius * secants[i]
            }
        }
        return slopes
    }

    /// No piece turns around, and every number is finite.
    private static func checkPieces(
        _ pieces: [Piece], _ points: [CurvePoint], _ widths: [Double], _ rises: [Double]
    ) throws(CurveFault) {
        for i in widths.indices {
            let (piece, h, sign) = (pieces[i], widths[i], rises[i] > 0 ? 1.0 : -1.0)
            func slope(_ u: Double) -> Double { sign * (piece.b + u * (2 * piece.c + 3 * u * piece.d)) }
            let turn = piece.d == 0 ? 0 : -piece.c / (3 * piece.d)
            let least = min(slope(0), slope(h), (0...h).contains(turn) ? slope(turn) : .infinity)
            // A limited cubic may be level at one place, to rounding.
            guard least >= -1e-9 * abs(rises[i] / h) else {
                throw CurveFault(
                    line: points[i + 1].line,
                    words:
                        "the spline turns around between \(plain(points[i].signal)) and \(plain(points[i + 1].signal))",
                    hint:
                        "the points scatter or lie too far apart for a spline; smooth them or state linear interpolation"
                )
            }
        }
    }
}
