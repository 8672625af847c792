internal import Readings

extension PanelAnswer {
    /// The panel of a device; of a link that of its first node.
    init(_ assessment: DeviceAssessment) {
        let (device, latest) = (assessment.device, assessment.latest)
        func states(_ names: [String]) -> [String: Bool] {
            var result: [String: Bool] = [:]
            for name in names { if let isOn = latest.isOn(device.channel(name)) { result[name] = isOn } }
            return result
        }
        var gauges: [String: Gauge] = [:]
        for gauge in 1...6 {
            guard let reading = latest[device.channel("P\(gauge)")] else { continue }
            gauges["P\(gauge)"] = Gauge(pressure: reading.value, quality: reading.quality.rawValue)
        }
        var heaters: [String: Double] = [:]
        for heater in ["still-heater", "sample-heater"] {
            if let power = latest.value(device.channel(heater)) { heaters[heater] = power }
        }
        self.init(
            valves: states((1...23).map { "v\($0)" }),
            pumps: states(["turbo1", "turbo2", "scroll1", "scroll2", "compressor", "pulsetube"]), gauges: gauges,
            flow: latest.value(device.channel("flow")), switches: states(["hs-still", "hs-mc", "hs-unit", "ext"]),
            heaters: heaters)
    }
}

extension ProfileAnswer {
    /// The temperatures along a link; nil of anything else.
    init?(_ assessment: DeviceAssessment) {
        guard let length = assessment.device.length else { return nil }
        self.length = length
        var names: [String] = []
        for place in assessment.device.places where !names.contains(place.stage) { names.append(place.stage) }
        layers = names.map { name in
            let places = assessment.device.places.filter { $0.stage == name }.sorted { $0.position < $1.position }
            let sensors = places.map { place in
                let reading = assessment.latest[place.channel]
                return Sensor(
                    name: place.channel, metres: place.position, temperature: reading?.value,
                    quality: DeviceAnswer.word(reading))
            }
            return Layer(
                stage: name,
                points: places.compactMap { place in
                    assessment.latest.value(place.channel).map { [place.position, $0] }
                }, sensors: sensors)
        }
    }
}
