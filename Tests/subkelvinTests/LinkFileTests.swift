import CommandLineKit
import Foundation
import SubkelvinTesting
import Testing

@testable import subkelvin

@Suite("Link files with faults end in one line with file, line, column, key and expectation, and 65")
struct LinkFileTests {
    /// What a command says of a text, the folder of its file left out.
    private func solving(_ text: String, as name: String = "mine.yaml") async throws -> Run {
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/\(name)"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        var run = await Run(["link", "solve", path])
        run.error = run.error.replacing("\(folder.path)/", with: "")
        return run
    }

    private static let sound = """
        kind: Link
        name: mine
        title: Mine
        variation: { base_floor: 10 mK, radiation_on_4K: 1, residual_resistance_ratio: { 4K: 230 } }
        supports: [0 m, 5 m]
        modules:
          - { kind: node, name: A }
          - { kind: adapter, name: AM1, length: 1.25 m }
          - { kind: braid, name: BM1 }
          - { kind: link, name: LM1, length: 2.5 m, start: 1.25 m }
          - { kind: braid, name: BM2 }
          - { kind: adapter, name: AM2, length: 1.25 m }
          - { kind: node, name: B }

        """

    @Test("without a fault it is the 5 m link, but for the base floor")
    func soundFile() async throws {
        let run = try await solving(Self.sound)
        let preset = await Run(line: "link solve --preset eth-5m --base-floor 10mK")
        #expect(run.code == .done, "\(run.error)")
        #expect(run.output.split(separator: "\n").dropFirst() == preset.output.split(separator: "\n").dropFirst())
    }

    @Test(
        "faults of a module, and where",
        arguments: [
            // Overlapping and gaping modules.
            (
                "start: 1.25 m", "start: 1 m",
                "mine.yaml:10:52: modules[3].start: ‘LM1’: overlaps what stands before it by 250 mm"
            ),
            (
                "start: 1.25 m", "start: 2 m",
                "modules[3].start: ‘LM1’: leaves a gap before it of 750 mm; expected 1.25 m"
            ),
            ("  - { kind: braid, name: BM1 }\n", "", "mine.yaml:9:5: modules[2]: ‘LM1’: nothing joins it to ‘AM1’"),
            // Lengths that cannot be.
            (
                "length: 2.5 m", "length: -1 m",
                "mine.yaml:10:38: modules[3].length: ‘LM1’: the length is -1.0; it must be"
            ),
            (
                "length: 2.5 m", "length: 0 m",
                "mine.yaml:10:38: modules[3].length: ‘LM1’: the length is 0.0; it must be"
            ),
            ("length: 2.5 m", "length: .nan", "mine.yaml:10:38: modules[3].length"),
            ("length: 2.5 m", "length: nan m", "mine.yaml:10:38: modules[3].length"),
            ("length: 2.5 m", "length: 2.5", "mine.yaml:10:38: modules[3].length: ‘2.5’ has no unit"),
            ("length: 2.5 m", "length: 2.5 K", "mine.yaml:10:38: modules[3].length"),
            (
                "length: 2.5 m", "length: 2.5e9 m",
                "mine.yaml:10:38: modules[3].length: ‘LM1’: the module is 2500000000.0 m"
            ),
            (
                "length: 2.5 m", "length: 1e300 m",
                "mine.yaml:10:38: modules[3].length: ‘LM1’: the module is 1e+300 m long"
            ),
            ("1.25 m }", "9999 m }", "mine.yaml:7:3: modules: the link is 20000.5 m long; the most that is solved"),
            ("length: 2.5 m", "length: 20 cm", "modules[3].length: ‘LM1’: 200 mm is no longer than the gaps of 250 mm"),
            (", length: 2.5 m", "", "mine.yaml:10:5: modules[3]: ‘LM1’: missing key ‘length’; a module of"),
            ("braid, name: BM1", "braid, name: BM1, length: 1 m", "modules[2].length: ‘BM1’: a braid has no length"),
            // A braid between nothing.
            (
                "  - { kind: adapter, name: AM1, length: 1.25 m }\n", "",
                "mine.yaml:8:5: modules[1]: ‘BM1’: a braid stands between two modules with shields"
            ),
            // What holds the link up.
            (
                "[0 m, 5 m]", "[0 m, 4 m]",
                "mine.yaml:5:11: supports: the link is 5 m long, and its last support stands at 4 m"
            ),
            ("[0 m, 5 m]", "[]", "mine.yaml:5:11: supports: the link is 5 m long, and it has no support"),
            (
                "[0 m, 5 m]", "[0 m, 5 m, 3 m]",
                "mine.yaml:5:22: supports[2]: 3 m from the left node; expected not below"
            ),
            ("[0 m, 5 m]", "[-1 m, 5 m]", "mine.yaml:5:12: supports[0]: -1 m from the left node"),
            // Names and kinds.
            (
                "braid, name: BM2", "braid, name: BM1",
                "mine.yaml:11:26: modules[4].name: ‘BM1’: another module has this name"
            ),
            ("node, name: A", "node, name: ''", "mine.yaml:7:25: modules[0].name: the name is empty; expected one"),
            ("link, name: LM1", "link, name: ' '", "modules[3].name: ‘ ’: the name is empty"),
            ("kind: braid, name: BM1", "kind: brade, name: BM1", "modules[2].kind: ‘brade’ is none of: node, adapter"),
            ("start: 1.25 m", "begin: 1.25 m", "unknown key ‘begin’"),
            ("kind: Link", "kind: Linc", "mine.yaml:1:7: kind: ‘Linc’ is none of: Link; did you mean Link?"),
            ("title: Mine", "titel: Mine", "missing key ‘title’; is ‘titel’ at 3:1 meant?"),
            ("title: Mine", "title: Mine\nparameters: eth-tabel-3", "mine.yaml:4:13: parameters: no set of parameters"),
            // Ends, and what does not belong to a kind.
            ("  - { kind: node, name: B }\n", "", "mine.yaml:7:3: modules: a link begins and ends with a node"),
            (
                "node, name: A", "node, name: A, cooling_factor: -1",
                "modules[0].cooling_factor: ‘A’: the cooling factor is"
            ),
            ("node, name: A", "node, name: A, cooling_factor: .inf", "mine.yaml:7:44: modules[0].cooling_factor"),
            ("node, name: A", "node, name: A, dilution_units: 1", "modules[0].dilution_units: ‘A’: a node carries no"),
            (
                "braid, name: BM1", "braid, name: BM1, cooling_factor: 2",
                "modules[2].cooling_factor: ‘BM1’: a braid does not"
            ),
            // What is varied.
            ("base_floor: 10 mK", "base_floor: 10", "mine.yaml:4:26: variation.base_floor: ‘10’ has no unit"),
            ("base_floor: 10 mK", "base_floor: 0 K", "mine.yaml:4:26: variation.base_floor: the base floor is 0.0"),
            ("radiation_on_4K: 1", "radiation_on_4K: -1", "variation.radiation_on_4K: the factor on radiation is -1.0"),
            ("radiation_on_4K: 1", "radiation_on_4K: .nan", "variation.radiation_on_4K"),
            ("4K: 230", "4K: -3", "variation.residual_resistance_ratio.4K"), ("4K: 230", "3K: 230", "unknown key ‘3K’"),
        ])
    func fault(good: String, bad: String, words: String) async throws {
        let text = Self.sound.replacing(good, with: bad)
        #expect(text != Self.sound)
        let run = try await solving(text)
        #expect(run.code == .badData && run.output.isEmpty, "\(run.output)\(run.error)")
        #expect(run.error.contains(words), "\(run.error)")
        #expect(run.error.contains(#/mine\.yaml:\d+:\d+: /#), "\(run.error)")
        #expect(run.error.split(separator: "\n").count == 1, "\(run.error)")
    }

    @Test(
        "empty, broken, hostile and huge files are refused in time",
        arguments: [
            ("empty", ""), ("comment", "# nothing\n"), ("list", "- a\n"), ("binary", "\u{1}\u{2}\u{0}"),
            ("unfinished", "modules: ["), ("deep", String(repeating: "[", count: 100_000)),
            ("huge", sound + String(repeating: "  - { kind: braid, name: x }\n", count: 1_000_000)),
        ])
    func hostile(name: String, text: String) async throws {
        let start = ContinuousClock.now
        let run = try await solving(text)
        #expect(run.code == .badData && run.error.hasPrefix("subkelvin: mine.yaml"), "\(run.error.prefix(300))")
        #expect(run.error.count < 500 && run.output.isEmpty)
        // Generous: an unbounded reader takes hours or all memory.
        #expect(ContinuousClock.now - start < .seconds(600))
    }

    @Test("a file may not be stretched beyond its supports, nor be given beside what it says itself")
    func beside() async throws {
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/mine.yaml"
        try Self.sound.write(toFile: path, atomically: true, encoding: .utf8)
        for (options, words) in [
            ("--length 6m", "the last support"), ("--preset eth-5m", "either a file or --preset"),
            ("--cooling-units 1", "a file says itself"), ("--cooling-unit-spacing 5m", "a file says itself"),
        ] {
            let run = await Run(line: "link solve \(path) \(options)")
            #expect(run.code == .usage && run.error.contains(words), "\(run.error)")
        }
        #expect(await Run(line: "link solve \(path) --length 4m").code == .done)
    }

    @Test("a link without a steady state says where and why, and ends with 1")
    func noSteadyState() async throws {
        for line in [
            "link solve --length 200m --cooling-units 0 --no-mli --solver cascade",
            "link check --length 200m --cooling-units 0 --no-mli --solver cascade",
        ] {
            let run = await Run(line: line)
            #expect(run.code == .no && run.output.isEmpty, "\(run.output)")
            #expect(run.error.hasPrefix("subkelvin: ") && run.error.contains("50K "), "\(run.error)")
            #expect(run.error.contains("K"), "\(run.error)")
            #expect(!run.error.lowercased().contains("nan"), "\(run.error)")
        }
    }

    @Test(
        "options that contradict each other or cannot be are usage",
        arguments: [
            ("link solve --no-mli --heat-flux table-3", "exclude each other"),
            ("link solve --no-mli --heat-flux appendix-d", "exclude each other"),
            ("link reach --no-mli --heat-flux table-3", "exclude each other"),
            ("link check --no-mli --heat-flux table-3", "exclude each other"),
            ("link solve --cooling-units 1 --cooling-unit-spacing 15m", "exclude each other"),
            ("link solve --length 11km", "10 km at most"), ("link solve --length nanm", "--length"),
            ("link solve --length infm", "--length"), ("link solve --length 20", "--length"),
            ("link solve --base-floor 0K", "--base-floor must be above zero"),
            ("link solve --base-floor -1K", "--base-floor must be above zero"),
            ("link dwell --no-mli", "leaves no insulation that could age"),
            ("link solve --heat-flux table-4", "table-3"), ("link solve --solver newton", "coupled, cascade"),
            ("link reach --length 20m", "--max-length"), ("link reach --max-length 0m", "--max-length"),
            ("link reach --resolution 1m --cooling-unit-spacing 15m", "exclude each other"),
        ])
    func options(line: String, words: String) async {
        let run = await Run(line: line)
        #expect(run.code == .usage && run.output.isEmpty, "\(run.output)\(run.error)")
        #expect(run.error.contains(words), "\(run.error)")
    }
}
