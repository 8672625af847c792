import CommandLineKit
import Cryogenics
import Foundation
import Planning
import Plotting
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
            ("capacity --preset eth-node --electronics 1mW --stage \"cold plate\" --at 100mK", "cold plate"),
            ("capacity --preset krinner-50 --electronics 1mW --stage still", "--at"),
            ("capacity --preset krinner-50 --electronics 1mW --stage still --at 20mK", "above 0.14 K"),
            ("capacity --power 2W --electronics 23mW", "--at"),
            ("capacity --power 2W --at 4K --electronics 23mW --plot a.svg", "nothing to draw"),
            ("capacity --power 1e20W --at 4K --electronics 1W", "10000000 qubits"),
            ("capacity --power 1e30W --at 4K --electronics 1pW", "10000000 qubits"),
            ("capacity --power 2W --at 4K --electronics 23mW --uncertainty cooling=1e300", "at most 10"),
            ("cryostat sweep --preset krinner-50 --vary lines.drive.count=0..1 --report a.txt", ".html"),
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

    @Test("a qubit that adds nothing is told with its place", arguments: ["lines: []", "lines:", ""])
    func nothing(lines: String) async throws {
        let folder = try TemporaryDirectory()
        var text = "kind: Wiring\nname: empty\ntitle: Empty\n\(lines)\n"
        if lines == "lines:" { text += "  - { name: drive, cable: sc-086-scn-cn, count: 0 }\n" }
        try text.write(toFile: "\(folder.path)/wiring.yaml", atomically: true, encoding: .utf8)
        let run = await Run(line: "capacity --preset xld-1000 --per-qubit \(folder.path)/wiring.yaml")
        #expect(run.code == .badData)
        #expect(run.error.contains("adds nothing"), "\(run.error)")
        #expect(run.error.firstMatch(of: #/wiring\.yaml:\d+:\d+: /#) != nil, "\(run.error)")
    }

    @Test(
        "a fleet's faults are told with their place",
        arguments: [
            ("drive: drive", "drive: foo", "qubit.lines.drive"),
            ("devices_per_cryostat: 2 }", "devices_per_cryostat: 1 }", "options[1]"),
            ("devices_per_cryostat: 2 }", "devices_per_cryostat: 2, name: 4 to a cryostat }", "4 to a cryostat"),
        ])
    func fleetFaults(old: String, new: String, words: String) async throws {
        let folder = try TemporaryDirectory()
        let text = try String(contentsOfFile: "\(repository)/Examples/fleets/consolidate.yaml", encoding: .utf8)
        #expect(text.contains(old))
        let path = "\(folder.path)/fleet.yaml"
        try text.replacing(old, with: new).replacing(": ../", with: ": \(repository)/Examples/")
            .write(toFile: path, atomically: true, encoding: .utf8)
        let run = await Run(line: "capacity consolidate \(path)")
        #expect(run.code == .badData)
        #expect(run.error.contains(words), "\(run.error)")
        #expect(run.error.firstMatch(of: #/fleet\.yaml:\d+:\d+: /#) != nil, "\(run.error)")
    }

    @Test("where nothing can be drawn, what was worked out is told all the same")
    func undrawn() async throws {
        let folder = try TemporaryDirectory()
        let line = "cryostat sweep --preset krinner-50 --vary lines.flux.current=1A..2A --points 2"
        let plain = await Run(line: line)
        let drawn = await Run(line: "\(line) --plot \(folder.path)/a.svg")
        #expect(
            drawn.code == .badData && drawn.output == plain.output && plain.output.split(separator: "\n").count == 3)
        let written = await Run(line: "\(line) --plot \(folder.path)/a.svg --csv \(folder.path)/a.csv")
        #expect(written.code == .badData && written.output.isEmpty)
        #expect(try String(contentsOfFile: "\(folder.path)/a.csv", encoding: .utf8) == plain.output)
        let count = await Run(
            line: "capacity --preset krinner-50 --electronics 1uW@base --at 5mK --plot \(folder.path)/b.svg")
        #expect(count.code == .badData && count.output.contains("0 qubits"))
    }

    @Test("a sweep's report has a row for every point, or says why there is none")
    func sweepReport() async throws {
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/a.html"
        for (range, words) in [("0A..2A", "1 of 3 points within every limit"), ("1A..2A", "nothing to draw")] {
            let line = "cryostat sweep --preset krinner-50 --vary lines.flux.current=\(range) --points 3"
            let run = await Run(line: "\(line) --report \(path)")
            #expect(run.code == .done, "\(run.error)")
            let page = try String(contentsOfFile: path, encoding: .utf8)
            #expect(page.contains(words) && page.contains("the cooler gets"))
        }
    }

    @Test("a picture joins no stage to another, and nothing that is not met")
    func joined() async throws {
        let path = "\(repository)/Examples/fleets/consolidate.yaml"
        let fleet = try Fleet.read(path)
        let outcomes = try Consolidation(fleet).outcomes()
        let plot = FleetTables(fleet: fleet, outcomes: outcomes).figure()
        #expect(plot.series.map(\.x) == [[1, 2, 4, 8], [1, 2, 4, 8], [12, 24], [12, 24]])
        #expect(plot.series.map(\.style) == [.linePoints, .linePoints, .points, .points])
        let cryostat = try CryostatDescription.preset("krinner-50")
        let wiring = Wiring.electronics(5e-3, at: .fourKelvin)
        let cases = try [0.02, 0.1, 3, 4].map { temperature in
            let question = try Capacity(cryostat, wiring: wiring, at: temperature)
            return CapacityCase(
                temperature: temperature, stage: question.stage, question: question, title: "",
                answer: try question.answer(withBand: false), assumptions: [])
        }
        #expect(try CapacityFigure(cases: cases).againstTemperature().series.map(\.x) == [[0.02, 0.1], [3, 4]])
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
        for option in options {
            let stages = try #require(option["stages"] as? [[String: Any]])
            #expect(stages.map { $0["name"] as? String } == ["50K", "4K", "still", "cold plate", "base"])
            for stage in stages {
                let load = try #require(stage["load_W"] as? Double)
                let capacity = try #require(stage["capacity_W"] as? Double)
                #expect(abs((stage["margin"] as? Double ?? .nan) - (1 - load / capacity)) < 1e-9)
            }
        }
    }
}
