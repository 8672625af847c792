import Cryogenics
import SubkelvinTesting
import Testing

@testable import Qubits

@Suite("Noise: population, relaxation, dephasing, photons")
struct NoiseTests {
    private static let electronvolt = 1.602176634e-19

    @Test(
        "thermal photons at 5 GHz, against mpmath",
        arguments: [
            (0.02, 6.155888050717922e-06), (0.05, 0.00830437336423946), (0.1, 0.09981030749537737),
            (1, 3.6873015061590815), (4, 16.174294210364412),
        ])
    func occupation(temperature: Double, expected: Double) throws {
        let photons = try ThermalPopulation.occupation(frequency: 5e9, temperature: temperature)
        #expect(abs(photons / expected - 1) < 1e-13)
        let excited = try ThermalPopulation.excited(frequency: 5e9, temperature: temperature)
        #expect(abs(excited - photons / (2 * photons + 1)) < 1e-15)
        let back = try ThermalPopulation.temperature(excited: excited, frequency: 5e9)
        #expect(abs(back / temperature - 1) < 1e-12)
        #expect(
            abs(try ThermalPopulation.enhancement(frequency: 5e9, temperature: temperature) - 2 * photons - 1) < 1e-12)
    }

    @Test("an ohmic bath is that of scqubits: 30.5 µs at 15 mK, 0.955 µs at 4 K")
    func ohmic() throws {
        let bath = Relaxation.ohmic(qualityFactor: 1e6)
        #expect(abs(1 / (try bath.rate(frequency: 5.214e9, temperature: 0.015)) - 30.5e-6) < 0.05e-6)
        #expect(abs(1 / (try bath.rate(frequency: 5.214e9, temperature: 4)) - 0.955e-6) < 0.001e-6)
    }

    @Test("a defect on resonance relaxes as tanh, an ohmic bath as coth, dense defects not at all with temperature")
    func formsOfTemperature() throws {
        let defect = Relaxation.resonantDefect(coupling: 1e4, width: 1e6, detuning: 0)
        let ohmic = Relaxation.ohmic(qualityFactor: 1e6)
        let dense = Relaxation.denseDefects(lossTangent: 1e-7)
        for temperature in [0.01, 0.05, 0.2, 1, 4] {
            let enhancement = try ThermalPopulation.enhancement(frequency: 5e9, temperature: temperature)
            func relative(_ bath: Relaxation) throws -> Double {
                try bath.rate(frequency: 5e9, temperature: temperature) / bath.rate(frequency: 5e9, temperature: 1e-3)
            }
            #expect(abs(try relative(defect) * enhancement - 1) < 1e-12)
            #expect(abs(try relative(ohmic) / enhancement - 1) < 1e-12)
            #expect(try relative(dense) == 1)
        }
        #expect(abs(try defect.rate(frequency: 5e9, temperature: 1e-3) - 400) < 1e-9)
    }

    @Test("a line that is as warm as a bath relaxes as that bath does")
    func line() throws {
        for temperature in [0.01, 0.1, 4.0] {
            let photons = try ThermalPopulation.occupation(frequency: 5e9, temperature: temperature)
            let line = try Relaxation.line(qualityFactor: 1e7, photons: photons).rate(
                frequency: 5e9, temperature: 0.02)
            let bath = try Relaxation.ohmic(qualityFactor: 1e7).rate(frequency: 5e9, temperature: temperature)
            #expect(abs(line / bath - 1) < 1e-12)
        }
    }

    @Test("quasiparticles of aluminium and niobium, against mpmath")
    func quasiparticles() throws {
        let aluminium = try Quasiparticles(gap: 180e-6 * Self.electronvolt)
        #expect(abs(1 / (try aluminium.rate(frequency: 5e9, temperature: 0.15)) / 3.9824894722124274e-05 - 1) < 1e-12)
        #expect(abs(1 / (try aluminium.rate(frequency: 5e9, temperature: 0.2)) / 1.0610890003676305e-06 - 1) < 1e-12)
        let niobium = try Quasiparticles(gap: 1.5e-3 * Self.electronvolt)
        #expect(abs(1 / (try niobium.rate(frequency: 5e9, temperature: 4)) / 5.362326669216086e-10 - 1) < 1e-12)
        #expect(!niobium.isLowTemperature(4) && niobium.isLowTemperature(3))
        let poisoned = try Quasiparticles(gap: 180e-6 * Self.electronvolt, nonEquilibrium: 1e-8)
        #expect(abs(1 / (try poisoned.rate(frequency: 5e9, temperature: 0.001)) / 0.002396660783756068 - 1) < 1e-12)
    }

    @Test("above its critical temperature a film has no quasiparticles to speak of")
    func normalConducting() throws {
        let aluminium = try Quasiparticles(gap: 180e-6 * Self.electronvolt)
        #expect(abs(aluminium.critical - 1.184) < 1e-3)
        #expect { try aluminium.rate(frequency: 5e9, temperature: 4) } throws: {
            "\($0)".hasPrefix("temperature: 4.0 K is not below the critical temperature")
        }
    }

    @Test(
        "dephasing by readout photons, against mpmath to the last digits",
        arguments: [
            (0.5, 1, 0.1, 0.047722557505166074), (1.5, 1, 0.05, 0.044416399685403674),
            (0.5, 1, 1e-12, 4.99933427988708e-13), (0.2, 1, 2, 0.28479682587346056), (40, 1, 3, 2.987046264013196),
        ] as [(Double, Double, Double, Double)])
    func readoutPhotons(shift: Double, width: Double, photons: Double, expected: Double) throws {
        let resonator = try ReadoutResonator(dispersiveShift: shift, linewidth: width)
        // The third reference carries the rounding of its own small n.
        #expect(abs(try resonator.dephasing(photons: photons) / expected - 1) < (photons < 1e-6 ? 2e-4 : 1e-14))
    }

    @Test("few photons: the weak form, 318 µs for 2χ = κ = 2π·1 MHz and a thousandth of a photon")
    func weakDephasing() throws {
        let kappa = 2 * Double.pi * 1e6
        let resonator = try ReadoutResonator(dispersiveShift: kappa / 2, linewidth: kappa)
        #expect(abs(1 / (try resonator.weakDephasing(photons: 1e-3)) - 318e-6) < 1e-6)
        let ratio = try resonator.dephasing(photons: 1e-9) / resonator.weakDephasing(photons: 1e-9)
        #expect(abs(ratio - 1) < 1e-8)
    }

    /// By numpy: the slower root of λ² + λγ/2 + g² = 0, as a rate of energy over γ.
    @Test(
        "a resonant defect's rate beside the exact one of T → 0: short by 0.04 % at γ/100, half at γ/4",
        arguments: [
            (0.01, 0.00040016012812814356, 0.0005), (0.05, 0.010102051443364384, 0.011),
            (0.1, 0.041742430504416006, 0.042),
            (0.2, 0.2, 0.201), (0.249, 0.45532338419262264, 0.456),
        ])
    func strongerDefects(coupling: Double, exact: Double, short: Double) throws {
        let rate = try Relaxation.resonantDefect(coupling: 1e6 * coupling, width: 1e6, detuning: 0)
            .rate(frequency: 5e9, temperature: 1e-3)
        #expect(rate < 1e6 * exact && rate > 1e6 * exact * (1 - short))
    }

    @Test("where a defect gives the energy back it is refused", arguments: [0.25, 0.3, 0.49, 1])
    func strongDefects(coupling: Double) {
        #expect {
            try Relaxation.resonantDefect(coupling: coupling, width: 1, detuning: 0).rate(
                frequency: 5e9, temperature: 1)
        } throws: { "\($0)".hasPrefix("coupling: \(coupling) lies outside") && "\($0)".contains("below 0.25 rad/s") }
    }

    @Test("what no number holds is refused, not printed")
    func notRepresentable() throws {
        func isRefused(_ name: String, _ body: () throws -> Double) -> Bool {
            do { _ = try body() } catch { return error as? QubitError == QubitError(name, .notRepresentable) }
            return false
        }
        for (shift, photons) in [(1e160, 0.1), (1e200, 1e200), (1e300, 1e-3)] {
            let resonator = try ReadoutResonator(dispersiveShift: shift, linewidth: 1e6)
            #expect(isRefused("dephasing rate") { try resonator.dephasing(photons: photons) })
            #expect(isRefused("dephasing rate") { try resonator.weakDephasing(photons: photons) })
        }
        #expect(
            isRefused("dephasing rate") {
                try Dephasing.defects(rate: 1e6, reference: 1e-3, exponent: 1e6).rate(temperature: 0.02)
            })
        #expect(
            isRefused("dephasing rate") {
                try Dephasing.flux(amplitude: 1e200, slope: 1e200, logarithm: 1).rate(temperature: 0.02)
            })
        #expect(
            isRefused("relaxation rate") {
                try Relaxation.ohmic(qualityFactor: 1e-308).rate(frequency: 5e9, temperature: 1)
            })
        #expect(
            isRefused("relaxation rate") {
                try Relaxation.resonantDefect(coupling: 1e-200, width: 1e-199, detuning: 0)
                    .rate(frequency: 5e9, temperature: 1e-3)
            })
        #expect(isRefused("photons") { try ThermalPopulation.occupation(frequency: 1e-300, temperature: 1e300) })
    }

    @Test("bad arguments are refused by name")
    func refused() throws {
        let resonator = try ReadoutResonator(dispersiveShift: 1, linewidth: 1)
        func words(_ body: () throws -> Void) -> String {
            do { try body() } catch { return "\(error)" }
            return "nothing"
        }
        #expect(words { _ = try resonator.dephasing(photons: -1) }.hasPrefix("photons: -1.0 lies outside its range, 0"))
        #expect(
            words { _ = try SignalLine(source: 0, parts: []).occupations(frequency: 5e9) }
                .hasPrefix("source: 0.0 lies outside its range, above 0 K"))
        #expect(
            words {
                _ = try SignalLine(source: 4, parts: [.attenuator(decibels: -1, temperature: 4)]).occupations(
                    frequency: 5e9)
            }
            .hasPrefix("decibels: -1.0"))
        #expect(words { _ = try ThermalPopulation.temperature(excited: 0.5, frequency: 5e9) }.hasPrefix("excited: 0.5"))
        #expect(words { _ = try ReadoutResonator(dispersiveShift: 1, linewidth: 0) }.hasPrefix("linewidth: 0.0"))
        #expect(
            words { _ = try Relaxation.denseDefects(lossTangent: 1).rate(frequency: 5e9, temperature: 1) }
                .hasPrefix("lossTangent: 1.0"))
        #expect(
            words {
                _ = try Relaxation.resonantDefect(coupling: 1, width: 1, detuning: 0).rate(
                    frequency: 5e9, temperature: 1)
            }
            .hasPrefix("coupling: 1.0"))
        #expect(words { _ = try Quasiparticles(gap: 1e-23, nonEquilibrium: -1) }.hasPrefix("nonEquilibrium: -1.0"))
    }
}
