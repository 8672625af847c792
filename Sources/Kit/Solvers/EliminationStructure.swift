/// Where a factorisation keeps each entry: the diagonal, then what is below it by columns, then what is above by rows.
///
/// Rows are called by their numbers in the order of elimination.
struct EliminationPlaces {
    /// Where the later neighbours of each row begin, and where those of the last end.
    private(set) var starts: [Int32] = [0]
    /// Those of a row ascend.
    private(set) var neighbours: [Int32] = []
    /// The number of each row of the matrix.
    private(set) var number: [Int32]

    /// Numbers the rows.
    ///
    /// - Parameters:
    ///   - order: the rows in the order in which they are eliminated.
    ///   - later: for each row those eliminated later that share an entry with it.
    ///   - size: how many rows there are, eliminated or not.
    init(order: [Int], later: [[Int]], size: Int) {
        number = [Int32](repeating: 0, count: size)
        for (index, row) in order.enumerated() { number[row] = Int32(index) }
        starts.reserveCapacity(order.count + 1)
        for row in order {
            let first = neighbours.count
            for other in later[row] { neighbours.append(number[other]) }
            neighbours[first...].sort()
            starts.append(Int32(neighbours.count))
        }
    }

    /// How many rows are eliminated.
    var count: Int { starts.count - 1 }

    /// The number of an entry beside the diagonal among the halves of all couples: even below it, odd above.
    func half(_ row: Int, _ column: Int) -> Int {
        let (row, column) = (number[row], number[column])
        return row > column ? 2 * entry(column, row) : 2 * entry(row, column) + 1
    }

    /// At which place, below the diagonal and above it, a row and a later neighbour share an entry.
    private func entry(_ row: Int32, _ later: Int32) -> Int {
        var entry = Int(starts[Int(row)])
        while neighbours[entry] != later { entry += 1 }
        return entry
    }

    /// For each row, neighbour and earlier neighbour the place at which those two share an entry.
    func pairs() -> [Int32] {
        var pairs: [Int32] = []
        pairs.reserveCapacity(neighbours.count)
        for row in 0..<count {
            let (first, last) = (Int(starts[row]), Int(starts[row + 1]))
            for later in first..<last {
                for earlier in first..<later { pairs.append(Int32(entry(neighbours[earlier], neighbours[later]))) }
            }
        }
        return pairs
    }
}

/// Which rows share entries with which later ones, as the elimination goes on.
struct EliminationStructure {
    /// For each row the later rows, ascending.
    private(set) var later: [[Int]]

    init(_ pattern: SparsePattern, _ isFollowing: [Bool]) {
        later = [[Int]](repeating: [], count: pattern.size)
        for column in 0..<pattern.size where !isFollowing[column] {
            let rows = pattern.rows[pattern.columnStarts[column]..<pattern.columnStarts[column + 1]]
            later[column] = rows.filter { $0 > column && !isFollowing[$0] }
        }
        // Entries above the diagonal are mirrored below it, as a rule.
        var areSorted = true
        for column in 0..<pattern.size {
            for row in pattern.rows[pattern.columnStarts[column]..<pattern.columnStarts[column + 1]] {
                guard row < column else { break }
                if !isFollowing[row], !later[row].contains(column) {
                    later[row].append(column)
                    areSorted = false
                }
            }
        }
        if !areSorted { later = later.map { $0.sorted() } }
    }

    /// Adds what fills in, row by row.
    ///
    /// - Returns: whether the entries are at most one and a half times so many.
    mutating func fillIn(atMost count: Int) -> Bool {
        var total = later.count
        for row in later.indices {
            total += 2 * later[row].count
            if 2 * total > 3 * count { return false }
            // All later rows become neighbours of each other; to tell the first of them is enough.
            guard later[row].count > 1 else { continue }
            let first = later[row][0]
            later[first] = Self.sortedWithoutDoubles(later[first] + later[row].dropFirst())
        }
        return true
    }

    private static func sortedWithoutDoubles(_ rows: [Int]) -> [Int] {
        guard rows.count > 1 else { return rows }
        var result: [Int] = []
        for row in rows.sorted() where row != result.last { result.append(row) }
        return result
    }
}
