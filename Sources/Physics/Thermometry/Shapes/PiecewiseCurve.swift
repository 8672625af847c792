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
/// - Complexity: O(log n) a lookup, one logarithm and one exponential at most; the other way some steps of Newton more
///   where the pieces are cubic.
struct PiecewiseCurve: CurveShape {
    /// A point and the polynomial from it to the next.
    struct Piece: Sendable {
        var signal: Double
        var temperature: Double
        var b = 0.0
        var c = 0.0
        var d = 0.0
    }

    let hasLogarithmicSignal: Bool
    let hasLogarithmicTemperature: Bool
    let pieces: [Piece]
    /// The pieces' signals, rising; what is searched.
    private let keys: [Double]
    /// Their temperatures, or those with the sign turned where they fall; so rising.
    private let temperatureKeys: [Double]
    private let sign: Double
    let signals: ClosedRange<Double>
    let temperatures: ClosedRange<Double>

    /// A curve of pieces whose signals rise and whose temperatures are strictly monotonic; the last has no polynomial.
    ///
    /// Fewer than two give nil.
    init?(_ pieces: [Piece], logarithmicSignal: Bool, logarithmicTemperature: Bool) {
        guard pieces.count >= 2, let first = pieces.first, let last = pieces.last else { return nil }
        self.pieces = pieces
        hasLogarithmicSignal = logarithmicSignal
        hasLogarithmicTemperature = logarithmicTemperature
        let sign = first.temperature < last.temperature ? 1.0 : -1.0
        self.sign = sign
        keys = pieces.map(\.signal)
        temperatureKeys = pieces.map { sign * $0.temperature }
        signals = first.signal...last.signal
        temperatures =
            min(first.temperature, last.temperature)...max(first.temperature, last.temperature)
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
        let piece = pieces[Self.place(of: signal, in: keys)]
        let u = hasLogarithmicSignal ? log(signal / piece.signal) : signal - piece.signal
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
        let width = hasLogarithmicSignal ? log(next.signal / piece.signal) : next.signal - piece.signal
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
