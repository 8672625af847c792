import Glibc

/// A closed form beside what the master equation gives for the same.
public struct ClosedFormCheck: Sendable, Hashable {
    /// What is compared.
    public var quantity: String
    /// By the closed form.
    public var closedForm: Double
    /// By the master equation.
    public var masterEquation: Double
    /// How far apart they may be, relative to the closed form.
    public var tolerance: Double

    /// How far apart they are, relative to the closed form.
    public var difference: Double { abs(masterEquation - closedForm) / abs(closedForm) }
    /// Whether they agree.
    public var holds: Bool { difference <= tolerance }

    /// Decay, dephasing, population, gate errors, readout photons, a resonant defect.
    ///
    /// The defect's closed form is the first order in (g/γ)²: 0.2 % is its own error at the coupling taken.
    public static func all() throws(QubitError) -> [ClosedFormCheck] {
        let (frequency, temperature) = (5e9, 0.1)
        let photons = try ThermalPopulation.occupation(frequency: frequency, temperature: temperature)
        let down = 2e4 * (photons + 1)
        let up = 2e4 * photons
        let pure = 3e4
        let coherence = try Coherence(relaxationRate: down + up, dephasingRate: pure)
        let qubit = try Self.qubit(down: down, up: up, dephasing: pure)
        let time = 1.7 * coherence.relaxationTime
        let plus = try DensityMatrix(amplitudes: [ComplexNumber(0.5.squareRoot()), ComplexNumber(0.5.squareRoot())])
        let excited = try DensityMatrix(level: 1, of: 2)
        let equilibrium = try ThermalPopulation.excited(frequency: frequency, temperature: temperature)
        let gate = 40e-9
        var checks = [
            ClosedFormCheck(
                quantity: "population after 1.7 T1",
                closedForm: equilibrium + (1 - equilibrium) * exp(-time * coherence.relaxationRate),
                masterEquation: try qubit.evolve(excited, times: [time]).state(0).matrix[1, 1].real, tolerance: 1e-9),
            ClosedFormCheck(
                quantity: "coherence after 1.7 T1", closedForm: 0.5 * exp(-time / coherence.coherenceTime),
                masterEquation: try qubit.evolve(plus, times: [time]).state(0).matrix[0, 1].real, tolerance: 1e-9),
            ClosedFormCheck(
                quantity: "thermal population at 100 mK", closedForm: equilibrium,
                masterEquation: try qubit.steadyState().matrix[1, 1].real, tolerance: 1e-9),
            ClosedFormCheck(
                quantity: "one-qubit gate error, 40 ns", closedForm: try GateError.oneQubit(coherence, time: gate),
                masterEquation: try averageError([qubit], time: gate), tolerance: 1e-9),
            ClosedFormCheck(
                quantity: "two-qubit gate error, 40 ns",
                closedForm: try GateError.twoQubit(coherence, coherence, time: gate),
                masterEquation: try averageError([qubit, qubit], time: gate), tolerance: 1e-9),
        ]
        for (shift, photons) in [(0.5, 0.1), (1.5, 0.05)] {
            let resonator = try ReadoutResonator(dispersiveShift: shift, linewidth: 1)
            checks.append(
                ClosedFormCheck(
                    quantity: "dephasing by readout photons, χ = \(shift) κ, n = \(photons)",
                    closedForm: try resonator.dephasing(photons: photons),
                    masterEquation: try masterDephasing(resonator, photons: photons), tolerance: 1e-6))
        }
        let (coupling, width) = (1e4, 1e6)
        checks.append(
            ClosedFormCheck(
                quantity: "decay through a resonant defect, g = γ/100",
                closedForm: try Relaxation.resonantDefect(coupling: coupling, width: width, detuning: 0)
                    .rate(frequency: frequency, temperature: temperature),
                masterEquation: try masterDefect(coupling, width, photons), tolerance: 2e-3))
        return checks
    }

    /// A qubit in its rotating frame.
    static func qubit(down: Double, up: Double, dephasing: Double) throws(QubitError) -> LindbladSystem {
        let lower = ComplexMatrix.lowering(levels: 2)
        return try LindbladSystem(
            hamiltonian: ComplexMatrix(levels: 2),
            decays: [
                .init(rate: down, lower), .init(rate: up, lower.adjoint), .init(rate: dephasing / 2, .pauliZ),
            ])
    }

    /// The error of doing nothing for a time, averaged over all states, by the process fidelity over all Pauli operators.
    static func averageError(_ qubits: [LindbladSystem], time: Double) throws(QubitError) -> Double {
        let lower = ComplexMatrix.lowering(levels: 2)
        let imaginary = ComplexMatrix.pauliX * ComplexMatrix.pauliZ  // −iσ_y
        var pauliY = imaginary
        for index in pauliY.elements.indices {
            pauliY.elements[index] = ComplexNumber(0, 1) * imaginary.elements[index]
        }
        let paulis = [ComplexMatrix.identity(levels: lower.levels), .pauliX, pauliY, .pauliZ]
        var system = qubits[0]
        var operators = paulis
        for next in qubits.dropFirst() {
            let decays =
                system.decays.map { LindbladSystem.Decay(rate: $0.rate, $0.jump.tensor(.identity(levels: 2))) }
                + next.decays.map {
                    LindbladSystem.Decay(rate: $0.rate, ComplexMatrix.identity(levels: system.levels).tensor($0.jump))
                }
            system = try LindbladSystem(hamiltonian: ComplexMatrix(levels: 2 * system.levels), decays: decays)
            operators = operators.flatMap { left in paulis.map { left.tensor($0) } }
        }
        let dimension = Double(system.levels)
        // F_pro = Σ Tr(P·E(P))/d³; E(P) from the states (1 ± P)/d, for a Pauli operator is no state.
        var lost = 0.0
        for pauli in operators.dropFirst() {
            let identity = ComplexMatrix.identity(levels: system.levels)
            let above = try DensityMatrix(1 / dimension * (identity + pauli))
            let below = try DensityMatrix(1 / dimension * (identity - pauli))
            let after = try system.evolve(above, times: [time]).expectations(pauli)[0]
            let before = try system.evolve(below, times: [time]).expectations(pauli)[0]
            lost += 1 - (after - before) / 2
        }
        let processError = lost / (dimension * dimension)
        return processError * dimension / (dimension + 1)
    }

    /// The late decay of a qubit's coherence whose resonator is thermal.
    static func masterDephasing(_ resonator: ReadoutResonator, photons: Double) throws(QubitError) -> Double {
        let kappa = resonator.linewidth
        // As many levels as leave less than 1e-10 of a thermal state above.
        let levels = Int(ceil(log(1e-10) / log(photons / (1 + photons)))) + 1
        let lower = ComplexMatrix.identity(levels: 2).tensor(.lowering(levels: levels))
        let system = try LindbladSystem(
            hamiltonian: resonator.dispersiveShift
                * ComplexMatrix.pauliZ.tensor(.number(levels: levels)),
            decays: [
                .init(rate: kappa * (photons + 1), lower), .init(rate: kappa * photons, lower.adjoint),
            ])
        let ratio = photons / (1 + photons)
        let populations = (0..<levels).map { pow(ratio, Double($0)) }
        let total = populations.reduce(0, +)
        let thermal = try DensityMatrix(.diagonal(populations.map { $0 / total }))
        let plus = try DensityMatrix(amplitudes: [ComplexNumber(0.5.squareRoot()), ComplexNumber(0.5.squareRoot())])
        let evolution = try system.evolve(plus.tensor(thermal), times: [30 / kappa, 35 / kappa])
        func coherence(_ index: Int) -> Double {
            let matrix = evolution.state(index).matrix
            let sum = (0..<levels).reduce(ComplexNumber(0)) { $0 + matrix[$1, levels + $1] }
            return sum.squaredSize.squareRoot()
        }
        return log(coherence(0) / coherence(1)) * kappa / 5
    }

    /// The decay of a qubit coupled to one defect at its frequency.
    static func masterDefect(_ coupling: Double, _ width: Double, _ photons: Double) throws(QubitError) -> Double {
        let lower = ComplexMatrix.lowering(levels: 2)
        let one = ComplexMatrix.identity(levels: 2)
        let (qubit, defect) = (lower.tensor(one), one.tensor(lower))
        let system = try LindbladSystem(
            hamiltonian: coupling * (qubit.adjoint * defect + qubit * defect.adjoint),
            decays: [
                .init(rate: width * (photons + 1), defect), .init(rate: width * photons, defect.adjoint),
            ])
        let share = photons / (2 * photons + 1)
        let thermal = try DensityMatrix(.diagonal([1 - share, share]))
        let rate = 4 * coupling * coupling / width
        let start = try DensityMatrix(level: 1, of: 2).tensor(thermal)
        let evolution = try system.evolve(start, times: [0.5 / rate, 1.5 / rate])
        let above = evolution.expectations(qubit.adjoint * qubit).map { $0 - share }
        return log(above[0] / above[1]) * rate
    }
}
