/// Finds where a system is at rest by following an artificial time: slower than Newton's method, harder to lead astray.
///
///     (D/τ − J)·Δ = F(x),   x ← x + Δ
///
/// D holds the sizes of the Jacobian's diagonal, so that τ has no unit and each unknown a time of its own. τ grows while
/// steps change the unknowns by little and falls when they change them by much, and the method ends as Newton's. No unknown changes by more than a factor of two in a step, and none changes
/// sign: it is meant for positive unknowns such as temperatures, and for systems whose F falls as its own unknown rises.
///
/// - Source: Kelley & Keyes, SIAM J. Numer. Anal. 35 (1998) 508, doi:10.1137/S0036142996304796.
public final class PseudoTransientSolver {
    private let system: any NonlinearSystem
    private let factorization: SparseFactorization
    private let diagonal: [Int]
    private var f: [Double]
    private var jacobian: [Double]

    /// What a solution cost.
    public struct Report: Sendable, Hashable {
        /// Steps, one factorisation each.
        public var iterations: Int
        /// max |scaleᵢ·Fᵢ| at the solution.
        public var residual: Double
    }

    /// Prepares the solution of a system.
    ///
    /// - Throws: `SolverError` where the pattern is singular.
    public init(_ system: any NonlinearSystem) throws(SolverError) {
        self.system = system
        let pattern = system.pattern
        factorization = try SparseFactorization(pattern)
        diagonal = (0..<pattern.size).map { pattern.index(row: $0, column: $0) ?? 0 }
        f = [Double](repeating: 0, count: pattern.size)
        jacobian = [Double](repeating: 0, count: pattern.count)
    }

    /// Solves F(x) = 0.
    ///
    /// - Parameters:
    ///   - x: the guess, all positive, and then the solution; after an error the last iterate.
    ///   - tolerance: what max |scaleᵢ·Fᵢ| must not exceed.
    ///   - residualScales: 1/typical size of each Fᵢ, positive.
    ///   - bound: what no unknown may exceed; one that does shows a system that runs away.
    ///   - maximumIterations: after so many without convergence it gives up.
    /// - Throws: `SolverError`: no convergence, singular, the system's failure, `.invalid` for a guess not positive,
    ///   `.stalled` where rounding lets the residual fall no further.
    public func solve(
        _ x: inout [Double], tolerance: Double, residualScales: [Double], bound: Double = .infinity,
        maximumIterations: Int = 500
    ) throws(SolverError) -> Report {
        let n = system.pattern.size
        guard x.count == n, residualScales.count == n, x.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw SolverError(solver: .pseudoTransient, reason: .invalid("\(n) positive guesses are needed"))
        }
        var time = 1.0
        var norm = try evaluate(x, residualScales)
        var (least, idle) = (norm, 0)
        for iteration in 0..<maximumIterations {
            // With τ large the steps are Newton's: where ten of them gain nothing, rounding is reached.
            if norm < least || time < 1e12 { (least, idle) = (min(norm, least), 0) } else { idle += 1 }
            if idle == 10 {
                throw SolverError(solver: .pseudoTransient, reason: .stalled(residual: norm), iterations: iteration)
            }
            if norm <= tolerance { return Report(iterations: iteration, residual: norm) }
            let last = x
            let change = try step(&x, time: time, iteration)
            guard x.allSatisfy({ $0 <= bound }) else {
                throw SolverError(
                    solver: .pseudoTransient, reason: .noConvergence(residual: norm), iterations: iteration)
            }
            let next = try evaluate(x, residualScales)
            if next > 1.2 * norm, time > 1e-9 {
                // Too far, past a kink: back, and more slowly.
                x = last
                norm = try evaluate(x, residualScales)
                time /= 10
                continue
            }
            norm = next
            let factor = change < 0.1 ? 10 : change < 0.3 ? 3 : change < 1 ? 1 : 0.25
            time = min(time * factor, 1e15)
        }
        throw SolverError(
            solver: .pseudoTransient, reason: .noConvergence(residual: norm), iterations: maximumIterations)
    }

    /// Lends an array's numbers to a function that writes them.
    private static func write(
        into numbers: inout [Double], _ body: (inout MutableSpan<Double>) throws(EvaluationFailure) -> Void
    ) throws(EvaluationFailure) {
        var span = numbers.mutableSpan
        try body(&span)
    }

    /// Writes F and returns its scaled size.
    private func evaluate(_ x: [Double], _ scales: [Double]) throws(SolverError) -> Double {
        do throws(EvaluationFailure) {
            try Self.write(into: &f) { (span) throws(EvaluationFailure) in try system.residual(at: x.span, into: &span)
            }
        } catch {
            throw SolverError(solver: .pseudoTransient, reason: .evaluation(error))
        }
        var norm = 0.0
        for (value, scale) in zip(f, scales) {
            guard value.isFinite else {
                let failure = EvaluationFailure("a value is not finite", isRecoverable: false)
                throw SolverError(solver: .pseudoTransient, reason: .evaluation(failure))
            }
            norm = max(norm, abs(value * scale))
        }
        return norm
    }

    /// Takes a step and returns the greatest relative change, before it is cut short.
    private func step(_ x: inout [Double], time: Double, _ iteration: Int) throws(SolverError) -> Double {
        do throws(EvaluationFailure) {
            for index in jacobian.indices { jacobian[index] = 0 }
            try Self.write(into: &jacobian) { (span) throws(EvaluationFailure) in
                try system.jacobian(at: x.span, into: &span)
            }
        } catch {
            throw SolverError(solver: .pseudoTransient, reason: .evaluation(error), iterations: iteration)
        }
        for index in jacobian.indices { jacobian[index] = -jacobian[index] }
        for (row, entry) in diagonal.enumerated() {
            // Where nothing depends on an unknown, the step that would double it stands in.
            let size = max(abs(jacobian[entry]), abs(f[row]) / x[row])
            jacobian[entry] += (size > 0 ? size : 1) / time
        }
        try factorization.factorize(jacobian)
        var change = f
        try factorization.solve(&change)
        var greatest = 0.0
        for index in x.indices {
            greatest = max(greatest, abs(change[index]) / x[index])
            x[index] = min(max(x[index] + change[index], x[index] / 2), x[index] * 2)
        }
        return greatest
    }
}
