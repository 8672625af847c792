import CommandLineKit
import Cryogenics
import Foundation
import Plotting
import Readings
import SubkelvinTesting
import Testing
import Thermometry
import Twin

@testable import subkelvin

@Suite("subkelvin twin: faults, instruments, heat")
struct TwinFaultCommandTests {
    /// A refrigerator at base, worked out once.
    private static let atBase = Result {
        try Plant.atBase(PlantModel(CryostatModel(.preset("ld-400")))).snapshot()
    }

    static func trial(_ kind: Fault.Kind) throws -> FaultTrial {
        let plant = try Plant(PlantModel(CryostatModel(.preset("ld-400"))), from: atBase.get())
        return try FaultTrial(Fault(kind), on: plant, for: 3600)
    }

    @Test(
        "every fault is drawn: its temperatures, pressures and flow from its beginning", arguments: Fault.Kind.allCases)
    func picture(kind: Fault.Kind) throws {
        let trial = try Self.trial(kind)
        let grid = FaultPictures.one(trial)
        #expect(grid.title.hasPrefix(kind.rawValue) && grid.subtitle == kind.title)
        let drawn = grid.rows.flatMap { $0 }.flatMap(\.series)
        // What has a sign is to be seen.
        for sign in kind.signature.signs where sign.signal != .condensed && sign.signal != .rotation(.turbo1) {
            #expect(drawn.contains { $0.name == "\(sign.signal)" && $0.y.count == 61 }, "\(sign.signal)")
        }
        let folder = try TemporaryDirectory()
        try grid.render(to: "\(folder.path)/a.svg")
        #expect(try String(contentsOfFile: "\(folder.path)/a.svg", encoding: .utf8).contains("<svg"))
    }

    @Test("all faults are drawn beside each other, each signal in its colour")
    func overview() throws {
        let trials = try [Fault.Kind.heatLeak, .compressorTrip, .airLeak].map { try Self.trial($0) }
        let grid = FaultPictures.all(trials)
        #expect(grid.rows.count == 1 && grid.rows[0].count == 4)
        for (plot, trial) in zip(grid.rows[0], trials) {
            #expect(plot.title == trial.fault.words)
            #expect(plot.series.map(\.name) == FaultPictures.signals.map { "\($0.signal)" })
            #expect(plot.series.allSatisfy { $0.y.first == 1 && $0.y.allSatisfy { (1e-3...1e4).contains($0) } })
        }
        let folder = try TemporaryDirectory()
        try grid.render(to: "\(folder.path)/a.svg", canvas: FaultPictures.canvas)
    }

    @Test("one fault by the command, with its picture and what a device sees of it")
    func show() async throws {
        let folder = try TemporaryDirectory()
        let run = await Run(
            line: "twin fault show radiation-burst --for 10min --plot \(folder.path)/a.svg")
        #expect(run.code == .done, "\(run.error)")
        #expect(run.output.contains("at once: readout SNR ") && run.output.contains("its jitter"))
        #expect(FileManager.default.fileExists(atPath: "\(folder.path)/a.svg"))
    }

    @Test("what instruments say that are wrong, kind by kind")
    func sensors() async throws {
        let rows = try await Run(line: "twin fault list --sensors --json").array()
        let found = Dictionary(uniqueKeysWithValues: rows.map { ($0["kind"] as? String ?? "", $0) })
        #expect(rows.count == 15 && found.count == 15)
        #expect(found["open"]?["after_600_s"] as? String == "disconnected")
        #expect(found["telemetry-loss"]?["after_86400_s"] as? String == "silent")
        #expect((found["firmware"]?["as_it_speaks"] as? String)?.hasSuffix("bar") == true)
        #expect((found["stale"]?["after_600_s"] as? String)?.hasSuffix("stale") == true)
        #expect((found["gauge-off"]?["after_600_s"] as? String) == "2 Pa, off")
        let both = await Run(line: "twin fault list --sensors --plot a.svg")
        #expect(both.code == .usage && both.error.contains("leave out one"))
    }

    // MARK: Heat

    @Test("the load at base from heater steps, as a table, as JSON, as a picture")
    func load() async throws {
        let folder = try TemporaryDirectory()
        let result = try await Run(
            line: "twin load --cryostat ld-400 --steps 0,5uW,20µW,50µW --json --plot \(folder.path)/a.svg"
        ).object()
        let load = try #require(result["load_W"] as? Double)
        let uncertainty = try #require(result["load_uncertainty_W"] as? Double)
        let truth = try #require(result["true_load_W"] as? Double)
        #expect(abs(load - truth) < uncertainty && uncertainty < 0.1 * truth && truth > 1e-6)
        #expect(try #require(result["load_without_curve_W"] as? Double) > truth)
        let steps = try #require(result["steps"] as? [[String: Any]])
        #expect(steps.compactMap { $0["power_W"] as? Double } == [0, 5e-6, 20e-6, 50e-6])
        #expect(steps.allSatisfy { $0["at_rest"] as? Bool == true && $0["base_deviation_K"] as? Double ?? 0 > 0 })
        #expect(FileManager.default.fileExists(atPath: "\(folder.path)/a.svg"))
        let words = await Run(line: "twin load --cryostat ld-400 --stage 4K --steps 0,0.2W")
        #expect(words.code == .done && words.output.contains("(95 %)") && words.output.contains("4K takes "))
        #expect(words.output.contains("ppm reach the base"))
    }

    @Test(
        "what cannot be asked is refused",
        arguments: [
            ("twin load --steps 0,-1W", "between 0 and 1000 W"), ("twin load --steps 1", "unit"),
            ("twin load --hold 1min --average 2min", "--hold lies between"),
            ("twin load --stage 5K", "expected one of"),
            ("twin load --stage \"cold plate\"", "no cold plate stage"), ("twin load --plate B", "no node is called"),
            ("twin load --plot a.txt", "--plot ends in"),
        ])
    func refused(line: String, words: String) async {
        let run = await Run(line: line)
        #expect(run.code == .usage && run.error.contains(words), "\(run.error)")
    }

    // MARK: Bad data

    @Test(
        "what instruments cannot have is bad data, told with file and line",
        arguments: [
            ("events:\n  - { at: 1 h, sensor: { kind: open, channel: bse } }\n", "s.yaml:6:"),
            ("events:\n  - { at: 1 h, sensor: { kind: self-heating, channel: P1, size: 1 nW } }\n", "s.yaml:6:"),
            ("events:\n  - { at: 1 h, sensor: { kind: wrong-curve, channel: base, curve: cx-1011 } }\n", "s.yaml:6:"),
            ("events:\n  - { at: 1 h, sensor: { kind: microphonics, channel: base, size: -1 } }\n", "s.yaml:6:"),
            ("expect:\n  - { reading: { channel: bse, quality: good } }\n", "s.yaml:6:"),
            ("expect:\n  - { reading: { channel: base, value: \"< 1 mbar\" } }\n", "s.yaml:6:"),
        ])
    func badData(lines: String, words: String) async throws {
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/s.yaml"
        try "kind: Scenario\nname: a\ntitle: b\nstart: warm\n\(lines)".write(
            toFile: path, atomically: true, encoding: .utf8)
        let run = await Run(line: "twin run --scenario \(path)")
        #expect(run.code == .badData && run.error.contains(words), "\(run.error)")
        #expect(run.output.isEmpty)
    }

    @Test("errors of instruments and scenarios end with 65, a curve that is not there with 66")
    func codes() throws {
        func code(_ make: () throws -> Void) -> ExitCode? {
            do { try make() } catch { return (error as? any ExitCoding)?.exitCode }
            return nil
        }
        let model = try PlantModel(CryostatModel(.preset("ld-400")))
        var instruments = try PlantInstruments(model, devices: ["a"], seed: 1)
        let codes = [
            code { _ = try PlantInstruments(model, devices: [], seed: 1) },
            code { _ = try PlantInstruments(model, devices: ["a b"], seed: 1) },
            code { try instruments.set(SensorFault(.open, of: "b", "base")) },
            code { _ = try Fault(.heatLeak, size: -1) }, code { _ = try Signal("bse") },
            code { _ = try CalibrationCurve.preset(named: "dt-67O") },
        ]
        #expect(codes == [.badData, .badData, .badData, .badData, .badData, .noSuchFile])
    }

    @Test("readings are written with their quality and in the unit in which the instrument speaks")
    func readings() async throws {
        let folder = try TemporaryDirectory()
        let (path, csv) = ("\(folder.path)/s.yaml", "\(folder.path)/r.csv")
        try """
        kind: Scenario
        name: a
        title: b
        start: warm
        events:
          - { at: 2 min, sensor: { kind: firmware, version: metric } }
          - { at: 2 min, sensor: { kind: gauge-off, channel: P1 } }
        expect:
          - { reading: { channel: P1, value: 2 Pa..2 Pa, quality: off } }
          - { reading: { channel: base, quality: above-range } }

        """.write(toFile: path, atomically: true, encoding: .utf8)
        let run = await Run(line: "twin run --scenario \(path) --for 4min --readings \(csv)")
        #expect(
            run.code == .done && run.output.contains(#/reading A\/P1 2 Pa..2 Pa, off .* 2 Pa, off +yes/#),
            "\(run.output)")
        let rows = try String(contentsOfFile: csv, encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(rows[0].suffix(2) == ["raw", "raw_unit"])
        let oil = rows.filter { $0[2] == "A/pulsetube-oil" }
        #expect(oil.first?.last == "°C" && oil.last?.last == "K")
        #expect(rows.last { $0[2] == "A/P1" }?[5] == "off")
    }
}
