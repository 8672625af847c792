import SubkelvinTesting
import Testing

@testable import Solvers

@Suite("Elimination in a fixed order")
struct FixedEliminationTests {
    /// A matrix that its diagonal dominates by columns, as I − γJ of a network does.
    private func matrix(on pattern: SparsePattern, _ random: inout SeededRandom) -> SparseMatrix {
        var matrix = SparseMatrix(pattern: pattern)
        for column in 0..<pattern.size {
            let entries = pattern.columnStarts[column]..<pattern.columnStarts[column + 1]
            for entry in entries { matrix.values[entry] = -random.uniform(in: 0...1.0) }
            let sum = matrix.values[entries].reduce(0, +)
            if let own = pattern.index(row: column, column: column) { matrix.values[own] = 1 - sum }
        }
        return matrix
    }

    private func check(_ pattern: SparsePattern, _ random: inout SeededRandom) throws {
        let elimination = try #require(FixedElimination(pattern))
        for _ in 0..<3 {
            let matrix = matrix(on: pattern, &random)
            #expect(elimination.factorize(matrix.values))
            let x = (0..<pattern.size).map { _ in random.normal() }
            var found = matrix.times(x)
            found.withUnsafeMutableBufferPointer { $0.baseAddress.map { elimination.solve($0) } }
            for (found, expected) in zip(found, x) { #expect(abs(found - expected) < 1e-11) }
        }
    }

    @Test(
        "A·x = b: chains, coupled at their ends and between, with rows that follow from all",
        arguments: [UInt64](1...40))
    func networks(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var entries: [(row: Int, column: Int)] = []
        var (n, ends) = (0, [Int]())
        for _ in 0..<random.uniform(in: 1...3) {
            let length = random.uniform(in: 1...30)
            for node in n..<n + length - 1 { entries += [(node, node + 1), (node + 1, node)] }
            n += length
            ends.append(n - 1)
        }
        // A dense block after the chains; each chain's last node knows it.
        let block = random.uniform(in: 0...3)
        for row in n..<n + block {
            for column in n..<n + block { entries.append((row, column)) }
            for end in ends { entries += random.uniform(in: 0...1) == 0 ? [(row, end)] : [(row, end), (end, row)] }
        }
        n += block
        // Sums of all the others, at the end as a rule.
        let sums = random.uniform(in: 0...2)
        for row in n..<n + sums { entries += (0..<n).map { (row, $0) } }
        try check(SparsePattern(size: n + sums, entries: entries), &random)
    }

    @Test("A·x = b: bands, whole matrices and one number", arguments: 1...6)
    func bands(_ width: Int) throws {
        var random = SeededRandom(seed: UInt64(width))
        try check(.band(size: 20, halfWidth: width), &random)
        try check(full(width), &random)
    }

    @Test(
        "A·x = b: sections side by side, tied to each other here and there, in an order found for them",
        arguments: 1...40)
    func sections(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let (count, length) = (random.uniform(in: 2...5), random.uniform(in: 10...60))
        let n = count * length
        var entries: [(row: Int, column: Int)] = []
        for section in 0..<count {
            for place in 0..<length {
                let node = section * length + place
                if place > 0 { entries += [(node, node - 1), (node - 1, node)] }
                // Some ties lead one way only.
                guard section > 0, random.uniform(in: 0...2) > 0 else { continue }
                entries += [(node, node - length)]
                if random.uniform(in: 0...3) > 0 { entries += [(node - length, node)] }
            }
        }
        entries += (0..<n).map { (n, $0) }
        try check(SparsePattern(size: n + 1, entries: entries), &random)
    }

    @Test("a chain fills in nothing, whatever its rows are called", arguments: 1...20)
    func order(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let n = 2 * random.uniform(in: 5...100)
        var names = Array(0..<n)
        for place in names.indices { names.swapAt(place, random.uniform(in: place...n - 1)) }
        var chain: [(row: Int, column: Int)] = []
        for place in 1..<n {
            chain += [(names[place], names[place - 1]), (names[place - 1], names[place])]
        }
        let none = [Bool](repeating: false, count: n)
        let found = try #require(EliminationOrder(SparsePattern(size: n, entries: chain), none))
        #expect(found.rows.sorted() == Array(0..<n))
        #expect(found.entryCount == n + 2 * (n - 1))
    }

    @Test("a hub that comes first goes last; one with many spokes is a border, and too many of those are left to KLU")
    func hub() throws {
        var random = SeededRandom(seed: 1)
        func wheel(_ size: Int, hubs: Int = 1) -> SparsePattern {
            let spokes = (0..<hubs).flatMap { hub in
                (hubs..<size).flatMap { [(row: hub, column: $0), (row: $0, column: hub)] }
            }
            return SparsePattern(size: size, entries: spokes)
        }
        try check(wheel(50), &random)
        try check(wheel(100), &random)
        try check(wheel(100, hubs: 8), &random)
        #expect(FixedElimination(wheel(100, hubs: 9)) == nil)
    }

    @Test(
        "A·x = b: sections on which a few unknowns act everywhere, and which act on those here and there",
        arguments: 1...20)
    func borders(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let (count, length, few) = (random.uniform(in: 2...4), random.uniform(in: 40...60), random.uniform(in: 1...4))
        let n = count * length
        var entries: [(row: Int, column: Int)] = []
        for node in 0..<n {
            if node % length > 0 { entries += [(node, node - 1), (node - 1, node)] }
            if node >= length, random.uniform(in: 0...1) == 0 {
                entries += [(node, node - length), (node - length, node)]
            }
            entries += (n..<n + few).map { (node, $0) }
            if random.uniform(in: 0...9) == 0 { entries.append((random.uniform(in: n...n + few - 1), node)) }
        }
        for row in n..<n + few { entries += (n..<n + few).map { (row, $0) } }
        entries += (0..<n + few).map { (n + few, $0) }
        try check(SparsePattern(size: n + few + 1, entries: entries), &random)
    }

    @Test("I − γ·J is factorised as the matrix written out is", arguments: 1...10)
    func shifted(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var entries: [(row: Int, column: Int)] = []
        for row in 1..<70 { entries += [(row, row - 1), (row - 1, row), (row, 0), (0, row)] }
        entries += (0..<70).map { (70, $0) }
        let pattern = SparsePattern(size: 71, entries: entries)
        let (jacobian, matrix) = (ShiftedJacobian(pattern), matrix(on: pattern, &random))
        // −J has the dominant diagonal, so that I − γ·J has it too.
        for (index, value) in matrix.values.enumerated() { jacobian.values[index] = -value }
        jacobian.gamma = random.uniform(in: 0.1...10.0)
        var written = SparseMatrix(pattern: pattern)
        written.values.withUnsafeMutableBufferPointer { $0.baseAddress.map(jacobian.write(into:)) }
        let elimination = try #require(FixedElimination(pattern))
        #expect(elimination.factorize(jacobian))
        let x = (0..<pattern.size).map { _ in random.normal() }
        var found = written.times(x)
        found.withUnsafeMutableBufferPointer { $0.baseAddress.map { elimination.solve($0) } }
        for (found, expected) in zip(found, x) { #expect(abs(found - expected) < 1e-11) }
    }

    @Test(
        "a pivot that is zero, lost beside its column, or no number is told",
        arguments: [
            [0, 1, 1, 0], [1e-4, 1, 1, 0], [1, 1, 1, 1], [.nan, 1, 1, 4], [1, 1, .nan, 4], [1, .infinity, 1, 4],
        ])
    func pivots(_ values: [Double]) throws {
        let elimination = try #require(FixedElimination(full(2)))
        #expect(!elimination.factorize(values))
        // The next matrix is none the worse for it.
        #expect(elimination.factorize([2, 1, 1, 2]))
        var x = [4.0, 5]
        x.withUnsafeMutableBufferPointer { $0.baseAddress.map { elimination.solve($0) } }
        #expect(abs(x[0] - 1) < 1e-15 && abs(x[1] - 2) < 1e-15)
    }

    @Test("where the pivots are bad KLU finds others: two decays hidden in a matrix with a growing diagonal")
    func otherPivots() throws {
        // Eigenvalues −1 and −10⁶; a·d − b·c is their product, a + d their sum.
        let (a, b) = (1e5, 1.0)
        let d = -1e6 - 1 - a
        let c = (a * d - 1e6) / b
        // At γ = 1/a, and near it, the first pivot is lost; elsewhere the second row is larger in its own units alone.
        let elimination = try #require(FixedElimination(full(2)))
        for gamma in [1 / a, (1 - 1e-10) / a] {
            #expect(!elimination.factorize([1 - gamma * a, -gamma * c, -gamma * b, 1 - gamma * d]))
        }
        #expect(elimination.factorize([1 - 1e-6 * a, -1e-6 * c, -1e-6 * b, 1 - 1e-6 * d]))
        let system = Motion(full(2)) { (_, y, f) throws(EvaluationFailure) in
            f[0] = a * y[0] + b * y[1]
            f[1] = c * y[0] + d * y[1]
        } derivatives: { (_, _, j) throws(EvaluationFailure) in
            (j[0], j[1], j[2], j[3]) = (a, c, b, d)
        }
        // The slow eigenvector is (1, (−1 − a)/b).
        let start = [1, (-1 - a) / b]
        let integrator = try StiffIntegrator(system, state: start, tolerance: .relative(1e-8, absolute: [1e-10, 1e-5]))
        _ = try integrator.advance(to: 2, exactly: true)
        for (found, begun) in zip(integrator.state, start) { #expect(abs(found / begun - 0.1353352832366127) < 1e-6) }
    }
}
