import SubkelvinTesting
import Testing

@testable import Qubits

@Suite("The master equation of a few levels")
struct LindbladTests {
    @Test("closed forms agree with it", arguments: try ClosedFormCheck.all())
    func closedForms(check: ClosedFormCheck) {
        #expect(check.holds, "\(check.quantity): \(check.closedForm), \(check.masterEquation)")
        #expect(check.difference > 0 || check.tolerance < 1e-8)
    }

    @Test("a driven qubit at rest, against QuTiP 5.3.1")
    func drivenQubit() throws {
        let a = ComplexMatrix.lowering(levels: 2)
        let system = try LindbladSystem(
            hamiltonian: 0.7 * (a.adjoint * a) + 0.4 * (a + a.adjoint),
            decays: [.init(rate: 1.1, a), .init(rate: 0.2, a.adjoint), .init(rate: 0.35, .pauliZ)])
        let state = try system.steadyState().matrix
        #expect(abs(state[0, 0].real - 0.7688779794586912) < 1e-13)
        #expect(abs(state[0, 1].real + 0.06511207286351009) < 1e-13)
        #expect(abs(state[0, 1].imaginary - 0.1255732833796266) < 1e-13)
    }

    static func qutrit() throws -> LindbladSystem {
        let a = ComplexMatrix.lowering(levels: 3)
        let n = a.adjoint * a
        return try LindbladSystem(
            hamiltonian: 0.5 * n - 0.1 * (a.adjoint * a.adjoint * a * a) + 0.3 * (a + a.adjoint),
            decays: [.init(rate: 0.9, a), .init(rate: 0.15, a.adjoint), .init(rate: 0.2, n)])
    }

    @Test("a driven qutrit at rest and on its way, against QuTiP 5.3.1")
    func drivenQutrit() throws {
        let system = try Self.qutrit()
        let rest = try system.steadyState().matrix
        #expect(abs(rest[1, 2].real + 0.040786567984397) < 1e-12)
        #expect(abs(rest[1, 2].imaginary - 0.061838877440132) < 1e-12)
        #expect(abs(rest[2, 2].real - 0.068001706909068) < 1e-12)
        let evolution = try system.evolve(DensityMatrix(level: 1, of: 3), times: [0, 1, 2, 3, 4, 5])
        let a = ComplexMatrix.lowering(levels: 3)
        // mesolve with atol 1e-13, rtol 1e-12.
        let number = [
            1, 0.5947172077155259, 0.44097723294911717, 0.3974262855491807, 0.3886175917653767, 0.3858552756599576,
        ]
        let position = [
            0, -0.039562529890378784, -0.14265387010114378, -0.2528311426661972, -0.33603530557599615,
            -0.386644551752372,
        ]
        for (found, expected) in zip(evolution.expectations(a.adjoint * a), number) {
            #expect(abs(found - expected) < 1e-9)
        }
        for (found, expected) in zip(evolution.expectations(a + a.adjoint), position) {
            #expect(abs(found - expected) < 1e-9)
        }
    }

    @Test("a qubit in a driven five-level resonator at rest, against QuTiP 5.3.1")
    func qubitAndResonator() throws {
        let (qubits, photons) = (ComplexMatrix.identity(levels: 2), ComplexMatrix.identity(levels: 5))
        let (q, b) = (ComplexMatrix.lowering(levels: 2).tensor(photons), qubits.tensor(.lowering(levels: 5)))
        let nq = q.adjoint * q
        let nb = b.adjoint * b
        let exchange = q.adjoint * b + q * b.adjoint
        let system = try LindbladSystem(
            hamiltonian: 0.2 * nq - 0.1 * nb + exchange + 0.3 * (b + b.adjoint),
            decays: [.init(rate: 0.5, b), .init(rate: 0.05, q), .init(rate: 0.02, q.adjoint), .init(rate: 0.1, nq)])
        let state = try system.steadyState()
        #expect(abs(state.expectation(nb).real - 0.15286283969405678) < 1e-10)
        #expect(abs(state.expectation(nq).real - 0.15431554300545214) < 1e-10)
    }

    /// Systems that nobody picked by hand.
    private static func random(_ seed: UInt64, levels: Int) throws -> (LindbladSystem, DensityMatrix) {
        var random = SeededRandom(seed: seed)
        func matrix() -> ComplexMatrix {
            var result = ComplexMatrix(levels: levels)
            for index in result.elements.indices {
                result.elements[index] = ComplexNumber(
                    .random(in: -1...1, using: &random), .random(in: -1...1, using: &random))
            }
            return result
        }
        let (h, root) = (matrix(), matrix())
        let positive = root * root.adjoint
        return (
            try LindbladSystem(
                hamiltonian: 0.5 * (h + h.adjoint), decays: [.init(rate: 0.3, matrix()), .init(rate: 0.1, matrix())]),
            try DensityMatrix(1 / positive.trace.real * positive)
        )
    }

    @Test("a state stays one: trace, symmetry, positivity", arguments: UInt64(1)...40)
    func staysAState(seed: UInt64) throws {
        let (system, start) = try Self.random(seed, levels: 2 + Int(seed % 4))
        let evolution = try system.evolve(start, times: [0.1, 0.7, 0.7, 1.9, 30])
        // The initialiser checks all three.
        for index in evolution.times.indices { _ = try DensityMatrix(evolution.state(index).matrix) }
        _ = try DensityMatrix(system.steadyState().matrix)
    }

    @Test("two half steps are one whole", arguments: UInt64(1)...20)
    func semigroup(seed: UInt64) throws {
        let (system, start) = try Self.random(seed, levels: 3)
        let whole = try system.evolve(start, times: [2.6]).state(0).matrix
        let half = try system.evolve(start, times: [1.3]).state(0)
        let twice = try system.evolve(half, times: [1.3]).state(0).matrix
        for (a, b) in zip(whole.elements, twice.elements) { #expect((a - b).squaredSize < 1e-26) }
    }

    @Test("what is at rest does not move, and everything ends there", arguments: UInt64(1)...20)
    func restStays(seed: UInt64) throws {
        let (system, start) = try Self.random(seed, levels: 3)
        let rest = try system.steadyState()
        let later = try system.evolve(rest, times: [5]).state(0).matrix
        for (a, b) in zip(rest.matrix.elements, later.elements) { #expect((a - b).squaredSize < 1e-24) }
        let end = try system.evolve(start, times: [500]).state(0).matrix
        for (a, b) in zip(rest.matrix.elements, end.elements) { #expect((a - b).squaredSize < 1e-20) }
    }

    @Test("both ways to evolve agree: propagators and series", arguments: UInt64(1)...5)
    func twoWays(seed: UInt64) throws {
        let (system, start) = try Self.random(seed, levels: 4)
        let generator = RealGenerator(system)
        let vector = RealGenerator.vector(of: start.matrix)
        let dense = DenseAlgebra.exponential(generator.elements.map { $0 * 3 }, generator.size)
        let series = SparseRows(generator.elements, size: generator.size).exponential(time: 3, times: vector)
        for row in 0..<generator.size {
            let sum = (0..<generator.size).reduce(0) { $0 + dense[row * generator.size + $1] * vector[$1] }
            #expect(abs(sum - series[row]) < 1e-13)
        }
    }

    @Test("a system with two resting states has no single one")
    func twoRestingStates() throws {
        let dephasing = try LindbladSystem(
            hamiltonian: ComplexMatrix(levels: 2), decays: [.init(rate: 1, .pauliZ)])
        #expect(throws: QubitError("decays", .noUniqueSteadyState)) { try dephasing.steadyState() }
        let idle = try LindbladSystem(hamiltonian: ComplexMatrix(levels: 2), decays: [])
        #expect(throws: QubitError("decays", .noUniqueSteadyState)) { try idle.steadyState() }
    }

    @Test("what is no state is refused, and why")
    func notStates() {
        func words(_ body: () throws -> Void) -> String {
            do { try body() } catch { return "\(error)" }
            return "nothing"
        }
        #expect(words { _ = try DensityMatrix(.diagonal([0.5, 0.4])) }.contains("its trace is 0.9"))
        #expect(words { _ = try DensityMatrix(.diagonal([1.2, -0.2])) }.contains("negative population"))
        #expect(
            words { _ = try DensityMatrix(.diagonal([0.5, 0.5]) + ComplexMatrix.pauliX) }.contains(
                "negative population"))
        #expect(
            words { _ = try DensityMatrix(.diagonal([0.5, 0.5]) + ComplexMatrix.lowering(levels: 2)) }.contains(
                "conjugate"))
        #expect(
            words { _ = try DensityMatrix(amplitudes: [ComplexNumber(1), ComplexNumber(1)]) }.hasPrefix("amplitudes:"))
        #expect(words { _ = try DensityMatrix(level: 2, of: 2) }.hasPrefix("level: 2.0 lies outside"))
        #expect(
            words { _ = try LindbladSystem(hamiltonian: .lowering(levels: 2), decays: []) }.hasPrefix("hamiltonian:"))
        #expect(
            words { _ = try LindbladSystem(hamiltonian: .pauliX, decays: [.init(rate: -1, .pauliZ)]) }
                .hasPrefix("rate: -1.0"))
    }
}
