import CommandLineKit
import Cryogenics

/// The command `subkelvin cable list`.
struct CableList: Command {
    static let name = "list"
    static let abstract = "Lists the cables, with what a metre conducts and loses at 4 K, beside what makers state."
    static let discussion = """
        KA is the heat through a metre for a kelvin between its ends, by the materials' conductivities; STATED the same by the \
        data sheet, RATIO the one over the other. LOSS is at 5 GHz: as stated, else by skin effect.
        """
    static let examples = [Example("subkelvin cable list", "The catalogue.")]

    @OptionGroup var options: CableOptions
    @Flag("Print JSON.") var json: Bool

    func run(on console: Console) async throws {
        let materials = try options.materials()
        var table = ResultTable([
            .words("NAME", "name"), .words("TYPE", "type"),
            .number("WIDTH / mm", "outer_diameter_m", scale: 1e3, digits: 3),
            .number("KA(4 K) / nW m/K", "conductance_4K_Wm_per_K", scale: 1e9, digits: 3),
            .number("STATED", "stated_conductance_4K_Wm_per_K", scale: 1e9, digits: 3),
            .number("RATIO", "ratio", digits: 3),
            .number("LOSS(300 K) / dB/m", "loss_300K_dB_per_m", digits: 3),
            .number("LOSS(4 K) / dB/m", "loss_4K_dB_per_m", digits: 3),
        ])
        for cable in try options.catalogue().all {
            let conductance = try cable.conductance(at: 4, materials: materials)
            let stated = cable.statedConductance?.value
            let attenuation = cable.kind == .coax ? try CableAttenuation(cable, materials: materials) : nil
            func loss(_ temperature: Double) throws -> Double? {
                try attenuation?.decibelsPerMetre(frequency: 5e9, temperature: temperature)
            }
            table.append(
                .text(cable.name), .text(cable.kind.rawValue), .number(cable.outerDiameter), .number(conductance),
                .number(stated), .number(stated.map { conductance / $0 }), .number(try loss(300)),
                .number(try loss(4)))
        }
        try table.print(on: console, json: json)
    }
}
