import Cryogenics
import Glibc
import Materials
import Testing

/// The waveguide, against arXiv:2604.15971, sections III and IV.
struct WaveguideTests {
    @Test("WR90 cuts off at 6.557 GHz")
    func cutoff() throws {
        let guide = try Waveguide.wr90()
        #expect(abs(guide.cutoff - 6.557e9) < 1e6)
        #expect(guide.wavelength(at: 6.5e9) == nil)
        #expect(try #require(guide.wavelength(at: 10e9)) > Waveguide.speedOfLight / 10e9)
        #expect(abs(try #require(guide.wavelength(at: 10e9)) - 39.71e-3) < 0.01e-3)
    }

    @Test("1 dB/km is 0.03 dB over 30 m; with connections of 0.57 dB a transfer loses 0.55 to 0.65 dB")
    func losses() throws {
        let guide = try Waveguide.wr90()
        #expect(abs(guide.loss(over: 30) - 0.03) < 1e-15)
        #expect(Waveguide.printedTransferLoss == 0.55...0.65)
        #expect(Waveguide.printedTransferLoss.contains(guide.loss(over: 30) + 0.57))
        let passed = Waveguide.transmission(decibels: guide.loss(over: 30))
        #expect(abs(passed - exp(-guide.attenuation * 30)) < 1e-15)
    }

    @Test("a pulse takes longer than light, the more the nearer the cutoff")
    func delays() throws {
        let guide = try Waveguide.wr90()
        let delays = [7e9, 8e9, 10e9, 12e9].compactMap { guide.delay(over: 30, at: $0) }
        #expect(delays.count == 4)
        #expect(zip(delays, delays.dropFirst()).allSatisfy { $0 > $1 })
        #expect(delays.allSatisfy { $0 > 30 / Waveguide.speedOfLight })
    }

    @Test("braids every 0.20 m; our aluminium conducts 1e-6 W/(m K) at 50 mK, as printed")
    func printedConductivity() throws {
        #expect(BraidedWaveguide.printed.spacing == 0.20)
        let k = try MaterialCatalogue.standard.material(named: "aluminium").curve(.thermalConductivity).value(at: 0.05)
        #expect(abs(k / BraidedWaveguide.printed.conductivity - 1) < 0.01)
    }

    @Test(
        "heat in = heat out at both braids", arguments: ["aluminium", "aluminium-6061"], [1e-11, 1e-10, 1e-9, 1e-8])
    func heatBetweenBraids(_ material: String, _ load: Double) throws {
        let guide = try Waveguide.wr90()
        let tied = try BraidedWaveguide(
            area: guide.wallArea, spacing: 0.20, material: MaterialCatalogue.standard.material(named: material))
        let top = try tied.top(load: load, at: 0.04)
        #expect(top > 0.04)
        // Marching from the middle, where no heat flows, half the distance to the braid: k dT/dx = −q x/A.
        let curve = tied.conductivity.curve
        var temperature = top
        let steps = 20_000
        for step in 0..<steps {
            let path = 0.10 / Double(steps)
            func slope(_ x: Double, _ t: Double) throws -> Double {
                -load * x / (guide.wallArea * (try curve.value(at: t)))
            }
            let x = Double(step) * path
            let half = temperature + path / 2 * (try slope(x, temperature))
            temperature += path * (try slope(x + path / 2, half))
        }
        #expect(abs(temperature - 0.04) < 1e-4 * top)
    }

    @Test("with little heat the rise is q s²/8kA; four times as much at twice the distance")
    func smallRise() throws {
        let guide = try Waveguide.wr90()
        let aluminium = try MaterialCatalogue.standard.material(named: "aluminium")
        let k = try aluminium.curve(.thermalConductivity).value(at: 0.05)
        let near = try BraidedWaveguide(area: guide.wallArea, spacing: 0.2, material: aluminium)
        let far = try BraidedWaveguide(area: guide.wallArea, spacing: 0.4, material: aluminium)
        let rise = try near.top(load: 1e-13, at: 0.05) - 0.05
        #expect(abs(rise / near.rise(load: 1e-13, conductivity: k) - 1) < 2e-3)
        #expect(abs(far.rise(load: 1e-13, conductivity: k) / near.rise(load: 1e-13, conductivity: k) - 4) < 1e-12)
        #expect(throws: MaterialError.self) { try near.top(load: 1e9, at: 0.05) }
    }

    @Test("below its data the waveguide conducts on as T^3: all of it at rest at 1 mK")
    func belowTheData() throws {
        let guide = try Waveguide.wr90()
        let tied = try BraidedWaveguide(
            area: guide.wallArea, spacing: 0.2, material: MaterialCatalogue.standard.material(named: "aluminium"))
        #expect(abs(try tied.top(load: 0, at: 0.001) - 0.001) < 1e-9)
        let ratio = try tied.conductivity.curve.value(at: 0.002) / tied.conductivity.curve.value(at: 0.001)
        #expect(abs(ratio - 8) < 0.01)
    }
}
