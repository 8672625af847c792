import CommandLineKit
import Cryogenics
import Quantities

/// The command `subkelvin link slits`.
struct LinkSlits: Command {
    static let name = "slits"
    static let abstract = "Tells what slits in the shields let through: they count as black."
    static let discussion = """
        For each shield of one module pitch (2.5 m): the radiation of the warmer stage through the slits onto the next colder \
        one, and the emissivity that the shield then has.
        """
    static let examples = [
        Example(
            "subkelvin link slits --width 0.1mm --length 5m", "Both seams of a link module, a tenth of a millimetre.")
    ]

    @Option("How wide the slits are.") var width: Length = Length(si: 1e-4)
    @Option("How long all slits of a shield are together.") var length: Length = Length(si: 5)
    @Option("Emissivity of the shields without slits.", placeholder: "EPS") var emissivity: Double = 0.025
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        if width.si <= 0 || length.si <= 0 { throw ArgumentError("--width and --length must be above zero") }
        if !(0...1).contains(emissivity) { throw ArgumentError("--emissivity lies between 0 and 1") }
    }

    func run(on console: Console) async throws {
        let rows = try ShieldSlit(width: width.si, length: length.si).rows(
            .preset("eth-table-3"), emissivity: emissivity)
        var table = ResultTable([
            .words("SHIELD", "stage"), .number("OUTSIDE / K", "warm_K", digits: 3),
            .number("INSIDE / K", "cold_K", digits: 3), .words("ONTO", "reaches"),
            .number("HEAT / W", "heat_W", digits: 3), .number("AREA / m2", "shield_area_m2", digits: 3),
            .number("EMISSIVITY", "emissivity", digits: 3),
        ])
        for row in rows {
            table.append(
                .text(row.stage.rawValue), .number(row.warm), .number(row.cold),
                .text(row.reaches?.rawValue ?? "waveguide"), .number(row.heat), .number(row.shieldArea),
                .number(row.emissivity))
        }
        try table.print(on: console, json: json)
    }
}
