/// Where a factorisation keeps each entry: the diagonal, then what is below it by columns, then what is above by rows.
struct EliminationPlaces {
    let order: Int
    let count: Int
    let later: [[Int]]
    let number: [Int]
    let starts: [Int32]

    func place(_ row: Int, _ column: Int) -> Int {
        if row == column { return number[row] }
        let isBelow = number[row] > number[column]
        let (first, second) = isBelow ? (column, row) : (row, column)
        let among = later[first].firstIndex(of: second) ?? 0
        return order + (isBelow ? 0 : count) + Int(starts[number[first]]) + among
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
