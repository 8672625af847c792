#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A curve through points: a cubic or a straight line between each two, in the axes of its interpolation.
///
///     y = yᵢ + u·(b + u·(c + u·d)),   u = x − xᵢ
///
/// x is the signal or its logarithm, y the temperature or its logarithm. The points themselves come out bit for bit, both
/// ways: u is zero there, and where y is a logarithm it is that of the ratio to the point's temperature.
///
/// - Complexity: a lookup finds its piece among the few of a bucket, O(log n) of those at worst, and takes one logarithm and
///   one exponential at most; the other way some steps of Newton more where the pieces are cubic.
struct PiecewiseCurve: CurveShape {
    /// A point and the polynomial from it to the next.
    struct Piece: Sendable {
        var signal: Double
        var temperature: Double
        /// The signal, or its logarithm.
        var x = 0.0
        var b = 0.0
        var c = 0.0
        var d = 0.0
    }

    let hasLogarithmicSignal: Bool
    let hasLogarithmicTemperature: Bool
    /// By rising signal; the last has no polynomial.
    let pieces: [Piece]
    /// The piece in which each bucket of x begins, half a bucket early; then the last piece twice.
    private let buckets: [Int32]
    /// Buckets a unit of x; zero where there is but one.
    private let scale: Double
    /// The pieces' temperatures, or those with the sign turned where they fall; so rising.
    private let temperatureKeys: [Double]
    private let sign: Double
    let signals: ClosedRange<Double>
    let temperatures: ClosedRange<Double>

    /// A curve of pieces whose signals rise and whose temperatures are strictly monotonic; the last has no polynomial.
    ///
    /// Fewer than two give nil.
    init?(_ pieces: [Piece], logarithmicSignal: Bool, logarithmicTemperature: Bool) {
        guard pieces.count >= 2, let first = pieces.first, let last = pieces.last else { return nil }
        var pieces = pieces
        for i in pieces.indices { pieces[i].x = logarithmicSignal ? log(pieces[i].signal) : pieces[i].signal }
        self.pieces = pieces
        (buckets, scale) = Self.buckets(of: pieces)
        hasLogarithmicSignal = logarithmicSignal
        hasLogarithmicTemperature = logarithmicTemperature
        let sign = first.temperature < last.temperature ? 1.0 : -1.0
        self.sign = sign
        temperatureKeys = pieces.map { sign * $0.temperature }
        signals = first.signal...last.signal
        temperatures =
            min(first.temperature, last.temperature)...max(first.temperature, last.temperature)
    }

    /// Four buckets a piece; one alone where the curve is so narrow, or so wide, that rounding could miss one.
    private static func buckets(of pieces: [Piece]) -> (starts: [Int32], scale: Double) {
        let last = Int32(pieces.count - 1)
        let (low, high) = (pieces[0].x, pieces[pieces.count - 1].x)
        let width = high - low
        let count = 4 * pieces.count
        guard width > 1e-6 * max(abs(low), abs(high)), (Double(count) / width).isNormal, width.isFinite else {
            return ([0, last, last], 0)
        }
        var starts: [Int32] = []
        var place = 0
        for bucket in 0...count {
            let start = low + width * (Double(bucket) - 0.5) / Double(count)
            while place + 1 < pieces.count, pieces[place + 1].x <= start { place += 1 }
            starts.append(Int32(place))
        }
        return (starts + [last, last], Double(count) / width)
    }

    /// The last of rising keys that is not above a value.
    @inline(__always)
    private static func place(of value: Double, in keys: [Double]) -> Int {
        var base = 0
        var count = keys.count
        while count > 1 {
            let half = count / 2
            base = keys[base + half] <= value ? base + half : base
            count -= half
        }
        return base
    }

    func temperature(signal: Double) -> Double {
        let x = hasLogarithmicSignal ? log(signal) : signal
        let bucket = scale > 0 ? Int(max((x - pieces[0].x) * scale, 0)) : 0
        // A bucket begins early, so its last piece is that in which the one after the next begins.
        var low = Int(buckets[bucket])
        var count = Int(buckets[bucket + 2]) - low + 1
        while count > 1 {
            let half = count / 2
            if pieces[low + half].signal <= signal { low += half }
            count -= half
        }
        let piece = pieces[low]
        let u = x - piece.x
        let y = u * (piece.b + u * (piece.c + u * piece.d))
        return hasLogarithmicTemperature ? piece.temperature * exp(y) : piece.temperature + y
    }

    func signal(temperature: Double) -> Double {
        let (piece, u) = located(temperature)
        return hasLogarithmicSignal ? piece.signal * exp(u) : piece.signal + u
    }

    func slope(temperature: Double) -> Double {
        let (piece, u) = located(temperature)
        let rate = piece.b + u * (2 * piece.c + 3 * u * piece.d)
        let signal = hasLogarithmicSignal ? piece.signal * exp(u) : 1
        return signal / (hasLogarithmicTemperature ? temperature * rate : rate)
    }

    /// The piece of a temperature and the way into it; at the last point the piece before, so that there is a slope.
    private func located(_ temperature: Double) -> (piece: Piece, u: Double) {
        let index = Self.place(of: sign * temperature, in: temperatureKeys)
        let last = pieces.count - 1
        let piece = pieces[min(index, last - 1)]
        let next = pieces[min(index, last - 1) + 1]
        let width = next.x - piece.x
        if index == last { return (piece, width) }
        let y =
            hasLogarithmicTemperature ? log(temperature / piece.temperature) : temperature - piece.temperature
        if y == 0 { return (piece, 0) }
        if piece.c == 0, piece.d == 0 { return (piece, min(max(y / piece.b, 0), width)) }
        let whole =
            hasLogarithmicTemperature
            ? log(next.temperature / piece.temperature) : next.temperature - piece.temperature
        let u = root(in: 0...width, from: width * min(max(y / whole, 0), 1), of: sign * y) { u in
            (sign * u * (piece.b + u * (piece.c + u * piece.d)), sign * (piece.b + u * (2 * piece.c + 3 * u * piece.d)))
        }
        return (piece, u)
    }
}

extension PiecewiseCurve {
    /// The signal at a temperature, where the last point gives its own, bit for bit.
    func exactSignal(temperature: Double) -> Double {
        if let last = pieces.last, temperature == last.temperature { return last.signal }
        return signal(temperature: temperature)
    }
}
