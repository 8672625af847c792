internal import CSundials

/// What CVODE calls back.
///
/// A failure of the system is kept, and told to CVODE as one that a shorter step may avoid.
final class IntegratorCallbacks: EvaluationCallbacks {
    private let system: any StiffSystem
    private let workspace: SundialsWorkspace
    private let count: Int
    private let eventCount: Int
    /// The Jacobian last evaluated.
    private let jacobian: ShiftedJacobian
    /// Says when the corrector has come near enough.
    var convergence: CorrectorConvergence

    init(_ system: any StiffSystem, _ workspace: SundialsWorkspace) {
        self.system = system
        self.workspace = workspace
        count = workspace.pattern.size
        eventCount = system.eventCount
        jacobian = workspace.jacobian
        convergence = CorrectorConvergence(isExact: system.hasExactJacobian)
    }

    private static func owner(_ user: UnsafeMutableRawPointer?) -> IntegratorCallbacks? {
        user.map { Unmanaged<IntegratorCallbacks>.fromOpaque($0).takeUnretainedValue() }
    }

    static let derivative: CVRhsFn = { time, state, output, user in
        guard let me = owner(user) else { return -1 }
        return me.run(writing: mutableNumbers(output, me.count)) { (span) throws(EvaluationFailure) in
            try me.system.derivative(at: time, state: numbers(state, me.count).span, into: &span)
        }
    }

    /// Prepares I − γ·∂f/∂y, from the last Jacobian where CVODE finds that good enough.
    static let corrector: CVLsLinSysFn = { time, state, _, matrix, isJacobianGood, isNew, gamma, user, _, _, _ in
        guard let me = owner(user), let matrix, let data = SUNSparseMatrix_Data(matrix) else { return -1 }
        isNew?.pointee = isJacobianGood == 0 ? 1 : 0
        if isJacobianGood == 0 {
            let values = me.jacobian.values
            values.update(repeating: 0)
            let code = me.run(writing: values) { (span) throws(EvaluationFailure) in
                try me.system.jacobian(at: time, state: numbers(state, me.count).span, into: &span)
            }
            guard code == 0 else { return code }
        }
        me.convergence.takeNewMatrix()
        me.jacobian.gamma = gamma
        if !me.workspace.isEliminating { me.jacobian.write(into: data) }
        return 0
    }

    static let nearness: SUNNonlinSolConvTestFn = { solver, _, correction, tolerance, weights, user in
        var iteration: Int32 = 0
        guard let me = owner(user), SUNNonlinSolGetCurIter(solver, &iteration) == SUN_NLS_SUCCESS else { return -1 }
        return me.convergence.judge(
            iteration: Int(iteration), correction: N_VWrmsNorm(correction, weights), tolerance: tolerance)
    }

    static let events: CVRootFn = { time, state, output, user in
        guard let me = owner(user) else { return -1 }
        let values = UnsafeMutableBufferPointer(start: output, count: me.eventCount)
        return me.run(writing: values) { (span) throws(EvaluationFailure) in
            try me.system.events(at: time, state: numbers(state, me.count).span, into: &span)
        }
    }

    static let weights: CVEwtFn = { state, output, user in
        guard let me = owner(user) else { return -1 }
        let values = mutableNumbers(output, me.count)
        let code = me.run(writing: values) { (span) throws(EvaluationFailure) in
            try me.system.allowedErrors(of: numbers(state, me.count).span, into: &span)
        }
        guard code == 0 else { return -1 }
        guard invert(values) else {
            if let index = values.firstIndex(where: { !($0 > 0) }) {
                me.failure = EvaluationFailure("the error allowed of state \(index) is \(values[index])")
            }
            return -1
        }
        return 0
    }
}

/// Replaces numbers by their inverses, where all are positive; else leaves them.
///
/// - Returns: whether they are.
private func invert(_ numbers: UnsafeMutableBufferPointer<Double>) -> Bool {
    guard let start = numbers.baseAddress else { return true }
    let whole = numbers.count & ~3
    var arePositive = SIMDMask<SIMD4<Int64>>(repeating: true)
    for index in stride(from: 0, to: whole, by: 4) {
        arePositive .&= UnsafeRawPointer(start + index).loadUnaligned(as: SIMD4<Double>.self) .> 0
    }
    guard all(arePositive), numbers[whole...].allSatisfy({ $0 > 0 }) else { return false }
    for index in stride(from: 0, to: whole, by: 4) {
        let block = UnsafeMutableRawPointer(start + index)
        block.storeBytes(of: 1 / block.loadUnaligned(as: SIMD4<Double>.self), as: SIMD4<Double>.self)
    }
    for index in whole..<numbers.count { numbers[index] = 1 / numbers[index] }
    return true
}
