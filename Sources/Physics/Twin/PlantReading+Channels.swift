import Cryogenics

/// One measured quantity of a plant at a moment.
public struct PlantChannel: Sendable, Hashable {
    /// The plate it belongs to; nil for the vacuum, which all share.
    public var plate: String?
    /// What it is, such as `4K temperature`, `P2`, `v9`.
    public var name: String
    /// In SI; 0 or 1 of what is on or open.
    public var value: Double
    /// Its unit: K, Pa, mol/s, W, m/s² or 1.
    public var unit: String

    /// Plate, quantity and unit: `A 4K temperature_K`.
    public var column: String {
        let unit = unit == "1" ? "" : "_" + unit.replacing("/", with: "_per_").replacing("²", with: "2")
        return (plate.map { "\($0) " } ?? "") + name + unit
    }
}

extension PlantReading {
    /// All that is true of the plant and could be measured: temperatures with the ripple of pulse tubes, pressures, flow, pumps, valves,
    /// compressors, vibration.
    ///
    /// What instruments make of it, ``PlantInstruments`` says.
    ///
    /// The order is the same at every moment.
    ///
    /// - Parameter vibration: of running pulse tubes.
    public func channels(_ vibration: Vibration = .pulseTube) -> [PlantChannel] {
        var result = [PlantChannel(plate: nil, name: "P1", value: pressure(gauge: 1, at: 0), unit: "Pa")]
        for (index, plate) in model.plates.enumerated() {
            let runs = acting[index].pulseTube
            let shaking = shaking(at: index)
            func add(_ name: String, _ value: Double, _ unit: String) {
                result.append(PlantChannel(plate: plate.name, name: name, value: value, unit: unit))
            }
            for (stage, node) in plate.nodes.enumerated() {
                let ripple = runs ? vibration.ripple(of: stage, at: self[node], time) : 0
                add("\(model.stages[stage].rawValue) temperature", self[node] + ripple, "K")
            }
            for stage in plate.nodes.indices {
                add(
                    "\(model.stages[stage].rawValue) vibration",
                    runs ? shaking * vibration.effectiveAcceleration(of: stage) : 0, "m/s²")
            }
            add(
                "accelerometer", runs ? shaking * vibration.acceleration(of: plate.nodes.count - 1, at: time) : 0,
                "m/s²")
            let compressor = plate.compressor.reading(oil: oilTemperature(at: index), acting[index])
            add("compressor power", compressor.power, "W")
            add("compressor oil", oilTemperature(at: index), "K")
            add("water in", plate.compressor.water, "K")
            add("water out", compressor.waterOut, "K")
            add("helium high", compressor.high, "Pa")
            add("helium low", compressor.low, "Pa")
            for part in Control.Part.all where plate.has(part) {
                switch (part.isDrive ? acting : controls)[index][part] {
                case .on(let isOn): add("\(part)", isOn ? 1 : 0, "1")
                case .power(let power): add("\(part)", power, "W")
                case .rated: break
                }
            }
            guard let circulation = circulation(at: index) else { continue }
            for gauge in 2...6 { add("P\(gauge)", pressure(gauge: gauge, at: index), "Pa") }
            add("flow", circulation.flow, "mol/s")
            add("condensed", circulation.condensed, "1")
            add("turbo1 speed", rotation(of: .turbo1, at: index), "1")
            add("turbo2 speed", rotation(of: .turbo2, at: index), "1")
        }
        return result
    }
}

extension PulseTubeCompressor {
    /// What its own instruments show: electric power in W, water that leaves in K, helium on both sides in Pa.
    ///
    /// Helium stands at 15 bar at rest and swings between 7 and 21 bar at work (assumed, as of common machines).
    func reading(
        oil: Double, _ controls: PlateControls
    ) -> (power: Double, waterOut: Double, high: Double, low: Double) {
        let runs = controls.pulseTube && controls.mains
        // 8 l/min of water.
        let flow = 0.133 * 4186
        let waterOut = controls.coolingWater ? water + toWater * (oil - water) / flow : oil
        return (runs ? power : 0, waterOut, runs ? 21e5 : 15e5, runs ? 7e5 : 15e5)
    }
}
