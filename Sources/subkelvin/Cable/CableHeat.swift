import CommandLineKit
import Cryogenics
import Quantities
import Text

/// The command `subkelvin cable heat NAME --from T --to T --length L`.
struct CableHeat: Command {
    static let name = "heat"
    static let abstract =
        "Works out what heat a length of cable conducts from one temperature to another, part by part."
    static let discussion = """
        Exact for a cable that loses and gains heat at its ends alone. Below 4 K conductivities are known to a factor of two: \
        --laws linear runs straight from the value at 4 K to zero, --laws subkelvin by other measurements.
        """
    static let examples = [
        Example(
            "subkelvin cable heat ut-085-ss --from 300K --to 35K --length 20cm", "A steel line to the first stage."),
        Example(
            "subkelvin cable heat pair-phosphor-bronze-36 --from 50K --to 4K --length 1m --current 1mA",
            "A pair with a current, and what that heats."),
        Example(
            "subkelvin cable heat ut-085-ss --from 82mK --to 6mK --length 14cm --laws linear",
            "To the mixing chamber, by straight conductivities."),
    ]

    @Argument("The cable.", completion: cableNames) var cable: String
    @Option("The warm end.") var from: Temperature
    @Option("The cold end.") var to: Temperature
    @Option("Its length.") var length: Length
    @Option("How many such cables.", placeholder: "N") var count: Int = 1
    @Option(
        "Other laws below the default fits, by name: linear, subkelvin; for those materials that have them.",
        placeholder: "NAME")
    var laws: String?
    @Option("A direct current through each wire, or through the inner conductor: its heat is stated besides.")
    var current: Current?
    @OptionGroup var options: CableOptions
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        if from.si <= to.si { throw ArgumentError("--from is the warm end, --to the cold one") }
        if to.si <= 0 { throw ArgumentError("--to must be above 0 K") }
        if length.si <= 0 { throw ArgumentError("--length must be above zero") }
        if let current, current.si <= 0 { throw ArgumentError("--current must be above zero") }
        if !(1...1_000_000).contains(count) { throw ArgumentError("--count lies between 1 and 1000000") }
    }

    func run(on console: Console) async throws {
        let cable = try options.catalogue().cable(named: cable)
        let materials = try options.materials(laws: laws)
        try materials.requireLaws(for: cable)
        let conducted = try cable.conductedHeat(from: from.si, to: to.si, length: length.si, materials: materials)
        let ohmic = try current.map { try ohmicHeat(of: cable, current: $0.si, materials) }
        if json {
            return try console.print(
                json: HeatRecord(cable: cable, conducted: conducted, ohmic: ohmic, command: self))
        }
        let total = Double(count) * conducted.heat
        let many = count > 1 ? "\(count) × " : ""
        try console.print(
            "\(Power(si: total).formatted(significantDigits: 4))  \(percent(conducted.relativeUncertainty))  "
                + "\(many)\(cable.name), \(length.formatted(significantDigits: 4)), \(from) to \(to)")
        var table = ResultTable([
            .words("PART", "role"), .words("MATERIAL", "material"), .number("AREA / mm²", "area_m2", scale: 1e6),
            .number("HEAT / W", "heat_W"), .number("SHARE / %", "share", scale: 100, digits: 3),
            .words("UNCERTAINTY", "relative_uncertainty"),
        ])
        for share in conducted.shares {
            table.append(
                .text(share.role.rawValue), .text(share.material + (share.isOutsideData ? "*" : "")),
                .number(Double(count) * share.area), .number(Double(count) * share.heat),
                .number(share.heat / conducted.heat), .text(percent(share.relativeUncertainty)))
        }
        try console.write(table.rendered())
        if conducted.shares.contains(where: \.isOutsideData) {
            try console.print("* partly outside the data of its conductivity")
        }
        if let current, let ohmic {
            let (warm, cold) = (Power(si: ohmic.toWarm), Power(si: ohmic.toCold))
            try console.print(
                "besides, by \(current) through each of \(ohmic.count): \(cold.formatted(significantDigits: 4)) to the cold "
                    + "end, \(warm.formatted(significantDigits: 4)) to the warm one")
        }
    }

    /// What a current heats in all conductors.
    struct AllConductors {
        var one: OhmicHeat
        var count: Int

        var toWarm: Double { one.toFirst * Double(count) }
        var toCold: Double { one.toSecond * Double(count) }
    }

    private func ohmicHeat(of cable: Cable, current: Double, _ materials: LineMaterials) throws -> AllConductors {
        let role: Cable.Role = cable.roles.contains(.wire) ? .wire : .inner
        let profile = try CableRun(cable, from: from.si, to: to.si, length: length.si, materials: materials)
        let conductors = cable.parts.filter { $0.role == role }.reduce(0) { $0 + $1.count }
        return AllConductors(
            one: try profile.ohmicHeat(current: current, in: role, materials: materials), count: count * conductors)
    }
}

/// The heat of a cable as JSON.
private struct HeatRecord: Encodable {
    var cable: Cable
    var conducted: ConductedHeat
    var ohmic: CableHeat.AllConductors?
    var command: CableHeat

    private enum Key: String, CodingKey {
        case cable, count, laws, parts, role, material
        case from = "from_K"
        case to = "to_K"
        case length = "length_m"
        case heat = "heat_W"
        case current = "current_A"
        case toCold = "ohmic_heat_to_cold_end_W"
        case toWarm = "ohmic_heat_to_warm_end_W"
        case area = "area_m2"
        case uncertainty = "relative_uncertainty"
        case isOutsideData = "outside_data"
    }

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        let count = Double(command.count)
        try object.encode(cable.name, forKey: .cable)
        try object.encode(command.from.si, forKey: .from)
        try object.encode(command.to.si, forKey: .to)
        try object.encode(command.length.si, forKey: .length)
        try object.encode(command.count, forKey: .count)
        try object.encode(command.laws, forKey: .laws)
        try object.encode(count * conducted.heat, forKey: .heat)
        try object.encode(conducted.relativeUncertainty, forKey: .uncertainty)
        try object.encodeIfPresent(command.current?.si, forKey: .current)
        try object.encodeIfPresent(ohmic?.toCold, forKey: .toCold)
        try object.encodeIfPresent(ohmic?.toWarm, forKey: .toWarm)
        var list = object.nestedUnkeyedContainer(forKey: .parts)
        for share in conducted.shares {
            var part = list.nestedContainer(keyedBy: Key.self)
            try part.encode(share.role.rawValue, forKey: .role)
            try part.encode(share.material, forKey: .material)
            try part.encode(count * share.area, forKey: .area)
            try part.encode(count * share.heat, forKey: .heat)
            try part.encode(share.relativeUncertainty, forKey: .uncertainty)
            try part.encode(share.isOutsideData, forKey: .isOutsideData)
        }
    }
}
