/// Gaussian elimination without a search for pivots, its order and every address found once a pattern.
///
/// Balances of networks are dominated by their diagonals, so that they need no pivoting; where a section is a chain, or little
/// more, the order of its nodes fills in nothing, and where sections lie side by side, ``EliminationOrder`` finds one that fills in
/// little. What is left of a factorisation is arithmetic.
///
/// Unknowns that no other row asks for, such as a sum of the others, are not eliminated: they follow from the rest. The few on which
/// nearly all depend are the matrix's ``EliminationBorder``.
final class FixedElimination {
    /// The number of rows.
    let size: Int
    /// The rows eliminated, in order.
    ///
    /// All that follows calls a row by its number there, so that what is used together lies together.
    let order: UnsafeMutableBufferPointer<Int32>
    /// Where the neighbours of each begin: the rows eliminated later that share an entry with it, originally or by fill-in.
    let starts: UnsafeMutableBufferPointer<Int32>
    /// Those of a row ascend.
    let neighbours: UnsafeMutableBufferPointer<Int32>
    /// For each row, neighbour and earlier neighbour the place at which those two share an entry.
    let pairs: UnsafeMutableBufferPointer<Int32>
    /// Where in the matrix the diagonal comes from, and then the rows that follow.
    let sources: UnsafeMutableBufferPointer<Int32>
    /// Where what lies beside the diagonal comes from, and to which half of a couple it goes; the rest fills in.
    let halves: UnsafeMutableBufferPointer<Half>
    /// The unknowns on which nearly all rows depend; nil where there are none.
    let border: EliminationBorder?
    /// The rows that follow, and where the other entries of each begin among those columns.
    let following: [(row: Int32, starts: Int32)]
    let columns: UnsafeMutableBufferPointer<Int32>
    /// Lower and upper part of each entry while the matrix is factorised; zeros before and after.
    let couples: UnsafeMutableBufferPointer<SIMD2<Double>>
    /// Diagonal (after factorising its inverse), lower parts, upper parts (each row over its pivot), then the rows that follow and their diagonal.
    let values: UnsafeMutableBufferPointer<Double>
    /// A solution on its way, in the order of elimination.
    let unknowns: UnsafeMutableBufferPointer<Double>

    /// The rows eliminated, run by run.
    let runs: [Run]

    /// Rows with as many neighbours that are eliminated one after the other.
    struct Run {
        /// How many neighbours each has.
        var width: Int
        /// Whether that is one, the next row, so that what one hands to the next stays in a register.
        var isChain: Bool
        /// Their numbers in the order.
        var rows: Range<Int>
        /// Where their neighbours begin.
        var entry: Int
        /// Where their pairs of neighbours begin.
        var pair: Int
    }

    /// Half a couple: lower parts have even numbers, upper ones odd.
    struct Half {
        var number: Int32
        var source: Int32
    }

    /// Lays out the elimination; nil where the order of the rows fills in so much that another one should be sought.
    init?(_ pattern: SparsePattern) {
        let size = pattern.size
        let isFollowing = (0..<size).map { pattern.columnStarts[$0 + 1] - pattern.columnStarts[$0] == 1 }
        guard let (order, later, hubs) = Self.order(pattern, isFollowing) else { return nil }
        let places = EliminationPlaces(order: order, later: later, size: size)
        let (own, count) = (order.count, places.neighbours.count)
        // Rows that follow stand after the rest, each with its own entry last.
        let followers = (0..<size).filter { isFollowing[$0] }
        var tails = [[(entry: Int, column: Int)]](repeating: [], count: followers.count)
        var tail = [Int](repeating: 0, count: size)
        for (index, row) in followers.enumerated() { tail[row] = index }
        var hub = [Int?](repeating: nil, count: size)
        for (index, row) in hubs.enumerated() { hub[row] = index }
        var edges = (
            columns: [[EliminationBorder.Entry]](repeating: [], count: hubs.count),
            acted: [[EliminationBorder.Entry]](repeating: [], count: hubs.count), own: [EliminationBorder.Entry]()
        )
        var sources = [Int32](repeating: 0, count: own)
        var halves: [Half] = []
        halves.reserveCapacity(pattern.count)
        for column in 0..<size {
            for entry in pattern.columnStarts[column]..<pattern.columnStarts[column + 1] {
                let row = pattern.rows[entry]
                let source = Int32(entry)
                if isFollowing[row] {
                    if row != column { tails[tail[row]].append((entry, column)) }
                    continue
                }
                switch (hub[row], hub[column]) {
                case (nil, nil) where row == column: sources[Int(places.number[row])] = source
                case (nil, nil): halves.append(Half(number: Int32(places.half(row, column)), source: source))
                case (nil, let column?):
                    edges.columns[column].append(.init(number: places.number[row], source: source))
                case (let row?, nil): edges.acted[row].append(.init(number: places.number[column], source: source))
                case (let row?, let column?):
                    edges.own.append(.init(number: Int32(row * hubs.count + column), source: source))
                }
            }
        }
        var following: [(row: Int32, starts: Int32)] = []
        var columns: [Int32] = []
        for (index, row) in followers.enumerated() {
            following.append((Int32(row), Int32(columns.count)))
            for (entry, column) in tails[index] + [(pattern.columnStarts[row], row)] {
                sources.append(Int32(entry))
                columns.append(Int32(column))
            }
        }
        following.append((Int32(size), Int32(columns.count)))
        self.size = size
        self.following = following
        runs = Self.runs(places)
        border =
            hubs.isEmpty
            ? nil
            : EliminationBorder(
                rows: hubs, columns: edges.columns, acted: edges.acted, own: edges.own, count: own)
        self.order = Self.held(order.map { Int32($0) })
        starts = Self.held(places.starts)
        neighbours = Self.held(places.neighbours)
        pairs = Self.held(places.pairs())
        self.sources = Self.held(sources)
        // In the order in which they are written.
        halves.sort { $0.number < $1.number }
        self.halves = Self.held(halves)
        self.columns = Self.held(columns)
        couples = .allocate(capacity: count)
        couples.initialize(repeating: .zero)
        values = .allocate(capacity: sources.count + 2 * count)
        values.initialize(repeating: 0)
        unknowns = .allocate(capacity: own)
        unknowns.initialize(repeating: 0)
    }

    /// The rows in the order in which they are eliminated, for each in that order its later neighbours, and the rows of the border; nil where both
    /// orders fill in much.
    private static func order(
        _ pattern: SparsePattern, _ isFollowing: [Bool]
    ) -> (rows: [Int], later: RowLists, hubs: [Int])? {
        if let later = RowLists(eliminating: pattern, without: isFollowing) {
            return ((0..<pattern.size).filter { !isFollowing[$0] }, later, [])
        }
        let hubs = EliminationOrder.hubs(pattern, isFollowing)
        guard hubs.count <= EliminationBorder.most else { return nil }
        var isLeft = isFollowing
        for row in hubs { isLeft[row] = true }
        guard let found = EliminationOrder(pattern, isLeft), found.entryCount <= 2 * pattern.count else { return nil }
        return (found.rows, found.later, hubs)
    }

    deinit {
        for indices in [order, starts, neighbours, pairs, sources, columns] { indices.deallocate() }
        halves.deallocate()
        couples.deallocate()
        values.deallocate()
        unknowns.deallocate()
    }

    /// Cuts an order into runs.
    private static func runs(_ places: EliminationPlaces) -> [Run] {
        var runs: [Run] = []
        var pair = 0
        for row in 0..<places.count {
            let (first, last) = (Int(places.starts[row]), Int(places.starts[row + 1]))
            let width = last - first
            let isChain = width == 1 && places.neighbours[first] == row + 1
            if let run = runs.last, run.width == width, run.isChain == isChain {
                runs[runs.count - 1].rows = run.rows.lowerBound..<row + 1
            } else {
                runs.append(Run(width: width, isChain: isChain, rows: row..<row + 1, entry: first, pair: pair))
            }
            pair += width * (width - 1) / 2
        }
        return runs
    }

    /// Numbers as memory that is read without checks.
    private static func held<Number>(_ numbers: [Number]) -> UnsafeMutableBufferPointer<Number> {
        let memory = UnsafeMutableBufferPointer<Number>.allocate(capacity: numbers.count)
        _ = memory.initialize(from: numbers)
        return memory
    }
}
