internal import Observability
internal import Readings

/// A time as answers have it: RFC 3339 in UTC, to the millisecond.
func rfc3339(_ time: Int64) -> String { timestamp(time).dropLast("000000Z".count) + "Z" }

extension DeviceAnswer {
    /// What is told of a device.
    init(
        _ assessment: DeviceAssessment, oldest: Int64?, notes: [String], expected: Expected?, step: ProcedureStep?,
        source: Source
    ) {
        let (device, latest) = (assessment.device, assessment.latest)
        let stages = assessment.stages.map { stage in
            StageAnswer(
                name: stage.stage.name, channel: stage.stage.channel, node: stage.stage.node,
                temperature: stage.reading?.value, quality: Self.word(stage.reading),
                time: stage.reading.map { rfc3339($0.time) }, limit: stage.limit, within: stage.isWithin)
        }
        self.init(
            name: device.name, kind: device.kind, title: device.title, phase: assessment.phase,
            since: assessment.since.map(rfc3339), oldest: oldest.map(rfc3339), within: assessment.isWithin,
            summary: assessment.summary,
            eta: expected, procedure: step, stages: stages,
            compressor: Compressor(
                on: assessment.isCompressorOn, quality: Self.word(latest[device.channel("pulsetube")]),
                high: latest.value(device.channel("pulsetube-high")), oil: latest.value(device.channel("pulsetube-oil"))
            ),
            power: Power(
                still: latest.value(device.channel("still-heater")), base: latest.value(device.channel("sample-heater"))
            ),
            vacuum: Vacuum(
                pressure: assessment.vacuum?.value, quality: Self.word(assessment.vacuum), limit: device.limits.vacuum,
                within: assessment.isVacuumWithin),
            notes: notes, source: source)
    }

    /// What a reading is worth; of a channel that was never heard of, what is worth nothing.
    static func word(_ reading: Reading?) -> String { (reading?.quality ?? .disconnected).rawValue }
}

extension DeviceRecord {
    /// What is expected next, and when; nil where nothing is, or nobody can tell.
    func expected(_ assessment: DeviceAssessment) -> DeviceAnswer.Expected? {
        guard let way = forecast?.way(in: assessment.phase), let goal = way.goal,
            let place = way.place(of: assessment.temperatures), place < goal
        else { return nil }
        let event = assessment.phase == .cooling ? "base below 20 mK" : "at room temperature"
        return .init(event: event, time: rfc3339(assessment.latest.now + Int64((goal - place) * 1e9)))
    }
}

extension DeviceAssessment {
    /// Temperatures that may be counted on, in K by channel.
    var temperatures: [String: Double] {
        var result: [String: Double] = [:]
        for stage in stages { if let value = stage.reading?.usableValue { result[stage.stage.channel] = value } }
        return result
    }
}
