internal import CSQLite

/// A connection to an SQLite database, with one owner: it belongs to whoever holds it, one thread at a time.
///
/// It journals ahead (WAL), so that readers on connections of their own go on while one writes; and a transaction that was
/// committed is on the disk (`synchronous=FULL`), whatever happens to the process or the machine.
///
/// ```swift
/// let database = try Database(path: "readings.sqlite")
/// try database.execute("CREATE TABLE IF NOT EXISTS t (k INTEGER PRIMARY KEY, v REAL)")
/// let insert = try database.prepare("INSERT INTO t VALUES (?, ?)")
/// try database.transaction { () throws(DatabaseError) in
///     insert.bind(1, at: 1)
///     insert.bind(2.5, at: 2)
///     try insert.run()
/// }
/// ```
///
/// Checkpoints, which copy what was journalled into the database, are made by ``checkpoint(_:)`` alone: the owner says when
/// there is time for one, and no commit takes longer than its own data.
public final class Database {
    /// The file.
    public let path: String
    let connection: OpaquePointer
    private let journalled: JournalLength

    /// What a connection is for.
    public enum Access: Sendable {
        /// Reading and writing; the file is made where there is none.
        case writing
        /// Reading alone.
        case reading
    }

    /// How a checkpoint treats those who read.
    public enum Checkpoint: Sendable {
        /// Copies as much as can be copied without waiting for anybody.
        case passive
        /// Waits for readers, and empties the journal's file.
        case truncate
    }

    /// Opens a database.
    ///
    /// - Parameters:
    ///   - path: its file.
    ///   - access: whether it is written to.
    ///   - cache: how many bytes of pages are kept in memory at most.
    ///   - timeout: how long to wait for another connection's lock, in ms.
    ///   - journalsAhead: whether a file that is written to is at once one that journals ahead, which changes it; who wants to see
    ///     first whose file it is calls ``journalAhead()``.
    /// - Throws: ``DatabaseError`` where the file cannot be opened, is no database, or cannot journal ahead.
    public init(
        path: String, access: Access = .writing, cache: Int = 8 << 20, timeout: Int32 = 5000, journalsAhead: Bool = true
    ) throws(DatabaseError) {
        var opened: OpaquePointer?
        // No mutex: there is one owner.
        let flags =
            SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
            | (access == .writing ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY)
        let code = sqlite3_open_v2(path, &opened, flags, nil)
        guard code == SQLITE_OK, let opened else {
            let error = DatabaseError(code, of: opened, path: path, action: "open")
            sqlite3_close_v2(opened)
            throw error
        }
        self.path = path
        connection = opened
        journalled = JournalLength()
        sqlite3_busy_timeout(connection, timeout)
        // The hook stands in for SQLite's own, which makes a checkpoint within the commit.
        sqlite3_wal_hook(
            connection,
            { context, _, _, pages in
                if let context { Unmanaged<JournalLength>.fromOpaque(context).takeUnretainedValue().pages = Int(pages) }
                return SQLITE_OK
            }, Unmanaged.passUnretained(journalled).toOpaque())
        try execute("PRAGMA cache_size=-\(cache / 1024)")
        if access == .writing, journalsAhead { try journalAhead() }
    }

    /// Journals ahead from now on, durably.
    ///
    /// - Throws: ``DatabaseError`` where SQLite does not do so there: for memory, or on a drive that cannot share memory.
    public func journalAhead() throws(DatabaseError) {
        let mode = try prepare("PRAGMA journal_mode=WAL")
        let answer = try mode.step() ? mode.text(at: 0) ?? "" : ""
        mode.reset()
        guard answer == "wal" else {
            throw DatabaseError(
                code: .error, path: path, action: "open",
                message: "it journals as ‘\(answer)’ and not ahead (WAL); name a file on a disk of this machine")
        }
        try execute("PRAGMA synchronous=FULL")
    }

    deinit {
        // Statements that are still held keep it open until they go (close_v2).
        sqlite3_close_v2(connection)
    }

    /// Runs statements that have no results and no parameters.
    ///
    /// - Throws: ``DatabaseError`` of the first that fails; those before it have run.
    public func execute(_ sql: String) throws(DatabaseError) {
        try check(sqlite3_exec(connection, sql, nil, nil, nil), sql)
    }

    /// Prepares a statement, to be kept and run many times.
    ///
    /// - Throws: ``DatabaseError`` where it is wrong.
    public func prepare(_ sql: String) throws(DatabaseError) -> Statement {
        var prepared: OpaquePointer?
        try check(
            sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil), sql)
        guard let prepared else {
            throw DatabaseError(code: .error, path: path, action: sql, message: "there is no statement in it")
        }
        return Statement(prepared, of: self, sql: sql)
    }

    /// Runs a function within a transaction: all of it happens, or nothing.
    ///
    /// - Throws: what the function throws, and ``DatabaseError`` where the transaction cannot begin or be committed; it is
    ///   undone then.
    public func transaction<Result>(_ body: () throws(DatabaseError) -> Result) throws(DatabaseError) -> Result {
        try begin()
        do throws(DatabaseError) {
            let result = try body()
            try commit()
            return result
        } catch {
            rollBack()
            throw error
        }
    }

    /// Begins a transaction that writes; nobody else writes until it ends.
    ///
    /// - Throws: ``DatabaseError``, `busy` where another writes for longer than the timeout.
    public func begin() throws(DatabaseError) { try execute("BEGIN IMMEDIATE") }

    /// Begins a transaction that reads what was committed until its first statement, whatever is committed later.
    ///
    /// - Throws: ``DatabaseError``.
    public func beginReading() throws(DatabaseError) { try execute("BEGIN") }

    /// Ends a transaction: what it wrote is on the disk.
    ///
    /// - Throws: ``DatabaseError``; whether it is undone is for ``rollBack()`` to see to.
    public func commit() throws(DatabaseError) { try execute("COMMIT") }

    /// Undoes a transaction; does nothing where SQLite has undone it already, as it does on some errors.
    public func rollBack() {
        guard isInTransaction else { return }
        // Fails only where a statement still runs, and every statement is reset when its run ends or throws.
        _ = sqlite3_exec(connection, "ROLLBACK", nil, nil, nil)
    }

    /// Lets the file grow to so many bytes at most; a write that needs more fails with `full`.
    ///
    /// It holds for this connection. A file that is larger already stays so, and does not grow.
    ///
    /// - Throws: ``DatabaseError``.
    public func limit(to bytes: Int) throws(DatabaseError) {
        let pageSize = try prepare("PRAGMA page_size")
        guard try pageSize.step() else { return }
        defer { pageSize.reset() }
        try execute("PRAGMA max_page_count=\(max(bytes / Int(pageSize.integer(at: 0)), 1))")
    }

    /// Whether a transaction is open.
    public var isInTransaction: Bool { sqlite3_get_autocommit(connection) == 0 }

    /// How many rows the last statement changed.
    public var changes: Int { Int(sqlite3_changes64(connection)) }

    /// How many pages the journal has that a checkpoint has not copied yet, as of the last commit or checkpoint.
    public var journalledPages: Int { journalled.pages }

    /// Copies what was journalled into the database.
    ///
    /// - Throws: ``DatabaseError``; nothing is lost then, the journal only grows on.
    public func checkpoint(_ kind: Checkpoint = .passive) throws(DatabaseError) {
        var (pages, copied): (Int32, Int32) = (0, 0)
        let mode = kind == .passive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE
        try check(sqlite3_wal_checkpoint_v2(connection, nil, mode, &pages, &copied), "checkpoint")
        journalled.pages = Int(max(pages - copied, 0))
    }

    func check(_ code: Int32, _ action: @autoclosure () -> String) throws(DatabaseError) {
        guard code == SQLITE_OK else { throw DatabaseError(code, of: connection, path: path, action: action()) }
    }

    /// What the hook of commits writes to.
    private final class JournalLength {
        var pages = 0
    }
}
