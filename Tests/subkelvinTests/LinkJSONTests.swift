import CommandLineKit
import Foundation
import Testing

@testable import subkelvin

@Suite("JSON of link solve and link reach: what programs that read it may count on")
struct LinkJSONTests {
    private static let links = [
        "--preset eth-5m", "--preset eth-10m --heat-flux table-3", "--preset eth-30m", "--preset eth-30m --no-mli",
        "--preset eth-30m --solver cascade", "--length 20m --cooling-units 0 --heat-flux table-3",
        "--length 60m --cooling-unit-spacing 15m", "--length 17m --cooling-units 1",
    ]

    @Test("stages, plates, profiles and criteria belong together", arguments: links)
    func solve(options: String) async throws {
        let json = try await Run(line: "link solve \(options) --json").object()
        let stages = try #require(json["stages"] as? [[String: Any]])
        #expect(stages.map { $0["name"] as? String } == ["50K", "4K", "still", "base"])
        let balance = try #require(json["heat_balance_relative"] as? Double)
        #expect(balance >= 0 && balance < 1e-10)
        let length = try #require(json["length_m"] as? Double)

        for stage in stages {
            let profile = try #require(stage["profile"] as? [String: [Double]])
            #expect(Set(profile.keys) == ["position_m", "temperature_K", "heat_flow_W"])
            let positions = try #require(profile["position_m"])
            let temperatures = try #require(profile["temperature_K"])
            let flows = try #require(profile["heat_flow_W"])
            #expect(positions.count == temperatures.count && positions.count == flows.count)
            #expect(positions.first == 0 && abs((positions.last ?? 0) - length) < 1e-9)
            #expect(zip(positions, positions.dropFirst()).allSatisfy { $0 <= $1 })
            #expect(temperatures.allSatisfy { $0 > 0 && $0 < 293 })
            #expect(isSame(stage["minimum_K"], temperatures.min()))
            #expect(isSame(stage["maximum_K"], temperatures.max()))
            // A jump is two entries at one position: at a plate's joint and at a braid; a unit's plate has one on each side.
            let repeated = Dictionary(grouping: positions) { $0 }.mapValues(\.count).filter { $0.value > 1 }
            let plates = try #require(stage["plates"] as? [[String: Any]])
            let inner = Set(plates.dropFirst().dropLast().compactMap { $0["position_m"] as? Double })
            #expect(repeated.allSatisfy { $0.value == (inner.contains($0.key) ? 3 : 2) })
            #expect(repeated[0] == 2)

            // Heat flows down the slope of temperature: positive toward growing position where that grows colder.
            for (number, pair) in zip(temperatures, temperatures.dropFirst()).enumerated() {
                let slope = pair.1 - pair.0
                guard abs(slope) > 1e-5 * pair.0, flows[number] * flows[number + 1] > 0 else { continue }
                #expect(flows[number] * slope < 0, "at \(positions[number]) m")
            }
            // The first and the last node take what reaches them along the link.
            let (first, last) = (try #require(plates.first), try #require(plates.last))
            for (plate, flow) in [(first, -(flows.first ?? 0)), (last, flows.last ?? 0)] {
                #expect(Set(plate.keys).isSuperset(of: ["name", "position_m", "temperature_K"]))
                let cooling = try #require(plate["cooling_W"] as? Double)
                #expect(flow > 0 && abs(flow / cooling - 1) < 1e-6)
            }
            for plate in plates {
                let here = zip(positions, temperatures).filter { $0.0 == plate["position_m"] as? Double }.map(\.1)
                #expect(here.contains { isSame(plate["temperature_K"], $0) })
            }
            #expect(isSame(first["temperature_K"], temperatures.first))
        }
        try criteria(json, stages)
    }

    /// Equal but for the last digit, which readers of JSON may lose.
    private func isSame(_ value: Any?, _ other: Double?) -> Bool {
        guard let value = value as? Double, let other else { return false }
        return abs(value - other) <= 1e-14 * abs(other)
    }

    /// Each criterion holds the warmest node's plate of its stage against its limit.
    private func criteria(_ json: [String: Any], _ stages: [[String: Any]]) throws {
        let criteria = try #require(json["criteria"] as? [[String: Any]])
        #expect(criteria.map { $0["name"] as? String } == ["50K plate", "4K plate", "still plate", "base plate"])
        #expect(criteria.map { $0["limit_K"] as? Double } == [77, 5.2, 1.2, 0.05])
        for (criterion, stage) in zip(criteria, stages) {
            #expect(Set(criterion.keys) == ["name", "limit_K", "value_K", "met"])
            let plates = try #require(stage["plates"] as? [[String: Any]])
            let nodes = [plates.first, plates.last].compactMap { $0 }
            let value = try #require(nodes.compactMap { $0["temperature_K"] as? Double }.max())
            #expect(isSame(criterion["value_K"], value))
            #expect(criterion["met"] as? Bool == (value < (criterion["limit_K"] as? Double ?? 0)))
        }
    }

    @Test("reach is the last length that meets every criterion but the cold trap's, and the next fails the one named")
    func reach() async throws {
        for (options, step, widest) in [
            ("--cooling-units 0 --heat-flux table-3", 2.5, 200.0),
            ("--cooling-units 0 --heat-flux table-3 --resolution 0.1m", 0.1, 200),
            ("--cooling-units 0 --heat-flux table-3 --solver cascade", 2.5, 200),
            ("--cooling-unit-spacing 15m", 15, 200), ("--cooling-units 0 --max-length 7m", 2.5, 7),
        ] {
            let json = try await Run(line: "link reach \(options) --json").object()
            let reach = try #require(json["reach_m"] as? Double)
            #expect(json["resolution_m"] as? Double == step)
            #expect(abs(reach / step - (reach / step).rounded()) < 1e-9 && reach <= widest)
            // Written to the digits that were asked for.
            #expect(reach == (reach * 1000).rounded() / 1000)
            guard let limit = json["limited_by"] as? String else {
                #expect(json["limited_by"] is NSNull && reach + step > widest)
                continue
            }
            let solver = options.split(separator: " --").filter { !$0.hasPrefix("resolution") }.joined(separator: " --")
            for (length, isMet) in [(reach, true), (reach + step, false)] {
                let run = try await Run(line: "link check \(solver) --length \(length)m --json").array()
                let failed = run.filter { $0["met"] as? Bool == false && $0["name"] as? String != "50K plate" }
                #expect(failed.isEmpty == isMet)
                if !isMet { #expect(failed.compactMap { $0["name"] as? String }.joined(separator: ", ") == limit) }
            }
        }
    }
}
