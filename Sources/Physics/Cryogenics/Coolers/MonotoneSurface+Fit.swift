extension MonotoneSurface {
    /// Fits a surface to measured powers.
    ///
    ///     minimise Σₖ wₖ²(Q(T₁ₖ, T₂ₖ) − Qₖ)² + λ Σ(second differences of c)²,   c rising along the direction by δ or more
    ///
    /// λ = 1e-4 and δ = 0.005, both of the largest power: enough to hold coefficients that few points determine, too little
    /// to move those that many do.
    ///
    /// - Parameters:
    ///   - powers: in W, one a point.
    ///   - temperatures: of both stages in K, one pair a point.
    ///   - weights: wₖ, one a point.
    ///   - direction: whose temperature it rises with.
    ///   - axes: over which temperatures.
    /// - Throws: `LeastSquares.Failure` where the points leave a coefficient undetermined.
    init(
        fitting powers: [Double], at temperatures: [(first: Double, second: Double)], weights: [Double],
        rising direction: Direction, over axes: (first: Axis, second: Axis)
    ) throws(LeastSquares.Failure) {
        let size = powers.map(abs).max() ?? 0
        guard size > 0 else { throw .notFinite }
        var rows: [(left: [Double], right: Double)] = []
        for (index, point) in temperatures.enumerated() {
            let b1 = Self.basis(axes.first.coordinate(point.first).value).values
            let b2 = Self.basis(axes.second.coordinate(point.second).value).values
            let row = b1.indices.flatMap { i in b2.indices.map { weights[index] * b1[i] * b2[$0] } }
            rows.append((row, weights[index] * powers[index] / size))
        }
        rows += Self.secondDifferences(times: 1e-2).map { ($0, 0) }

        // Unknowns: the first coefficients along the direction, and the rises above δ from each to the next.
        let least = 0.005
        var (isFree, start) = ([Bool](), [Double]())
        for i in 0...Self.degree {
            for j in 0...Self.degree {
                let step = direction == .first ? i : j
                isFree.append(step == 0)
                start.append(Double(step) * least)
            }
        }
        let summed = rows.map { row in
            let offset = zip(row.left, start).reduce(0) { $0 + $1.0 * $1.1 }
            return (left: Self.summed(row.left, direction), right: row.right - offset)
        }
        let rises = try NonNegativeLeastSquares(summed, isFree: isFree).solution
        let stride = direction == .first ? Self.degree + 1 : 1
        var coefficients = rises
        for k in coefficients.indices where !isFree[k] { coefficients[k] += coefficients[k - stride] }
        self.init(
            first: axes.first, second: axes.second, direction: direction,
            coefficients: zip(coefficients, start).map { ($0 + $1) * size })
    }

    /// A row for coefficients as one for rises: each rise lifts all coefficients after it.
    private static func summed(_ row: [Double], _ direction: Direction) -> [Double] {
        let stride = direction == .first ? degree + 1 : 1
        var result = row
        for k in row.indices.reversed() {
            let step = direction == .first ? k / (degree + 1) : k % (degree + 1)
            if step > 0 { result[k - stride] += result[k] }
        }
        return result
    }

    /// cᵢ₋₁ − 2cᵢ + cᵢ₊₁ along both temperatures.
    private static func secondDifferences(times weight: Double) -> [[Double]] {
        var rows: [[Double]] = []
        for i in 0...degree {
            for j in 0...degree {
                let place = i * (degree + 1) + j
                for (inner, stride) in [(i, degree + 1), (j, 1)] where inner > 0 && inner < degree {
                    var row = [Double](repeating: 0, count: count)
                    row[place - stride] = weight
                    row[place] = -2 * weight
                    row[place + stride] = weight
                    rows.append(row)
                }
            }
        }
        return rows
    }
}

/// Linear least squares with unknowns of which some may not be negative.
///
///     minimise ‖A x − b‖,   xᵢ ≥ 0 for those that are not free
///
/// The active-set method: unknowns come off their bound one by one, the one that gains most first, and go back where a
/// solution would make them negative.
///
/// - Source: C. L. Lawson and R. J. Hanson, Solving Least Squares Problems (1974), ch. 23.
struct NonNegativeLeastSquares {
    /// x.
    private(set) var solution: [Double]

    /// Solves.
    ///
    /// - Throws: `LeastSquares.Failure` where the rows do not determine the unknowns.
    init(_ rows: [(left: [Double], right: Double)], isFree: [Bool]) throws(LeastSquares.Failure) {
        let count = isFree.count
        var matrix = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
        var right = [Double](repeating: 0, count: count)
        for row in rows {
            for i in 0..<count where row.left[i] != 0 {
                for j in 0..<count { matrix[i][j] += row.left[i] * row.left[j] }
                right[i] += row.left[i] * row.right
            }
        }
        var x = [Double](repeating: 0, count: count)
        var isIn = isFree
        // Each round lets one unknown in; a few go out again. The bound is far above what is ever needed.
        for _ in 0..<(10 * count) {
            while true {
                let places = isIn.indices.filter { isIn[$0] }
                let part = try Cholesky(places.map { i in places.map { matrix[i][$0] } }).solve(
                    places.map { right[$0] })
                var step = 1.0
                for (place, value) in zip(places, part) where !isFree[place] && value <= 0 {
                    step = min(step, x[place] / (x[place] - value))
                }
                for (place, value) in zip(places, part) { x[place] += step * (value - x[place]) }
                if step == 1 { break }
                for place in places where !isFree[place] && x[place] <= 1e-14 { (isIn[place], x[place]) = (false, 0) }
            }
            let gains = (0..<count).map { i in right[i] - zip(matrix[i], x).reduce(0) { $0 + $1.0 * $1.1 } }
            let next = gains.indices.filter { !isIn[$0] }.max { gains[$0] < gains[$1] }
            guard let next, gains[next] > 1e-12 else {
                solution = x
                return
            }
            isIn[next] = true
        }
        throw .notConverged(iterations: 10 * count)
    }
}
