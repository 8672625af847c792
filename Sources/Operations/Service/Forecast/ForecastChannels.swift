internal import Cryogenics
internal import Glibc
internal import HeatTransfer
internal import Twin

/// Which channels of a device a forecast has, and where in a plant they are.
struct ForecastChannels {
    private var nodes: [(name: String, node: ThermalNetwork.Node)] = []
    private var gauges: [(name: String, gauge: Int, plate: Int)] = []
    private var flows: [(name: String, plate: Int)] = []

    init(_ device: Device, _ model: PlantModel) {
        let isLink = device.kind == .link
        for (index, plate) in model.plates.enumerated() {
            let prefix = isLink ? "\(plate.name)." : ""
            for (stage, node) in zip(model.stages, plate.nodes) { nodes.append((prefix + stage.channelName, node)) }
            guard plate.isNode else { continue }
            gauges += (1...6).map { (prefix + "P\($0)", $0, index) }
            flows.append((prefix + "flow", index))
        }
        guard isLink else { return }
        for place in model.shieldPlaces(devices: model.deviceNames) {
            guard let row = model.stages.firstIndex(of: place.stage),
                let nearest = model.rows[row].min(by: {
                    abs($0.position - place.position) < abs($1.position - place.position)
                })
            else { continue }
            nodes.append((place.name, nearest.node))
        }
    }

    /// What they would show.
    func values(of reading: PlantReading) -> [(name: String, value: Double)] {
        nodes.map { ($0.name, reading[$0.node]) }
            + gauges.map { ($0.name, reading.pressure(gauge: $0.gauge, at: $0.plate)) }
            + flows.map { ($0.name, reading.circulation(at: $0.plate)?.flow ?? 0) }
    }
}

/// The natural logarithm.
func logarithm(_ x: Double) -> Double { log(x) }
