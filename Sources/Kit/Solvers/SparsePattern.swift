/// Which entries of a square matrix may differ from zero, by columns.
///
/// Column j holds the rows `rows[columnStarts[j]..<columnStarts[j + 1]]`, ascending. The diagonal is always among them:
/// the solvers add multiples of the identity.
public struct SparsePattern: Sendable, Hashable {
    /// The number of rows, and of columns.
    public let size: Int
    /// Where each column begins in `rows`; `size + 1` numbers, the last of them the number of entries.
    public let columnStarts: [Int]
    /// The row of each entry, column by column.
    public let rows: [Int]

    /// How many entries there are.
    public var count: Int { rows.count }

    /// Makes a pattern of the entries given and the diagonal.
    ///
    /// - Parameters:
    ///   - size: the number of rows, at least 1.
    ///   - entries: rows and columns in any order; one may come more than once.
    /// - Complexity: O(n + m) for m entries.
    /// - Precondition: every row and column lies in 0..<size.
    public init(size: Int, entries: some Sequence<(row: Int, column: Int)>) {
        precondition(size > 0, "a pattern needs at least one row")
        // Sorted by rows and then, order kept, by columns: two passes that count where each begins.
        var found = (0..<size).map { (row: $0, column: $0) }
        // To ask a sequence for one after the other takes longer than all the rest, where it is an array.
        if entries.withContiguousStorageIfAvailable({ found.append(contentsOf: $0) }) == nil {
            found.append(contentsOf: Array(entries))
        }
        for (row, column) in found {
            precondition((0..<size).contains(row) && (0..<size).contains(column), "(\(row), \(column)) lies outside")
        }
        found = Self.sorted(found, size) { $0.row }
        found = Self.sorted(found, size) { $0.column }
        var starts = [0]
        var rows: [Int] = []
        starts.reserveCapacity(size + 1)
        rows.reserveCapacity(found.count)
        var last = (row: -1, column: -1)
        for entry in found where entry != last {
            last = entry
            while starts.count <= entry.column { starts.append(rows.count) }
            rows.append(entry.row)
        }
        starts.append(rows.count)
        self.size = size
        columnStarts = starts
        self.rows = rows
    }

    /// Entries in the order of a number in 0..<size; those of the same number stay in theirs.
    private static func sorted(
        _ entries: [(row: Int, column: Int)], _ size: Int, by number: ((row: Int, column: Int)) -> Int
    ) -> [(row: Int, column: Int)] {
        var next = [Int](repeating: 0, count: size + 1)
        for entry in entries { next[number(entry) + 1] += 1 }
        for index in 0..<size { next[index + 1] += next[index] }
        var result = entries
        for entry in entries {
            result[next[number(entry)]] = entry
            next[number(entry)] += 1
        }
        return result
    }

    /// The pattern of a matrix with entries within so many places of its diagonal.
    ///
    /// - Precondition: the size is at least 1, the half-width at least 0.
    public static func band(size: Int, halfWidth: Int) -> SparsePattern {
        var entries: [(row: Int, column: Int)] = []
        for column in 0..<size {
            for row in max(0, column - halfWidth)...min(size - 1, column + halfWidth) { entries.append((row, column)) }
        }
        return SparsePattern(size: size, entries: entries)
    }

    /// The place of an entry among the values; nil where the pattern has none.
    ///
    /// - Complexity: O(log m) for m entries in the column.
    public func index(row: Int, column: Int) -> Int? {
        guard (0..<size).contains(row), (0..<size).contains(column) else { return nil }
        var (low, high) = (columnStarts[column], columnStarts[column + 1])
        while low < high {
            let middle = (low + high) / 2
            if rows[middle] < row { low = middle + 1 } else { high = middle }
        }
        return low < columnStarts[column + 1] && rows[low] == row ? low : nil
    }
}

/// A square matrix by columns: a pattern and the value of each entry.
public struct SparseMatrix: Sendable, Hashable {
    /// Which entries there are.
    public let pattern: SparsePattern
    /// Their values, in the pattern's order.
    public var values: [Double]

    /// Makes a matrix; zero where no values are given.
    ///
    /// - Precondition: there are as many values as entries.
    public init(pattern: SparsePattern, values: [Double]? = nil) {
        precondition(values.map { $0.count == pattern.count } ?? true, "a value an entry is needed")
        self.pattern = pattern
        self.values = values ?? [Double](repeating: 0, count: pattern.count)
    }

    /// An entry; zero outside the pattern.
    public subscript(row: Int, column: Int) -> Double {
        pattern.index(row: row, column: column).map { values[$0] } ?? 0
    }

    /// The product with a vector.
    ///
    /// - Precondition: the vector has as many numbers as the matrix columns.
    public func times(_ vector: [Double]) -> [Double] {
        precondition(vector.count == pattern.size, "the vector has \(vector.count) numbers, not \(pattern.size)")
        var result = [Double](repeating: 0, count: pattern.size)
        for column in 0..<pattern.size {
            for entry in pattern.columnStarts[column]..<pattern.columnStarts[column + 1] {
                result[pattern.rows[entry]] += values[entry] * vector[column]
            }
        }
        return result
    }
}
