internal import Archive
internal import Readings

/// Reads a store on a connection of its own, beside the writer and other readers.
///
/// Unchecked, for the compiler cannot see what holds: a reader is taken out of the store's pool by one call, used on its
/// thread, and put back; so it is in one place at a time.
final class StoreReader: @unchecked Sendable {
    let database: Database
    private let pin: Statement
    private let selectReadings, selectMinutes, selectHours, selectPositions, selectPosition, selectSource,
        selectText, selectBefore: Statement
    private let selectFirsts, selectSpansBefore: [Statement]

    init(path: String) throws(DatabaseError) {
        database = try Database(path: path, access: .reading, cache: 4 << 20)
        pin = try database.prepare("SELECT count(*) FROM (SELECT 1 FROM channels LIMIT 1)")
        selectReadings = try database.prepare(
            "SELECT time, value, quality FROM readings WHERE channel = ? AND time >= ? AND time < ? ORDER BY time")
        selectMinutes = try database.prepare(Self.rollups(of: "minutes"))
        selectHours = try database.prepare(Self.rollups(of: "hours"))
        selectPositions = try database.prepare("SELECT source, position FROM positions ORDER BY source")
        selectPosition = try database.prepare("SELECT position FROM positions WHERE source = ?")
        selectSource = try database.prepare("SELECT provenance FROM readings WHERE channel = ? AND time = ?")
        selectText = try database.prepare("SELECT text FROM provenances WHERE id = ?")
        selectBefore = try database.prepare(
            "SELECT time, value, quality FROM readings WHERE channel = ? AND time < ? ORDER BY time DESC LIMIT 1")
        let connection = database
        selectSpansBefore = try ["minutes", "hours"].map { table throws(DatabaseError) in
            try connection.prepare(Self.rollupBefore(of: table))
        }
        selectFirsts = try [("hours", "start"), ("minutes", "start"), ("readings", "time")].map {
            (table, column) throws(DatabaseError) in
            try connection.prepare("SELECT \(column) FROM \(table) WHERE channel = ? ORDER BY \(column) LIMIT 1")
        }
    }

    private static func rollups(of table: String) -> String {
        "SELECT \(RollupTable.columns) FROM \(table) WHERE channel = ? AND start >= ? AND start < ? ORDER BY start"
    }

    /// The last rollup that ends before a time.
    ///
    /// It begins before that too: to say so spares a look at all that is later.
    private static func rollupBefore(of table: String) -> String {
        """
        SELECT \(RollupTable.columns) FROM \(table) WHERE channel = ?1 AND start < ?2 AND last_time < ?2
        ORDER BY start DESC LIMIT 1
        """
    }

    /// Begins to read what is committed now.
    func begin() throws(DatabaseError) {
        try database.beginReading()
        // Only a statement that reads takes hold of the present.
        try pin.run()
    }

    /// Ends reading.
    func end() { database.rollBack() }

    /// Hands out readings of a channel in time's order until the function says no.
    func readings(
        of place: Int, from: Int64, to: Int64, _ use: (Reading) -> Bool
    ) throws(DatabaseError) {
        selectReadings.bind(place + 1, at: 1)
        selectReadings.bind(from, at: 2)
        selectReadings.bind(to, at: 3)
        while try selectReadings.step() {
            guard
                let reading = Reading(
                    time: selectReadings.integer(at: 0), stored: selectReadings.double(at: 1),
                    quality: selectReadings.integer(at: 2))
            else {
                selectReadings.reset()
                throw damaged("a reading of channel \(place + 1) cannot be one")
            }
            if !use(reading) { return selectReadings.reset() }
        }
    }

    /// Hands out rollups of a channel in time's order.
    func rollups(
        _ resolution: Resolution, of place: Int, from: Int64, to: Int64, _ use: (RollupBuilder.Span) -> Void
    ) throws(DatabaseError) {
        let select = resolution == .hour ? selectHours : selectMinutes
        select.bind(place + 1, at: 1)
        select.bind(from, at: 2)
        select.bind(to, at: 3)
        while try select.step() {
            guard let span = RollupTable.span(select) else {
                select.reset()
                throw damaged("a rollup of channel \(place + 1) cannot be one")
            }
            use(span)
        }
    }

    /// The last reading of a channel before a time; nil where there is none.
    ///
    /// Where readings were removed it is the last of a minute; where minutes were, of an hour.
    func reading(of place: Int, before time: Int64) throws(DatabaseError) -> Reading? {
        selectBefore.bind(place + 1, at: 1)
        selectBefore.bind(time, at: 2)
        if try selectBefore.step() {
            defer { selectBefore.reset() }
            return Reading(
                time: selectBefore.integer(at: 0), stored: selectBefore.double(at: 1),
                quality: selectBefore.integer(at: 2))
        }
        // Hours reach further back, and minutes closer to the time.
        var found: Reading?
        for select in selectSpansBefore {
            select.bind(place + 1, at: 1)
            select.bind(time, at: 2)
            guard try select.step() else { continue }
            defer { select.reset() }
            guard let last = RollupTable.span(select)?.rollup.last else {
                throw damaged("a rollup of channel \(place + 1) cannot be one")
            }
            if last.time > found?.time ?? .min { found = last }
        }
        return found
    }

    /// Where the past of a channel begins in the tables, as finely as is known; nil where there is none.
    func beginning(of place: Int) throws(DatabaseError) -> Int64? {
        var found: (start: Int64, width: Int64)?
        for (select, resolution) in zip(selectFirsts, [Resolution.hour, .minute, .raw]) {
            select.bind(place + 1, at: 1)
            guard try select.step() else { continue }
            defer { select.reset() }
            let first = select.integer(at: 0)
            // What is finer may have been removed where the past begins: it says more within the first span alone.
            if let found, first - found.start >= found.width { continue }
            found = (first, resolution.width)
        }
        return found?.start
    }

    /// Where all sources stand.
    func positions() throws(DatabaseError) -> [SourcePosition] {
        var positions: [SourcePosition] = []
        while try selectPositions.step() {
            positions.append(
                SourcePosition(source: selectPositions.text(at: 0) ?? "", position: selectPositions.text(at: 1) ?? ""))
        }
        return positions
    }

    /// Where a source stands.
    func position(of source: String) throws(DatabaseError) -> String? {
        selectPosition.bind(source, at: 1)
        guard try selectPosition.step() else { return nil }
        defer { selectPosition.reset() }
        return selectPosition.text(at: 0)
    }

    /// Where the reading of a channel at a time came from, as the tables tell.
    func provenance(of place: Int, at time: Int64) throws(DatabaseError) -> String? {
        selectSource.bind(place + 1, at: 1)
        selectSource.bind(time, at: 2)
        guard try selectSource.step() else { return nil }
        defer { selectSource.reset() }
        return try provenance(Int(selectSource.integer(at: 0)))
    }

    /// The text of a provenance's number.
    func provenance(_ number: Int) throws(DatabaseError) -> String? {
        selectText.bind(number, at: 1)
        guard try selectText.step() else { return nil }
        defer { selectText.reset() }
        return selectText.text(at: 0)
    }

    private func damaged(_ what: String) -> DatabaseError {
        DatabaseError(code: .corrupt, path: database.path, action: "read", message: what)
    }
}
