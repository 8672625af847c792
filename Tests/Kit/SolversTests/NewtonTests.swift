import Solvers
import SubkelvinTesting
import Testing

@Suite("Newton's method and pseudo-transient continuation")
struct NewtonTests {
    private func rosenbrock() -> Equations {
        Equations(full(2)) { (x, f) throws(EvaluationFailure) in
            f[0] = 10 * (x[1] - x[0] * x[0])
            f[1] = 1 - x[0]
        } derivatives: { (x, j) throws(EvaluationFailure) in
            j[0] = -20 * x[0]
            j[1] = -1
            j[2] = 10
        }
    }

    @Test("Rosenbrock's valley ends at (1, 1)")
    func rosenbrockValley() throws {
        let solver = try NewtonSolver(rosenbrock())
        var x = [-1.2, 1]
        let report = try solver.solve(&x, tolerance: 1e-12)
        #expect(abs(x[0] - 1) < 1e-12 && abs(x[1] - 1) < 1e-12)
        #expect(report.iterations > 0 && report.jacobians == report.iterations && report.residual <= 1e-12)
        // The same solver serves again.
        x = [3, -2]
        _ = try solver.solve(&x, tolerance: 1e-12)
        #expect(abs(x[0] - 1) < 1e-12)
    }

    @Test("near the root plain steps are enough; without a line search Rosenbrock's valley takes two")
    func undamped() throws {
        let solver = try NewtonSolver(rosenbrock())
        var x = [-1.2, 1]
        let report = try solver.solve(&x, tolerance: 1e-12, isDamped: false)
        #expect(report.iterations == 2 && abs(x[0] - 1) < 1e-12 && abs(x[1] - 1) < 1e-12)
    }

    @Test("Brown's almost linear function has a root where the product is 1", arguments: [3, 5, 10])
    func brown(_ n: Int) throws {
        let system = Equations(full(n)) { (x, f) throws(EvaluationFailure) in
            var (sum, product) = (0.0, 1.0)
            for i in 0..<n {
                sum += x[i]
                product *= x[i]
            }
            for i in 0..<n - 1 { f[i] = x[i] + sum - Double(n + 1) }
            f[n - 1] = product - 1
        } derivatives: { (x, j) throws(EvaluationFailure) in
            for column in 0..<n {
                for row in 0..<n - 1 { j[column * n + row] = row == column ? 2 : 1 }
                var product = 1.0
                for i in 0..<n where i != column { product *= x[i] }
                j[column * n + n - 1] = product
            }
        }
        let solver = try NewtonSolver(system)
        var x = [Double](repeating: 0.5, count: n)
        _ = try solver.solve(&x, tolerance: 1e-12)
        #expect(abs(x.reduce(1, *) - 1) < 1e-11)
        // All but the last unknown are equal by the equations.
        #expect(x.dropLast().allSatisfy { abs($0 - x[0]) < 1e-12 })
    }

    @Test("singular equations, failures and bad arguments are told apart")
    func failures() throws {
        let flat = Equations(full(2)) { (x, f) throws(EvaluationFailure) in
            f[0] = x[0] + x[1] - 1
            f[1] = x[0] + x[1] - 2
        } derivatives: { (x, j) throws(EvaluationFailure) in
            for i in 0..<4 { j[i] = 1 }
        }
        var x = [0.0, 0]
        let singular = #expect(throws: SolverError.self) { _ = try NewtonSolver(flat).solve(&x, tolerance: 1e-10) }
        guard case .singular = singular?.reason else { throw TestFailure("expected singular, got \(singular as Any)") }

        let failing = Equations(full(1)) { (x, f) throws(EvaluationFailure) in
            throw EvaluationFailure("no value here")
        } derivatives: { (x, j) throws(EvaluationFailure) in
            j[0] = 1
        }
        var y = [1.0]
        let failure = #expect(throws: SolverError.self) { _ = try NewtonSolver(failing).solve(&y, tolerance: 1e-10) }
        #expect(failure?.reason == .evaluation(EvaluationFailure("no value here")))

        let notANumber = Equations(full(1)) { (x, f) throws(EvaluationFailure) in
            f[0] = .nan
        } derivatives: { (x, j) throws(EvaluationFailure) in
            j[0] = 1
        }
        let nan = #expect(throws: SolverError.self) { _ = try NewtonSolver(notANumber).solve(&y, tolerance: 1e-10) }
        #expect(nan?.reason == .evaluation(EvaluationFailure("a value is not finite")))

        let rootless = Equations(full(1)) { (x, f) throws(EvaluationFailure) in
            f[0] = x[0] * x[0] + 1
        } derivatives: { (x, j) throws(EvaluationFailure) in
            j[0] = 2 * x[0]
        }
        y = [3]
        #expect(throws: SolverError.self) { _ = try NewtonSolver(rootless).solve(&y, tolerance: 1e-10) }
        y = [.infinity]
        #expect(throws: SolverError.self) { _ = try NewtonSolver(rootless).solve(&y, tolerance: 1e-10) }
        y = [1, 2]
        #expect(throws: SolverError.self) { _ = try NewtonSolver(rootless).solve(&y, tolerance: 1e-10) }
    }

    @Test("a failure far from the guess shortens the step")
    func recovery() throws {
        // Full Newton from 0.2 leaps to negative numbers, where the logarithm has no value.
        let system = Equations(full(1)) { (x, f) throws(EvaluationFailure) in
            guard x[0] > 0 else { throw EvaluationFailure("log of \(x[0])") }
            f[0] = x[0] * x[0] - 4 + 1 / x[0]
        } derivatives: { (x, j) throws(EvaluationFailure) in
            j[0] = 2 * x[0] - 1 / (x[0] * x[0])
        }
        var x = [0.72]
        _ = try NewtonSolver(system).solve(&x, tolerance: 1e-12)
        #expect(abs(x[0] * x[0] - 4 + 1 / x[0]) < 1e-12)
    }

    @Test("pseudo-transient continuation finds the rest of what Newton's method leaps over", arguments: [1e-3, 1, 1e4])
    func pseudoTransient(_ start: Double) throws {
        // F falls with x and has a wall in its slope: a cooler that starts above 0.75.
        let system = Equations(full(1)) { (x, f) throws(EvaluationFailure) in
            f[0] = 1 - (x[0] > 0.75 ? 36 * ((x[0] - 0.75) * (x[0] - 0.75)) : 0)
        } derivatives: { (x, j) throws(EvaluationFailure) in
            j[0] = x[0] > 0.75 ? -72 * (x[0] - 0.75) : 0
        }
        var x = [start]
        let report = try PseudoTransientSolver(system).solve(&x, tolerance: 1e-12, residualScales: [1])
        #expect(abs(x[0] - (0.75 + 1.0 / 6)) < 1e-12)
        #expect(report.iterations < 60)
    }

    @Test("A·x = b and its transpose, over random patterns", arguments: [UInt64](1...20))
    func factorization(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let n = random.uniform(in: 2...60)
        var entries: [(row: Int, column: Int)] = []
        for _ in 0..<3 * n { entries.append((random.uniform(in: 0...n - 1), random.uniform(in: 0...n - 1))) }
        let pattern = SparsePattern(size: n, entries: entries)
        #expect(entries.allSatisfy { pattern.index(row: $0.row, column: $0.column) != nil })
        let factorization = try SparseFactorization(pattern)
        for _ in 0..<3 {
            var matrix = SparseMatrix(pattern: pattern)
            for index in matrix.values.indices { matrix.values[index] = random.normal() }
            for i in 0..<n { if let entry = pattern.index(row: i, column: i) { matrix.values[entry] += 8 } }
            try factorization.factorize(matrix.values)
            let x = (0..<n).map { _ in random.normal() }
            var b = matrix.times(x)
            try factorization.solve(&b)
            for (found, expected) in zip(b, x) { #expect(abs(found - expected) < 1e-10) }
            var unit = [Double](repeating: 0, count: n)
            unit[0] = 1
            try factorization.solve(&unit, transposed: true)
            // yᵀ·A = e₀ᵀ, so yᵀ·(A·x) = x₀.
            let image = matrix.times(x)
            #expect(abs(zip(unit, image).map(*).reduce(0, +) - x[0]) < 1e-10)
        }
    }
}

/// What a test has to say.
struct TestFailure: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}
