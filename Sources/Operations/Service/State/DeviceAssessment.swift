internal import Quantities
internal import Readings

/// What a device's readings mean: the judgement of a moment.
struct DeviceAssessment: Sendable {
    let device: Device
    let latest: LatestReadings
    let phase: Phase
    let since: Int64?

    /// A stage, and how it is.
    struct Stage: Sendable {
        var stage: Device.Stage
        var reading: Reading?
        var limit: Double?

        /// Whether it is within its limit; colder than the thermometer can tell is, nil where nobody can tell.
        var isWithin: Bool? {
            guard let limit, let reading else { return nil }
            if let value = reading.usableValue { return value <= limit }
            switch reading.quality {
            case .belowRange: return true
            case .aboveRange: return false
            default: return nil
            }
        }
    }

    /// From warm to cold.
    var stages: [Stage] {
        device.stages.map { Stage(stage: $0, reading: latest[$0.channel], limit: device.limits.stages[$0.name]) }
    }

    /// The can's gauge.
    var vacuum: Reading? { latest[device.channel("P1")] }

    /// Whether the vacuum is within its limit; less than the gauge can tell is, nil where nobody can tell.
    var isVacuumWithin: Bool? {
        guard let vacuum else { return nil }
        if let value = vacuum.usableValue { return value <= device.limits.vacuum }
        switch vacuum.quality {
        case .belowRange: return true
        case .aboveRange: return false
        default: return nil
        }
    }

    /// Whether everything that can be told is within its limits; nil where the base cannot be told, or nothing can.
    var isWithin: Bool? {
        guard phase != .unknown else { return nil }
        let all = stages.filter { $0.limit != nil }.map(\.isWithin) + [isVacuumWithin]
        if all.contains(false) { return false }
        let base = stages.filter { $0.stage.name == "base" }
        return base.isEmpty || base.contains { $0.isWithin == nil } ? nil : true
    }

    /// Whether the compressor of the pulse tube runs; of a link whether all of them do.
    var isCompressorOn: Bool? {
        let prefixes = Set(device.stages.compactMap { $0.node.map { $0 + "." } })
        let channels = prefixes.isEmpty ? ["pulsetube"] : prefixes.sorted().map { $0 + "pulsetube" }
        let states = channels.map { latest.isOn($0) ?? latest.isOn($0.replacing("pulsetube", with: "cpastate")) }
        if states.contains(false) { return false }
        return states.contains(nil) ? nil : true
    }

    /// What a person needs to know first, in a line.
    var summary: String {
        switch phase {
        case .unknown:
            guard let newest = latest.newest else { return "nothing was heard yet" }
            return "no telemetry for \(spanWords(Double(latest.now - newest) / 1e9)); its state is unknown"
        case .base:
            if let warm = stages.last(where: { $0.isWithin == false }) { return excess(warm) + pulseTubeWords }
            if isVacuumWithin == false {
                let limit = Notes.millibar(device.limits.vacuum)
                let place = vacuum?.usableValue.map { "at \(Notes.millibar($0)), above \(limit)" }
                return "\(coldest), but the vacuum is \(place ?? "worse than its gauge can tell")"
            }
            return isCompressorOn == false ? "\(coldest), but a pulse tube is off" : coldest
        case .cooling: return "cooling down, \(place)" + pulseTubeWords
        case .warming: return "warming up, \(place)" + pulseTubeWords
        case .warm: return "at room temperature"
        }
    }

    private var pulseTubeWords: String { isCompressorOn == false ? "; pulse tube off" : "" }

    private func excess(_ stage: Stage) -> String {
        let name = stage.stage.node.map { "\(stage.stage.name) of \($0)" } ?? stage.stage.name
        guard let value = stage.reading?.value, let limit = stage.limit else { return "\(name) is too warm" }
        return "\(name) at \(kelvin(value)), above its \(kelvin(limit))"
    }

    private var coldest: String {
        let base = stages.filter { $0.stage.name == "base" }
        if base.contains(where: { $0.reading?.quality == .belowRange }) {
            return "base below what its thermometer can tell"
        }
        guard let warmest = base.compactMap({ $0.reading?.usableValue }).max() else {
            return "cold, but nothing is heard of its base"
        }
        return base.count > 1 ? "all bases at \(kelvin(warmest)) or colder" : "base at \(kelvin(warmest))"
    }

    private var place: String {
        for name in ["base", "4K", "50K"] {
            let values = stages.filter { $0.stage.name == name }.compactMap { $0.reading?.usableValue }
            if let warmest = values.max() { return "\(name) at \(kelvin(warmest))" }
        }
        return "no stage can be told"
    }

    private func kelvin(_ value: Double) -> String { Temperature(si: value).formatted(significantDigits: 3) }
}

extension PhaseSample {
    /// What a device says now; of a link its warmest nodes.
    init(_ latest: LatestReadings, of device: Device) {
        func warmest(_ name: String) -> Double? {
            let values = device.stages.filter { $0.name == name }.map { latest.value($0.channel) }
            return values.contains(nil) ? nil : values.compactMap { $0 }.max()
        }
        let base = device.stages.filter { $0.name == "base" }.compactMap { latest[$0.channel] }
        let isBelow = base.contains { $0.quality == .belowRange }
        self.init(
            time: latest.now, fourKelvin: warmest("4K"), base: warmest("base"),
            isBelowRange: isBelow && base.allSatisfy { $0.quality == .belowRange || $0.isUsableAndCold },
            isCooled: DeviceAssessment(device: device, latest: latest, phase: .unknown, since: nil).isCompressorOn)
    }
}

extension Reading {
    /// Whether it is a temperature that may be counted on, of a stage at base.
    fileprivate var isUsableAndCold: Bool { usableValue.map { $0 < 0.1 } ?? false }
}
