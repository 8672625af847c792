import Testing

@testable import Materials

@Suite("Reference values, to their printed digits")
struct ReferenceValueTests {
    /// A value agrees with print when rounding it to the printed digits gives the print, give or take one in the last.
    private func agrees(_ value: Double, with printed: String) -> Bool {
        let digits = printed.filter(\.isNumber).drop { $0 == "0" }.count
        guard let reference = Double(printed) else { return false }
        var unit = 1.0
        while unit > abs(reference) { unit /= 10 }
        while unit * 10 <= abs(reference) { unit *= 10 }
        for _ in 1..<max(2, digits) { unit /= 10 }
        return abs(value - reference) <= 0.51 * unit
    }

    @Test("thermal conductivity of NIST's and others' polynomials")
    func conductivity() throws {
        for row in try Fixture("nist_k_reference_values").rows {
            let curve = try Subject(row.text("material")).curve(.thermalConductivity)
            let value = try curve.value(at: row.number("T_K"))
            #expect(agrees(value, with: try row.text("k_W_mK")), "\(row)")
        }
    }

    @Test("specific heat of NIST's polynomials")
    func specificHeat() throws {
        for row in try Fixture("nist_cp_reference_values").rows {
            let curve = try Subject(row.text("material")).curve(.specificHeat)
            let value = try curve.value(at: row.number("T_K"))
            #expect(agrees(value, with: try row.text("cp_J_kgK")), "\(row)")
        }
    }

    @Test("conductivity integrals")
    func integrals() throws {
        for row in try Fixture("conductivity_integrals").rows {
            let integral = try Subject(row.text("material")).curve(.thermalConductivity).integral()
            let value = try integral.value(from: row.number("T_cold_K"), to: row.number("T_hot_K"))
            #expect(agrees(value, with: try row.text("theta_W_per_m")), "\(row): \(value)")
        }
    }

    @Test(
        "copper at 4 K, by two fits that differ",
        arguments: [
            (50.0, 310.8, 320.4), (100, 627.7, 642.3), (300, 1893, 1888), (500, 3153, 3182),
        ])
    func copper(ratio: Double, model: Double, rational: Double) throws {
        let copper = try MaterialCatalogue.standard.material(named: "copper")
        let byModel = try copper.curve(.thermalConductivity, Conditions(residualResistanceRatio: ratio)).value(at: 4)
        let nist = Conditions(residualResistanceRatio: ratio, fit: "nist")
        let byNIST = try copper.curve(.thermalConductivity, nist).value(at: 4)
        #expect(abs(byModel / model - 1) < 3e-4 && abs(byNIST / rational - 1) < 3e-4, "\(byModel), \(byNIST)")
    }

    @Test(
        "copper of RRR 230",
        arguments: [(0.1, 36.33), (1, 363.3), (4, 1450), (10, 3412), (20, 4336), (77, 564.9), (300, 399.7)])
    func copper230(temperature: Double, conductivity: Double) throws {
        let copper = try MaterialCatalogue.standard.material(named: "copper")
        let curve = try copper.curve(.thermalConductivity, Conditions(residualResistanceRatio: 230))
        #expect(abs(try curve.value(at: temperature) / conductivity - 1) < 4e-4)
    }

    @Test("copper gives up 79.5 kJ/kg from 300 K to 4 K, 78.1 to 50 K, and takes 384.0 J/(kg·K) at 300 K")
    func copperEnthalpy() throws {
        let heat = try MaterialCatalogue.standard.material(named: "copper").curve(.specificHeat)
        let enthalpy = try heat.integral()
        #expect(abs(try enthalpy.value(from: 4, to: 300) - 79.5e3) < 50)
        #expect(abs(try enthalpy.value(from: 50, to: 300) - 78.1e3) < 50)
        #expect(abs(try heat.value(at: 300) - 384.0) < 0.05)
    }
}
