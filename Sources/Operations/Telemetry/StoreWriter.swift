internal import Archive
internal import Readings
internal import Synchronization

/// Writes to a store: has one owner, and is the only one that changes the file and the catalogue.
final class StoreWriter {
    let database: Database
    let catalogue: SharedCatalogue
    let clock: @Sendable () -> Int64
    let statements: Statements
    var ledger = Ledger()
    private let lock: FileLock

    /// From how many readings of one channel on these go into the tables at once, and not by way of the journal.
    static let directCount = 64
    /// How many transactions the journal holds at most.
    static let mostJournalRows = 64
    /// How many readings the journal holds at most.
    static let mostJournalled = 262_144
    /// From how many pages of SQLite's own journal on these are copied into the database: 16 MiB.
    static let checkpointPages = 4096

    /// Opens the file, makes the tables where there are none, and reads what belongs into memory.
    init(
        path: String, limit: Int?, cache: Int, catalogue: SharedCatalogue, clock: @escaping @Sendable () -> Int64
    ) throws(TelemetryError) {
        do throws(FileLockError) { lock = try FileLock(path: path + ".lock") } catch {
            if error.isTaken { throw TelemetryError(path: path, reason: .inUse) }
            throw TelemetryError(path: path, reason: .lock(error))
        }
        database = try TelemetryError.wrapping(path: path) { () throws(DatabaseError) in
            try Database(path: path, cache: cache, journalsAhead: false)
        }
        try Schema.prepare(database)
        let opened = database
        statements = try TelemetryError.wrapping(path: path) { () throws(DatabaseError) in
            if let limit { try opened.limit(to: limit) }
            return try Statements(opened)
        }
        self.catalogue = catalogue
        self.clock = clock
        try load()
    }

    /// Runs one transaction: what it writes, and what that changes in memory.
    ///
    /// - Parameters:
    ///   - write: writes; may change the ledger, which is put back when the transaction fails.
    ///   - enter: enters what was committed into the catalogue.
    func transaction<Result>(
        _ write: () throws(DatabaseError) -> Result, enter: (Result, inout Catalogue) -> Void
    ) throws(TelemetryError) -> Result {
        let before = ledger
        do throws(DatabaseError) {
            try database.begin()
            let result = try write()
            try catalogue.state.withLock { (state) throws(DatabaseError) in
                try database.commit()
                enter(result, &state)
            }
            catalogue.condition.withLock { $0 = .working }
            tidy()
            return result
        } catch {
            database.rollBack()
            ledger = before
            note(error)
            throw TelemetryError(path: database.path, reason: .database(error))
        }
    }

    /// Copies SQLite's journal into the database when it is long.
    private func tidy() {
        guard database.journalledPages >= Self.checkpointPages else { return }
        // What was committed is durable already; a disk that is full or fails shows in the condition, and the next transaction
        // tries again.
        do throws(DatabaseError) { try database.checkpoint() } catch { note(error) }
    }

    /// Says in the condition what went wrong, and since when.
    private func note(_ error: DatabaseError) {
        let now = clock()
        catalogue.condition.withLock { condition in
            switch (error.code, condition) {
            case (.full, .full(let since)): condition = .full(since: since)
            case (.full, _): condition = .full(since: now)
            case (_, .failing(let since, _)): condition = .failing(since: since, reason: error.description)
            default: condition = .failing(since: now, reason: error.description)
            }
        }
    }

    /// Writes all that is only in the journal into the tables, and empties SQLite's journal.
    func close() throws(TelemetryError) {
        try flush()
        try TelemetryError.wrapping(path: database.path) { () throws(DatabaseError) in
            try database.checkpoint(.truncate)
        }
    }
}

/// The catalogue behind its lock, and what channels there are and how the store is behind others: who asks for those waits for no disk.
final class SharedCatalogue: Sendable {
    let state = Mutex(Catalogue())
    /// The channels by their names: who looks one up waits for no commit.
    let names = Mutex<[ChannelName: Channel]>([:])
    let condition = Mutex(StoreCondition.working)
}

/// The writer's statements, prepared once.
final class Statements {
    let insertChannel, insertProvenance, insertJournal, clearJournal, setPosition, setHorizon, selectReading,
        selectFirst, selectPosition: Statement
    let readings: ReadingTable
    let minutes, hours: RollupTable

    init(_ database: Database) throws(DatabaseError) {
        insertChannel = try database.prepare("INSERT INTO channels (id, device, name, unit) VALUES (?, ?, ?, ?)")
        insertProvenance = try database.prepare("INSERT INTO provenances (id, text) VALUES (?, ?)")
        insertJournal = try database.prepare("INSERT INTO journal (readings) VALUES (?)")
        clearJournal = try database.prepare("DELETE FROM journal")
        setPosition = try database.prepare("INSERT OR REPLACE INTO positions (source, position) VALUES (?, ?)")
        selectReading = try database.prepare(
            "SELECT value, quality FROM readings WHERE channel = ? AND time = ?")
        setHorizon = try database.prepare("UPDATE channels SET raw_from = ? WHERE id = ?")
        selectFirst = try database.prepare("SELECT time FROM readings WHERE channel = ? ORDER BY time LIMIT 1")
        selectPosition = try database.prepare("SELECT position FROM positions WHERE source = ?")
        readings = try ReadingTable(in: database)
        minutes = try RollupTable("minutes", width: Resolution.minute.width, in: database)
        hours = try RollupTable("hours", width: Resolution.hour.width, in: database)
    }
}
