import Foundation
import HeatTransfer
import Materials
import Testing

@testable import Cryogenics

/// Numbers of the literature and closed forms that cryostats must give.
@Suite struct CryostatClaimTests {
    private func krinner(laws: String? = nil) throws -> CryostatModel {
        var description = try CryostatDescription.preset("krinner-50")
        description.laws = laws
        return try CryostatModel(description)
    }

    @Test("photons at 6 GHz behind 0/20/0/20/20 dB at the measured temperatures")
    func krinnerPhotons() throws {
        let state = try krinner().state(at: CryostatFixture.krinner)
        let drive = try #require(state.lines.first { $0.name == "drive" })
        #expect(abs((drive.noisePhotonsWithoutCables ?? 0) / 2.27709e-3 - 1) < 1e-5)
        // Closed form: each attenuator passes 1/100 and adds 99/100 of its own.
        func occupation(_ temperature: Double) -> Double {
            ThermalPhotons.occupation(frequency: 6e9, temperature: temperature)
        }
        var photons = occupation(300)
        for temperature in [2.85, 0.082, 0.006] { photons = photons / 100 + occupation(temperature) * 0.99 }
        #expect(abs((drive.noisePhotonsWithoutCables ?? 0) / photons - 1) < 1e-12)
    }

    @Test("heat of one UT-085 line by straight laws, and by those measured below 1 K")
    func krinnerHeat() throws {
        let linear = try krinner(laws: "linear").state(at: CryostatFixture.krinner)
        let flux = try #require(linear.sources.first { $0.name == "flux" && $0.kind == .line })
        for (heat, expected) in zip(flux.received, [27.2e-3, 0.437e-3, 2.13e-6, 0.329e-6, 3.46e-9]) {
            #expect(abs(heat / 50 / expected - 1) < 2e-3, "\(heat / 50)")
        }
        let measured = try krinner(laws: "subkelvin").state(at: CryostatFixture.krinner)
        let cold = try #require(measured.sources.first { $0.name == "flux" && $0.kind == .line })
        for (heat, expected) in zip(cold.received.suffix(3), [1.73e-6, 0.21e-6, 1.5e-9]) {
            #expect(abs(heat / 50 / expected - 1) < 0.02, "\(heat / 50)")
        }
    }

    @Test(
        "124 lines for 50 qubits: 14 mK at the mixing chamber as the paper predicts, by the current in the flux lines",
        arguments: [(0.0, 4e-3...7e-3), (0.5e-3, 7e-3...10e-3), (1e-3, 13e-3...15e-3), (2e-3, 25e-3...29e-3)])
    func krinnerTemperature(current: Double, band: ClosedRange<Double>) throws {
        var description = try CryostatDescription.preset("krinner-50")
        #expect(description.lines.reduce(0) { $0 + $1.count } == 124)
        for index in description.lines.indices where description.lines[index].current > 0 {
            description.lines[index].current = current
        }
        let base = try #require(try CryostatModel(description).solve()[.base])
        #expect(band.contains(base.temperature), "\(base.temperature)")
    }

    @Test(
        "presets rest where they should: stages within their limits, none below what cools it without load",
        arguments: [
            ("krinner-50", [35.0...37, 2.85...3.1, 0.88...0.89, 0.09...0.11, 0.0135...0.0150]),
            ("eth-node", [37.5...38, 3...3.2, 0.5...0.55, 0.0115...0.0135]),
            ("ld-400", [30...34, 2.9...3.4, 0.8...0.81, 0.08...0.085, 0.011...0.013]),
            ("xld-1000", [30...34, 3.9...4.2, 0.8...0.81, 0.08...0.087, 0.008...0.009]),
        ])
    func presets(name: String, bands: [ClosedRange<Double>]) throws {
        let state = try CryostatModel(.preset(name)).solve()
        #expect(state.faults.isEmpty)
        for (stage, band) in zip(state.stages, bands) {
            #expect(band.contains(stage.temperature), "\(stage.stage.rawValue): \(stage.temperature)")
        }
        #expect(state.stages.count == bands.count)
    }

    @Test("every preset has a band, and every preset is tested")
    func allPresets() {
        #expect(CryostatDescription.presets.sorted() == ["eth-node", "krinner-50", "ld-400", "xld-1000"])
    }

    @Test("a bare shield within another receives σA(T₁⁴ − T₂⁴)/(1/ε + (A/A′)(1/ε′ − 1))")
    func radiation() throws {
        var description = try CryostatFixture.plain()
        description.stages[0].shield = .init(diameter: 0.5, height: 1, emissivity: 0.1)
        description.stages[2].shield = .init(diameter: 0.3, height: 0.6, emissivity: 0.05)
        let state = try CryostatModel(description).state(at: CryostatFixture.krinner)
        func source(_ name: String) throws -> HeatSource {
            try #require(state.sources.first { $0.kind == .radiation && $0.name == name })
        }
        let (outer, inner) = (Double.pi * 0.5 * 1.25, Double.pi * 0.3 * 0.75)
        let between: Double = 20 + 9 * inner / outer
        let black: Double = 5.670374419e-8 * inner * (pow(35, 4) - pow(0.882, 4))
        let expected = black / between
        #expect(abs(try source("still").received[2] / expected - 1) < 1e-9)
        // The stage between has no shield: radiation passes it by, and is taken from the 50K stage.
        #expect(try source("still").received[1] == 0)
        #expect(abs(try source("still").passedOn[0] / expected - 1) < 1e-9)
        // The vacuum can is taken a fifth larger than the shield, of the same emissivity.
        let roomBlack: Double = 5.670374419e-8 * outer * (pow(300, 4) - pow(35, 4))
        let can = roomBlack / (10.0 + 9.0 / 1.2)
        #expect(abs(try source("50K").received[0] / can - 1) < 1e-9)
    }

    @Test("layers let through what Lockheed's equation says", arguments: [5, 20, 60])
    func insulation(layers: Int) throws {
        var description = try CryostatFixture.plain()
        description.stages[0].shield = .init(
            diameter: 0.5, height: 1, emissivity: 0.1, insulation: .init(layers: layers, density: 1500))
        let state = try CryostatModel(description).state(at: CryostatFixture.krinner)
        let solid: Double = 7.30e-8 * pow(15, 2.63) * (300 * 300 - 35 * 35) / (2 * Double(layers + 1))
        let radiated: Double = 7.07e-10 * 0.031 * (pow(300, 4.67) - pow(35, 4.67)) / Double(layers)
        let expected: Double = (solid + radiated) * Double.pi * 0.5 * 1.25
        #expect(abs(state.stages[0].load / expected - 1) < 1e-9)
    }

    @Test("supports conduct (A/L)·∫k dT over the distance they span, stages between passed by")
    func supports() throws {
        var description = try CryostatFixture.plain()
        description.supports = [
            SupportDescription(
                name: "long", from: nil, to: .fourKelvin, material: "stainless-304", count: 3, area: 1e-4),
            SupportDescription(
                name: "short", from: .still, to: .base, material: "vespel-sp1", count: 2, area: 2e-5, length: 0.1),
        ]
        let state = try CryostatModel(description).state(at: CryostatFixture.krinner)
        let materials = LineMaterials()
        func integral(_ name: String, _ warm: Double, _ cold: Double) throws -> Double {
            try materials.conductivity(of: name).cumulative.evaluate(from: warm, to: cold).value
        }
        let long: Double = 3e-4 / 0.49 * (try integral("stainless-304", 300, 2.85))
        #expect(abs(state.stages[1].load / long - 1) < 1e-9)
        let base = 4e-5 / 0.1 * (try integral("vespel-sp1", 0.882, 0.006))
        #expect(abs(state.stages[4].load / base - 1) < 1e-9)
        #expect(abs(state.stages[2].load / base + 1) < 1e-9)
        #expect(state.stages[0].load == 0 && state.stages[3].load == 0)
    }

    @Test("noise at the cold end: equilibrium in, equilibrium out", arguments: [1e9, 6e9, 12e9])
    func equilibrium(frequency: Double) throws {
        let lines = [
            CryostatFixture.line(
                parts: [.init("a", at: .still, .attenuator(decibels: 20)), .init("f", at: .base, .filter(decibels: 3))])
        ]
        var description = try CryostatFixture.plain(lines: lines)
        description.ambient = 300
        let state = try CryostatModel(description).state(at: [Double](repeating: 300, count: 5), frequency: frequency)
        let expected = ThermalPhotons.occupation(frequency: frequency, temperature: 300)
        #expect(abs((state.lines[0].noisePhotons ?? 0) / expected - 1) < 1e-9)
        #expect(abs((state.lines[0].noisePhotonsWithoutCables ?? 0) / expected - 1) < 1e-12)
    }

    @Test("more attenuation anywhere never brings more photons; the last of it counts most")
    func attenuation() throws {
        func photons(_ decibels: [Double]) throws -> Double {
            let parts = zip([Stage.fourKelvin, .still, .coldPlate, .base], decibels).map {
                LineDescription.Part("a", at: $0, .attenuator(decibels: $1))
            }
            let state = try CryostatModel(CryostatFixture.plain(lines: [CryostatFixture.line(parts: parts)])).state(
                at: CryostatFixture.krinner)
            return try #require(state.lines[0].noisePhotons)
        }
        let start = try photons([20, 0, 20, 20])
        for index in 0..<4 {
            var more = [20.0, 0, 20, 20]
            more[index] += 10
            #expect(try photons(more) < start)
        }
        #expect(try photons([20, 0, 0, 40]) < (try photons([40, 0, 20, 0])))
    }

    @Test("plates that are too small for their lines, and lines too noisy, are named")
    func faults() throws {
        var description = try CryostatDescription.preset("krinner-50")
        description.noiseLimit = 1e-2
        description.stages[4].plate?.lineArea = 4e-4
        let faults = try CryostatModel(description).solve().faults
        #expect(faults.count == 2 && faults[0].contains("‘pump’") && faults[1].contains("base plate"), "\(faults)")
        // 124 lines of some 2.2 mm: 4.7 cm².
        let usage = try #require(try CryostatModel(description).plateUsage.first { $0.stage == .base })
        let squares: Double = 116 * pow(2.197e-3, 2) + 8 * pow(2.19e-3, 2)
        let expected: Double = Double.pi / 4 * squares
        #expect(abs(usage.used / expected - 1) < 1e-3)
    }
}
