internal import Archive
internal import Readings

/// The table of one width of rollups, as the writer sees it.
final class RollupTable {
    let width: Int64
    private let select: Statement
    private let selectNext: Statement
    private let replace: Statement
    private let path: String

    init(_ name: String, width: Int64, in database: Database) throws(DatabaseError) {
        self.width = width
        path = database.path
        select = try database.prepare(
            "SELECT \(Self.columns) FROM \(name) WHERE channel = ?1 AND start = ?2")
        selectNext = try database.prepare(
            "SELECT start FROM \(name) WHERE channel = ?1 AND start >= ?2 ORDER BY start LIMIT 1")
        replace = try database.prepare(
            "INSERT OR REPLACE INTO \(name) (channel, \(Self.columns)) VALUES (?,?,?,?,?,?,?,?,?,?,?)")
    }

    /// What ``span(_:)`` reads, in this order.
    static let columns = "start, count, usable, min, mean, max, last_time, last, last_quality, worst"

    /// Adds rollups of new readings, in time's order, to what is there.
    func add(_ spans: [RollupBuilder.Span], channel: Int) throws(DatabaseError) {
        guard let first = spans.first else { return }
        selectNext.bind(channel, at: 1)
        selectNext.bind(first.from, at: 2)
        let isThere = try selectNext.step()
        let next = isThere ? selectNext.integer(at: 0) : .max
        if isThere { selectNext.reset() }
        for span in spans { try add(span, channel: channel, isNew: span.from < next) }
    }

    /// Adds a rollup of new readings to what is there.
    ///
    /// - Parameter isNew: whether it is known that there is nothing yet.
    func add(_ span: RollupBuilder.Span, channel: Int, isNew: Bool) throws(DatabaseError) {
        var rollup = span.rollup
        if !isNew {
            select.bind(channel, at: 1)
            select.bind(span.from, at: 2)
            if try select.step() {
                defer { select.reset() }
                guard var there = Self.span(select)?.rollup else {
                    throw DatabaseError(
                        code: .corrupt, path: path, action: select.sql, message: "a rollup that cannot be")
                }
                there.add(rollup)
                rollup = there
            }
        }
        // Of a single reading the last says all; where a channel speaks once a minute that halves the table.
        let isUsable = rollup.usable > 0 && rollup.count > 1
        replace.bind(channel, at: 1)
        replace.bind(span.from, at: 2)
        replace.bind(rollup.count, at: 3)
        replace.bind(rollup.usable, at: 4)
        replace.bind(isUsable ? rollup.min : nil, at: 5)
        replace.bind(isUsable ? rollup.mean : nil, at: 6)
        replace.bind(isUsable ? rollup.max : nil, at: 7)
        replace.bind(rollup.last.time, at: 8)
        replace.bind(rollup.last.value, at: 9)
        replace.bind(Int64(rollup.last.quality.code), at: 10)
        replace.bind(Int64(rollup.worst.code), at: 11)
        try replace.run()
    }

    /// The rollup of a row of ``columns``; nil where it cannot be one.
    static func span(_ row: Statement) -> RollupBuilder.Span? {
        guard
            let last = Reading(time: row.integer(at: 6), stored: row.double(at: 7), quality: row.integer(at: 8)),
            let worst = UInt8(exactly: row.integer(at: 9)).flatMap(Quality.init(code:))
        else { return nil }
        if row.integer(at: 1) == 1 { return .init(from: row.integer(at: 0), rollup: Rollup(last)) }
        return .init(
            from: row.integer(at: 0),
            rollup: Rollup(
                count: Int(row.integer(at: 1)), usable: Int(row.integer(at: 2)), min: row.double(at: 3) ?? .infinity,
                max: row.double(at: 5) ?? -.infinity, mean: row.double(at: 4) ?? 0, last: last, worst: worst))
    }
}
