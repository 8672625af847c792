import Configuration
import Quantities

/// A part of a cable in a file: exactly one way to state its cross-section.
struct PartEntry: Decodable, Sendable {
    var part: Cable.Part

    enum CodingKeys: String, DocumentedKey {
        case role, material, diameter, width, thickness, area, count
        case innerDiameter = "inner_diameter"
        case residualResistanceRatio = "residual_resistance_ratio"
        case resistivity = "resistivity_ohm_m"

        var documentation: String {
            switch self {
            case .role: "what the part does"
            case .material: "its material, by its name in the catalogue of materials or in a file of one's own"
            case .diameter: "of a round part"
            case .innerDiameter: "of a hollow round part; 0 if left out"
            case .width: "of a strip, with thickness"
            case .thickness: "of a strip, with width"
            case .area: "the cross-section of any other shape"
            case .count: "how many there are alike; 1 if left out"
            case .residualResistanceRatio: "of its metal; the material's own if left out"
            case .resistivity: "at every temperature, in place of the material's"
            }
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let role = try container.decode(Cable.Role.self, forKey: .role)
        let material = try container.decode(String.self, forKey: .material)
        let diameter = try container.decodeIfPresent(Length.self, forKey: .diameter)
        let inner = try container.decodeIfPresent(Length.self, forKey: .innerDiameter)
        let width = try container.decodeIfPresent(Length.self, forKey: .width)
        let thickness = try container.decodeIfPresent(Length.self, forKey: .thickness)
        let area = try container.decodeIfPresent(Area.self, forKey: .area)
        let count = try container.decodeIfPresent(Int.self, forKey: .count)
        let ratio = try container.decodeIfPresent(Double.self, forKey: .residualResistanceRatio)
        let resistivity = try container.decodeIfPresent(Double.self, forKey: .resistivity)
        func fail(_ words: String) -> DecodingError {
            .dataCorruptedError(forKey: .role, in: container, debugDescription: words)
        }
        let section: Cable.Section
        switch (diameter, width, thickness, area) {
        case (let diameter?, nil, nil, nil): section = .round(inner: inner?.si ?? 0, outer: diameter.si)
        case (nil, let width?, let thickness?, nil) where inner == nil:
            section = .strip(width: width.si, thickness: thickness.si)
        case (nil, nil, nil, let area?) where inner == nil: section = .area(area.si)
        default:
            throw fail(
                "give the cross-section in one way: diameter (and inner_diameter), or width and thickness, or area")
        }
        part = Cable.Part(
            role, material, section, count: count ?? 1, residualResistanceRatio: ratio, resistivity: resistivity)
        do throws(LineError) { try part.validate(role.rawValue) } catch { throw fail(error.words) }
    }

    init(part: Cable.Part) { self.part = part }
}

extension PartEntry: SchemaSample {
    /// A wire.
    static var schemaSample: PartEntry {
        PartEntry(part: Cable.Part(.wire, "copper", .round(inner: 0, outer: 1e-4)))
    }
}

extension LossEntry: SchemaSample {
    /// A table of nothing.
    static var schemaSample: LossEntry { LossEntry(table: nil) }
}

extension CableEntry: SchemaSample {
    /// No cable.
    static var schemaSample: CableEntry { CableEntry(cable: nil) }
}
