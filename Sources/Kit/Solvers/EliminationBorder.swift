/// The few unknowns on which nearly all rows depend, such as a pressure on which every gap does: the border of a matrix.
///
///     ⎡K B⎤ ⎡x⎤   ⎡b⎤
///     ⎣C D⎦·⎣t⎦ = ⎣c⎦      (D − C·K⁻¹·B)·t = c − C·K⁻¹·b,   x = K⁻¹·b − K⁻¹·B·t
///
/// Eliminated among the others, or after them, they would fill in a column each and, for nothing, a row too. What is left for them is
/// a small whole matrix.
final class EliminationBorder {
    /// The rows of the border.
    let rows: [Int]
    /// B, column by column, and C, row by row: numbers of rows in the order of elimination, and where in the matrix a value comes from.
    private let columns: [[Entry]]
    private let acted: [[Entry]]
    /// D: places row by row, and where in the matrix a value comes from.
    private let own: [Entry]
    /// How many rows are eliminated.
    private let count: Int
    /// K⁻¹·B, column by column.
    private let solutions: UnsafeMutableBufferPointer<Double>
    /// C, as `acted` has it.
    private var actions: [[Double]]
    /// D − C·K⁻¹·B in factors, and its rows as they were exchanged.
    private var factors: [Double]
    private var exchanged: [Int]
    private var unknowns: [Double]

    /// An entry: its number, and the place of its value in the matrix.
    struct Entry {
        var number: Int32
        var source: Int32
    }

    /// The most rows that a border has.
    static let most = 8

    init(rows: [Int], columns: [[Entry]], acted: [[Entry]], own: [Entry], count: Int) {
        self.rows = rows
        self.columns = columns
        self.acted = acted
        self.own = own
        self.count = count
        solutions = .allocate(capacity: rows.count * count)
        solutions.initialize(repeating: 0)
        actions = acted.map { [Double](repeating: 0, count: $0.count) }
        factors = [Double](repeating: 0, count: rows.count * rows.count)
        exchanged = Array(rows.indices)
        unknowns = [Double](repeating: 0, count: rows.count)
    }

    deinit { solutions.deallocate() }

    /// Factorises what is left when all others are eliminated.
    ///
    /// - Parameters:
    ///   - matrix: the values of the whole matrix.
    ///   - factor: what they are multiplied by.
    ///   - shift: what is then added to its diagonal.
    ///   - solve: replaces numbers, in the order of elimination, by their solution with K.
    /// - Returns: whether it is regular.
    func factorize(
        _ matrix: UnsafePointer<Double>, times factor: Double, plus shift: Double,
        solve: (UnsafeMutablePointer<Double>) -> Void
    ) -> Bool {
        guard let solutions = solutions.baseAddress else { return true }
        let size = rows.count
        for index in factors.indices { factors[index] = 0 }
        for entry in own { factors[Int(entry.number)] = factor * matrix[Int(entry.source)] }
        for row in 0..<size { factors[row * size + row] += shift }
        for (row, entries) in acted.enumerated() {
            for (place, entry) in entries.enumerated() { actions[row][place] = factor * matrix[Int(entry.source)] }
        }
        for (column, entries) in columns.enumerated() {
            let solution = solutions + column * count
            solution.update(repeating: 0, count: count)
            for entry in entries { solution[Int(entry.number)] = factor * matrix[Int(entry.source)] }
            solve(solution)
            for row in 0..<size { factors[row * size + column] -= action(row, on: solution) }
        }
        return triangulate()
    }

    /// C·x of one row.
    private func action(_ row: Int, on x: UnsafePointer<Double>) -> Double {
        var sum = 0.0
        for (place, entry) in acted[row].enumerated() { sum += actions[row][place] * x[Int(entry.number)] }
        return sum
    }

    /// Gaussian elimination of a small matrix, with the largest pivot of each column.
    private func triangulate() -> Bool {
        let size = rows.count
        for column in 0..<size {
            var best = column
            for row in column..<size where abs(factors[row * size + column]) > abs(factors[best * size + column]) {
                best = row
            }
            exchanged[column] = best
            if best != column {
                for other in 0..<size { factors.swapAt(best * size + other, column * size + other) }
            }
            let inverse = 1 / factors[column * size + column]
            // What is no number is not fine either.
            guard abs(inverse) <= .greatestFiniteMagnitude else { return false }
            for row in (column + 1)..<max(size, column + 1) {
                let multiplier = factors[row * size + column] * inverse
                factors[row * size + column] = multiplier
                for other in (column + 1)..<size {
                    factors[row * size + other] -= multiplier * factors[column * size + other]
                }
            }
        }
        return true
    }

    /// Corrects the solution with K alone, and finds the unknowns of the border.
    ///
    /// - Parameters:
    ///   - x: K⁻¹·b, in the order of elimination.
    ///   - right: the right side of the whole matrix.
    ///   - all: where the unknowns of the border are written to; may be the right side.
    func solve(
        _ x: UnsafeMutablePointer<Double>, _ right: UnsafePointer<Double>, into all: UnsafeMutablePointer<Double>
    ) {
        guard let solutions = solutions.baseAddress else { return }
        let size = rows.count
        for row in 0..<size { unknowns[row] = right[rows[row]] - action(row, on: x) }
        for row in 0..<size { unknowns.swapAt(row, exchanged[row]) }
        for row in 0..<size {
            for later in (row + 1)..<max(size, row + 1) {
                unknowns[later] -= factors[later * size + row] * unknowns[row]
            }
        }
        for row in (0..<size).reversed() {
            for other in (row + 1)..<max(size, row + 1) {
                unknowns[row] -= factors[row * size + other] * unknowns[other]
            }
            unknowns[row] /= factors[row * size + row]
            let (unknown, solution) = (unknowns[row], solutions + row * count)
            for index in 0..<count { x[index] -= unknown * solution[index] }
        }
        for row in 0..<size { all[rows[row]] = unknowns[row] }
    }
}
