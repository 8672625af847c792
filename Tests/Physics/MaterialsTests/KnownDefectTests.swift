import Testing

@testable import Materials

/// Errors found in public tools for the same task, each a test that this catalogue does not have it.
///
/// `CatalogueTests` holds the general form of each over every curve: finite, positive, continuous, Θ′ = k.
@Suite("Defects that public tools have")
struct KnownDefectTests {
    private func curve(
        _ name: String, _ property: Property = .thermalConductivity, _ conditions: Conditions = .standard
    ) throws -> PropertyCurve {
        try MaterialCatalogue.standard.material(named: name).curve(property, conditions)
    }

    @Test(
        "copper's rational equation is in T, not in log T (then 246, 318, 448 at RRR 100)",
        arguments: [(4.0, 642.3), (20, 2422.5), (300, 396.3)])
    func rationalInT(temperature: Double, expected: Double) throws {
        let nist = try curve("copper", .thermalConductivity, Conditions(residualResistanceRatio: 100, fit: "nist"))
        #expect(abs(try nist.value(at: temperature) / expected - 1) < 3e-4)
    }

    @Test("cupronickel's coefficients keep all their digits (27.2 when rounded to three decimals)")
    func roundedCoefficients() throws {
        #expect(abs(try curve("cupronickel").value(at: 300) - 37.82) < 0.01)
    }

    @Test("stitches are monotone", arguments: [("kapton", 2.5, 4.0), ("phosphor-bronze", 3.22, 6), ("ptfe", 1, 6)])
    func stitches(name: String, low: Double, high: Double) throws {
        let curve = try curve(name)
        let values = try (0...200).map { try curve.value(at: low + (high - low) * Double($0) / 200) }
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test("copper is not aluminium 6061 (5.35 at 4 K), and its purity is not ignored")
    func copperIsCopper() throws {
        let values = try [50.0, 500].map {
            try curve("copper", .thermalConductivity, Conditions(residualResistanceRatio: $0)).value(at: 4)
        }
        #expect(values[0] > 300 && values[1] > 9 * values[0])
    }

    @Test("copper's molar heat is 24.4 J/(mol·K) at 300 K, not 6128")
    func molarHeat() throws {
        #expect(abs(try curve("copper", .specificHeat).value(at: 300) * 63.546e-3 - 24.4) < 0.1)
    }

    @Test("aluminium 1100 is finite at 300 K, where the equation ends")
    func endOfRange() throws {
        #expect(abs(try curve("aluminium-1100").value(at: 300) / 212 - 1) < 0.1)
    }

    @Test("PTFE's specific heat has all its terms (2129 at 100 K with one dropped)")
    func droppedTerm() throws {
        #expect(abs(try curve("ptfe", .specificHeat).value(at: 100) / 385 - 1) < 0.01)
    }

    @Test("cupronickel answers below 0.3 K")
    func belowTheLastFit() throws {
        #expect(try curve("cupronickel").value(at: 0.05) > 0)
    }

    @Test(
        "defaults are NIST's where NIST has data, not a fit through scattered points",
        arguments: [
            ("stainless-304", 4.0, 0.272), ("ti-6al-4v", 20, 0.843), ("ptfe", 150, 0.26), ("kapton", 300, 0.19),
        ])
    func curatedDefaults(name: String, temperature: Double, expected: Double) throws {
        #expect(abs(try curve(name).value(at: temperature) / expected - 1) < 0.02)
    }

    @Test("integrals do not fall back to a mean out of range: 300 K to 3 K is more than to 4 K")
    func fallbackMean() throws {
        let nist = Conditions(residualResistanceRatio: 100, fit: "nist")
        let integral = try curve("copper", .thermalConductivity, nist).integral()
        #expect(throws: MaterialError.self) { try integral.value(from: 300, to: 3) }
        let model = try curve("copper", .thermalConductivity, Conditions(residualResistanceRatio: 100)).integral()
        #expect(try model.value(from: 3, to: 300) > model.value(from: 4, to: 300))
    }

    @Test(
        "outside its range an alloy is an error that names the range, neither NaN nor a warning",
        arguments: [
            ("brass", 111.0), ("brass", 4.9), ("beryllium-copper", 300), ("g10-normal", 4),
        ])
    func neitherNaNNorWarning(name: String, temperature: Double) throws {
        let curve = try curve(name)
        let expected = MaterialError(
            material: curve.material, property: .thermalConductivity,
            reason: .outOfRange(temperature: temperature, range: curve.range, hint: nil))
        #expect(throws: expected) { try curve.value(at: temperature) }
        #expect(throws: MaterialError.self) { try curve.integral().value(from: 10, to: temperature) }
    }

    @Test("the RRR model ends at 3000: at 5727 it is 16 % rms off and 35 % at worst")
    func tooPure() throws {
        guard case .hustLankford(let model, let ratios) = try curve("copper").fit.form else {
            Issue.record("copper's default is another form")
            return
        }
        #expect(ratios == 1.5...3000)
        let row = try Fixture("copper_rrr_5727").rows
        let deviations = try row.map { row in
            let (t, measured) = (try row.number("temperature_K"), try row.number("value"))
            return model.value(at: t, ratio: 5727) / measured - 1
        }
        let rms = (deviations.map { $0 * $0 }.reduce(0, +) / Double(deviations.count)).squareRoot()
        #expect(abs(rms - 0.16) < 0.01)
        #expect(abs((deviations.map(abs).max() ?? 0) - 0.35) < 0.01)
    }
}
