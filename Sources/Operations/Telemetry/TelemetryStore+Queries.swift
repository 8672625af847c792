internal import Archive
public import Readings

extension TelemetryStore {
    /// The readings of a channel in time's order.
    ///
    /// - Parameters:
    ///   - channel: the channel; one that the store does not have has no readings.
    ///   - from: the first time.
    ///   - to: the time after the last.
    ///   - limit: at most so many, the earliest. Whoever wants all asks again from after the last.
    /// - Throws: ``TelemetryError``.
    public func readings(
        of channel: Channel, from: Int64, to: Int64, limit: Int = .max
    ) throws(TelemetryError) -> [Reading] {
        try read(channel) { (reader, view) throws(DatabaseError) in
            try view.map { (view) throws(DatabaseError) in
                try reader.readings(of: view, from: from, to: to, limit: limit)
            } ?? []
        }
    }

    /// The last reading of a channel before a time; nil where there is none.
    ///
    /// Where retention has removed readings, or a past was told without them, it is the last one of a minute or, further back, of
    /// an hour.
    ///
    /// - Throws: ``TelemetryError``.
    public func reading(of channel: Channel, before time: Int64) throws(TelemetryError) -> Reading? {
        try read(channel) { (reader, view) throws(DatabaseError) in
            guard let view else { return nil }
            let pending = view.pending[..<view.pending.firstIndex(from: time)].last?.reading
            let stored = try reader.reading(of: view.place, before: time)
            guard let pending, let stored else { return pending ?? stored }
            return pending.time > stored.time ? pending : stored
        }
    }

    /// When the past of a channel begins, in ns since 1970; nil where there is none.
    ///
    /// Where retention has removed readings it is the beginning of a minute or an hour.
    ///
    /// - Throws: ``TelemetryError``.
    public func beginning(of channel: Channel) throws(TelemetryError) -> Int64? {
        try read(channel) { (reader, view) throws(DatabaseError) in
            guard let view else { return nil }
            return [view.pending.first?.time, try reader.beginning(of: view.place)].compactMap { $0 }.min()
        }
    }

    /// Where the reading of a channel at a time came from; nil where that was not said, or there is no such reading.
    ///
    /// - Throws: ``TelemetryError``.
    public func provenance(of channel: Channel, at time: Int64) throws(TelemetryError) -> String? {
        try read(channel) { (reader, view) throws(DatabaseError) in
            guard let view else { return nil }
            if let entry = view.pending.entry(at: time) { return try reader.provenance(Int(entry.provenance)) }
            return try reader.provenance(of: view.place, at: time)
        }
    }

    /// A channel between two times, in about as many points as asked for.
    ///
    /// Each reading is a point where there are no more than twice `points`. Otherwise readings are put together in spans of equal
    /// length that begin at multiples of it since 1970: of minutes and hours from rollups, so that months cost no more than
    /// hours. No peak is lost: each point has the least and the greatest value of its span. The first and the last span are
    /// whole where they are made of rollups, and may reach beyond the times asked for.
    ///
    /// - Parameters:
    ///   - channel: the channel; one that the store does not have has no points.
    ///   - from: the first time.
    ///   - to: the time after the last.
    ///   - points: about how many points, between half and twice as many where there are readings throughout; at least 1.
    /// - Throws: ``TelemetryError``.
    public func series(
        of channel: Channel, from: Int64, to: Int64, points: Int
    ) throws(TelemetryError) -> Series {
        try read(channel) { (reader, view) throws(DatabaseError) in
            guard let view, from < to else { return Series(channel: channel, resolution: .raw, width: 0, points: []) }
            let sampling = Sampling(from: from, to: to, points: max(points, 1), horizons: view.horizons)
            return try sampling.series(of: channel, view: view, reader: reader)
        }
    }
}

extension StoreReader {
    /// Readings of the tables and of the journal together.
    func readings(
        of view: TelemetryStore.View, from: Int64, to: Int64, limit: Int
    ) throws(DatabaseError) -> [Reading] {
        guard limit > 0 else { return [] }
        var pending = view.pending[view.pending.firstIndex(from: from)...].prefix { $0.time < to }[...]
        var readings: [Reading] = []
        try self.readings(of: view.place, from: from, to: to) { reading in
            while readings.count < limit, let entry = pending.first, entry.time < reading.time {
                readings.append(entry.reading)
                pending.removeFirst()
            }
            if readings.count < limit { readings.append(reading) }
            return readings.count < limit
        }
        readings.append(contentsOf: pending.prefix(limit - readings.count).lazy.map(\.reading))
        return readings
    }
}
