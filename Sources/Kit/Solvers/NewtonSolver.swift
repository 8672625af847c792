internal import CSundials

/// Newton's method with line search, full analytic Jacobians and a sparse factorisation.
///
/// Its memory and the symbolic factorisation are made once and serve every later `solve`. One owner; not `Sendable`.
///
/// ```swift
/// let solver = try NewtonSolver(system)
/// var x = guess
/// let report = try solver.solve(&x, tolerance: 1e-10)
/// ```
///
/// - Source: KINSOL of SUNDIALS (Hindmarsh et al., ACM TOMS 31 (2005) 363, doi:10.1145/1089014.1089020); KLU (Davis &
///   Palamadai Natarajan, ACM TOMS 37 (2010) 36, doi:10.1145/1824801.1824814).
public final class NewtonSolver {
    private let workspace: SundialsWorkspace
    private let state: N_Vector
    private let variableScale: N_Vector
    private let residualScale: N_Vector
    private var memory: UnsafeMutableRawPointer?
    private let callbacks: NewtonCallbacks

    /// What a solution cost.
    public struct Report: Sendable, Hashable {
        /// Newton iterations.
        public var iterations: Int
        /// Evaluations of F.
        public var evaluations: Int
        /// Evaluations of the Jacobian, and factorisations.
        public var jacobians: Int
        /// max |scaleᵢ·Fᵢ| at the solution.
        public var residual: Double
    }

    /// Prepares the solution of a system.
    ///
    /// - Throws: `SolverError` when memory cannot be had.
    public init(_ system: any NonlinearSystem) throws(SolverError) {
        let workspace = try SundialsWorkspace(pattern: system.pattern, for: .newton)
        self.workspace = workspace
        state = try workspace.vector(for: .newton)
        variableScale = try workspace.vector(for: .newton)
        residualScale = try workspace.vector(for: .newton)
        callbacks = NewtonCallbacks(system, workspace)
        memory = KINCreate(workspace.sundials)
        try check(KINSetErrFile(memory, nil), "KINSetErrFile", .newton)
        try check(KINInit(memory, NewtonCallbacks.residual, state), "KINInit", .newton)
        let pointer = Unmanaged.passUnretained(callbacks).toOpaque()
        try check(KINSetUserData(memory, pointer), "KINSetUserData", .newton)
        try check(
            KINSetLinearSolver(memory, workspace.linearSolver, workspace.matrix), "KINSetLinearSolver", .newton)
        try check(KINSetJacFn(memory, NewtonCallbacks.jacobian), "KINSetJacFn", .newton)
        // A new Jacobian each iteration: it costs little more than the residual here, and keeps convergence quadratic.
        try check(KINSetMaxSetupCalls(memory, 1), "KINSetMaxSetupCalls", .newton)
        try check(KINSetScaledStepTol(memory, 1e-15), "KINSetScaledStepTol", .newton)
    }

    deinit { KINFree(&memory) }

    /// Solves F(x) = 0.
    ///
    /// - Parameters:
    ///   - x: the guess, and then the solution; after an error the last iterate.
    ///   - tolerance: what max |scaleᵢ·Fᵢ| must not exceed.
    ///   - variableScales: 1/typical size of each unknown, positive; ones where none are given.
    ///   - residualScales: 1/typical size of each Fᵢ, positive; ones where none are given.
    ///   - maximumStep: the longest step allowed, as the Euclidean norm of the scaled unknowns; nil for 1000 times the
    ///     guess's.
    ///   - isDamped: whether a line search shortens steps that do not make F smaller; without, iterations are cheaper, and
    ///     only a guess near the solution leads there.
    ///   - maximumIterations: after so many without convergence it gives up.
    /// - Returns: what it cost.
    /// - Throws: `SolverError`: no convergence, stalled, singular, or the system's own failure.
    public func solve(
        _ x: inout [Double], tolerance: Double, variableScales: [Double]? = nil, residualScales: [Double]? = nil,
        maximumStep: Double? = nil, isDamped: Bool = true, maximumIterations: Int = 100
    ) throws(SolverError) -> Report {
        let n = workspace.pattern.size
        guard x.count == n, variableScales.map({ $0.count == n }) ?? true, residualScales.map({ $0.count == n }) ?? true
        else { throw invalid("\(n) unknowns need as many guesses and scales") }
        guard tolerance > 0, maximumIterations > 0, x.allSatisfy(\.isFinite) else {
            throw invalid("tolerance and iterations must be positive, the guess finite")
        }
        for scale in [variableScales, residualScales] {
            guard scale?.allSatisfy({ $0 > 0 && $0.isFinite }) ?? true else { throw invalid("a scale is not positive") }
        }
        fill(state, with: x)
        fill(variableScale, with: variableScales ?? [Double](repeating: 1, count: n))
        fill(residualScale, with: residualScales ?? [Double](repeating: 1, count: n))
        try check(KINSetFuncNormTol(memory, tolerance), "KINSetFuncNormTol", .newton)
        try check(KINSetNumMaxIters(memory, maximumIterations), "KINSetNumMaxIters", .newton)
        try check(KINSetMaxNewtonStep(memory, maximumStep ?? 0), "KINSetMaxNewtonStep", .newton)
        callbacks.begin()
        let code = KINSol(memory, state, isDamped ? KIN_LINESEARCH : KIN_NONE, variableScale, residualScale)
        x.withUnsafeMutableBufferPointer { _ = $0.update(fromContentsOf: numbers(state, n)) }
        let report = try report()
        switch code {
        case KIN_SUCCESS, KIN_INITIAL_GUESS_OK: return report
        case KIN_STEP_LT_STPTOL, KIN_LINESEARCH_NONCONV, KIN_LINESEARCH_BCFAIL:
            throw error(.stalled(residual: report.residual), report)
        case KIN_MAXITER_REACHED, KIN_MXNEWT_5X_EXCEEDED:
            throw error(.noConvergence(residual: report.residual), report)
        default:
            defer { workspace.forgetFactorization() }
            if let failure = callbacks.failure { throw error(.evaluation(failure), report) }
            if code == KIN_LSETUP_FAIL || code == KIN_LINSOLV_NO_RECOVERY || code == KIN_LSOLVE_FAIL {
                throw error(.singular(column: workspace.singularColumn), report)
            }
            throw error(.library(function: "KINSol", code: Int(code)), report)
        }
    }

    private func report() throws(SolverError) -> Report {
        var norm = 0.0
        try check(KINGetFuncNorm(memory, &norm), "KINGetFuncNorm", .newton)
        var iterations = 0
        try check(KINGetNumNonlinSolvIters(memory, &iterations), "KINGetNumNonlinSolvIters", .newton)
        return Report(
            iterations: iterations, evaluations: callbacks.evaluations, jacobians: callbacks.jacobians, residual: norm)
    }

    private func fill(_ vector: N_Vector, with values: [Double]) {
        _ = mutableNumbers(vector, values.count).update(fromContentsOf: values)
    }

    private func error(_ reason: SolverError.Reason, _ report: Report) -> SolverError {
        SolverError(solver: .newton, reason: reason, iterations: report.iterations)
    }

    private func invalid(_ words: String) -> SolverError { SolverError(solver: .newton, reason: .invalid(words)) }
}

/// What KINSOL calls back.
private final class NewtonCallbacks: EvaluationCallbacks {
    let system: any NonlinearSystem
    let workspace: SundialsWorkspace
    let count: Int
    let entries: Int
    var evaluations = 0
    var jacobians = 0

    init(_ system: any NonlinearSystem, _ workspace: SundialsWorkspace) {
        self.system = system
        self.workspace = workspace
        count = workspace.pattern.size
        entries = workspace.pattern.count
    }

    func begin() {
        failure = nil
        evaluations = 0
        jacobians = 0
    }

    static let residual: KINSysFn = { state, output, user in
        guard let user else { return -1 }
        let me = Unmanaged<NewtonCallbacks>.fromOpaque(user).takeUnretainedValue()
        me.evaluations += 1
        return me.run(writing: mutableNumbers(output, me.count)) { (span) throws(EvaluationFailure) in
            try me.system.residual(at: numbers(state, me.count).span, into: &span)
        }
    }

    static let jacobian: KINLsJacFn = { state, _, matrix, user, _, _ in
        guard let user, let matrix, let data = SUNSparseMatrix_Data(matrix) else { return -1 }
        let me = Unmanaged<NewtonCallbacks>.fromOpaque(user).takeUnretainedValue()
        me.jacobians += 1
        let values = UnsafeMutableBufferPointer(start: data, count: me.entries)
        values.update(repeating: 0)
        return me.run(writing: values) { (span) throws(EvaluationFailure) in
            try me.system.jacobian(at: numbers(state, me.count).span, into: &span)
        }
    }
}
