import CommandLineKit
import Foundation
import Materials
import SubkelvinTesting
import Testing

@testable import subkelvin

@Suite("The program as a whole")
struct ProgramTests {
    @Test("its declarations do not contradict each other")
    func declarations() {
        #expect(declarationProblems(of: Subkelvin.self).isEmpty)
    }

    @Test(
        "help reads as recorded",
        arguments: [
            "", "material", "material list", "material show", "material value", "material integral", "material compare",
            "material plot", "material measured", "material check", "cable", "cable list", "cable show", "cable heat",
            "cable loss", "link", "link solve", "link reach", "link fit",
            "link check", "link dwell", "link travel", "link waveguide", "link posts", "link screws", "link slits",
            "link copper", "cryostat", "cryostat solve", "cryostat budget", "cryostat check", "cryostat compare",
            "cryostat import",
            "twin", "twin cooldown", "twin compare", "twin play", "twin run", "twin warmup",
            "twin load", "twin fault", "twin fault list", "twin fault show",
            "cryostat sweep", "cryostat map", "cryostat dilution", "capacity", "capacity qubits",
            "capacity consolidate",
            "qubit", "qubit table", "qubit sweep", "qubit require", "qubit audit", "qubit coherence",
            "qubit thermal", "qubit quasiparticles", "qubit dephasing", "qubit photons", "qubit gate", "qubit lindblad",
            "qubit stability", "qubit landauer", "qubit control", "qubit readout", "qubit capacity", "qubit report",
            "thermometer", "thermometer list", "thermometer show", "thermometer convert",
            "logs", "logs inspect", "logs events", "logs import", "logs export", "schema", "completions",
        ])
    func help(command: String) async throws {
        let run = await Run(line: "\(command) --help")
        #expect(run.code == .done)
        let name = (["help"] + command.split(separator: " ").map(String.init)).joined(separator: "-")
        try Snapshot("\(name).txt").check(run.output)
    }

    @Test("the examples in the help run")
    func examples() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for command in MaterialCommand.subcommands + CableCommand.subcommands + LinkCommand.subcommands
            + QubitCommand.subcommands + CryostatCommand.subcommands + CapacityCommand.subcommands
            + ThermometerCommand.subcommands
        {
            for example in command.examples where !example.commandLine.contains(".yaml") {
                guard !example.commandLine.contains("20000") else { continue }
                let line = example.commandLine.replacing("subkelvin ", with: "")
                    .replacing(" Examples/", with: " \(repository)/Examples/")
                    .replacing("--plot ", with: "--plot \(folder)/").replacing("--report ", with: "--report \(folder)/")
                    .replacing("qubit report ", with: "qubit report \(folder)/")
                let run = await Run(line: line)
                #expect(run.code == .done, "\(line): \(run.error)")
            }
        }
    }

    @Test(
        "the schemas that editors use are those that the types make",
        arguments: [
            "material", "cable", "link", "link-parameters", "qubit", "cryostat", "wiring", "fleet", "procedure",
            "scenario", "service",
        ])
    func schema(kind: String) async throws {
        let path = "\(repository)/Examples/schemas/\(kind).schema.json"
        let made = await Run(line: "schema \(kind)").output
        if ProcessInfo.processInfo.environment["SUBKELVIN_RECORD"] == "1" {
            try made.write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(
            try String(contentsOfFile: path, encoding: .utf8) == made,
            "run: subkelvin schema \(kind) > Examples/schemas/\(kind).schema.json")
    }

    @Test("the pictures in the documents are what the commands beside them draw", arguments: documents)
    func pictures(document: String) async throws {
        let folder = try TemporaryDirectory()
        let text = try String(contentsOfFile: "\(repository)/\(document)", encoding: .utf8)
        let drawn = text.split(separator: "\n").compactMap { PictureCommand(String($0)) }
        // A picture that no command draws could go out of date unseen.
        // Those of the dashboard are made by its own tests, in a browser.
        let shown = Set(
            text.matches(of: #/!\[[^\]]*\]\((?:docs\/)?(images\/[^)]*)\)/#).map { String($0.1) }
                .filter { !$0.hasPrefix("images/dashboard-") })
        #expect(Set(drawn.map { $0.path.replacing("docs/", with: "") }) == shown)
        for (number, command) in drawn.enumerated() {
            let (shown, path) = ("\(repository)/\(command.path)", "\(folder.path)/\(number).svg")
            let run = await Run(line: "\(command.arguments) --plot \(path)")
            #expect(run.code == .done, "\(run.error)")
            let made = try Data(contentsOf: URL(filePath: path))
            if ProcessInfo.processInfo.environment["SUBKELVIN_RECORD"] == "1" {
                try made.write(to: URL(filePath: shown))
            } else {
                let recorded = try Data(contentsOf: URL(filePath: shown))
                #expect(isSamePicture(made, recorded), "\(command.path): SUBKELVIN_RECORD=1 draws it")
            }
        }
    }

    @Test("the report in the repository is what its command writes", arguments: ["krinner-50"])
    func report(preset: String) async throws {
        let folder = try TemporaryDirectory()
        let (shown, path) = ("\(repository)/docs/reports/\(preset).html", "\(folder.path)/report.html")
        let run = await Run(line: "cryostat solve --preset \(preset) --report \(path)")
        #expect(run.code == .done, "\(run.error)")
        let made = try Data(contentsOf: URL(filePath: path))
        if ProcessInfo.processInfo.environment["SUBKELVIN_RECORD"] == "1" {
            try made.write(to: URL(filePath: shown))
        } else {
            let recorded = try Data(contentsOf: URL(filePath: shown))
            #expect(isSamePicture(made, recorded), "\(shown): SUBKELVIN_RECORD=1 writes it")
        }
    }

    @Test("every file of Examples is read by the command it is for, and says by which schema editors check it")
    func exampleFiles() async throws {
        for (kind, commands) in [
            ("material", ["material check"]), ("link", ["link check", "link solve"]),
            ("qubit", ["qubit coherence"]), ("cryostat", ["cryostat check", "cryostat solve"]),
            ("cable", ["cable list --cables"]),
            ("wiring", ["capacity --preset xld-1000 --without-lines --at 4K --per-qubit"]),
            ("fleet", ["capacity consolidate"]),
            ("scenario", ["twin run --scenario"]),
        ] {
            let folder = "\(repository)/Examples/\(kind)s"
            let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(files.contains { $0.hasSuffix(".yaml") })
            for file in files {
                let isYAML = file.hasSuffix(".yaml")
                let isParameters = isYAML && file.hasPrefix("parameters-")
                for command in isYAML ? commands : ["link fit"] {
                    let command = isParameters ? "\(command) --parameters" : command
                    let run = await Run(line: "\(command) \(folder)/\(file)")
                    #expect(run.code == .done, "\(file): \(run.error)")
                }
                guard isYAML else { continue }
                let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
                let schema = isParameters ? "link-parameters" : kind
                #expect(text.hasPrefix("# yaml-language-server: $schema=../schemas/\(schema).schema.json\n"), "\(file)")
            }
        }
    }

    @Test("each command block in the documents prints what the document shows", arguments: documents)
    func documented(document: String) async throws {
        let path = "\(repository)/\(document)"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var shown = ConsoleBlocks(text)
        for index in shown.blocks.indices {
            let run = await Run(line: shown.blocks[index].arguments(in: repository))
            let printed = (run.output + run.error).replacing("\(repository)/", with: "")
            shown.blocks[index].output = printed.hasSuffix("\n") ? printed : printed + "\n"
        }
        if ProcessInfo.processInfo.environment["SUBKELVIN_RECORD"] == "1" {
            try shown.text.write(toFile: path, atomically: true, encoding: .utf8)
        } else {
            #expect(shown.text == text, "run the tests with SUBKELVIN_RECORD=1 to write what the commands print")
        }
    }

    static let documents = [
        "README.md", "docs/twin.md", "docs/faults.md", "docs/materials.md", "docs/cables.md", "docs/link.md",
        "docs/cryostat.md", "docs/qubits.md", "docs/capacity.md", "docs/thermometry.md", "docs/logs.md",
    ]
}

/// Whether two SVG pictures differ by less than a twentieth of a unit in every number, and in nothing else: the last digits of
/// a solution show in the last digits of a curve.
private func isSamePicture(_ one: Data, _ other: Data) -> Bool {
    func parts(_ data: Data) -> (words: [Substring], numbers: [Double]) {
        let text = String(decoding: data, as: UTF8.self)
        let numbers = text.matches(of: #/-?\d+(?:\.\d+)?/#).compactMap { Double($0.0) }
        return (text.split(separator: #/-?\d+(?:\.\d+)?/#, omittingEmptySubsequences: false), numbers)
    }
    if one == other { return true }
    let (a, b) = (parts(one), parts(other))
    return a.words == b.words && zip(a.numbers, b.numbers).allSatisfy { abs($0 - $1) < 0.05 }
}

/// A line of a document that draws one of its pictures: `subkelvin … --plot docs/images/….svg`.
struct PictureCommand {
    /// The words after `subkelvin`, without the picture.
    var arguments: String
    /// The picture, from the repository's root.
    var path: String

    init?(_ line: String) {
        guard let match = line.wholeMatch(of: #/(?:\$ )?subkelvin (.*) --plot (docs\/images\/\S+\.svg)/#) else {
            return nil
        }
        (arguments, path) = (String(match.1), String(match.2))
    }
}

/// A document's blocks of the form ```` ```console ````, `$ command`, output.
struct ConsoleBlocks {
    struct Block {
        var command: String
        var output: String

        /// The words after `subkelvin`, example files by their full path.
        func arguments(in repository: String) -> String {
            // A word of the same name may follow, such as that of laws.
            String(command.dropFirst(command.hasPrefix("subkelvin ") ? 10 : 0)).replacing(
                " Examples/", with: " \(repository)/Examples/")
        }
    }

    var blocks: [Block] = []
    /// The text before each block and after the last.
    private var between: [String] = [""]

    init(_ document: String) {
        var inside = false
        for line in document.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line == "```console" {
                inside = true
                blocks.append(Block(command: "", output: ""))
            } else if inside, line == "```" {
                inside = false
                between.append("")
            } else if inside, line.hasPrefix("$ ") {
                blocks[blocks.count - 1].command = String(line.dropFirst(2))
            } else if inside {
                blocks[blocks.count - 1].output += line + "\n"
            } else {
                between[between.count - 1] += line + "\n"
            }
        }
    }

    var text: String {
        var result = between[0]
        for (block, after) in zip(blocks, between.dropFirst()) {
            result += "```console\n$ \(block.command)\n\(block.output)```\n\(after)"
        }
        return result
    }
}
