/// Gaussian elimination without a search for pivots, its order and every address found once a pattern.
///
/// Balances of networks are dominated by their diagonals, so that they need no pivoting; where a section is a chain, or little
/// more, the order of its nodes fills in nothing, and where sections lie side by side, ``EliminationOrder`` finds one that fills in
/// little. What is left of a factorisation is arithmetic.
///
/// Unknowns that no other row asks for, such as a sum of the others, are not eliminated: they follow from the rest.
final class FixedElimination {
    /// The number of rows.
    let size: Int
    /// The rows eliminated, in order.
    private let order: UnsafeMutableBufferPointer<Int32>
    /// Where the neighbours of each begin: the rows eliminated later that share an entry with it, originally or by fill-in.
    private let starts: UnsafeMutableBufferPointer<Int32>
    private let neighbours: UnsafeMutableBufferPointer<Int32>
    /// For each row, neighbour and neighbour again the place of what is reduced.
    private let targets: UnsafeMutableBufferPointer<Int32>
    /// The place of each entry of the matrix.
    private let places: UnsafeMutableBufferPointer<Int32>
    private let hasFillIn: Bool
    /// The rows that follow, and where the other entries of each begin among those columns.
    private let following: [(row: Int32, starts: Int32)]
    private let columns: UnsafeMutableBufferPointer<Int32>
    /// Diagonal (after factorising its inverse), lower parts, upper parts (each row over its pivot), then the rows that follow and their diagonal.
    private let values: UnsafeMutableBufferPointer<Double>

    /// The rows eliminated, run by run.
    private let runs: [Run]

    /// Rows that are eliminated one after the other.
    private struct Run {
        /// Their numbers in the order.
        var rows: Range<Int>
        /// Whether each has the next row alone as its neighbour, as most have in a section.
        ///
        /// Such rows need no lists, and what one hands to the next stays in a register.
        var isChain: Bool
        /// Where their neighbours begin.
        var entry: Int
        /// Where their targets begin.
        var target: Int
    }

    /// The largest multiple of a row that is taken off another: what KLU allows too before it looks for another pivot.
    private static let largestMultiplier = 1000.0

    /// Lays out the elimination; nil where the order of the rows fills in so much that another one should be sought.
    init?(_ pattern: SparsePattern) {
        let size = pattern.size
        let isFollowing = (0..<size).map { pattern.columnStarts[$0 + 1] - pattern.columnStarts[$0] == 1 }
        guard let (order, later) = Self.order(pattern, isFollowing) else { return nil }
        var starts: [Int32] = [0]
        var neighbours: [Int32] = []
        var number = [Int](repeating: 0, count: size)
        for (index, row) in order.enumerated() {
            number[row] = index
            for other in later[row] { neighbours.append(Int32(other)) }
            starts.append(Int32(neighbours.count))
        }
        let count = neighbours.count
        let parts = EliminationPlaces(order: order.count, count: count, later: later, number: number, starts: starts)
        var targets: [Int32] = []
        for row in order {
            for column in later[row] {
                for other in later[row] { targets.append(Int32(parts.place(other, column))) }
            }
        }
        // Rows that follow stand after the rest, each with its own entry last.
        var places = [Int32](repeating: 0, count: pattern.count)
        var tails = [[(entry: Int, column: Int)]](repeating: [], count: size - order.count)
        let followers = (0..<size).filter { isFollowing[$0] }
        for (index, row) in followers.enumerated() { number[row] = index }
        for column in 0..<size {
            for entry in pattern.columnStarts[column]..<pattern.columnStarts[column + 1] {
                let row = pattern.rows[entry]
                if !isFollowing[row] {
                    places[entry] = Int32(parts.place(row, column))
                } else if row != column {
                    tails[number[row]].append((entry, column))
                }
            }
        }
        var next = order.count + 2 * count
        var following: [(row: Int32, starts: Int32)] = []
        var columns: [Int32] = []
        for (index, row) in followers.enumerated() {
            following.append((Int32(row), Int32(columns.count)))
            for (entry, column) in tails[index] + [(pattern.columnStarts[row], row)] {
                places[entry] = Int32(next)
                columns.append(Int32(column))
                next += 1
            }
        }
        following.append((Int32(size), Int32(columns.count)))
        runs = Self.runs(order, later)
        self.size = size
        self.order = Self.held(order.map { Int32($0) })
        self.starts = Self.held(starts)
        self.neighbours = Self.held(neighbours)
        self.targets = Self.held(targets)
        self.places = Self.held(places)
        hasFillIn = 2 * count + order.count + columns.count > pattern.count
        self.following = following
        self.columns = Self.held(columns)
        values = .allocate(capacity: next)
        values.initialize(repeating: 0)
    }

    /// The rows in the order in which they are eliminated, and for each its later neighbours; nil where both orders fill in much.
    private static func order(_ pattern: SparsePattern, _ isFollowing: [Bool]) -> (rows: [Int], later: [[Int]])? {
        var structure = EliminationStructure(pattern, isFollowing)
        if structure.fillIn(atMost: pattern.count) {
            return ((0..<pattern.size).filter { !isFollowing[$0] }, structure.later)
        }
        guard let found = EliminationOrder(pattern, isFollowing), found.entryCount <= 2 * pattern.count else {
            return nil
        }
        return (found.rows, found.later)
    }

    deinit {
        for indices in [order, starts, neighbours, targets, places, columns] { indices.deallocate() }
        values.deallocate()
    }

    /// Cuts an order into chains and what lies between them.
    private static func runs(_ order: [Int], _ later: [[Int]]) -> [Run] {
        var runs: [Run] = []
        var (entry, target) = (0, 0)
        for (index, row) in order.enumerated() {
            let isChain = later[row] == [row + 1] && index + 1 < order.count && order[index + 1] == row + 1
            if let last = runs.last, last.isChain == isChain {
                runs[runs.count - 1].rows = last.rows.lowerBound..<index + 1
            } else {
                runs.append(Run(rows: index..<index + 1, isChain: isChain, entry: entry, target: target))
            }
            entry += later[row].count
            target += later[row].count * later[row].count
        }
        return runs
    }

    /// Numbers as memory that is read without checks.
    private static func held(_ numbers: [Int32]) -> UnsafeMutableBufferPointer<Int32> {
        let memory = UnsafeMutableBufferPointer<Int32>.allocate(capacity: numbers.count)
        _ = memory.initialize(from: numbers)
        return memory
    }

    /// Factorises a matrix.
    ///
    /// - Returns: whether every pivot was large enough; nothing may be solved where one was not.
    func factorize(_ matrix: UnsafePointer<Double>) -> Bool {
        guard let values = values.baseAddress else { return false }
        if hasFillIn { self.values.update(repeating: 0) }
        for entry in places.indices { values[Int(places[entry])] = matrix[entry] }
        let lower = values + order.count
        let upper = lower + neighbours.count
        var isFine = true
        for run in runs {
            let fine = run.isChain ? factorizeChain(run, values, lower, upper) : factorize(run, values, lower, upper)
            isFine = fine && isFine
        }
        for index in following.indices.dropFirst() {
            // The entry before each row's first is the diagonal of the one before it.
            let diagonal = upper[neighbours.count + Int(following[index].starts) - 1]
            isFine = abs(1 / diagonal) <= .greatestFiniteMagnitude && isFine
        }
        return isFine
    }

    private typealias Numbers = UnsafeMutablePointer<Double>

    private func factorizeChain(_ run: Run, _ values: Numbers, _ lower: Numbers, _ upper: Numbers) -> Bool {
        var (isFine, entry) = (true, run.entry)
        var pivot = values[run.rows.lowerBound]
        for index in run.rows {
            let inverse = 1 / pivot
            let multiplier = lower[entry] * inverse
            // The next pivot waits for one division alone: inverse and multiplier are found beside it.
            pivot = values[index &+ 1] - lower[entry] * upper[entry] / pivot
            values[index] = inverse
            lower[entry] = multiplier
            // What a solution waits for is one product less if the row is divided by its pivot here.
            upper[entry] *= inverse
            entry &+= 1
            // What is no number is not fine either.
            isFine = abs(inverse) <= .greatestFiniteMagnitude && abs(multiplier) <= Self.largestMultiplier && isFine
        }
        values[run.rows.upperBound] = pivot
        return isFine
    }

    private func factorize(_ run: Run, _ values: Numbers, _ lower: Numbers, _ upper: Numbers) -> Bool {
        guard let starts = starts.baseAddress, let targets = targets.baseAddress else { return true }
        var (isFine, target) = (true, run.target)
        for index in run.rows {
            let inverse = 1 / values[index]
            values[index] = inverse
            isFine = abs(inverse) <= .greatestFiniteMagnitude && isFine
            let (first, last) = (Int(starts[index]), Int(starts[index &+ 1]))
            for entry in first..<last {
                let multiplier = lower[entry] * inverse
                lower[entry] = multiplier
                isFine = abs(multiplier) <= Self.largestMultiplier && isFine
            }
            for column in first..<last {
                let factor = upper[column]
                for row in first..<last {
                    values[Int(targets[target])] -= lower[row] * factor
                    target &+= 1
                }
            }
            for entry in first..<last { upper[entry] *= inverse }
        }
        return isFine
    }

    /// Replaces b by the solution of A·x = b.
    func solve(_ x: UnsafeMutablePointer<Double>) {
        guard let values = values.baseAddress else { return }
        let lower = values + order.count
        let upper = lower + neighbours.count
        for run in runs {
            if run.isChain { forwardChain(run, x, lower) } else { forward(run, x, lower) }
        }
        for run in runs.reversed() {
            if run.isChain { backwardChain(run, x, values, upper) } else { backward(run, x, values, upper) }
        }
        follow(x, upper + neighbours.count)
    }

    private func forwardChain(_ run: Run, _ x: Numbers, _ lower: Numbers) {
        var row = Int(order[run.rows.lowerBound])
        var known = x[row]
        for entry in run.entry..<run.entry + run.rows.count {
            row &+= 1
            known = x[row] - lower[entry] * known
            x[row] = known
        }
    }

    private func forward(_ run: Run, _ x: Numbers, _ lower: Numbers) {
        guard let order = order.baseAddress, let starts = starts.baseAddress, let neighbours = neighbours.baseAddress
        else { return }
        for index in run.rows {
            let known = x[Int(order[index])]
            for entry in Int(starts[index])..<Int(starts[index &+ 1]) {
                x[Int(neighbours[entry])] -= lower[entry] * known
            }
        }
    }

    private func backwardChain(_ run: Run, _ x: Numbers, _ inverses: Numbers, _ upper: Numbers) {
        var (row, index) = (Int(order[run.rows.lowerBound]) + run.rows.count, run.rows.upperBound)
        var known = x[row]
        for entry in (run.entry..<run.entry + run.rows.count).reversed() {
            row &-= 1
            index &-= 1
            known = x[row] * inverses[index] - upper[entry] * known
            x[row] = known
        }
    }

    private func backward(_ run: Run, _ x: Numbers, _ inverses: Numbers, _ upper: Numbers) {
        guard let order = order.baseAddress, let starts = starts.baseAddress, let neighbours = neighbours.baseAddress
        else { return }
        for index in run.rows.reversed() {
            let row = Int(order[index])
            var rest = x[row] * inverses[index]
            for entry in Int(starts[index])..<Int(starts[index &+ 1]) {
                rest -= upper[entry] * x[Int(neighbours[entry])]
            }
            x[row] = rest
        }
    }

    /// Finds the unknowns that follow from the others.
    private func follow(_ x: UnsafeMutablePointer<Double>, _ values: UnsafeMutablePointer<Double>) {
        for index in 0..<(following.count - 1) {
            let own = Int(following[index + 1].starts) - 1
            // Four sums at a time: one would wait for each addition to end.
            var sums = SIMD4<Double>.zero
            var entry = Int(following[index].starts)
            while entry &+ 4 <= own {
                let known = SIMD4(
                    x[Int(columns[entry])], x[Int(columns[entry &+ 1])],
                    x[Int(columns[entry &+ 2])], x[Int(columns[entry &+ 3])])
                sums += UnsafeRawPointer(values + entry).loadUnaligned(as: SIMD4<Double>.self) * known
                entry &+= 4
            }
            var sum = sums.sum()
            while entry < own {
                sum += values[entry] * x[Int(columns[entry])]
                entry &+= 1
            }
            let row = Int(following[index].row)
            x[row] = (x[row] - sum) / values[own]
        }
    }
}
