import CommandLineKit
import Foundation
import SubkelvinTesting
import Testing

@testable import subkelvin

@Suite("subkelvin twin")
struct TwinCommandTests {
    @Test("a cooldown tells its days and events, and keeps an hourly file")
    func cooldown() async throws {
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/cooldown.csv"
        let run = await Run(line: "twin cooldown --preset eth-node --json --csv \(path)")
        #expect(run.code == .done, "\(run.error)")
        let result = try run.object()
        let base = try #require(result["days_to_base"] as? Double)
        #expect(abs(base / 1.5 - 1) < 0.02)
        #expect(try #require(result["days_to_4K"] as? Double) < base)
        #expect(try #require(result["energy_imbalance"] as? Double) < 1e-6)
        let events = try #require(result["events"] as? [[String: Any]])
        #expect(events.contains { $0["name"] as? String == "heat switches open" && $0["time_days"] is Double })
        let rows = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(rows[0].hasPrefix("time_days,phase,50K A_K,4K A_K,still A_K,base A_K"))
        // One at the beginning, one an hour.
        #expect(rows.count == Int((base * 24).rounded(.up)) + 2)
        #expect(rows[1] == "0.0,cool,293.0,293.0,293.0,293.0")
    }

    @Test("the table of measured and found times holds")
    func compare() async throws {
        let rows = try await Run(line: "twin compare --json").array()
        let days = rows.compactMap { $0["days"] as? Double }
        #expect(rows.count == 5 && days.count == 5)
        for (row, tolerance) in zip(rows, [0.02, 0.2, 0.2, 0.25]) {
            let difference = try #require(row["difference"] as? Double)
            #expect(abs(difference) < tolerance, "\(row)")
        }
        #expect((1.7...2.4).contains(days[4] / days[3]))
    }

    @Test("a cooldown can be watched, picture after picture")
    func play() async throws {
        let run = await Run(line: "twin play --speed 12h")
        #expect(run.code == .done, "\(run.error)")
        let pictures = run.output.split(separator: "eth-node, ")
        #expect(pictures.count >= 4)
        #expect(pictures[0].hasPrefix("0 d: pulse tubes run"))
        #expect(pictures[0].contains("[" + String(repeating: "#", count: 48) + "] 293 K"))
        #expect(try #require(pictures.last).contains("base plates below"))
        #expect(!run.output.contains("\u{1B}"))
    }

    @Test(
        "what is typed wrong",
        arguments: [
            ("twin cooldown --until 0K", "--until must be above zero"),
            ("twin cooldown --for 0s", "--for lies between"),
            ("twin cooldown --preset eth-7m", "eth-7m"),
            ("twin cooldown --plot x.txt", "--plot ends in"),
            ("twin play --speed 0s", "--speed lies between"),
            ("twin cooldown --preset eth-5m Examples/links/unequal-20m.yaml", "either a file or --preset"),
        ])
    func refused(line: String, words: String) async {
        let run = await Run(line: line)
        #expect(run.code == .usage && run.error.contains(words), "\(run.error)")
        #expect(run.output.isEmpty)
    }

    @Test("a link of one's own cools, and one that is none says where")
    func files() async throws {
        let run = await Run(line: "twin cooldown \(repository)/Examples/links/unequal-20m.yaml --for 1d")
        #expect(run.code == .done && run.output.contains("have not come below 20 mK"), "\(run.error)")
        let missing = await Run(line: "twin cooldown no-such.yaml")
        #expect(missing.code == .noSuchFile)
    }
}
