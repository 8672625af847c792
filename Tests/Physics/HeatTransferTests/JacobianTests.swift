import Solvers
import SubkelvinTesting
import Testing

@testable import HeatTransfer

@Suite("Analytic Jacobians")
struct JacobianTests {
    @Test("∂F/∂T = finite differences, coolers among them", arguments: RandomNetwork.many(40, from: 5000))
    func atRest(_ random: RandomNetwork) throws {
        var network = random.network
        let first = try #require(random.free.first)
        network.addCooler("cooler", at: first, try PowerCoolingCurve(power: 1, at: 20, exponent: 1.3))
        if let last = random.free.last, last != first {
            network.addCooler("pulse tube", at: [last, first], LinearCooler.pulseTube)
        }
        // One of whose stages may lie at a bath, where nothing is unknown.
        let nodes = [random.cold, random.free[random.free.count / 2], first]
        if Set(nodes).count == nodes.count { network.addCooler("three stages", at: nodes, LinearCooler.threeStages) }
        let equations = RestEquations(NetworkEquations(network))
        var generator = SeededRandom(seed: random.seed)
        let n = equations.pattern.size
        let x = (0..<n).map { _ in generator.logUniform(in: random.boundaries.lowerBound...random.boundaries.upperBound)
        }
        var analytic = SparseMatrix(pattern: equations.pattern)
        try write(into: &analytic.values) { (values) throws(EvaluationFailure) in
            try equations.jacobian(at: x.span, into: &values)
        }
        for column in 0..<n {
            let h = 1e-6 * x[column]
            var ends: [[Double]] = []
            for sign in [1.0, -1] {
                var shifted = x
                shifted[column] += sign * h
                var f = [Double](repeating: 0, count: n)
                try write(into: &f) { (values) throws(EvaluationFailure) in
                    try equations.residual(at: shifted.span, into: &values)
                }
                ends.append(f)
            }
            let scale = abs(analytic[column, column])
            for row in 0..<n {
                let difference = (ends[0][row] - ends[1][row]) / (2 * h)
                #expect(abs(difference - analytic[row, column]) <= 1e-6 * scale)
            }
        }
        // Heat that two nodes exchange appears in neither's sum: a column sums to what leaves by the baths and coolers.
        #expect((0..<n).allSatisfy { analytic[$0, $0] < 0 })
    }

    @Test(
        "∂(dH/dt)/∂H = finite differences, and the last row is their sum", arguments: RandomNetwork.many(15, from: 6000)
    )
    func inTime(_ random: RandomNetwork) throws {
        var network = random.network
        let nodes = [random.warm] + Array(random.free.suffix(2))
        if nodes.count == 3 { network.addCooler("three stages", at: nodes, LinearCooler.threeStages) }
        if let first = random.free.first, random.free.count > 3 {
            network.addCooler("pulse tube", at: [first, random.free[1]], LinearCooler.pulseTube)
        }
        let start = network.temperatures
        let equations = try TransientEquations(network, start, .init(), [])
        let n = equations.pattern.size
        let heats = equations.initialHeats + [0]
        var analytic = SparseMatrix(pattern: equations.pattern)
        try write(into: &analytic.values) { (values) throws(EvaluationFailure) in
            try equations.jacobian(at: 0, state: heats.span, into: &values)
        }
        for column in 0..<n - 1 {
            let h = 1e-6 * heats[column]
            var ends: [[Double]] = []
            for sign in [1.0, -1] {
                var shifted = heats
                shifted[column] += sign * h
                var f = [Double](repeating: 0, count: n)
                try write(into: &f) { (values) throws(EvaluationFailure) in
                    try equations.derivative(at: 0, state: shifted.span, into: &values)
                }
                ends.append(f)
            }
            let scale = abs(analytic[column, column])
            for row in 0..<n {
                let difference = (ends[0][row] - ends[1][row]) / (2 * h)
                #expect(abs(difference - analytic[row, column]) <= 1e-5 * scale)
            }
        }
    }

    private func write(
        into numbers: inout [Double], _ body: (inout MutableSpan<Double>) throws(EvaluationFailure) -> Void
    ) throws {
        var span = numbers.mutableSpan
        try body(&span)
    }
}
