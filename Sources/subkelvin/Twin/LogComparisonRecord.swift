import Cryogenics
import Instruments
import Plotting

/// A twin beside a log, as JSON.
struct LogComparisonRecord: Encodable {
    struct Stage: Encodable {
        var stage: String
        var compared: Int
        var mean, rms, worst, worstAt: Double?
        /// Times in s, measured and twin in K.
        var points: [[Double?]]

        enum CodingKeys: String, CodingKey {
            case stage, compared, points
            case mean = "mean_K"
            case rms = "rms_K"
            case worst = "worst_K"
            case worstAt = "worst_at_s"
        }
    }

    struct SettingRecord: Encodable {
        var time: Double
        var words: String

        enum CodingKeys: String, CodingKey {
            case time = "time_s"
            case words
        }
    }

    var beginning: String
    var start: String
    var stages: [Stage]
    var settings: [SettingRecord]

    init(_ comparison: LogComparison) {
        beginning = comparison.beginning.rawValue
        start = rfc3339(comparison.start)
        stages = comparison.channels.map { channel in
            Stage(
                stage: channel.stage.rawValue, compared: channel.count, mean: channel.mean, rms: channel.rms,
                worst: channel.worst?.residual, worstAt: channel.worst?.time,
                points: channel.points.map { [$0.time, $0.measured, $0.twin] })
        }
        settings = comparison.settings.map { SettingRecord(time: $0.time, words: $0.words) }
    }
}

extension LogComparison {
    /// Both against time: the twin as lines, what was measured as dotted ones of the same colour.
    func figure(_ title: String) -> Plot {
        var series: [Series] = []
        for (index, channel) in channels.enumerated() {
            let color = Color.series[index % Color.series.count]
            let twin = channel.points.map { ($0.time / 3600, $0.twin) }
            let measured = channel.points.compactMap { point in point.measured.map { (point.time / 3600, $0) } }
            series.append(
                Series(
                    "\(channel.stage.rawValue), twin", x: twin.map(\.0), y: twin.map(\.1), line: .solid, color: color))
            guard !measured.isEmpty else { continue }
            series.append(
                Series(
                    "\(channel.stage.rawValue), measured", x: measured.map(\.0), y: measured.map(\.1), line: .dotted,
                    color: color))
        }
        return Plot(
            title: "\(title) beside its log", subtitle: "Solid: twin; dotted: measured, from \(rfc3339(start)) on",
            x: Axis("Time", unit: "h"), y: Axis("Temperature", unit: "K", scale: .log), series: series, legend: .right)
    }
}
