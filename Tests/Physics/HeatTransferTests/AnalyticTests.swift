import Glibc
import HeatTransfer
import Materials
import Testing

@Suite("Against closed forms")
struct AnalyticTests {
    private func twoNodes(
        _ hot: Double, _ cold: Double, _ exchange: HeatExchange
    ) throws -> Double { try exchange.heat(from: hot, to: cold).heat }

    @Test("a bar carries A/L·[Θ(T₁) − Θ(T₂)], whatever its cells", arguments: [1, 2, 7, 40])
    func bar(_ cells: Int) throws {
        let steel = try integral(.thermalConductivity, of: "stainless-304")
        var network = ThermalNetwork()
        let warm = try network.addNode("warm", fixedAt: 300)
        let cold = try network.addNode("cold", fixedAt: 4)
        let section = try network.addSection(
            "bar", from: warm, to: cold, length: 0.2, area: 1e-5, conductivity: steel, cells: cells,
            guess: (300, 4))
        let state = try network.steadyState()
        let exact = try 1e-5 / 0.2 * steel.cumulative.value(from: 4, to: 300)
        let profile = state.profile(of: section)
        #expect(profile.heats.count == cells + 1 && profile.positions.count == cells)
        for heat in profile.heats { #expect(abs(heat / exact - 1) < 1e-10) }
        // Θ falls linearly along the bar.
        for (x, t) in zip(profile.positions, profile.temperatures) {
            let theta = try steel.cumulative.value(from: 4, to: t)
            #expect(abs(theta * 1e-5 / exact - (0.2 - x)) < 1e-9)
        }
        #expect(abs(state.net(into: cold) / exact - 1) < 1e-10)
    }

    @Test("the temperature that sends a heat is the one from which that heat flows", arguments: [4.0, 30, 250])
    func inverse(_ cold: Double) throws {
        let steel = try integral(.thermalConductivity, of: "stainless-304")
        let exchanges: [HeatExchange] = [
            try .conduction(area: 1e-5, length: 0.2, conductivity: steel),
            try .contact(resistance: 0.5, at: 4, exponent: 2.6),
            try .radiation(area: 1, factor: 0.1) + .conductance(power: 1, at: 300, exponent: 1),
            try .load(power: 1, at: 300, exponent: 2.2),
        ]
        for exchange in exchanges {
            for warm in [cold * 0.7, cold * 1.001, cold * 1.15] {
                let heat = try exchange.heat(from: warm, to: cold).heat
                #expect(abs(exchange.temperature(sending: heat, to: cold) / warm - 1) < 1e-5, "\(exchange), \(warm) K")
            }
        }
        let curve = try PowerCoolingCurve(power: 36, at: 50, cutoff: 0.75, exponent: 0.7, leak: 2)
        for temperature in [40, 60.0, 300] {
            #expect(abs(curve.temperature(lifting: curve.power(at: temperature).power) / temperature - 1) < 1e-12)
        }
    }

    @Test("a bar of constant k with heat along it is a parabola, to second order in the cell")
    func parabola() throws {
        // 1 W/m on 1 m, carried to one end by 5 W·m/K: T(1) − T(0) = 1/(2·5).
        var errors: [Double] = []
        for cells in [10, 20, 40] {
            var network = ThermalNetwork()
            let cold = try network.addNode("cold", fixedAt: 10)
            var nodes: [ThermalNetwork.Node] = []
            let h = 1 / Double(cells)
            for index in 0..<cells {
                let node = try network.addNode("\(index)", guess: 10)
                try network.addSource("heat", into: node, power: h)
                let distance = index == 0 ? h / 2 : h
                try network.connect(
                    "bar", node, nodes.last ?? cold, by: .conductance(power: 5 / distance, at: 1, exponent: 1))
                nodes.append(node)
            }
            let state = try network.steadyState()
            let x = 1 - h / 2
            let exact = 10 + (x - x * x / 2) / 5
            errors.append(abs(try state[#require(nodes.last)] - exact))
        }
        #expect(errors[0] / errors[1] > 3.8 && errors[1] / errors[2] > 3.8)
        #expect(errors[2] < 1e-4)
    }

    @Test("a free plate between two others takes the mean of T⁴")
    func radiation() throws {
        var network = ThermalNetwork()
        let hot = try network.addNode("hot", fixedAt: 300)
        let cold = try network.addNode("cold", fixedAt: 77)
        let plate = try network.addNode("plate", guess: 200)
        let exchange = try HeatExchange.radiation(area: 2, emissivity: 0.1, to: 2, emissivity: 0.1)
        network.connect("above", hot, plate, by: exchange)
        network.connect("below", plate, cold, by: exchange)
        let state = try network.steadyState()
        let mean = (pow(300.0, 4) + pow(77.0, 4)) / 2
        #expect(abs(state[plate] / pow(mean, 0.25) - 1) < 1e-12)
        // 1/ε + 1/ε − 1 = 19 between parallel plates.
        #expect(abs(state.net(into: cold) / (2 * stefanBoltzmann * (mean - pow(77.0, 4)) / 19) - 1) < 1e-12)
    }

    // cryoheatflow 1.1.0, its documented examples and their closed form, both with σ = 5.67e-8.
    private let rounded = stefanBoltzmann / 5.67e-8

    @Test("floating shields: 1.041558 mW for two layers from 85 K to 4 K, 0.377206 W for thirty from 300 K to 50 K")
    func floatingShields() throws {
        let two = try HeatExchange.floatingShields(area: 0.04, emissivities: [0.3, 0.05, 0.05, 0.03])
        #expect(abs(try twoNodes(85, 4, two) / (rounded * 1.041558095824e-3) - 1) < 1e-9)
        let layers = [Double](repeating: 0.05, count: 30)
        let thirty = try HeatExchange.floatingShields(area: 1, emissivities: [0.07] + layers + [0.03])
        #expect(abs(try twoNodes(300, 50, thirty) / (rounded * 0.377206) - 1) < 2e-6)

        // The same two layers as nodes of a network.
        var network = ThermalNetwork()
        let cold = try network.addNode("cold", fixedAt: 4)
        let first = try network.addNode("first", guess: 50)
        let second = try network.addNode("second", guess: 60)
        let hot = try network.addNode("hot", fixedAt: 85)
        let gaps = [(cold, 0.3, first, 0.05), (first, 0.05, second, 0.05), (second, 0.05, hot, 0.03)]
        for (a, e1, b, e2) in gaps {
            network.connect("gap", b, a, by: try .radiation(area: 0.04, emissivity: e2, to: 0.04, emissivity: e1))
        }
        let state = try network.steadyState()
        #expect(abs(state.net(into: cold) / (rounded * 1.041558095824e-3) - 1) < 1e-9)
        #expect(abs(state[first] - 56.5915) < 1e-3 && abs(state[second] - 72.8510) < 1e-3)
    }

    @Test("Lockheed's correlation adds solid, radiation and gas as printed")
    func lockheed() throws {
        let (hot, cold, layers, density) = (300.0, 77.0, 30.0, 20.0)
        let solid = 7.30e-8 * pow(density, 2.63) * (hot - cold) * (hot + cold) / 2 / (layers + 1)
        let radiation = 7.07e-10 * 0.031 * (pow(hot, 4.67) - pow(cold, 4.67)) / layers
        let gas = 1.46e4 * 1e-6 * (pow(hot, 0.52) - pow(cold, 0.52)) / layers
        let blanket = InsulationBlanket(
            layers: 30, layersPerCentimetre: 20, residualGas: .init(.nitrogen, pressure: 1e-6 * 133.322368))
        #expect(
            abs(try twoNodes(hot, cold, .insulation(area: 2, blanket)) / (2 * (solid + radiation + gas)) - 1) < 1e-12)
        let measured = try HeatExchange.insulation(area: 3, measuredFlux: 1.7, warm: 293)
        #expect(abs(try twoNodes(293, 1e-3, measured) - 5.1) < 1e-9)
    }

    @Test(
        "a load between two temperatures begins, follows its power, and goes on along its tangent",
        arguments: [1.7, 2, 3.3])
    func boundedLoad(_ exponent: Double) throws {
        let load = try HeatExchange.load(power: 1, at: 1, exponent: exponent, from: 5, levelAbove: 50)
        func heat(_ t: Double) throws -> (heat: Double, slope: Double) {
            let found = try load.heat(from: t, to: 1)
            return (found.heat, found.byFirst)
        }
        #expect(try heat(4).heat == 0 && heat(5).slope == 0)
        #expect(abs(try heat(20).heat / pow(20, exponent) - 1) < 1e-12)
        let tangent = pow(50, exponent) * (1 + exponent * 30 / 50)
        #expect(abs(try heat(80).heat / tangent - 1) < 1e-12)
        for t in stride(from: 3.0, through: 90, by: 0.37) {
            let (here, there) = (try heat(t), try heat(t + 1e-5))
            #expect(there.heat >= here.heat)
            let slope = (there.heat - here.heat) / 1e-5
            #expect(abs(slope - here.slope) < 1e-4 * (1 + here.slope), "\(t)")
        }
        #expect(throws: NetworkError.self) {
            try HeatExchange.load(power: 1, at: 1, exponent: exponent, from: 5, levelAbove: 4)
        }
    }

    @Test("a contact integrates dT/R(T)", arguments: [-0.5, 0, 1, 2, 2.6])
    func contact(_ exponent: Double) throws {
        let heat = try twoNodes(5, 3, .contact(resistance: 0.4, at: 4, exponent: exponent))
        // Midpoint rule over 20000 layers.
        var sum = 0.0
        for step in 0..<20000 {
            let t = 3 + 2 * (Double(step) + 0.5) / 20000
            sum += 1e-4 / (0.4 * pow(t / 4, -exponent))
        }
        #expect(abs(heat / sum - 1) < 1e-7)
        let copper = try integral(.thermalConductivity, of: "copper", ratio: 100)
        let thin = try HeatExchange.resistance(0.5, at: 75, following: copper)
        #expect(abs(try twoNodes(75.01, 74.99, thin) / (0.02 / 0.5) - 1) < 1e-6)
    }

    @Test("a lumped mass cools as e^−t/τ, and one of C ∝ T through G ∝ T linearly in time")
    func lumpedCooldown() throws {
        var network = ThermalNetwork()
        let cold = try network.addNode("cold", fixedAt: 4)
        let mass = try network.addNode("mass", guess: 300, capacity: .constant(50))
        try network.connect("strap", mass, cold, by: .conductance(power: 0.5, at: 1, exponent: 1))
        let run = try TransientRun(
            network, tolerance: .init(relative: 1e-8), watching: [.init("at 100 K", mass, below: 100)])
        guard case .crossed(let crossed) = try run.advance(to: 1000) else {
            Issue.record("100 K was not crossed")
            return
        }
        #expect(crossed.map(\.name) == ["at 100 K"])
        #expect(abs(run.time - 100 * log(296.0 / 96)) < 1e-4)
        _ = try run.advance(to: 500)
        #expect(abs(run.state[mass] - (4 + 296 * exp(-5))) < 1e-5)
        #expect(run.energyImbalance < 1e-12)
        #expect(abs(run.heatReceived + 50 * (300 - run.state[mass])) < 1e-6)

        // C dT/dt = −aT² with C = cT: an exponential too; with C = cT² it is dT/dt = −a/c.
        var electrons = ThermalNetwork()
        let bath = try electrons.addNode("bath", fixedAt: 1e-6)
        let plate = try electrons.addNode("plate", guess: 1, capacity: .power(3, at: 1, exponent: 2))
        try electrons.connect("link", plate, bath, by: .conductance(power: 0.06, at: 1, exponent: 2))
        let cooling = try TransientRun(electrons, tolerance: .init(relative: 1e-8))
        _ = try cooling.advance(to: 45)
        #expect(abs(cooling.state[plate] - 0.1) < 1e-5)
    }

    @Test("copper of 10 kg gives up 795 kJ from 300 K to 4 K")
    func copperEnthalpy() throws {
        var network = ThermalNetwork()
        let cold = try network.addNode("cold", fixedAt: 4)
        let copper = try HeatCapacity.mass(10, of: integral(.specificHeat, of: "copper"))
        let plate = try network.addNode("plate", guess: 300, capacity: copper)
        try network.connect("strap", plate, cold, by: .conductance(power: 0.5, at: 1, exponent: 1))
        let run = try TransientRun(network)
        let states = try run.states(at: [10, 100, 1e3, 3e3])
        _ = try run.advance(to: 1e6)
        #expect(abs(run.state[plate] - 4) < 1e-5)
        #expect(abs(run.heatReceived / -795e3 - 1) < 2e-3)
        #expect(run.energyImbalance < 1e-12)
        #expect(zip(states, states.dropFirst()).allSatisfy { $0.state[plate] > $1.state[plate] })
    }
}
