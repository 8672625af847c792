internal import Readings
internal import Telemetry

extension SeriesAnswer.ChannelSeries {
    /// What the store has of a channel.
    init(_ series: Series) {
        channel = series.channel.name
        unit = series.channel.unit.rawValue
        resolution = Double(series.width) / 1e9
        points = series.points.map { point in
            SeriesAnswer.Point(
                time: Double(point.from) / 1e6, min: point.min, mean: point.mean, max: point.max,
                quality: point.worst.code)
        }
        // Nothing for six points, or for ten minutes where that is more, is a gap.
        let (six, overflow) = series.width.multipliedReportingOverflow(by: 6)
        let limit = overflow ? .max : max(six, 600_000_000_000)
        let isState = series.channel.unit == .one
        gaps =
            isState
            ? [] : series.gaps(longerThan: limit).map { [Double($0.lowerBound) / 1e6, Double($0.upperBound) / 1e6] }
    }
}
