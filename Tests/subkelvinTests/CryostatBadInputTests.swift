import CommandLineKit
import Foundation
import SubkelvinTesting
import Testing

@testable import subkelvin

@Suite("subkelvin cryostat: input that cannot be")
struct CryostatBadInputTests {
    /// A change to a preset's file, the words that answer it, and the line that is blamed, by what stands in it.
    struct Fault: Sendable, CustomTestStringConvertible {
        var preset = "krinner-50"
        var old: String
        var new: String
        var words: String
        var blamed: String
        var testDescription: String { words }

        init(_ old: String, _ new: String, _ words: String, at blamed: String, in preset: String = "krinner-50") {
            (self.old, self.new, self.words, self.blamed, self.preset) = (old, new, words, blamed, preset)
        }
    }

    static let drive = "  - name: drive\n    count: 50\n    cable: ut-085-ss\n"
    static let faults: [Fault] = [
        // The four that everybody makes.
        Fault(
            drive, drive + "    anchors: { base: { outer: 0 W/K } }\n",
            "a line without an anchor at its cold end is no line", at: "anchors: { base"),
        Fault(
            drive, drive + "    to: cold plate\n",
            "the base stage lies beyond the line, which runs from room to cold plate",
            at: "at: base"),
        Fault(
            "limit: 4.2 K", "limit: 30 K", "lies outside of what is known of this cooler", at: "map: pt415",
            in: "ld-400"),
        Fault("{ name: 4K,", "{ name: 50K,", "two plates are called ‘50K’, the other is number 1", at: "limit: 4.2 K"),
        // Stages.
        Fault("{ name: 4K,", "{ name: 5K,", "5K", at: "name: 5K"),
        Fault("limit: 4.2 K", "limit: 60 K", "is not below", at: "limit: 60 K"),
        Fault("limit: 4.2 K", "limit: 4.2", "4.2", at: "limit: 4.2,"),
        Fault("limit: 4.2 K", "limit: -4 K", "expected a number above 0", at: "limit: -4 K"),
        Fault("limit: 20 mK", "limit: 5.5 mK", "nothing is lifted at 5.5 mK", at: "limit: 5.5 mK"),
        Fault("distance: 290 mm", "distance: 0 mm", "expected a number above 0", at: "distance: 0 mm"),
        Fault("limit: 45 K, ", "", "limit", at: "name: 50K"),
        Fault("plate: { diameter: 500 mm }", "plate: { diameter: 500 mm, colour: gold }", "colour", at: "colour"),
        Fault(
            "plate: { diameter: 500 mm }", "plate: { diameter: 500 mm, line_area: 1 m2 }",
            "more than the plate's own area",
            at: "line_area"),
        Fault(
            "diameter: 380 mm, height: 780 mm", "diameter: 480 mm, height: 780 mm", "does not fit within the shield",
            at: "diameter: 480 mm", in: "ld-400"),
        Fault("layers: 20", "layers: 0", "expected 1 to 200", at: "layers: 0", in: "ld-400"),
        Fault("emissivity: 0.06, ", "emissivity: 1.6, ", "expected above 0", at: "emissivity: 1.6", in: "ld-400"),
        // Coolers.
        Fault("unloaded: 35 K,", "unloaded: 35 K, flow: 1 mmol/s,", "does not take this", at: "unloaded: 35 K"),
        Fault("unloaded: 35 K, ", "", "needs ‘unloaded’", at: "stage: 50K"),
        Fault("    base: { power: 19 µW, at: 20 mK }\n", "", "either ‘flow’ or ‘base’", at: "kind: dilution_unit"),
        Fault("map: pt415", "map: pt999", "expected one of", at: "pt999", in: "ld-400"),
        Fault("kind: pulse_tube,", "kind: puls_tube,", "pulse_tube", at: "puls_tube", in: "ld-400"),
        Fault("stage: 50K, unloaded", "stage: 4K, unloaded", "nothing cools the 50K stage", at: "name: 50K"),
        // Supports.
        Fault("material: vespel-sp1", "material: vesple", "vesple", at: "vesple", in: "ld-400"),
        Fault(
            "from: still, to: cold plate", "from: base, to: cold plate", "not warmer", at: "from: base", in: "ld-400"),
        Fault("count: 3, area: 2 cm2", "count: -3, area: 2 cm2", "expected 1 to 10000", at: "count: -3", in: "ld-400"),
        // Lines.
        Fault("count: 50", "count: -50", "expected 0 to a million", at: "count: -50"),
        Fault("cable: ut-085-ss", "cable: ut-085-sss", "ut-085-ss", at: "ut-085-sss"),
        Fault("name: flux", "name: drive", "another group of lines is called ‘drive’", at: "name: drive"),
        Fault("attenuator_dB: 20", "attenuator_dB: -20", "expected 0 to 200 dB", at: "dB: -20"),
        Fault("attenuator_dB: 20", "attenuator_dB: 20, filter_dB: 1", "expected one of", at: "filter_dB: 1"),
        Fault("attenuator_dB: 20", "attenuation: 20", "attenuation", at: "attenuation: 20"),
        Fault("    signal: dc\n", "    signal: dc\n    power: 1 W\n", "only a line whose signal is ‘input’", at: "1 W"),
        Fault("    signal: dc\n", "    signal: dc\n    from: base\n", "from", at: "name: flux"),
        Fault("    power: 80 µW\n", "    power: 80 µW\n    current: 1 mA\n", "one of both", at: "current: 1 mA"),
        Fault(
            drive, drive + "    lengths: { 3K: 1 m }\n", "no span of the line ends at a stage of this name", at: "3K"),
        Fault(drive, drive + "    lengths: { 4K: -1 m }\n", "expected a number above 0", at: "-1 m"),
        Fault(drive, drive + "    anchors: { 4K: { wire: 1 W/K } }\n", "has no ‘wire’ to be tied", at: "wire: 1"),
        Fault(drive, drive + "    anchors: { 4K: { inner: -1 W/K } }\n", "expected 0 or more", at: "inner: -1"),
        Fault(
            "    cables: { still: 219-nbti-nbti, ", "    cables: { 50K: 219-nbti-nbti, still: 219-nbti-nbti, ",
            "niobium-titanium, thermal conductivity: 300 K lies outside", at: "cable: ut-085-ss"),
        // What is found only when it is solved.
        Fault(
            drive, drive.replacing("ut-085-ss", with: "219-nbti-nbti"), "cable 219-nbti-nbti to the 50K stage",
            at: "cable: 219-nbti-nbti"),
        Fault(
            "material: g10-warp", "material: niobium-titanium", "300 K lies outside", at: "material: niobium-titanium",
            in: "ld-400"),
        // The rest.
        Fault("kind: Cryostat", "kind: Cryostate", "Cryostat", at: "kind: Cryostate"),
        Fault("stages:", "ambient: 20 K\nstages:", "not the temperature of a room", at: "ambient: 20 K"),
        Fault("power: 2 W }", "power: -2 W }", "expected 0 or more", at: "-2 W", in: "ld-400"),
        Fault("at: 50K, power: 2 W", "at: 70K, power: 2 W", "70K", at: "70K", in: "ld-400"),
        Fault("stages:", "laws: cubic\nstages:", "cubic", at: "laws: cubic"),
        Fault("lines:\n", "noise_limit: -1\nlines:\n", "expected a number above 0", at: "noise_limit"),
    ]

    @Test("is refused with file, line and column, and says what was expected", arguments: faults)
    func refused(fault: Fault) async throws {
        let file = try CryostatFileText(fault.preset, changing: [(fault.old, fault.new)])
        let run = await Run(line: "cryostat solve \(file.path)")
        #expect(run.code == .badData, "\(run.error)")
        #expect(run.error.contains(fault.words), "\(run.error)")
        let place = try #require(run.error.firstMatch(of: #/cryostat\.yaml:(\d+):(\d+):/#), "\(run.error)")
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(Int(place.1).map { lines[$0 - 1] })
        #expect(line.contains(fault.blamed), "\(run.error) blames: \(line)")
        #expect(run.output.isEmpty)
    }

    @Test("no file, no such file, both file and preset, wrong words")
    func usage() async throws {
        #expect(await Run(line: "cryostat solve").code == .usage)
        #expect(await Run(line: "cryostat solve /nowhere/at-all.yaml").code == .noSuchFile)
        #expect(
            await Run(line: "cryostat solve \(repository)/Examples/cryostats/ld-400.yaml --preset ld-400").code
                == .usage)
        let preset = await Run(line: "cryostat solve --preset ld400")
        #expect(preset.code == .usage && preset.error.contains("ld-400"))
        for words in [
            "--temperatures 4K", "--temperatures 2.85K,35K,0.882K,82mK,6mK", "--temperatures 35K,3K,0.882K,82mK,82mK",
            "--temperatures 35K,2.85K,0.882K,82mK,-6mK", "--temperatures 1,2,3,4,5",
            "--frequency 0Hz",
            "--frequency -1GHz", "--laws cubic", "--plot a.gif", "--report a.txt", "--current -1mA",
        ] {
            let run = await Run(line: "cryostat solve --preset krinner-50 \(words)")
            #expect(run.code == .usage || run.code == .badData, "\(words): \(run.code) \(run.error)")
            #expect(!run.error.isEmpty && run.output.isEmpty)
        }
    }

    @Test("an empty file, and one that is no cryostat")
    func empty() async throws {
        let folder = try TemporaryDirectory()
        for (name, text) in [
            ("empty", ""), ("blank", "\n\n"), ("list", "- 1\n"), ("other", "kind: Link\n"), ("nul", "\0"),
        ] {
            let path = "\(folder.path)/\(name).yaml"
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            let run = await Run(line: "cryostat check \(path)")
            #expect(run.code == .badData && run.error.contains("\(name).yaml"), "\(name): \(run.error)")
        }
    }

    @Test("two thousand groups of lines solve; no lines at all solve too")
    func huge() async throws {
        var lines = "lines:\n"
        for index in 0..<2000 { lines += "  - { name: l\(index), cable: 119-ss-ss, count: 0.01 }\n" }
        let (many, none) = (try CryostatFileText(), try CryostatFileText())
        let parts = many.text.split(separator: "lines:\n", maxSplits: 1)
        let tail = try #require(many.text.firstRange(of: "assumptions:"))
        try (parts[0] + lines).write(toFile: many.path, atomically: true, encoding: .utf8)
        let run = await Run(line: "cryostat solve \(many.path) --json")
        #expect(run.code == .done, "\(run.error)")
        // Work that grows with the square of their number would take minutes here.
        #expect((try run.object()["lines"] as? [[String: Any]])?.count == 2000)
        try (parts[0] + many.text[tail.lowerBound...]).write(toFile: none.path, atomically: true, encoding: .utf8)
        let quiet = await Run(line: "cryostat solve \(none.path)")
        #expect(quiet.code == .done && !quiet.output.contains("NOISE"), "\(quiet.error)")
    }
}
