import CommandLineKit
import Foundation
import Testing

@testable import subkelvin

@Suite("subkelvin link")
struct LinkCommandTests {
    @Test("solve gives stages hottest first, plates, profiles of equal length, criteria and the heat balance")
    func solve() async throws {
        let json = try await Run(line: "link solve --preset eth-30m --json").object()
        let stages = try #require(json["stages"] as? [[String: Any]])
        #expect(stages.map { $0["name"] as? String } == ["50K", "4K", "still", "base"])
        for stage in stages {
            let profile = try #require(stage["profile"] as? [String: [Double]])
            let counts = Set(["position_m", "temperature_K", "heat_flow_W"].map { profile[$0]?.count ?? 0 })
            #expect(counts.count == 1 && counts.first ?? 0 > 600)
            let plates = try #require(stage["plates"] as? [[String: Any]])
            #expect(plates.map { $0["position_m"] as? Double } == [0, 15, 30])
            // Heat flows to the nearer cooler: negative left of the warmest place beside node A.
            #expect((profile["heat_flow_W"]?[1] ?? 0) < 0)
        }
        let criteria = try #require(json["criteria"] as? [[String: Any]])
        #expect(criteria.map { $0["name"] as? String } == ["50K plate", "4K plate", "still plate", "base plate"])
        #expect(criteria.map { $0["limit_K"] as? Double } == [77, 5.2, 1.2, 0.05])
        #expect(criteria.allSatisfy { $0["met"] as? Bool == true })
        #expect((json["heat_balance_relative"] as? Double ?? 1) < 1e-10)
    }

    @Test("of two places equally warm the left one is named", arguments: ["coupled", "cascade"])
    func leftmost(solver: String) async {
        let run = await Run(line: "link solve --preset eth-30m --solver \(solver)")
        for stage in ["50K", "4K", "still", "base"] {
            let row = run.output.split(separator: "\n").first { $0.hasPrefix("\(stage) ") }
            let places = row?.matches(of: #/ (\d+\.\d+) m /#).compactMap { Double($0.1) } ?? []
            #expect(places.count == 1 && places.allSatisfy { $0 < 15 }, "\(row ?? "")")
        }
    }

    @Test("no insulation fails criterion (i), and check says so by its exit code")
    func bare() async throws {
        let run = await Run(line: "link check --no-mli --json")
        #expect(run.code == .no)
        let criteria = try run.array()
        #expect(criteria.first { $0["name"] as? String == "4K plate" }?["met"] as? Bool == false)
        #expect(await Run(line: "link check --preset eth-10m").code == .done)
    }

    @Test("reach in whole modules, in spacings and continuous")
    func reach() async throws {
        let modules = try await Run(line: "link reach --cooling-units 0 --heat-flux table-3 --json").object()
        #expect(modules["reach_m"] as? Double == 20 && modules["limited_by"] as? String == "4K plate")
        let spacing = try await Run(line: "link reach --cooling-unit-spacing 15m --json").object()
        #expect([120, 135].contains(spacing["reach_m"] as? Double) && spacing["limited_by"] as? String == "base plate")
        let short = try await Run(line: "link reach --cooling-unit-spacing 15m --max-length 60m --json").object()
        #expect(short["reach_m"] as? Double == 60 && short["limited_by"] is NSNull)
    }

    @Test(
        "what is typed wrong",
        arguments: [
            ("link solve --no-mli --heat-flux table-3", ExitCode.usage, "exclude each other"),
            ("link solve --length -1m", .usage, "above zero"), ("link solve --length 0m", .usage, "above zero"),
            ("link solve --cooling-units -1", .usage, "between 0 and 1000"),
            ("link solve --cooling-unit-spacing 7m --length 30m", .usage, "no whole number"),
            ("link solve --preset eth-40m", .usage, "eth-5m, eth-10m, eth-30m"),
            ("link solve nowhere.yaml", .noSuchFile, "nowhere.yaml"),
            ("link reach --resolution 1um", .usage, "1 cm or more"),
            ("link solve --length 200m --cooling-units 0 --no-mli --solver cascade", .no, "lies outside"),
        ])
    func wrong(line: String, code: ExitCode, words: String) async {
        let run = await Run(line: line)
        #expect(run.code == code && run.error.contains(words), "\(run.output)\(run.error)")
    }
}
