/// Weighted nonlinear least squares by Levenberg and Marquardt's method, for a few parameters and dense residuals.
///
///     minimise χ²(p) = Σ rᵢ(p)²,   rᵢ already divided by its standard uncertainty
///
/// Derivatives are central differences. Steps are damped in units of the curvature's diagonal, so that parameters may have any
/// size.
///
/// - Source: Marquardt, J. SIAM 11 (1963) 431; Press et al., Numerical Recipes, ch. 15.5 (covariance).
struct LeastSquares {
    /// Why no minimum came out.
    enum Failure: Error, Equatable {
        /// A residual at the start is no finite number.
        case notFinite
        /// Two parameters do the same, or one does nothing: the curvature has no inverse.
        case undetermined(parameter: Int)
        /// Steps went on shrinking or growing without an end.
        case notConverged(iterations: Int)
    }

    /// The minimum.
    var parameters: [Double]
    /// Inverse of the curvature ½∂²χ²/∂p∂p at the minimum, for residuals of unit variance.
    var covariance: [[Double]]
    /// χ² at the minimum.
    var chiSquare: Double
    /// How many steps it took.
    var iterations: Int

    /// Finds the minimum.
    ///
    /// - Parameters:
    ///   - start: where to begin.
    ///   - scales: the size of a change that matters, a parameter each; sets the step of differences (1e-4 of it).
    ///   - residuals: r(p); nil where p is not allowed, which shortens the step.
    /// - Throws: `Failure`.
    init(
        from start: [Double], scales: [Double], mostIterations: Int = 200,
        residuals: ([Double]) -> [Double]?
    ) throws(Failure) {
        guard var current = residuals(start), current.allSatisfy(\.isFinite) else { throw .notFinite }
        var parameters = start
        var damping = 1e-3
        var chiSquare = current.sumOfSquares
        var count = 0
        while true {
            guard count < mostIterations else { throw .notConverged(iterations: count) }
            count += 1
            let jacobian = try Self.jacobian(at: parameters, scales, residuals)
            let (curvature, gradient) = Self.normalEquations(jacobian, current)
            for index in parameters.indices where !(curvature[index][index] > 0) {
                throw .undetermined(parameter: index)
            }
            var accepted = false
            var isDone = false
            while !accepted {
                var damped = curvature
                for index in damped.indices { damped[index][index] *= 1 + damping }
                let step = try Cholesky(damped).solve(gradient.map { -$0 })
                let trial = zip(parameters, step).map { $0 + $1 }
                // What the linear model still promises; below rounding nothing more can be gained.
                let promise = -zip(step, gradient).reduce(0) { $0 + $1.0 * $1.1 }
                isDone = promise <= 1e-14 * (chiSquare + 1e-12)
                if let next = residuals(trial), next.allSatisfy(\.isFinite), next.sumOfSquares <= chiSquare {
                    (parameters, current, chiSquare) = (trial, next, next.sumOfSquares)
                    damping = max(damping / 10, 1e-12)
                    accepted = true
                } else if isDone {
                    accepted = true
                } else {
                    damping *= 10
                    guard damping < 1e14 else { throw .notConverged(iterations: count) }
                }
            }
            if isDone { break }
        }
        let jacobian = try Self.jacobian(at: parameters, scales, residuals)
        let factors = try Cholesky(Self.normalEquations(jacobian, current).curvature)
        self.parameters = parameters
        covariance = factors.inverse()
        self.chiSquare = chiSquare
        iterations = count
    }

    /// ∂rᵢ/∂pⱼ by central differences, a row a parameter.
    private static func jacobian(
        at parameters: [Double], _ scales: [Double], _ residuals: ([Double]) -> [Double]?
    ) throws(Failure) -> [[Double]] {
        var rows: [[Double]] = []
        for index in parameters.indices {
            let step = 1e-4 * scales[index]
            var (low, high) = (parameters, parameters)
            low[index] -= step
            high[index] += step
            guard let below = residuals(low), let above = residuals(high) else {
                throw .undetermined(parameter: index)
            }
            rows.append(zip(above, below).map { ($0 - $1) / (2 * step) })
        }
        return rows
    }

    private static func normalEquations(
        _ jacobian: [[Double]], _ residuals: [Double]
    ) -> (curvature: [[Double]], gradient: [Double]) {
        let curvature = jacobian.map { a in
            jacobian.map { b in zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        }
        let gradient = jacobian.map { a in zip(a, residuals).reduce(0) { $0 + $1.0 * $1.1 } }
        return (curvature, gradient)
    }
}

extension [Double] {
    fileprivate var sumOfSquares: Double { reduce(0) { $0 + $1 * $1 } }
}

/// L·Lᵀ of a small symmetric positive matrix, scaled to a unit diagonal first.
struct Cholesky {
    private var lower: [[Double]]
    private let scales: [Double]

    /// Factorises.
    ///
    /// - Throws: `.undetermined` with the row at which what is left is rounding.
    init(_ matrix: [[Double]]) throws(LeastSquares.Failure) {
        scales = matrix.indices.map { 1 / matrix[$0][$0].squareRoot() }
        lower = matrix.map { $0.map { _ in 0 } }
        for row in matrix.indices {
            for column in 0...row {
                var sum = matrix[row][column] * scales[row] * scales[column]
                for inner in 0..<column { sum -= lower[row][inner] * lower[column][inner] }
                if row > column {
                    lower[row][column] = sum / lower[column][column]
                } else {
                    guard sum > 1e-13 else { throw .undetermined(parameter: row) }
                    lower[row][row] = sum.squareRoot()
                }
            }
        }
    }

    func solve(_ right: [Double]) -> [Double] {
        var x = zip(right, scales).map { $0 * $1 }
        for row in x.indices {
            for column in 0..<row { x[row] -= lower[row][column] * x[column] }
            x[row] /= lower[row][row]
        }
        for row in x.indices.reversed() {
            for column in (row + 1)..<x.count { x[row] -= lower[column][row] * x[column] }
            x[row] /= lower[row][row]
        }
        return zip(x, scales).map { $0 * $1 }
    }

    func inverse() -> [[Double]] {
        lower.indices.map { column in solve(lower.indices.map { $0 == column ? 1 : 0 }) }
    }
}
