import Testing

@testable import Materials

@Suite("Conditions that cannot be met are errors that say why")
struct ConditionTests {
    private func error(
        _ name: String, _ conditions: Conditions, _ property: Property = .thermalConductivity
    ) throws -> MaterialError.Reason? {
        let material = try MaterialCatalogue.standard.material(named: name)
        do throws(MaterialError) {
            _ = try material.curve(property, conditions)
            return nil
        } catch { return error.reason }
    }

    @Test("a purity beyond 3000 or below the model's range is refused", arguments: [0, 1, 1.2, 3001, 5727, 1e9])
    func ratioRange(ratio: Double) throws {
        let reason = try error("copper", Conditions(residualResistanceRatio: ratio))
        #expect(reason == .ratioOutOfRange(ratio, range: 1.5...3000, fit: "hust-lankford"))
    }

    @Test("NIST's copper has five purities and interpolates none")
    func tabulated() throws {
        let reason = try error("copper", Conditions(residualResistanceRatio: 120, fit: "nist"))
        #expect(reason == .ratioNotTabulated(120, available: [50, 100, 150, 300, 500], fit: "nist"))
    }

    @Test("a purity means nothing to steel")
    func notTaken() throws {
        #expect(try error("stainless-304", Conditions(residualResistanceRatio: 100)) == .ratioNotTaken(fit: "nist"))
    }

    @Test("a field means nothing to steel, nor does a negative one to copper")
    func field() throws {
        #expect(try error("stainless-304", Conditions(magneticField: 1)) == .fieldNotTaken(fit: "nist"))
        let range = ResistivityModel.fieldRange
        #expect(try error("copper", Conditions(magneticField: -1)) == .fieldOutOfRange(-1, range: range))
        #expect(try error("copper", Conditions(magneticField: 1000)) == .fieldOutOfRange(1000, range: range))
    }

    @Test("in a field the uncertainty grows by that of the magnetoresistance, and the result names the field")
    func fieldUncertainty() throws {
        let copper = try MaterialCatalogue.standard.material(named: "copper")
        let zero = try copper.curve(.thermalConductivity, Conditions(residualResistanceRatio: 300))
        let field = try copper.curve(
            .thermalConductivity, Conditions(residualResistanceRatio: 300, magneticField: 5))
        #expect(field.magneticField == 5)
        let (without, with) = (try zero.evaluate(at: 4), try field.evaluate(at: 4))
        let lost = 1 - with.value / without.value
        let expected = (0.04 * 0.04 + 0.28 * 0.28 * lost * lost).squareRoot()
        #expect(abs((with.relativeUncertainty ?? 0) - expected) < 1e-9)
    }

    @Test("an unknown fit names those that there are")
    func unknownFit() throws {
        let reason = try error("copper", Conditions(fit: "nits"))
        #expect(reason == .unknownFit("nits", available: ["hust-lankford", "nist", "wiedemann-franz"]))
    }

    @Test("NaN is no purity")
    func notANumber() throws {
        guard
            case .notFinite(argument: "residual resistance ratio", _) =
                try error("copper", Conditions(residualResistanceRatio: .nan))
        else {
            Issue.record("accepted")
            return
        }
    }

    @Test("where a material gives its own purity, the result says that it was assumed")
    func assumed() throws {
        let copper = try MaterialCatalogue.standard.material(named: "copper")
        #expect(try copper.curve(.thermalConductivity).residualResistanceRatio?.assumed == true)
        let given = try copper.curve(.thermalConductivity, Conditions(residualResistanceRatio: 100))
        #expect(given.residualResistanceRatio?.assumed == false)
    }

    @Test("a named fit is that equation alone, without the low-temperature law")
    func namedFitIsAlone() throws {
        let copper = try MaterialCatalogue.standard.material(named: "copper")
        #expect(try copper.curve(.thermalConductivity).range.lowerBound == 0.001)
        #expect(try copper.curve(.thermalConductivity, Conditions(fit: "hust-lankford")).range.lowerBound == 0.1)
    }

    @Test("extrapolation follows the tangent, is marked, and has no uncertainty")
    func extrapolation() throws {
        let steel = try MaterialCatalogue.standard.material(named: "stainless-304")
        let curve = try steel.curve(.thermalConductivity, Conditions(fit: "nist")).extrapolated(to: 0.5...400)
        for t in [0.5, 0.9, 350, 400] {
            let value = try curve.evaluate(at: t)
            #expect(value.origin == .extrapolation && value.relativeUncertainty == nil && value.value > 0)
        }
        #expect(try curve.evaluate(at: 299.9).origin == .fit)
        #expect(try curve.evaluate(at: 1).origin == .fit)
        let integral = try curve.integral().evaluate(from: 0.5, to: 350)
        #expect(integral.relativeUncertainty == nil)
        #expect(integral.parts.map(\.origin) == [.extrapolation, .fit, .extrapolation])
        #expect(throws: MaterialError.self) { try curve.extrapolated(to: -1...300) }
    }
}

/// eˣ, for tests that need nothing else of the C library.
func exponential(_ x: Double) -> Double { power(2.718281828459045, x) }
