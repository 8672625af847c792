import CommandLineKit
import Foundation
import Testing

@testable import subkelvin

@Suite("Bad input ends in one clear line and the right exit code")
struct BadInputTests {
    @Test(
        "what is typed wrong",
        arguments: [
            ("material value coper --at 4K", ExitCode.usage, "did you mean ‘copper’"),
            ("material value stainles --at 4K", .usage, "did you mean ‘stainless-304’"),
            ("material value copper --at \"20 m K\"", .usage, "20 mK"),
            ("material value copper --at 20", .usage, "unit"),
            ("material value copper --at nan", .usage, "--at"),
            ("material value copper --at NaNK", .usage, "--at"),
            ("material value copper --at 20W", .usage, "power"),
            ("material value copper --at -4K", .usage, "lies outside"),
            ("material value copper --at 0K", .usage, "lies outside"),
            ("material value copper --at 1e400K", .usage, "--at"),
            ("material value copper --at 2000K", .usage, "1 mK to 1300 K"),
            ("material value ti64 --at 10K --fit nist", .usage, "--fit points-3-299K"),
            ("material value copper --at 4K --rrr 5727", .usage, "1.5 to 3000.0"),
            ("material value copper --at 4K --rrr inf", .usage, "--rrr"),
            ("material value copper --at 4K --rrr 120 --fit nist", .usage, "only for 50.0, 100.0"),
            ("material value ss304 --at 4K --rrr 100", .usage, "takes no residual resistance ratio"),
            ("material value copper --at 4K --fit nits", .usage, "hust-lankford, nist"),
            ("material value copper --at 4K --property mu", .usage, "one of k, cp"),
            ("material value kapton --property resistivity --at 4K", .usage, "known are k, cp"),
            ("material integral ss304 --from 4K --to 4K", .usage, "an integral needs two temperatures"),
            ("material integral ss304 --from 4K --to 500K", .usage, "lies outside"),
            ("material integral ss304 --property contraction --from 4K --to 50K", .usage, "no meaning"),
            ("material integral nylon-fibre --from 1K --to 1.5K", .usage, "known at 1 K only"),
            ("material integral ss304 --from 4K --to 50K --area 1mm2", .usage, "go together"),
            ("material value copper@100 --rrr 200 --at 4K", .usage, "both give"),
            ("material value copper --at 4K --field 12T", .usage, "0.0 T to 10.0 T"),
            ("material plot copper --from 0.1mK", .usage, "outside the range of every curve"),
            (
                "material plot copper@1 copper@2 copper@3 copper@4 copper@5 copper@6 copper@7 copper@8 copper@9",
                .usage, "eight"
            ),
            ("material compare", .usage, "name the materials"),
            ("material plot copper --plot k.gif", .usage, ".svg, .png or .pdf"),
            ("material plot copper --plot no/such/folder/k.svg", .usage, "cannot write"),
            ("material measured copper nowhere.csv", .noSuchFile, "nowhere.csv: cannot be read"),
            ("material value mine --at 4K --materials nowhere.yaml", .noSuchFile, "nowhere.yaml: cannot be read"),
            ("schema kettle", .usage, "material"),
            ("materal list", .usage, "did you mean"),
        ])
    func typed(line: String, code: ExitCode, words: String) async {
        let run = await Run(line: line)
        #expect(run.code == code, "\(run.output)\(run.error)")
        #expect(run.error.contains(words), "\(run.error)")
        #expect(run.output.isEmpty)
        let first = run.error.split(separator: "\n").first ?? ""
        #expect(first.hasPrefix("subkelvin"), "\(run.error)")
    }

    /// A file with a text, and what a command that reads it says.
    private func reading(_ text: String, as name: String = "mine.yaml", _ command: (String) -> [String]) async throws
        -> Run
    {
        let folder = FileManager.default.temporaryDirectory.appending(path: "subkelvin-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: name).path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        var run = await Run(command(path))
        run.error = run.error.replacing(path, with: name)
        return run
    }

    static let sound = """
        kind: Material
        name: mine
        title: "My alloy"
        properties:
          k:
            fits:
              - name: house
                equation: { power_law: { coefficient: 0.06, exponent: 1.1 } }
                range: [50 mK, 4 K]
                uncertainty: 10 %
                source: "Measured in our own cryostat, run 12"

        """

    @Test("a user's own material joins the catalogue")
    func ownMaterial() async throws {
        let run = try await reading(Self.sound) {
            ["material", "value", "mine", "--at", "1K", "--materials", $0, "--json"]
        }
        #expect(run.code == .done, "\(run.error)")
        #expect(try run.object()["value"] as? Double == 0.06)
    }

    @Test(
        "a material file with a fault: file, line, column and key",
        arguments: [
            ("uncertainty: 10 %", "uncertainty: ten", "mine.yaml:10:22: properties.k.fits[0].uncertainty"),
            ("range: [50 mK, 4 K]", "range: [4 K, 50 mK]", "mine.yaml:9:16: properties.k.fits[0].range"),
            ("range: [50 mK, 4 K]", "range: [50 m K, 4 K]", "mine.yaml:9:17: properties.k.fits[0].range[0]"),
            ("title:", "titel:", "missing key ‘title’; is ‘titel’ at 3:1 meant?"),
            ("exponent: 1.1 }", "exponent: 1.1, exponent: 2 }", "mine.yaml:8:"),
            ("power_law: { coefficient: 0.06, exponent: 1.1 }", "constant: .nan", "mine.yaml:8:"),
            ("kind: Material", "kind: Kettle", "mine.yaml:1:7: kind"),
            ("{ power_law: { coefficient: 0.06, exponent: 1.1 } }", "{ }", "mine.yaml:"),
            ("{ power_law: { coefficient: 0.06, exponent: 1.1 } }", "{ constant: 1, powers: [] }", "mine.yaml:"),
            ("source: \"Measured in our own cryostat, run 12\"", "", "missing key ‘source’"),
            ("properties:", "properties", "mine.yaml:"),
        ])
    func faultyFile(good: String, bad: String, place: String) async throws {
        let text = Self.sound.replacing(good, with: bad)
        #expect(text != Self.sound)
        let run = try await reading(text) { ["material", "check", $0] }
        #expect(run.code == .badData, "\(run.output)\(run.error)")
        #expect(run.error.contains(place), "\(run.error)")
        #expect(run.error.split(separator: "\n").count == 1, "\(run.error)")
    }

    @Test("a material that cannot be: negative, or with a name that is taken")
    func impossible() async throws {
        let negative = Self.sound.replacing("coefficient: 0.06", with: "coefficient: -0.06")
        let taken = Self.sound.replacing("name: mine", with: "name: copper")
        let steep = Self.sound.replacing("uncertainty: 10 %", with: "uncertainty: 5")
        for (text, words) in [(negative, "the value is -"), (taken, "already"), (steep, "500.0 %")] {
            let run = try await reading(text) { ["material", "list", "--materials", $0] }
            #expect(run.code == .badData && run.error.hasPrefix("subkelvin: mine.yaml"), "\(run.error)")
            #expect(run.error.contains(words), "\(run.error)")
        }
        // A check lists what it finds and says no.
        let checked = try await reading(negative) { ["material", "check", $0, "--steps", "10"] }
        #expect(checked.code == .no && checked.output.contains("1 material, 6 findings"), "\(checked.output)")
    }

    @Test(
        "hostile YAML is refused in time",
        arguments: [
            ("deep", String(repeating: "[", count: 100_000)),
            ("bomb", (0..<30).reduce("a0: &a0 [x, x]\n") { $0 + "a\($1 + 1): &a\($1 + 1) [*a\($1), *a\($1)]\n" }),
            ("cycle", "kind: &a [*a]\n"), ("empty", ""), ("binary", "\u{1}\u{2}\u{0}"),
            ("huge", String(repeating: "- a\n", count: 6_000_000)),
        ])
    func hostile(name: String, text: String) async throws {
        let start = ContinuousClock.now
        let run = try await reading(text) { ["material", "check", $0] }
        #expect(run.code == .badData && run.error.contains("mine.yaml"), "\(run.error.prefix(300))")
        #expect(run.error.count < 500)
        // Generous: an unbounded reader takes hours or all memory.
        #expect(ContinuousClock.now - start < .seconds(600))
    }

    @Test(
        "a table with a fault: file, line, column",
        arguments: [
            ("temperature_K,value\n4,x\n", "points.csv:2:3: value: expected a number above 0.0, found ‘x’"),
            ("temperature_K,value\n4,1,2\n", "points.csv:2:1: 3 fields where the header has 2"),
            ("temperature_K,val\n4,1\n", "missing key ‘value’"),
            ("temperature_K,value\n4,-1\n", "points.csv:2:3"), ("temperature_K,value\n4,nan\n", "points.csv:2:3"),
            ("temperature_K,value\n4,0x10\n", "points.csv:2:3"), ("temperature_K,value\n\"4,1\n", "points.csv:2:1"),
            ("", "points.csv:1:1"), ("value,value\n", "points.csv:1:7"),
        ])
    func faultyTable(text: String, words: String) async throws {
        let run = try await reading(text, as: "points.csv") { ["material", "measured", "copper", $0] }
        #expect(run.code == .badData, "\(run.output)\(run.error)")
        #expect(run.error.contains(words), "\(run.error)")
    }
}
