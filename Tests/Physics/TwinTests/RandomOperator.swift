import Cryogenics
import HeatTransfer
import Solvers
import SubkelvinTesting

@testable import Twin

/// Somebody who sets anything to anything every few minutes, heats any stage, and to whom anything breaks.
struct RandomOperator {
    private var random: SeededRandom
    /// What was done, in words.
    private(set) var log: [String] = []
    /// Steps of the integrator: all, and the most of a minute.
    private(set) var steps = 0
    private(set) var mostSteps = 0
    /// How it ended, in words.
    private(set) var ending = ""
    private var heat: (power: Double, stage: Stage, plate: String)?

    /// The same seed does the same.
    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    /// Operates a plant for a time, and looks at it every minute.
    ///
    /// - Parameter tell: told what is done.
    /// - Returns: what should not be, in words.
    /// - Throws: what the plant throws, besides its being too hot: that is an end.
    mutating func operate(_ plant: Plant, hours: Double, tell: (String) -> Void = { _ in }) throws -> [String] {
        var faults: [String] = []
        let end = plant.time + 3600 * hours
        var before = try plant.model.plates.indices.map { try plant.helium(at: $0) }
        do {
            while plant.time < end, faults.isEmpty {
                try act(on: plant)
                tell("\(plant.time) \(log.last ?? "")")
                let next = min(end, plant.time + 60 * random.uniform(in: 5.0...20).rounded())
                while plant.time < next, faults.isEmpty {
                    let sofar = plant.run.counters.steps
                    try plant.advance(to: min(next, plant.time + 60))
                    let taken = plant.run.counters.steps
                    let now = taken < sofar ? taken : taken - sofar
                    steps += now
                    mostSteps = max(mostSteps, now)
                    faults += look(at: try plant.reading(), of: plant)
                }
                faults += try lacking(plant)
                let now = try plant.model.plates.indices.map { try plant.helium(at: $0) }
                faults += compare(now, before, plant.model)
                before = now
            }
        } catch let error as NetworkError {
            // Nothing is known of a plant that is hotter than copper stands: then the model says so.
            guard error.isOverheated else { throw error }
            ending = "\(error)"
        }
        return faults
    }

    /// Sets a control, heats a stage until the next time, breaks something or mends it.
    private mutating func act(on plant: Plant) throws {
        if let heat {
            try plant.inject(-heat.power, into: heat.stage, at: heat.plate)
            self.heat = nil
        }
        if random.unit() < 0.2, let stage = random.element(of: plant.model.stages),
            let plate = random.element(of: plant.model.plates)
        {
            let power = random.logUniform(in: 1e-6...1000)
            heat = (power, stage, plate.name)
            log.append("heat \(plate.name) \(stage) \(power) W")
            return try plant.inject(power, into: stage, at: plate.name)
        }
        if random.unit() < 0.15 { return try breakOrMend(plant) }
        let plate = random.element(of: plant.model.plates)
        guard let plate, let part = random.element(of: Control.Part.all.filter(plate.has)) else { return }
        let setting: Setting
        switch part {
        case .heater(let heater):
            setting = .power(random.unit() < 0.3 ? 0 : random.logUniform(in: 1e-6...heater.highestPower))
        // Electricity fails seldom, or nothing would ever run.
        case .facility: setting = .on(random.unit() < 0.7)
        default: setting = .on(random.unit() < 0.6)
        }
        log.append("\(plate.name).\(part) \(setting)")
        try plant.set([ControlSetting(Control(part, at: plate.name), to: setting)])
    }

    /// Breaks anything by any size, four things at most at a time, or mends what broke.
    private mutating func breakOrMend(_ plant: Plant) throws {
        if let fault = random.element(of: plant.faults), plant.faults.count > 3 || random.unit() < 0.5 {
            log.append("mend \(fault.words)")
            return try plant.end(fault)
        }
        guard let kind = random.element(of: Fault.Kind.allCases) else { return }
        let size = kind.sizes.map { random.logUniform(in: $0) }
        let fault = try Fault(kind, size: size)
        log.append(fault.words)
        try plant.begin(fault)
    }

    /// What no plant does.
    private func look(at reading: PlantReading, of plant: Plant) -> [String] {
        var faults: [String] = []
        for row in plant.model.rows {
            for (node, _) in row {
                let t = reading[node]
                // A base without load or floor comes to 1.3 mK.
                if !(t > 1e-3 && t <= PlantModel.highest * 1.01) {
                    faults.append("\(reading.time): \(plant.model.network.name(of: node)) at \(t) K")
                }
            }
        }
        for plate in plant.model.plates.indices {
            for gauge in 1...6 {
                let p = reading.pressure(gauge: gauge, at: plate)
                if !(p >= -1e-6 && p <= 1e6) { faults.append("\(reading.time): P\(gauge) at \(p) Pa") }
            }
            let oil = reading.oilTemperature(at: plate)
            if !(oil > 280 && oil < 350) { faults.append("\(reading.time): oil at \(oil) K") }
            if let circulation = reading.circulation(at: plate) {
                if !(circulation.flow.isFinite && (0...1).contains(circulation.condensed) && circulation.share >= 0) {
                    faults.append("\(reading.time): \(circulation)")
                }
            }
        }
        return faults
    }

    /// Volumes that hold less than nothing of an isotope.
    private func lacking(_ plant: Plant) throws -> [String] {
        let states = try plant.snapshot().states
        return plant.model.plates.flatMap { plate -> [String] in
            guard let circuit = plate.circuit else { return [] }
            let amounts = plate.states.prefix(DilutionCircuit.State.impurity)
            return amounts.filter { states[$0] < -1e-5 * circuit.panel.inventory }.map {
                "\(DilutionCircuit.State.name($0 - plate.states.lowerBound)) of \(plate.name): \(states[$0]) mol"
            }
        }
    }

    private func compare(
        _ now: [(light: Double, heavy: Double)], _ before: [(light: Double, heavy: Double)], _ model: PlantModel
    ) -> [String] {
        var faults: [String] = []
        for index in now.indices {
            guard let panel = model.plates[index].circuit?.panel else { continue }
            let rounding = 1e-6 * panel.inventory
            if now[index].light > before[index].light + rounding || now[index].heavy > before[index].heavy + rounding
                || now[index].light < -rounding || now[index].heavy < -rounding
            {
                faults.append("helium: \(now[index]) after \(before[index])")
            }
        }
        return faults
    }
}
