import Foundation
import Materials
import SubkelvinTesting
import Testing

@testable import Cryogenics

/// Stretches that are worked out once say what a cable says that is worked out by itself.
@Suite struct CableTableTests {
    @Test(
        "loss, photons and resistance are those of a run between the same temperatures",
        arguments: ["ut-085-ss", "219-nbti-nbti", "119-agcuni-cuni", "ut-085-cuni"])
    func likeARun(name: String) throws {
        let cable = try CableCatalogue.standard().cable(named: name)
        let materials = LineMaterials()
        let table = try CableTable(cable, materials: materials)
        let highest = name == "219-nbti-nbti" ? log10(19.0) : 2.477
        var random = SeededRandom(seed: 11)
        for _ in 0..<40 {
            let warm = pow(10, Double.random(in: -1...highest, using: &random))
            let cold = max(5e-3, warm * pow(10, Double.random(in: -2 ... -1e-3, using: &random)))
            let (length, frequency) = (
                Double.random(in: 0.05...1, using: &random), Double.random(in: 1e9...12e9, using: &random)
            )
            let run = try CableRun(cable, from: warm, to: cold, length: length, materials: materials)
            let loss = try run.loss(frequency: frequency)
            let found = try table.loss(from: warm, to: cold, length: length, frequency: frequency)
            #expect(abs(found - loss) <= 1e-6 * loss)
            let entering = ThermalPhotons.occupation(frequency: frequency, temperature: warm)
            let photons = try run.photons(entering: entering, frequency: frequency)
            let (passed, added) = try table.photons(from: warm, to: cold, length: length, frequency: frequency)
            #expect(abs((entering * passed + added) / photons - 1) < 3e-5, "\(warm) K to \(cold) K")
            let ohmic = try run.ohmicHeat(current: 1, in: .inner, materials: materials).total
            let resistance = try table.resistance(of: .inner, from: warm, to: cold, length: length)
            #expect(abs(resistance - ohmic) <= 1e-6 * ohmic)
        }
    }

    @Test("a superconducting length passes photons and adds none")
    func superconducting() throws {
        let cable = try CableCatalogue.standard().cable(named: "219-nbti-nbti")
        let table = try CableTable(cable, materials: LineMaterials())
        let (passed, added) = try table.photons(from: 4, to: 0.02, length: 0.5, frequency: 6e9)
        #expect(passed == 1 && added == 0)
    }
}
