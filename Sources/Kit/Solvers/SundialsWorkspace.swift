internal import CSundials

/// What KINSOL and CVODE need alike: a context, vectors, a sparse matrix and KLU.
///
/// Freed with its owner.
final class SundialsWorkspace {
    let pattern: SparsePattern
    private var context: SUNContext?
    private(set) var matrix: SUNMatrix?
    private(set) var linearSolver: SUNLinearSolver?
    private var elimination: EliminationSolver?
    /// What an integrator's corrector solves with.
    private(set) lazy var jacobian = ShiftedJacobian(pattern)
    private var vectors: [N_Vector] = []

    init(pattern: SparsePattern, for solver: SolverError.Solver) throws(SolverError) {
        var context: SUNContext?
        try check(SUNContext_Create(nil, &context), "SUNContext_Create", solver)
        let n = sunindextype(pattern.size)
        guard
            let vector = N_VNew_Serial(n, context),
            let matrix = SUNSparseMatrix(n, n, sunindextype(pattern.count), CSC_MAT, context),
            let linearSolver = SUNLinSol_KLU(vector, matrix, context)
        else { throw SolverError(solver: solver, reason: .library(function: "SUNLinSol_KLU", code: -1)) }
        // Networks are symmetric in structure, where minimum degree on A + Aᵀ fills in least.
        SUNLinSol_KLUSetOrdering(linearSolver, 0)
        // Each solution would begin with a new ordering and new pivots; those of the last one are checked and serve on.
        linearSolver.pointee.ops.pointee.initialize = { _ in SUNLS_SUCCESS }
        // The values are all written anew each time, and the pattern stays.
        matrix.pointee.ops.pointee.zero = { _ in SUNMAT_SUCCESS }
        // Balances are as large on the diagonal as anywhere in their column: rows need no scaling to find the pivots. Their
        // graph hangs together: no block triangular form is to be found.
        let settings = SUNLinSol_KLUGetCommon(linearSolver)
        settings?.pointee.scale = -1
        settings?.pointee.btf = 0
        self.pattern = pattern
        self.context = context
        self.matrix = matrix
        self.linearSolver = linearSolver
        vectors = [vector]
        writePattern(into: matrix)
    }

    deinit {
        elimination = nil
        SUNLinSolFree(linearSolver)
        SUNMatDestroy(matrix)
        for vector in vectors { N_VDestroy(vector) }
        SUNContext_Free(&context)
    }

    /// The context, for the solver's own memory.
    var sundials: SUNContext? { context }

    /// A linear solver that eliminates in a fixed order where the pattern allows it and no pivot forbids it; else KLU.
    func linearSolverByElimination() -> SUNLinearSolver? {
        if elimination == nil, let klu = linearSolver, let fixed = FixedElimination(pattern) {
            elimination = EliminationSolver(fixed, of: jacobian, orElse: klu, context)
        }
        return elimination?.linearSolver ?? linearSolver
    }

    /// Whether the solver of `linearSolverByElimination` is none of SUNDIALS' own, and needs no matrix.
    var isEliminating: Bool { elimination != nil }

    /// The column at which the last factorisation found a zero pivot; nil where there was none.
    var singularColumn: Int? {
        guard let common = SUNLinSol_KLUGetCommon(linearSolver) else { return nil }
        let column = Int(common.pointee.singular_col)
        return (0..<pattern.size).contains(column) ? column : nil
    }

    /// Forgets ordering and pivots, as is needed after a factorisation failed.
    func forgetFactorization() {
        SUNLinSol_KLUReInit(linearSolver, matrix, sunindextype(pattern.count), SUNKLU_REINIT_PARTIAL)
    }

    /// Another vector of this size, freed with the workspace.
    func vector(for solver: SolverError.Solver) throws(SolverError) -> N_Vector {
        guard let vector = N_VNew_Serial(sunindextype(pattern.size), context) else {
            throw SolverError(solver: solver, reason: .library(function: "N_VNew_Serial", code: -1))
        }
        vectors.append(vector)
        return vector
    }

    /// Writes the pattern into a matrix: SUNDIALS clears it together with the values.
    func writePattern(into matrix: SUNMatrix) {
        guard let starts = SUNSparseMatrix_IndexPointers(matrix), let rows = SUNSparseMatrix_IndexValues(matrix)
        else { return }
        pattern.columnStarts.withUnsafeBufferPointer { source in
            UnsafeMutableBufferPointer(start: starts, count: source.count).copy(from: source)
        }
        pattern.rows.withUnsafeBufferPointer { source in
            UnsafeMutableBufferPointer(start: rows, count: source.count).copy(from: source)
        }
    }
}

extension UnsafeMutableBufferPointer<sunindextype> {
    /// Copies as many numbers as the source holds; both are 64 bits wide.
    fileprivate func copy(from source: UnsafeBufferPointer<Int>) {
        for index in source.indices { self[index] = sunindextype(source[index]) }
    }
}

/// Throws where a SUNDIALS function reports an error that no caller foresees.
func check(_ code: Int32, _ function: String, _ solver: SolverError.Solver) throws(SolverError) {
    guard code >= 0 else { throw SolverError(solver: solver, reason: .library(function: function, code: Int(code))) }
}

/// What a serial vector holds, as all vectors here are; SUNDIALS' own functions take longer to say it than many a loop does.
@inline(__always)
private func serial(_ vector: N_Vector?) -> N_VectorContent_Serial? {
    vector?.pointee.content?.assumingMemoryBound(to: _N_VectorContent_Serial.self)
}

/// Where the numbers of a vector begin.
@inline(__always)
func contents(_ vector: N_Vector?) -> UnsafeMutablePointer<Double>? { serial(vector)?.pointee.data }

/// How many numbers a vector has.
@inline(__always)
func length(_ vector: N_Vector?) -> Int { serial(vector).map { Int($0.pointee.length) } ?? 0 }

/// The numbers of a vector for reading.
func numbers(_ vector: N_Vector?, _ count: Int) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: contents(vector), count: count)
}

/// The numbers of a vector for writing.
func mutableNumbers(_ vector: N_Vector?, _ count: Int) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(start: contents(vector), count: count)
}
