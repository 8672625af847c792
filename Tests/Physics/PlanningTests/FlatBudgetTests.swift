import Cryogenics
import HeatTransfer
import Planning
import Testing

@Suite("A power and electronics alone")
struct FlatBudgetTests {
    @Test("2 W at 4 K carry 86 whole qubits of 23 mW")
    func headline() throws {
        let answer = try FlatBudget(power: 2, electronics: 23e-3).answer()
        #expect(answer.count.whole == 86)
        #expect(abs(answer.count.exact - 86.956_521) < 1e-5)
        #expect(answer.count.limitedBy == .budget)
        #expect(answer.low < 86 && answer.high > 87)
    }

    @Test(
        "476 µmol/s lift 4.0 µW at 10 mK and 400 µW at 100 mK, for cells of 18 nW",
        arguments: [(0.01, 4e-6), (0.1, 4e-4)])
    func dilution(temperature: Double, power: Double) throws {
        let unit = try DilutionUnit(flow: 476e-6, stillReference: 0.7, hasColdPlate: true)
        let lifted = try #require(unit.powers(at: [0.7, temperature, temperature]).powers.last)
        #expect(abs(lifted / power - 1) < 1e-3)
        let answer = try FlatBudget(power: lifted, electronics: 18e-9).answer()
        #expect(answer.count.whole == (temperature == 0.01 ? 222 : 22_213), "\(answer.count.whole)")
    }

    @Test(
        "counts end at ten million, as those of a cryostat do; so do bands",
        arguments: [(1e20, 1.0), (1e30, 1e-12), (1e7 + 2, 1.0), (1.0, 1e-300)] as [(Double, Double)])
    func tooMany(power: Double, electronics: Double) throws {
        let error = #expect(throws: PlanningError.self) {
            try FlatBudget(power: power, electronics: electronics).answer()
        }
        #expect(error?.reason == .unlimited(upTo: 1e7))
        let many = try FlatBudget(power: 1e7, electronics: 1).answer(
            uncertainties: [CryostatUncertainty(.cooling, relative: 1e300, source: "none")])
        #expect(many.count.whole == 10_000_000 && many.low >= 0 && many.high < 1e8)
    }

    @Test("the band holds the whole count, whatever is uncertain", arguments: [0, 1e-6, 0.5])
    func band(relative: Double) throws {
        let uncertainties = [CryostatUncertainty.Quantity.cooling, .devices].map {
            CryostatUncertainty($0, relative: relative, source: "given")
        }
        for count in 0..<500 {
            let answer = try FlatBudget(power: Double(count) * 0.023, electronics: 0.023).answer(
                uncertainties: uncertainties)
            #expect(answer.low <= Double(answer.count.whole) && Double(answer.count.whole) <= answer.high)
        }
    }

    @Test("a whole multiple is whole, electronics above the power carry none, and give the reason")
    func edges() throws {
        for count in 1...500 {
            #expect(try FlatBudget(power: Double(count) * 0.023, electronics: 0.023).answer().count.whole == count)
        }
        let none = try FlatBudget(power: 0.01, electronics: 0.023).answer()
        #expect(none.count.whole == 0 && none.reason != nil)
        #expect(throws: (any Error).self) { try FlatBudget(power: 1, electronics: 0).answer() }
    }
}
