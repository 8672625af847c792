internal import Archive
internal import Readings

extension StoreWriter {
    /// How many rows a transaction removes at most, about: it keeps appends waiting.
    static let pruneCount = 20_000

    /// Removes a part of what lies before a time, and moves on to the next channel when one is done.
    ///
    /// - Parameters:
    ///   - resolution: of what.
    ///   - limit: before which time.
    ///   - place: the channel to go on with.
    /// - Returns: how many rows were removed; nil when there is no channel any more.
    func prune(_ resolution: Resolution, before limit: Int64, place: inout Int) throws(TelemetryError) -> Int? {
        guard place < ledger.channels.count else { return nil }
        let current = place
        guard let newest = ledger.heads[current].newest else {
            place += 1
            return 0
        }
        // The newest hour stays: with it the newest reading, and the rollups that late readings of that hour are added to.
        let hour = Resolution.hour.width
        let horizon = min(spanStart(of: limit, width: hour), spanStart(of: newest.time, width: hour))
        let (table, column, horizonColumn) =
            switch resolution {
            case .raw: ("readings", "time", "raw_from")
            case .minute: ("minutes", "start", "minutes_from")
            case .hour: ("hours", "start", "hours_from")
            }
        let (count, isDone) = try transaction { () throws(DatabaseError) -> (Int, Bool) in
            let boundary = try self.boundary(in: table, column, place: current, horizon: horizon)
            let remove = try database.prepare("DELETE FROM \(table) WHERE channel = ? AND \(column) < ?")
            remove.bind(current + 1, at: 1)
            remove.bind(boundary ?? horizon, at: 2)
            try remove.run()
            let count = database.changes
            guard count > 0 else { return (0, true) }
            let note = try database.prepare("UPDATE channels SET \(horizonColumn) = ? WHERE id = ?")
            note.bind(horizon, at: 1)
            note.bind(current + 1, at: 2)
            try note.run()
            if resolution == .raw { ledger.heads[current].horizon = horizon }
            return (count, boundary == nil)
        } enter: { result, state in
            guard result.0 > 0 else { return }
            switch resolution {
            case .raw: state.slots[current].horizons.raw = horizon
            case .minute: state.slots[current].horizons.minutes = horizon
            case .hour: state.slots[current].horizons.hours = horizon
            }
        }
        if isDone { place += 1 }
        return count
    }

    /// Where a part of at most ``pruneCount`` rows ends; nil where the rest is no more than that.
    private func boundary(
        in table: String, _ column: String, place: Int, horizon: Int64
    ) throws(DatabaseError) -> Int64? {
        let select = try database.prepare(
            "SELECT \(column) FROM \(table) WHERE channel = ? AND \(column) < ? ORDER BY \(column) LIMIT 1 OFFSET ?")
        select.bind(place + 1, at: 1)
        select.bind(horizon, at: 2)
        select.bind(Self.pruneCount, at: 3)
        guard try select.step() else { return nil }
        defer { select.reset() }
        return select.integer(at: 0)
    }
}
