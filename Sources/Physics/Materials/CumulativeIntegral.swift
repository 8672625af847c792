/// The integral of a property from its lowest temperature up, with its first and second derivatives.
///
///     Θ(T) = ∫ k dT   from the curve's cold end,   Θ′ = k,   Θ″ = dk/dT
///
/// Temperatures are cut into cells, sixteen an octave (the exponent and leading bits of the number T itself, so that
/// finding a cell costs no logarithm). In each, the property is a polynomial of degree 7 through Chebyshev points; its
/// antiderivative is exact, so Θ′ = k holds to rounding. Against adaptive quadrature Θ is right to 1e-9 relative over
/// the whole catalogue; where both ends lie in one cell no large numbers are subtracted.
///
/// A lookup takes about ten nanoseconds.
public struct CumulativeIntegral: Sendable {
    /// The curve.
    public let curve: PropertyCurve
    let bands: [Band]
    /// `cellSize` numbers a cell: centre, 1/half-width, Θ at the centre, then half-width·cₙ/(n+1) for n = 0…7.
    let cells: [Double]

    private static let degree = 7
    static let cellSize = 3 + degree + 1
    private static let cellsPerOctaveLog2 = 4
    /// How many bits of a temperature say nothing of its cell.
    static let cellShift = 52 - UInt64(cellsPerOctaveLog2)

    /// A smooth span of cells.
    struct Band {
        var range: ClosedRange<Double>
        /// The cell number, by bits, of the first cell.
        var firstBits: Int
        /// Where its cells begin.
        var firstCell: Int
        /// How many there are.
        var count: Int
    }

    init(of curve: PropertyCurve) {
        self.curve = curve
        var bands: [Band] = []
        var cells: [Double] = []
        var total = CompensatedSum()
        for piece in curve.pieces {
            let inner = piece.equation.knots.filter { $0 > piece.range.lowerBound && $0 < piece.range.upperBound }
            let edges = [piece.range.lowerBound] + inner.sorted() + [piece.range.upperBound]
            for (low, high) in zip(edges, edges.dropFirst()) where low < high {
                let first = Self.cellNumber(low)
                let last = Self.cellNumber(high.nextDown)
                bands.append(
                    Band(
                        range: low...high, firstBits: first, firstCell: cells.count / Self.cellSize,
                        count: last - first + 1))
                for number in first...last {
                    let start = max(low, Self.cellStart(number))
                    let end = min(high, Self.cellStart(number + 1))
                    Self.append(piece.equation, start, end, to: &cells, &total)
                }
            }
        }
        self.bands = bands
        self.cells = cells
    }

    /// The leading bits of a positive number: exponent and four bits of mantissa.
    static func cellNumber(_ t: Double) -> Int {
        Int(truncatingIfNeeded: t.bitPattern >> cellShift)
    }

    /// The temperature at which a cell begins.
    private static func cellStart(_ number: Int) -> Double {
        Double(bitPattern: UInt64(number) << cellShift)
    }

    /// Fits one cell and adds its integral to the total.
    private static func append(
        _ equation: Equation, _ start: Double, _ end: Double, to cells: inout [Double], _ total: inout CompensatedSum
    ) {
        let (centre, half) = ((start + end) / 2, (end - start) / 2)
        let samples = chebyshevNodes.map { equation.value(at: centre + half * $0) }
        let polynomial = monomials(through: samples)
        var antiderivative: [Double] = []
        for (n, coefficient) in polynomial.enumerated() { antiderivative.append(half * coefficient / Double(n + 1)) }
        var (left, right) = (0.0, 0.0)
        for coefficient in antiderivative.reversed() {
            right = right + coefficient
            left = coefficient - left
        }
        // ∫ from the start to the centre is −A(−1) = left, with A(x) = Σ aₙ xⁿ⁺¹.
        cells.append(centre)
        cells.append(1 / half)
        total.add(left)
        cells.append(total.value)
        cells.append(contentsOf: antiderivative)
        total.add(right)
    }

    /// The integral between two temperatures: positive when `end` is the warmer.
    ///
    /// - Parameters:
    ///   - start: in K.
    ///   - end: in K.
    /// - Returns: W/m for a conductivity, J/kg for a specific heat.
    /// - Throws: `MaterialError` with the range.
    public func value(from start: Double, to end: Double) throws(MaterialError) -> Double {
        let (first, second) = (try cell(at: start), try cell(at: end))
        let low = antiderivative(first, start)
        let high = antiderivative(second, end)
        return (cells[second + 2] - cells[first + 2]) + (high - low)
    }

    /// Θ at a temperature in K, from the curve's cold end.
    ///
    /// - Throws: `MaterialError` with the range.
    public func value(at temperature: Double) throws(MaterialError) -> Double {
        let cell = try cell(at: temperature)
        return cells[cell + 2] + antiderivative(cell, temperature)
    }

    /// Θ, Θ′ and Θ″ at a temperature in K, for solvers.
    ///
    /// - Throws: `MaterialError` with the range.
    public func derivatives(
        at temperature: Double
    ) throws(MaterialError) -> (integral: Double, value: Double, slope: Double) {
        let cell = try cell(at: temperature)
        let numbers = cells.span
        let scale = numbers[cell + 1]
        let x = (temperature - numbers[cell]) * scale
        // Horner's rule thrice over: each sum takes in the one before it, which leaves P, P′ and P″/2.
        var value = numbers[cell + 10]
        var slope = value
        var bend = value
        value = value * x + numbers[cell + 9]
        slope = slope * x + value
        bend = bend * x + slope
        value = value * x + numbers[cell + 8]
        slope = slope * x + value
        bend = bend * x + slope
        value = value * x + numbers[cell + 7]
        slope = slope * x + value
        bend = bend * x + slope
        value = value * x + numbers[cell + 6]
        slope = slope * x + value
        bend = bend * x + slope
        value = value * x + numbers[cell + 5]
        slope = slope * x + value
        bend = bend * x + slope
        value = value * x + numbers[cell + 4]
        slope = slope * x + value
        bend = bend * x + slope
        value = value * x + numbers[cell + 3]
        slope = slope * x + value
        return (numbers[cell + 2] + value * x, slope * scale, 2 * bend * scale * scale)
    }

    /// The integral with its uncertainty and the pieces that it crosses.
    ///
    /// Errors within a fit are taken as fully correlated, so uncertainties add weighted by each piece's share; that is
    /// cautious. It is nil as soon as one share is.
    ///
    /// - Throws: `MaterialError` with the range, or for equal ends.
    public func evaluate(from start: Double, to end: Double) throws(MaterialError) -> IntegralEvaluation {
        guard start != end else { throw curve.error(.emptySpan(temperature: start)) }
        let (low, high) = (min(start, end), max(start, end))
        let total = try value(from: low, to: high)
        var parts: [IntegralEvaluation.Part] = []
        var weighted: Double? = 0
        for piece in curve.pieces {
            // A piece is uncertain to one degree within its data and to another outside: cut there too.
            let cuts = [piece.fit.dataRange.lowerBound, piece.fit.dataRange.upperBound]
            let (from, to) = (max(low, piece.range.lowerBound), min(high, piece.range.upperBound))
            guard from < to else { continue }
            let edges = [from] + cuts.filter { $0 > from && $0 < to } + [to]
            for (a, b) in zip(edges, edges.dropFirst()) {
                let share = try value(from: a, to: b)
                let uncertainty = piece.relativeUncertainty(at: (a + b) / 2)
                weighted = weighted.flatMap { sum in uncertainty.map { sum + $0 * share } }
            }
            parts.append(
                .init(range: from...to, value: try value(from: from, to: to), origin: piece.origin, fit: piece.fit))
        }
        return IntegralEvaluation(
            range: low...high, value: total, relativeUncertainty: weighted.map { $0 / total }, parts: parts)
    }

    /// A(x) of a cell: Θ from its centre.
    private func antiderivative(_ cell: Int, _ temperature: Double) -> Double {
        let x = (temperature - cells[cell]) * cells[cell + 1]
        var sum = cells[cell + 10]
        for i in 4...10 { sum = sum * x + cells[cell + 13 - i] }
        return sum * x
    }

    /// Where the numbers of a temperature's cell begin.
    private func cell(at temperature: Double) throws(MaterialError) -> Int {
        let bands = bands.span
        var number = bands.count - 1
        while number >= 0 {
            if bands[number].range.contains(temperature) {
                let cell = Self.cellNumber(temperature) - bands[number].firstBits
                return (bands[number].firstCell + min(cell, bands[number].count - 1)) * Self.cellSize
            }
            number -= 1
        }
        guard temperature.isFinite else {
            throw curve.error(.notFinite(argument: "temperature", value: temperature))
        }
        throw curve.error(.outOfRange(temperature: temperature, range: curve.range, hint: nil))
    }
}

/// An integral with its uncertainty and parts.
public struct IntegralEvaluation: Sendable {
    /// The two ends in K, the colder first.
    public var range: ClosedRange<Double>
    /// In SI units; positive.
    public var value: Double
    /// Relative standard uncertainty; nil where unknown.
    public var relativeUncertainty: Double?
    /// What it is made of, coldest first.
    public var parts: [Part]

    /// The fit or law with the largest share.
    public var mainFit: Fit? { parts.max { $0.value < $1.value }?.fit }
    /// Whether some of it rests on no data.
    public var isOutsideData: Bool {
        parts.contains {
            $0.range.lowerBound < $0.fit.dataRange.lowerBound || $0.range.upperBound > $0.fit.dataRange.upperBound
        }
    }

    /// The share of one piece of the curve.
    public struct Part: Sendable {
        /// The ends in K.
        public var range: ClosedRange<Double>
        /// In SI units.
        public var value: Double
        /// Where its numbers come from.
        public var origin: PropertyCurve.Origin
        /// The fit or law behind it.
        public var fit: Fit
    }
}

/// A running sum that keeps what rounding drops (Neumaier, 1974, doi:10.1002/zamm.19740540106).
private struct CompensatedSum {
    private var sum = 0.0
    private var lost = 0.0

    var value: Double { sum + lost }

    mutating func add(_ x: Double) {
        let next = sum + x
        lost += abs(sum) >= abs(x) ? (sum - next) + x : (x - next) + sum
        sum = next
    }
}
