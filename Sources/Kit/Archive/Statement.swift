internal import CSQLite

/// A prepared statement: bind its parameters, step through its rows, and again.
///
/// ```swift
/// let select = try database.prepare("SELECT time, value FROM readings WHERE channel = ?")
/// select.bind(7, at: 1)
/// while try select.step() { use(select.integer(at: 0), select.double(at: 1)) }
/// ```
///
/// Parameters are counted from 1 and columns from 0, as SQLite counts them. A parameter keeps its value until it is bound
/// anew. A statement whose last row was passed, or that failed, is ready for the next run; one that is left before its last
/// row needs ``reset()``.
public final class Statement {
    /// Its text.
    public let sql: String
    private let statement: OpaquePointer
    // Kept, for the statement needs its connection.
    private let database: Database

    init(_ statement: OpaquePointer, of database: Database, sql: String) {
        self.statement = statement
        self.database = database
        self.sql = sql
    }

    deinit { sqlite3_finalize(statement) }

    // MARK: Parameters

    /// Binds a number.
    ///
    /// - Precondition: the statement has this parameter, and its last run is over; as with every `bind`.
    public func bind(_ value: Int64, at index: Int) { bound(sqlite3_bind_int64(statement, Int32(index), value)) }

    /// Binds a number.
    public func bind(_ value: Int, at index: Int) { bind(Int64(value), at: index) }

    /// Binds a number; one that is not a number becomes null, as SQLite has none.
    public func bind(_ value: Double, at index: Int) { bound(sqlite3_bind_double(statement, Int32(index), value)) }

    /// Binds a number or null.
    public func bind(_ value: Double?, at index: Int) {
        if let value { bind(value, at: index) } else { bindNull(at: index) }
    }

    /// Binds a text.
    public func bind(_ text: String, at index: Int) {
        var text = text
        let code = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                subkelvin_sqlite3_bind_text_copied(statement, Int32(index), $0.baseAddress, Int32($0.count))
            }
        }
        bound(code)
    }

    /// Binds bytes.
    public func bind(_ bytes: [UInt8], at index: Int) {
        bound(
            bytes.withUnsafeBytes {
                $0.isEmpty
                    ? sqlite3_bind_zeroblob(statement, Int32(index), 0)
                    : subkelvin_sqlite3_bind_blob_copied(statement, Int32(index), $0.baseAddress, Int32($0.count))
            })
    }

    /// Binds null.
    public func bindNull(at index: Int) { bound(sqlite3_bind_null(statement, Int32(index))) }

    private func bound(_ code: Int32) {
        // Anything but a lack of memory, or a text beyond SQLite's limit, is a mistake of the caller.
        precondition(code == SQLITE_OK, "‘\(sql)’: a parameter could not be bound, SQLite \(code)")
    }

    // MARK: Running

    /// Goes to the next row; false when there is none.
    ///
    /// - Throws: ``DatabaseError``.
    public func step() throws(DatabaseError) -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            sqlite3_reset(statement)
            return false
        case let code:
            let error = DatabaseError(code, of: database.connection, path: database.path, action: sql)
            sqlite3_reset(statement)
            throw error
        }
    }

    /// Runs to the end, for statements whose rows nobody needs.
    ///
    /// - Throws: ``DatabaseError``.
    public func run() throws(DatabaseError) { while try step() {} }

    /// Ends the run before its last row.
    public func reset() { sqlite3_reset(statement) }

    // MARK: Columns

    /// Whether a column of the row is null.
    public func isNull(at index: Int) -> Bool { sqlite3_column_type(statement, Int32(index)) == SQLITE_NULL }

    /// A column of the row as a whole number; 0 where it is null.
    public func integer(at index: Int) -> Int64 { sqlite3_column_int64(statement, Int32(index)) }

    /// A column of the row as a number; nil where it is null.
    public func double(at index: Int) -> Double? {
        isNull(at: index) ? nil : sqlite3_column_double(statement, Int32(index))
    }

    /// A column of the row as a text; nil where it is null.
    public func text(at index: Int) -> String? {
        sqlite3_column_text(statement, Int32(index)).map {
            String(
                decoding: UnsafeBufferPointer(start: $0, count: Int(sqlite3_column_bytes(statement, Int32(index)))),
                as: UTF8.self)
        }
    }

    /// A column of the row as bytes; none where it is null.
    public func bytes(at index: Int) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, Int32(index)) else { return [] }
        return Array(
            UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, Int32(index)))))
    }
}
