import CommandLineKit
import Foundation
import Testing

@testable import subkelvin

@Suite("subkelvin material")
struct MaterialCommandTests {
    @Test(
        "value prints the number with unit, fit, uncertainty, source and both ranges",
        arguments: [
            ("copper --at 4K --rrr 100", 627.7, "hust-lankford", [0.1, 1300], [0.4, 1250]),
            ("copper --at 4K --rrr 50", 310.8, "hust-lankford", [0.1, 1300], [0.4, 1250]),
            ("copper@300 --at 4K", 1893, "hust-lankford", [0.1, 1300], [0.4, 1250]),
            ("copper@500 --at 4K --fit nist", 3182, "nist", [4, 300], [4, 300]),
            ("Cu --at 0.1K --rrr 230", 36.33, "hust-lankford", [0.1, 1300], [0.4, 1250]),
            ("ss304 --at 4K", 0.27240, "nist", [1, 300], [4, 300]),
            ("ss304 --at 300K --property cp", 469.449, "nist", [4, 300], [4, 300]),
        ])
    func value(words: String, value: Double, fit: String, range: [Double], data: [Double]) async throws {
        let json = try await Run(line: "material value \(words) --json").object()
        let found = try #require(json["value"] as? Double)
        #expect(abs(found / value - 1) < 3e-4, "\(found)")
        #expect(json["fit"] as? String == fit)
        #expect(json["range_K"] as? [Double] == range)
        #expect(json["data_range_K"] as? [Double] == data)
        #expect(json["relative_uncertainty"] as? Double ?? 0 > 0)
        let source = json["source"] as? String
        #expect(source?.isEmpty == false)
        let unit = json["property"] as? String == "k" ? "W/(m·K)" : "J/(kg·K)"
        #expect(json["unit"] as? String == unit)
    }

    @Test("integral takes its ends in either order and is positive")
    func integral() async throws {
        for ends in ["--from 300K --to 4K", "--from 4K --to 300K"] {
            let json = try await Run(line: "material integral ss304 \(ends) --json").object()
            #expect(abs((json["integral_W_per_m"] as? Double ?? 0) - 3030.8436) < 1e-4)
        }
        let json = try await Run(line: "material integral copper --property cp --from 300K --to 4K --json").object()
        #expect(abs((json["integral_J_per_kg"] as? Double ?? 0) - 79.5e3) < 50)
    }

    @Test("integral with area and length is the heat through a bar")
    func bar() async throws {
        let line = "material integral ss304 --from 300K --to 4K --area 1mm2 --length 20cm --json"
        let heat = try await Run(line: line).object()["heat_flow_W"] as? Double
        #expect(abs((heat ?? 0) - 3030.8436e-6 / 0.2) < 1e-8)
    }

    @Test(
        "an integral names the fit that carries it",
        arguments: [
            ("nbti --from 4K --to 1K", "olson-rod"), ("copper --from 10mK --to 50mK", "wiedemann-franz"),
            ("copper --from 300K --to 10mK", "hust-lankford"),
        ])
    func integralFit(words: String, fit: String) async throws {
        let json = try await Run(line: "material integral \(words) --json").object()
        #expect(json["fit"] as? String == fit)
    }

    @Test("plot and compare give fit, source and ranges in their JSON")
    func provenance() async throws {
        let cells = try await Run(line: "material compare copper@100 --at 4K --json").array()
        #expect(cells[0]["range_K"] as? [Double] == [0.1, 1300] && cells[0]["source"] is String)
        let curves = try await Run(line: "material plot ptfe --json").array()
        let pieces = try #require(curves.first?["pieces"] as? [[String: Any]])
        #expect(pieces.map { $0["fit"] as? String }.contains("points-below-0.7K"))
        #expect((curves.first?["relative_uncertainty"] as? [Any])?.count == (curves.first?["value"] as? [Any])?.count)
    }

    @Test("list gives name, title and properties of each material, and filters by property")
    func list() async throws {
        let all = try await Run(line: "material list --json").array()
        #expect(all.count >= 40)
        #expect(all.allSatisfy { $0["name"] is String && $0["title"] is String && $0["properties"] is [String] })
        let heats = try await Run(line: "material list --property cp --json").array()
        #expect(heats.count < all.count && heats.count > 8)
        #expect(heats.allSatisfy { ($0["properties"] as? [String] ?? []).contains("cp") })
    }

    @Test("a low-temperature law, an extrapolation and a spot outside the data say so")
    func origins() async throws {
        let law = try await Run(line: "material value ptfe --at 10mK --json").object()
        #expect(law["origin"] as? String == "low-temperature law")
        let beyond = try await Run(line: "material value brass --at 200K --extrapolate --json").object()
        #expect(beyond["origin"] as? String == "extrapolation")
        #expect(beyond["relative_uncertainty"] is NSNull)
        let outside = try await Run(line: "material value ss304 --at 2K --json").object()
        #expect(outside["outside_data"] as? Bool == true)
        #expect(outside["relative_uncertainty"] as? Double == 1)
        let words = await Run(line: "material value ss304 --at 2K").output
        #expect(words.contains("outside the fit's data") && words.contains("--fit austenitic-below-8K"))
    }

    @Test("compare gives null outside a range, never a number")
    func compare() async throws {
        let cells = try await Run(line: "material compare ss304 brass --at 4K --at 20K --json").array()
        #expect(cells.count == 4)
        let missing = cells.filter { $0["value"] is NSNull }
        #expect(missing.count == 1 && missing.first?["material"] as? String == "brass")
    }

    @Test("measured points of copper: the model's rms, data set by data set")
    func measured() async throws {
        let file = "\(repository)/Examples/measured/copper-conductivity.csv"
        let sets = try await Run(["material", "measured", "copper", file, "--json"]).array()
        let rms = Dictionary(
            uniqueKeysWithValues: sets.map { ($0["dataset"] as? String ?? "", $0["rms_relative"] as? Double) })
        for (name, expected) in [
            ("Lindenfeld 1965", 0.0054), ("Moore 1967", 0.0025), ("Laubitz 1967", 0.0047), ("Ho 1974", 0.016),
            ("Powell 1959 (drawn)", 0.037), ("Fletcher 1972", 0.037),
        ] {
            let found = try #require(rms[name] ?? nil, "\(name)")
            #expect(abs(found - expected) < 0.0006, "\(name): \(found)")
        }
        let refused = sets.first { $0["dataset"] as? String == "Ke 1994" }
        let refusal = refused?["refusal"] as? String
        #expect(refusal?.contains("5727") == true)
        #expect(refused?["points"] as? Int == 0)
    }

    @Test("the whole catalogue is sound")
    func check() async {
        let run = await Run(line: "material check --steps 50")
        #expect(run.code == .done && run.output.hasSuffix(" materials, 0 findings\n"), "\(run.output)\(run.error)")
    }

    @Test("plot draws into a file of each format and, without one, into the terminal")
    func plot() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "subkelvin-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for format in ["svg", "png", "pdf"] {
            let file = folder.appending(path: "k.\(format)").path
            let run = await Run(["material", "plot", "copper@100", "ss304", "nylon-fibre", "--plot", file])
            #expect(run.code == .done, "\(run.error)")
            #expect(try Data(contentsOf: URL(filePath: file)).count > 5000)
        }
        let drawn = await Run(line: "material plot copper --property cp")
        #expect(drawn.code == .done && drawn.output.contains("Temperature / K"))
        let points = try await Run(line: "material plot ss304 --from 4K --to 300K --json").array()
        #expect((points.first?["temperature_K"] as? [Double])?.first == 4)
    }
}

/// The checkout that the tests were built from.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
