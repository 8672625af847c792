/// Why a solver found no answer.
public struct SolverError: Error, Sendable, Hashable {
    /// Which solver.
    public var solver: Solver
    /// What is wrong.
    public var reason: Reason
    /// How many iterations or steps were made.
    public var iterations: Int

    /// The solvers.
    public enum Solver: String, Sendable, Hashable {
        /// Newton's method with line search.
        case newton = "Newton's method"
        /// Pseudo-transient continuation.
        case pseudoTransient = "pseudo-transient continuation"
        /// The stiff integrator.
        case integrator = "the stiff integrator"
        /// The sparse factorisation.
        case factorization = "the sparse factorisation"
    }

    /// What can be wrong.
    public enum Reason: Sendable, Hashable {
        /// The iterations allowed did not suffice; the scaled residual they left.
        case noConvergence(residual: Double)
        /// No step makes the residual smaller: rounding, or a minimum that is no zero; the scaled residual left.
        case stalled(residual: Double)
        /// The matrix is singular; the column where that showed, if it is known.
        case singular(column: Int?)
        /// The system failed, and shorter steps did not help.
        case evaluation(EvaluationFailure)
        /// More steps than allowed before the time asked for; the time reached.
        case tooManySteps(time: Double)
        /// Steps became too small to go on; the time reached.
        case stepTooSmall(time: Double)
        /// The arguments contradict each other.
        case invalid(String)
        /// The library reports what it never should; its function and code.
        case library(function: String, code: Int)
    }

    /// Makes an error.
    public init(solver: Solver, reason: Reason, iterations: Int = 0) {
        self.solver = solver
        self.reason = reason
        self.iterations = iterations
    }
}

extension SolverError: CustomStringConvertible {
    /// The error in words.
    public var description: String {
        let words =
            switch reason {
            case .noConvergence(let residual):
                "no convergence in \(iterations) iterations, scaled residual \(residual); start nearer to the solution"
            case .stalled(let residual): "no progress after \(iterations) iterations, scaled residual \(residual)"
            case .singular(let column):
                "the matrix is singular" + (column.map { " at column \($0)" } ?? "")
                    + "; some unknown is not determined by the equations"
            case .evaluation(let failure): "the system failed: \(failure.message)"
            case .tooManySteps(let time):
                "\(iterations) steps did not suffice, t = \(time) was reached; loosen the tolerance or allow more"
            case .stepTooSmall(let time):
                "steps became too small at t = \(time); a discontinuity needs a restart there, or the tolerance is too tight"
            case .invalid(let words): words
            case .library(let function, let code): "\(function) returned \(code)"
            }
        return "\(solver.rawValue): \(words)"
    }
}
