internal import Observability
internal import Readings
internal import Synchronization

/// The fleet's readings as metrics, as they are at the moment of asking.
///
/// For each channel its age and its quality; its value by what it measures. A value that may not be counted on is not exported, so that
/// no rule takes it for one; its age and quality are.
final class FleetExporter: Sendable {
    /// The most series of a metric; what is beyond is counted in `subkelvin_dropped_series_total`.
    static let seriesLimit = 20_000

    /// The labels of a channel, rendered once.
    private struct Labels {
        let metric: ValueMetric
        var value: MetricLabels
        var channel: MetricLabels
        /// One for each quality, by its code.
        var qualities: [MetricLabels]

        init(_ channel: Channel, _ metric: ValueMetric) {
            let (device, name) = (channel.device, channel.name)
            self.metric = metric
            value =
                metric == .other
                ? MetricLabels(["device": device, "channel": name, "unit": channel.unit.rawValue])
                : MetricLabels(["device": device, metric.label: name])
            self.channel = MetricLabels(["device": device, "channel": name])
            qualities = Quality.allCases.sorted { $0.code < $1.code }.map {
                MetricLabels(["device": device, "channel": name, "quality": $0.rawValue])
            }
        }
    }

    /// A channel as it is written.
    private struct Row {
        var reading: Reading
        var age: Double
        var labels: Labels
    }

    private struct State {
        var labels: [Channel: Labels] = [:]
        var rows: [Row] = []
        var assessments: [DeviceAssessment] = []
    }
    private let state = Mutex(State())

    /// Registers the fleet's metrics.
    init(_ registry: MetricsRegistry) throws(MetricsError) {
        for metric in ValueMetric.allCases {
            try collect(registry, metric.rawValue, metric.help) { exporter, writer in
                for row in exporter.rows where row.labels.metric == metric {
                    if let value = row.reading.usableValue { writer.write(row.labels.value, value) }
                }
            }
        }
        try collect(registry, "cryo_reading_age_seconds", "How old the last reading is.") { exporter, writer in
            for row in exporter.rows { writer.write(row.labels.channel, row.age) }
        }
        try collect(registry, "cryo_reading_quality", "1 for what the last reading is worth now.") { exporter, writer in
            for row in exporter.rows { writer.write(row.labels.qualities[Int(row.reading.quality.code)], 1) }
        }
        try collect(registry, "cryo_device_phase", "1 for where a device is on its way.") { exporter, writer in
            for assessment in exporter.assessments {
                for phase in Phase.allCases {
                    writer.write(
                        MetricLabels(["device": assessment.device.name, "phase": phase.rawValue]),
                        phase == assessment.phase ? 1 : 0)
                }
            }
        }
        try collect(
            registry, "cryo_device_within_limits", "1 within all limits, 0 not; absent where nobody can tell."
        ) { exporter, writer in
            for assessment in exporter.assessments {
                guard let isWithin = assessment.isWithin else { continue }
                writer.write(MetricLabels(["device": assessment.device.name]), isWithin ? 1 : 0)
            }
        }
    }

    private func collect(
        _ registry: MetricsRegistry, _ name: String, _ help: String,
        _ write: @escaping @Sendable (FleetExporter, inout MetricsWriter) -> Void
    ) throws(MetricsError) {
        try registry.collect(name, .gauge, help: help, limit: Self.seriesLimit) { [weak self] writer in
            if let self { write(self, &writer) }
        }
    }

    /// Takes in how all devices are now: what is written next.
    func note(_ assessments: [DeviceAssessment]) {
        state.withLock { state in
            state.assessments = assessments
            state.rows.removeAll(keepingCapacity: true)
            for assessment in assessments {
                let stages = Set(assessment.device.stages.map(\.channel))
                for (channel, reading) in assessment.latest.all {
                    let metric = ValueMetric(of: channel, isStage: stages.contains(channel.name))
                    let known = state.labels[channel].flatMap { $0.metric == metric ? $0 : nil }
                    let labels = known ?? Labels(channel, metric)
                    state.labels[channel] = labels
                    state.rows.append(
                        Row(reading: reading, age: assessment.latest.age(of: reading), labels: labels))
                }
            }
        }
    }

    private var rows: [Row] { state.withLock { $0.rows } }
    private var assessments: [DeviceAssessment] { state.withLock { $0.assessments } }
}

/// The metric that a channel's values belong to.
private enum ValueMetric: String, CaseIterable, Sendable {
    case stage = "cryo_stage_temperature_kelvin"
    case temperature = "cryo_temperature_kelvin"
    case pressure = "cryo_pressure_pascals"
    case flow = "cryo_flow_moles_per_second"
    case power = "cryo_power_watts"
    case state = "cryo_state"
    case other = "cryo_channel_value"

    /// - Parameter isStage: whether the channel is that of a stage of its device.
    init(of channel: Channel, isStage: Bool) {
        switch channel.unit {
        case .kelvin: self = isStage ? .stage : .temperature
        case .pascal: self = .pressure
        case .molePerSecond: self = .flow
        case .watt: self = .power
        case .one: self = .state
        default: self = .other
        }
    }

    /// What the channel's name is the value of.
    var label: String {
        switch self {
        case .stage: "stage"
        case .pressure: "gauge"
        case .temperature, .flow, .power, .state, .other: "channel"
        }
    }

    var help: String {
        switch self {
        case .stage: "Temperature of a stage, where it may be counted on."
        case .temperature: "Temperature of anything else: a place on a shield, a magnet, oil, cooling water."
        case .pressure: "Pressure at a gauge."
        case .flow: "Circulating mixture."
        case .power: "Power of a heater or drive."
        case .state: "1 for what is on or open, 0 for what is not; plain numbers."
        case .other: "Any other channel, in its unit."
        }
    }
}
