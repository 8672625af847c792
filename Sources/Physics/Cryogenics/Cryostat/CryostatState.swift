import HeatTransfer
import Quantities
import Text

/// What brings a stage heat.
public struct HeatSource: Sendable, Hashable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// Conducted by lines.
        case line
        /// Given off by what runs in lines: attenuated signals, currents, amplifiers.
        case dissipation
        /// Conducted by supports.
        case support
        /// Radiated by the shield around.
        case radiation
        /// Given off by devices.
        case device
        /// Given off by heaters.
        case heater
        /// Given off, and not worked out from anything.
        case fixed
        /// Lifted by a cooler; never among a stage's sources.
        case cooler
    }

    /// What it is.
    public var kind: Kind
    /// Its name in the description.
    public var name: String
    /// Heat in W that it brings each stage, from warm to cold.
    public var received: [Double]
    /// Heat in W that it takes from each stage to colder ones.
    public var passedOn: [Double]
}

/// A stage at rest.
public struct StageState: Sendable, Hashable {
    /// Which one.
    public var stage: Stage
    /// In K.
    public var temperature: Double
    /// In K; what it must not exceed.
    public var limit: Double
    /// What its coolers lift, in W: what it receives less what it passes on.
    public var load: Double
    /// What its coolers would lift at the limit, the other stages as they are, in W: 0 where they lift nothing there, no
    /// number where stages are held at temperatures for which a cooler's map has no measurement.
    public var capacity: Double

    /// 1 − load/capacity: the share of the capacity that is left; −∞ without capacity, no number where that is not known.
    public var margin: Double { capacity <= 0 ? -.infinity : 1 - load / capacity }
}

/// A group of lines at rest.
public struct LineState: Sendable, Hashable {
    /// The group's name.
    public var name: String
    /// How many.
    public var count: Double
    /// Noise photons at the cold end of each, in the mode of the frequency asked for; nil for lines without microwaves.
    public var noisePhotons: Double?
    /// The same with cables that neither lose nor add photons: attenuators, filters and amplifiers alone.
    public var noisePhotonsWithoutCables: Double?
}

/// A cryostat at rest.
public struct CryostatState: Sendable {
    /// The model.
    public let model: CryostatModel
    /// The stages, from warm to cold.
    public let stages: [StageState]
    /// What brings heat; what brings none is there too.
    public let sources: [HeatSource]
    /// The lines.
    public let lines: [LineState]
    /// At which noise is counted, in Hz.
    public let frequency: Double
    /// The worst imbalance of heat, as a share of the largest flow.
    public let heatBalance: Double

    init(
        model: CryostatModel, steady: SteadyState, network: CryostatNetwork, signals: LineSignals, frequency: Double,
        withNoise: Bool = true, isHeld: Bool = false
    ) throws {
        self.model = model
        self.frequency = frequency
        heatBalance = steady.heatBalance
        let temperatures = network.stages.map { steady[$0] }
        let description = model.description
        let unknown = [Double?](repeating: nil, count: description.lines.count)
        let noise = withNoise ? try signals.noise(at: temperatures, frequency: frequency, withCables: true) : unknown
        let without = withNoise ? try signals.noise(at: temperatures, frequency: frequency, withCables: false) : unknown
        lines = description.lines.indices.map { index in
            LineState(
                name: description.lines[index].name, count: description.lines[index].count,
                noisePhotons: noise[index], noisePhotonsWithoutCables: without[index])
        }

        let none = [Double](repeating: 0, count: temperatures.count)
        var found = network.sources.map {
            HeatSource(kind: $0.kind, name: $0.name, received: none, passedOn: none)
        }
        var lifted = none
        for (source, flow, warm, cold) in network.flows {
            let heat = steady.heat(of: flow)
            func add(_ heat: Double, at stage: Int?) {
                guard let stage else { return }
                lifted[stage] += heat
                if heat >= 0 { found[source].received[stage] += heat } else { found[source].passedOn[stage] -= heat }
            }
            add(-heat, at: warm)
            // A source gives its heat to its stage, an exchange to its cold end.
            add(heat, at: cold)
        }
        sources = Self.ordered(Self.merged(found))
        stages = description.stages.enumerated().map { index, stage in
            StageState(
                stage: stage.stage, temperature: temperatures[index], limit: stage.limit, load: lifted[index],
                // Held stages owe nothing to the coolers, which then may be asked anywhere.
                capacity: isHeld && !description.isCapacityKnown(at: index, temperatures: temperatures)
                    ? .nan
                    : max(0, description.power(liftedAt: index, temperatures: temperatures, at: stage.limit)))
        }
    }

    /// Sources of one kind and name as one, such as two loads that a file calls the same.
    private static func merged(_ sources: [HeatSource]) -> [HeatSource] {
        var places: [CryostatNetwork.Source: Int] = [:]
        var merged: [HeatSource] = []
        merged.reserveCapacity(sources.count)
        for source in sources {
            let key = CryostatNetwork.Source(kind: source.kind, name: source.name)
            guard let place = places[key] else {
                places[key] = merged.count
                merged.append(source)
                continue
            }
            for index in source.received.indices {
                merged[place].received[index] += source.received[index]
                merged[place].passedOn[index] += source.passedOn[index]
            }
        }
        return merged
    }

    /// In the order of their kinds, then as the file has them.
    private static func ordered(_ sources: [HeatSource]) -> [HeatSource] {
        HeatSource.Kind.allCases.flatMap { kind in sources.filter { $0.kind == kind } }
    }

    /// A stage, by its name.
    public subscript(stage: Stage) -> StageState? { stages.first { $0.stage == stage } }

    /// The stage with the least margin, of those whose margin is known.
    public var limiting: StageState? { stages.filter { !$0.margin.isNaN }.min { $0.margin < $1.margin } }

    /// What a description requires and is not so, in words; empty where all is well.
    public var faults: [String] {
        var faults: [String] = []
        for stage in stages where stage.temperature > stage.limit * (1 + 1e-9) {
            faults.append(
                "the \(stage.stage.rawValue) stage rests at \(kelvin(stage.temperature)), above its limit of \(kelvin(stage.limit))"
            )
        }
        if let limit = model.description.noiseLimit {
            for line in lines {
                guard let photons = line.noisePhotons, photons > limit else { continue }
                faults.append("line ‘\(line.name)’ brings \(number(photons)) noise photons, more than \(number(limit))")
            }
        }
        for usage in model.plateUsage where usage.used > usage.available {
            faults.append(
                "lines take \(number(usage.used * 1e4)) cm² of the \(usage.stage.rawValue) plate, which has "
                    + "\(number(usage.available * 1e4)) cm² for them")
        }
        return faults
    }

    /// What is not to be trusted to the last digit, in words.
    public var cautions: [String] {
        let description = model.description
        let present = description.stages.map(\.stage)
        var words: [String] = []
        for cooler in description.coolers {
            let places = cooler.stages(of: present).compactMap { description.index(of: $0) }
            let temperatures = places.map { stages[$0].temperature }
            words += cooler.cautions(at: temperatures)
        }
        return words + capacityCautions
    }
}

private func kelvin(_ temperature: Double) -> String { Temperature(si: temperature).formatted(significantDigits: 4) }
private func number(_ value: Double) -> String { formatNumber(value, significantDigits: 4) }
