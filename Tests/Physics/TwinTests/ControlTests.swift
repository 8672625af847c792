import Cryogenics
import Foundation
import SubkelvinTesting
import Testing

@testable import Twin

@Suite("Controls, settings, signals and conditions in words")
struct ControlTests {
    @Test("every control's name reads back to it, with a plate and without", arguments: Control.Part.all)
    func names(part: Control.Part) throws {
        for plate in [nil, "A", "CU1", "left.upper"] {
            let control = Control(part, at: plate)
            #expect(try Control("\(control)") == control)
            #expect(try JSONDecoder().decode(Control.self, from: JSONEncoder().encode(control)) == control)
        }
    }

    @Test("there are 23 valves, numbered in turn, and no two controls share a word")
    func panel() {
        #expect(Control.valves.map(\.number) == Array(1...23))
        #expect(Set(Control.Part.words).count == Control.Part.all.count)
        #expect(Control.Part.all.count == 23 + 5 + 1 + 3 + 2 + 2)
    }

    @Test("the document has the table of valves, every control, gauge and signal")
    func documented() throws {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: repository.appending(path: "docs/twin.md"), encoding: .utf8)
        let table = Control.valves.map { "| v\($0.number) | \($0.from) | \($0.to) | \($0.purpose) |" }
        #expect(text.contains(table.joined(separator: "\n")))
        for word in Control.Part.words.dropFirst(Control.valves.count) {
            #expect(text.contains("`\(word)`"), "\(word)")
        }
        for gauge in Signal.gauges { #expect(text.contains("`P\(gauge.number)` \(gauge.place)"), "\(gauge)") }
        for heater in Control.Heater.allCases {
            #expect(
                text.contains(
                    "`\(heater.rawValue)`, at most \(Setting.power(heater.highestPower).words(for: .heater(heater)))"))
        }
    }

    @Test("every setting's words read back to it", arguments: Control.Part.all)
    func settings(part: Control.Part) throws {
        var settings: [Setting] = [.on(true), .on(false)]
        if case .heater(let heater) = part {
            var random = SeededRandom(seed: 3)
            settings = [.power(0), .power(heater.highestPower)]
            for _ in 0..<100 { settings.append(.power(random.uniform(in: 0...heater.highestPower))) }
        }
        for setting in settings {
            #expect(try Setting(setting.words(for: part), for: part) == setting)
            #expect(throws: Never.self) { try setting.check(for: part) }
            let coded = try JSONEncoder().encode([setting])
            #expect(try JSONDecoder().decode([Setting].self, from: coded) == [setting])
            let item = ControlSetting(Control(part), to: setting)
            #expect(try JSONDecoder().decode(ControlSetting.self, from: JSONEncoder().encode(item)) == item)
        }
    }

    @Test(
        "words are what people would say",
        arguments: [
            ("v9", "open", Setting.on(true)), ("A.v9", "closed", .on(false)), ("turbo1", "on", .on(true)),
            ("pulsetube", "off", .on(false)), ("hs-mc", "on", .on(true)), ("still-heater", "5 mW", .power(5e-3)),
            ("sample-heater", "off", .power(0)), ("cooling-water", "off", .on(false)), ("mains", "off", .on(false)),
        ])
    func spoken(name: String, words: String, setting: Setting) throws {
        let item = try ControlSetting(name, words)
        #expect(item.setting == setting)
        #expect(item.control.description == name)
    }

    @Test(
        "a name or setting that there is not is refused in these words",
        arguments: [
            ("v24", "open", "‘v24’: valves are v1 to v23"),
            ("v0", "open", "‘v0’: valves are v1 to v23"),
            ("A.v24", "open", "‘v24’: valves are v1 to v23"),
            ("v99999999999999999999999", "open", "‘v99999999999999999999999’: valves are v1 to v23"),
            ("turbo3", "on", "‘turbo3’ is no control; did you mean turbo1 or turbo2?"),
            ("Pulsetube", "on", "‘Pulsetube’ is no control; did you mean pulsetube?"),
            (
                "kettle", "on",
                "‘kettle’ is no control; known are v1 to v23, scroll1, scroll2, turbo1, turbo2, compressor, pulsetube, "
                    + "hs-still, hs-mc, hs-unit, still-heater, sample-heater, cooling-water, mains"
            ),
            (
                ".v9", "open",
                "‘.v9’ has a point and no plate before it; write a plate's name there, or leave it out"
            ),
            ("v9", "on", "‘on’: v9 can be ‘open’ or ‘closed’"),
            ("A.turbo1", "open", "‘open’: turbo1 can be ‘on’ or ‘off’"),
            ("mains", "true", "‘true’: mains can be ‘on’ or ‘off’"),
            (
                "still-heater", "on",
                "‘on’: still-heater takes a power of at most 30 mW, such as \"5 mW\", or ‘off’"
            ),
            ("still-heater", "31 mW", "‘31 mW’: still-heater gives 0 W to 30 mW; the hardware gives no more"),
            ("sample-heater", "1 W", "‘1 W’: sample-heater gives 0 W to 10 mW; the hardware gives no more"),
            ("still-heater", "-1 mW", "‘-1 mW’: still-heater gives 0 W to 30 mW; nothing there takes heat away"),
            ("still-heater", "5", "‘5’ has no unit; a power needs one, e.g. \"1.5 W\""),
            ("still-heater", "5 K", "‘5 K’ is a temperature, not a power; expected e.g. \"1.5 W\""),
            ("still-heater", "nan W", "‘nan W’ is not a finite power; expected e.g. \"1.5 W\""),
        ])
    func refused(name: String, words: String, error: String) {
        let thrown = #expect(throws: ControlError.self) { try ControlSetting(name, words) }
        #expect(thrown?.description == error)
    }

    @Test("controls overlap where both reach the same part of a plate")
    func overlap() throws {
        for (a, b, overlaps) in [
            ("v9", "v9", true), ("A.v9", "v9", true), ("v9", "A.v9", true), ("A.v9", "A.v9", true),
            ("A.v9", "B.v9", false), ("v9", "v8", false), ("A.v9", "A.v8", false), ("turbo1", "scroll1", false),
        ] {
            #expect(try Control(a).overlaps(Control(b)) == overlaps, "\(a) \(b)")
        }
    }

    @Test("every signal's word reads back to it", arguments: Signal.all)
    func signals(signal: Signal) throws {
        #expect(try Signal("\(signal)") == signal)
        #expect(try JSONDecoder().decode([Signal].self, from: JSONEncoder().encode([signal])) == [signal])
    }

    @Test("every condition's words read back to it, bit for bit", arguments: Signal.all)
    func conditions(signal: Signal) throws {
        var random = SeededRandom(seed: 11)
        for relation in Condition.Relation.allCases {
            for _ in 0..<50 {
                let condition = Condition(
                    signal, relation, min(random.logUniform(in: 1e-9...1e5), signal.highest == 1 ? 0.5 : .infinity))
                #expect(try Condition(condition.words, for: signal) == condition)
                #expect(condition.description == "\(signal) \(condition.words)")
                let coded = try JSONEncoder().encode(condition)
                #expect(try JSONDecoder().decode(Condition.self, from: coded) == condition)
            }
        }
    }

    @Test("a condition holds on its side of the value alone")
    func holds() throws {
        let below = try Condition("< 6.5 K", for: .stage(.base, .nodes))
        #expect(below == Condition(.stage(.base, .nodes), .below, 6.5))
        #expect(below.holds(for: 6.4999) && !below.holds(for: 6.5) && !below.holds(for: .nan))
        let above = try Condition("> 99 %", for: .condensed)
        #expect(above.holds(for: 0.991) && !above.holds(for: 0.99) && !above.holds(for: .nan))
        #expect(try Condition("< 1e-2 mbar", for: .pressure(1)).value == 1)
        #expect(try Condition("> 300 µmol/s", for: .flow).value == 300e-6)
        #expect(try Condition("> 0.9", for: .rotation(.turbo1)).value == 0.9)
    }

    @Test(
        "a condition that cannot be is refused in these words",
        arguments: [
            ("base", "6.5 K", "‘6.5 K’: begin with < or >, as in \"< 20 mK\""),
            ("P1", "= 1 mbar", "‘= 1 mbar’: begin with < or >, as in \"< 1e-2 mbar\""),
            ("base", "", "‘’: begin with < or >, as in \"< 20 mK\""),
            ("base", "< 6.5", "‘6.5’ has no unit; a temperature needs one, e.g. \"20 mK\""),
            ("base", "< 1 mbar", "‘1 mbar’ is a pressure, not a temperature; expected e.g. \"20 mK\""),
            ("base", "<= 1 K", "‘= 1 K’ is not a temperature; expected e.g. \"20 mK\""),
            ("base", "< 0 K", "‘< 0 K’: expected above 0 K"),
            ("base", "> -1 K", "‘> -1 K’: expected 0 K or more"),
            ("flow", "< -1 µmol/s", "‘< -1 µmol/s’: expected above 0 mol/s"),
            ("condensed", "> 100 %", "‘> 1’: expected from 0 to below 1"),
            ("condensed", "< 120 %", "‘< 1.2’: expected above 0, up to 1"),
            ("mixing chamber", "< 1 K", "‘mixing chamber’ is no signal; known are SIGNALS"),
            ("P7", "< 1 mbar", "‘P7’: gauges are P1 to P6"),
            ("turbo3", "> 0.5", "‘turbo3’ is no signal; did you mean turbo1 or turbo2?"),
            ("bas", "< 1 K", "‘bas’ is no signal; did you mean base or base anywhere?"),
        ])
    func refusedCondition(signal: String, words: String, error: String) {
        let thrown = #expect(throws: ControlError.self) { try Condition(words, for: Signal(signal)) }
        #expect(thrown?.description == error.replacing("SIGNALS", with: Signal.words.joined(separator: ", ")))
    }

    @Test("what only code can make is refused too")
    func madeByCode() {
        let faults: [(ControlSetting, String)] = [
            (ControlSetting(Control(.valve(24)), to: .on(true)), "‘v24’: valves are v1 to v23"),
            (ControlSetting(Control(.valve(9)), to: .power(1)), "‘1 W’: v9 is switched, and takes no power"),
            (ControlSetting(Control(.heater(.still)), to: .on(true)), "‘on’: still-heater takes a power"),
            (
                ControlSetting(Control(.heater(.still)), to: .power(.nan)),
                "‘nan W’: still-heater gives 0 W to 30 mW; the hardware gives no more"
            ),
        ]
        for (item, words) in faults {
            let thrown = #expect(throws: ControlError.self) { try item.setting.check(for: item.control.part) }
            #expect(thrown?.description == words)
        }
        for signal in [Signal.rotation(.scroll1), .pressure(7)] {
            #expect(throws: ControlError.self) { try Condition(signal, .below, 1).check() }
        }
        #expect(throws: ControlError.self) { try Condition(.flow, .below, .infinity).check() }
    }
}
