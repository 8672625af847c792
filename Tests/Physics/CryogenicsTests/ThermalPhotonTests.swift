import Cryogenics
import Glibc
import Testing

/// Thermal photons along a line.
struct ThermalPhotonTests {
    @Test("the occupation is k T/hf − 1/2 when hot and e^(−hf/kT) when cold")
    func limits() {
        let hot = ThermalPhotons.occupation(frequency: 8e9, temperature: 300)
        let ratio = 300 / (ThermalPhotons.planckOverBoltzmann * 8e9)
        #expect(abs(hot - (ratio - 0.5)) < 1e-3)
        let cold = ThermalPhotons.occupation(frequency: 8e9, temperature: 0.01)
        #expect(abs(cold / exp(-ThermalPhotons.planckOverBoltzmann * 8e9 / 0.01) - 1) < 1e-12)
        #expect(ThermalPhotons.occupation(frequency: 8e9, temperature: 0) == 0)
    }

    /// The base shield of a 10 m link, solved, and heated in parts of it.
    private func profile(_ temperature: (Double) -> Double) throws -> LinkState.Profile {
        let model = try LinkModel(
            .regular(length: 10), .preset("eth-table-3"), flux: "appendix-d", cellLength: 0.1)
        var profile = try model.solve().profile(3)
        for index in profile.temperatures.indices {
            profile.temperatures[index] = temperature(profile.positions[index])
        }
        return profile
    }

    @Test("along an even temperature photons approach its occupation as 1 − e^(−αx)", arguments: [1e-4, 1e-2, 1.0])
    func evenTemperature(_ attenuation: Double) throws {
        let even = try profile { _ in 0.3 }
        let occupation = ThermalPhotons.occupation(frequency: 8e9, temperature: 0.3)
        let photons = ThermalPhotons.atEnd(of: even, attenuation: attenuation, frequency: 8e9)
        #expect(abs(photons / (occupation * -expm1(-attenuation * 10)) - 1) < 1e-9)
        let kept = ThermalPhotons.atEnd(of: even, attenuation: attenuation, frequency: 8e9, entering: occupation)
        #expect(abs(kept / occupation - 1) < 1e-12)
    }

    @Test("the equation holds along a slope: against its integral", arguments: [1e-3, 0.1, 1.0])
    func slope(_ attenuation: Double) throws {
        let sloping = try profile { 0.1 + 0.04 * $0 }
        let photons = ThermalPhotons.atEnd(of: sloping, attenuation: attenuation, frequency: 8e9)
        let steps = 100_000
        let exact = (0..<steps).reduce(0.0) { sum, step in
            let x = 10 * (Double(step) + 0.5) / Double(steps)
            let own = ThermalPhotons.occupation(frequency: 8e9, temperature: 0.1 + 0.04 * x)
            return sum + attenuation * exp(-attenuation * (10 - x)) * own * 10 / Double(steps)
        }
        #expect(abs(photons / exact - 1) < 1e-3)
    }

    @Test("a lossless line adds nothing; a total loss leaves its own occupation")
    func extremes() throws {
        let warm = try profile { _ in 1 }
        #expect(ThermalPhotons.atEnd(of: warm, attenuation: 0, frequency: 8e9, entering: 0.25) == 0.25)
        let behind = ThermalPhotons.behind(entering: 5, loss: 400, frequency: 8e9, temperature: 0.1)
        #expect(abs(behind / ThermalPhotons.occupation(frequency: 8e9, temperature: 0.1) - 1) < 1e-12)
    }

    @Test("the 30 m link adds fewer than 1e-5 photons at 8 GHz")
    func theLinkIsQuiet() throws {
        let model = try LinkModel(
            .regular(length: 30, coolingUnits: 1), .preset("eth-table-3"), flux: "appendix-d", cellLength: 0.25)
        let guide = try Waveguide.wr90()
        let photons = ThermalPhotons.atEnd(
            of: try model.solve().profile(3), attenuation: guide.attenuation, frequency: 8e9)
        #expect(photons > 0 && photons < 1e-5)
    }
}
