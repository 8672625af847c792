internal import Readings
internal import Telemetry

extension SeriesAnswer.ChannelSeries {
    /// What the store has of a channel, as it is drawn.
    init(_ series: HeldSeries) {
        channel = series.channel.name
        unit = series.channel.unit.rawValue
        resolution = Double(series.width) / 1e9
        points = series.points.map { point in
            SeriesAnswer.Point(
                time: Double(point.from) / 1e6, min: point.min, mean: point.mean, max: point.max,
                quality: point.worst.code)
        }
        gaps = series.gaps.map { [Double($0.lowerBound) / 1e6, Double($0.upperBound) / 1e6] }
    }
}
