import Cryogenics
import Glibc
import HeatTransfer

/// What all faults together do to one plate.
struct PlateFaults: Sendable, Hashable {
    /// Into each stage in W, from warm to cold.
    var heat: [Double]
    /// From each stage to the next colder one in W/K.
    var touch: [Double]
    /// The share that the pulse tube still lifts.
    var cooling = 1.0
    /// Whether the pulse tube's compressor stands, its water fails, and electricity.
    var isTripped = false
    var hasNoWater = false
    var hasNoMains = false
    /// Of the circuit.
    var leaks = DilutionCircuit.Leaks()
    /// Valves that are stuck, one bit each.
    var stuckOpen: UInt32 = 0
    var stuckClosed: UInt32 = 0
    /// Pumps that do not run.
    var dead: Set<Control.Pump> = []
    /// How much more everything shakes.
    var shaking = 1.0
    /// What comes to the base as radiation that breaks pairs in superconductors, in W.
    var radiation = 0.0

    init(stages: Int) {
        heat = [Double](repeating: 0, count: stages)
        touch = [Double](repeating: 0, count: stages - 1)
    }

    /// What controls that are set make of the plate.
    func acting(_ controls: PlateControls) -> PlateControls {
        var result = controls.acting
        if hasNoMains { result.loseMains() }
        if isTripped { result.pulseTube = false }
        if hasNoWater { result.coolingWater = false }
        for number in 1...23 {
            if stuckOpen & (1 << UInt32(number)) != 0 { result[valve: number] = true }
            if stuckClosed & (1 << UInt32(number)) != 0 { result[valve: number] = false }
        }
        for pump in dead { result[.pump(pump)] = .on(false) }
        return result
    }
}

extension Fault {
    /// Whether it breaks something at a plate: at every node where none is named; without electricity units stand still as well.
    func breaks(_ plate: PlantModel.Plate) -> Bool {
        self.plate.map { $0 == plate.name } ?? (plate.isNode || kind == .powerCut)
    }
}

/// What all faults together do to a plant.
struct PlantFaults: Sendable, Hashable {
    var plates: [PlateFaults]
    /// Into the can, in mol/s.
    var helium = 0.0
    var air = 0.0
    var water = 0.0

    /// What shaking heats the base with at n times the usual, besides the usual: 1 µW(n² − 1) (assumed).
    static let shakingHeat = 1e-6
    /// Stefan and Boltzmann's constant in W/(m²·K⁴).
    private static let stefan = 5.670_374_419e-8
    /// How long a burst lasts in s.
    static let burst = 1.0

    init(_ faults: [Fault], of model: PlantModel) {
        plates = model.plates.map { _ in PlateFaults(stages: model.stages.count) }
        for fault in faults { add(fault, model) }
    }

    private mutating func add(_ fault: Fault, _ model: PlantModel) {
        let size = fault.size ?? 0
        switch fault.kind {
        case .heliumLeak: helium += size
        case .airLeak: air += size
        case .oRingDrift: water += size
        default:
            for (index, plate) in model.plates.enumerated() where fault.breaks(plate) {
                plates[index].add(fault, size, model)
            }
        }
    }
}

extension PlateFaults {
    fileprivate mutating func add(_ fault: Fault, _ size: Double, _ model: PlantModel) {
        let base = heat.count - 1
        var place = base
        if case .stage(let stage)? = fault.part { place = model.stages.firstIndex(of: stage) ?? base }
        switch fault.kind {
        case .heatLeak, .electricalShort: heat[place] += size
        case .poweredDevice: heat[base] += size
        case .lightLeak:
            let light = PlantFaults.light(size, room: model.room)
            heat[base] += light
            radiation += light
        case .radiationBurst:
            heat[base] += size / PlantFaults.burst
            radiation += size / PlantFaults.burst
        case .vibration:
            shaking *= size
            heat[base] += PlantFaults.shakingHeat * (size * size - 1)
        case .thermalTouch: if place < base { touch[place] += size }
        case .refrigerationLoss: cooling *= 1 - size
        case .compressorTrip: isTripped = true
        case .coolingWaterFailure: hasNoWater = true
        case .heliumLoss: leaks.mixture += size
        case .trapBlockage: leaks.air += size
        case .valveStuck:
            guard case .valve(let number, let isOpen)? = fault.part else { break }
            if isOpen { stuckOpen |= 1 << UInt32(number) } else { stuckClosed |= 1 << UInt32(number) }
        case .wrongValveOrder:
            stuckOpen |= 1 << 13
            stuckClosed |= 1 << 9
        case .pumpFailure: if case .pump(let pump)? = fault.part { dead.insert(pump) }
        case .powerCut: hasNoMains = true
        case .heliumLeak, .airLeak, .oRingDrift: break
        }
    }
}

extension PlantFaults {
    /// What the room shines through a hole, σT⁴A: 46 µW through a tenth of a square millimetre.
    fileprivate static func light(_ area: Double, room: Double) -> Double {
        stefan * room * room * room * room * area
    }
}
