import Cryogenics
import Planning
import Testing

@Suite("How well a count is known")
struct CapacityBandTests {
    /// 1.5 W at 4.2 K and 10 mW a qubit: 150.
    private func question() throws -> Capacity {
        let cryostat = try CryostatDescription.preset("krinner-50").unwired
        return try Capacity(cryostat, wiring: .electronics(0.01, at: .fourKelvin), at: 4.2)
    }

    @Test("the band of electronics on a straight line is that of a quotient")
    func closedForm() throws {
        let answer = try question().answer()
        #expect(answer.contributions.map(\.uncertainty.name) == ["devices", "cooling, 4K"])
        let (devices, cooling) = (answer.contributions[0], answer.contributions[1])
        #expect(abs(devices.less - 180) < 0.05 && abs(devices.more - 125) < 0.05)
        #expect(abs(cooling.less - 150 / 1.1) < 0.05 && abs(cooling.more - 165) < 0.05)
        #expect(abs(answer.low - (150 - (25 * 25 + 13.636 * 13.636).squareRoot())) < 0.1)
        #expect(abs(answer.high - (150 + (30 * 30 + 15 * 15.0).squareRoot())) < 0.1)
    }

    @Test("the grid is the product of both inputs, and its middle the count")
    func grid() throws {
        let answer = try question().answer()
        let grid = try #require(answer.grid)
        for (row, second) in grid.secondFactors.enumerated() {
            for (column, first) in grid.firstFactors.enumerated() {
                #expect(abs(grid.counts[row][column] - 150 * second / first) < 0.1)
            }
        }
        #expect(abs(grid.counts[2][2] - answer.count.exact) < 0.02)
    }

    @Test("one thread or many find the same band")
    func threads() throws {
        let (one, many) = (try question().answer(threads: 1), try question().answer(threads: 7))
        #expect(one.contributions == many.contributions)
        #expect(one.grid == many.grid)
    }

    @Test("what is given stands instead of what is usual, for a stage or for all of them")
    func given() throws {
        let one = CryostatUncertainty(.cooling, at: .fourKelvin, relative: 0, source: "given")
        let other = CryostatUncertainty(.devices, relative: 0.5, source: "given")
        let answer = try question().answer(uncertainties: [one, other])
        #expect(answer.contributions.map(\.uncertainty) == [other])
        #expect(answer.grid == nil)
        let all = try question().uncertainties([CryostatUncertainty(.cooling, relative: 0.3, source: "given")])
        #expect(all.filter { $0.quantity == .cooling }.allSatisfy { $0.relative == 0.3 })
    }

    @Test("shared lines and devices are shared by as many as asked, others stay")
    func multiplexed() {
        func load(_ count: Double) -> LoadDescription {
            LoadDescription(kind: .device, name: "\(count)", stage: .fourKelvin, power: 1, count: count)
        }
        let wiring = Wiring(name: "w", title: "w", loads: [load(1), load(0.125)]).multiplexed(by: 20)
        #expect(wiring.loads.map(\.count) == [1, 0.05])
    }
}
