import CommandLineKit
import Foundation
import SubkelvinTesting
import Testing

@testable import subkelvin

@Suite("Parameters of one's own: used by every command, refused with file, line, column, key and expectation")
struct LinkParametersFileTests {
    /// Table 3 as it comes with Subkelvin.
    private static var table3: String {
        get throws {
            try String(
                contentsOfFile: "\(repository)/Sources/Physics/Cryogenics/Presets/LinkParameters/eth-table-3.yaml",
                encoding: .utf8)
        }
    }

    /// What a command says with a text as its parameters, the folder of the file left out.
    private func running(_ line: String, _ text: String) async throws -> Run {
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/mine.yaml"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        var run = await Run(["link"] + words(of: line) + ["--parameters", path])
        run.output = run.output.replacing("\(folder.path)/", with: "")
        run.error = run.error.replacing("\(folder.path)/", with: "")
        return run
    }

    @Test(
        "a copy of the preset gives what the preset gives",
        arguments: [
            "solve --preset eth-5m", "solve --preset eth-5m --no-mli", "reach --max-length 5m", "check --preset eth-5m",
            "dwell --preset eth-5m", "travel", "copper --preset eth-5m --annealed 500", "waveguide --preset eth-5m",
        ])
    func copy(command: String) async throws {
        let run = try await running("\(command) --json", Self.table3)
        let preset = await Run(line: "link \(command) --json")
        #expect(run.code == preset.code && run.output == preset.output, "\(run.error)")
        #expect(!run.output.isEmpty)
    }

    @Test("a better braid makes the link colder, in a preset and in a file that varies something else besides")
    func braid() async throws {
        let better = try Self.table3.replacing("braid: { resistance: 40 K/mW", with: "braid: { resistance: 4 K/mW")
        for link in ["", "\(repository)/Examples/links/unequal-20m.yaml"] {
            func base(_ run: Run) throws -> Double {
                let stages = try #require(try run.object()["stages"] as? [[String: Any]], "\(run.error)")
                return try #require(stages.last?["maximum_K"] as? Double)
            }
            let plain = try base(await Run(line: "link solve \(link) --json"))
            let mine = try base(try await running("solve \(link) --json", better))
            #expect(mine < 0.95 * plain)
            // What the file varies still holds: its base floor.
            if !link.isEmpty { #expect(mine > 0.010) }
        }
    }

    @Test("a flux by a name of the file's own, and one that it lacks")
    func flux() async throws {
        let text = try Self.table3.replacing("table-3: 2.2 W/m2", with: "foil: 2.2 W/m2")
        let mine = try await running("solve --heat-flux foil --json", text)
        #expect(mine.code == .done, "\(mine.error)")
        #expect(mine.output == (await Run(line: "link solve --heat-flux table-3 --json")).output)
        let lacking = try await running("solve --heat-flux table-3", text)
        #expect(lacking.code == .badData && lacking.output.isEmpty)
        #expect(
            lacking.error.contains(
                "mine.yaml:24:9: stages[0].load.flux: no heat flux is called ‘table-3’; there are appendix-d, foil, no-mli"
            ),
            "\(lacking.error)")
        let bare = try await running("solve --no-mli", text.replacing("no-mli:", with: "bare:"))
        #expect(bare.code == .badData && bare.error.contains("‘no-mli’"), "\(bare.error)")
    }

    @Test(
        "faults, and where",
        arguments: [
            // Numbers that cannot be.
            (
                "power: 4 uW", "power: -4 uW",
                "stages[3].cooling.power: the cooling power is -4e-06; it must be a finite"
            ),
            ("power: 4 uW", "power: 0 W", "stages[3].cooling.power: the cooling power is 0.0; it must be"),
            ("power: 4 uW", "power: nan W", "stages[3].cooling.power"),
            ("power: 4 uW", "power: 4", "stages[3].cooling.power: ‘4’ has no unit"),
            ("offset: 0.5", "offset: -0.5", "stages[2].cooling.offset: the offset is -0.5; expected 0 or more"),
            ("exponent: 0.7", "exponent: 0", "stages[0].cooling.exponent: the exponent is 0.0"),
            ("exponent: 0.7", "exponent: .nan", "stages[0].cooling.exponent"),
            (
                "reference: 50 K, offset", "reference: 0 K, offset",
                "stages[0].cooling.reference: the reference temperature"
            ),
            (
                "room_temperature: 293 K", "room_temperature: 0 K",
                "mine.yaml:7:19: room_temperature: the temperature is"
            ),
            ("pitch: 2.5 m", "pitch: -1 m", "mine.yaml:8:8: pitch: the pitch is -1.0"),
            ("pitch: 2.5 m", "pitch: 2.4 m", "stages[3].shield.length: 2.45 m is longer than the pitch of 2.4 m"),
            ("[0.25, 0.75]", "[0.25, 1]", "post_places[1]: 1.0 of a module's length; expected more than 0"),
            ("[0.25, 0.75]", "[]", "post_places: the list is empty; expected at least one"),
            ("limit: 77 K", "limit: 0 K", "stages[0].limit: the limit is 0.0"),
            ("    limit: 50 mK\n", "", "stages[3].limits_reach: there is no limit that could"),
            ("cross_section: 2000 mm2", "cross_section: 0 m2", "stages[0].shield.cross_section: the cross-section is"),
            ("diameter: 55 mm", "diameter: -55 mm", "stages[3].shield.diameter: the diameter is"),
            (
                "posts: 50 uW/m", "posts: -50 uW/m",
                "stages[2].load.per_metre.posts: the load is -50 µW/m; expected 0 or more"
            ),
            ("appendix-d: 1.7 W/m2", "appendix-d: 0 W/m2", "stages[0].load.flux.appendix-d: the heat flux is 0.0"),
            ("resistance: 40 K/mW", "resistance: 0 K/W", "stages[3].braid.resistance: the resistance is 0.0"),
            (
                "reference: 4 K, exponent: -2.6", "reference: 4 K, exponent: 1",
                "stages[1].braid.exponent: the exponent is 1.0"
            ),
            (
                "measured: { to: 80 K }", "measured: {}",
                "stages[0].cooling.measured: no range; expected from, to, or both"
            ),
            (
                "measured: { to: 80 K }", "measured: { to: 0 K }",
                "stages[0].cooling.measured.to: the temperature is 0.0"
            ),
            (
                "measured: { to: 80 K }", "measured: { from: 90 K, to: 80 K }",
                "stages[0].cooling.measured.to: 80 K is not above 90 K, where the range begins"
            ),
            // Copper and other materials.
            (
                "material: copper, residual_resistance_ratio: 150", "material: coppre",
                "stages[3].shield.material: ‘coppre’: no such"
            ),
            (
                "residual_resistance_ratio: 150", "residual_resistance_ratio: 0.5",
                "stages[3].shield.residual_resistance_ratio: copper, "
            ),
            (
                "residual_resistance_ratio: 150", "residual_resistance_ratio: 5e6",
                "stages[3].shield.residual_resistance_ratio: copper, "
            ),
            (
                "material: copper, residual_resistance_ratio: 150", "material: peek, residual_resistance_ratio: 150",
                "stages[3].shield.residual_resistance_ratio: peek, "
            ),
            ("copper: 320", "copper: -1", "stages[0].braid.copper: copper, "),
            ("0.15 K/W, reference: 50 K", "0.15 K/W, reference: 5000 K", "stages[0].braid.reference: copper, "),
            // Laws and loads.
            (
                "exponent: -2.6", "exponent: -2.6, copper: 320",
                "stages[1].braid: a joint follows one law; expected either"
            ),
            (
                ", exponent: -2.6", "",
                "stages[1].braid: a joint follows one law; expected either ‘exponent’ or ‘copper’"
            ),
            ("per_metre: { radiation: 2", "per_meter: { radiation: 2", "stages[1].load: unknown key ‘per_meter’"),
            (
                "per_metre: { radiation: 2 mW/m, posts: 13 mW/m, exponent: 1.7, reference: 50 K }",
                "flux: { a: 1 W/m2 }",
                "stages[1].load: the load of stage 4K is its ‘per_metre’; expected that key alone"
            ),
            // Stages and keys.
            (
                "stage: still", "stage: cold plate",
                "stages: the stages are 50K, 4K, cold plate, base; expected 50K, 4K, still"
            ),
            ("stage: still", "stage: stil", "stages[2].stage: ‘stil’ is none of: 50K"),
            ("kind: LinkParameters", "kind: Link", "mine.yaml:1:7: kind: ‘Link’ is none of: LinkParameters"),
            ("    cooled_by_units: true\n    limit: 77", "    limit: 77", "stages[0]: missing key ‘cooled_by_units’"),
            ("pitch: 2.5 m", "pitch: 2.5 m\nflavour: sweet", "mine.yaml:9:1: unknown key ‘flavour’"),
        ])
    func fault(good: String, bad: String, words: String) async throws {
        let sound = try Self.table3
        let text = sound.replacing(good, with: bad)
        #expect(text != sound)
        let run = try await running("solve", text)
        #expect(run.code == .badData && run.output.isEmpty, "\(run.output)\(run.error)")
        #expect(run.error.contains(words), "\(run.error)")
        #expect(run.error.contains(#/mine\.yaml:\d+:\d+: /#), "\(run.error)")
        #expect(run.error.split(separator: "\n").count == 1, "\(run.error)")
    }

    @Test("a missing stage, a missing file, a link in place of parameters")
    func missing() async throws {
        let text = try Self.table3
        let still = try #require(text.range(of: "  - stage: still"))
        let base = try #require(text.range(of: "  - stage: base"))
        let run = try await running("check", text.replacingCharacters(in: still.lowerBound..<base.lowerBound, with: ""))
        #expect(run.code == .badData)
        #expect(
            run.error.contains("stages: the stages are 50K, 4K, base; expected 50K, 4K, still, base, in this order"),
            "\(run.error)")
        #expect(await Run(line: "link solve --parameters nowhere.yaml").code == .noSuchFile)
        let link = await Run(line: "link solve --parameters \(repository)/Examples/links/unequal-20m.yaml")
        #expect(
            link.code == .badData && link.error.contains("kind: ‘Link’ is none of: LinkParameters"), "\(link.error)")
    }

    @Test("the title, and the command line in the report, name the file")
    func named() async throws {
        let path = "\(repository)/Examples/links/parameters-double-braids.yaml"
        let folder = try TemporaryDirectory()
        let run = await Run(["link", "solve", "--parameters", path, "--report", "\(folder.path)/a.html"])
        #expect(run.output.contains("parameters \(path), heat flux appendix-d"), "\(run.output)\(run.error)")
        let report = try String(contentsOfFile: "\(folder.path)/a.html", encoding: .utf8)
        #expect(report.contains("--parameters \(path)") && report.contains("double-braids"))
        // The paper's claims are about its own braids.
        #expect(!report.contains("halfway between node and unit, within 1 m"))
    }

    @Test("a fit takes geometry from the parameters: half the cross-section shows half the load's path")
    func fit() async throws {
        let sweep = "\(repository)/Examples/links/heater-sweep.csv"
        let same = try await running("fit \(sweep) --json", Self.table3)
        #expect(same.output == (await Run(line: "link fit \(sweep) --json")).output, "\(same.error)")
        let thin = try Self.table3.replacing("cross_section: 200 mm2", with: "cross_section: 100 mm2")
        func ratio(_ run: Run) throws -> Double {
            let stages = try #require(try run.object()["stages"] as? [[String: Any]], "\(run.error)")
            let ratio = try #require(stages.last?["residual_resistance_ratio"] as? [String: Any])
            return try #require(ratio["value"] as? Double)
        }
        // The same flow through half the copper takes copper twice as pure.
        #expect(abs(try ratio(try await running("fit \(sweep) --json", thin)) / ratio(same) - 2) < 0.05)
    }
}
