internal import CSundials

/// A sparse matrix factorised, to solve A·x = b and Aᵀ·x = b.
///
/// The ordering is found once a pattern; new values on it reuse that. One owner; not `Sendable`.
///
/// - Source: KLU (Davis & Palamadai Natarajan, ACM TOMS 37 (2010) 36, doi:10.1145/1824801.1824814).
public final class SparseFactorization {
    /// The pattern of the matrices.
    public let pattern: SparsePattern
    private var columnStarts: [Int]
    private var rows: [Int]
    private var common = klu_l_common()
    private var symbolic: UnsafeMutablePointer<klu_l_symbolic>?
    private var numeric: UnsafeMutablePointer<klu_l_numeric>?

    /// Orders a pattern.
    ///
    /// - Throws: `SolverError` where it is singular whatever its values.
    public init(_ pattern: SparsePattern) throws(SolverError) {
        self.pattern = pattern
        columnStarts = pattern.columnStarts
        rows = pattern.rows
        klu_l_defaults(&common)
        symbolic = klu_l_analyze(pattern.size, &columnStarts, &rows, &common)
        guard symbolic != nil else { throw error(.library(function: "klu_l_analyze", code: Int(common.status))) }
    }

    deinit {
        klu_l_free_numeric(&numeric, &common)
        klu_l_free_symbolic(&symbolic, &common)
    }

    /// Factorises a matrix.
    ///
    /// - Parameter values: in the pattern's order, all finite.
    /// - Throws: `SolverError` with `.singular` and the column.
    /// - Precondition: there is a value an entry.
    public func factorize(_ values: [Double]) throws(SolverError) {
        precondition(values.count == pattern.count, "\(values.count) values for \(pattern.count) entries")
        var values = values
        // The pivots of the last matrix are tried first; where they no longer fit, new ones are chosen.
        if numeric != nil {
            let fine = klu_l_refactor(&columnStarts, &rows, &values, symbolic, numeric, &common)
            if fine == 1, common.status == KLU_OK, klu_l_rcond(symbolic, numeric, &common) == 1,
                common.rcond > 1e-12
            {
                return
            }
            klu_l_free_numeric(&numeric, &common)
            numeric = nil
        }
        numeric = klu_l_factor(&columnStarts, &rows, &values, symbolic, &common)
        guard numeric != nil, common.status == KLU_OK else {
            let column = common.singular_col
            if numeric != nil { klu_l_free_numeric(&numeric, &common) }
            numeric = nil
            throw error(.singular(column: (0..<pattern.size).contains(column) ? column : nil))
        }
    }

    /// Replaces b by the solution x of A·x = b, or of Aᵀ·x = b.
    ///
    /// - Throws: `SolverError` where nothing is factorised.
    /// - Precondition: b has as many numbers as the matrix rows.
    public func solve(_ b: inout [Double], transposed: Bool = false) throws(SolverError) {
        precondition(b.count == pattern.size, "\(b.count) numbers for \(pattern.size) rows")
        guard numeric != nil else { throw error(.invalid("factorise a matrix first")) }
        let n = pattern.size
        let fine =
            transposed
            ? klu_l_tsolve(symbolic, numeric, n, 1, &b, &common) : klu_l_solve(symbolic, numeric, n, 1, &b, &common)
        guard fine == 1 else { throw error(.library(function: "klu_l_solve", code: Int(common.status))) }
    }

    private func error(_ reason: SolverError.Reason) -> SolverError {
        SolverError(solver: .factorization, reason: reason)
    }
}
