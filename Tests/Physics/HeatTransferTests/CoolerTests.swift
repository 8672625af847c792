import Glibc
import HeatTransfer
import Materials
import Testing

@Suite("Coolers, sections and what has no solution")
struct CoolerTests {
    @Test("a cooler settles where its curve meets the load", arguments: [0.01, 1, 20, 60])
    func curve(_ load: Double) throws {
        var network = ThermalNetwork()
        let plate = try network.addNode("plate", guess: 50)
        let source = try network.addSource("load", into: plate, power: load)
        let cooler = try network.addCooler(
            "pulse tube", at: plate, PowerCoolingCurve(power: 36, at: 50, cutoff: 0.75, exponent: 0.7))
        let state = try network.steadyState()
        #expect(abs(state[plate] / (50 * (0.75 + pow(load / 36, 1 / 0.7))) - 1) < 1e-9)
        #expect(state.heat(of: source) == load && abs(state.heat(of: cooler) / load - 1) < 1e-10)
        #expect(state.heats(into: plate).map(\.flow.name).sorted() == ["load", "pulse tube"])
    }

    @Test("a leak sets the lowest temperature: A(T² − T_b²)")
    func leak() throws {
        let curve = try PowerCoolingCurve(power: 4e-6, at: 0.01, exponent: 2, leak: 4e-6)
        #expect(abs(curve.range.lowerBound - 0.01) < 1e-12)
        var network = ThermalNetwork()
        let mixing = try network.addNode("mixing chamber", guess: 0.1)
        try network.addSource("load", into: mixing, power: 12e-6)
        network.addCooler("dilution", at: mixing, curve)
        #expect(abs(try network.steadyState()[mixing] - 0.02) < 1e-10)
    }

    @Test("two stages that depend on each other")
    func twoStages() throws {
        var network = ThermalNetwork()
        let first = try network.addNode("50K", guess: 200)
        let second = try network.addNode("4K", guess: 200)
        try network.addSource("a", into: first, power: 30)
        try network.addSource("b", into: second, power: 1)
        let flows = network.addCooler("pulse tube", at: [first, second], LinearCooler.pulseTube)
        let state = try network.steadyState()
        // 1.5x + 0.2y = 30, −0.005x + 0.9y = 1.
        let determinant = 1.5 * 0.9 + 0.005 * 0.2
        #expect(abs(state[first] - 30 - (30 * 0.9 - 0.2) / determinant) < 1e-9)
        #expect(abs(state[second] - 2.5 - (1.5 + 0.15) / determinant) < 1e-9)
        #expect(abs(state.heat(of: flows[1]) - 1) < 1e-9)
    }

    /// A plate a stage, each with a power into it and heat capacity, and a strap from the first to the last.
    private func threeStages(_ loads: [Double]) throws -> (ThermalNetwork, [ThermalNetwork.Node], [ThermalNetwork.Flow])
    {
        var network = ThermalNetwork()
        var plates: [ThermalNetwork.Node] = []
        for (name, load) in zip(["warm", "middle", "cold"], loads) {
            let plate = try network.addNode(name, guess: 100, capacity: .constant(20))
            try network.addSource("load", into: plate, power: load)
            plates.append(plate)
        }
        network.connect("strap", plates[0], plates[2], by: try .conductance(power: 0.01, at: 1, exponent: 1))
        let flows = network.addCooler("three stages", at: plates, LinearCooler.threeStages)
        return (network, plates, flows)
    }

    @Test("three stages lift what comes: the powers of the cooler at its temperatures are the loads")
    func threeStages() throws {
        let loads = [40.0, 20, 1]
        let (network, plates, flows) = try threeStages(loads)
        let state = try network.steadyState()
        let strap = 0.01 * (state[plates[0]] - state[plates[2]])
        let expected = LinearCooler.threeStages.powers(at: plates.map { state[$0] }).powers
        for (stage, through) in [-strap, 0, strap].enumerated() {
            #expect(abs(state.heat(of: flows[stage]) - loads[stage] - through) < 1e-9)
            #expect(state.heat(of: flows[stage]) == expected[stage])
            #expect(state.heats(into: plates[stage]).contains { $0.flow.name == "three stages" && $0.heat < 0 })
        }
        #expect(state.heatBalance < 1e-10)
    }

    @Test("three stages in time come to rest where they are at rest, and no heat is lost on the way")
    func threeStagesInTime() throws {
        let (network, plates, flows) = try threeStages([40, 20, 1])
        let rest = try network.steadyState()
        let run = try TransientRun(network, from: 200)
        _ = try run.advance(to: 1e5)
        for plate in plates { #expect(abs(run.state[plate] / rest[plate] - 1) < 1e-5) }
        // A cooler twice as strong lifts the same at half the way above where it begins.
        var strong = LinearCooler.threeStages
        strong.slopes = strong.slopes.map { $0.map { 2 * $0 } }
        try run.change { (network) throws(NetworkError) in network.setCooler(of: flows[1], to: strong) }
        _ = try run.advance(to: 2e5)
        let anew = try run.network.steadyState()
        for plate in plates {
            #expect(anew[plate] < rest[plate] && abs(run.state[plate] / anew[plate] - 1) < 1e-5)
        }
        #expect(run.energyImbalance < 1e-10)
    }

    @Test("of three stages the one that is overrun is named, at rest and in time", arguments: [0, 1, 2])
    func threeStagesExhausted(_ stage: Int) throws {
        var loads = [40.0, 20, 1]
        loads[stage] = [600.0, 350, 100][stage]
        let (network, plates, _) = try threeStages(loads)
        let name = network.name(of: plates[stage])
        // Of its own temperature alone; the others add little.
        let full = LinearCooler.threeStages.ranges[stage].upperBound * LinearCooler.threeStages.slopes[stage][stage]
        let atRest = #expect(throws: NetworkError.self) { try network.steadyState() }
        let inTime = #expect(throws: NetworkError.self) { try TransientRun(network).advance(to: 1e6) }
        for error in [atRest, inTime] {
            #expect(error?.node == name)
            guard case .coolerExhausted(let load, let capacity) = error?.reason else {
                Issue.record("\(error as Any)")
                return
            }
            // The strap carries a little of it to or from another plate.
            #expect(abs(load - loads[stage]) < 7 && capacity < load && abs(capacity / full - 1) < 0.15)
        }
    }

    @Test("a cooler that gets more than it lifts is exhausted, by numbers")
    func exhausted() throws {
        var network = ThermalNetwork()
        let plate = try network.addNode("4K plate", guess: 4)
        try network.addSource("load", into: plate, power: 10)
        try network.addCooler(
            "pulse tube", at: plate, PowerCoolingCurve(power: 2.5, at: 4, cutoff: 0.75, exponent: 1.2, highest: 10))
        let error = #expect(throws: NetworkError.self) { try network.steadyState() }
        #expect(error?.node == NodeName("4K plate"))
        guard case .coolerExhausted(let load, let capacity) = error?.reason else {
            Issue.record("\(error as Any)")
            return
        }
        #expect(abs(load - 10) < 1e-6 && abs(capacity - 2.5 * pow(1.75, 1.2)) < 1e-9)

        var double = ThermalNetwork()
        let first = try double.addNode("50K", guess: 50)
        let second = try double.addNode("4K", guess: 4)
        try double.addSource("load", into: second, power: 500)
        double.addCooler("pulse tube", at: [first, second], LinearCooler.pulseTube)
        let other = #expect(throws: NetworkError.self) { try double.steadyState() }
        #expect(other?.node == NodeName("4K"))
        guard case .coolerExhausted = other?.reason else {
            Issue.record("\(other as Any)")
            return
        }
    }

    @Test("what nothing holds is named: disconnected, running away, drawn empty, out of range")
    func failures() throws {
        var loose = ThermalNetwork()
        _ = try loose.addNode("bath", fixedAt: 4)
        let a = try loose.addNode("a", guess: 4)
        let b = try loose.addNode("b", guess: 4)
        loose.connect("wire", a, b, by: try .conductance(power: 1, at: 1, exponent: 1))
        #expect(throws: NetworkError(node: NodeName("a"), reason: .disconnected)) { try loose.steadyState() }

        // A load says nothing of its cold end.
        var fed = ThermalNetwork()
        let warm = try fed.addNode("warm", fixedAt: 300)
        let plate = try fed.addNode("plate", guess: 4)
        fed.connect("posts", warm, plate, by: try .load(power: 1, at: 300, exponent: 2))
        #expect(throws: NetworkError(node: NodeName("plate"), reason: .disconnected)) { try fed.steadyState() }

        struct Saturated: CoolingCurve {
            var range: ClosedRange<Double> { 4...1e9 }
            func power(at t: Double) -> (power: Double, slope: Double) { (1 - 4 / t, 4 / (t * t)) }
        }
        var hot = ThermalNetwork()
        let stage = try hot.addNode("stage", guess: 5)
        try hot.addSource("load", into: stage, power: 2)
        hot.addCooler("weak", at: stage, Saturated())
        let runaway = #expect(throws: NetworkError.self) { try hot.steadyState() }
        #expect(runaway?.node == NodeName("stage"))
        guard case .runaway(let temperature) = runaway?.reason else {
            Issue.record("\(runaway as Any)")
            return
        }
        #expect(temperature > 100)

        var drawn = ThermalNetwork()
        let bath = try drawn.addNode("bath", fixedAt: 4)
        let empty = try drawn.addNode("empty", guess: 4)
        drawn.connect("wire", bath, empty, by: try .conductance(power: 1, at: 1, exponent: 1))
        try drawn.addSource("drain", into: empty, power: -10)
        let overcooled = #expect(throws: NetworkError.self) { try drawn.steadyState() }
        guard case .overcooled = overcooled?.reason else {
            Issue.record("\(overcooled as Any)")
            return
        }

        let steel = try integral(.thermalConductivity, of: "stainless-304")
        var far = ThermalNetwork()
        let furnace = try far.addNode("furnace", fixedAt: 290)
        let tip = try far.addNode("tip", guess: 290)
        try far.addSource("heater", into: tip, power: 5)
        far.connect("bar", tip, furnace, by: try .conduction(area: 1e-4, length: 0.1, conductivity: steel))
        let outside = #expect(throws: NetworkError.self) { try far.steadyState() }
        #expect(outside?.node == NodeName("tip"))
        guard case .outOfRange(let error) = outside?.reason else {
            Issue.record("\(outside as Any)")
            return
        }
        #expect(error.material == "stainless-304")
    }

    @Test("in time too: a cooler that is overrun and a bar that grows too hot are named")
    func failuresInTime() throws {
        var network = ThermalNetwork()
        let plate = try network.addNode("4K plate", guess: 4, capacity: .constant(100))
        try network.addSource("load", into: plate, power: 10)
        try network.addCooler(
            "pulse tube", at: plate, PowerCoolingCurve(power: 2.5, at: 4, cutoff: 0.75, exponent: 1.2, highest: 10))
        let run = try TransientRun(network)
        let error = #expect(throws: NetworkError.self) { try run.advance(to: 1e6) }
        #expect(error?.node == NodeName("4K plate"))
        guard case .coolerExhausted = error?.reason else {
            Issue.record("\(error as Any)")
            return
        }
        #expect(run.state[plate] > 10 && run.state[plate] < 15)

        let steel = try integral(.thermalConductivity, of: "stainless-304")
        var far = ThermalNetwork()
        let furnace = try far.addNode("furnace", fixedAt: 290)
        let tip = try far.addNode("tip", guess: 290, capacity: .constant(1))
        try far.addSource("heater", into: tip, power: 5)
        far.connect("bar", tip, furnace, by: try .conduction(area: 1e-4, length: 0.1, conductivity: steel))
        let hot = try TransientRun(far)
        let outside = #expect(throws: NetworkError.self) { try hot.advance(to: 1e6) }
        #expect(outside?.node == NodeName("tip"))
        guard case .outOfRange(let material) = outside?.reason else {
            Issue.record("\(outside as Any)")
            return
        }
        #expect(material.material == "stainless-304")
    }

    @Test("impossible numbers are refused where they are given")
    func invalid() throws {
        var network = ThermalNetwork()
        let node = try network.addNode("a", fixedAt: 4)
        #expect(throws: NetworkError(node: NodeName("a"), reason: .duplicateName)) {
            try network.addNode("a", guess: 4)
        }
        #expect(throws: NetworkError.self) { try network.addNode("b", guess: -1) }
        #expect(throws: NetworkError.self) { try network.addSource("s", into: node, power: .nan) }
        #expect(throws: NetworkError.self) { try HeatExchange.radiation(area: 1, emissivity: 0, to: 1, emissivity: 1) }
        #expect(throws: NetworkError.self) { try HeatExchange.radiation(area: -1, factor: 0.5) }
        #expect(throws: NetworkError.self) { try HeatExchange.contact(resistance: 1, at: 4, exponent: -1) }
        #expect(throws: NetworkError.self) { try HeatExchange.floatingShields(area: 1, emissivities: [0.5]) }
        #expect(throws: NetworkError.self) { try PowerCoolingCurve(power: 1, at: 4, cutoff: -1, exponent: 1) }
        let free = try network.addNode("c", guess: 4)
        network.connect("w", free, node, by: try .conductance(power: 1, at: 1, exponent: 1))
        #expect(throws: NetworkError(node: NodeName("c"), reason: .noHeatCapacity)) { try TransientRun(network) }
    }

    @Test("sections side by side exchange by their overlap, with equal cells or not")
    func sections() throws {
        let copper = try integral(.thermalConductivity, of: "copper", ratio: 100)
        func cold(_ cells: Int) throws -> (Double, [NetworkState.Contribution], Double) {
            var network = ThermalNetwork()
            let node = try network.addNode("node", fixedAt: 4)
            let shield = try network.addNode("shield", fixedAt: 50)
            let outer = try network.addSection(
                "outer", from: shield, length: 2, area: 1e-3, conductivity: copper, cells: 30, guess: (50, 50))
            let inner = try network.addSection(
                "inner", from: node, origin: 0.5, length: 1, area: 1e-4, conductivity: copper, cells: cells,
                guess: (4, 5))
            network.connect("posts", outer, inner, perMetre: try .load(power: 0.03, at: 50, exponent: 1.7))
            network.connect("gas", shield, inner, perMetre: try .conductance(power: 1e-3, at: 50, exponent: 1))
            let state = try network.steadyState()
            return (state.net(into: node), state.heats(into: inner), state.temperatures.max() ?? 0)
        }
        let (few, parts, _) = try cold(7)
        let (many, _, _) = try cold(90)
        #expect(abs(few / many - 1) < 1e-3)
        // One metre of posts near 50 K, one metre of gas, all of it into the node.
        #expect(parts.map(\.flow.name) == ["inner", "posts", "gas"])
        #expect(abs(parts.map(\.heat).reduce(0, +)) < 1e-9)
        #expect(abs(parts[1].heat - 0.03) < 3e-3 && abs(parts[2].heat - 1e-3) < 1e-4)
    }

    @Test("a run can be changed on its way: a source is switched on, the bath warms")
    func change() throws {
        var network = ThermalNetwork()
        let bath = try network.addNode("bath", fixedAt: 4)
        let plate = try network.addNode("plate", guess: 4, capacity: .constant(10))
        let heater = try network.addSource("heater", into: plate, power: 0)
        let strap = try network.connect("strap", plate, bath, by: .conductance(power: 1, at: 1, exponent: 1))
        let run = try TransientRun(network)
        _ = try run.advance(to: 10, exactly: true)
        #expect(abs(run.state[plate] - 4) < 1e-9)
        try run.change { (network) throws(NetworkError) in try network.setPower(of: heater, to: 3) }
        _ = try run.advance(to: 20, exactly: true)
        #expect(abs(run.state[plate] - (7 - 3 * exp(-1))) < 1e-4)
        try run.change { (network) throws(NetworkError) in
            network.setExchange(of: strap, to: try .conductance(power: 2, at: 1, exponent: 1))
            try network.setTemperature(of: bath, to: 5)
        }
        _ = try run.advance(to: 1000)
        #expect(abs(run.state[plate] - 6.5) < 1e-5)
        #expect(run.energyImbalance < 1e-12)
    }
}
