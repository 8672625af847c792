import Cryogenics
import Materials
import SubkelvinTesting
import Testing

/// Photons down a line, of which the parts are attenuators and cables.
@Suite struct SignalLineTests {
    @Test("photons down a line of attenuators, against mpmath")
    func attenuators() throws {
        let line = SignalLine(
            source: 300,
            parts: [
                .attenuator(decibels: 20, temperature: 4), .attenuator(decibels: 20, temperature: 0.1),
                .attenuator(decibels: 20, temperature: 0.015),
            ])
        let expected = [1249.6972140558075, 28.509523408818843, 0.38390743850861203, 0.003839186076373482]
        for (found, reference) in zip(try line.photons(frequency: 5e9), expected) {
            #expect(abs(found / reference - 1) < 1e-12)
        }
        #expect(abs((try line.photons(frequency: 6e9).last ?? 0) / 0.0029567151696977124 - 1) < 1e-12)
    }

    @Test("a cable between two temperatures, against mpmath's quadrature")
    func cables() throws {
        let short = SignalLine(source: 4, parts: [.cable(decibels: 3, from: 4, to: 0.1)])
        #expect(abs((try short.photons(frequency: 5e9).last ?? 0) / 11.666343413062418 - 1) < 1e-9)
        let long = SignalLine(source: 300, parts: [.cable(decibels: 60, from: 300, to: 0.02)])
        #expect(abs((try long.photons(frequency: 5e9).last ?? 0) / 90.07493008167486 - 1) < 1e-6)
        // A cable at one temperature is an attenuator.
        let even = SignalLine(source: 300, parts: [.cable(decibels: 7, from: 2, to: 2)])
        let lumped = SignalLine(source: 300, parts: [.attenuator(decibels: 7, temperature: 2)])
        #expect(abs(try even.photons(frequency: 5e9)[1] / lumped.photons(frequency: 5e9)[1] - 1) < 1e-12)
    }

    @Test("a line at one temperature leaves equilibrium as it is, whatever it loses")
    func equilibrium() throws {
        var random = SeededRandom(seed: 11)
        for _ in 0..<100 {
            let temperature = Double.random(in: 0.01...300, using: &random)
            let line = SignalLine(
                source: temperature,
                parts: (0..<4).map { _ in
                    .attenuator(decibels: .random(in: 0...30, using: &random), temperature: temperature)
                })
            let photons = try line.photons(frequency: 6e9)
            #expect(photons.allSatisfy { abs($0 / photons[0] - 1) < 1e-12 })
        }
    }

    @Test("the drive line of a published set-up, 6 GHz from 300 K, to six digits")
    func driveLine() throws {
        let temperatures = [35, 2.85, 0.882, 0.082, 0.006]
        let line = SignalLine(
            source: 300,
            parts: zip([0, 20, 0, 20, 20], temperatures).map { .attenuator(decibels: $0, temperature: $1) })
        let photons = try line.photons(frequency: 6e9)
        for (index, expected) in [(2, 19.725065), (4, 0.22770918), (5, 0.0022770918)] {
            #expect(abs(photons[index] / expected - 1) < 1e-6, "\(photons[index])")
        }
    }

    @Test("a cable whose profile is known loses and brings what its own equations say, between its ends as lumps")
    func knownCable() throws {
        let materials = LineMaterials()
        let cable = try CableCatalogue.standard().cable(named: "219-ss-ss")
        let run = try CableRun(cable, from: 300, to: 4, length: 0.5, materials: materials)
        let line = SignalLine(source: 300, parts: [.run(run)])
        let found = try #require(try line.photons(frequency: 6e9).last)
        let loss = try run.loss(frequency: 6e9)
        func lumped(_ temperature: Double) throws -> Double {
            let line = SignalLine(source: 300, parts: [.attenuator(decibels: loss, temperature: temperature)])
            return try line.photons(frequency: 6e9)[1]
        }
        #expect(try found > lumped(4) && found < lumped(300))
        // Steel conducts better when warm, so most of the cable is warmer than one whose temperature runs evenly.
        let even = SignalLine(source: 300, parts: [.cable(decibels: loss, from: 300, to: 4)])
        #expect(try found > even.photons(frequency: 6e9)[1])
    }
}
