internal import CSundials

/// Follows stiff differential equations in time: backward differentiation, analytic sparse Jacobian, events.
///
/// Its steps are its own; the state at any time within the last one comes from the method's polynomial. The same system
/// and calls give the same bytes. One owner; not `Sendable`.
///
/// ```swift
/// let integrator = try StiffIntegrator(rod, state: start, tolerance: .relative(1e-6, absolute: [1e-9]))
/// while case .event(let events) = try integrator.advance(to: 3600) { print(integrator.time, events) }
/// ```
///
/// - Source: CVODE of SUNDIALS (Hindmarsh et al., ACM TOMS 31 (2005) 363, doi:10.1145/1089014.1089020).
public final class StiffIntegrator {
    let system: any StiffSystem
    let workspace: SundialsWorkspace
    let callbacks: IntegratorCallbacks
    let vector: N_Vector
    let scratch: N_Vector
    var memory: UnsafeMutableRawPointer?
    private var corrector: SUNNonlinearSolver?
    /// What was done before the last restart.
    var past = Counters(steps: 0, derivatives: 0, jacobians: 0, factorizations: 0, iterations: 0, refusals: 0)

    /// The time reached.
    public internal(set) var time: Double

    /// How exact each step must be.
    public enum Tolerance: Sendable, Hashable {
        /// The error allowed of state yᵢ is `relative`·|yᵢ| + absoluteᵢ; one absolute number serves all states.
        case relative(Double, absolute: [Double])
        /// The system says by `allowedErrors`.
        case bySystem
    }

    /// The way in which a watched function must pass zero.
    public enum Direction: Int32, Sendable, Hashable {
        /// Downwards only.
        case falling = -1
        /// Both ways.
        case either = 0
        /// Upwards only.
        case rising = 1
    }

    /// Where an advance ended.
    public enum Outcome: Sendable, Hashable {
        /// At the time asked for, or after the one step asked for.
        case reached
        /// At zeros of the watched functions with these numbers; advance again to go on.
        case event([Int])
    }

    /// What the way so far cost.
    public struct Counters: Sendable, Hashable {
        /// Steps taken.
        public var steps: Int
        /// Evaluations of the derivative.
        public var derivatives: Int
        /// Evaluations of the Jacobian.
        public var jacobians: Int
        /// Factorisations.
        public var factorizations: Int
        /// Iterations of the corrector.
        public var iterations: Int
        /// Steps refused for their error.
        public var refusals: Int
    }

    /// Prepares to follow a system.
    ///
    /// - Parameters:
    ///   - system: the equations; driven by this integrator alone from now on.
    ///   - time: where time begins.
    ///   - state: the state then.
    ///   - tolerance: how exact each step must be.
    ///   - directions: how each watched function must pass zero; either way where none are given.
    ///   - maximumSteps: how many steps one advance may take.
    /// - Throws: `SolverError` for counts that do not match, tolerances not positive.
    public init(
        _ system: any StiffSystem, time: Double = 0, state: [Double], tolerance: Tolerance,
        directions: [Direction] = [], maximumSteps: Int = 100_000
    ) throws(SolverError) {
        let workspace = try SundialsWorkspace(pattern: system.pattern, for: .integrator)
        guard state.count == system.pattern.size, state.allSatisfy(\.isFinite), time.isFinite else {
            throw Self.invalid("\(system.pattern.size) finite numbers are needed as state, not \(state.count)")
        }
        guard directions.isEmpty || directions.count == system.eventCount else {
            throw Self.invalid("\(system.eventCount) events need as many directions, not \(directions.count)")
        }
        guard maximumSteps > 0 else { throw Self.invalid("at least one step must be allowed") }
        self.system = system
        self.workspace = workspace
        self.time = time
        vector = try workspace.vector(for: .integrator)
        scratch = try workspace.vector(for: .integrator)
        VectorOperations.install(in: vector)
        // States within a step are summed up here.
        VectorOperations.install(in: scratch)
        // What is no plain network may have rows of very different sizes, and pivots that were good become bad as γ grows.
        SUNLinSol_KLUGetCommon(workspace.linearSolver)?.pointee.scale = 2
        callbacks = IntegratorCallbacks(system, workspace)
        memory = CVodeCreate(CV_BDF, workspace.sundials)
        _ = mutableNumbers(vector, state.count).update(fromContentsOf: state)
        try check(CVodeSetErrFile(memory, nil), "CVodeSetErrFile", .integrator)
        try check(CVodeInit(memory, IntegratorCallbacks.derivative, time, vector), "CVodeInit", .integrator)
        let pointer = Unmanaged.passUnretained(callbacks).toOpaque()
        try check(CVodeSetUserData(memory, pointer), "CVodeSetUserData", .integrator)
        try set(tolerance)
        guard let newton = SUNNonlinSol_Newton(vector, workspace.sundials) else {
            throw SolverError(solver: .integrator, reason: .library(function: "SUNNonlinSol_Newton", code: -1))
        }
        corrector = newton
        try check(CVodeSetNonlinearSolver(memory, newton), "CVodeSetNonlinearSolver", .integrator)
        try check(
            SUNNonlinSolSetConvTestFn(newton, IntegratorCallbacks.nearness, pointer), "SUNNonlinSolSetConvTestFn",
            .integrator)
        try check(
            CVodeSetLinearSolver(memory, workspace.linearSolverByElimination(), workspace.matrix),
            "CVodeSetLinearSolver", .integrator)
        try check(CVodeSetLinSysFn(memory, IntegratorCallbacks.corrector), "CVodeSetLinSysFn", .integrator)
        // What the corrector leaves unsolved looks like an error of the step, and shortens steps up to fourfold in stiff
        // conduction. A Jacobian of this step or the last leaves so little that one iteration mostly does, and analytic
        // ones cost less than the iterations they save.
        try check(CVodeSetLSetupFrequency(memory, 2), "CVodeSetLSetupFrequency", .integrator)
        try check(CVodeSetJacEvalFrequency(memory, 1), "CVodeSetJacEvalFrequency", .integrator)
        try check(CVodeSetMaxNumSteps(memory, maximumSteps), "CVodeSetMaxNumSteps", .integrator)
        try watch(directions)
    }

    deinit {
        CVodeFree(&memory)
        SUNNonlinSolFree(corrector)
    }

    private func set(_ tolerance: Tolerance) throws(SolverError) {
        switch tolerance {
        case .bySystem:
            try check(CVodeWFtolerances(memory, IntegratorCallbacks.weights), "CVodeWFtolerances", .integrator)
        case .relative(let relative, let absolute):
            let n = workspace.pattern.size
            guard relative >= 0, absolute.count == n || absolute.count == 1,
                absolute.allSatisfy({ $0 >= 0 && $0.isFinite }), relative.isFinite
            else { throw Self.invalid("tolerances must not be negative; give one absolute one or \(n)") }
            let target = mutableNumbers(scratch, n)
            for index in 0..<n { target[index] = absolute.count == 1 ? absolute[0] : absolute[index] }
            try check(CVodeSVtolerances(memory, relative, scratch), "CVodeSVtolerances", .integrator)
        }
    }

    private func watch(_ directions: [Direction]) throws(SolverError) {
        guard system.eventCount > 0 else { return }
        let count = Int32(system.eventCount)
        try check(CVodeRootInit(memory, count, IntegratorCallbacks.events), "CVodeRootInit", .integrator)
        // A function that is zero for a while, such as that of a plate which has not left its threshold, is no fault.
        try check(CVodeSetNoInactiveRootWarn(memory), "CVodeSetNoInactiveRootWarn", .integrator)
        guard !directions.isEmpty else { return }
        var raw = directions.map(\.rawValue)
        try check(CVodeSetRootDirection(memory, &raw), "CVodeSetRootDirection", .integrator)
    }

    static func invalid(_ words: String) -> SolverError { SolverError(solver: .integrator, reason: .invalid(words)) }
}
