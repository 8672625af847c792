import Configuration
import Quantities
import Text

extension CryostatFile {
    /// A group of equal lines.
    struct LineFile: Decodable, Sendable {
        var name: String
        var count: Double?
        var signal: LineDescription.Signal?
        var from: Stage?
        var to: Stage?
        var cable: String
        var cables: [String: String]?
        var lengths: [String: Length]?
        var parts: [PartFile]?
        var anchors: [String: AnchorFile]?
        var power: Power?
        var frequency: Frequency?
        var current: Current?
        var footprint: Area?

        enum CodingKeys: String, DocumentedKey {
            case name, count, signal, from, to, cable, cables, lengths, parts, anchors, power, frequency, current
            case footprint
            var documentation: String {
                switch self {
                case .name: "the group's name"
                case .count: "how many; one, if left out. A share of a line that several use need not be whole"
                case .signal: "input, output or dc; input, if left out"
                case .from: "the stage at its warm end; the vacuum can, if left out"
                case .to: "the stage at its cold end; the last stage, if left out"
                case .cable: "the cable of every span"
                case .cables: "other cables, by the stage at the cold end of their span"
                case .lengths: "lengths of spans, by the stage at their cold end; else the stages' distances"
                case .parts: "what sits at stages, from warm to cold"
                case .anchors:
                    "how conductors are tied to stages, by stage, where that is not perfect; {} is perfect too"
                case .power: "mean power that enters each line at its warm end"
                case .frequency: "at which that power is lost along the way; 6 GHz, if left out"
                case .current: "current through each of its wires, or through its inner conductor: heats them"
                case .footprint:
                    "what each takes of a plate, with its connectors; the cable's cross-section, if left out"
                }
            }
        }
    }

    /// Something at a stage: give one of attenuator, filter and amplifier.
    struct PartFile: Decodable, Sendable {
        var name: String?
        var at: Stage
        var attenuator: Double?
        var filter: Double?
        var amplifier: Power?

        enum CodingKeys: String, DocumentedKey {
            case name, at, amplifier
            case attenuator = "attenuator_dB"
            case filter = "filter_dB"
            var documentation: String {
                switch self {
                case .name: "what it is"
                case .at: "where it sits"
                case .attenuator: "loses so much, as heat at its stage"
                case .filter: "loses so much in the band: a filter, a coupler, an isolator against its direction"
                case .amplifier: "the heat of an amplifier; noise from above it does not reach below"
                }
            }
        }
    }

    /// Conductances of anchors; 0 W/K for a conductor that only passes by.
    struct AnchorFile: Decodable, Sendable {
        var inner: Conductance?
        var outer: Conductance?
        var dielectric: Conductance?
        var wire: Conductance?

        enum CodingKeys: String, DocumentedKey {
            case inner, outer, dielectric, wire
            var documentation: String {
                switch self {
                case .inner: "of the inner conductor to the plate; perfect, if left out"
                case .outer: "of the outer conductor to the plate; perfect, if left out"
                case .dielectric: "of the dielectric to the plate; perfect, if left out"
                case .wire: "of wires to the plate; perfect, if left out"
                }
            }
        }

        /// Those that are given.
        var given: [(role: Cable.Role, conductance: Double)] {
            let all: [(Cable.Role, Conductance?)] = [
                (.inner, inner), (.outer, outer), (.dielectric, dielectric), (.wire, wire),
            ]
            return all.compactMap { role, value in value.map { (role, $0.si) } }
        }
    }
}

extension CryostatFile.LineFile {
    /// The lines through given stages.
    ///
    /// - Throws: `CryostatError` with the place below the line.
    func description(_ stages: [StageDescription], _ path: [CryostatError.Step]) throws(CryostatError)
        -> LineDescription
    {
        let end = to ?? stages.last?.stage ?? .base
        let known = stages.map(\.stage)
        let first = from.flatMap { known.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        let last = known.firstIndex(of: end) ?? -1
        let passed = first <= last ? Array(stages[first...last]) : []
        func require(_ name: String, _ key: String) throws(CryostatError) {
            guard !passed.contains(where: { $0.stage.rawValue == name }) else { return }
            let names = passed.map(\.stage.rawValue).joined(separator: ", ")
            throw CryostatError(
                path + [.key(key), .key(name)], "no span of the line ends at a stage of this name; they end at \(names)"
            )
        }
        for name in (cables ?? [:]).keys.sorted() { try require(name, "cables") }
        for name in (lengths ?? [:]).keys.sorted() { try require(name, "lengths") }
        for name in (anchors ?? [:]).keys.sorted() { try require(name, "anchors") }
        var made: [LineDescription.Part] = []
        for (index, part) in (parts ?? []).enumerated() {
            made.append(try part.description(path + [.key("parts"), .item(index)]))
        }
        return LineDescription(
            name: name, count: count ?? 1, signal: signal ?? .input, from: from, to: end,
            spans: passed.map { stage in
                let name = stage.stage.rawValue
                return LineDescription.Span(
                    to: stage.stage, cable: cables?[name] ?? cable, length: lengths?[name]?.si)
            },
            parts: made,
            anchors: passed.flatMap { stage in
                (anchors?[stage.stage.rawValue]?.given ?? []).map {
                    LineDescription.Anchor(at: stage.stage, $0.role, conductance: $0.conductance)
                }
            },
            drivePower: power?.si ?? 0, driveFrequency: frequency?.si ?? 6e9, current: current?.si ?? 0,
            footprint: footprint?.si)
    }
}

extension CryostatFile.PartFile {
    func description(_ path: [CryostatError.Step]) throws(CryostatError) -> LineDescription.Part {
        let kinds: [(LineDescription.Part.Kind, String)?] = [
            attenuator.map {
                (.attenuator(decibels: $0), "\(formatNumber($0, significantDigits: 4)) dB attenuator")
            },
            filter.map { (.filter(decibels: $0), "\(formatNumber($0, significantDigits: 4)) dB filter") },
            amplifier.map { (.amplifier(power: $0.si), "amplifier") },
        ]
        let given = kinds.compactMap(\.self)
        guard let one = given.first, given.count == 1 else {
            throw CryostatError(path, "expected one of attenuator_dB, filter_dB and amplifier")
        }
        return LineDescription.Part(name ?? one.1, at: at, one.0)
    }
}
