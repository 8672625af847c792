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

    /// The resolution nearest to the length of a point, or the finest coarser one whose past reaches back to the beginning.
    private var resolution: Resolution {
        if target < Resolution.minute.width / 2, horizons.raw <= from { return .raw }
        if target < Resolution.hour.width / 2, horizons.minutes <= from { return .minute }
        return .hour
    }

    /// How many readings are put together by hand, for each point, before rollups of a minute are taken though they are coarse.
    private static let mostReadingsPerPoint = 64

    /// The series.
    func series(
        of channel: Channel, view: TelemetryStore.View, reader: StoreReader
    ) throws(DatabaseError) -> Series {
        let resolution = resolution
        let unit = resolution == .hour ? Resolution.hour : .minute
        let rollups = try self.rollups(unit, of: view, reader: reader)
        let count = rollups.reduce(0) { $0 + $1.rollup.count }
        let isFew = count <= 2 * points
        if horizons.raw <= from, isFew || resolution == .raw && count / points < Self.mostReadingsPerPoint {
            let readings = try reader.readings(of: view, from: from, to: to, limit: .max)
            let width = isFew ? 0 : target
            let points =
                isFew
                ? readings.map { Rollup($0).point(from: $0.time) }
                : RollupBuilder.spans(of: readings, width: width).map(\.point)
            return Series(channel: channel, resolution: .raw, width: width, points: points)
        }
        // To the nearest whole number of rollups, one at least.
        let multiple = min(max((target / (unit.width / 2) + 1) / 2, 1), .max / unit.width)
        let width = multiple * unit.width
        return Series(
            channel: channel, resolution: unit, width: width,
            points: RollupBuilder.spans(of: rollups, width: width).map(\.point))
    }

    /// The rollups of the tables, and of what only the journal has, by time.
    private func rollups(
        _ resolution: Resolution, of view: TelemetryStore.View, reader: StoreReader
    ) throws(DatabaseError) -> [RollupBuilder.Span] {
        let first = spanStart(of: from, width: resolution.width)
        var spans: [RollupBuilder.Span] = []
        try reader.rollups(resolution, of: view.place, from: first, to: to) { spans.append($0) }
        let pending = view.pending[view.pending.firstIndex(from: first)...].lazy.map(\.reading)
            // The last span is whole, as those of the tables are.
            .prefix { spanStart(of: $0.time, width: resolution.width) < to }
        let late = RollupBuilder.spans(of: pending, width: resolution.width)
        guard let start = late.first?.from else { return spans }
        // Nearly always they are the last ones.
        let place = spans.lastIndex { $0.from < start }.map { $0 + 1 } ?? 0
        let tail = (spans[place...] + late).sorted { $0.from < $1.from }
        // Two of the same span become one.
        return spans[..<place] + RollupBuilder.spans(of: tail, width: resolution.width)
    }
}

extension RollupBuilder.Span {
    fileprivate var point: SeriesPoint { rollup.point(from: from) }
}
