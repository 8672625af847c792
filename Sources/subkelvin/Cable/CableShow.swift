import CommandLineKit
import Cryogenics
import Quantities
import Text

/// The command `subkelvin cable show NAME`.
struct CableShow: Command {
    static let name = "show"
    static let abstract = "Shows what a cable is made of, where that is from, and what it loses."
    static let examples = [Example("subkelvin cable show ut-085-ss", "The common steel line.")]

    @Argument("The cable.", completion: cableNames) var cable: String
    @OptionGroup var options: CableOptions
    @Flag("Print JSON.") var json: Bool

    func run(on console: Console) async throws {
        let cable = try options.catalogue().cable(named: cable)
        let materials = try options.materials()
        if json { return try console.print(json: CableRecord(cable)) }
        let width = console.output.layoutWidth
        try console.print("\(cable.title) (\(cable.name))")
        var facts = "\(cable.kind.rawValue), \(Length(si: cable.outerDiameter).formatted(significantDigits: 4)) wide"
        if let impedance = cable.impedance {
            facts += ", \(Resistance(si: impedance).formatted(significantDigits: 3))"
        }
        try console.print(wrap("\(facts). \(cable.source).", width: width))
        if let note = cable.note { try console.print(wrap(note, width: width)) }
        var parts = ResultTable([
            .words("PART", "role"), .words("MATERIAL", "material"), .words("COUNT", "count"),
            .number("AREA / mm²", "area_m2", scale: 1e6), .words("RRR", "residual_resistance_ratio"),
        ])
        for part in cable.parts {
            parts.append(
                .text(part.role.rawValue), .text(part.material), .text("\(part.count)"), .number(part.area),
                .text(part.residualResistanceRatio.map(shortNumber) ?? "–"))
        }
        try console.write("\n" + parts.rendered())
        guard cable.kind == .coax else { return }
        var losses = ResultTable([
            .number("FREQUENCY / GHz", "frequency_Hz", scale: 1e-9),
            .number("SKIN EFFECT(300 K) / dB/m", "", digits: 3), .number("(4 K)", "", digits: 3),
            .number("STATED(300 K) / dB/m", "", digits: 3), .number("(4 K)", "", digits: 3),
        ])
        let skin = try CableAttenuation(cable, materials: materials, method: .skinEffect)
        let stated = try cable.statedLoss.map { _ in try CableAttenuation(cable, materials: materials, method: .stated)
        }
        for frequency in cable.statedLoss?.frequencies ?? [1e9, 5e9, 10e9, 20e9] {
            func loss(_ attenuation: CableAttenuation?, _ temperature: Double) throws -> ResultTable.Cell {
                .number(try attenuation?.decibelsPerMetre(frequency: frequency, temperature: temperature))
            }
            losses.append(
                .number(frequency), try loss(skin, 300), try loss(skin, 4), try loss(stated, 300), try loss(stated, 4))
        }
        try console.write("\n" + losses.rendered())
    }
}

/// A cable as JSON.
struct CableRecord: Encodable {
    /// A part as JSON.
    struct PartRecord: Encodable {
        var role: String
        var material: String
        var count: Int
        var area: Double
        var residualResistanceRatio: Double?

        enum CodingKeys: String, CodingKey {
            case role, material, count
            case area = "area_m2"
            case residualResistanceRatio = "residual_resistance_ratio"
        }
    }

    var name: String
    var title: String
    var type: String
    var source: String
    var note: String?
    var outerDiameter: Double
    var impedance: Double?
    var parts: [PartRecord]

    enum CodingKeys: String, CodingKey {
        case name, title, type, source, note, parts
        case outerDiameter = "outer_diameter_m"
        case impedance = "impedance_ohm"
    }

    init(_ cable: Cable) {
        name = cable.name
        title = cable.title
        type = cable.kind.rawValue
        source = cable.source
        note = cable.note
        outerDiameter = cable.outerDiameter
        impedance = cable.impedance
        parts = cable.parts.map {
            PartRecord(
                role: $0.role.rawValue, material: $0.material, count: $0.count, area: $0.area,
                residualResistanceRatio: $0.residualResistanceRatio)
        }
    }
}
