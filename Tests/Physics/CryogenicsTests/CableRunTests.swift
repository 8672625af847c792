import Foundation
import Materials
import SubkelvinTesting
import Testing

@testable import Cryogenics

/// What cables lose, by frequency and along their temperature.
@Suite struct CableRunTests {
    private let catalogue: CableCatalogue
    private let materials = LineMaterials()

    init() throws { catalogue = try CableCatalogue.standard() }

    @Test(
        "stated losses are met at every point of the data sheet",
        arguments: CableTests.all.filter { $0.statedLoss != nil })
    func stated(_ cable: Cable) throws {
        let table = try #require(cable.statedLoss)
        let attenuation = try CableAttenuation(cable, materials: materials)
        for row in table.rows {
            for (frequency, loss) in zip(table.frequencies, row.losses) {
                let found = try attenuation.decibelsPerMetre(frequency: frequency, temperature: row.temperature)
                #expect(abs(found - loss) < 1e-12)
            }
        }
        #expect(throws: LineError.self) { try attenuation.decibelsPerMetre(frequency: 25e9, temperature: 4) }
        #expect(throws: LineError.self) { try attenuation.decibelsPerMetre(frequency: 5e9, temperature: 301) }
    }

    @Test(
        "skin effect beside the data sheets, 1 to 20 GHz: 0.78 to 1.03 of them at 300 K, 0.99 to 1.35 at 4 K",
        arguments: CableTests.all.filter { $0.statedLoss != nil })
    func skinEffect(_ cable: Cable) throws {
        let table = try #require(cable.statedLoss)
        let attenuation = try CableAttenuation(cable, materials: materials, method: .skinEffect)
        for (temperature, bounds) in [(300.0, 0.78...1.03), (4.0, 0.99...1.35)] {
            let row = try #require(table.rows.first { $0.temperature == temperature })
            for (frequency, loss) in zip(table.frequencies, row.losses) where frequency >= 1e9 && loss > 0 {
                let ratio = try attenuation.decibelsPerMetre(frequency: frequency, temperature: temperature) / loss
                #expect(bounds.contains(ratio), "\(cable.name) at \(frequency) Hz, \(temperature) K: \(ratio)")
            }
        }
    }

    @Test("a layer on a metal reflects as the complex equations say")
    func layers() {
        var random = SeededRandom(seed: 3)
        for _ in 0..<500 {
            let layer = pow(10, Double.random(in: -10 ... -6, using: &random))
            let base = pow(10, Double.random(in: -10 ... -6, using: &random))
            let thickness = pow(10, Double.random(in: -7 ... -4, using: &random))
            let frequency = pow(10, Double.random(in: 7...10.5, using: &random))
            let found = SkinEffect.resistance(frequency: frequency, layer: layer, thickness: thickness, base: base)
            let own = Complex(1, 1) * SkinEffect.resistance(frequency: frequency, resistivity: layer)
            let below = Complex(1, 1) * SkinEffect.resistance(frequency: frequency, resistivity: base)
            let depth = SkinEffect.depth(frequency: frequency, resistivity: layer)
            let decay = (Complex(1, 1) * (-2 * thickness / depth)).exponential
            let tangent = (Complex(1, 0) - decay) / (Complex(1, 0) + decay)
            let expected = own * (below + own * tangent) / (own + below * tangent)
            #expect(abs(found / expected.real - 1) < 1e-9)
        }
    }

    @Test(
        "a cable cut in two at any place loses and brings the same",
        arguments: ["219-ss-ss", "219-agcuni-cuni", "ut-085-cuni"])
    func cutting(_ name: String) throws {
        let cable = try catalogue.cable(named: name)
        var random = SeededRandom(seed: 5)
        for _ in 0..<12 {
            let warm = pow(10, Double.random(in: -0.5...2.4, using: &random))
            let cold = warm * pow(10, Double.random(in: -1.5 ... -0.1, using: &random))
            let share = Double.random(in: 0.05...0.95, using: &random)
            let frequency = Double.random(in: 1e9...15e9, using: &random)
            let whole = try CableRun(cable, from: warm, to: cold, length: 0.4, materials: materials)
            let middle = try whole.temperature(at: share)
            let first = try CableRun(cable, from: warm, to: middle, length: 0.4 * share, materials: materials)
            let second = try CableRun(cable, from: middle, to: cold, length: 0.4 * (1 - share), materials: materials)
            #expect(abs(first.heat / whole.heat - 1) < 1e-8)
            #expect(abs(second.heat / whole.heat - 1) < 1e-8)
            let loss = try whole.loss(frequency: frequency)
            #expect(abs(try (first.loss(frequency: frequency) + second.loss(frequency: frequency)) / loss - 1) < 1e-7)
            let photons = try whole.photons(entering: 100, frequency: frequency)
            let cut = try second.photons(
                entering: first.photons(entering: 100, frequency: frequency), frequency: frequency)
            #expect(abs(cut / photons - 1) < 3e-6, "\(warm) to \(cold) K: \(cut) beside \(photons)")
        }
    }

    @Test("the profile begins and ends at the ends, and is never outside")
    func profile() throws {
        let run = try CableRun(
            catalogue.cable(named: "ut-085-ss"), from: 0.006, to: 35, length: 0.3, materials: materials)
        let places = stride(from: 0.0, through: 1, by: 0.05).map { $0 }
        let temperatures = try places.map { try run.temperature(at: $0) }
        #expect(abs((temperatures.first ?? 0) / 0.006 - 1) < 1e-9)
        #expect(abs((temperatures.last ?? 0) / 35 - 1) < 1e-9)
        #expect(zip(temperatures, temperatures.dropFirst()).allSatisfy { $0 < $1 })
        #expect(throws: LineError.self) { try run.temperature(at: 1.01) }
    }

    @Test("by a conductivity that grows as T, T² runs straight along a cable")
    func straightSquare() throws {
        let linear = LineMaterials(laws: "linear")
        let run = try CableRun(catalogue.cable(named: "ut-085-ss"), from: 3.5, to: 0.5, length: 1, materials: linear)
        for share in [0.1, 0.4, 0.9] {
            let square = 3.5 * 3.5 + share * (0.5 * 0.5 - 3.5 * 3.5)
            #expect(abs(try run.temperature(at: share) / square.squareRoot() - 1) < 1e-8)
        }
        // The mean of T over the length is then 2/3·(T₁³ − T₂³)/(T₁² − T₂²).
        let mean = try run.mean { $0 }
        #expect(abs(mean / (2.0 / 3 * (3.5 * 3.5 * 3.5 - 0.125) / (3.5 * 3.5 - 0.25)) - 1) < 1e-9)
    }

    @Test("photons of a cable with even loss and T² straight, against a fine sum")
    func photons() throws {
        let linear = LineMaterials(laws: "linear")
        let run = try CableRun(
            catalogue.cable(named: "219-ss-ss"), from: 3.9, to: 0.02, length: 1.2, materials: linear)
        let frequency = 6e9
        let total = try run.loss(frequency: frequency) * log(10) / 10
        let steps = 400_000
        var photons = 50.0
        for step in 0..<steps {
            let share = (Double(step) + 0.5) / Double(steps)
            let temperature = (3.9 * 3.9 + share * (0.02 * 0.02 - 3.9 * 3.9)).squareRoot()
            let occupation = ThermalPhotons.occupation(frequency: frequency, temperature: temperature)
            photons += -expm1(-total / Double(steps)) * (occupation - photons)
        }
        #expect(abs(try run.photons(entering: 50, frequency: frequency) / photons - 1) < 1e-5)
    }

    @Test("a superconducting cable loses nothing below its critical temperature, and lets photons pass")
    func superconducting() throws {
        for name in ["ut-085-nbti", "219-nbti-nbti"] {
            let cable = try catalogue.cable(named: name)
            let cold = try CableRun(cable, from: 9, to: 0.01, length: 0.5, materials: materials)
            #expect(try cold.loss(frequency: 6e9) == 0)
            #expect(try cold.photons(entering: 3, frequency: 6e9) == 3)
            let warm = try CableRun(cable, from: 15, to: 4, length: 0.5, materials: materials)
            let half = try warm.loss(frequency: 6e9)
            let normal = try CableAttenuation(cable, materials: materials).decibelsPerMetre(
                frequency: 6e9, temperature: 12)
            #expect(half > 0 && half < 0.5 * normal)
        }
    }

    @Test("a line at one temperature leaves equilibrium as it is")
    func equilibrium() throws {
        let cable = try catalogue.cable(named: "219-cuni-cuni")
        for temperature in [0.02, 0.5, 4, 77] {
            let run = try CableRun(cable, from: temperature, to: temperature, length: 2, materials: materials)
            let entering = ThermalPhotons.occupation(frequency: 7e9, temperature: temperature)
            #expect(abs(try run.photons(entering: entering, frequency: 7e9) / entering - 1) < 1e-12)
            #expect(run.heat == 0)
        }
    }

    @Test("a current heats a wire by I²R")
    func ohmic() throws {
        let cable = try Cable(
            name: "even", title: "", source: "", kind: .loom,
            parts: [Cable.Part(.wire, "manganin", .area(1e-8), count: 4, resistivity: 4.5e-7)], outerDiameter: 1e-3)
        let profile = try CableRun(cable, from: 300, to: 4, length: 0.5, materials: materials)
        let heat = try profile.ohmicHeat(current: 0.01, in: .wire, materials: materials)
        #expect(abs(heat.total / (1e-4 * 4.5e-7 / 1e-8 * 0.5) - 1) < 1e-9)
        #expect(abs(heat.toFirst / heat.toSecond - 1) < 1e-9)
    }

    @Test("where only the warm part of a superconducting wire resists, only that heats")
    func partlyNormal() throws {
        let cable = try catalogue.cable(named: "loom-nbti-12x2")
        let profile = try CableRun(cable, from: 15, to: 4, length: 1, materials: materials)
        let heat = try profile.ohmicHeat(current: 1e-3, in: .wire, materials: materials)
        // The share of the length above 9.2 K, by bisection of the profile itself.
        var (low, high) = (0.0, 1.0)
        for _ in 0..<50 {
            let middle = (low + high) / 2
            if try profile.temperature(at: middle) > 9.2 { low = middle } else { high = middle }
        }
        let resistance = try cable.resistance(of: .wire, at: 12, materials: materials)
        #expect(abs(heat.total / (1e-6 * resistance * low) - 1) < 0.01)
        #expect(abs(heat.toSecond / heat.total / (low / 2) - 1) < 0.01)
        let cold = try CableRun(cable, from: 9, to: 4, length: 1, materials: materials)
        #expect(try cold.ohmicHeat(current: 1, in: .wire, materials: materials).total == 0)
    }

    @Test("a dielectric adds πf√ε′·tan δ/c to what the conductors lose")
    func dielectric() throws {
        let bare = try catalogue.cable(named: "ut-085-nbti")
        var filled = bare
        filled.dielectric = Cable.Dielectric(permittivity: 2.03, lossTangent: 2e-4)
        let loss = try CableAttenuation(filled, materials: materials).decibelsPerMetre(frequency: 1e9, temperature: 4)
        #expect(abs(loss - 0.0259376) < 1e-6, "\(loss)")
    }

    @Test("below the frequency at which the skin is as thick as the metal, skin effect is refused")
    func thinMetal() throws {
        let attenuation = try CableAttenuation(catalogue.cable(named: "ut-085-ss"), materials: materials)
        #expect(throws: LineError.self) { try attenuation.decibelsPerMetre(frequency: 1e6, temperature: 300) }
        #expect(throws: LineError.self) { try attenuation.decibelsPerMetre(frequency: 2e11, temperature: 300) }
        #expect(throws: LineError.self) {
            try CableAttenuation(catalogue.cable(named: "pair-phosphor-bronze-36"), materials: materials)
        }
    }
}

/// Enough of complex numbers to write the equations as they stand in books.
private struct Complex {
    var real: Double
    var imaginary: Double

    init(_ real: Double, _ imaginary: Double) { (self.real, self.imaginary) = (real, imaginary) }

    var exponential: Complex { Complex(exp(real) * cos(imaginary), exp(real) * sin(imaginary)) }

    static func + (a: Complex, b: Complex) -> Complex { Complex(a.real + b.real, a.imaginary + b.imaginary) }
    static func - (a: Complex, b: Complex) -> Complex { Complex(a.real - b.real, a.imaginary - b.imaginary) }
    static func * (a: Complex, b: Double) -> Complex { Complex(a.real * b, a.imaginary * b) }
    static func * (a: Complex, b: Complex) -> Complex {
        Complex(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
    }
    static func / (a: Complex, b: Complex) -> Complex {
        let size = b.real * b.real + b.imaginary * b.imaginary
        return a * Complex(b.real / size, -b.imaginary / size)
    }
}
