import CommandLineKit
import Cryogenics
import Foundation
import SubkelvinTesting
import Testing

@testable import subkelvin

@Suite("subkelvin cryostat import")
struct CryostatImportTests {
    private static let cooldown = "\(repository)/Examples/cryowire/cooldown.yaml"

    @Test("every line of a cooldown is carried over, and its attenuators with it")
    func cooldown() async throws {
        let run = await Run(line: "cryostat import \(Self.cooldown)")
        #expect(run.code == .done, "\(run.error)")
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/imported.yaml"
        try run.output.write(toFile: path, atomically: true, encoding: .utf8)
        let cryostat = try CryostatDescription.read(path)
        // Counted in the text itself: a line a line_id, a part a component below room temperature.
        let source = try String(contentsOfFile: Self.cooldown, encoding: .utf8)
        let wiring = try #require(source.components(separatedBy: "\nsummary:").first)
        #expect(cryostat.lines.reduce(0) { $0 + $1.count } == Double(wiring.ranges(of: "line_id:").count))
        let attenuators = cryostat.lines.reduce(0.0) { sum, line in
            sum + line.count
                * Double(line.parts.filter { if case .attenuator = $0.kind { true } else { false } }.count)
        }
        #expect(attenuators == Double(wiring.ranges(of: "type: attenuator").count))
        let isolators = cryostat.lines.reduce(0.0) {
            $0 + $1.count * Double($1.parts.filter { $0.name.contains("isolator") }.count)
        }
        #expect(isolators == Double(wiring.ranges(of: "type: isolator").count))
        #expect(await Run(line: "cryostat solve \(path)").code == .done)
        // What is not carried over is told, and stands in the file.
        for words in [
            "MITEQ AFS3-04001200-10-CR-4 at room temperature (RR00, RR01)", "8 qubits", "10 mW each", "ut-085-ss",
        ] {
            #expect(run.error.contains(words) && cryostat.assumptions.contains { $0.what.contains(words) }, "\(words)")
        }
    }

    @Test("modules, catalogues, additions and removals, as cryowire expands them; JSON reads like YAML")
    func modules() async throws {
        let folder = try TemporaryDirectory()
        let components = "\(folder.path)/components.yaml"
        try """
        A10: { type: attenuator, manufacturer: X, model: a10, value_dB: 10 }
        A20: { type: attenuator, manufacturer: X, model: a20, value_dB: 20 }
        LPF: { type: filter, manufacturer: Y, model: l, filter_type: Lowpass }

        """.write(toFile: components, atomically: true, encoding: .utf8)
        let path = "\(folder.path)/control.json"
        try """
        {"modules": {"m": {"stages": {"4K": ["A20"], "MXC": ["A20", "A10"]}}},
         "lines": [{"line_id": "C00", "qubit": "Q00", "module": "m"}, {"line_id": "C01", "qubit": "Q01", "module": "m"},
          {"line_id": "C02", "module": "m", "stages": {"4K": {"add": ["LPF"]}, "MXC": {"remove": ["A20"]}}},
          {"line_id": "C03", "stages": {"CP": ["A10"]}}]}
        """.write(toFile: path, atomically: true, encoding: .utf8)
        let json = try await Run(line: "cryostat import \(path) --components \(components) --json").object()
        let yaml = try #require(json["cryostat"] as? String)
        let imported = "\(folder.path)/imported.yaml"
        try yaml.write(toFile: imported, atomically: true, encoding: .utf8)
        let lines = try CryostatDescription.read(imported).lines
        #expect(lines.map(\.count) == [2, 1, 1])
        #expect(
            lines.map { $0.parts.map(\.stage) } == [
                [.fourKelvin, .base, .base], [.fourKelvin, .fourKelvin, .base], [.coldPlate],
            ])
        #expect(lines[1].parts.last?.kind == .attenuator(decibels: 10))
        #expect((json["notes"] as? [String])?.contains { $0.contains("loss of filters") } == true)
    }

    @Test(
        "what cannot be is refused at its place",
        arguments: [
            ("lines: [{ line_id: X00, stages: {} }]", "expected C, RS or RR"),
            ("lines: [{ line_id: C00, stages: {} }, { line_id: C00, stages: {} }]", "another line is called"),
            ("lines: [{ line_id: C00, module: m }]", "no module is called ‘m’"),
            ("lines: [{ line_id: C00, stages: { 4K: [A] } }]", "no component is called ‘A’"),
            ("lines: [{ line_id: C00, stages: { 3K: [] } }]", "no stage is called ‘3K’"),
            (
                "lines: [{ line_id: C00, stages: { 4K: [{ type: attenuator, manufacturer: X, model: y }] } }]",
                "value_dB"
            ),
            ("lines: [{ line_id: C00, stages: { 4K: [{ type: mixer, manufacturer: X, model: y }] } }]", "mixer"),
            ("lines: []", "there is no line"), ("wires: []", "wires"), ("", ""),
        ])
    func refused(text: String, words: String) async throws {
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/w.yaml"
        try (text + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        let run = await Run(line: "cryostat import \(path)")
        #expect(run.code == .badData && run.output.isEmpty, "\(run.output)")
        #expect(run.error.contains("w.yaml:") && (words.isEmpty || run.error.contains(words)), "\(run.error)")
    }

    @Test("a preset without the stage, and cables that are not there")
    func choices() async throws {
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/w.yaml"
        try """
        lines:
          - line_id: RR00
            stages: { CP: [{ type: isolator, manufacturer: X, model: i }], 4K: [{ type: amplifier, manufacturer: X, model: h }] }

        """.write(toFile: path, atomically: true, encoding: .utf8)
        let node = await Run(line: "cryostat import \(path) --preset eth-node")
        #expect(node.code == .badData && node.error.contains("has no cold plate stage"), "\(node.error)")
        #expect(await Run(line: "cryostat import \(path) --lines-as ut-085-sss").code == .usage)
        #expect(await Run(line: "cryostat import \(path) --lines-as Q=ut-085-ss").code == .usage)
        let run = await Run(
            line: "cryostat import \(path) --lines-as RR=219-cuni-cuni --isolation 18 --amplifier-power 5mW")
        #expect(run.output.contains("cable: 219-cuni-cuni") && run.output.contains("filter_dB: 18"))
        #expect(run.output.contains("amplifier: 5 mW"), "\(run.output)")
    }
}
