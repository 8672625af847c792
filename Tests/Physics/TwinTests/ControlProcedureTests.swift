import Configuration
import Cryogenics
import Foundation
import Testing

@testable import Twin

@Suite("Procedures")
struct ControlProcedureTests {
    @Test("those that come with Subkelvin are read, by the names that they have", arguments: Procedure.names)
    func own(name: String) throws {
        let procedure = try Procedure.named(name)
        #expect(procedure.name == name)
        #expect(try JSONDecoder().decode(Procedure.self, from: JSONEncoder().encode(procedure)) == procedure)
    }

    @Test("there is a cooldown and a warmup, and no other is found")
    func names() {
        #expect(Procedure.names == ["cooldown", "warmup"])
        let thrown = #expect(throws: ScriptError.self) { try Procedure.named("warm-up") }
        #expect(
            thrown?.description
                == "no procedure is called ‘warm-up’; did you mean warmup? there are cooldown, warmup")
    }

    @Test("the document's procedure is read")
    func documented() throws {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: repository.appending(path: "docs/twin.md"), encoding: .utf8)
        let blocks = text.split(separator: "```").filter { $0.hasPrefix("yaml\nkind: Procedure\n") }
        #expect(blocks.count == 1)
        for block in blocks { #expect(try read(String(block.dropFirst(5))).name == "rest") }
    }

    @Test("no name is no procedure")
    func nameless() {
        let text = Self.begin.replacing("rest", with: "\"\"") + "  - { name: a, title: b, at_least: 1 s }"
        let thrown = #expect(throws: ConfigurationError.self) { try read(text) }
        #expect(thrown?.description == "p.yaml:2:7: name: nothing; expected a name")
    }

    /// What is on or open after a procedure, that was so before or that it switched on.
    private func left(on: Set<String>, by name: String) throws -> Set<String> {
        var on = on
        for item in try Procedure.named(name).steps.flatMap(\.set) {
            let isOn =
                switch item.setting {
                case .power(let power): power > 0
                case .on(let isOn): isOn
                case .rated: true
                }
            if isOn { on.insert("\(item.control)") } else { on.remove("\(item.control)") }
        }
        return on
    }

    /// At base.
    private static let base: Set<String> = [
        "v1", "v4", "v7", "v9", "v10", "turbo1", "scroll1", "pulsetube", "still-heater",
    ]

    @Test("after a cooldown that is open and on which is at base")
    func cooldown() throws {
        #expect(try left(on: [], by: "cooldown") == Self.base)
        #expect(try left(on: ["hs-still", "v18"], by: "cooldown") == Self.base)
    }

    @Test("after a warmup every valve is closed and every pump off")
    func warmup() throws {
        #expect(try left(on: Self.base, by: "warmup") == [])
    }

    @Test("a step's words come to what they say")
    func step() throws {
        let procedure = try read(
            """
            kind: Procedure
            name: rest
            title: "Lets the still rest"
            steps:
              - name: warm
                title: "Heater off"
                set: { A.still-heater: off, v9: open }
                until: { still: "< 600 mK", base anywhere: "< 1 K" }
                at_least: 10 min
                within: 2 h
                event: "still rests"
                otherwise: warmup
            """)
        #expect(
            procedure
                == Procedure(
                    name: "rest", title: "Lets the still rest",
                    steps: [
                        Procedure.Step(
                            name: "warm", title: "Heater off",
                            set: [
                                ControlSetting(Control(.heater(.still), at: "A"), to: .power(0)),
                                ControlSetting(Control(.valve(9)), to: .on(true)),
                            ],
                            until: [
                                Condition(.stage(.still, .nodes), .below, 0.6),
                                Condition(.stage(.base, .anywhere), .below, 1),
                            ], least: 600, within: 7200, event: "still rests", otherwise: "warmup")
                    ]))
    }

    private func read(_ text: String) throws -> Procedure {
        try ConfigurationDecoder().decode(CheckedProcedure.self, from: Array(text.utf8), file: "p.yaml").procedure
    }

    private static let begin = "kind: Procedure\nname: rest\ntitle: Rests\nsteps:\n"

    @Test(
        "a fault is refused at its place, in these words",
        arguments: [
            ("  []", "p.yaml:5:3: steps: nothing; expected at least one step"),
            (
                "  - { name: a, title: b }",
                "p.yaml:5:5: steps[0]: nothing; expected at least one of ‘set’, ‘until’ and ‘at_least’"
            ),
            (
                "  - { name: a, title: b, set: {} }",
                "p.yaml:5:5: steps[0]: nothing; expected at least one of ‘set’, ‘until’ and ‘at_least’"
            ),
            (
                "  - { name: a, title: b, at_least: 1 s }\n  - { name: a, title: b, at_least: 1 s }",
                "p.yaml:6:13: steps[1].name: steps[0] is called ‘a’ too; give one of both another name"
            ),
            (
                "  - { name: a, title: b, set: { v24: open } }",
                "p.yaml:5:38: steps[0].set.v24: ‘v24’: valves are v1 to v23"
            ),
            (
                "  - { name: a, title: b, set: { still-heater: 1 W } }",
                "p.yaml:5:47: steps[0].set.still-heater: ‘1 W’: still-heater gives 0 W to 30 mW; "
                    + "the hardware gives no more"
            ),
            (
                "  - { name: a, title: b, set: { v9: open, A.v9: closed } }",
                "p.yaml:5:49: steps[0].set[‘A.v9’]: ‘v9’ sets the same control here; leave out one of both"
            ),
            (
                "  - { name: a, title: b, set: { v9: open, v9: closed } }",
                "p.yaml:5:43: steps[0].set: key ‘v9’ stands here a second time, first at 5:33"
            ),
            (
                "  - { name: a, title: b, set: { v9: } }",
                "p.yaml:5:37: steps[0].set.v9: there is no value; expected text"
            ),
            (
                "  - { name: a, title: b, set: { v9: [open] } }",
                "p.yaml:5:37: steps[0].set.v9: expected text, found a list"
            ),
            (
                "  - { name: a, title: b, until: { bas: \"< 1 K\" } }",
                "p.yaml:5:40: steps[0].until.bas: ‘bas’ is no signal; did you mean base or base anywhere?"
            ),
            (
                "  - { name: a, title: b, until: { base: 1 K } }",
                "p.yaml:5:41: steps[0].until.base: ‘1 K’: begin with < or >, as in \"< 20 mK\""
            ),
            (
                "  - { name: a, title: b, at_least: -1 s }",
                "p.yaml:5:36: steps[0].at_least: -1 s; expected 0 s or more, and at most 100 years"
            ),
            (
                "  - { name: a, title: b, at_least: 1e12 s }",
                "p.yaml:5:36: steps[0].at_least: 1000000000000 s; expected 0 s or more, and at most 100 years"
            ),
            (
                "  - { name: a, title: b, until: { base: \"< 1 K\" }, within: 0 s }",
                "p.yaml:5:60: steps[0].within: 0 s; expected more than 0 s, no less than ‘at_least’, at most 100 years"
            ),
            (
                "  - { name: a, title: b, until: { base: \"< 1 K\" }, at_least: 2 h, within: 1 h }",
                "p.yaml:5:75: steps[0].within: 1 h; expected more than 0 s, no less than ‘at_least’, at most 100 years"
            ),
            (
                "  - { name: a, title: b, at_least: 1 s, within: 1 h }",
                "p.yaml:5:49: steps[0].within: means nothing without ‘until’; add that, or leave out ‘within’"
            ),
            (
                "  - { name: a, title: b, until: { base: \"< 1 K\" }, otherwise: warmup }",
                "p.yaml:5:63: steps[0].otherwise: means nothing without ‘within’; add that, or leave out ‘otherwise’"
            ),
            (
                "  - { name: a, title: b, until: { base: \"< 1 K\" }, within: 1 h, otherwise: rest }",
                "p.yaml:5:76: steps[0].otherwise: ‘rest’ is this procedure; expected another"
            ),
            (
                "  - { name: a, title: b, until: { base: \"< 1 K\" }, within: 1 h, otherwise: warmupp }",
                "p.yaml:5:76: steps[0].otherwise: no procedure is called ‘warmupp’; did you mean warmup? "
                    + "there are cooldown, warmup"
            ),
            (
                "  - { name: a, title: b, at_least: 1 s, event: \"\" }",
                "p.yaml:5:48: steps[0].event: nothing; expected what happened"
            ),
            (
                "  - { name: a, title: b, at_last: 1 s }",
                "p.yaml:5:26: steps[0]: unknown key ‘at_last’; did you mean ‘at_least’?"
            ),
            ("  - { title: b, at_least: 1 s }", "p.yaml:5:5: steps[0]: missing key ‘name’; it is the step's name"),
        ])
    func refused(steps: String, error: String) {
        let thrown = #expect(throws: ConfigurationError.self) { try read(Self.begin + steps) }
        #expect(thrown?.description == error)
    }

    @Test("plates and other procedures are known where somebody names them")
    func known() throws {
        let step = Procedure.Step(
            name: "a", title: "b", set: [try ControlSetting("A.v9", "open")],
            until: [Condition(.flow, .below, 1e-6)], within: 1, otherwise: "house")
        let procedure = Procedure(name: "mine", title: "Mine", steps: [step])
        #expect(throws: Never.self) { try procedure.check(procedures: ["house"], plates: ["A"]) }
        #expect(throws: Never.self) { try procedure.check(procedures: ["house"]) }
        let unknown = #expect(throws: ScriptError.self) { try procedure.check() }
        #expect(
            unknown?.description
                == "steps[0].otherwise: no procedure is called ‘house’; there are cooldown, warmup")
        let plate = #expect(throws: ScriptError.self) {
            try procedure.check(procedures: ["house"], plates: ["B", "C"])
        }
        #expect(plate?.description == "steps[0].set.A.v9: no plate is called ‘A’; there are B, C")
    }

    @Test("more than a thousand steps are refused")
    func tooMany() {
        let steps = (0...Procedure.mostSteps).map { Procedure.Step(name: "\($0)", title: "", least: 1) }
        #expect(throws: Never.self) {
            try Procedure(name: "long", title: "", steps: Array(steps.dropLast())).check()
        }
        let thrown = #expect(throws: ScriptError.self) {
            try Procedure(name: "long", title: "", steps: steps).check()
        }
        #expect(thrown?.description == "steps: 1001 steps; at most 1000 can be")
    }
}
