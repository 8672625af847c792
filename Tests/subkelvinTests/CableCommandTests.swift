import CommandLineKit
import Foundation
import Testing

@testable import subkelvin

@Suite("subkelvin cable")
struct CableCommandTests {
    @Test(
        "heat of a steel line from stage to stage, by straight laws below 4 K",
        arguments: [
            ("--from 300K --to 35K --length 20cm", 27.20853e-3), ("--from 35K --to 2.85K --length 29cm", 0.4367623e-3),
            ("--from 2.85K --to 882mK --length 25cm", 2.128449e-6),
            ("--from 882mK --to 82mK --length 17cm", 0.3286659e-6),
            ("--from 82mK --to 6mK --length 14cm", 3.461026e-9),
        ])
    func heat(words: String, expected: Double) async throws {
        let json = try await Run(line: "cable heat ut-085-ss \(words) --laws linear --json").object()
        let heat = try #require(json["heat_W"] as? Double)
        #expect(abs(heat / expected - 1) < 1e-4, "\(heat)")
        let parts = try #require(json["parts"] as? [[String: Any]])
        let sum = parts.compactMap { $0["heat_W"] as? Double }.reduce(0, +)
        #expect(abs(sum / heat - 1) < 1e-12)
        #expect(json["laws"] as? String == "linear")
    }

    @Test("as many cables conduct as much more")
    func count() async throws {
        let line = "cable heat 219-ss-ss --from 4K --to 1K --length 20cm --json"
        let one = try #require(try await Run(line: line).object()["heat_W"] as? Double)
        let many = try #require(try await Run(line: "\(line) --count 300").object()["heat_W"] as? Double)
        #expect(abs(many / one / 300 - 1) < 1e-12)
    }

    @Test("a current heats as its square, in every wire")
    func current() async throws {
        let line = "cable heat pair-phosphor-bronze-36 --from 4K --to 1K --length 1m --json --current"
        let one = try #require(try await Run(line: "\(line) 1mA").object()["ohmic_heat_to_cold_end_W"] as? Double)
        let ten = try #require(try await Run(line: "\(line) 10mA").object()["ohmic_heat_to_cold_end_W"] as? Double)
        #expect(abs(ten / one / 100 - 1) < 1e-12)
        #expect(abs(one / 8.56e-6 - 1) < 0.01, "\(one)")
    }

    @Test("a cable twice as long loses twice as much")
    func loss() async throws {
        let line = "cable loss 119-cuni-cuni --from 50K --to 4K --frequency 6GHz --json"
        let short = try await Run(line: "\(line) --length 20cm").object()
        let long = try await Run(line: "\(line) --length 40cm").object()
        let (a, b) = (try #require(short["loss_dB"] as? Double), try #require(long["loss_dB"] as? Double))
        #expect(abs(b / a - 2) < 1e-12)
        let (warm, cool) = (
            try #require(short["photons_leaving"] as? Double), try #require(long["photons_leaving"] as? Double)
        )
        #expect(cool < warm)
    }

    @Test(
        "what cannot be is refused, and says why",
        arguments: [
            ("heat ut-085-sss --from 4K --to 1K --length 1m", "did you mean ‘ut-085-ss’", ExitCode.usage),
            ("heat ut-085-ss --from 1K --to 4K --length 1m", "--from is the warm end", .usage),
            ("heat ut-085-ss --from 4K --to 1K --length 0m", "--length must be above zero", .usage),
            ("heat ut-085-ss --from 4K --to 1K --length 1m --laws cubic", "there are linear, subkelvin", .usage),
            ("heat wire-copper-30 --from 4K --to 1K --length 1m --laws linear", "none of its materials", .usage),
            ("heat 219-nbti-nbti --from 300K --to 4K --length 1m", "300 K lies outside 5 mK to 19.7 K", .usage),
            ("loss 219-ss-ss --from 4K --to 1K --length 1m --frequency 30GHz", "the frequency is", .usage),
            (
                "loss loom-manganin-12x2 --from 4K --to 1K --length 1m --frequency 1GHz", "state a table of losses",
                .usage
            ),
            (
                "loss ut-085-ss --from 4K --to 1K --length 1m --frequency 1GHz --method stated", "take skin effect",
                .usage
            ),
        ])
    func refused(words: String, reason: String, code: ExitCode) async throws {
        let run = await Run(line: "cable \(words)")
        #expect(run.code == code)
        #expect(run.error.contains(reason), "\(run.error)")
    }

    @Test("cables of one's own are read beside the catalogue, and clash by name")
    func own() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let text = """
            kind: Cables
            cables:
              - name: ut-085-ss
                title: Taken
                type: loom
                source: a test
                outer_diameter: 1 mm
                parts: [{ role: wire, material: copper, diameter: 0.1 mm }]

            """
        let path = "\(folder)/own.yaml"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let clash = await Run(line: "cable list --cables \(path)")
        #expect(clash.code == .badData)
        #expect(clash.error.contains("choose another name") && clash.error.contains("own.yaml"), "\(clash.error)")
        try text.replacing("ut-085-ss", with: "mine").write(toFile: path, atomically: true, encoding: .utf8)
        let json = try await Run(line: "cable show mine --cables \(path) --json").object()
        #expect(json["type"] as? String == "loom")
    }
}
