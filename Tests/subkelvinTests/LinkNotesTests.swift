import Foundation
import SubkelvinTesting
import Testing

@testable import subkelvin

@Suite(
    "What link solve says beside its temperatures: laws beyond their range, stages warmer than the next, many plates")
struct LinkNotesTests {
    private static func flags(_ options: String) async throws -> [String] {
        try #require(try await Run(line: "link solve \(options) --json").object()["flags"] as? [String])
    }

    @Test(
        "laws beyond the range that is stated, by name",
        arguments: [
            (
                "--preset eth-30m",
                [
                    "base cooling used at 6.003 mK (A), stated from 10 mK to 50 mK (measured nodes read 10 to 15 mK), "
                        + "and has no floor: see --base-floor"
                ]
            ),
            ("--preset eth-30m --base-floor 10mK", []),
            (
                "--preset eth-30m --no-mli",
                [
                    "50K cooling used at 119.1 K (CU1), stated to 80 K",
                    "4K cooling used at 14.06 K (CU1), stated to 6 K",
                    "4K braid used at 18.39 K (LM3), stated to 10 K",
                ]
            ),
        ])
    func outside(options: String, expected: [String]) async throws {
        #expect(try await Self.flags(options) == expected)
        let lines = await Run(line: "link solve \(options)").output.split(separator: "\n").filter {
            $0.hasPrefix("note: ")
        }
        #expect(lines == (expected.isEmpty ? [] : ["note: \(expected.joined(separator: "; "))"]))
    }

    @Test("a stage warmer than the one around it; an end of a range is inside it")
    func warmer() async throws {
        let flags = try await Self.flags("--preset eth-5m --base-floor 1K")
        #expect(flags.contains { $0.hasPrefix("base at 1 K (A), warmer than the still around it at ") }, "\(flags)")
        #expect(flags.contains { $0.hasPrefix("base cooling used at 1 K (A), stated from 10 mK to 50 mK") })
        #expect(!flags.contains { $0.contains("--base-floor") })
    }

    @Test("parameters that state no range raise no flag, those that state a narrow one do, at plates and joints")
    func ownRange() async throws {
        let preset = try String(
            contentsOfFile: "\(repository)/Sources/Physics/Cryogenics/Presets/LinkParameters/eth-table-3.yaml",
            encoding: .utf8)
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/mine.yaml"
        func flags(_ text: String) async throws -> [String] {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            return try await Self.flags("--preset eth-5m --parameters \(path)")
        }
        let silent = preset.replacing(#/,? *measured: \{[^}]*\}/#, with: "")
        #expect(silent != preset)
        #expect(try await flags(silent) == [])
        let node = silent.replacing(
            "copper: 75 }\n    cooling_unit", with: "copper: 75, measured: { to: 1 K } }\n    cooling_unit")
        let found = try await flags(node)
        #expect(found.count == 1 && found[0].hasPrefix("50K node's joint used at "), "\(found)")
        // A 5 m link has no unit: what holds for one is not used.
        let unit = silent.replacing("copper: 75 }\n    braid", with: "copper: 75, measured: { to: 1 K } }\n    braid")
        #expect(unit != silent)
        #expect(try await flags(unit) == [])
    }

    @Test(
        "many plates stand in a table of their own, nothing is wider than 100 columns",
        arguments: [
            ("--length 300m --cooling-units 19", 21), ("--length 60m --cooling-units 2", 4),
            ("--preset eth-30m --uncertainty", 3), ("--preset eth-30m", 0), ("--preset eth-5m --uncertainty", 0),
        ])
    func plates(options: String, rows: Int) async throws {
        let lines = await Run(line: "link solve \(options)").output.split(separator: "\n")
        let table = lines.drop { !$0.hasPrefix("PLATE ") }.prefix { !$0.contains(" plate ") }
        #expect(table.count == (rows == 0 ? 0 : rows + 1), "\(table.joined(separator: "\n"))")
        let end = try #require(lines.firstIndex { $0.hasPrefix("50K plate") })
        #expect(lines[..<end].allSatisfy { $0.count <= 100 }, "\(lines.joined(separator: "\n"))")
    }
}
