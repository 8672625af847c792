import HeatTransfer
import Quantities

extension CoolerDescription {
    /// Where each of its stages is known, in K, from warm to cold.
    func ranges(of present: [Stage]) -> [ClosedRange<Double>] {
        switch kind {
        case .pulseTube(let map): map.ranges
        case .dilutionUnit(let unit): unit.ranges
        case .powerLaw(_, let curve): [curve.range]
        case .rated(_, let line): [line.range]
        }
    }

    /// What each of its stages lifts in W at given temperatures in K, from warm to cold.
    func powers(at temperatures: [Double]) -> [Double] {
        func single(_ curve: any CoolingCurve) -> [Double] {
            temperatures.map { curve.range.contains($0) ? curve.power(at: $0).power : 0 }
        }
        return switch kind {
        case .pulseTube(let map): map.powers(at: temperatures).powers
        case .dilutionUnit(let unit): unit.powers(at: temperatures).powers
        case .powerLaw(_, let curve): single(curve)
        case .rated(_, let line): single(line)
        }
    }

    /// What is to be said of its powers at given temperatures in K, in words.
    func cautions(at temperatures: [Double]) -> [String] {
        guard case .dilutionUnit(let unit) = kind else { return [] }
        return unit.cautions(at: temperatures).map(\.description)
    }

    /// Refuses temperatures in K outside of what was measured.
    func check(at temperatures: [Double]) throws(CoolerError) {
        guard case .pulseTube(let tube) = kind, temperatures.count == 2 else { return }
        try tube.check(first: temperatures[0], second: temperatures[1])
    }
}

extension CryostatDescription {
    /// What all coolers lift at one stage if it were at a given temperature and the others where they are, in W.
    ///
    /// - Parameters:
    ///   - index: of the stage, from warm to cold.
    ///   - temperatures: of all stages in K.
    ///   - temperature: of that stage in K.
    func power(liftedAt index: Int, temperatures: [Double], at temperature: Double) -> Double {
        var there = temperatures
        there[index] = temperature
        let present = stages.map(\.stage)
        var total = 0.0
        for cooler in coolers {
            let cooled = cooler.stages(of: present).compactMap { self.index(of: $0) }
            guard let place = cooled.firstIndex(of: index) else { continue }
            total += cooler.powers(at: cooled.map { there[$0] })[place] * (factors.cooling[present[index]] ?? 1)
        }
        return total
    }
}

extension CryostatDescription {
    /// Whether what is lifted at a stage's limit, the others at given temperatures in K, was measured and not extrapolated.
    func isCapacityKnown(at index: Int, temperatures: [Double]) -> Bool {
        var there = temperatures
        there[index] = stages[index].limit
        let present = stages.map(\.stage)
        return coolers.allSatisfy { cooler in
            let cooled = cooler.stages(of: present).compactMap { self.index(of: $0) }
            return !cooled.contains(index) || (try? cooler.check(at: cooled.map { there[$0] })) != nil
        }
    }
}

extension CryostatState {
    /// Makes sure that no cooler is used outside of what is known of it.
    ///
    /// A stage above its limit there has too much heat, which is a verdict; else the description asks for a cooler that
    /// is not known.
    func requireKnownCooling() throws {
        for (index, cooler) in model.description.coolers.enumerated() {
            let own = places(of: cooler).map { stages[$0] }
            do { try cooler.check(at: own.map(\.temperature)) } catch {
                if let warm = own.max(by: { $0.temperature / $0.limit < $1.temperature / $1.limit }),
                    warm.temperature > warm.limit
                {
                    throw NetworkError(
                        node: NodeName(warm.stage.rawValue),
                        reason: .coolerLeft(temperature: warm.temperature, limit: warm.limit, "\(error)"))
                }
                throw CryostatError([.key("coolers"), .item(index)], "at rest: \(error)")
            }
        }
    }

    /// Makes sure that something is lifted at every limit, so that a margin means something.
    ///
    /// Another stage that is too warm may leave nothing for this one, whose limit is sound: only one at which nothing is
    /// lifted with all stages at their limits either is refused.
    func requireCapacity() throws(CryostatError) {
        let limits = stages.map(\.limit)
        for (index, stage) in stages.enumerated()
        where stage.capacity <= 0
            && model.description.power(liftedAt: index, temperatures: limits, at: stage.limit) <= 0
        {
            throw CryostatError(
                [.key("stages"), .item(index), .key("limit")],
                "nothing is lifted at \(Temperature(si: stage.limit).formatted(significantDigits: 4)), the other stages as "
                    + "they are or at their limits; expected a limit above the temperature without load")
        }
    }

    /// Capacities that rest on a cooler outside of what was measured, in words.
    var capacityCautions: [String] {
        var words: [String] = []
        for cooler in model.description.coolers {
            let places = places(of: cooler)
            for (own, place) in places.enumerated() {
                var temperatures = places.map { stages[$0].temperature }
                temperatures[own] = stages[place].limit
                do { try cooler.check(at: temperatures) } catch {
                    words.append("capacity of the \(stages[place].stage.rawValue) stage: \(error)")
                }
            }
        }
        return words
    }

    private func places(of cooler: CoolerDescription) -> [Int] {
        let description = model.description
        return cooler.stages(of: description.stages.map(\.stage)).compactMap { description.index(of: $0) }
    }
}
