import Solvers
import Testing

@Suite("Stiff integration")
struct IntegratorTests {
    /// y₁ decays into y₂, y₂ into y₃, at rates from 0.04 to 3e7.
    private func robertson() -> Motion {
        Motion(full(3)) { (_, y, f) throws(EvaluationFailure) in
            f[0] = -0.04 * y[0] + 1e4 * y[1] * y[2]
            f[2] = 3e7 * y[1] * y[1]
            f[1] = -f[0] - f[2]
        } derivatives: { (_, y, j) throws(EvaluationFailure) in
            j[0] = -0.04
            j[1] = 0.04
            j[3] = 1e4 * y[2]
            j[4] = -1e4 * y[2] - 6e7 * y[1]
            j[5] = 6e7 * y[1]
            j[6] = 1e4 * y[1]
            j[7] = -1e4 * y[1]
        }
    }

    // Mazzia & Magherini, Test Set for IVP Solvers 2.4 (2008), problem ROBER, at t = 1e11.
    @Test("Robertson's kinetics ends where the reference does, and keeps its mass")
    func robertsonReference() throws {
        let integrator = try StiffIntegrator(
            robertson(), state: [1, 0, 0], tolerance: .relative(1e-9, absolute: [1e-14, 1e-18, 1e-14]))
        #expect(try integrator.advance(to: 1e11) == .reached)
        let y = integrator.state
        let reference = [0.2083340149701255e-07, 0.8333360770334713e-13, 0.9999999791665050]
        for (value, expected) in zip(y, reference) { #expect(abs(value / expected - 1) < 1e-5) }
        #expect(abs(y.reduce(0, +) - 1) < 1e-13)
        let counters = integrator.counters
        #expect(counters.steps > 100 && counters.jacobians < counters.steps)
    }

    // The same test set, problem VDPOL: ε = 1e-6, t = 2.
    @Test("Van der Pol's oscillator matches the reference")
    func vanDerPol() throws {
        let system = Motion(full(2)) { (_, y, f) throws(EvaluationFailure) in
            f[0] = y[1]
            f[1] = ((1 - y[0] * y[0]) * y[1] - y[0]) * 1e6
        } derivatives: { (_, y, j) throws(EvaluationFailure) in
            j[1] = (-2 * y[0] * y[1] - 1) * 1e6
            j[2] = 1
            j[3] = (1 - y[0] * y[0]) * 1e6
        }
        let integrator = try StiffIntegrator(system, state: [2, 0], tolerance: .relative(1e-9, absolute: [1e-10]))
        _ = try integrator.advance(to: 2)
        #expect(abs(integrator.state[0] - 1.706167732170483) < 1e-6)
        #expect(abs(integrator.state[1] + 0.8928097010247975) < 1e-6)
    }

    @Test("a bouncing ball meets the floor at the analytic times")
    func bounces() throws {
        let (g, restitution) = (9.81, 0.8)
        let ball = Motion(full(2), eventCount: 1) { (_, y, f) throws(EvaluationFailure) in
            f[0] = y[1]
            f[1] = -g
        } derivatives: { (_, y, j) throws(EvaluationFailure) in
            j[2] = 1
        } watched: { (_, y, e) throws(EvaluationFailure) in
            e[0] = y[0]
        }
        let integrator = try StiffIntegrator(
            ball, state: [1, 0], tolerance: .relative(1e-10, absolute: [1e-12]), directions: [.falling])
        var expected = (2 / g).squareRoot()
        var speed = g * expected
        for _ in 0..<6 {
            #expect(try integrator.advance(to: 100) == .event([0]))
            #expect(abs(integrator.time - expected) < 1e-8)
            speed *= restitution
            expected += 2 * speed / g
            try integrator.restart(at: integrator.time, state: [0, speed])
        }
        #expect(integrator.counters.steps > 6)
    }

    @Test(
        "events pass by their direction",
        arguments: [
            (StiffIntegrator.Direction.rising, [0.5, 2.5]), (.falling, [1.5]), (.either, [0.5, 1.5, 2.5]),
        ])
    func directions(_ direction: StiffIntegrator.Direction, _ multiples: [Double]) throws {
        // y = −cos t rises through zero at π/2 and 5π/2, falls at 3π/2.
        let circle = Motion(full(2), eventCount: 1) { (_, y, f) throws(EvaluationFailure) in
            f[0] = y[1]
            f[1] = -y[0]
        } derivatives: { (_, y, j) throws(EvaluationFailure) in
            j[1] = -1
            j[2] = 1
        } watched: { (_, y, e) throws(EvaluationFailure) in
            e[0] = y[0]
        }
        let integrator = try StiffIntegrator(
            circle, state: [-1, 0], tolerance: .relative(1e-10, absolute: [1e-12]), directions: [direction])
        var times: [Double] = []
        while case .event = try integrator.advance(to: 9) { times.append(integrator.time) }
        #expect(times.count == multiples.count)
        for (time, multiple) in zip(times, multiples) { #expect(abs(time - multiple * .pi) < 1e-7) }
        #expect(integrator.time == 9)
    }

    @Test("a stiff rod of 200 nodes ends at √(N·leak/a), and runs the same each time")
    func rod() throws {
        func run() throws -> ([Double], StiffIntegrator.Counters) {
            let integrator = try StiffIntegrator(
                Rod(count: 200), state: [Double](repeating: 4, count: 200),
                tolerance: .relative(1e-6, absolute: [1e-9]))
            _ = try integrator.advance(to: 1e5)
            return (integrator.state, integrator.counters)
        }
        let (state, counters) = try run()
        #expect(abs(state[0] / (200 * 1e-6 / 0.5).squareRoot() - 1) < 1e-5)
        let again = try run()
        #expect(again.0 == state && again.1 == counters)
    }

    @Test("states within the last step come from its polynomial; others are refused")
    func denseOutput() throws {
        let decay = Motion(full(1)) { (_, y, f) throws(EvaluationFailure) in
            f[0] = -y[0]
        } derivatives: { (_, y, j) throws(EvaluationFailure) in
            j[0] = -1
        }
        let integrator = try StiffIntegrator(decay, state: [1], tolerance: .relative(1e-9, absolute: [1e-12]))
        var last = 0.0
        while integrator.time < 3 {
            last = integrator.time
            _ = try integrator.step(notBeyond: 3)
            let middle = (last + integrator.time) / 2
            #expect(abs(try integrator.state(at: middle)[0] - scalar(-middle)) < 1e-7)
        }
        #expect(integrator.time == 3)
        #expect(throws: SolverError.self) { try integrator.state(at: 0) }
        #expect(throws: SolverError.self) { try integrator.advance(to: 1) }
    }

    /// eˣ by its series, so that no mathematical library is needed.
    private func scalar(_ x: Double) -> Double {
        var (sum, term) = (1.0, 1.0)
        for n in 1..<60 {
            term *= x / Double(n)
            sum += term
        }
        return sum
    }

    @Test("a system that fails is reported with its words, after shorter steps where they may help")
    func failures() throws {
        let wall = Motion(full(1)) { (time, y, f) throws(EvaluationFailure) in
            guard time < 1 else { throw EvaluationFailure("nothing is known after 1 s", isRecoverable: false) }
            f[0] = 1
        } derivatives: { (_, y, j) throws(EvaluationFailure) in
        }
        let integrator = try StiffIntegrator(wall, state: [0], tolerance: .relative(1e-6, absolute: [1e-9]))
        let error = #expect(throws: SolverError.self) { try integrator.advance(to: 5) }
        #expect(error?.reason == .evaluation(EvaluationFailure("nothing is known after 1 s", isRecoverable: false)))
        #expect(integrator.time < 1 && abs(integrator.state[0] - integrator.time) < 1e-9)

        // Where shorter steps do help, the end of the known is approached and never passed.
        let soft = Motion(full(1)) { (time, y, f) throws(EvaluationFailure) in
            guard time < 1 else { throw EvaluationFailure("nothing is known after 1 s") }
            f[0] = 1
        } derivatives: { (_, y, j) throws(EvaluationFailure) in
        }
        let careful = try StiffIntegrator(
            soft, state: [0], tolerance: .relative(1e-6, absolute: [1e-9]), maximumSteps: 200)
        #expect(throws: SolverError.self) { try careful.advance(to: 5) }
        #expect(careful.time < 1 && careful.time > 0.99)

        let explosive = Motion(full(1)) { (_, y, f) throws(EvaluationFailure) in
            f[0] = y[0] * y[0]
        } derivatives: { (_, y, j) throws(EvaluationFailure) in
            j[0] = 2 * y[0]
        }
        let late = try StiffIntegrator(explosive, state: [1], tolerance: .relative(1e-6, absolute: [1e-9]))
        #expect(throws: SolverError.self) { try late.advance(to: 2) }
        #expect(abs(late.time - 1) < 1e-4)
        #expect(late.state[0].isFinite)

        #expect(throws: SolverError.self) {
            try StiffIntegrator(wall, state: [0, 1], tolerance: .relative(1e-6, absolute: [1e-9]))
        }
        #expect(throws: SolverError.self) {
            try StiffIntegrator(wall, state: [0], tolerance: .relative(-1, absolute: [1e-9]))
        }
        let silent = try StiffIntegrator(wall, state: [0], tolerance: .bySystem)
        #expect(throws: SolverError.self) { try silent.advance(to: 0.5) }
    }
}
