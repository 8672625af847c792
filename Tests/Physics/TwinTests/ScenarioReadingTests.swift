import Configuration
import Cryogenics
import HeatTransfer
import Readings
import SubkelvinTesting
import Testing

@testable import Twin

@Suite("What is expected of instruments")
struct ScenarioReadingTests {
    private static let base: Plant.Snapshot? = try? Plant.atBase(PlantFixtures.single()).snapshot()

    private func plant() throws -> Plant { try Plant(PlantFixtures.single(), from: #require(Self.base)) }

    private func run(_ events: [Scenario.Event], _ expectations: [Scenario.Expectation]) throws -> ScenarioRun {
        try ScenarioRun(
            Scenario(name: "test", title: "Test", start: .base, events: events, expectations: expectations),
            on: plant())
    }

    private func read(_ lines: String, for model: PlantModel? = nil) throws -> Scenario {
        var decoder = ConfigurationDecoder()
        if let model, let key = CheckedScenario.Known.key {
            decoder.userInfo[key] = CheckedScenario.Known(model: model)
        }
        return try decoder.decode(
            CheckedScenario.self, from: Array(("kind: Scenario\nname: a\ntitle: b\nstart: base\n" + lines).utf8),
            file: "s.yaml"
        ).scenario
    }

    @Test("a drift is seen where the plant is as it was, at its time and no longer")
    func drift() throws {
        let cold = Condition(.stage(.base, .nodes), .below, 0.012)
        func says(_ bounds: ReadingCondition.Bounds, _ quality: Quality = .good) -> [ReadingCondition] {
            [ReadingCondition("base", .within(bounds, unit: .kelvin), quality: quality)]
        }
        let run = try run(
            [.init(at: 600, for: 7200, .sensor(.init(.relativeDrift(perDay: 4), of: "base", at: nil)))],
            [
                .init(at: 300, [cold], readings: says(.below(0.012))),
                .init(at: 7500, [cold], readings: says(.between(0.0135, 0.0155))),
                .init(at: 7500, [], readings: says(.below(0.012))),
                .init(at: 7500, [], readings: says(.above(0.012), .suspect)),
                .init([cold], readings: says(.below(0.012))), .init(at: 90_000, [], readings: says(.below(1))),
            ])
        try run.advance(to: 8400)
        let outcomes = try run.outcomes()
        #expect(outcomes.map(\.holds) == [true, true, true, true, false, false, true, true, false])
        #expect(outcomes.map(\.isReached) == [Bool](repeating: true, count: 8) + [false])
        #expect(outcomes[3].quality == .good && outcomes[2].quality == nil)
        #expect(try #require(outcomes[3].value) > 0.0135)
    }

    @Test("lost telemetry is silent, a gauge that is off says so, an update speaks in other units")
    func qualities() throws {
        let run = try run(
            [
                .init(at: 60, for: 600, .sensor(.init(.gaugeOff, of: "P1", at: nil))),
                .init(at: 60, for: 600, .sensor(.init(.firmware(.metric), of: nil, at: "A"))),
                .init(at: 1000, for: 600, .sensor(.init(.telemetryLoss, of: nil, at: nil))),
            ],
            [
                .init(
                    at: 300, [],
                    readings: [
                        ReadingCondition("P1", at: "A", .within(.between(2, 2), unit: .pascal), quality: .off),
                        ReadingCondition("pulsetube-oil", unit: .kelvin), ReadingCondition("base", isSilent: true),
                    ]),
                .init(
                    at: 1300, [],
                    readings: [ReadingCondition("base", isSilent: true), ReadingCondition("base", .missing)]),
                .init([], readings: [ReadingCondition("pulsetube-oil", quality: .good, unit: .celsius)]),
            ])
        try run.advance(to: 2000)
        #expect(try run.outcomes().map(\.holds) == [true, true, false, true, false, true])
    }

    @Test(
        "the same outcomes however the way is cut, and asking changes nothing", arguments: 1...3 as ClosedRange<UInt64>)
    func cut(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let begin = Double(random.uniform(in: 1...1000)) + 0.5
        func make() throws -> ScenarioRun {
            try run(
                [.init(at: begin, for: 2000, .sensor(.init(.drift(perDay: 0.05), of: "base", at: nil)))],
                [
                    .init(at: begin + 777.25, [], readings: [ReadingCondition("base", quality: .good)]),
                    .init([], readings: [ReadingCondition("base-resistance", quality: .good)]),
                ])
        }
        let whole = try make()
        try whole.advance(to: 3600)
        let parts = try make()
        var time = 0.0
        while time < 3600 {
            time = min(3600, time + Double(random.uniform(in: 1...900)))
            try parts.advance(to: time)
            _ = try parts.outcomes()
        }
        #expect(try whole.outcomes() == parts.outcomes())
    }

    @Test("without anything expected of them nobody looks at instruments")
    func unwatched() throws {
        let (one, other) = (
            try run([], []), try run([], [.init([], readings: [ReadingCondition("base", quality: .good)])])
        )
        try one.advance(to: 1000)
        try other.advance(to: 1000)
        #expect(try one.plant.snapshot() == other.plant.snapshot())
    }

    @Test("expectations of files are read, and what is wrong with them is told with its place")
    func files() throws {
        func reading(_ words: String) throws -> ReadingCondition? {
            try read("expect:\n  - { at: 1 h, reading: { \(words) } }\n", for: PlantFixtures.single())
                .expectations[0].readings.first
        }
        #expect(
            try reading("channel: base, value: \"> 16 mK\", quality: good, plate: A")
                == ReadingCondition("base", at: "A", .within(.above(0.016), unit: .kelvin), quality: .good))
        #expect(
            try reading("channel: P1, value: 1 Pa..3e-2 mbar")
                == ReadingCondition("P1", .within(.between(1, 3), unit: .pascal)))
        #expect(
            try reading("channel: base, value: none, quality: below-range")
                == ReadingCondition("base", .missing, quality: .belowRange))
        #expect(try reading("channel: base, quality: silent") == ReadingCondition("base", isSilent: true))
        #expect(
            try reading("channel: vibration, value: \"< 0.05\"")
                == ReadingCondition("vibration", .within(.below(0.05), unit: .one)))
        #expect(try reading("channel: pulsetube-oil, unit: °C") == ReadingCondition("pulsetube-oil", unit: .celsius))
        for (words, why) in [
            ("channel: bse, quality: good", "did you mean base"), ("quality: good", "channel"),
            ("channel: base", "nothing is expected of base"), ("channel: base, value: 20 mK", "is no expectation"),
            ("channel: base, value: 4 K..3 K", "is no expectation"),
            ("channel: base, value: \"< 3 parsec\"", "is no expectation"),
            ("channel: base, value: \"< 3 mbar\"", "base is a temperature in K"),
            ("channel: base, quality: fine", "expected good"),
            ("channel: base, quality: silent, value: none", "what is silent"),
            ("channel: base, quality: good, value: none", "has a number"), ("channel: base, unit: F", "no unit"),
            ("channel: base, quality: good, plate: B", "no plate is called"),
            ("channel: base, quality: good, hue: 3", "hue"),
        ] {
            #expect { try reading(words) } throws: {
                "\($0)".contains(why) && "\($0)".contains("s.yaml:6:")
            }
        }
    }

    @Test("what a plant does not have is told with its place too")
    func places() throws {
        for (lines, why) in [
            ("events:\n  - { at: 1 h, sensor: { kind: open, channel: bse } }\n", "s.yaml:6:"),
            ("events:\n  - { at: 1 h, set: { hs-unit: on } }\n", "hs-unit is not there"),
            ("events:\n  - { at: 1 h, fault: { kind: heat-leak, stage: cold plate } }\n", "no cold plate stage"),
        ] {
            #expect { try read(lines, for: PlantFixtures.single()) } throws: {
                "\($0)".contains(why) && "\($0)".contains("s.yaml:6:")
            }
        }
    }

    @Test("every kind of fault of an instrument can be set by a file", arguments: SensorTrial.examples)
    func kinds(example: SensorTrial.Example) throws {
        var words = ["kind: \(example.word)"]
        if let channel = example.channel { words.append("channel: \(channel)") }
        switch example.kind {
        case .drift(let size), .relativeDrift(let size), .noise(let size), .microphonics(let size):
            words.append("size: \"\(size)\"")
        case .selfHeating(let power): words.append("size: \(power) W")
        case .wrongCurve(let name): words.append("curve: \(name)")
        case .firmware(let version): words.append("version: \(version.rawValue)")
        case .open, .short, .stale, .frozen, .gaugeOff, .scannerStays, .telemetryLoss: break
        }
        let scenario = try read(
            "events:\n  - { at: 1 h, for: 1 h, sensor: { \(words.joined(separator: ", ")) } }\n",
            for: PlantFixtures.single())
        #expect(scenario.events[0].action == .sensor(.init(example.kind, of: example.channel, at: nil)))
        // It shows: what is said afterwards is not what was said before.
        let trial = try SensorTrial(example, on: plant().reading(), after: [600, 86_400])
        let (before, after) = (try #require(trial.said.first), try #require(trial.said.last))
        switch example.kind {
        case .stale(isNoticed: false): #expect(after.reading?.value == before.reading?.value)
        case .firmware: #expect(after.unit != before.unit && after.raw != before.raw)
        default:
            #expect(
                after.reading?.quality != before.reading?.quality || after.reading?.value != before.reading?.value)
        }
    }

    @Test(
        "what is wrong with a fault of an instrument is told with its place",
        arguments: [
            ("kind: firmware", "goes with firmware"), ("kind: firmware, version: 3", "expected imperial or metric"),
            ("kind: open, channel: base, version: metric", "goes with firmware"),
            ("kind: microphonics, channel: base", "needs ‘size’"),
            ("kind: microphonics, channel: base, size: 3 K", "plain number"),
            ("kind: microphonics, channel: P1, size: 1", "a thermometer"),
        ])
    func wrongKinds(words: String, why: String) throws {
        #expect {
            try read("events:\n  - { at: 1 h, sensor: { \(words) } }\n", for: PlantFixtures.single())
        } throws: {
            "\($0)".contains(why) && "\($0)".contains("s.yaml:6:")
        }
    }
}
