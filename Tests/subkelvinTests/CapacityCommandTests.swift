import CommandLineKit
import Foundation
import SubkelvinTesting
import Testing

@testable import subkelvin

private let wiring = "\(repository)/Examples/wirings/high-density.yaml"

@Suite("subkelvin capacity")
struct CapacityCommandTests {
    @Test("2 W at 4 K carry 86 qubits of 23 mW, with or without the command's own name")
    func headline() async throws {
        let line = "--power 2W --at 4K --electronics 23mW --json"
        let (short, long) = (await Run(line: "capacity \(line)"), await Run(line: "capacity qubits \(line)"))
        #expect(short.output == long.output)
        let record = try short.object()
        #expect(record["qubits"] as? Int == 86)
        #expect(record["limited_by"] as? String == "power")
        #expect(record["qubits_low"] as? Int == 70 && record["qubits_high"] as? Int == 106)
    }

    @Test("several temperatures make a list, in their order")
    func temperatures() async throws {
        let run = await Run(
            line: "capacity --preset xld-1000 --without-lines --electronics 23mW --at 10mK,20mK,100mK,4K --json")
        let records = try run.array()
        #expect(records.map { $0["temperature_K"] as? Double } == [0.01, 0.02, 0.1, 4])
        #expect(records.map { $0["stage"] as? String } == ["base", "base", "base", "4K"])
        #expect(records.allSatisfy { $0["limited_by"] as? String == "4K stage" })
    }

    @Test("fewer qubits to a read-out line are fewer qubits in all, more are more")
    func multiplex() async throws {
        func count(_ sharing: Int) async throws -> Int {
            let run = await Run(
                line:
                    "capacity --preset xld-1000 --without-lines --at 4K --per-qubit \(wiring) --multiplex \(sharing) --json"
            )
            return try #require(try run.object()["qubits"] as? Int, "\(run.error)")
        }
        let (one, eight, many) = (try await count(1), try await count(8), try await count(100))
        #expect(one < eight && eight < many)
        let plain = await Run(line: "capacity --preset xld-1000 --without-lines --at 4K --per-qubit \(wiring) --json")
        #expect(try plain.object()["qubits"] as? Int == eight)
    }

    @Test("no qubit fits where the stage is too warm already, and the reason is told")
    func none() async throws {
        let run = await Run(line: "capacity --preset krinner-50 --electronics 1uW@base --at 5mK --json")
        let record = try run.object()
        #expect(record["qubits"] as? Int == 0)
        #expect((record["reason"] as? String)?.contains("base stage") == true)
        #expect(run.code == .done)
    }

    @Test(
        "what cannot be asked is refused",
        arguments: [
            ("capacity", "COMMAND"), ("capacity --preset krinner-50", "--per-qubit"),
            ("capacity --power 2W --preset krinner-50 --electronics 1mW", "--power"),
            ("capacity --power 2W --at 1K,4K --electronics 1mW", "--at"),
            ("capacity --preset krinner-50 --electronics 1mW@moon", "expected one of"),
            ("capacity --preset krinner-50 --electronics 0W", "above zero"),
            ("capacity --preset krinner-50 --electronics 1mW --multiplex 8", "--multiplex"),
            ("capacity --preset krinner-50 --electronics 1mW --at 300mK", "below 0.14 K"),
            ("capacity --preset krinner-50 --electronics 1mW --uncertainty moon=1", "no such quantity"),
            ("capacity --preset krinner-50 --electronics 1mW --uncertainty current", "QUANTITY=RELATIVE"),
            ("capacity --preset eth-node --electronics 1mW --stage \"cold plate\"", "cold plate"),
            ("capacity --electronics 1mW", "--preset"), ("capacity consolidate", "FILE"),
            ("cryostat sweep --preset krinner-50", "--vary"),
            ("cryostat sweep --preset krinner-50 --vary lines.drive.count=0..1 --points 2x2", "--points"),
            ("cryostat sweep --preset krinner-50 --vary lines.moon.count=0..1", "moon"),
            ("cryostat sweep --preset krinner-50 --vary lines.drive.count=0..1 --points 1", "2 or more"),
        ])
    func refused(line: String, words: String) async {
        let run = await Run(line: line)
        #expect(run.code == .usage, "\(run.output)")
        #expect(run.error.contains(words), "\(run.error)")
    }

    @Test(
        "a wiring's faults are told with their place",
        arguments: [
            ("cable: sc-086-scn-cn", "cable: moon", "moon"), ("relative: 0.4", "relative: -1", "relative"),
            ("quantity: current", "quantity: moon", "quantity"),
            ("quantity: current", "quantity: current, stage: 4K", "only cooling"),
        ])
    func faults(old: String, new: String, words: String) async throws {
        let folder = try TemporaryDirectory()
        let text =
            try String(contentsOfFile: wiring, encoding: .utf8)
            + "uncertainties:\n  - { quantity: current, relative: 0.4, source: measured }\n"
        #expect(text.contains(old))
        for (content, code): (String, Int32) in [(text, 0), (text.replacing(old, with: new, maxReplacements: 1), 65)] {
            let path = "\(folder.path)/wiring.yaml"
            try content.write(toFile: path, atomically: true, encoding: .utf8)
            let run = await Run(line: "capacity --preset xld-1000 --without-lines --at 4K --per-qubit \(path)")
            #expect(run.code.rawValue == code, "\(run.error)")
            guard code == 65 else { continue }
            #expect(run.error.contains(words), "\(run.error)")
            #expect(run.error.firstMatch(of: #/wiring\.yaml:\d+:\d+: /#) != nil, "\(run.error)")
        }
    }

    @Test("missing files are no such file")
    func missing() async {
        #expect(await Run(line: "capacity none.yaml --electronics 1mW").code == .noSuchFile)
        #expect(await Run(line: "capacity --preset krinner-50 --per-qubit none.yaml").code == .noSuchFile)
        #expect(await Run(line: "capacity consolidate none.yaml").code == .noSuchFile)
    }

    @Test("pictures, reports and CSV are written")
    func files() async throws {
        let folder = try TemporaryDirectory()
        let start = "capacity --preset krinner-50 --electronics 5mW"
        for line in [
            "\(start) --at 4K --plot FOLDER/a.svg --report FOLDER/a.html", "\(start) --at 20mK,4K --plot FOLDER/b.svg",
            "capacity consolidate \(repository)/Examples/fleets/consolidate.yaml --plot FOLDER/c.svg --report FOLDER/c.html",
            "cryostat sweep --preset krinner-50 --vary lines.drive.count=0..9 --points 3 --plot FOLDER/d.svg --csv FOLDER/d.csv",
            "cryostat sweep --preset krinner-50 --vary lines.drive.count=0..9 --vary ambient=280K..300K --points 3x2 --plot FOLDER/e.svg",
        ] {
            let run = await Run(line: line.replacing("FOLDER", with: folder.path))
            #expect(run.code == .done, "\(run.error)")
        }
        for name in ["a.svg", "a.html", "b.svg", "c.svg", "c.html", "d.svg", "d.csv", "e.svg"] {
            #expect(try Data(contentsOf: URL(filePath: "\(folder.path)/\(name)")).count > 200, "\(name)")
        }
        let report = try String(contentsOfFile: "\(folder.path)/a.html", encoding: .utf8)
        #expect(report.contains("subkelvin capacity --preset krinner-50 --electronics 5mW --at 4K"))
        let rows = try String(contentsOfFile: "\(folder.path)/d.csv", encoding: .utf8).split(separator: "\n")
        #expect(rows.count == 4)
    }

    @Test("a sweep's JSON is its CSV")
    func sweep() async throws {
        let line = "cryostat sweep --preset krinner-50 --vary lines.drive.count=0..100 --points 3"
        let rows = await Run(line: line).output.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
        let record = try await Run(line: "\(line) --json").object()
        let points = try #require(record["points"] as? [[String: Any]])
        #expect(points.count == 3 && rows.count == 3)
        for (row, point) in zip(rows, points) {
            #expect((point["values"] as? [Double]) == [Double(row[0]) ?? -1])
            let found = try #require(point["temperatures_K"] as? [Double])
            #expect(found.count == 5)
            for (one, other) in zip(found, row[1...5]) { #expect(abs(one / (Double(other) ?? 0) - 1) < 1e-6) }
        }
    }

    @Test("consolidation names the cheapest way that is met")
    func consolidation() async throws {
        let record = try await Run(
            line: "capacity consolidate \(repository)/Examples/fleets/consolidate.yaml --json"
        ).object()
        #expect(record["cheapest"] as? String == "8 to a cryostat")
        let options = try #require(record["options"] as? [[String: Any]])
        #expect(options.map { $0["ok"] as? Bool } == [true, true, true, true, false, false])
        let prices = try #require(record["prices"] as? [[String: Any]])
        #expect(prices.allSatisfy { ($0["date"] as? String)?.isEmpty == false })
    }
}
