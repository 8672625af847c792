import CommandLineKit
import Testing

@testable import subkelvin

@Suite("subkelvin link fit and link solve --uncertainty")
struct LinkFitCommandTests {
    @Test("the example's hidden parameters come out")
    func example() async throws {
        let json = try await Run(["link", "fit", "\(repository)/Examples/links/heater-sweep.csv", "--json"]).object()
        let stages = try #require(json["stages"] as? [[String: Any]])
        #expect(stages.map { $0["stage"] as? String } == ["50K", "4K", "still", "base"])
        for (stage, ratio) in zip(stages, [190.0, 215, 185, 165]) {
            let estimate = try #require(stage["residual_resistance_ratio"] as? [String: Any])
            let interval = try #require(estimate["interval_95"] as? [Double])
            #expect(interval[0] < ratio && ratio < interval[1])
            #expect(estimate["standard_uncertainty"] as? Double ?? 0 > 0)
        }
        let flux = try #require(stages[0]["effective_flux_W_per_m2"] as? [String: Any])
        let interval = try #require(flux["interval_95"] as? [Double])
        #expect(interval[0] < 1.9 && 1.9 < interval[1])
        #expect((stages[1]["load_W_per_m"] as? [String: Any])?["interval_95"] == nil)
    }

    @Test("a missing file, and noise that cannot be, end with their codes")
    func refused() async {
        #expect(await Run(line: "link fit /nowhere/sweep.csv").code == .noSuchFile)
        #expect(await Run(line: "link fit x.csv --temperature-noise 50%").code == .usage)
    }

    @Test("solve tells how well temperatures are known when asked, and only then")
    func uncertainty() async throws {
        let plain = try await Run(line: "link solve --preset eth-5m --json").object()
        let known = try await Run(line: "link solve --preset eth-5m --uncertainty --json").object()
        let (before, after) = (plain["stages"] as? [[String: Any]], known["stages"] as? [[String: Any]])
        for stage in try #require(before) { #expect(stage["maximum_uncertainty_K"] == nil) }
        for stage in try #require(after) {
            let value = try #require(stage["maximum_uncertainty_K"] as? Double)
            #expect(value > 0 && value < stage["maximum_K"] as? Double ?? 0)
            for plate in try #require(stage["plates"] as? [[String: Any]]) {
                #expect(plate["temperature_uncertainty_K"] as? Double ?? 0 > 0)
            }
        }
    }
}
