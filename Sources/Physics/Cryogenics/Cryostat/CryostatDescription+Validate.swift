import Quantities

extension CryostatDescription {
    /// Checks that the parts make a cryostat.
    ///
    /// - Parameters:
    ///   - cables: those that lines may be made of.
    ///   - materials: names of those that supports may be made of.
    /// - Throws: `CryostatError` with the place of the first thing that is wrong.
    public func validate(cables: CableCatalogue, materials: [String]) throws(CryostatError) {
        guard ambient.isFinite, (250...350).contains(ambient) else {
            throw CryostatError(
                [.key("ambient")], "\(ambient) K is not the temperature of a room; expected 250 to 350 K")
        }
        try factors.validate()
        try validateStages()
        try validateCoolers()
        for (index, support) in supports.enumerated() {
            try validate(support, [.key("supports"), .item(index)], materials)
        }
        var names: Set<String> = []
        for (index, line) in lines.enumerated() {
            let path: [CryostatError.Step] = [.key("lines"), .item(index)]
            guard names.insert(line.name).inserted else {
                throw CryostatError(
                    path + [.key("name")], "another group of lines is called ‘\(line.name)’; expected a name of its own"
                )
            }
            try LineCheck(cryostat: self, line: line, path: path, cables: cables).check()
        }
        for (index, load) in loads.enumerated() {
            let path: [CryostatError.Step] = [.key("loads"), .item(index)]
            try require(load.stage, path + [.key("at")])
            try notNegative(load.power, "W", path + [.key("power")])
            try notNegative(load.count, "", path + [.key("count")])
        }
        if let noiseLimit { try positive(noiseLimit, "photons", [.key("noise_limit")]) }
    }

    private func validateStages() throws(CryostatError) {
        guard !stages.isEmpty else {
            throw CryostatError([.key("stages")], "no stage; expected at least one, from warm to cold")
        }
        let order = Stage.allCases
        for (index, stage) in stages.enumerated() {
            let path: [CryostatError.Step] = [.key("stages"), .item(index)]
            if let earlier = stages[..<index].firstIndex(where: { $0.stage == stage.stage }) {
                throw CryostatError(
                    path + [.key("name")],
                    "two plates are called ‘\(stage.stage.rawValue)’, the other is number \(earlier + 1)")
            }
            if index > 0, let one = order.firstIndex(of: stages[index - 1].stage),
                let other = order.firstIndex(of: stage.stage),
                other < one
            {
                throw CryostatError(
                    path + [.key("name")],
                    "‘\(stage.stage.rawValue)’ stands below a colder stage; expected stages from warm to cold")
            }
            try positive(stage.limit, "K", path + [.key("limit")])
            if let mass = stage.mass { try positive(mass, "kg", path + [.key("mass")]) }
            let above = index > 0 ? stages[index - 1].limit : ambient
            guard stage.limit < above else {
                throw CryostatError(
                    path + [.key("limit")],
                    "\(kelvin(stage.limit)) is not below \(kelvin(above)), that of the stage above")
            }
            try positive(stage.distance, "m", path + [.key("distance")])
            if let plate = stage.plate {
                try positive(plate.diameter, "m", path + [.key("plate"), .key("diameter")])
                if let area = plate.lineArea {
                    try positive(area, "m²", path + [.key("plate"), .key("line_area")])
                    guard area <= Double.pi / 4 * plate.diameter * plate.diameter else {
                        throw CryostatError(
                            path + [.key("plate"), .key("line_area")],
                            "more than the plate's own area; expected a part of it")
                    }
                }
            }
            if let shield = stage.shield {
                try validate(shield, path + [.key("shield")], above: stages[..<index].last { $0.shield != nil })
            }
        }
    }

    private func validate(
        _ shield: StageDescription.Shield, _ path: [CryostatError.Step], above: StageDescription?
    ) throws(CryostatError) {
        try positive(shield.diameter, "m", path + [.key("diameter")])
        try positive(shield.height, "m", path + [.key("height")])
        guard shield.emissivity > 0, shield.emissivity <= 1 else {
            throw CryostatError(path + [.key("emissivity")], "\(shield.emissivity); expected above 0, 1 at most")
        }
        if let insulation = shield.insulation {
            guard (1...200).contains(insulation.layers) else {
                throw CryostatError(
                    path + [.key("insulation"), .key("layers")], "\(insulation.layers); expected 1 to 200")
            }
            try positive(insulation.density, "layers a metre", path + [.key("insulation"), .key("density")])
        }
        if let outer = above?.shield, shield.diameter >= outer.diameter || shield.height >= outer.height {
            throw CryostatError(path, "does not fit within the shield of the \(above?.stage.rawValue ?? "") stage")
        }
    }

    private func validateCoolers() throws(CryostatError) {
        let present = stages.map(\.stage)
        for (index, cooler) in coolers.enumerated() {
            let path: [CryostatError.Step] = [.key("coolers"), .item(index)]
            for stage in cooler.stages(of: present) { try require(stage, path) }
            if case .dilutionUnit = cooler.kind { try require(.base, path) }
            try checkLimits(of: cooler, path)
        }
        for (index, stage) in stages.enumerated() {
            guard coolers.contains(where: { $0.stages(of: present).contains(stage.stage) }) else {
                throw CryostatError(
                    [.key("stages"), .item(index)],
                    "nothing cools the \(stage.stage.rawValue) stage; expected a cooler on it")
            }
        }
    }

    /// A cooler must be known at the limits of its stages.
    private func checkLimits(of cooler: CoolerDescription, _ path: [CryostatError.Step]) throws(CryostatError) {
        for (stage, range) in zip(cooler.stages(of: stages.map(\.stage)), cooler.ranges(of: stages.map(\.stage))) {
            guard let limit = stages.first(where: { $0.stage == stage })?.limit, !(limit <= range.upperBound) else {
                continue
            }
            throw CryostatError(
                path,
                "the limit of the \(stage.rawValue) stage, \(kelvin(limit)), lies outside of what is known of this cooler, "
                    + "\(kelvin(range.lowerBound)) to \(kelvin(range.upperBound)); expected a lower limit, or another map"
            )
        }
        let limits = cooler.stages(of: stages.map(\.stage)).compactMap { index(of: $0) }.map { stages[$0].limit }
        do { try cooler.check(at: limits) } catch { throw CryostatError(path, "at the stages' limits: \(error)") }
    }

    private func validate(
        _ support: SupportDescription, _ path: [CryostatError.Step], _ materials: [String]
    ) throws(CryostatError) {
        try require(support.to, path + [.key("to")])
        if let from = support.from {
            try require(from, path + [.key("from")])
            guard let one = index(of: from), let other = index(of: support.to), one < other else {
                throw CryostatError(path + [.key("from")], "is not warmer than ‘to’; expected the warmer stage first")
            }
        }
        guard materials.contains(support.material) else {
            throw CryostatError(path + [.key("material")], "no material is called ‘\(support.material)’")
        }
        guard (1...10_000).contains(support.count) else {
            throw CryostatError(path + [.key("count")], "\(support.count); expected 1 to 10000")
        }
        try positive(support.area, "m²", path + [.key("area")])
        if let length = support.length { try positive(length, "m", path + [.key("length")]) }
    }

    func require(_ stage: Stage, _ path: [CryostatError.Step]) throws(CryostatError) {
        guard index(of: stage) == nil else { return }
        throw CryostatError(
            path,
            "there is no \(stage.rawValue) stage; there are \(stages.map(\.stage.rawValue).joined(separator: ", "))")
    }
}

/// A temperature as an error shows it.
private func kelvin(_ temperature: Double) -> String { Temperature(si: temperature).formatted(significantDigits: 4) }

/// Refuses what is not a finite number above zero.
func positive(_ value: Double, _ unit: String, _ path: [CryostatError.Step]) throws(CryostatError) {
    guard value.isFinite, value > 0 else { throw CryostatError(path, "\(value) \(unit); expected a number above 0") }
}

/// Refuses what is not a finite number, zero or above.
func notNegative(_ value: Double, _ unit: String, _ path: [CryostatError.Step]) throws(CryostatError) {
    guard value.isFinite, value >= 0 else { throw CryostatError(path, "\(value) \(unit); expected 0 or more") }
}
