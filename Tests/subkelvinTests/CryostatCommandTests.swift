import CommandLineKit
import Foundation
import SubkelvinTesting
import Testing

@testable import subkelvin

@Suite("subkelvin cryostat")
struct CryostatCommandTests {
    private static let krinner = "--preset krinner-50 --temperatures 35K,2.85K,0.882K,82mK,6mK"

    @Test("solve's JSON: stages with temperature, load, capacity and margin; lines with photons, null on DC")
    func solve() async throws {
        let json = try await Run(line: "cryostat solve --preset krinner-50 --json").object()
        let stages = try #require(json["stages"] as? [[String: Any]])
        #expect(stages.map { $0["name"] as? String } == ["50K", "4K", "still", "cold plate", "base"])
        for stage in stages {
            let load = try #require(stage["load_W"] as? Double)
            let capacity = try #require(stage["capacity_W"] as? Double)
            #expect(abs((stage["margin"] as? Double ?? 0) - (1 - load / capacity)) < 1e-12)
            #expect((stage["temperature_K"] as? Double ?? 0) > 0)
        }
        let base = try #require(stages.last?["temperature_K"] as? Double)
        #expect(abs(base - 14.2e-3) < 0.1e-3)
        let lines = try #require(json["lines"] as? [[String: Any]])
        for line in lines {
            let isFlux = line["name"] as? String == "flux"
            #expect((line["noise_photons"] is NSNull) == isFlux)
            #expect((line["noise_photons"] as? Double != nil) == !isFlux)
        }
        #expect(json["frequency_Hz"] as? Double == 6e9)
    }

    @Test("photons of the paper come out by a command, in its column of lossless cables")
    func photons() async throws {
        let json = try await Run(line: "cryostat solve \(Self.krinner) --json").object()
        let lines = try #require(json["lines"] as? [[String: Any]])
        let drive = try #require(lines.first { $0["name"] as? String == "drive" })
        let photons = try #require(drive["noise_photons_without_cables"] as? Double)
        #expect(abs(photons / 2.27709e-3 - 1) < 1e-5)
        let words = await Run(line: "cryostat solve \(Self.krinner)").output
        #expect(words.contains("CABLES LOSSLESS") && words.contains("0.002277"))
        // A lower frequency has more of them.
        let low = try await Run(line: "cryostat solve \(Self.krinner) --frequency 4GHz --json").object()
        let slower = try #require((low["lines"] as? [[String: Any]])?.first?["noise_photons_without_cables"] as? Double)
        #expect(slower > photons)
    }

    @Test(
        "heat of one UT-085 by a command: straight laws, and those measured below 1 K",
        arguments: [
            ("linear", [27.2e-3, 0.437e-3, 2.13e-6, 0.329e-6, 3.46e-9]),
            ("subkelvin", [27.2e-3, 0.437e-3, 1.73e-6, 0.21e-6, 1.5e-9]),
        ])
    func heat(laws: String, expected: [Double]) async throws {
        let rows = try await Run(line: "cryostat budget --each --laws \(laws) \(Self.krinner) --json").array()
        let flux = try #require(rows.first { $0["source"] as? String == "flux" && $0["kind"] as? String == "line" })
        for (key, value) in zip(["50K_W", "4K_W", "still_W", "cold plate_W", "base_W"], expected) {
            let heat = try #require(flux[key] as? Double)
            #expect(abs(heat / value - 1) < 0.025, "\(key): \(heat)")
        }
    }

    @Test(
        "the budget's columns add up to what coolers lift", arguments: ["krinner-50", "ld-400", "xld-1000", "eth-node"])
    func budget(preset: String) async throws {
        let rows = try await Run(line: "cryostat budget --preset \(preset) --json").array()
        let keys = try #require(rows.first).keys.filter { $0.hasSuffix("_W") }
        for key in keys {
            func value(_ row: [String: Any]) -> Double { row[key] as? Double ?? 0 }
            let lifted = try #require(rows.first { $0["source"] as? String == "lifted by coolers" })
            let others = rows.filter {
                !["lifted by coolers", "capacity at the limit"].contains($0["source"] as? String ?? "")
            }
            #expect(abs(others.map(value).reduce(0, +) / value(lifted) - 1) < 1e-9)
        }
    }

    @Test("check ends with 0 where all is met, and with 1 and every reason where not")
    func check() async throws {
        let good = await Run(line: "cryostat check --preset xld-1000")
        #expect(good.code == .done && good.output.contains("every limit is met"))
        let file = try CryostatFileText(
            changing: [("limit: 20 mK", "limit: 12 mK"), ("lines:\n", "noise_limit: 0.01\nlines:\n")])
        let bad = await Run(line: "cryostat check \(file.path)")
        #expect(bad.code == .no)
        #expect(
            bad.output.contains("NOT met: the base stage rests at") && bad.output.contains("‘pump’"), "\(bad.output)")
        #expect(bad.output.contains("noise photons, more than 0.01"), "\(bad.output)")
        let json = await Run(line: "cryostat check \(file.path) --json")
        #expect(json.code == .no)
        let object = try json.object()
        #expect(object["ok"] as? Bool == false && (object["reasons"] as? [String])?.count == 2)
    }

    @Test("compare sets one beside the other, whichever comes first")
    func compare() async throws {
        let there = try await Run(line: "cryostat compare krinner-50 eth-node --json").array()
        let back = try await Run(line: "cryostat compare eth-node krinner-50 --json").array()
        #expect(there.count == 5 && back.count == 5)
        for (one, other) in zip(there, back) {
            #expect(one["a_temperature_K"] as? Double == other["b_temperature_K"] as? Double)
            #expect(one["b_margin"] as? Double == other["a_margin"] as? Double)
        }
        // The node has no cold plate.
        #expect(there[3]["stage"] as? String == "cold plate" && !(there[3]["b_load_W"] is Double))
    }

    @Test("--current replaces what the file says, and needs a line with a current")
    func current() async throws {
        var last = 0.0
        for current in ["0mA", "0.5mA", "1mA", "2mA"] {
            let json = try await Run(line: "cryostat solve --preset krinner-50 --current \(current) --json").object()
            let base = try #require((json["stages"] as? [[String: Any]])?.last?["temperature_K"] as? Double)
            #expect(base > last)
            last = base
        }
        let file = try CryostatFileText(changing: [("    current: 1 mA\n", "")])
        let run = await Run(line: "cryostat solve \(file.path) --current 1mA")
        #expect(run.code == .usage && run.error.contains("no line of krinner-50 carries a current"))
    }

    @Test("every command draws and reports", arguments: ["solve", "budget", "check"])
    func pictures(command: String) async throws {
        let folder = try TemporaryDirectory()
        let run = await Run(
            line: "cryostat \(command) --preset ld-400 --plot \(folder.path)/a.svg --report \(folder.path)/a.html")
        #expect(run.code == .done, "\(run.error)")
        let svg = try String(contentsOfFile: "\(folder.path)/a.svg", encoding: .utf8)
        #expect(svg.contains("capacity at the limit") && svg.contains("radiation"))
        let page = try String(contentsOfFile: "\(folder.path)/a.html", encoding: .utf8)
        #expect(page.contains("<code>subkelvin cryostat \(command) --preset ld-400</code>"))
        for words in ["to scale", "Margins", "Heat budget", "Assumptions", "PT415", "10 cm", "ε = 0.06"] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(page.ranges(of: "<svg").count == 2)
        // It stands alone: nothing is loaded from anywhere.
        #expect(!page.contains("<script") && !page.contains("src=\"http") && !page.contains("<link"))
    }

    @Test("compare draws and reports both")
    func comparePictures() async throws {
        let folder = try TemporaryDirectory()
        let run = await Run(
            line: "cryostat compare krinner-50 ld-400 --plot \(folder.path)/a.svg --report \(folder.path)/a.html")
        #expect(run.code == .done, "\(run.error)")
        let page = try String(contentsOfFile: "\(folder.path)/a.html", encoding: .utf8)
        #expect(
            page.ranges(of: "<svg").count == 3 && page.contains("A: Heat budget") && page.contains("B: Assumptions"))
        #expect(try String(contentsOfFile: "\(folder.path)/a.svg", encoding: .utf8).contains("B: load"))
    }

    @Test("a margin below zero is red in the drawing and in the report")
    func negativeMargin() async throws {
        let folder = try TemporaryDirectory()
        let file = try CryostatFileText(changing: [("limit: 20 mK", "limit: 10 mK")])
        let run = await Run(line: "cryostat solve \(file.path) --report \(folder.path)/a.html")
        #expect(run.code == .done && run.output.contains("NOT met"), "\(run.error)")
        let page = try String(contentsOfFile: "\(folder.path)/a.html", encoding: .utf8)
        #expect(page.contains("fill=\"#b00020\"") && page.contains("NOT met") || page.contains("Not met"))
    }
}

/// A preset's file with changes, in a place of its own.
struct CryostatFileText {
    private let folder: TemporaryDirectory
    /// The file.
    let path: String
    /// What it holds.
    let text: String

    init(_ preset: String = "krinner-50", changing changes: [(String, String)] = []) throws {
        var text = try String(contentsOfFile: "\(repository)/Examples/cryostats/\(preset).yaml", encoding: .utf8)
        for (old, new) in changes {
            try #require(text.contains(old), "\(old)")
            // The first alone: what follows may hold the same words.
            if let range = text.range(of: old) { text.replaceSubrange(range, with: new) }
        }
        folder = try TemporaryDirectory()
        path = "\(folder.path)/cryostat.yaml"
        self.text = text
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    @Test("476 µmol/s lift 4.0 µW at 10 mK and 400 µW at 100 mK")
    func dilution() async throws {
        let rows = try await Run(line: "cryostat dilution --flow 476umol/s --at 10mK,100mK --json").array()
        let powers = rows.compactMap { $0["power_W"] as? Double }
        #expect(powers.count == 2)
        #expect(abs(powers[0] / 4.0e-6 - 1) < 1e-3 && abs(powers[1] / 400e-6 - 1) < 1e-3)
        let floor = try await Run(line: "cryostat dilution --flow 476umol/s --floor 8mK --at 8mK,20mK --json").array()
        let limited = floor.compactMap { $0["power_W"] as? Double }
        #expect(abs(limited[0]) < 1e-10 && limited[1] > 5e-6)
    }

    @Test("maps state their residuals, and what they lift within them alone")
    func maps() async throws {
        let rows = try await Run(line: "cryostat map --json").array()
        let pt415 = try #require(rows.first { $0["map"] as? String == "pt415" })
        #expect(pt415["points"] as? Double == 30)
        #expect(abs(try #require(pt415["first_rms_W"] as? Double) - 1.24) < 0.005)
        #expect(abs(try #require(pt415["second_low_worst_W"] as? Double) - 0.112) < 0.0005)
        let there = try await Run(line: "cryostat map --at 45K,4.2K --json").array()
        #expect(abs(try #require(there[0]["second_W"] as? Double) - 1.22) < 0.01)
        let outside = await Run(line: "cryostat map --at 500K,4.2K")
        #expect(outside.code == .badData && outside.error.contains("500"))
        let one = await Run(line: "cryostat map --at 45K")
        #expect(one.code == .usage && one.error.contains("two temperatures"))
    }
}
