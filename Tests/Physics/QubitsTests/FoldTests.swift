import SubkelvinTesting
import Testing

@testable import Qubits

@Suite("Where fixed points are lost, and where they are many")
struct FoldTests {
    private static func balance(
        _ temperatures: [Double], _ values: [Double], fixed: Double, correction: Double = 0
    ) throws -> HeatBalance {
        try HeatBalance(
            cooling: .curve(try TabulatedCurve(temperatures: temperatures, values: values)), fixed: fixed,
            correction: correction)
    }

    /// Cooling that rises and falls: each top above the fixed heat is a fold.
    @Test("every top of a cooling curve is a limit, in the order of temperature", arguments: UInt64(1)...40)
    func tops(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let temperatures = (0..<9).map { 0.01 * Double($0 + 1) * .random(in: 0.97...1.03, using: &random) }
        let values = (0..<9).map { index in
            (index % 2 == 0 ? 1e-4 : 3e-4) * Double.random(in: 0.5...1.5, using: &random)
        }
        let fixed = 3e-4
        let tops = stride(from: 1, to: 9, by: 2).filter { values[$0] > fixed }
        let limits = try Self.balance(temperatures, values, fixed: fixed).limits()
        #expect(limits.count == tops.count)
        for (limit, top) in zip(limits, tops) {
            #expect(limit.isSaddleNode)
            #expect(abs(limit.temperature / temperatures[top] - 1) < 1e-9)
            #expect(abs(limit.correction - (values[top] - fixed)) < 1e-9 * values[top])
        }
        let largest = tops.map { values[$0] - fixed }.max() ?? 0
        #expect(abs(try Self.balance(temperatures, values, fixed: fixed).limit().correction - largest) < 1e-12)
    }

    @Test("beyond the first of two limits the stage leaves its cold branch for the warm one")
    func coldBranch() throws {
        let (temperatures, values) = ([0.01, 0.05, 0.1, 0.2, 0.4], [0, 300e-6, 150e-6, 600e-6, 100e-6])
        func resting(_ correction: Double) throws -> Double? {
            try Self.balance(temperatures, values, fixed: 50e-6, correction: correction).restingTemperature()
        }
        let limits = try Self.balance(temperatures, values, fixed: 50e-6).limits()
        #expect(limits.count == 2)
        #expect(abs(limits[0].correction - 250e-6) < 1e-12 && abs(limits[1].correction - 550e-6) < 1e-12)
        #expect(try #require(try resting(249e-6)) < 0.05)
        #expect(try #require(try resting(251e-6)) > 0.1)
        #expect(try resting(551e-6) == nil)
    }

    @Test("cooling that equals the load everywhere is one neutral range, not stable, and leaves nothing for correction")
    func flat() throws {
        let flat = try Self.balance([0.01, 0.1], [1e-4, 1e-4], fixed: 100e-6)
        let points = try flat.fixedPoints()
        #expect(points.count == 1)
        #expect(points[0].isNeutral && !points[0].isStable)
        #expect(points[0].temperature == 0.01 && points[0].end == 0.1 && points[0].power == 1e-4)
        #expect(try flat.restingTemperature() == nil)
        #expect(try flat.limits().isEmpty && flat.limit().correction == 0)
    }

    @Test("the same but for rounding is the same")
    func rounding() throws {
        let points = try Self.balance([0.01, 0.1], [1e-4, 1e-4], fixed: (1e-4).nextUp).fixedPoints()
        #expect(points.count == 1 && points[0].isNeutral)
        #expect(try Self.balance([0.01, 0.1], [1e-4, 1e-4], fixed: 1.000001e-4).fixedPoints().isEmpty)
    }

    @Test(
        "a plateau is one range with its ends, stable as a whole where cooling lies below it and above it",
        arguments: [([0, 1e-4, 1e-4, 2e-4], true), ([2e-4, 1e-4, 1e-4, 0], false), ([0, 1e-4, 1e-4, 0], false)]
            as [([Double], Bool)])
    func plateau(values: [Double], isStable: Bool) throws {
        let points = try Self.balance([0.01, 0.0371, 0.0613, 0.1], values, fixed: 1e-4).fixedPoints()
        #expect(points.count == 1)
        #expect(points[0].isNeutral && points[0].isStable == isStable)
        #expect(abs(points[0].temperature - 0.0371) < 1e-9 && abs(points[0].end - 0.0613) < 1e-9)
    }

    @Test(
        "growth from nothing is refused, with correction or without: no quasiparticles at 1 mK", arguments: [0, 1e-4])
    func fromNothing(correction: Double) throws {
        let aluminium = try Quasiparticles(gap: 180e-6 * 1.602176634e-19)
        #expect {
            try HeatBalance(
                cooling: .dilution(coefficient: 0.04, base: 1e-3), fixed: 10e-6, correction: correction,
                growth: .quasiparticles(aluminium, frequency: 5e9))
        } throws: {
            "\($0)" == "growth: 0.0 lies outside its range, an error above 0 at the base temperature, 0.001 K"
        }
    }

    @Test(
        "errors of 0 anywhere on their curve are refused; so is a ratio that no number holds",
        arguments: [[0.001, 0, 0], [0, 0.1, 0.2], [0.001, 0.1, 0], [1e-300, 1, 1e300]])
    func errorCurves(errors: [Double]) throws {
        let curve = try TabulatedCurve(temperatures: [0.01, 0.1, 1], values: errors)
        #expect {
            try HeatBalance(
                cooling: .dilution(coefficient: 0.04, base: 0.01), fixed: 10e-6, correction: 1e-6, growth: .curve(curve)
            )
        } throws: { "\($0)".hasPrefix("growth: ") }
    }
}
