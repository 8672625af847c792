import Foundation
import HeatTransfer
import Materials
import SubkelvinTesting
import Testing

@testable import Cryogenics

/// Lines through stages: what they conduct where they are tied imperfectly, what they give off.
@Suite struct CryostatLineTests {
    private let cables: CableCatalogue
    private let materials = LineMaterials()

    init() throws { cables = try CableCatalogue.standard() }

    private func held(_ lines: [LineDescription], at temperatures: [Double] = CryostatFixture.krinner) throws
        -> CryostatState
    {
        try CryostatModel(CryostatFixture.plain(lines: lines)).state(at: temperatures)
    }

    private func source(_ state: CryostatState, _ kind: HeatSource.Kind) throws -> HeatSource {
        try #require(state.sources.first { $0.kind == kind })
    }

    private static let allStages: [Stage] = [.fiftyKelvin, .fourKelvin, .still, .coldPlate, .base]
    private static let allRoles: [Cable.Role] = [.inner, .outer, .dielectric]

    @Test("anchors of a huge conductance are perfect ones")
    func hugeConductance() throws {
        let anchors = Self.allStages.flatMap { stage in
            Self.allRoles.map { LineDescription.Anchor(at: stage, $0, conductance: 1e2) }
        }
        let (tied, perfect) = (try held([CryostatFixture.line(anchors: anchors)]), try held([CryostatFixture.line()]))
        for (a, b) in zip(tied.stages, perfect.stages) { #expect(abs(a.load / b.load - 1) < 1e-4) }
    }

    @Test(
        "a conductor that passes a stage without an anchor is two spans in series",
        arguments: [Stage.fiftyKelvin, .fourKelvin, .still, .coldPlate])
    func passing(_ stage: Stage) throws {
        let anchors = Self.allRoles.map { LineDescription.Anchor(at: stage, $0, conductance: 0) }
        let state = try held([CryostatFixture.line(anchors: anchors)])
        let found = try source(state, .line)
        let index = try #require(Self.allStages.firstIndex(of: stage))
        // Each conductor alone, by bisection: the heat that comes is the heat that goes.
        let line = CryostatFixture.line()
        let cable = try cables.cable(named: "ut-085-ss")
        let warm = index == 0 ? 300 : CryostatFixture.krinner[index - 1]
        let cold = CryostatFixture.krinner[index + 1]
        var heat = 0.0
        for role in Self.allRoles {
            var (low, high) = (cold, warm)
            for _ in 0..<200 {
                let middle = (low + high) / 2
                let comes = try cable.heat(
                    from: warm, to: middle, length: line.spans[index].length ?? .nan, roles: [role],
                    materials: materials)
                let goes = try cable.heat(
                    from: middle, to: cold, length: line.spans[index + 1].length ?? .nan, roles: [role],
                    materials: materials)
                if comes > goes { low = middle } else { high = middle }
            }
            heat += try cable.heat(
                from: warm, to: (low + high) / 2, length: line.spans[index].length ?? .nan, roles: [role],
                materials: materials)
        }
        #expect(found.received[index] == 0 && found.passedOn[index] == 0)
        let own = try cable.heat(
            from: cold, to: index + 2 < 5 ? CryostatFixture.krinner[index + 2] : cold,
            length: line.spans[min(index + 2, 4)].length ?? .nan, materials: materials)
        // What arrives at the next stage, less what goes on from there.
        let arriving = found.received[index + 1] - found.passedOn[index + 1] + (index + 2 < 5 ? own : 0)
        #expect(abs(arriving / heat - 1) < 1e-6, "\(arriving) \(heat)")
    }

    @Test(
        "a poorer anchor never brings its own stage more, nor the next stage less",
        arguments: [Stage.fourKelvin, .still])
    func poorer(_ stage: Stage) throws {
        let index = try #require(Self.allStages.firstIndex(of: stage))
        var (own, next) = (Double.infinity, 0.0)
        for exponent in stride(from: 1.0, through: -8, by: -1) {
            let anchor = LineDescription.Anchor(at: stage, .outer, conductance: pow(10, exponent))
            let found = try held([CryostatFixture.line(anchors: [anchor])])
            let loads = found.stages.map(\.load)
            #expect(loads[index] <= own * (1 + 1e-12) && loads[index + 1] >= next * (1 - 1e-12))
            (own, next) = (loads[index], loads[index + 1])
        }
    }

    @Test(
        "attenuators, cables and the end give off all the power that enters from the 4K stage on",
        arguments: [(20.0, 20.0, 20.0), (0, 0, 0), (3, 10, 60), (0, 30, 0)])
    func powerIsConserved(_ decibels: (Double, Double, Double)) throws {
        let line = CryostatFixture.line(
            count: 7, from: .fourKelvin,
            parts: [
                .init("a", at: .still, .attenuator(decibels: decibels.0)),
                .init("b", at: .coldPlate, .filter(decibels: decibels.1)),
                .init("c", at: .base, .attenuator(decibels: decibels.2)),
            ], power: 3e-6)
        let heat = try source(try held([line]), .dissipation)
        let total: Double = heat.received.reduce(0, +)
        #expect(abs(total / 21e-6 - 1) < 1e-12)
        #expect(heat.received[0] == 0)
    }

    @Test("of a line from the room the room gets its half of the first cable's heat, and nothing else is missing")
    func roomsShare() throws {
        let line = CryostatFixture.line(parts: [.init("a", at: .fourKelvin, .attenuator(decibels: 20))], power: 1e-3)
        let heat = try source(try held([line]), .dissipation)
        let run = try CableRun(
            cables.cable(named: "ut-085-ss"), from: 300, to: 35, length: 0.2, materials: materials)
        let lost: Double = 1e-3 * (1 - pow(10, -(try run.loss(frequency: 6e9)) / 10))
        let total: Double = heat.received.reduce(0, +) + lost / 2
        #expect(abs(total / 1e-3 - 1) < 1e-8)
        #expect(heat.received[0] > lost / 2)
    }

    @Test("a current heats by I²R of every span, half to either end", arguments: [0.5e-3, 1e-3, 2e-3])
    func current(_ current: Double) throws {
        let heat = try source(try held([CryostatFixture.line(count: 3, signal: .dc, current: current)]), .dissipation)
        let cable = try cables.cable(named: "ut-085-ss")
        let lengths = [0.20, 0.29, 0.25, 0.17, 0.14]
        let ends = [300] + CryostatFixture.krinner
        // A plain sum over a thousand slices of equal heat flow's own temperatures.
        let spans = try lengths.indices.map { index in
            let run = try CableRun(
                cable, from: ends[index], to: ends[index + 1], length: lengths[index], materials: materials)
            let slices = 1000
            let mean = try (0..<slices).reduce(0.0) { sum, slice in
                let temperature = try run.temperature(at: (Double(slice) + 0.5) / Double(slices))
                return try sum + cable.resistance(of: .inner, at: temperature, materials: materials)
            }
            return current * current * mean / Double(slices) * lengths[index]
        }
        for index in 0..<5 {
            let expected = 3 * (spans[index] + (index < 4 ? spans[index + 1] : 0)) / 2
            #expect(abs(heat.received[index] / expected - 1) < 1e-4)
        }
    }

    @Test("a current flows in every wire of a loom")
    func loom() throws {
        let cable = try cables.cable(named: "loom-manganin-12x2")
        let wires = cable.parts.filter { $0.role == .wire }.reduce(0) { $0 + $1.count }
        #expect(wires == 24)
        var line = CryostatFixture.line(signal: .dc, current: 1e-3)
        for index in line.spans.indices { line.spans[index].cable = cable.name }
        let heat = try source(try held([line]), .dissipation)
        let last = try CableRun(cable, from: 0.082, to: 0.006, length: 0.14, materials: materials)
        let one = try last.ohmicHeat(current: 1e-3, in: .wire, materials: materials).total
        #expect(abs(heat.received[4] / (24 * one / 2) - 1) < 1e-4)
    }

    @Test("an amplifier gives off its own heat, once for every line")
    func amplifier() throws {
        let line = CryostatFixture.line(
            count: 8, signal: .output, parts: [.init("HEMT", at: .fourKelvin, .amplifier(power: 0.01))])
        let heat = try source(try held([line]), .dissipation)
        #expect(heat.received == [0, 0.08, 0, 0, 0])
    }

    @Test("counts multiply: one group of n lines is n groups of one, of all that it does", arguments: [2.0, 50, 0.125])
    func counts(_ count: Double) throws {
        func line(_ count: Double) -> LineDescription {
            CryostatFixture.line(
                count: count, parts: [.init("a", at: .coldPlate, .attenuator(decibels: 20))],
                anchors: [.init(at: .still, .inner, conductance: 1e-6)], power: 1e-5)
        }
        let (one, many) = (try held([line(1)]), try held([line(count)]))
        for (a, b) in zip(one.stages, many.stages) { #expect(abs(b.load / a.load / count - 1) < 1e-9) }
        #expect(one.lines[0].noisePhotons == many.lines[0].noisePhotons)
        #expect(try held([line(0)]).stages.allSatisfy { $0.load == 0 })
    }

    @Test("a cryostat with a qubit's wiring a hundred times is that with a hundred qubits; none changes nothing")
    func wiring() throws {
        let base = try CryostatDescription.preset("ld-400")
        let wiring = Wiring(
            name: "qubit", title: "A qubit", lines: [CryostatFixture.line("drive", power: 1e-5)],
            loads: [LoadDescription(kind: .device, name: "chip", stage: .fourKelvin, power: 1e-3, count: 1)],
            assumptions: [])
        let hundred = try CryostatModel(base.adding(wiring, qubits: 100)).solve()
        var shares = base
        for index in 0..<4 {
            var part = wiring
            part.name = "part \(index)"
            shares = shares.adding(part, qubits: 25)
        }
        let same = try CryostatModel(shares).solve()
        let none = try CryostatModel(base.adding(wiring, qubits: 0)).solve()
        let plain = try CryostatModel(base).solve()
        for index in plain.stages.indices {
            #expect(abs(hundred.stages[index].temperature / same.stages[index].temperature - 1) < 1e-8)
            #expect(abs(none.stages[index].temperature / plain.stages[index].temperature - 1) < 1e-8)
            #expect(hundred.stages[index].temperature > plain.stages[index].temperature)
        }
    }

    @Test("down to a stage: nothing colder is left, and lines end there", arguments: [Stage.fourKelvin, .still])
    func truncated(_ stage: Stage) throws {
        let cut = try CryostatDescription.preset("krinner-50").truncated(to: stage)
        #expect(cut.stages.last?.stage == stage)
        #expect(cut.lines.allSatisfy { $0.to == stage && $0.spans.last?.to == stage })
        #expect(cut.lines.flatMap(\.parts).allSatisfy { part in cut.index(of: part.stage) != nil })
        // A dilution unit goes with its coldest stage: what remains must be cooled by something else.
        #expect(cut.coolers.count == 2)
        let plain = try CryostatFixture.plain(lines: [CryostatFixture.line()]).truncated(to: stage)
        let state = try CryostatModel(plain).solve()
        #expect(state.stages.count == (stage == .still ? 3 : 2))
    }
}
