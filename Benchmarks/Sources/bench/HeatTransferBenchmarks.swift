import HeatTransfer
import Materials

extension Benchmark {
    /// A network in time: a copper shield of 200 cells cools from room temperature, both at 1e-6 of T and 1e-6 K.
    ///
    /// Seven temperatures of the warm end from 6 h to 72 h differ from a solution at 1e-9 by 2.0e-6 at most, those of the
    /// peer by 2.6e-6, in 181 steps and 175.
    ///
    /// The floor: a step adds 15 vectors to predict, evaluates two polynomials of degree 7 with two derivatives a cell
    /// (100 operations), corrects 1.3 times (heat flows, expansion, two triangular solves: 50) and factorises every second
    /// time (60): some 210 operations a cell, 8 million in all. We take 24 million instructions.
    static let heatTransfer = [
        Benchmark(
            name: "transient-shield-200",
            comparisons: [Comparison(peer: "solve-ivp-bdf", leastRatio: 20, agreement: 1e-5)]
        ) {
            let (network, warmEnd) = try shield()
            let tolerance = TransientRun.Tolerance(relative: 1e-6, absolute: 1e-6)
            return {
                let run = try TransientRun(network, from: 293, tolerance: tolerance)
                _ = try run.advance(to: 3 * 86_400)
                return run.state[warmEnd]
            }
        }
    ]

    /// 5 m of shield, 2000 mm² of copper, under radiation from a room of 293 K, with a cooler at one end.
    private static func shield() throws -> (network: ThermalNetwork, warmEnd: ThermalNetwork.Node) {
        let copper = try MaterialCatalogue.standard.material(named: "copper")
        let conductivity = try PropertyIntegral(
            .thermalConductivity, of: copper, Conditions(residualResistanceRatio: 100))
        let specificHeat = try PropertyIntegral(.specificHeat, of: copper, Conditions(fit: "nist"))
        let (area, diameter) = (2000e-6, 0.205)
        var network = ThermalNetwork()
        let room = try network.addNode("room", fixedAt: 293)
        let shield = try network.addSection(
            "shield", length: 5, area: area, conductivity: conductivity, cells: 200, guess: (293, 293),
            capacityPerMetre: .mass(8960 * area, of: specificHeat))
        network.connect(
            "radiation", room, shield,
            perMetre: try .insulation(area: .pi * diameter, measuredFlux: 1.7, warm: 293))
        network.addCooler(
            "cooler", at: shield.node(at: 0), try PowerCoolingCurve(power: 36, at: 50, cutoff: 0.75, exponent: 0.7))
        return (network, shield.node(at: 5))
    }
}
