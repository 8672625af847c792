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
    /// For each of them, in that order, the rows eliminated later that share an entry with it, originally or by fill-in.
    private(set) var later: RowLists

    /// Finds an order; nil where a column has so many entries that its fill-in must be looked at otherwise.
    ///
    /// - Parameters:
    ///   - pattern: of the matrix; an entry counts for its mirror image too.
    ///   - isFollowing: the rows that are left out.
    init?(_ pattern: SparsePattern, _ isFollowing: [Bool]) {
        let size = pattern.size
        var neighbours = Neighbourhoods(pattern)
        for column in 0..<size where !isFollowing[column] {
            let entries = pattern.columnStarts[column]..<pattern.columnStarts[column + 1]
            if entries.count > Self.most { return nil }
            for row in pattern.rows[entries] where row != column && !isFollowing[row] {
                neighbours.join(row, to: column)
                neighbours.join(column, to: row)
                if neighbours.count(of: row) > Self.most { return nil }
            }
        }
        rows.reserveCapacity(size)
        later = RowLists(reserving: size, rows: pattern.count)
        var waiting = WaitingRows()
        for row in (0..<size).reversed() where !isFollowing[row] {
            waiting.append(row, neighbours.count(of: row), place: row * WaitingRows.placeCount / size)
        }
        var isOut = isFollowing
        while let (row, count, place) = waiting.next() {
            guard !isOut[row], neighbours.count(of: row) == count else { continue }
            isOut[row] = true
            rows.append(row)
            for index in 0..<count {
                let other = neighbours.row(index, of: row)
                later.append(Int32(other))
                neighbours.part(row, from: other)
                for third in 0..<count where third != index {
                    neighbours.join(neighbours.row(third, of: row), to: other)
                }
                let left = neighbours.count(of: other)
                if left > Self.most { return nil }
                waiting.append(other, left, place: place)
            }
            later.endList()
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
    var entryCount: Int { rows.count + 2 * later.rows.count }
}

/// The neighbours that each row has left: lists in one array, each with some room; one that outgrows it moves to the end.
private struct Neighbourhoods {
    private var rows: [Int32]
    private var lists: [(start: Int32, count: Int32, room: Int32)] = []

    /// Makes room for what the columns of a pattern have and some more.
    init(_ pattern: SparsePattern) {
        var end = 0
        lists.reserveCapacity(pattern.size)
        for column in 0..<pattern.size {
            let room = pattern.columnStarts[column + 1] - pattern.columnStarts[column] + 3
            lists.append((Int32(end), 0, Int32(room)))
            end += room
        }
        rows = [Int32](repeating: 0, count: end)
    }

    func count(of row: Int) -> Int { Int(lists[row].count) }

    /// A neighbour by its place in the list of a row.
    func row(_ index: Int, of row: Int) -> Int { Int(rows[Int(lists[row].start) + index]) }

    /// Makes one row a neighbour of another, if it is none yet.
    mutating func join(_ neighbour: Int, to row: Int) {
        let list = lists[row]
        let (start, end) = (Int(list.start), Int(list.start + list.count))
        for place in start..<end where rows[place] == neighbour { return }
        if list.count == list.room {
            lists[row] = (Int32(rows.count), list.count, 2 * list.room)
            for place in start..<end { rows.append(rows[place]) }
            for _ in 0..<(2 * Int(list.room) - Int(list.count)) { rows.append(0) }
        }
        rows[Int(lists[row].start + list.count)] = Int32(neighbour)
        lists[row].count += 1
    }

    /// Takes a neighbour from a row; the others keep their order.
    mutating func part(_ neighbour: Int, from row: Int) {
        let list = lists[row]
        var place = Int(list.start)
        let last = Int(list.start + list.count) - 1
        while place <= last, rows[place] != neighbour { place += 1 }
        guard place <= last else { return }
        while place < last {
            rows[place] = rows[place + 1]
            place += 1
        }
        lists[row].count -= 1
    }
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
