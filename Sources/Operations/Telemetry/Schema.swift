internal import Archive

/// The tables, and how a file is told to be a store.
///
/// - `readings`: one row each, by channel and time, so that a channel's past lies together on the disk.
/// - `minutes`, `hours`: rollups of exactly what is in `readings`, or was before retention removed it; changed in the same
///   transaction.
/// - `journal`: what was appended and is in none of those yet. A second's readings of many channels go to as many pages of
///   `readings`; here they share a few, and once a minute all of them go there together.
/// - `positions`: how far sources were read; changed in the transaction of the readings that came from there.
enum Schema {
    /// ‘SKtm’, where SQLite keeps what a file is for.
    static let application: Int64 = 0x534B_746D
    /// The version of the tables.
    static let version = 1

    private static let tables = """
        CREATE TABLE channels (
            id INTEGER PRIMARY KEY, device TEXT NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL,
            raw_from INTEGER, minutes_from INTEGER, hours_from INTEGER, UNIQUE (device, name)) STRICT;
        CREATE TABLE provenances (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE readings (
            channel INTEGER NOT NULL, time INTEGER NOT NULL, value REAL, quality INTEGER NOT NULL,
            provenance INTEGER, PRIMARY KEY (channel, time)) STRICT, WITHOUT ROWID;
        CREATE TABLE minutes (\(rollupColumns)) STRICT, WITHOUT ROWID;
        CREATE TABLE hours (\(rollupColumns)) STRICT, WITHOUT ROWID;
        CREATE TABLE journal (id INTEGER PRIMARY KEY, readings BLOB NOT NULL) STRICT;
        CREATE TABLE positions (source TEXT PRIMARY KEY, position TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """

    private static let rollupColumns = """
        channel INTEGER NOT NULL, start INTEGER NOT NULL, count INTEGER NOT NULL, usable INTEGER NOT NULL,
        min REAL, mean REAL, max REAL, last_time INTEGER NOT NULL, last REAL, last_quality INTEGER NOT NULL,
        worst INTEGER NOT NULL, PRIMARY KEY (channel, start)
        """

    /// Makes the tables in a database that has none, and sees that one that has some is a store of this version.
    static func prepare(_ database: Database) throws(TelemetryError) {
        let (application, version, isEmpty) = try TelemetryError.wrapping(path: database.path) {
            () throws(DatabaseError) in
            (
                try number("PRAGMA application_id", in: database), try number("PRAGMA user_version", in: database),
                try number("SELECT count(*) FROM sqlite_schema", in: database) == 0
            )
        }
        let isNew = isEmpty && application == 0 && version == 0
        guard isNew || application == Schema.application else {
            throw TelemetryError(path: database.path, reason: .foreign)
        }
        guard version <= Schema.version else {
            throw TelemetryError(path: database.path, reason: .newer(Int(version), known: Schema.version))
        }
        // Only now: a file of somebody else's stays as it is.
        try TelemetryError.wrapping(path: database.path) { () throws(DatabaseError) in try database.journalAhead() }
        if isNew {
            return try TelemetryError.wrapping(path: database.path) { () throws(DatabaseError) in
                try database.transaction { () throws(DatabaseError) in
                    try database.execute(tables)
                    try database.execute(
                        "PRAGMA application_id=\(Schema.application); PRAGMA user_version=\(Schema.version)")
                }
            }
        }
    }

    private static func number(_ sql: String, in database: Database) throws(DatabaseError) -> Int64 {
        let statement = try database.prepare(sql)
        defer { statement.reset() }
        return try statement.step() ? statement.integer(at: 0) : 0
    }
}
