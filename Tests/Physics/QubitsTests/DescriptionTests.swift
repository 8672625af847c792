import Configuration
import Cryogenics
import Testing

@testable import Qubits

@Suite("Qubits from files")
struct DescriptionTests {
    /// A qubit file's text, its parts given as lines of YAML.
    private static func qubit(
        frequency: String = "1 GHz", relaxation: String = "{ other: 50 µs }", dephasing: String = "{}",
        lines: String = "{}"
    ) throws -> QubitDescription {
        let text = """
            kind: Qubit
            name: one
            title: "A qubit"
            frequency: \(frequency)
            temperature: 20 mK
            gates: { one_qubit: 20 ns }
            relaxation: \(relaxation)
            dephasing: \(dephasing)
            lines: \(lines)
            """
        return try QubitDescription(ConfigurationDecoder().decode(QubitFile.self, from: Array(text.utf8)))
    }

    private static let warm = "{ feed: { source: 1 K, parts: [] } }"
    private static let relaxing = "{ lines: [{ line: feed, quality_factor: 1e6 }] }"
    private static let reading =
        "{ readout: { dispersive_shift: 0.5 MHz, linewidth: 1 MHz, frequency: 10 GHz, line: feed } }"

    /// 1/(e^(hf/kT) − 1) at 1 GHz and 10 GHz, and (ω/Q)(2n + 1) with the first, by Python.
    @Test("a line brings photons of the qubit's frequency to the qubit and of the resonator's to the resonator")
    func lines() throws {
        let both = try Self.qubit(relaxation: Self.relaxing, dephasing: Self.reading, lines: Self.warm)
        #expect(both.lines.map(\.name) == ["feed", "feed, readout"])
        #expect(both.lines.map(\.use) == [.relaxation, .readout])
        #expect(both.lines.map(\.frequency) == [1e9, 1e10])
        #expect(abs(both.lines[0].photons / 20.340618339036453 - 1) < 1e-12)
        #expect(abs(both.lines[1].photons / 1.623502914385847 - 1) < 1e-12)
        #expect(abs(both.coherence.relaxationRate / 261890.93388074258 - 1) < 1e-12)
        let reader = try ReadoutResonator(dispersiveShift: Double.pi * 1e6, linewidth: 2 * Double.pi * 1e6)
        #expect(
            abs(try both.coherence.dephasingRate / reader.dephasing(photons: 1.623502914385847) - 1) < 1e-12)
    }

    @Test("a line's uses one at a time, and none")
    func uses() throws {
        let relaxing = try Self.qubit(relaxation: Self.relaxing, lines: Self.warm)
        #expect(relaxing.lines.map(\.name) == ["feed"] && relaxing.lines.map(\.frequency) == [1e9])
        #expect(abs(relaxing.coherence.relaxationRate / 261890.93388074258 - 1) < 1e-12)
        let reading = try Self.qubit(dephasing: Self.reading, lines: Self.warm)
        #expect(reading.lines.map(\.name) == ["feed"] && reading.lines.map(\.use) == [.readout])
        #expect(reading.lines.map(\.frequency) == [1e10])
        let idle = try Self.qubit(lines: Self.warm)
        #expect(idle.lines.map(\.use) == [.none] && idle.lines.map(\.frequency) == [1e9])
    }

    @Test("a cable of the catalogue brings what its own profile says")
    func cable() throws {
        let part = "{ cable: 219-ss-ss, length: 50 cm, from: 300 K, to: 4 K }"
        let qubit = try Self.qubit(frequency: "5 GHz", lines: "{ feed: { source: 300 K, parts: [\(part)] } }")
        let run = try CableRun(
            CableCatalogue.standard().cable(named: "219-ss-ss"), from: 300, to: 4, length: 0.5,
            materials: LineMaterials())
        let entering = ThermalPhotons.occupation(frequency: 5e9, temperature: 300)
        let expected = try run.photons(entering: entering, frequency: 5e9)
        #expect(abs(qubit.lines[0].photons / expected - 1) < 1e-12)
    }

    @Test(
        "faults of a cable in a line, and where",
        arguments: [
            ("{ cable: 219-ss-ss, from: 300 K, to: 4 K }", "needs cable, length, from and to"),
            ("{ cable: 219-ss-ss, length: 1 m, from: 300 K, to: 4 K, loss_dB: 3 }", "nothing else"),
            ("{ cable: 219-ss, length: 1 m, from: 300 K, to: 4 K }", "no such cable"),
            ("{ cable: 219-ss-ss, length: -1 m, from: 300 K, to: 4 K }", "parts[0].length"),
            ("{ cable: 219-nbti-nbti, length: 1 m, from: 300 K, to: 4 K }", "300 K lies outside"),
            ("{ from: 300 K, to: 4 K }", "give loss_dB"),
        ])
    func faultyCables(_ part: String, _ words: String) throws {
        #expect {
            try Self.qubit(frequency: "5 GHz", lines: "{ feed: { source: 300 K, parts: [\(part)] } }")
        } throws: {
            "\($0)".contains(words) && "\($0)".hasPrefix("lines.feed")
        }
    }

    @Test("a name that the readout takes is taken")
    func names() {
        #expect {
            try Self.qubit(
                relaxation: Self.relaxing, dephasing: Self.reading,
                lines: #"{ feed: { source: 1 K, parts: [] }, "feed, readout": { source: 1 K, parts: [] } }"#)
        } throws: { "\($0)".hasPrefix("lines.feed, readout: ") }
    }

    @Test(
        "an error in what takes energy tells the place in the file and the file's own words and units",
        arguments: [
            ("{ loss_tangent: 0 }", "relaxation.loss_tangent: 0.0 lies"),
            ("{ quality_factor: 0 }", "relaxation.quality_factor: 0.0 lies"),
            ("{ lines: [{ line: feed, quality_factor: -1 }] }", "relaxation.lines[0].quality_factor: -1.0 lies"),
            (
                "{ lines: [{ line: food, quality_factor: 1 }] }",
                "relaxation.lines[0].line: no line is called ‘food’; there are feed"
            ),
            (
                "{ resonant_defects: [{ coupling: 10 kHz, width: 500 kHz }, { coupling: 400 kHz, width: 500 kHz }] }",
                "relaxation.resonant_defects[1].coupling: 400 kHz is not below a quarter of the width, 500 kHz"
            ),
            (
                "{ resonant_defects: [{ coupling: 1 kHz, width: 0 kHz }] }",
                "relaxation.resonant_defects[0].width: 0.0 lies outside its range, above 0 Hz"
            ),
            (
                "{ quasiparticles: { gap: 180 µeV, non_equilibrium: 2 } }",
                "relaxation.quasiparticles.non_equilibrium: 2.0 lies"
            ),
            (
                "{ quasiparticles: { gap: 180 µeV, critical_temperature: 0 K } }",
                "relaxation.quasiparticles.critical_temperature: 0.0 lies"
            ),
            (
                "{ quasiparticles: { gap: 180 µeV, critical_temperature: 15 mK } }",
                "temperature: 0.02 K is not below the critical temperature"
            ),
            ("{ other: 0 s }", "relaxation.other: 0.0 lies"),
        ])
    func relaxation(text: String, words: String) {
        #expect {
            try Self.qubit(relaxation: text, lines: Self.warm)
        } throws: { "\($0)".hasPrefix(words) }
    }

    @Test(
        "an error in what takes phase tells the place in the file",
        arguments: [
            ("{ flux: { amplitude: -1, slope: 1 MHz } }", "dephasing.flux.amplitude: -1.0 lies"),
            ("{ flux: { amplitude: 1e-6, slope: 1 MHz, logarithm: 0 } }", "dephasing.flux.logarithm: 0.0 lies"),
            ("{ defects: { time: 0 s, reference: 1 mK, exponent: 1 } }", "dephasing.defects.time: 0.0 lies"),
            ("{ defects: { time: 1 µs, reference: 0 K, exponent: 1 } }", "dephasing.defects.reference: 0.0 lies"),
            (
                "{ defects: { time: 1 µs, reference: 1 mK, exponent: 1e6 } }",
                "dephasing.defects: too large or too small"
            ),
            (
                "{ readout: { dispersive_shift: 1 MHz, linewidth: 0 MHz, frequency: 7 GHz, line: feed } }",
                "dephasing.readout.linewidth: 0.0 lies outside its range, above 0 Hz"
            ),
            (
                "{ readout: { dispersive_shift: 1 MHz, linewidth: 1 MHz, frequency: 0 Hz, line: feed } }",
                "dephasing.readout.frequency: 0.0 lies"
            ),
            (
                "{ readout: { dispersive_shift: 1 MHz, linewidth: 1 MHz, frequency: 7 GHz, line: food } }",
                "dephasing.readout.line: no line is called ‘food’; there are feed"
            ),
        ])
    func dephasing(text: String, words: String) {
        #expect {
            try Self.qubit(dephasing: text, lines: Self.warm)
        } throws: { "\($0)".hasPrefix(words) }
    }

    @Test(
        "an error in a line tells the line and the part",
        arguments: [
            ("{ source: 0 K, parts: [] }", "lines.feed.source: 0.0 lies outside its range, above 0 K"),
            (
                "{ source: 4 K, parts: [{ loss_dB: 3, temperature: 4 K }, { loss_dB: -3, temperature: 4 K }] }",
                "lines.feed.parts[1].loss_dB: -3.0 lies"
            ),
            ("{ source: 4 K, parts: [{ loss_dB: 3, temperature: 0 K }] }", "lines.feed.parts[0].temperature: 0.0 lies"),
            ("{ source: 4 K, parts: [{ loss_dB: 3, from: 0 K, to: 1 K }] }", "lines.feed.parts[0].from: 0.0 lies"),
            ("{ source: 4 K, parts: [{ loss_dB: 3, from: 1 K, to: 0 K }] }", "lines.feed.parts[0].to: 0.0 lies"),
            ("{ source: 4 K, parts: [{ loss_dB: 3, from: 1 K }] }", "lines.feed.parts[0]: give either temperature"),
        ])
    func feeds(text: String, words: String) {
        #expect {
            try Self.qubit(lines: "{ feed: \(text) }")
        } throws: { "\($0)".hasPrefix(words) }
    }

    @Test("a frequency of 0 is refused as the file's") func frequency() {
        #expect { try Self.qubit(frequency: "0 Hz") } throws: { "\($0)".hasPrefix("frequency: 0.0 lies") }
    }
}
