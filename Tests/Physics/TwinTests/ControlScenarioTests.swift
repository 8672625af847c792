import Configuration
import Cryogenics
import Foundation
import SubkelvinTesting
import Testing

@testable import Twin

@Suite("Scenarios")
struct ControlScenarioTests {
    static let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples/scenarios").path

    @Test("every example is read, is called like its file and names its schema")
    func exampleFiles() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.examples)
        #expect(files.count >= 2)
        for file in files {
            let scenario = try Scenario.read("\(Self.examples)/\(file)")
            #expect("\(scenario.name).yaml" == file)
            let text = try String(contentsOfFile: "\(Self.examples)/\(file)", encoding: .utf8)
            #expect(text.hasPrefix("# yaml-language-server: $schema=../schemas/scenario.schema.json\n"), "\(file)")
        }
    }

    private func read(_ text: String, procedures: [Procedure] = [], plates: [String]? = nil) throws -> Scenario {
        var decoder = ConfigurationDecoder()
        let key = try #require(CheckedScenario.Known.key)
        decoder.userInfo[key] = CheckedScenario.Known(procedures: procedures, plates: plates)
        return try decoder.decode(CheckedScenario.self, from: Array(text.utf8), file: "s.yaml").scenario
    }

    @Test("words come to what they say")
    func words() throws {
        let scenario = try read(
            """
            kind: Scenario
            name: all
            title: "One of everything"
            start: warm
            seed: 18446744073709551615
            events:
              - { at: 0 s, run: cooldown }
              - { at: 2 d, for: 30 min, set: { v9: closed, B.turbo1: off } }
              - { at: 2 d, heat: { base: 10 µW, A.4K: 1 kW, cold plate: 0 W } }
            expect:
              - { at: 3 h, 4K anywhere: "> 20 K", P1: "< 1 mbar" }
              - { base: "< 15 mK" }
            """)
        let events = [
            Scenario.Event(at: 0, .run("cooldown")),
            Scenario.Event(
                at: 172_800, for: 1800,
                .set([
                    ControlSetting(Control(.valve(9)), to: .on(false)),
                    ControlSetting(Control(.pump(.turbo1), at: "B"), to: .on(false)),
                ])),
            Scenario.Event(
                at: 172_800,
                .heat([
                    Scenario.Heat(10e-6, into: .base), Scenario.Heat(1000, into: .fourKelvin, at: "A"),
                    Scenario.Heat(0, into: .coldPlate),
                ])),
        ]
        #expect(
            scenario
                == Scenario(
                    name: "all", title: "One of everything", start: .warm, seed: .max, events: events,
                    expectations: [
                        Scenario.Expectation(
                            at: 10_800,
                            [
                                Condition(.stage(.fourKelvin, .anywhere), .above, 20),
                                Condition(.pressure(1), .below, 100),
                            ]),
                        Scenario.Expectation([Condition(.stage(.base, .nodes), .below, 0.015)]),
                    ]))
        let least = try read("{ kind: Scenario, name: a, title: b, start: base }")
        #expect(least == Scenario(name: "a", title: "b", start: .base, seed: 1, events: [], expectations: []))
    }

    private static let begin = "kind: Scenario\nname: a\ntitle: b\nstart: base\nevents:\n"

    @Test(
        "a fault is refused at its place, in these words",
        arguments: [
            (
                "  - { at: -1 s, set: { v9: open } }",
                "s.yaml:6:11: events[0].at: -1 s; expected 0 s or later, and at most 100 years"
            ),
            (
                "  - { at: 1e11 s, set: { v9: open } }",
                "s.yaml:6:11: events[0].at: 100000000000 s; expected 0 s or later, and at most 100 years"
            ),
            (
                "  - { at: inf s, set: { v9: open } }",
                "s.yaml:6:11: events[0].at: ‘inf s’ is not a finite time span; expected e.g. \"90 s\""
            ),
            (
                "  - { at: 3 h, set: { v9: open } }\n  - { at: 2 h, set: { v8: open } }",
                "s.yaml:7:11: events[1].at: 2 h lies before 3 h of the event above; "
                    + "put events in the order of their times"
            ),
            (
                "  - { at: 1 h }",
                "s.yaml:6:5: events[0]: none of ‘set’, ‘heat’, ‘run’, ‘fault’ and ‘sensor’; an event does exactly one thing, "
                    + "so write one event for each"
            ),
            (
                "  - { at: 1 h, set: { v9: open }, run: warmup }",
                "s.yaml:6:5: events[0]: ‘set’ and ‘run’ of ‘set’, ‘heat’, ‘run’, ‘fault’ and ‘sensor’; "
                    + "an event does exactly one thing, so write one event for each"
            ),
            (
                "  - { at: 1 h, set: {} }",
                "s.yaml:6:21: events[0].set: nothing; expected at least one control, such as ‘v9: closed’"
            ),
            (
                "  - { at: 1 h, heat: {} }",
                "s.yaml:6:22: events[0].heat: nothing; expected at least one stage, such as ‘base: 10 µW’"
            ),
            (
                "  - { at: 1 h, for: 1 h, run: warmup }",
                "s.yaml:6:21: events[0].for: a procedure ends by itself; leave out ‘for’"
            ),
            (
                "  - { at: 1 h, for: 0 s, set: { v9: open } }",
                "s.yaml:6:21: events[0].for: 0 s; expected more than 0 s, and at most 100 years; for good, if left out"
            ),
            (
                "  - { at: 1 h, for: -5 min, heat: { base: 1 W } }",
                "s.yaml:6:21: events[0].for: -5 min; expected more than 0 s, and at most 100 years; "
                    + "for good, if left out"
            ),
            (
                "  - { at: 1 h, for: 1e-15 s, heat: { base: 1 W } }",
                "s.yaml:6:21: events[0].for: 1e-6 ns; expected more than 0 s, and at most 100 years; "
                    + "for good, if left out"
            ),
            (
                "  - { at: 1 h, set: { v24: open } }",
                "s.yaml:6:28: events[0].set.v24: ‘v24’: valves are v1 to v23"
            ),
            (
                "  - { at: 1 h, set: { A.turbo: off } }",
                "s.yaml:6:32: events[0].set[‘A.turbo’]: ‘turbo’ is no control; did you mean turbo1 or turbo2?"
            ),
            (
                "  - { at: 1 h, heat: { mixing chamber: 1 W } }",
                "s.yaml:6:40: events[0].heat[‘mixing chamber’]: ‘mixing chamber’ is no stage; "
                    + "there are 50K, 4K, still, cold plate, base"
            ),
            (
                "  - { at: 1 h, heat: { base: -1 µW } }",
                "s.yaml:6:30: events[0].heat.base: -1 µW; expected 0 W to 1 MW, for heat only comes in"
            ),
            (
                "  - { at: 1 h, heat: { base: 2 MW } }",
                "s.yaml:6:30: events[0].heat.base: 2 MW; expected 0 W to 1 MW, for heat only comes in"
            ),
            (
                "  - { at: 1 h, heat: { base: 1 K } }",
                "s.yaml:6:30: events[0].heat.base: ‘1 K’ is a temperature, not a power; expected e.g. \"1.5 W\""
            ),
            (
                "  - { at: 1 h, heat: { A.base: 1 W, base: 1 W } }",
                "s.yaml:6:43: events[0].heat.base: ‘A.base’ heats the same plate here; "
                    + "leave out ‘base’ or write their sum"
            ),
            (
                "  - { at: 1 h, run: warm }",
                "s.yaml:6:21: events[0].run: no procedure is called ‘warm’; did you mean warmup? "
                    + "there are cooldown, warmup"
            ),
            (
                "  - { at: 1 h, for: 1 h, set: { v9: closed } }\n  - { at: 90 min, set: { A.v9: open } }",
                "s.yaml:7:32: events[1].set[‘A.v9’]: events[0] holds ‘v9’ until 2 h; "
                    + "let one end before the other begins"
            ),
            (
                "  - { at: 1 h, set: { A.v9: closed } }\n  - { at: 1 h, for: 1 s, set: { v9: open } }",
                "s.yaml:7:37: events[1].set.v9: events[0] sets ‘A.v9’ at the same time; "
                    + "let one end before the other begins"
            ),
            (
                "  - { at: 1 h, for: 1 h, set: { A.v9: closed } }\n  - { at: 90 min, run: warmup }",
                "s.yaml:7:24: events[1].run: warmup sets ‘v9’, and events[0] holds ‘A.v9’ until 2 h; "
                    + "let it run before or afterwards"
            ),
            (
                "  - { at: 1 h, run: warmup }\n  - { at: 1 h, set: { A.v9: open } }",
                "s.yaml:7:29: events[1].set[‘A.v9’]: events[0] sets ‘v9’ at the same time; "
                    + "let one end before the other begins"
            ),
            (
                "  - { at: 1 h, run: warmup }\n  - { at: 1 h, run: cooldown }",
                "s.yaml:7:21: events[1].run: events[0] runs a procedure at the same time; "
                    + "let one run before the other"
            ),
            (
                "  []\nexpect:\n  - { at: 1 h }",
                "s.yaml:8:5: expect[0]: nothing; expected at least one signal, such as ‘base: \"< 20 mK\"’, or a ‘reading’"
            ),
            (
                "  []\nexpect:\n  - { at: -1 h, base: \"< 1 K\" }",
                "s.yaml:8:11: expect[0].at: -1 h; expected 0 s or later, and at most 100 years"
            ),
            (
                "  []\nexpect:\n  - { at: 1 h, P7: \"< 1 mbar\" }",
                "s.yaml:8:20: expect[0].P7: ‘P7’: gauges are P1 to P6"
            ),
            (
                "  - { at: 1 h, sets: { v9: open } }",
                "s.yaml:6:16: events[0]: unknown key ‘sets’; did you mean ‘set’?"
            ),
            (
                "  []\nseed: -1",
                "s.yaml:7:7: seed: ‘-1’ is out of range; expected a whole number from 0 to 18446744073709551615"
            ),
            ("  []\nsead: 1", "s.yaml:7:1: unknown key ‘sead’; did you mean ‘seed’?"),
        ])
    func refused(events: String, error: String) {
        let thrown = #expect(throws: ConfigurationError.self) { try read(Self.begin + events) }
        #expect(thrown?.description == error)
    }

    @Test(
        "one control may be set again, once nobody holds it",
        arguments: [
            "  - { at: 1 h, set: { v9: closed } }\n  - { at: 2 h, set: { v9: open } }",
            "  - { at: 1 h, for: 1 h, set: { v9: closed } }\n  - { at: 2 h, for: 1 h, set: { A.v9: closed } }",
            "  - { at: 1 h, for: 1 h, set: { A.v9: closed } }\n  - { at: 90 min, for: 1 h, set: { B.v9: closed } }",
            "  - { at: 1 h, set: { v9: closed } }\n  - { at: 2 h, for: 1 h, set: { v9: open } }",
            "  - { at: 1 h, for: 1 h, set: { v23: open } }\n  - { at: 90 min, run: warmup }",
            "  - { at: 1 h, for: 1 h, set: { v9: closed } }\n  - { at: 2 h, run: warmup }",
            "  - { at: 1 h, for: 1 h, heat: { base: 1 W } }\n  - { at: 1 h, for: 1 h, heat: { base: 1 W } }",
        ])
    func accepted(events: String) throws {
        #expect(try read(Self.begin + events).events.count == 2)
    }

    @Test("holds are found as by looking at every pair of events", arguments: 1...200)
    func pairs(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let names = ["v9", "A.v9", "B.v9", "v8", "A.v8"]
        var events: [Scenario.Event] = []
        var time = 0.0
        for _ in 0..<random.uniform(in: 2...8) {
            time += Double(random.uniform(in: 0...2))
            let duration = random.uniform(in: 0...2)
            let name = names[random.uniform(in: 0...(names.count - 1))]
            events.append(
                Scenario.Event(
                    at: time, for: duration == 0 ? nil : Double(duration), .set([try ControlSetting(name, "open")])))
        }
        func overlap(_ a: Scenario.Event, _ b: Scenario.Event) -> Bool {
            guard case .set(let own) = a.action, case .set(let other) = b.action else { return false }
            return own[0].control.overlaps(other[0].control) && (b.at < a.at + (a.duration ?? 0) || b.at == a.at)
        }
        let first = events.indices.first { later in events[..<later].contains { overlap($0, events[later]) } }
        let scenario = Scenario(name: "random", title: "", start: .base, events: events)
        if let first {
            let thrown = #expect(throws: ScriptError.self) { try scenario.check() }
            #expect(thrown?.path.prefix(2) == [.key("events"), .item(first)])
        } else {
            #expect(throws: Never.self) { try scenario.check() }
        }
    }

    @Test("a procedure of one's own may be run, and what it goes on with is looked at too")
    func ownProcedures() throws {
        let step = Procedure.Step(
            name: "a", title: "b", until: [Condition(.flow, .below, 1)], within: 1, otherwise: "warmup")
        let mine = Procedure(name: "mine", title: "Mine", steps: [step])
        let text = Self.begin + "  - { at: 1 h, run: mine }"
        #expect(try read(text, procedures: [mine]).events == [Scenario.Event(at: 3600, .run("mine"))])
        let held = Self.begin + "  - { at: 1 h, for: 1 h, set: { A.v9: closed } }\n  - { at: 90 min, run: mine }"
        let thrown = #expect(throws: ConfigurationError.self) { try read(held, procedures: [mine]) }
        #expect(
            thrown?.description
                == "s.yaml:7:24: events[1].run: mine sets ‘v9’, and events[0] holds ‘A.v9’ until 2 h; "
                + "let it run before or afterwards")
    }

    @Test("where the plates are known, others are refused at their place")
    func plates() throws {
        let text = Self.begin + "  - { at: 1 h, set: { C.v9: open } }"
        #expect(throws: Never.self) { try read(text) }
        let thrown = #expect(throws: ConfigurationError.self) { try read(text, plates: ["A", "B"]) }
        #expect(thrown?.description == "s.yaml:6:29: events[0].set[‘C.v9’]: no plate is called ‘C’; there are A, B")
        let heat = Self.begin + "  - { at: 1 h, heat: { C.base: 1 W } }"
        let heated = #expect(throws: ConfigurationError.self) { try read(heat, plates: ["A", "B"]) }
        #expect(
            heated?.description == "s.yaml:6:32: events[0].heat[‘C.base’]: no plate is called ‘C’; there are A, B")
    }

    @Test("ten thousand events are read and no more, each as fast as the first")
    func many() throws {
        let event = "  - { at: 1 h, for: 1 h, heat: { base: 1 W } }\n"
        func events(_ count: Int) -> String { Self.begin + String(repeating: event, count: count) }
        #expect(try read(events(10_000)).events.count == 10_000)
        let thrown = #expect(throws: ConfigurationError.self) { try read(events(10_001)) }
        #expect(thrown?.description == "s.yaml:6:3: events: 10001 events; at most 10000 can be")
        let plates = (0..<20_000).map { "p\($0).v9: open" }.joined(separator: ", ")
        let wide = Self.begin + "  - { at: 1 h, for: 1 h, set: { \(plates) } }"
        let heats = Self.begin + "  - { at: 1 h, heat: { \(plates.replacing("v9: open", with: "base: 1 W")) } }"
        #expect(try processorTime { _ = try (read(wide), read(heats)) } < .seconds(10))
    }

    @Test("whatever is done to a file, it is read or refused with its place and in one line", arguments: 1...300)
    func mutated(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let pieces = [
            "v9", "A.", "at: ", "for: ", "run: warmup", "heat: ", "set: ", "{", "}", "[", "]", ": ", "- ", "\n", "  ",
            "-",
            "nan", "1e308 s", "\"< 1 K\"", "expect:", "base", "\u{202E}", "\"", "&a ", "*a", "null", "9999999", "µW",
        ]
        var text = Array(
            Self.begin
                + """
                  - { at: 1 h, for: 1 h, set: { v9: closed, A.turbo1: off } }
                  - { at: 2 h, for: 1 h, heat: { base: 10 µW, A.4K: 1 W } }
                  - { at: 4 h, run: warmup }
                expect:
                  - { at: 1 h, base: "< 20 mK" }
                """)
        for _ in 0..<random.uniform(in: 1...6) {
            let place = random.uniform(in: 0...(text.count - 1))
            let end = min(text.count, place + random.uniform(in: 0...8))
            text.replaceSubrange(place..<end, with: pieces[random.uniform(in: 0...(pieces.count - 1))])
            if text.isEmpty { break }
        }
        do {
            let scenario = try read(String(text))
            #expect(throws: Never.self) { try scenario.check() }
        } catch let error as ConfigurationError {
            #expect(error.line ?? 0 >= 1 && error.column ?? 0 >= 1)
            #expect(error.description.hasPrefix("s.yaml:"))
            #expect(!error.description.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
        }
    }
}
