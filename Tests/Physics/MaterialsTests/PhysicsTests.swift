import Testing

@testable import Materials

@Suite("What physics says of materials")
struct PhysicsTests {
    private func curve(_ name: String, _ property: Property = .thermalConductivity, rrr: Double? = nil) throws
        -> PropertyCurve
    {
        try MaterialCatalogue.standard.material(named: name).curve(property, Conditions(residualResistanceRatio: rrr))
    }

    /// By how much more than its stated uncertainty a curve lies below a value that it took at a lower temperature.
    ///
    /// Fits wiggle (Kapton's by 1 % near 4 K, nylon's by 2 % above 200 K); none may by more than its error.
    private func drawdown(of curve: PropertyCurve) throws -> Double {
        var (highest, worst) = (0.0, -Double.infinity)
        for t in curve.grid(500) {
            let result = try curve.evaluate(at: t)
            highest = max(highest, result.value)
            worst = max(worst, 1 - result.value / highest - (result.relativeUncertainty ?? 0))
        }
        return worst
    }

    /// Materials whose conductivity may fall as they warm, and why; every other must rise over its whole range.
    private static let mayFall: [String: String] = [
        "copper": "a pure metal peaks", "copper-ofe": "a pure metal peaks", "copper-etp": "a pure metal peaks",
        "copper-of": "a pure metal peaks", "aluminium": "a pure metal peaks", "iron": "a pure metal peaks",
        "tungsten": "a pure metal peaks", "lead": "a pure metal falls", "platinum": "a pure metal peaks",
        "molybdenum": "a pure metal peaks; the equation also turns up below 3 K",
        "silver": "a pure metal peaks", "aluminium-1100": "nearly pure, peaks",
        "aluminium-6063": "nearly pure, peaks", "cupronickel-silver-plated": "the plating is a pure metal, peaks",
        "mylar": "the equation turns up below 2 K, outside its data",
    ]

    @Test(
        "every alloy, glass and polymer conducts the better the warmer",
        arguments: AnyCurve.all.filter {
            $0.property == .thermalConductivity && $0.conditions.fit == nil && mayFall[$0.material] == nil
        })
    func disorderedConductivityRises(_ any: AnyCurve) throws {
        let drawdown = try drawdown(of: any.curve())
        #expect(drawdown <= 0, "falls by \(drawdown) more than the fit's own uncertainty")
    }

    @Test("what may fall does fall: no exception is idle", arguments: mayFall.keys.sorted())
    func exceptionsAreNeeded(name: String) throws {
        let curve = try curve(name)
        let values = try curve.grid(500).map { try curve.value(at: $0) }
        #expect(zip(values, values.dropFirst()).contains { $0 > $1 })
    }

    @Test(
        "pure metals have one maximum, at a tenth of the Debye temperature or below",
        arguments: [
            ("copper", 30.0), ("copper", 300), ("copper", 3000), ("aluminium", 100), ("iron", 100), ("tungsten", 100),
        ])
    func pureMetalsPeakOnce(name: String, rrr: Double) throws {
        let curve = try curve(name, rrr: rrr)
        let range = max(curve.range.lowerBound, 1.2)...100
        let points = curve.grid(800).filter(range.contains)
        let values = try points.map { try curve.value(at: $0) }
        let rises = zip(values, values.dropFirst()).map { $0 < $1 }
        #expect(zip(rises, rises.dropFirst()).count(where: { $0 != $1 }) == 1)
        let peak = points[values.indices.max { values[$0] < values[$1] } ?? 0]
        #expect((5...60).contains(peak), "\(peak) K")
    }

    @Test("specific heat rises with temperature", arguments: AnyCurve.all.filter { $0.property == .specificHeat })
    func specificHeatRises(_ any: AnyCurve) throws {
        let drawdown = try drawdown(of: any.curve())
        #expect(drawdown <= 0, "falls by \(drawdown) more than the fit's own uncertainty")
    }

    @Test(
        "no solid holds more than 3R per mole of atoms by much",
        arguments: [
            ("copper", 63.546), ("stainless-304", 55.1), ("aluminium-6061", 26.98),
        ])
    func dulongPetit(name: String, molarMass: Double) throws {
        let perMole = try curve(name, .specificHeat).value(at: 300) * molarMass / 1000
        #expect((0.9...1.15).contains(perMole / 24.94), "\(perMole) J/(mol·K)")
    }

    @Test("purer copper conducts better when cold, hardly at room temperature")
    func purity() throws {
        for t in [0.01, 0.1, 1, 4, 20] {
            let values = try [10.0, 50, 100, 300, 1000, 3000].map { try curve("copper", rrr: $0).value(at: t) }
            #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
        }
        let warm = try [50.0, 3000].map { try curve("copper", rrr: $0).value(at: 300) }
        // Matthiessen: RRR 50 adds a fiftieth to the resistance.
        #expect(abs(warm[0] / warm[1] - 1) < 0.03)
    }

    @Test("cold copper obeys Wiedemann and Franz: kρ/T = L₀", arguments: [20.0, 100, 1000])
    func wiedemannFranz(rrr: Double) throws {
        let k = try curve("copper", rrr: rrr).value(at: 0.05)
        let residual = 1.54e-8 / (rrr - 1)
        #expect(abs(k * residual / 0.05 / 2.443e-8 - 1) < 1e-9)
    }

    @Test("the law at 0.1 K meets the model to 0.01 %", arguments: [2.0, 30, 300, 3000])
    func lawMeetsModel(rrr: Double) throws {
        let copper = try MaterialCatalogue.standard.material(named: "copper")
        let law = Conditions(residualResistanceRatio: rrr, fit: "wiedemann-franz")
        let model = Conditions(residualResistanceRatio: rrr, fit: "hust-lankford")
        let ratio =
            try copper.curve(.thermalConductivity, law).value(at: 0.1)
            / copper.curve(.thermalConductivity, model).value(at: 0.1)
        #expect(abs(ratio - 1) < 1e-4)
    }

    @Test("a field lowers copper's conductivity, the more the colder and purer")
    func magnetoresistance() throws {
        let copper = try MaterialCatalogue.standard.material(named: "copper")
        func loss(_ rrr: Double, _ field: Double, _ t: Double) throws -> Double {
            let conditions = Conditions(residualResistanceRatio: rrr, magneticField: field)
            let zero = Conditions(residualResistanceRatio: rrr)
            return try copper.curve(.thermalConductivity, conditions).value(at: t)
                / copper.curve(.thermalConductivity, zero).value(at: t)
        }
        #expect(try loss(100, 1, 4) < 1)
        #expect(try loss(100, 10, 4) < loss(100, 1, 4))
        #expect(try loss(300, 5, 4) < loss(100, 5, 4))
        #expect(try loss(100, 5, 4) < loss(100, 5, 300))
        #expect(try loss(100, 5, 300) > 0.99)
    }

    @Test(
        "metals shrink by what handbooks say from 293 K to 4 K, in mm/m",
        arguments: [
            ("copper", 3.25, 0.05), ("aluminium-6061", 4.15, 0.02), ("stainless-304", 3.0, 0.02),
        ])
    func contraction(name: String, expected: Double, tolerance: Double) throws {
        let shrinkage = try curve(name, .contraction).value(at: 4) * 1000
        #expect(abs(shrinkage - expected) <= tolerance, "\(shrinkage)")
        let warm = try curve(name, .contraction).value(at: 293)
        #expect(abs(warm) < 5e-5)
    }

    @Test("copper's resistivity: 15.5 nΩ·m at the ice point, the residual when cold")
    func resistivity() throws {
        let rho = try curve("copper", .resistivity, rrr: 100)
        #expect(abs(try rho.value(at: 273.15) / 1.553e-8 - 1) < 0.03)
        #expect(abs(try rho.value(at: 4) / 1.553e-10 - 1) < 0.01)
    }

    @Test("a superconductor's electrons carry all heat at T_c and none far below: R(T_c) = 1, R falls")
    func superconductor() throws {
        let law = Superconductor(
            normalSlope: 1, criticalTemperature: 1.18, gapRatio: 1.764, phonons: .init(coefficient: 0, exponent: 3))
        #expect(abs(law.electronRatio(at: 1.18 * (1 - 1e-9)) - 1) < 1e-3)
        let temperatures = (1...100).map { 1.18 * Double($0) / 100 }
        let ratios = temperatures.map { law.electronRatio(at: $0) }
        #expect(zip(ratios, ratios.dropFirst()).allSatisfy { $0 < $1 })
        #expect(law.electronRatio(at: 0.118) < 1e-4)
    }

    @Test(
        "F₁(y) = ∫ z dz/(1 + e^(z+y)) on both sides of the change of series",
        arguments: [0, 0.1, 0.499, 0.501, 1, 3, 10])
    func fermi(y: Double) {
        let exact = adaptiveIntegral(from: 1e-9, to: 60) { $0 / (1 + exponential($0 + y)) }
        #expect(abs(fermiIntegral(y) / exact - 1) < 1e-9)
    }
}
