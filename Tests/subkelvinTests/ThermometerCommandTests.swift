import CommandLineKit
import Foundation
import SubkelvinTesting
import Testing

@testable import subkelvin

@Suite("subkelvin thermometer")
struct ThermometerCommandTests {
    private static let example = "\(repository)/Examples/curves/made-up.340"

    @Test("what is asked comes back with the other quantity, both ways")
    func bothWays() async throws {
        let run = await Run(line: "thermometer convert dt-670 --voltage 0.559639V --temperature 300K --json")
        #expect(run.code == .done)
        for row in try run.array() {
            #expect(row["temperature_K"] as? Double == 300 && row["voltage_V"] as? Double == 0.559639)
            #expect(row["quality"] as? String == "good" && row["resistance_ohm"] == nil)
            #expect((row["sensitivity_V_per_K"] as? Double).map { $0 < -0.002 && $0 > -0.0025 } == true)
        }
    }

    @Test(
        "outside of the curve there is no number, the side is told, and the command ends with 1",
        arguments: [
            ("--resistance 16kOhm", "resistance_ohm", "below-range"),
            ("--resistance 1kOhm", "resistance_ohm", "above-range"),
            ("--temperature 6.9mK", "temperature_K", "below-range"),
            ("--temperature 293K", "temperature_K", "above-range"),
        ])
    func outside(words: String, asked: String, quality: String) async throws {
        let run = await Run(line: "thermometer convert ruox-7mk \(words) --json")
        #expect(run.code == .no)
        let row = try #require(try run.array().first)
        #expect(row["quality"] as? String == quality && row[asked] is Double)
        let other = asked == "temperature_K" ? "resistance_ohm" : "temperature_K"
        #expect(row[other] is NSNull && row["dimensionless_sensitivity"] is NSNull)
        let words = await Run(line: "thermometer convert ruox-7mk \(words)")
        #expect(words.code == .no && words.error.contains("1 of 1 lies outside of the curve, 7 mK to 40 K"))
        #expect(words.output.contains(quality))
    }

    @Test("a file's header and points are shown")
    func show() async throws {
        let json = try await Run(["thermometer", "show", Self.example, "--json"]).object()
        #expect(json["serial"] as? String == "EXAMPLE-1" && json["format"] as? String == "340")
        #expect(
            json["range_K"] as? [Double] == [0.0085, 40] && json["temperature_coefficient"] as? String == "negative")
        #expect((json["points"] as? [[String: Any]])?.count == 28)
        let words = await Run(["thermometer", "show", Self.example])
        #expect(words.output.contains("28 points") && words.code == .done)
    }

    @Test("a picture is drawn of every kind of curve", arguments: ["dt-670", "ruox-7mk", "cx-1010", "pt100"])
    func picture(name: String) async throws {
        let folder = try TemporaryDirectory()
        let run = await Run(["thermometer", "show", name, "--plot", "\(folder.path)/a.svg", "--json"])
        #expect(run.code == .done, "\(run.error)")
        #expect(try String(contentsOfFile: "\(folder.path)/a.svg", encoding: .utf8).contains("<svg"))
    }

    @Test(
        "what cannot be is refused, and says why",
        arguments: [
            ("convert dt-670", "give what to convert", ExitCode.usage),
            ("convert dt-670 --resistance 100Ohm", "takes no --resistance", .usage),
            ("convert pt100 --voltage 1V", "takes no --voltage", .usage),
            ("convert pt100 --resistance 100V", "is a voltage", .usage),
            ("convert dt-67O --voltage 1V", "did you mean dt-670?", .noSuchFile),
            ("show nowhere/sensor.340", "is neither a file nor a curve", .noSuchFile),
            ("show README.md", "is no calibration curve that is known", .badData),
        ])
    func refused(words: String, why: String, code: ExitCode) async {
        let run = await Run(line: "thermometer \(words.replacing("README", with: "\(repository)/README"))")
        #expect(run.code == code && run.error.contains(why), "\(run.error)")
    }

    @Test("a broken file is refused at its place")
    func broken() async throws {
        let folder = try TemporaryDirectory()
        let text = try String(contentsOfFile: Self.example, encoding: .utf8)
        let path = "\(folder.path)/broken.340"
        try text.replacing("Number of Breakpoints:   28", with: "Number of Breakpoints:   29")
            .write(toFile: path, atomically: true, encoding: .utf8)
        let run = await Run(["thermometer", "show", path])
        #expect(run.code == .badData && run.error.contains("broken.340:6: 28 breakpoints follow where 29 are stated"))
    }
}
