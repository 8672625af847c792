import Testing

@testable import Materials

/// Alternative laws below a fit.
@Suite struct LowTemperatureLawTests {
    private func curve(_ name: String, _ laws: LowTemperatureLaws) throws -> PropertyCurve {
        try MaterialCatalogue.standard.material(named: name).curve(.thermalConductivity, Conditions(laws: laws))
    }

    @Test(
        "linear laws run straight from the value at 4 K to zero", arguments: ["stainless-304", "stainless-316", "ptfe"])
    func linear(_ name: String) throws {
        let (linear, standard) = (try curve(name, "linear"), try curve(name, .standard))
        let top = try standard.value(at: 4)
        for temperature in [0.006, 0.1, 0.9, 2, 3.999] {
            let value = try linear.value(at: temperature)
            #expect(abs(value / (top * temperature / 4) - 1) < 1e-8)
        }
        for temperature in [4.0, 20, 77, 300] {
            #expect(try linear.value(at: temperature) == standard.value(at: temperature))
        }
        #expect(try linear.evaluate(at: 0.1).origin == .lowTemperatureLaw)
        #expect(try linear.evaluate(at: 0.1).isOutsideData)
    }

    @Test(
        "below a kelvin the named laws are those published, carried on to 5 mK with more uncertainty",
        arguments: [("stainless-304", 0.0556, 1.15), ("ptfe", 1.99e-3, 1.9)])
    func subkelvin(_ name: String, _ coefficient: Double, _ exponent: Double) throws {
        let curve = try curve(name, "subkelvin")
        for temperature in [0.005, 0.05, 0.3, 1, 2.9] {
            let expected = coefficient * power(temperature, exponent)
            #expect(abs(try curve.value(at: temperature) / expected - 1) < 1e-12)
        }
        let (outside, inside) = (try curve.evaluate(at: 0.01), try curve.evaluate(at: 1))
        let (far, near) = (try #require(outside.relativeUncertainty), try #require(inside.relativeUncertainty))
        #expect(far > 1.5 * near)
    }

    @Test("a name that a material does not have is an error that says which it has")
    func unknown() throws {
        #expect {
            try curve("ptfe", "quadratic")
        } throws: {
            ($0 as? MaterialError)?.reason == .unknownLaws("quadratic", available: ["linear", "subkelvin"])
        }
        #expect {
            try curve("brass", "linear")
        } throws: {
            ($0 as? MaterialError)?.reason == .unknownLaws("linear", available: [])
        }
    }

    @Test(
        "where laws are only preferred, a material without them keeps its own",
        arguments: MaterialCatalogue.standard.names)
    func preferring(_ name: String) throws {
        let material = try MaterialCatalogue.standard.material(named: name)
        guard let record = material.properties[.thermalConductivity] else { return }
        let conditions = Conditions(laws: .preferring("linear"))
        let curve = try material.curve(.thermalConductivity, conditions)
        let expected = record.alternatives["linear"] ?? record.laws
        #expect(
            curve.pieces.filter { $0.origin == .lowTemperatureLaw }.map(\.fit.name)
                == expected.map(\.fit.name).reversed())
    }

    @Test("a fit that is named stands alone, without laws")
    func namedFit() throws {
        let steel = try MaterialCatalogue.standard.material(named: "stainless-304")
        #expect {
            try steel.curve(.thermalConductivity, Conditions(fit: "nist", laws: "linear"))
        } throws: {
            ($0 as? MaterialError)?.reason == .lawsNotTaken("linear", fit: "nist")
        }
        let alone = try steel.curve(.thermalConductivity, Conditions(fit: "nist", laws: .preferring("linear")))
        #expect(alone.pieces.count == 1)
    }
}
