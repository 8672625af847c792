import Foundation
import HeatTransfer
import Materials
import SubkelvinTesting

@testable import Cryogenics

/// Cryostats that tests are made of.
enum CryostatFixture {
    /// A plain cryostat of five stages, each with a cooler of its own.
    static func plain(lines: [LineDescription] = [], laws: String? = nil) throws -> CryostatDescription {
        let stages: [(Stage, limit: Double, distance: Double, unloaded: Double, power: Double)] = [
            (.fiftyKelvin, 50, 0.20, 35, 30), (.fourKelvin, 4.2, 0.29, 2.85, 1.5), (.still, 1.2, 0.25, 0.8, 0.04),
            (.coldPlate, 0.15, 0.17, 0.08, 2e-4), (.base, 0.02, 0.14, 0.006, 2e-5),
        ]
        return CryostatDescription(
            name: "plain", title: "Plain", ambient: 300, laws: laws,
            stages: stages.map { StageDescription($0.0, limit: $0.limit, distance: $0.distance) },
            coolers: try stages.map {
                CoolerDescription(
                    $0.0.rawValue, .rated($0.0, try RatedStage(power: $0.power, at: $0.limit, unloaded: $0.unloaded)))
            },
            supports: [], lines: lines, loads: [], noiseLimit: nil, assumptions: [])
    }

    /// Lines from the room to the base stage, or to another.
    static func line(
        _ name: String = "line", count: Double = 1, signal: LineDescription.Signal = .input,
        cable: String = "ut-085-ss",
        from: Stage? = nil, to: Stage = .base, parts: [LineDescription.Part] = [],
        anchors: [LineDescription.Anchor] = [], power: Double = 0, current: Double = 0
    ) -> LineDescription {
        let lengths: [(Stage, Double)] = [
            (.fiftyKelvin, 0.20), (.fourKelvin, 0.29), (.still, 0.25), (.coldPlate, 0.17), (.base, 0.14),
        ]
        let first = from.flatMap { from in lengths.firstIndex { $0.0 == from } }.map { $0 + 1 } ?? 0
        let last = lengths.firstIndex { $0.0 == to } ?? 4
        return LineDescription(
            name: name, count: count, signal: signal, from: from, to: to,
            spans: lengths[first...last].map { LineDescription.Span(to: $0.0, cable: cable, length: $0.1) },
            parts: parts, anchors: anchors, drivePower: power, driveFrequency: 6e9, current: current)
    }

    /// What Krinner and others (2019) measured, table 1, in K.
    static let krinner = [35, 2.85, 0.882, 0.082, 0.006]

    /// A cryostat that nobody picked: stages, coolers, lines, supports and loads from a seed.
    static func random(_ random: inout SeededRandom) throws -> CryostatDescription {
        func spread(_ value: Double, _ decades: Double, _ random: inout SeededRandom) -> Double {
            value * pow(10, Double.random(in: -decades...decades, using: &random))
        }
        var cryostat = try plain()
        cryostat.laws = [nil, "linear", "subkelvin"].randomElement(using: &random) ?? nil
        cryostat.ambient = Double.random(in: 285...300, using: &random)
        cryostat.coolers = try cryostat.stages.map { stage in
            let unloaded = stage.limit * Double.random(in: 0.3...0.8, using: &random)
            let power = spread([30, 1.5, 0.04, 2e-4, 2e-5][cryostat.index(of: stage.stage) ?? 0], 1, &random)
            return CoolerDescription(
                stage.stage.rawValue,
                .rated(stage.stage, try RatedStage(power: power, at: stage.limit, unloaded: unloaded)))
        }
        if Bool.random(using: &random) {
            cryostat.stages[0].shield = .init(
                diameter: 0.45, height: 1.1, emissivity: 0.06, insulation: .init(layers: 20, density: 1500))
            cryostat.stages[1].shield = .init(diameter: 0.38, height: 0.8, emissivity: 0.05)
        }
        for (index, pair) in zip(cryostat.stages, cryostat.stages.dropFirst()).enumerated()
        where Bool.random(using: &random) {
            cryostat.supports.append(
                SupportDescription(
                    name: "posts \(index)", from: pair.0.stage, to: pair.1.stage,
                    material: ["vespel-sp1", "stainless-304"].randomElement(using: &random) ?? "stainless-304",
                    count: 3,
                    area: spread(1e-5, 0.7, &random)))
        }
        for index in 0..<Int.random(in: 1...6, using: &random) {
            let cable = ["ut-085-ss", "219-cuni-cuni", "119-ss-ss", "119-agcuni-cuni"].randomElement(using: &random)
            let isDriven = Bool.random(using: &random)
            var line = line(
                "line \(index)", count: Double(Int.random(in: 1...15, using: &random)),
                signal: isDriven ? .input : .dc, cable: cable ?? "ut-085-ss",
                power: isDriven ? spread(1e-6, 1.5, &random) : 0, current: isDriven ? 0 : spread(2e-4, 0.8, &random))
            for stage in [Stage.fourKelvin, .coldPlate, .base] where isDriven && Bool.random(using: &random) {
                let decibels = Double(Int.random(in: 0...3, using: &random)) * 10
                line.parts.append(.init("attenuator", at: stage, .attenuator(decibels: decibels)))
            }
            for stage in [Stage.fourKelvin, .still, .base] where Int.random(in: 0..<4, using: &random) == 0 {
                line.anchors.append(.init(at: stage, .inner, conductance: spread(1e-4, 2, &random)))
            }
            cryostat.lines.append(line)
        }
        cryostat.loads = [
            LoadDescription(kind: .heater, name: "heater", stage: .still, power: spread(1e-3, 1, &random), count: 1),
            LoadDescription(
                kind: .device, name: "devices", stage: .fourKelvin, power: spread(0.01, 1, &random), count: 5),
        ]
        return cryostat
    }
}
