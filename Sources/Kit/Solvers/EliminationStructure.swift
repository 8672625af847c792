/// Where a factorisation keeps each entry: the diagonal, then what is below it by columns, then what is above by rows.
///
/// Rows are called by their numbers in the order of elimination.
struct EliminationPlaces {
    /// Where the later neighbours of each row begin, and where those of the last end.
    let starts: [Int32]
    /// Those of a row ascend.
    private(set) var neighbours: [Int32] = []
    /// The number of each row of the matrix.
    private(set) var number: [Int32]

    /// Numbers the rows.
    ///
    /// - Parameters:
    ///   - order: the rows in the order in which they are eliminated.
    ///   - later: for each of them, in that order, those eliminated later that share an entry with it.
    ///   - size: how many rows there are, eliminated or not.
    init(order: [Int], later: RowLists, size: Int) {
        number = [Int32](repeating: 0, count: size)
        for (index, row) in order.enumerated() { number[row] = Int32(index) }
        neighbours.reserveCapacity(later.rows.count)
        starts = later.starts
        for index in order.indices {
            let first = neighbours.count
            for other in later[index] {
                // Few as they are, each finds its place among those before it.
                let number = number[Int(other)]
                var place = neighbours.count
                neighbours.append(number)
                while place > first, neighbours[place - 1] > number {
                    neighbours[place] = neighbours[place - 1]
                    place -= 1
                }
                neighbours[place] = number
            }
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

/// Lists of rows, one after the other.
struct RowLists {
    /// Where each begins, and where the last ends.
    private(set) var starts: [Int32] = [0]
    /// The rows of all.
    private(set) var rows: [Int32] = []

    /// Makes room.
    init(reserving listCount: Int, rows rowCount: Int) {
        starts.reserveCapacity(listCount + 1)
        rows.reserveCapacity(rowCount)
    }

    /// For each row of a pattern the later columns in which it has an entry, ascending.
    init(above pattern: SparsePattern) {
        let size = pattern.size
        starts = [Int32](repeating: 0, count: size + 1)
        for column in 0..<size {
            for row in pattern.rows[pattern.columnStarts[column]..<pattern.columnStarts[column + 1]] {
                guard row < column else { break }
                starts[row + 1] += 1
            }
        }
        for row in 0..<size { starts[row + 1] += starts[row] }
        var next = starts
        rows = [Int32](repeating: 0, count: Int(starts[size]))
        for column in 0..<size {
            for row in pattern.rows[pattern.columnStarts[column]..<pattern.columnStarts[column + 1]] {
                guard row < column else { break }
                rows[Int(next[row])] = Int32(column)
                next[row] += 1
            }
        }
    }

    /// A list by its number.
    subscript(index: Int) -> ArraySlice<Int32> { rows[Int(starts[index])..<Int(starts[index + 1])] }

    /// How many lists are complete.
    var count: Int { starts.count - 1 }

    /// Adds a row to the list that is not complete yet.
    mutating func append(_ row: Int32) { rows.append(row) }

    /// Completes a list.
    mutating func endList() { starts.append(Int32(rows.count)) }
}

extension RowLists {
    /// For each row that is eliminated, in the pattern's own order, the later rows that share an entry with it, originally or by
    /// fill-in; nil where that makes the entries more than one and a half times as many.
    init?(eliminating pattern: SparsePattern, without isFollowing: [Bool]) {
        let size = pattern.size
        // Entries above the diagonal count for their mirror images below it.
        let above = RowLists(above: pattern)
        self.init(reserving: size, rows: pattern.count)
        // All later rows become neighbours of each other; to tell the first of them is enough. Each row heads a list of those whose first
        // it is.
        var number = [Int](repeating: 0, count: size)
        var eldest = [Int](repeating: -1, count: size)
        var next = eldest
        var seen = eldest
        var total = size
        for row in 0..<size where !isFollowing[row] {
            number[row] = count
            let begin = rows.count
            var nearest = size
            func note(_ other: Int) {
                guard other > row, seen[other] != row else { return }
                seen[other] = row
                nearest = min(nearest, other)
                append(Int32(other))
            }
            for other in pattern.rows[pattern.columnStarts[row]..<pattern.columnStarts[row + 1]]
            where !isFollowing[other] {
                note(other)
            }
            for other in above[row] where !isFollowing[Int(other)] { note(Int(other)) }
            var child = eldest[row]
            while child >= 0 {
                let list = number[child]
                for place in Int(starts[list])..<Int(starts[list + 1]) { note(Int(rows[place])) }
                child = next[child]
            }
            endList()
            total += 2 * (rows.count - begin)
            if 2 * total > 3 * pattern.count { return nil }
            guard nearest < size else { continue }
            next[row] = eldest[nearest]
            eldest[nearest] = row
        }
    }
}
