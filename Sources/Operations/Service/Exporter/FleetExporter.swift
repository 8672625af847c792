internal import Observability
internal import Readings
internal import Synchronization

/// The fleet's readings as metrics.
///
/// For each channel its age and its quality; its value by what it measures: stages by `cryo_stage_temperature_kelvin`, gauges by
/// `cryo_pressure_pascals`, the rest by a name of its own or by `cryo_channel_value{unit}`. A value that may not be counted on is not
/// exported, so that no rule mistakes it for one; its age and quality are.
final class FleetExporter: Sendable {
    /// The most series of one metric; beyond, one series with the labels `overflow` takes their place.
    static let seriesLimit = 50_000


    private let temperatures: Family<Gauge>
    private let pressures: Family<Gauge>
    private let flows: Family<Gauge>
    private let powers: Family<Gauge>
    private let states: Family<Gauge>
    private let values: Family<Gauge>
    private let ages: Family<Gauge>
    private let qualities: Family<Gauge>
    private let phases: Family<Gauge>
    private let within: Family<Gauge>
    private let known = Mutex<[Channel: Quality]>([:])

    init(_ registry: MetricsRegistry) throws(MetricsError) {
        func gauge(_ name: String, _ help: String, _ labels: String...) throws(MetricsError) -> Family<Gauge> {
            try registry.gauge(name, help: help, labels: labels, limit: Self.seriesLimit)
        }
        temperatures = try gauge(
            "cryo_stage_temperature_kelvin", "Temperature of a stage, where it may be counted on.", "device", "stage")
        pressures = try gauge("cryo_pressure_pascals", "Pressure at a gauge.", "device", "gauge")
        flows = try gauge("cryo_flow_moles_per_second", "Circulating mixture.", "device", "channel")
        powers = try gauge("cryo_power_watts", "Power of a heater or drive.", "device", "channel")
        states = try gauge("cryo_state", "1 for what is on or open, 0 for what is not.", "device", "channel")
        values = try gauge("cryo_channel_value", "Any other channel, in its unit.", "device", "channel", "unit")
        ages = try gauge("cryo_reading_age_seconds", "How old the last reading is.", "device", "channel")
        qualities = try gauge(
            "cryo_reading_quality", "1 for what the last reading is worth now.", "device", "channel", "quality")
        phases = try gauge("cryo_device_phase", "1 for where a device is on its way.", "device", "phase")
        within = try gauge(
            "cryo_device_within_limits", "1 for within all limits, 0 for not; absent where nobody can tell.", "device")
    }

    /// Takes in how the fleet is.
    func note(_ assessments: [DeviceAssessment]) {
        for assessment in assessments {
            let device = assessment.device.name
            for (channel, reading) in assessment.latest.all { note(channel, reading, assessment) }
            for phase in Phase.allCases { phases(device, phase.rawValue).set(phase == assessment.phase ? 1 : 0) }
            if let isWithin = assessment.isWithin {
                within(device).set(isWithin ? 1 : 0)
            } else {
                within.remove(device)
            }
        }
    }

    private func note(_ channel: Channel, _ reading: Reading, _ assessment: DeviceAssessment) {
        ages(channel.device, channel.name).set(assessment.latest.age(of: reading))
        let before = known.withLock { known in
            defer { known[channel] = reading.quality }
            return known[channel]
        }
        if let before, before != reading.quality {
            qualities.remove(channel.device, channel.name, before.rawValue)
        }
        qualities(channel.device, channel.name, reading.quality.rawValue).set(1)
        let (family, labels) = place(of: channel)
        if let value = reading.usableValue {
            family.instrument(labels).set(value)
        } else {
            family.remove(labels)
        }
    }

    private func place(of channel: Channel) -> (Family<Gauge>, [String]) {
        let labels = [channel.device, channel.name]
        switch channel.unit {
        case .kelvin: return (temperatures, labels)
        case .pascal: return (pressures, labels)
        case .molePerSecond: return (flows, labels)
        case .watt: return (powers, labels)
        case .one where !channel.name.contains("snr"): return (states, labels)
        default: return (values, labels + [channel.unit.rawValue])
        }
    }

    /// Forgets a device.
    func forget(_ device: String) {
        let channels = known.withLock { known in
            let gone = known.filter { $0.key.device == device }
            for channel in gone.keys { known[channel] = nil }
            return gone
        }
        for (channel, quality) in channels {
            ages.remove([device, channel.name])
            qualities.remove([device, channel.name, quality.rawValue])
            let (family, labels) = place(of: channel)
            family.remove(labels)
        }
        for phase in Phase.allCases { phases.remove([device, phase.rawValue]) }
        within.remove([device])
    }
}
