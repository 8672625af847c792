import HeatTransfer
import SubkelvinTesting
import Testing

@Suite("What holds in every network")
struct RandomNetworkTests {
    @Test("all seeds make networks")
    func generator() { #expect(RandomNetwork.many(120).count == 120) }

    @Test("heat in = heat out", arguments: RandomNetwork.many(120))
    func heatIsConserved(_ random: RandomNetwork) throws {
        let state = try random.network.steadyState()
        #expect(state.heatBalance <= 1e-10)
        for node in random.free { #expect(abs(state.net(into: node)) <= 1e-10 * state.largestFlow) }
        // What the warm bath gives, the cold bath takes.
        #expect(abs(state.net(into: random.cold) + state.net(into: random.warm)) <= 1e-9 * state.largestFlow)
    }

    @Test("without sources no free temperature lies outside the fixed ones", arguments: RandomNetwork.many(120))
    func maximumPrinciple(_ random: RandomNetwork) throws {
        let state = try random.network.steadyState()
        let low = random.boundaries.lowerBound * (1 - 1e-12)
        let high = random.boundaries.upperBound * (1 + 1e-12)
        for node in random.free { #expect(state[node] >= low && state[node] <= high) }
    }

    @Test("a load warms every node, weakly", arguments: RandomNetwork.many(60, from: 500))
    func loadsWarm(_ random: RandomNetwork) throws {
        var network = random.network
        let heated = try #require(random.free.last)
        let before = try network.steadyState()
        try network.addSource("heater", into: heated, power: 1e-3 * before.largestFlow)
        let after = try network.steadyState()
        for node in random.free { #expect(after[node] >= before[node] * (1 - 1e-9)) }
        #expect(after[heated] > before[heated])
    }

    @Test("conductance to the cold bath cools every node, weakly", arguments: RandomNetwork.many(60, from: 900))
    func conductanceCools(_ random: RandomNetwork) throws {
        var network = random.network
        let before = try network.steadyState()
        let node = try #require(random.free.first)
        try network.connect("strap", node, random.cold, by: .conductance(power: 0.1, at: 50, exponent: 1))
        let after = try network.steadyState()
        for node in random.free { #expect(after[node] <= before[node] * (1 + 1e-9)) }
        let straps = after.heats(into: node).filter { $0.flow.name == "strap" }
        #expect(straps.count == 1 && straps.allSatisfy { $0.heat <= 0 })
    }

    @Test("where it begins does not decide where it ends", arguments: RandomNetwork.many(40, from: 1300))
    func guessDoesNotMatter(_ random: RandomNetwork) throws {
        let solver = try NetworkSolver(random.network)
        let state = try solver.steadyState()
        for start in [random.boundaries.lowerBound, random.boundaries.upperBound] {
            var temperatures = state.temperatures
            for node in random.free { temperatures[node.index] = start }
            let other = try solver.steadyState(from: temperatures)
            for node in random.free { #expect(abs(other[node] / state[node] - 1) < 1e-8) }
        }
    }

    @Test("a transient ends at the steady state and loses no heat", arguments: RandomNetwork.many(25, from: 2000))
    func transientEndsAtRest(_ random: RandomNetwork) throws {
        let run = try TransientRun(random.network, from: random.boundaries.upperBound)
        _ = try run.advance(to: 1e9)
        let rest = try random.network.steadyState()
        for node in random.free { #expect(abs(run.state[node] / rest[node] - 1) < 1e-5) }
        #expect(run.energyImbalance < 1e-8)
    }

    @Test(
        "on the way a transient is near one of a tighter tolerance, and its bytes are those of the same calls",
        arguments: RandomNetwork.many(25, from: 2500))
    func transientIsExact(_ random: RandomNetwork) throws {
        func way(_ relative: Double) throws -> [[Double]] {
            let run = try TransientRun(
                random.network, from: random.boundaries.upperBound, tolerance: .init(relative: relative))
            return try run.states(at: [1, 30, 1e3, 3e4, 1e6]).map(\.state.temperatures)
        }
        let (loose, tight) = (try way(1e-6), try way(1e-9))
        for (a, b) in zip(loose.joined(), tight.joined()) { #expect(abs(a / b - 1) < 1e-4) }
        #expect(try way(1e-6) == loose)
    }

    @Test(
        "a solver that is told new numbers finds what a new solver finds", arguments: RandomNetwork.many(20, from: 3000)
    )
    func reuse(_ random: RandomNetwork) throws {
        let solver = try NetworkSolver(random.network)
        _ = try solver.steadyState()
        var changed = random.network
        try changed.setTemperature(of: random.warm, to: random.boundaries.upperBound * 0.9)
        solver.update(changed)
        let (reused, fresh) = (try solver.steadyState(), try changed.steadyState())
        for node in random.free { #expect(abs(reused[node] / fresh[node] - 1) < 1e-9) }
    }

    @Test("heat = a difference of potentials: antisymmetric, with the slopes of finite differences", arguments: 1...200)
    func derivatives(_ seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let exchange = try RandomNetwork.exchange(&random)
        let (a, b) = (random.logUniform(in: 5...250), random.logUniform(in: 5...250))
        let (heat, byFirst, bySecond) = try exchange.heat(from: a, to: b)
        #expect(try exchange.heat(from: b, to: a).heat == -heat)
        #expect(try exchange.heat(from: a, to: a).heat == 0)
        func difference(_ value: (Double) throws -> Double, at t: Double) throws -> Double {
            let h = t * 1e-5
            return (try value(t + h) - value(t - h)) / (2 * h)
        }
        let first = try difference({ try exchange.heat(from: $0, to: b).heat }, at: a)
        let second = try difference({ try exchange.heat(from: a, to: $0).heat }, at: b)
        // Of the larger slope: differences of a large heat say little of a small one.
        let size = max(abs(byFirst), abs(bySecond))
        #expect(abs(byFirst - first) <= 1e-5 * size)
        #expect(abs(bySecond - second) <= 1e-5 * size)
    }
}
