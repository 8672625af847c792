import CommandLineKit
import Synchronization
import Testing

@Suite("JSON")
struct JSONOutputTests {
    struct Stage: Encodable {
        var name = "base/plate \"A\"\n\u{1}µ²"
        var temperature_K = 0.02
        var loads = [1e-7, 0.1, 5]
        var notes: [String: Int?] = ["zeta": 1, "alpha": nil, "mu": 3]
        var parts = [Part(kind: .coax), Part(kind: .wire)]
        var none: Int?
        var empty: [Int] = []
        var set: Set<Int> = [3, 1, 2]
    }
    struct Part: Encodable {
        enum Kind: String, Encodable { case coax, wire }
        var kind: Kind
        var nested = [[1, 2], []]
    }

    @Test("keys keep their order, dictionaries are sorted, slashes stay")
    func layout() throws {
        #expect(
            try JSONOutput().text(for: Stage()) == """
                {
                  "name": "base/plate \\"A\\"\\n\\u0001µ²",
                  "temperature_K": 0.02,
                  "loads": [1e-07, 0.1, 5.0],
                  "notes": {
                    "alpha": null,
                    "mu": 3,
                    "zeta": 1
                  },
                  "parts": [
                    {
                      "kind": "coax",
                      "nested": [
                        [1, 2],
                        []
                      ]
                    },
                    {
                      "kind": "wire",
                      "nested": [
                        [1, 2],
                        []
                      ]
                    }
                  ],
                  "empty": [],
                  "set": [1, 2, 3]
                }
                """)
        #expect(
            try JSONOutput(isPretty: false).text(for: [Part(kind: .coax)]) == #"[{"kind":"coax","nested":[[1,2],[]]}]"#)
        #expect(try JSONOutput().text(for: Int.max) == "9223372036854775807")
        #expect(try JSONOutput().text(for: Optional<Int>.none) == "null")
        #expect(try JSONOutput().text(for: [String: Int]()) == "{}")
    }

    @Test("numbers read back as the same numbers")
    func roundTrip() throws {
        var bits: UInt64 = 42
        for _ in 0..<2000 {
            bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let x = Double(bitPattern: bits)
            guard x.isFinite else { continue }
            #expect(Double(try JSONOutput().text(for: x)) == x)
        }
    }

    @Test("what is no number is refused with its place", arguments: [Double.nan, .infinity])
    func notFinite(x: Double) {
        let error = #expect(throws: EncodingError.self) { try JSONOutput().text(for: ["loads": [1, x]]) }
        guard case .invalidValue(_, let context)? = error else { return }
        #expect(context.codingPath.map(\.stringValue) == ["loads", "1"])
    }
}

@Suite("Progress")
struct ProgressBarTests {
    /// A clock that stands until it is told to go on.
    final class Clock: Sendable {
        let nanoseconds = Atomic<Int64>(0)
        func advance(by seconds: Double) { nanoseconds.add(Int64(seconds * 1e9), ordering: .relaxed) }
        var now: @Sendable () -> Int64 { { self.nanoseconds.load(ordering: .relaxed) } }
    }

    @Test("a bar appears after a second, tells rate and time left, and clears itself")
    func course() {
        let clock = Clock()
        let recorder = Recorder()
        let bar = ProgressBar("cooldown", total: 1000, on: recorder.sink(isTerminal: true, columns: 80), now: clock.now)
        clock.advance(by: 0.9)
        bar.update(100)
        #expect(recorder.text == "")
        clock.advance(by: 1.1)
        bar.update(250)
        #expect(recorder.text == "\rcooldown   25 %  [#####               ]  120/s  0:00:06 left\u{1B}[K")
        bar.finish()
        #expect(recorder.text.hasSuffix("left\u{1B}[K\r\u{1B}[K"))
        let length = recorder.text.count
        clock.advance(by: 5)
        bar.update(900)
        bar.finish()
        #expect(recorder.text.count == length)
    }

    @Test("it is drawn at most ten times a second, however often it is told")
    func rate() {
        let clock = Clock()
        let recorder = Recorder()
        let bar = ProgressBar("work", on: recorder.sink(isTerminal: true, columns: 80), now: clock.now)
        for _ in 0..<3000 {
            clock.advance(by: 0.001)
            bar.advance()
        }
        let drawn = recorder.text.filter { $0 == "\r" }.count
        #expect((19...21).contains(drawn))
        #expect(recorder.text.contains("work  1000  1000/s"))
        #expect(!recorder.text.contains("%"))
    }

    @Test("a label stands in place of the rate, and a narrow terminal cuts the line")
    func label() {
        let clock = Clock()
        let recorder = Recorder()
        let sink = recorder.sink(isTerminal: true, columns: 24)
        let bar = ProgressBar("x", on: sink, label: { "day \(Int($0)) of the simulated year" }, now: clock.now)
        clock.advance(by: 2)
        bar.update(3)
        #expect(recorder.text == "\rx  day 3 of the simulat\u{1B}[K")
    }

    @Test("nothing is drawn where no person watches")
    func noTerminal() {
        let clock = Clock()
        let recorder = Recorder()
        let bar = ProgressBar("work", total: 10, on: recorder.sink(), now: clock.now)
        clock.advance(by: 100)
        bar.update(5)
        bar.finish()
        #expect(recorder.text == "")
    }

    @Test("many threads lose no step")
    func threads() async {
        let clock = Clock()
        let recorder = Recorder()
        let bar = ProgressBar("work", total: 40_001, on: recorder.sink(isTerminal: true, columns: 80), now: clock.now)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<10_000 { bar.advance() }
                }
            }
        }
        clock.advance(by: 10)
        bar.advance()
        #expect(recorder.text.contains("100 %"))
        #expect(!recorder.text.contains("left"))
    }
}
