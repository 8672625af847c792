import Solvers
import Testing

@testable import HeatTransfer

/// A capsule of gas that leaks away: it warms one node while it lasts, and lets heat flow between two.
private final class Capsule: TransientCompanion {
    let stateCount = 1
    let nodes: [ThermalNetwork.Node]
    let modulatedFlows: [[ThermalNetwork.Flow]]
    let dependencies: [[Int]] = [[0, 1, 2], [0]]
    let decay = 1e-3

    init(_ node: ThermalNetwork.Node, _ flow: ThermalNetwork.Flow) {
        nodes = [node]
        modulatedFlows = [[flow]]
    }

    func evaluate(
        at time: Double, variables: Span<Double>, into outputs: inout MutableSpan<Double>
    ) throws(EvaluationFailure) {
        let gas = variables[0]
        outputs[0] = -decay * gas * (1 + 0.5 * (variables[1] - 100) / 100)
        outputs[1] = 3 * gas
        outputs[2] = gas * gas
    }

    func allowedErrors(of states: Span<Double>, into errors: inout MutableSpan<Double>) {
        errors[0] = 1e-8 * abs(states[0]) + 1e-10
    }
}

@Suite("A network with a companion")
struct TransientCompanionTests {
    private func plant() throws -> (
        network: ThermalNetwork, warm: ThermalNetwork.Node, cold: ThermalNetwork.Node, Capsule
    ) {
        var network = ThermalNetwork()
        let bath = try network.addNode("bath", fixedAt: 50)
        let warm = try network.addNode("warm", guess: 100, capacity: .constant(200))
        let cold = try network.addNode("cold", guess: 60, capacity: .power(0.5, at: 100, exponent: 1))
        network.connect("link", cold, bath, by: try .conductance(power: 0.1, at: 1, exponent: 1))
        let gap = network.connect("gap", warm, cold, by: try .conductance(power: 0.3, at: 1, exponent: 1))
        return (network, warm, cold, Capsule(warm, gap))
    }

    /// The same equations by Runge and Kutta's method with small steps.
    private func reference(until end: Double) -> (warm: Double, cold: Double, gas: Double) {
        func rates(_ y: SIMD3<Double>) -> SIMD3<Double> {
            let warm = y.x / 200
            let cold = (y.y * 400).squareRoot()
            let gap = 0.3 * y.z * y.z * (warm - cold)
            return SIMD3(3 * y.z - gap, gap - 0.1 * (cold - 50), -1e-3 * y.z * (0.5 + 0.005 * warm))
        }
        var y = SIMD3<Double>(20_000, 9, 1)
        let steps = 200_000
        let h = end / Double(steps)
        for _ in 0..<steps {
            let a = rates(y)
            let b = rates(y + a * (h / 2))
            let c = rates(y + b * (h / 2))
            let d = rates(y + c * h)
            let inner = (b + c) * 2
            y += (a + inner + d) * (h / 6)
        }
        return (y.x / 200, (y.y * 400).squareRoot(), y.z)
    }

    @Test("follows network and companion as one system of equations")
    func agreesWithReference() throws {
        let (network, warm, cold, capsule) = try plant()
        let run = try TransientRun(
            network, from: network.temperatures, tolerance: .init(relative: 1e-8, absolute: 1e-9), with: capsule,
            companionStates: [1])
        _ = try run.advance(to: 1500)
        let expected = reference(until: 1500)
        #expect(abs(run.state[warm] - expected.warm) < 1e-5)
        #expect(abs(run.state[cold] - expected.cold) < 1e-5)
        #expect(abs(run.companionStates[0] - expected.gas) < 1e-7)
        #expect(run.energyImbalance < 1e-13)
        // A Jacobian that is wrong would show as iterations.
        #expect(run.counters.iterations < 2 * run.counters.steps)
    }

    @Test("steps do not depend on which moments are asked for")
    func momentsDoNotMatter() throws {
        func end(asking: Bool) throws -> [UInt64] {
            let (network, warm, _, capsule) = try plant()
            let run = try TransientRun(network, with: capsule, companionStates: [1])
            var asked = 0.0
            while run.time < 2000 {
                let before = run.time
                try run.step(notBeyond: 2000)
                if asking {
                    let middle = try run.moment(at: (before + run.time) / 2)
                    asked += run.temperature(of: warm, at: middle) + run.companionStates(at: middle)[0]
                }
            }
            #expect(asked > 0 || !asking)
            let last = try run.moment(at: run.time)
            return (run.temperatures(at: last) + run.companionStates(at: last)).map(\.bitPattern)
        }
        #expect(try end(asking: true) == end(asking: false))
    }

    @Test("refuses a companion at a fixed node")
    func refusesFixedNode() throws {
        let (network, _, _, _) = try plant()
        let capsule = Capsule(network.nodes[0], ThermalNetwork.Flow(kind: .exchange, index: 1))
        #expect(throws: NetworkError.self) {
            try TransientRun(network, with: capsule, companionStates: [1])
        }
    }
}
