import Glibc
import Qubits

extension Benchmark {
    /// Coherence at a million points; the master equation of a few levels.
    static let qubits = [
        sweep("coherence-sweep-grid-1e6", [Comparison(peer: "numpy", leastRatio: 3, agreement: 1e-9)]) {
            sweep, temperatures, losses in
            var result = CoherenceSweep.Result()
            return {
                try sweep.grid(temperatures: temperatures, lossTangents: losses, into: &result)
                return check(result)
            }
        },
        sweep("coherence-sweep-points-1e6", [Comparison(peer: "numpy", leastRatio: 2, agreement: 1e-9)]) {
            sweep, temperatures, losses in
            // The same points, each with its own temperature and loss tangent.
            let all = temperatures.flatMap { temperature in losses.map { _ in temperature } }
            let each = temperatures.flatMap { _ in losses }
            var result = CoherenceSweep.Result()
            return {
                try sweep.points(temperatures: all, lossTangents: each, into: &result)
                return check(result)
            }
        },
        Benchmark(
            name: "lindblad-steady-qubit",
            comparisons: [Comparison(peer: "qutip", leastRatio: 5000, agreement: 1e-9)]
        ) {
            let system = try drivenQubit(detuning: 0.7)
            return { try system.steadyState().matrix[1, 1].real }
        },
        Benchmark(
            name: "lindblad-steady-qubit-resonator",
            comparisons: [Comparison(peer: "qutip", leastRatio: 10, agreement: 1e-9)]
        ) {
            let (qubits, photons) = (ComplexMatrix.identity(levels: 2), ComplexMatrix.identity(levels: 5))
            let (q, b) = (ComplexMatrix.lowering(levels: 2).tensor(photons), qubits.tensor(.lowering(levels: 5)))
            let (excited, number) = (q.adjoint * q, b.adjoint * b)
            let system = try LindbladSystem(
                hamiltonian: 0.2 * excited - 0.1 * number + (q.adjoint * b + q * b.adjoint) + 0.3 * (b + b.adjoint),
                decays: [
                    .init(rate: 0.5, b), .init(rate: 0.05, q), .init(rate: 0.02, q.adjoint), .init(rate: 0.1, excited),
                ])
            return { try system.steadyState().expectation(number).real }
        },
        // mesolve at its default tolerances is right to 5e-7.
        Benchmark(
            name: "lindblad-evolve-qubit-1000x101",
            comparisons: [Comparison(peer: "qutip", leastRatio: 100, agreement: 1e-5)]
        ) {
            let systems = try (0..<1000).map { try drivenQubit(detuning: Double($0) / 1000) }
            let start = try DensityMatrix(level: 0, of: 2)
            let times = (0...100).map { 0.05 * Double($0) }
            let excited = ComplexMatrix.number(levels: 2)
            return {
                var sum = 0.0
                for system in systems { sum += try system.evolve(start, times: times).expectations(excited)[100] }
                return sum
            }
        },
    ]

    /// A driven qubit that decays, heats and dephases.
    private static func drivenQubit(detuning: Double) throws -> LindbladSystem {
        let lower = ComplexMatrix.lowering(levels: 2)
        return try LindbladSystem(
            hamiltonian: detuning * ComplexMatrix.number(levels: 2) + 0.4 * ComplexMatrix.pauliX,
            decays: [.init(rate: 1.1, lower), .init(rate: 0.2, lower.adjoint), .init(rate: 0.35, .pauliZ)])
    }

    /// A thousand temperatures from 1 mK to 300 K, a thousand loss tangents from 1e-9 to 1e-2.
    private static func sweep(
        _ name: String, _ comparisons: [Comparison],
        _ prepare: @escaping @Sendable (CoherenceSweep, [Double], [Double]) -> () throws -> Double
    ) -> Benchmark {
        Benchmark(name: name, comparisons: comparisons) {
            prepare(try CoherenceSweep(.listing), spaced(1e-3, 300), spaced(1e-9, 1e-2))
        }
    }

    /// A thousand numbers in equal ratios.
    private static func spaced(_ first: Double, _ last: Double) -> [Double] {
        (0..<1000).map { first * pow(last / first, Double($0) / 999) }
    }

    /// One point of either kind, away from the corners: what the peer prints as well.
    private static func check(_ result: CoherenceSweep.Result) -> Double {
        result.fidelities[600_400] + 1e6 * result.coherenceTimes[600_400]
    }
}
