/// I − γ·∂f/∂y of an integrator, as the Jacobian and γ.
///
/// A fixed elimination takes it as it is, in its own order; only KLU needs the matrix written out.
final class ShiftedJacobian {
    /// ∂f/∂y as it was last evaluated, in the pattern's order.
    let values: UnsafeMutableBufferPointer<Double>
    /// γ.
    var gamma = 0.0
    /// Where the diagonal lies.
    private let diagonal: [Int]

    init(_ pattern: SparsePattern) {
        values = .allocate(capacity: pattern.count)
        values.initialize(repeating: 0)
        diagonal = (0..<pattern.size).compactMap { pattern.index(row: $0, column: $0) }
    }

    deinit { values.deallocate() }

    /// Writes the matrix, in the pattern's order.
    func write(into matrix: UnsafeMutablePointer<Double>) {
        for entry in values.indices { matrix[entry] = -gamma * values[entry] }
        for entry in diagonal { matrix[entry] += 1 }
    }
}
