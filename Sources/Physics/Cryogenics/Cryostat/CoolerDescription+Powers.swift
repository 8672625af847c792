import HeatTransfer

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
            total += cooler.powers(at: cooled.map { there[$0] })[place]
        }
        return total
    }
}

extension CryostatState {
    /// Makes sure that no cooler is used outside of what is known of it.
    func requireKnownCooling() throws(CoolerError) {
        let description = model.description
        let present = description.stages.map(\.stage)
        for cooler in description.coolers {
            let places = cooler.stages(of: present).compactMap { description.index(of: $0) }
            try cooler.check(at: places.map { stages[$0].temperature })
        }
    }
}
