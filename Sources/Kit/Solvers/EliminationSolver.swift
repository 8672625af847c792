internal import CSundials

/// A linear solver for SUNDIALS that eliminates in a fixed order, and leaves to KLU the matrices that this does not fit.
///
/// It owns the SUNDIALS object that stands for it.
final class EliminationSolver {
    private(set) var linearSolver: SUNLinearSolver?
    private let elimination: FixedElimination
    private let jacobian: ShiftedJacobian
    private let other: SUNLinearSolver
    /// Whether the last matrix had a bad pivot, and is KLU's.
    private var isLeft = false

    /// Wraps an elimination.
    ///
    /// - Parameters:
    ///   - elimination: what comes first.
    ///   - jacobian: what is factorised; the matrix of SUNDIALS is written only for KLU.
    ///   - other: KLU, which must outlive this.
    ///   - context: of both.
    init?(
        _ elimination: FixedElimination, of jacobian: ShiftedJacobian, orElse other: SUNLinearSolver,
        _ context: SUNContext?
    ) {
        guard let solver = SUNLinSolNewEmpty(context), let operations = solver.pointee.ops else { return nil }
        self.elimination = elimination
        self.jacobian = jacobian
        self.other = other
        linearSolver = solver
        operations.pointee.gettype = { _ in SUNLINEARSOLVER_DIRECT }
        operations.pointee.initialize = { _ in SUNLS_SUCCESS }
        operations.pointee.setup = { solver, matrix in
            EliminationSolver.owner(solver)?.setUp(matrix) ?? SUNLS_MEM_NULL
        }
        operations.pointee.solve = { solver, matrix, x, b, tolerance in
            EliminationSolver.owner(solver)?.solve(matrix, x, b, tolerance) ?? SUNLS_MEM_NULL
        }
        solver.pointee.content = Unmanaged.passUnretained(self).toOpaque()
    }

    deinit {
        linearSolver?.pointee.content = nil
        SUNLinSolFreeEmpty(linearSolver)
    }

    private static func owner(_ solver: SUNLinearSolver?) -> EliminationSolver? {
        solver?.pointee.content.map { Unmanaged<EliminationSolver>.fromOpaque($0).takeUnretainedValue() }
    }

    private func setUp(_ matrix: SUNMatrix?) -> Int32 {
        guard let data = SUNSparseMatrix_Data(matrix) else { return SUNLS_MEM_NULL }
        isLeft = !elimination.factorize(jacobian)
        guard isLeft else { return SUNLS_SUCCESS }
        jacobian.write(into: data)
        return SUNLinSolSetup(other, matrix)
    }

    private func solve(_ matrix: SUNMatrix?, _ x: N_Vector?, _ b: N_Vector?, _ tolerance: realtype) -> Int32 {
        if isLeft { return SUNLinSolSolve(other, matrix, x, b, tolerance) }
        guard let x = contents(x), let b = contents(b) else { return SUNLS_MEM_NULL }
        elimination.solve(UnsafePointer(b), into: x)
        return SUNLS_SUCCESS
    }
}
