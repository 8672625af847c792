import CommandLineKit
import FoundationEssentials
import SubkelvinTesting
import Testing

@testable import subkelvin

@Suite("subkelvin link --plot and --report")
struct LinkPictureTests {
    private static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }

    @Test(
        "solve draws four stages, their limits, their plates; flows beside them",
        arguments: ["--preset eth-5m", "--preset eth-30m", "--length 45m --cooling-unit-spacing 15m --solver cascade"])
    func solvePlot(options: String) async throws {
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/link.svg"
        let run = await Run(line: "link solve \(options) --plot \(path)")
        #expect(run.code == .done && run.error == "wrote \(path)\n", "\(run.error)")
        let svg = try Self.text(path)
        for words in ["50K", "4K", "Still", "Base", "limit of the nodes' plates, 5.2 K", "Heat flow / W", "assumed"] {
            #expect(svg.contains(words), "\(words)")
        }
        // Only a link with cooling units has plates that a stage does not cool.
        #expect(svg.contains("plates, not cooled") == (options != "--preset eth-5m"))
    }

    @Test("reach draws each criterion over its limit, and the reach")
    func reachPlot() async throws {
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/reach.svg"
        let run = await Run(line: "link reach --cooling-units 0 --heat-flux table-3 --max-length 30m --plot \(path)")
        #expect(run.code == .done, "\(run.error)")
        let svg = try Self.text(path)
        for words in ["4K plate", "50K plate (cold trap, does not limit)", "reach 20 m", "no cooling unit", "limit"] {
            #expect(svg.contains(words), "\(words)")
        }
    }

    @Test("the report holds inputs, verdicts, heat, pictures, assumptions and its own command line")
    func report() async throws {
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/link.html"
        let json = try await Run(line: "link solve --preset eth-30m --report \(path) --json").object()
        let page = try Self.text(path)
        #expect(
            page.contains("<code>subkelvin link solve --preset eth-30m --heat-flux appendix-d --solver coupled</code>"))
        for words in [
            "arXiv:2604.15971", "Assumptions", "places are not printed", "Heat budget", "cold trap", "1.7 W/m²",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(page.ranges(of: "<svg").count == 2)
        #expect(page.ranges(of: ">agrees<").count == 4)
        // Every verdict of the JSON stands in the report, with its value.
        for criterion in try #require(json["criteria"] as? [[String: Any]]) {
            let value = try #require(criterion["value_K"] as? Double)
            #expect(page.contains(">\(kelvin(value))<"), "\(criterion)")
        }
        // An identifier may stand in a page only once.
        let ids = page.split(separator: "<").flatMap { tag in
            tag.prefix { $0 != ">" }.split(separator: " ").filter { $0.hasPrefix("id=") }
        }
        #expect(ids.count > 4 && Set(ids).count == ids.count)
    }

    @Test("the command line of a report gives the same report again")
    func reproduces() async throws {
        let folder = try TemporaryDirectory()
        let (first, second) = ("\(folder.path)/1.html", "\(folder.path)/2.html")
        _ = await Run(line: "link solve --length 17.5m --cooling-units 1 --no-mli --solver cascade --report \(first)")
        let page = try Self.text(first)
        let start = try #require(page.firstRange(of: "<code>subkelvin ")?.upperBound)
        let command = page[start...].prefix { $0 != "<" }.replacing("&#39;", with: "\"")
        let run = await Run(line: "\(command) --report \(second)")
        #expect(run.code == .done, "\(command): \(run.error)")
        #expect(try Self.text(second) == page)
    }

    @Test(
        "refuses a file of another kind before it solves anything",
        arguments: [
            "link solve --plot x.gif", "link solve --plot x", "link solve --report x.pdf", "link reach --plot x.html",
        ])
    func wrongEnding(line: String) async {
        let run = await Run(line: line)
        #expect(run.code == .usage && run.output.isEmpty)
        #expect(run.error.contains("ends in ."), "\(run.error)")
    }

    @Test("names a folder that is not there", arguments: ["--plot /nowhere/x.svg", "--report /nowhere/x.html"])
    func noFolder(options: String) async {
        let run = await Run(line: "link solve --preset eth-5m \(options)")
        #expect(run.code == .usage && run.error.contains("/nowhere/x."), "\(run.error)")
        #expect(run.error.contains("No such file or directory"), "\(run.error)")
    }
}
