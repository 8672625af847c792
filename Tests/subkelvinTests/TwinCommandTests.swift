import CommandLineKit
import Foundation
import SubkelvinTesting
import Synchronization
import Testing

@testable import subkelvin

@Suite("subkelvin twin")
struct TwinCommandTests {
    @Test("a cooldown tells its days and events, and keeps an hourly file")
    func cooldown() async throws {
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/cooldown.csv"
        let run = await Run(line: "twin cooldown --preset eth-node --json --csv \(path)")
        #expect(run.code == .done, "\(run.error)")
        let result = try run.object()
        let base = try #require(result["days_to_base"] as? Double)
        #expect(abs(base / 1.5 - 1) < 0.02)
        #expect(try #require(result["days_to_4K"] as? Double) < base)
        #expect(try #require(result["energy_imbalance"] as? Double) < 1e-6)
        let events = try #require(result["events"] as? [[String: Any]])
        #expect(events.contains { $0["name"] as? String == "heat switches open" && $0["time_days"] is Double })
        let rows = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(rows[0].hasPrefix("time_days,task,50K A_K,4K A_K,still A_K,base A_K,P1_Pa"))
        // One at the beginning while the can is pumped, then one an hour.
        #expect(abs(rows.count - Int((base * 24).rounded(.up)) - 2) <= 1)
        let first = rows[1].split(separator: ",")
        #expect(try #require(Double(first[0])) < 0)
        #expect(first[1] == "cooldown: rough" && first[2...5].allSatisfy { $0 == "293.0" }, "\(first)")
    }

    @Test("the table of measured and found times holds")
    func compare() async throws {
        let rows = try await Run(line: "twin compare --json").array()
        let days = rows.compactMap { $0["days"] as? Double }
        #expect(rows.count == 5 && days.count == 5)
        for (row, tolerance) in zip(rows, [0.02, 0.2, 0.2, 0.25]) {
            let difference = try #require(row["difference"] as? Double)
            #expect(abs(difference) < tolerance, "\(row)")
        }
        #expect((1.7...2.4).contains(days[4] / days[3]))
    }

    @Test("a cooldown's words begin with what its time counts from")
    func cooldownWords() async throws {
        let run = await Run(line: "twin cooldown --for 2h")
        #expect(run.code == .done && run.output.hasPrefix("eth-node\ntime counts from when the pulse tubes start\n"))
        #expect(run.output.contains("AFTER 0.08333 d"))
    }

    @Test("a cooldown by a procedure of one's own, and one that is wrong")
    func ownProcedure() async throws {
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/p.yaml"
        let text = """
            kind: Procedure
            name: pump
            title: Pumps the can
            steps:
              - { name: pump, title: Pump, set: { scroll2: on, v16: open }, until: { P1: "< 5 mbar" }, event: "5 mbar" }

            """
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let run = await Run(line: "twin cooldown --procedure \(path)")
        #expect(run.code == .done, "\(run.error)")
        #expect(run.output.contains("time counts from the procedure's beginning") && run.output.contains("5 mbar"))
        try text.replacing("v16", with: "v61").write(toFile: path, atomically: true, encoding: .utf8)
        let wrong = await Run(line: "twin cooldown --procedure \(path)")
        #expect(wrong.code == .badData && wrong.error.contains("p.yaml:5:"), "\(wrong.error)")
    }

    @Test("a warm-up tells its days and events")
    func warmup() async throws {
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/warmup.csv"
        let result = try await Run(line: "twin warmup --json --csv \(path)").object()
        let days = try #require(result["days_to_290K"] as? Double)
        #expect((0.5...1).contains(days))
        let events = try #require(result["events"] as? [[String: Any]])
        let names = events.compactMap { $0["name"] as? String }
        #expect(names == ["warmup begins", "mixture recovered", "exchange gas in", "warm", "warmup ends"])
        #expect(events.compactMap { $0["time_days"] as? Double }.first == 0)
        let rows = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(rows[1].hasPrefix("0.0,warmup: recover,37.") && rows.count > 100)
    }

    @Test("a cooldown can be watched, picture after picture")
    func play() async throws {
        let run = await Run(line: "twin play --speed 12h")
        #expect(run.code == .done, "\(run.error)")
        let pictures = run.output.split(separator: "eth-node   ")
        #expect(pictures.count >= 4)
        #expect(pictures[0].hasPrefix("0 d 00:00\ncooldown: Pump the can past its turbo pump\n"))
        #expect(pictures[0].contains("[" + String(repeating: "#", count: 48) + "] 293 K"))
        #expect(pictures[0].contains("open: v16    on: scroll2\n"))
        let last = try #require(pictures.last)
        #expect(last.contains("nothing is done") && last.contains("last: "))
        #expect(last.contains("open: v1 v4 v7 v9 v10    on: scroll1 turbo1 pulsetube still-heater\n"))
        #expect(!run.output.contains("\u{1B}"))
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count < 80 })
    }

    @Test("in a terminal a picture takes the place of the one before, and fits")
    func playLive() async throws {
        let output = Mutex("")
        let code = await Main.run(
            Subkelvin.self, arguments: words(of: "twin play --preset eth-10m --speed 5d --for 1d"),
            output: TextSink(isTerminal: true, columns: 60) { text in output.withLock { $0 += text } },
            error: TextSink { _ in })
        #expect(code == .done)
        let text = output.withLock { $0 }
        let pictures = text.split(separator: "\u{1B}[J")
        #expect(pictures.count == 2)
        for picture in pictures {
            let lines = picture.split(separator: "\n").filter { !$0.contains("\u{1B}") }
            #expect(lines.allSatisfy { $0.count < 60 } && lines.count >= 13, "\(lines)")
        }
        let back = pictures[0].split(separator: "\n").filter { !$0.contains("\u{1B}") }.count
        #expect(text.contains("\u{1B}[\(back)A"))
    }

    @Test("what is said while it is watched happens then: faults, mending, controls; what cannot be is told")
    func playWords() async throws {
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/words"
        try """
        fault: { kind: compressor-trip }
        set: { v99: closed }
        fault: { kind: heat-leak, size: 3 K }

        """.write(toFile: path, atomically: true, encoding: .utf8)
        let run = await Run(line: "twin play --from-base --speed 10min --for 30min --words \(path)")
        #expect(run.code == .done, "\(run.error)")
        #expect(run.output.contains("last: fault: compressor-trip"))
        #expect(run.output.contains("words:2:") && run.output.contains("no size"))
        let pictures = run.output.split(separator: "eth-node   ")
        #expect(pictures.count == 4)
        #expect(try #require(pictures.last).contains("turbo1 trips"))

        try "fault: { kind: trap-blockage }\nmend: trap-blockage\nmend: power-cut\n"
            .write(toFile: path, atomically: true, encoding: .utf8)
        let mended = await Run(line: "twin play --from-base --speed 1h --for 1h --words \(path)")
        #expect(mended.output.contains("last: mended: trap-blockage"))
        #expect(mended.output.contains("no power-cut to mend; broken: nothing"))
        // A line of any length comes between others, and takes none of them along.
        try ("heat: { base: 100 µW }\n" + String(repeating: "x", count: 200_000) + "\nset: { v9: closed }\n")
            .write(toFile: path, atomically: true, encoding: .utf8)
        let long = await Run(line: "twin play --from-base --speed 1min --for 1min --words \(path)")
        #expect(long.output.contains("1 left out: no line is longer than 4096 bytes"))
        #expect(long.output.contains("open: v1 ") && !long.output.contains(" v9 "))
        try "quit\n".write(toFile: path, atomically: true, encoding: .utf8)
        let left = await Run(line: "twin play --from-base --words \(path)")
        #expect(left.code == .done && left.output.isEmpty)
        let missing = await Run(line: "twin play --words \(path)-not-there")
        #expect(missing.code != .done && missing.error.contains("cannot read"))
    }

    @Test(
        "what goes wrong with an instrument changes nothing of the plant; what it says stands beneath, until it is mended"
    )
    func playInstruments() async throws {
        let folder = try TemporaryDirectory()
        func pictures(_ words: String) async throws -> [Substring] {
            let path = try folder.write(words, to: "words")
            return await Run(line: "twin play --from-base --speed 10min --for 20min --words \(path)").output
                .split(separator: "eth-node   ")
        }
        let wrong =
            "sensor: { kind: open, channel: base }\nsensor: { kind: drift, channel: 4K, size: 1 }\n"
            + "sensor: { kind: telemetry-loss }\n"
        let rest = try await pictures("")
        let said = try await pictures(wrong)
        #expect(rest.count == 3 && said.count == 3)
        for (one, other) in zip(rest, said) {
            #expect(other.hasPrefix(one.prefix { $0 != "\n" }) && other.contains(one.dropFirst(9).dropLast(2)))
        }
        let last = try #require(said.last)
        #expect(last.contains("open: A base reads") && last.contains("telemetry-loss: A base reads"))
        #expect(last.contains(", 20 min ago"))
        let mended = try await pictures(wrong + "mend: telemetry-loss\nmend: drift\nmend: gauge-off\n")
        let end = try #require(mended.last)
        #expect(
            end.contains("open: A base reads disconnected") && !end.contains("drift: ")
                && !end.contains("telemetry-loss: "))
        #expect(mended.first?.contains("no gauge-off to mend; broken: open") == true)
    }

    @Test("heat said while it is watched comes in from then on, and 0 W ends it")
    func playHeat() async throws {
        let folder = try TemporaryDirectory()
        func pictures(_ words: String) async throws -> String {
            let path = try folder.write(words, to: "words")
            return await Run(line: "twin play --from-base --speed 10min --for 20min --words \(path)").output
        }
        let rest = try await pictures("")
        #expect(rest.contains(" v9 "))
        #expect(try await pictures("heat: { base: 100 µW }\n") != rest)
        #expect(try await pictures("heat: { base: 100 µW }\nheat: { base: 0 W }\n") == rest)
    }

    @Test("a cooldown that does not come to what was asked for ends with 1")
    func short() async throws {
        let run = await Run(line: "twin cooldown --until 5mK --for 2d")
        #expect(run.code == .no && run.output.contains("base plates have not come below 5 mK"))
        #expect(await Run(line: "twin cooldown --for 1h").code == .done)
        #expect(await Run(line: "twin fault show heat-leak --mended 8h").code != .done)
    }

    // MARK: Scenarios

    private static let warm = """
        kind: Scenario
        name: pumped
        title: "The can is pumped"
        start: warm
        events:
          - { at: 1 min, set: { scroll2: on, v16: open } }
          - { at: 20 min, for: 10 min, set: { v16: closed } }
        expect:
          - { at: 20 min, P1: "< 100 mbar" }
          - { base: "< LIMIT" }

        """

    private func scenario(_ text: String, _ folder: TemporaryDirectory) throws -> String {
        let path = "\(folder.path)/s.yaml"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test("a scenario runs, tells what happened and what was expected, and keeps a reading a minute")
    func scenario() async throws {
        let folder = try TemporaryDirectory()
        let path = try scenario(Self.warm.replacing("LIMIT", with: "294 K"), folder)
        let csv = "\(folder.path)/s.csv"
        let run = await Run(line: "twin run --scenario \(path) --csv \(csv)")
        #expect(run.code == .done, "\(run.error)")
        for line in [
            "eth-node: The can is pumped", "v16 closed ", "v16 goes back ", "AFTER 0 d 01:30", "base < 294 K ",
        ] {
            #expect(run.output.contains(line), "\(line): \(run.output)")
        }
        let rows = try String(contentsOfFile: csv, encoding: .utf8).split(separator: "\n")
        #expect(rows.count == 92)
        let object = try await Run(line: "twin run --scenario \(path) --json --for 25min").object()
        #expect(object["met"] as? Bool == true && object["time_s"] as? Double == 1500)
        let events = try #require(object["events"] as? [[String: Any]])
        #expect(events.compactMap { $0["time_s"] as? Double } == [60, 60, 1200])
        let expectations = try #require(object["expectations"] as? [[String: Any]])
        #expect(expectations.allSatisfy { $0["holds"] as? Bool == true } && expectations.count == 2)
    }

    @Test("an expectation that does not hold, or is not reached, ends with 1")
    func notMet() async throws {
        let folder = try TemporaryDirectory()
        let path = try scenario(Self.warm.replacing("LIMIT", with: "292 K"), folder)
        let run = await Run(line: "twin run --scenario \(path)")
        #expect(run.code == .no && run.output.contains(#/293 K +no/#), "\(run.output)\(run.error)")
        let early = await Run(line: "twin run --scenario \(path) --for 10min")
        #expect(early.code == .no && early.output.contains("not reached"), "\(early.output)")
        let json = await Run(line: "twin run --scenario \(path) --json")
        #expect(json.code == .no)
        #expect(try json.object()["met"] as? Bool == false)
    }

    @Test("a scenario runs procedures of one's own, which go on with each other")
    func scenarioWithProcedures() async throws {
        let folder = try TemporaryDirectory()
        try """
        kind: Procedure
        name: then
        title: Lets exchange gas in
        steps: [{ name: open, title: Open, set: { v22: open }, event: opened }]
        """.write(toFile: "\(folder.path)/then.yaml", atomically: true, encoding: .utf8)
        try """
        kind: Procedure
        name: mine
        title: Waits for a flow that does not come
        steps: [{ name: wait, title: Wait, until: { flow: "> 1 mol/s" }, within: 2 min, otherwise: then }]
        """.write(toFile: "\(folder.path)/mine.yaml", atomically: true, encoding: .utf8)
        try """
        kind: Scenario
        name: own
        title: Own procedures
        start: warm
        events: [{ at: 1 min, run: mine }]
        """.write(toFile: "\(folder.path)/s.yaml", atomically: true, encoding: .utf8)
        let words = "twin run --scenario \(folder.path)/s.yaml --for 10min --json --procedure \(folder.path)"
        let run = await Run(line: words + "/then.yaml --procedure \(folder.path)/mine.yaml")
        #expect(run.code == .done, "\(run.error)")
        #expect(run.output.contains("\"opened\""))
        let other = await Run(line: words + "/mine.yaml")
        #expect(other.code == .badData && other.error.contains("mine.yaml:4"), "\(other.error)")
        #expect(other.error.contains("then"))
    }

    @Test(
        "what only links have is refused for cryostats, which say it themselves",
        arguments: ["--no-unit-heat-switches", "--heat-flux table-3", "--base-floor 10mK"])
    func onlyLinks(option: String) async throws {
        for cryostat in ["--cryostat ld-400", "\(repository)/Examples/cryostats/ld-400.yaml"] {
            let run = await Run(line: "twin cooldown \(cryostat) \(option)")
            #expect(run.code == .usage && run.error.contains(option.split(separator: " ")[0]), "\(run.error)")
        }
        let run = await Run(line: "twin cooldown --base-floor 0K")
        #expect(run.code == .usage && run.error.contains("above zero"))
    }

    @Test("a lower floor makes a colder base")
    func baseFloor() async throws {
        var bases: [Double] = []
        for floor in ["8mK", "14mK"] {
            let folder = try TemporaryDirectory()
            let run = await Run(line: "twin cooldown --for 40h --base-floor \(floor) --csv \(folder.path)/c.csv")
            #expect(run.code == .done, "\(run.error)")
            let rows = try String(contentsOfFile: "\(folder.path)/c.csv", encoding: .utf8).split(separator: "\n")
            let last = rows[rows.count - 1].split(separator: ",", omittingEmptySubsequences: false)
            bases.append(try #require(Double(last[5])))
        }
        #expect((0.00799...0.0085).contains(bases[0]) && (0.01399...0.0143).contains(bases[1]), "\(bases)")
    }

    @Test("a scenario at a pace tells how it is, as long as the wall's clock says")
    func paced() async throws {
        let folder = try TemporaryDirectory()
        let path = try scenario(Self.warm.replacing("LIMIT", with: "294 K"), folder)
        let begin = ContinuousClock.now
        let run = await Run(line: "twin run --scenario \(path) --speed 3600x")
        #expect(begin.duration(to: .now) >= .seconds(1.5))
        #expect(run.code == .done)
        let lines = run.output.split(separator: "\n").filter { $0.contains("  flow ") }
        #expect(
            lines.count == 2 && lines[1].hasPrefix("0 d 01:00  P1 ") && lines[1].contains("  4K 293 K"), "\(run.output)"
        )
    }

    @Test("a scenario that is wrong says where, one that is missing that it is")
    func wrongScenario() async throws {
        let folder = try TemporaryDirectory()
        let path = try scenario(Self.warm.replacing("scroll2: on", with: "scrol2: on"), folder)
        let wrong = await Run(line: "twin run --scenario \(path)")
        #expect(wrong.code == .badData && wrong.error.contains("s.yaml:6:33: events[0].set.scrol2"), "\(wrong.error)")
        #expect(wrong.output.isEmpty)
        let unit = try scenario(
            Self.warm.replacing("scroll2: on", with: "hs-unit: on").replacing("LIMIT", with: "294 K"), folder)
        let missingPart = await Run(line: "twin run --scenario \(unit)")
        #expect(missingPart.code == .badData && missingPart.error.contains("hs-unit is not there"))
        let missing = await Run(line: "twin run --scenario no-such.yaml")
        #expect(missing.code == .noSuchFile)
    }

    @Test(
        "what is typed wrong",
        arguments: [
            ("twin cooldown --until 0K", "--until must be above zero"),
            ("twin cooldown --for 0s", "--for lies between"),
            ("twin cooldown --preset eth-7m", "eth-7m"),
            ("twin cooldown --plot x.txt", "--plot ends in"),
            ("twin play --speed 0s", "--speed lies between"),
            ("twin play --for 0s", "--for lies between"),
            ("twin run", "--scenario"),
            ("twin run --scenario x.yaml --speed 60", "expected max or a number"),
            ("twin run --scenario x.yaml --every 0s", "--every lies between"),
            ("twin warmup --plot x.txt", "--plot ends in"),
            ("twin cooldown --preset eth-5m Examples/links/unequal-20m.yaml", "either a file or a preset"),
        ])
    func refused(line: String, words: String) async {
        let run = await Run(line: line)
        #expect(run.code == .usage && run.error.contains(words), "\(run.error)")
        #expect(run.output.isEmpty)
    }

    @Test("a link of one's own cools, and one that is none says where")
    func files() async throws {
        let run = await Run(line: "twin cooldown \(repository)/Examples/links/unequal-20m.yaml --for 1d")
        #expect(run.code == .done && run.output.contains("have not come below 20 mK"), "\(run.error)")
        let missing = await Run(line: "twin cooldown no-such.yaml")
        #expect(missing.code == .noSuchFile)
        let folder = try TemporaryDirectory()
        try "kind: Fleet\n".write(toFile: "\(folder.path)/f.yaml", atomically: true, encoding: .utf8)
        let other = await Run(line: "twin cooldown \(folder.path)/f.yaml")
        #expect(other.code == .badData && other.error.contains("f.yaml:1:7"), "\(other.error)")
        #expect(other.error.contains("Cryostat") && other.error.contains("Link"), "\(other.error)")
    }
}
