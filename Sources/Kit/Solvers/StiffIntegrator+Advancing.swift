internal import CSundials

extension StiffIntegrator {
    /// The state at the time reached.
    public var state: [Double] { Array(numbers(vector, workspace.pattern.size)) }

    /// Goes on to a time, or to the first event before it.
    ///
    /// - Parameters:
    ///   - end: the time; not before the one reached.
    ///   - exactly: whether no step may go beyond, as is needed where the equations change there.
    /// - Throws: `SolverError`; time and state are then those that were reached.
    public func advance(to end: Double, exactly: Bool = false) throws(SolverError) -> Outcome {
        guard end.isFinite, end >= time else { throw Self.invalid("\(end) lies before \(time)") }
        if end == time { return .reached }
        try stop(at: exactly ? end : nil)
        return try advance(to: end, CV_NORMAL)
    }

    /// Takes one step, as long as the tolerance allows, or goes to the first event within it.
    ///
    /// - Parameter limit: a time that the step must not pass; nil for none.
    /// - Throws: `SolverError`.
    public func step(notBeyond limit: Double? = nil) throws(SolverError) -> Outcome {
        if let limit {
            guard limit > time else { throw Self.invalid("\(limit) does not lie after \(time)") }
        }
        try stop(at: limit)
        return try advance(to: limit ?? time + 1, CV_ONE_STEP)
    }

    /// Sets the time that no step may pass.
    ///
    /// None is one that is never reached: CVODE keeps the last one otherwise.
    private func stop(at limit: Double?) throws(SolverError) {
        let limit = limit ?? .greatestFiniteMagnitude
        try check(CVodeSetStopTime(memory, limit), "CVodeSetStopTime", .integrator)
    }

    private func advance(to end: Double, _ mode: Int32) throws(SolverError) -> Outcome {
        callbacks.failure = nil
        let before = counters.steps
        var reached = time
        let code = CVode(memory, end, vector, &reached, mode)
        time = reached
        switch code {
        case CV_SUCCESS, CV_TSTOP_RETURN: return .reached
        case CV_ROOT_RETURN:
            var found = [Int32](repeating: 0, count: system.eventCount)
            try check(CVodeGetRootInfo(memory, &found), "CVodeGetRootInfo", .integrator)
            return .event(found.indices.filter { found[$0] != 0 })
        default:
            defer { workspace.forgetFactorization() }
            throw SolverError(solver: .integrator, reason: reason(code), iterations: counters.steps - before)
        }
    }

    private func reason(_ code: Int32) -> SolverError.Reason {
        switch code {
        case CV_TOO_MUCH_WORK: .tooManySteps(time: time)
        case CV_LSETUP_FAIL, CV_LSOLVE_FAIL: .singular(column: workspace.singularColumn)
        case CV_ERR_FAILURE, CV_CONV_FAILURE, CV_TOO_MUCH_ACC, CV_RHSFUNC_FAIL, CV_FIRST_RHSFUNC_ERR,
            CV_REPTD_RHSFUNC_ERR, CV_UNREC_RHSFUNC_ERR, CV_RTFUNC_FAIL, CV_ILL_INPUT:
            // With nothing wrong in the system, these come of steps that shrink without end.
            callbacks.failure.map { .evaluation($0) } ?? .stepTooSmall(time: time)
        default: .library(function: "CVode", code: Int(code))
        }
    }

    /// The state at a time within the last step.
    ///
    /// - Throws: `SolverError` with `.invalid` for any other time, or before the first step.
    public func state(at moment: Double) throws(SolverError) -> [Double] {
        guard CVodeGetDky(memory, moment, 0, scratch) == CV_SUCCESS else {
            throw Self.invalid("\(moment) does not lie within the last step, which ended at or after \(time)")
        }
        return Array(numbers(scratch, workspace.pattern.size))
    }

    /// Begins anew from a time and state, as is needed after the equations or the state jumped.
    ///
    /// - Throws: `SolverError` for a state of the wrong size or not finite.
    public func restart(at time: Double, state: [Double]) throws(SolverError) {
        guard state.count == workspace.pattern.size, state.allSatisfy(\.isFinite), time.isFinite else {
            throw Self.invalid("\(workspace.pattern.size) finite numbers are needed as state, not \(state.count)")
        }
        past = counters
        callbacks.convergence.forget()
        _ = mutableNumbers(vector, state.count).update(fromContentsOf: state)
        try check(CVodeReInit(memory, time, vector), "CVodeReInit", .integrator)
        self.time = time
    }

    /// The number of the state that holds the steps back: whose error, as estimated in the last step, is the largest of those that
    /// are allowed; nil before the first step.
    public var hardestState: Int? {
        let count = workspace.pattern.size
        guard CVodeGetEstLocalErrors(memory, scratch) == CV_SUCCESS else { return nil }
        let errors = Array(numbers(scratch, count))
        guard CVodeGetErrWeights(memory, scratch) == CV_SUCCESS else { return nil }
        let weights = numbers(scratch, count)
        let shares = errors.indices.map { abs(errors[$0] * weights[$0]) }
        return shares.indices.max { shares[$0] < shares[$1] }.flatMap { shares[$0] > 0 ? $0 : nil }
    }

    /// What the way so far cost, restarts included.
    public var counters: Counters {
        var now = Counters(steps: 0, derivatives: 0, jacobians: 0, factorizations: 0, iterations: 0, refusals: 0)
        CVodeGetNumSteps(memory, &now.steps)
        CVodeGetNumRhsEvals(memory, &now.derivatives)
        CVodeGetNumJacEvals(memory, &now.jacobians)
        CVodeGetNumLinSolvSetups(memory, &now.factorizations)
        CVodeGetNumNonlinSolvIters(memory, &now.iterations)
        CVodeGetNumErrTestFails(memory, &now.refusals)
        return past + now
    }
}

extension StiffIntegrator.Counters {
    static func + (a: Self, b: Self) -> Self {
        Self(
            steps: a.steps + b.steps, derivatives: a.derivatives + b.derivatives, jacobians: a.jacobians + b.jacobians,
            factorizations: a.factorizations + b.factorizations, iterations: a.iterations + b.iterations,
            refusals: a.refusals + b.refusals)
    }
}
