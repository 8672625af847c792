internal import Archive
internal import Readings

/// The table of readings, as the writer sees it.
final class ReadingTable {
    /// How many rows a statement inserts where there are as many: what a statement costs by itself is shared among them.
    private static let group = 16

    private let insertOne, insertGroup: Statement

    init(in database: Database) throws(DatabaseError) {
        insertOne = try database.prepare(Self.insertion(rows: 1))
        insertGroup = try database.prepare(Self.insertion(rows: Self.group))
    }

    /// A statement that inserts so many rows of the channel that is its first parameter.
    private static func insertion(rows: Int) -> String {
        // What a failure leaves behind goes with the transaction: no need for SQLite to be able to undo the statement alone.
        "INSERT OR FAIL INTO readings (channel, time, value, quality, provenance) VALUES "
            + (0..<rows).map { "(?1, ?\(4 * $0 + 2), ?\(4 * $0 + 3), ?\(4 * $0 + 4), ?\(4 * $0 + 5))" }
            .joined(separator: ", ")
    }

    /// Inserts entries, none of which is there.
    func insert(_ entries: [Entry], channel: Int) throws(DatabaseError) {
        insertOne.bind(channel, at: 1)
        insertGroup.bind(channel, at: 1)
        var place = 0
        while place < entries.count {
            let rows = entries.count - place >= Self.group ? Self.group : 1
            let statement = rows == 1 ? insertOne : insertGroup
            for row in 0..<rows { Self.bind(entries[place + row], to: statement, from: 4 * row + 2) }
            try statement.run()
            place += rows
        }
    }

    private static func bind(_ entry: Entry, to statement: Statement, from index: Int) {
        statement.bind(entry.time, at: index)
        statement.bind(entry.reading.value, at: index + 1)
        statement.bind(Int64(entry.reading.quality.code), at: index + 2)
        if entry.provenance == 0 {
            statement.bindNull(at: index + 3)
        } else {
            statement.bind(Int64(entry.provenance), at: index + 3)
        }
    }
}
