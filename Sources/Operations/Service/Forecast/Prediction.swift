internal import Readings

/// What the twin of a device expects beside what is measured: it is where the device is now, and goes on with nothing broken.
///
/// A device on its way down or up is found on the twin's way by its temperatures of now; before and after that the twin's own way is
/// shown. At base and at room temperature the twin rests.
struct Prediction {
    private let forecast: Forecast?
    private let phase: Phase
    private let now: Int64
    /// Where on the way the device is, in s; nil where it is on none.
    private let place: Double?
    /// Why there is none; nil where there is one.
    let reason: String?

    init(_ record: DeviceRecord, _ assessment: DeviceAssessment) {
        forecast = record.forecast
        phase = assessment.phase
        now = assessment.latest.now
        place = forecast?.way(in: phase)?.place(of: assessment.temperatures)
        if record.device.description == nil {
            reason = "nobody said what ‘\(record.device.name)’ is made of: name its cryostat in the fleet's file"
        } else if record.forecast == nil {
            reason = "the twin is being worked out; ask again in a few seconds"
        } else if phase == .unknown {
            reason = "nobody can tell where ‘\(record.device.name)’ is on its way"
        } else {
            reason = nil
        }
    }

    /// A channel in time; nil where the twin knows nothing of it.
    func series(of channel: Channel, from: Int64, to: Int64, points: Int) -> SeriesAnswer.ChannelSeries? {
        guard reason == nil, let forecast else { return nil }
        let count = max(points, 2)
        // As numbers of less digits, whose difference is one whatever the times are.
        let span = (Double(to) - Double(from)) / 1e9
        let step = max(span / Double(count - 1), 60)
        var result: [SeriesAnswer.Point] = []
        func add(_ seconds: Double, _ value: Double) {
            result.append(
                SeriesAnswer.Point(
                    time: (Double(from) / 1e6 + seconds * 1e3).rounded(), min: value, mean: value, max: value,
                    quality: 0))
        }
        if let rest = forecast.rest(in: phase) {
            guard let value = rest[channel.name] else { return nil }
            add(0, value)
            add(span, value)
        } else if let way = forecast.way(in: phase), let place {
            let begin = place + (Double(from) - Double(now)) / 1e9
            for index in 0..<count {
                let seconds = Double(index) * step
                guard seconds <= span else { break }
                if let value = way.value(of: channel.name, at: begin + seconds) { add(seconds, value) }
            }
            guard !result.isEmpty else { return nil }
        } else {
            return nil
        }
        return SeriesAnswer.ChannelSeries(
            channel: channel.name, unit: channel.unit.rawValue, resolution: step, points: result, gaps: [])
    }
}
