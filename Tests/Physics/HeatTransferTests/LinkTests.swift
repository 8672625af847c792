import HeatTransfer
import Materials
import Testing

@Suite("Long links")
struct LinkTests {
    /// Four shields of 30 m between two equal nodes, 2400 cells, with round numbers of a real link.
    private struct Link {
        var network = ThermalNetwork()
        var shields: [Section] = []
        var plates: [ThermalNetwork.Node] = []
        var can: ThermalNetwork.Node
        var coolers: [ThermalNetwork.Flow] = []

        init() throws {
            can = try network.addNode("vacuum can", fixedAt: 293)
            let areas = [2e-3, 1e-3, 3.7e-4, 2e-4]
            let guesses = [50.0, 4, 1, 0.02]
            let curves = try [
                PowerCoolingCurve(power: 36, at: 50, cutoff: 0.75, exponent: 0.7),
                PowerCoolingCurve(power: 2.5, at: 4, cutoff: 0.75, exponent: 1.2),
                PowerCoolingCurve(power: 0.08, at: 1, cutoff: 0.5, exponent: 2),
                PowerCoolingCurve(power: 4e-6, at: 0.01, exponent: 2),
            ]
            for (stage, name) in ["50K", "4K", "still", "base"].enumerated() {
                let copper = try integral(.thermalConductivity, of: "copper", ratio: 200)
                let ends = try ["A", "B"].map { try network.addNode("\(name) \($0)", guess: guesses[stage]) }
                for end in ends { coolers.append(network.addCooler("cooler", at: end, curves[stage])) }
                shields.append(
                    try network.addSection(
                        "\(name) shield", from: ends[0], to: ends[1], length: 30, area: areas[stage],
                        conductivity: copper, cells: 600, guess: (guesses[stage], guesses[stage])))
                plates += ends
            }
            let blanket = try HeatExchange.insulation(area: 0.6, measuredFlux: 1.7, warm: 293)
            network.connect("insulation", can, shields[0], perMetre: blanket)
            let exchanges = try [
                HeatExchange.conductance(power: 15e-3, at: 50, exponent: 1.7),
                .conductance(power: 50e-6, at: 4, exponent: 2.2), .conductance(power: 2e-7, at: 1, exponent: 3.3),
            ]
            for (stage, exchange) in exchanges.enumerated() {
                network.connect("posts", shields[stage], shields[stage + 1], perMetre: exchange)
            }
        }
    }

    @Test("a symmetric link is symmetric, warmest in the middle, and every stage balances")
    func symmetry() throws {
        let link = try Link()
        #expect(link.network.nodeCount == 2409)
        let state = try link.network.steadyState()
        #expect(!state.usedContinuation && state.heatBalance <= 1e-10)
        for shield in link.shields {
            let profile = state.profile(of: shield)
            let t = profile.temperatures
            for cell in 0..<300 { #expect(abs(t[cell] / t[599 - cell] - 1) < 1e-9) }
            #expect(zip(t[..<300], t[1..<300]).allSatisfy { $0 < $1 })
            #expect(abs(profile.heats[300]) < 1e-9 * abs(profile.heats[0]))
            let heats = state.heats(into: shield)
            let received = heats.reduce(0) { $0 + max($1.heat, 0) }
            #expect(abs(heats.reduce(0) { $0 + $1.heat }) < 1e-10 * received)
        }
        // 18 m² of insulation at 1.7 W/m², less what the shield sends back.
        let flux = try #require(state.heats(into: link.shields[0]).first { $0.flow.name == "insulation" })
        let back = state.profile(of: link.shields[0]).temperatures.reduce(0) { $0 + $1 * $1 * $1 * $1 } / 600
        let warm = 293.0 * 293 * 293 * 293
        #expect(abs(flux.heat / (30.6 * (1 - back / warm)) - 1) < 1e-12)
    }

    @Test("responses to small changes are those of solving again")
    func responses() throws {
        let link = try Link()
        let solver = try NetworkSolver(link.network)
        let state = try solver.steadyState()
        var warmer = link.network
        try warmer.setTemperature(of: link.can, to: 293.01)
        let stronger = try PowerCoolingCurve(power: 36.001, at: 50, cutoff: 0.75, exponent: 0.7)
        var cooled = link.network
        for flow in link.coolers[..<2] { cooled.setCurve(of: flow, to: stronger) }
        let changes = [warmer, cooled]
        let responses = try solver.responses(of: state, to: changes)
        for (change, response) in zip(changes, responses) {
            solver.update(change)
            let after = try solver.steadyState(from: state.temperatures)
            let largest = response.reduce(0) { max($0, abs($1)) }
            for node in change.nodes {
                #expect(abs(after[node] - state[node] - response[node.index]) <= 1e-3 * largest)
            }
        }
        #expect(responses[0].allSatisfy { $0 > 0 } && responses[1].allSatisfy { $0 <= 0 })
    }
}
