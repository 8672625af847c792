/// An order of elimination that fills in little: always a row next that has the fewest neighbours left.
///
/// For sections side by side, tied to each other here and there, whose own order would fill in all between them. Among rows with
/// as few neighbours comes next the one that lost one last, so that a section is followed from its end. Several places are followed
/// by turns: of two rows that are neighbours the second would wait for the arithmetic of the first.
///
/// - Source: W. F. Tinney, J. W. Walker, Proc. IEEE 55 (1967) 1801, scheme 2 (minimum degree).
struct EliminationOrder {
    /// The rows in order.
    private(set) var rows: [Int] = []
    /// For each row the rows eliminated later that share an entry with it, originally or by fill-in.
    private(set) var later: [[Int]]

    /// Finds an order; nil where a column has so many entries that its fill-in must be looked at otherwise.
    ///
    /// - Parameters:
    ///   - pattern: of the matrix; an entry counts for its mirror image too.
    ///   - isFollowing: the rows that are left out.
    init?(_ pattern: SparsePattern, _ isFollowing: [Bool]) {
        let size = pattern.size
        var neighbours = [[Int]](repeating: [], count: size)
        // Lists that grow one by one would move again and again.
        for row in 0..<size where !isFollowing[row] { neighbours[row].reserveCapacity(8) }
        for column in 0..<size where !isFollowing[column] {
            let entries = pattern.columnStarts[column]..<pattern.columnStarts[column + 1]
            if entries.count > Self.most { return nil }
            for row in pattern.rows[entries] where row != column && !isFollowing[row] {
                if !neighbours[column].contains(row) { neighbours[column].append(row) }
                if !neighbours[row].contains(column) { neighbours[row].append(column) }
                if neighbours[row].count > Self.most { return nil }
            }
        }
        later = [[Int]](repeating: [], count: size)
        var waiting = WaitingRows()
        for row in (0..<size).reversed() where !isFollowing[row] {
            waiting.append(row, neighbours[row].count, place: row * WaitingRows.placeCount / size)
        }
        var isOut = isFollowing
        while let (row, count, place) = waiting.next() {
            guard !isOut[row], neighbours[row].count == count else { continue }
            isOut[row] = true
            rows.append(row)
            let near = neighbours[row]
            later[row] = near
            for other in near {
                if let place = neighbours[other].firstIndex(of: row) { neighbours[other].remove(at: place) }
                for third in near where third != other && !neighbours[other].contains(third) {
                    neighbours[other].append(third)
                }
                let left = neighbours[other].count
                if left > Self.most { return nil }
                waiting.append(other, left, place: place)
            }
        }
    }

    /// The rows that have too many neighbours to be among the others.
    static func hubs(_ pattern: SparsePattern, _ isFollowing: [Bool]) -> [Int] {
        var counts = [Int](repeating: 0, count: pattern.size)
        for column in 0..<pattern.size where !isFollowing[column] {
            for row in pattern.rows[pattern.columnStarts[column]..<pattern.columnStarts[column + 1]]
            where !isFollowing[row] {
                counts[row] += 1
            }
        }
        return (0..<pattern.size).filter {
            let column = pattern.columnStarts[$0 + 1] - pattern.columnStarts[$0]
            return !isFollowing[$0] && max(column, counts[$0]) > most
        }
    }

    /// How many neighbours a row may have at most.
    fileprivate static let most = 60

    /// How many entries the factors have.
    var entryCount: Int { later.reduce(rows.count) { $0 + 2 * $1.count } }
}

/// Rows that wait for their turn, by the number of neighbours that they had when they came; the last to come is the first to go.
private struct WaitingRows {
    /// How many places are followed by turns.
    static let placeCount = 8

    private var rows = [[Int]](repeating: [], count: (EliminationOrder.most + 1) * placeCount)
    /// No row that has fewer neighbours waits.
    private var least = 0
    private var turn = 0

    mutating func append(_ row: Int, _ count: Int, place: Int) {
        rows[count * Self.placeCount + place].append(row)
        least = min(least, count)
    }

    /// The next row, how many neighbours it had, and its place.
    mutating func next() -> (row: Int, count: Int, place: Int)? {
        while least <= EliminationOrder.most {
            for _ in 0..<Self.placeCount {
                turn = (turn + 1) % Self.placeCount
                if let row = rows[least * Self.placeCount + turn].popLast() { return (row, least, turn) }
            }
            least += 1
        }
        return nil
    }
}
