import CommandLineKit
import Foundation
import SubkelvinTesting
import Testing

@testable import Cryogenics
@testable import subkelvin

@Suite("subkelvin cryostat: too much heat, and too little")
struct CryostatOverloadTests {
    private static func heated(_ stage: String, _ power: String) throws -> CryostatFileText {
        try CryostatFileText(
            "ld-400", changing: [("loads:\n", "loads:\n  - { name: oven, at: \(stage), power: \(power) }\n")])
    }

    @Test(
        "a mixing chamber warmer than its limit is no fault of the cold plate's, which has nothing left or less than nothing",
        arguments: ["300 µW", "600 µW", "1 mW", "2 mW", "3 mW"])
    func warmBase(power: String) async throws {
        let file = try Self.heated("base", power)
        let run = await Run(line: "cryostat check \(file.path) --json")
        #expect(run.code == .no && run.error.isEmpty, "\(run.error)")
        let json = try run.object()
        #expect(json["ok"] as? Bool == false)
        let reasons = try #require(json["reasons"] as? [String])
        #expect(reasons.contains { $0.hasPrefix("the base stage rests at") }, "\(reasons)")
        let stages = try #require(json["stages"] as? [[String: Any]])
        #expect(stages.count == 5)
        for stage in stages {
            let capacity = try #require(stage["capacity_W"] as? Double)
            #expect(capacity >= 0)
            #expect((stage["margin"] is NSNull) == (capacity == 0))
        }
    }

    @Test("the cold plate's capacity is 0 where a warm mixing chamber leaves it nothing; sweeps and pictures bear it")
    func noCapacity() async throws {
        let file = try Self.heated("base", "1 mW")
        let state = try CryostatModel(.read(file.path)).solve()
        let plate = try #require(state[.coldPlate])
        #expect(plate.capacity == 0 && plate.margin == -.infinity && plate.temperature > plate.limit)
        #expect(state.limiting?.stage == .coldPlate)
        let words = await Run(line: "cryostat solve \(file.path)")
        #expect(words.code == .done && words.output.contains("nothing is lifted at its limit"), "\(words.output)")
        #expect(await Run(line: "cryostat budget \(file.path) --json").code == .done)
        #expect(await Run(line: "cryostat compare \(file.path) ld-400 --json").code == .done)
        #expect(await Run(line: "cryostat solve \(file.path) --report \(file.path).html").code == .done)
        for form in ["", " --json"] {
            let sweep = await Run(
                line: "cryostat sweep \(file.path) --vary loads.oven.power=0.1mW..1mW --points 2\(form)")
            #expect(sweep.code == .done && !sweep.output.contains("inf") && !sweep.output.contains("nothing is lifted"))
        }
    }

    @Test(
        "no rest under too much heat: the answer of check is no, in JSON too; solve ends so as well, and names the stage",
        arguments: [("50K", "200 W"), ("still", "100 mW"), ("4K", "12 W"), ("base", "5 W")])
    func noRest(stage: String, power: String) async throws {
        let file = try Self.heated(stage, power)
        let check = await Run(line: "cryostat check \(file.path) --json")
        #expect(check.code == .no, "\(check.error)")
        let json = try check.object()
        #expect(json["ok"] as? Bool == false && (json["stages"] as? [Any])?.isEmpty == true)
        let reason = try #require((json["reasons"] as? [String])?.first)
        #expect(reason.hasPrefix("no steady state: "), "\(reason)")
        let words = await Run(line: "cryostat check \(file.path)")
        #expect(words.code == .no && words.output == "NOT met: \(reason)\n", "\(words.output)")
        let solve = await Run(line: "cryostat solve \(file.path)")
        #expect(
            solve.code == .no && solve.output.isEmpty && solve.error.contains(reason.dropFirst(17)), "\(solve.error)")
        if stage != "base" { #expect(reason.contains(": \(stage): "), "\(reason)") }
        // No number with more digits than anybody knows.
        #expect(!(check.output + solve.error).contains(#/\d\.\d{5}/#), "\(reason)")
    }

    @Test("a point that the map's ranges hold and its hull does not is said to be outside of the hull")
    func hull() throws {
        let map = try PulseTube(try PulseTubeMap.named("pt415"))
        let inside = #expect(throws: CoolerError.self) { try map.check(first: 39.32, second: 13.72) }
        #expect(inside?.description.contains("hull") == true && inside?.description.contains("39.32 K") == true)
        let outside = #expect(throws: CoolerError.self) { try map.check(first: 39.32, second: 40) }
        #expect(outside?.description.contains("hull") == false, "\(String(describing: outside))")
    }

    @Test("stages held where a map has no measurement have loads, and no capacity")
    func heldOutside() async throws {
        let file = try CryostatFileText(
            "ld-400", changing: [("limit: 55 K", "limit: 32 K"), ("limit: 4.2 K", "limit: 4.2 K")])
        let run = await Run(line: "cryostat solve \(file.path) --temperatures 31K,18K,0.8K,80mK,10mK --json")
        #expect(run.code == .done, "\(run.error)")
        let stages = try #require(try run.object()["stages"] as? [[String: Any]])
        #expect(stages[0]["capacity_W"] is NSNull && stages[0]["margin"] is NSNull)
        #expect((stages[0]["load_W"] as? Double ?? 0) > 0)
        #expect((stages[1]["capacity_W"] as? Double ?? 0) > 0)
        let words = await Run(line: "cryostat solve \(file.path) --temperatures 31K,18K,0.8K,80mK,10mK")
        #expect(words.output.contains("unknown") && !words.output.contains("nan"), "\(words.output)")
    }

    @Test("a dilution unit without a floor that is hardly loaded asks for one, at its place")
    func missingFloor() async throws {
        let file = try CryostatFileText("ld-400")
        let text = file.text
        let lines = try #require(text.firstRange(of: "  - name: flux"))
        let loads = try #require(text.firstRange(of: "loads:"))
        let bare = (text[..<lines.lowerBound] + text[loads.lowerBound...]).replacing("count: 20", with: "count: 1")
            .replacing("power: 80 µW", with: "power: 0 W")
            .replacing("base: { power: 400 µW, at: 100 mK }\n    floor: 8 mK", with: "flow: 476 µmol/s")
        try String(bare).write(toFile: file.path, atomically: true, encoding: .utf8)
        let run = await Run(line: "cryostat check \(file.path)")
        #expect(run.code == .badData && run.error.contains(#/cryostat\.yaml:\d+:\d+: coolers\[1\]: give ‘floor’/#))
    }

    @Test("a hostile title does not reach the terminal as it is", arguments: ["solve", "check", "budget", "compare"])
    func hostile(command: String) async throws {
        let file = try CryostatFileText(
            "ld-400", changing: [("An LD400", "\\e[31m\\a An LD400"), ("name: drive", "name: \"dr\\eive\"")])
        let run = await Run(line: "cryostat \(command) \(file.path)\(command == "compare" ? " ld-400" : "")")
        #expect(run.code == .done, "\(run.error)")
        #expect(!(run.output + run.error).unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    }
}
