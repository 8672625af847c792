import SubkelvinTesting
import Testing

@testable import Qubits

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Coherence and gate errors")
struct CoherenceTests {
    /// Qubits that nobody picked by hand: any mixture of causes over ten orders of magnitude.
    static let qubits: [Coherence] = {
        var random = SeededRandom(seed: 3)
        func size(_ range: ClosedRange<Double>) -> Double { pow(10, .random(in: range, using: &random)) }
        return (0..<200).compactMap { _ in
            let frequency = size(8.5...11)
            let temperature = size(-2.3 ... -0.2)
            return try? Coherence(
                frequency: frequency, temperature: temperature,
                relaxation: [
                    ("line", .ohmic(qualityFactor: size(3...9))),
                    ("defects", .denseDefects(lossTangent: size(-9 ... -3))),
                    ("film", .quasiparticles(try Quasiparticles(gap: 3e-23, nonEquilibrium: size(-10 ... -5)))),
                ],
                dephasing: [
                    ("flux", .flux(amplitude: size(-7 ... -5), slope: size(8...11), logarithm: 0.6931)),
                    ("switching", .defects(rate: size(0...5), reference: 0.02, exponent: size(-1...0.5))),
                    (
                        "photons",
                        .readoutPhotons(
                            try ReadoutResonator(dispersiveShift: size(4...8), linewidth: size(4...8)),
                            photons: size(-6...1))
                    ),
                ])
        }
    }()

    @Test("T2 ≤ 2T1, and 1/T2 = 1/(2T1) + ΣΓφ", arguments: qubits)
    func bounds(qubit: Coherence) throws {
        var (energy, phase) = (0.0, 0.0)
        for cause in qubit.causes { if cause.takesEnergy { energy += cause.rate } else { phase += cause.rate } }
        #expect(abs(qubit.relaxationTime * energy - 1) < 1e-14)
        #expect(abs(qubit.coherenceTime * (energy / 2 + phase) - 1) < 1e-14)
        #expect(qubit.coherenceTime <= 2 * qubit.relaxationTime)
        // No state keeps more coherence than the root of what it keeps of its energy.
        for share in [1e-6, 0.1, 1, 5] {
            let time = share * qubit.coherenceTime
            #expect(try qubit.envelope(at: time) <= exp(-time * energy / 2))
        }
        #expect(
            qubit.limit.map { limit in qubit.causes.allSatisfy { $0.transverseRate <= limit.transverseRate } } == true)
    }

    @Test("there are two hundred of them") func count() { #expect(Self.qubits.count == 200) }

    @Test(
        "without Gaussian causes 1 − exp(−t/T2) counts 1.5 to 3 times a gate's error; with them more", arguments: qubits
    )
    func paperAgainstAverage(qubit: Coherence) throws {
        var plain = qubit
        plain.causes.removeAll(where: \.isGaussian)
        for share in [1e-6, 0.01, 0.3, 3] {
            func ratio(_ one: Coherence) throws -> Double {
                try GateError.inversionPaper(one, time: share * one.coherenceTime)
                    / GateError.oneQubit(one, time: share * one.coherenceTime)
            }
            let (without, with) = (try ratio(plain), try ratio(qubit))
            #expect(without > 1.5 - 1e-9 && without < 3 + 1e-9)
            #expect(with > 1.5 - 1e-9)
        }
    }

    @Test("flux noise of 2 µΦ₀ and 500 MHz/Φ₀ costs a gate of 20 ns 3.6e-9, by mpmath")
    func fluxAlone() throws {
        let flux = try Coherence(
            frequency: 5e9, temperature: 0.02, relaxation: [],
            dephasing: [
                ("flux", .flux(amplitude: 2e-6, slope: 2 * Double.pi * 500e6, logarithm: 0.6931471805599453))
            ])
        let exact = 3.648580494088918e-9
        #expect(abs(try GateError.oneQubit(flux, time: 20e-9) / exact - 1) < 1e-12)
        #expect(abs(GateError.oneQubit(flux.causes[0], time: 20e-9) / exact - 1) < 1e-8)
        #expect(abs(GateError.twoQubit(flux.causes[0], time: 60e-9) / 3.940466955181697e-8 - 1) < 1e-12)
        // The rate taken for that of a plain cause counts far more: 3/(Γt).
        let paper = try GateError.inversionPaper(flux, time: 20e-9)
        #expect(abs(paper / exact * 5231.0949002506595 * 20e-9 / 3 - 1) < 1e-4)
    }

    /// By mpmath: the average of cos δt over a normal distribution of detunings, times the plain decays.
    @Test(
        "slow noise averaged over detunings beside plain causes",
        arguments: [
            (20e-9, 0.000199963652454153781, 0.000479840792057824024),
            (3e-6, 0.0291950360222843442, 0.0685338562224660661),
        ])
    func averagedDetunings(time: Double, one: Double, two: Double) throws {
        let qubit = try Coherence(
            frequency: 5e9, temperature: 0.02, relaxation: [("T1", .constant(rate: 1 / 50e-6))],
            dephasing: [
                ("flux", .flux(amplitude: 2e-6, slope: 2 * Double.pi * 500e6, logarithm: 0.6931471805599453)),
                ("phase", .constant(rate: 1e4)),
            ])
        #expect(abs(try GateError.oneQubit(qubit, time: time) / one - 1) < 1e-12)
        #expect(abs(try GateError.twoQubit(qubit, qubit, time: time) / two - 1) < 1e-12)
    }

    @Test("causes add up to a short gate's error, the Gaussian ones as squares", arguments: qubits)
    func causes(qubit: Coherence) throws {
        let time = 1e-7 * qubit.coherenceTime
        let one = qubit.causes.reduce(0) { $0 + GateError.oneQubit($1, time: time) }
        #expect(abs(try GateError.oneQubit(qubit, time: time) / one - 1) < 1e-6)
        let two = 2 * qubit.causes.reduce(0) { $0 + GateError.twoQubit($1, time: time) }
        #expect(abs(try GateError.twoQubit(qubit, qubit, time: time) / two - 1) < 1e-6)
    }

    @Test("pure decay and pure dephasing are the ends of the ratio: 1.5 and 3")
    func ends() throws {
        for (coherence, expected) in [
            (try Coherence(relaxationRate: 1e4, dephasingRate: 0), 1.5),
            (try Coherence(relaxationRate: 0, dephasingRate: 1e4), 3),
        ] {
            let ratio = try GateError.inversionPaper(coherence, time: 1e-9) / GateError.oneQubit(coherence, time: 1e-9)
            #expect(abs(ratio - expected) < 1e-4)
        }
    }

    @Test("after long a gate leaves the fully mixed state: errors of 1/2 and 3/4")
    func longGates() throws {
        let qubit = try Coherence(relaxationRate: 1e6, dephasingRate: 1e6)
        #expect(abs(try GateError.oneQubit(qubit, time: 1) - 0.5) < 1e-12)
        #expect(abs(try GateError.twoQubit(qubit, qubit, time: 1) - 0.75) < 1e-12)
    }

    @Test("flux noise falls as a Gaussian, all else as an exponential")
    func envelope() throws {
        let flux = try Coherence(
            frequency: 5e9, temperature: 0.02, relaxation: [],
            dephasing: [("flux", .flux(amplitude: 1e-6, slope: 1e10, logarithm: 0.6931471805599453))])
        let rate = 1e4 * 0.6931471805599453.squareRoot()
        #expect(abs(flux.dephasingRate / rate - 1) < 1e-12)
        #expect(abs(try flux.envelope(at: 2 / rate) - exp(-4)) < 1e-12)
        let plain = try Coherence(relaxationRate: 2e4, dephasingRate: 3e4)
        #expect(abs(try plain.envelope(at: 1e-5) - exp(-0.4)) < 1e-12)
    }
}
