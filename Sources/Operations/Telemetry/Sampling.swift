internal import Archive
internal import Readings

/// How a span of time becomes about so many points.
struct Sampling {
    let from: Int64
    let to: Int64
    let points: Int
    let horizons: Horizons

    /// How long a point should be: at least 1 ns.
    private var target: Int64 {
        let (span, overflow) = to.subtractingReportingOverflow(from)
        return max((overflow ? .max : span) / Int64(points), 1)
    }

    /// The coarsest resolution that is fine enough, of those whose past reaches back to the beginning.
    private var resolution: Resolution {
        let wanted: Resolution =
            if target >= Resolution.hour.width / 2 { .hour } else if target >= Resolution.minute.width / 2 {
                .minute
            } else { .raw }
        if wanted == .raw, horizons.raw <= from { return .raw }
        if wanted != .hour, horizons.minutes <= from { return .minute }
        return .hour
    }

    /// How many readings are put together by hand, for each point, before rollups of a minute are taken though they are coarse.
    private static let mostReadingsPerPoint = 64

    /// The series.
    func series(
        of channel: Channel, view: TelemetryStore.View, reader: StoreReader
    ) throws(DatabaseError) -> Series {
        let resolution = resolution
        let rollups = try self.rollups(resolution == .hour ? .hour : .minute, of: view, reader: reader)
        let count = rollups.reduce(0) { $0 + $1.rollup.count }
        if horizons.raw <= from, count <= 2 * points || resolution == .raw && count / points < Self.mostReadingsPerPoint {
            let readings = try reader.readings(of: view, from: from, to: to, limit: .max)
            if readings.count <= 2 * points {
                return Series(
                    channel: channel, resolution: .raw, width: 0,
                    points: readings.map { Rollup($0).point(from: $0.time) })
            }
            var builder = RollupBuilder(width: target)
            var spans = readings.compactMap { builder.add($0) }
            if let open = builder.open { spans.append(open) }
            return Series(channel: channel, resolution: .raw, width: target, points: spans.map(\.point))
        }
        let unit = resolution == .hour ? Resolution.hour : .minute
        // To the nearest whole number of rollups, one at least.
        let width = max((target / (unit.width / 2) + 1) / 2, 1) * unit.width
        var builder = RollupBuilder(width: width)
        var spans = rollups.compactMap { builder.add($0) }
        if let open = builder.open { spans.append(open) }
        return Series(channel: channel, resolution: unit, width: width, points: spans.map(\.point))
    }

    /// The rollups of the tables, and of what only the journal has, by time.
    private func rollups(
        _ resolution: Resolution, of view: TelemetryStore.View, reader: StoreReader
    ) throws(DatabaseError) -> [RollupBuilder.Span] {
        let first = spanStart(of: from, width: resolution.width)
        var spans: [RollupBuilder.Span] = []
        try reader.rollups(resolution, of: view.place, from: first, to: to) { spans.append($0) }
        var builder = RollupBuilder(width: resolution.width)
        var late: [RollupBuilder.Span] = []
        for entry in view.pending[view.pending.firstIndex(from: first)...] {
            // The last span is whole, as those of the tables are.
            if spanStart(of: entry.time, width: resolution.width) >= to { break }
            if let closed = builder.add(entry.reading) { late.append(closed) }
        }
        if let open = builder.open { late.append(open) }
        guard let start = late.first?.from else { return spans }
        // Nearly always they are the last ones.
        let place = spans.lastIndex { $0.from < start }.map { $0 + 1 } ?? 0
        let tail = spans[place...].map { $0 } + late
        spans.removeSubrange(place...)
        // Sorted by their beginning; two of the same are put together as the builder takes them in.
        var merged = RollupBuilder(width: resolution.width)
        for span in tail.sorted(by: { $0.from < $1.from }) { if let done = merged.add(span) { spans.append(done) } }
        if let open = merged.open { spans.append(open) }
        return spans
    }
}

extension RollupBuilder.Span {
    fileprivate var point: SeriesPoint { rollup.point(from: from) }
}
