import Cryogenics
import Testing

@Suite("Factors on a cryostat's heat and cooling")
struct CryostatFactorsTests {
    /// Heat that sources of a kind bring stages held at given temperatures.
    private func heat(_ description: CryostatDescription, _ kind: HeatSource.Kind) throws -> [Double] {
        let state = try CryostatModel(description).state(at: [40, 3.5, 0.9, 0.1, 0.01])
        return state.stages.indices.map { index in
            state.sources.filter { $0.kind == kind }.reduce(0) { $0 + $1.received[index] }
        }
    }

    @Test(
        "a factor multiplies its own kind of heat at its own stages, and nothing else",
        arguments: [
            (CryostatUncertainty.Quantity.conduction, HeatSource.Kind.line, [2.0, 2, 1, 1, 1]),
            (.coldConduction, .line, [1, 1, 2, 2, 2]), (.supports, .support, [2, 2, 2, 2, 2]),
            (.radiation, .radiation, [2, 2, 2, 1, 1]), (.drivePower, .dissipation, []), (.current, .dissipation, []),
            (.devices, .device, []), (.fixedLoads, .fixed, [2, 2, 1, 1, 1]),
        ])
    func ownHeat(quantity: CryostatUncertainty.Quantity, kind: HeatSource.Kind, ratios: [Double]) throws {
        let preset = try CryostatDescription.preset("ld-400")
        let changed = preset.multiplying(quantity, by: 2)
        for other in HeatSource.Kind.allCases where other != kind {
            #expect(try heat(preset, other) == heat(changed, other))
        }
        for (index, ratio) in ratios.enumerated() {
            let (before, after) = (try heat(preset, kind)[index], try heat(changed, kind)[index])
            #expect(abs(after - ratio * before) <= 1e-9 * abs(after), "\(index): \(before) to \(after)")
        }
    }

    @Test("twice the cooling at a stage is twice the capacity there", arguments: ["krinner-50", "ld-400", "eth-node"])
    func cooling(preset: String) throws {
        let description = try CryostatDescription.preset(preset)
        for stage in description.stages.map(\.stage) {
            let changed = try CryostatModel(description.multiplying(.cooling, at: stage, by: 2)).solve()
            let limits = Dictionary(uniqueKeysWithValues: changed.stages.map { ($0.stage, $0) })
            let before = try #require(try CryostatModel(description).solve()[stage])
            let after = try #require(limits[stage])
            #expect(after.temperature < before.temperature)
            #expect(changed.heatBalance < 1e-9)
        }
    }

    @Test("factors that are no positive numbers are refused", arguments: [0, -1, Double.nan, .infinity])
    func refused(factor: Double) throws {
        var description = try CryostatDescription.preset("krinner-50")
        description.factors.radiation = factor
        #expect(throws: CryostatError.self) { try CryostatModel(description) }
        description.factors.radiation = 1
        description.factors.cooling[.base] = factor
        #expect(throws: CryostatError.self) { try CryostatModel(description) }
    }

    @Test("a guess changes how soon a solution is found, not which")
    func guess() throws {
        let model = try CryostatModel(.preset("ld-400"))
        let (one, other) = (try model.solve(), try model.solve(near: [30, 3, 0.8, 0.08, 0.009]))
        for (a, b) in zip(one.stages, other.stages) {
            #expect(abs(a.temperature - b.temperature) < 1e-7 * a.temperature)
        }
    }

    @Test("models that share materials find the same, under the same laws or others", arguments: [nil, "linear"])
    func sharing(laws: String?) throws {
        var description = try CryostatDescription.preset("krinner-50")
        let model = try CryostatModel(description)
        description.laws = laws
        description.lines[0].count = 70
        let (alone, shared) = (
            try CryostatModel(description).solve(), try CryostatModel(description, sharing: model).solve()
        )
        #expect(alone.stages == shared.stages)
    }
}
