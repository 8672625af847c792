import CommandLineKit
import Cryogenics
import HeatTransfer
import Quantities

/// The command `subkelvin link copper`.
struct LinkCopper: Command {
    static let name = "copper"
    static let abstract = "Compares grades of copper, and copper annealed, as shields of a link."
    static let discussion = """
        For each: the conductivity at 4.2 K beside the printed one, the conductance of one metre of 4K shield, and the \
        warmest place of each stage of the link with all its shields of that copper. Braids and contacts stay as they are.
        """
    static let examples = [
        Example("subkelvin link copper --annealed 1000", "Grades, and copper annealed to a ratio of 1000."),
        Example("subkelvin link copper --length 20m --cooling-units 0", "In a link without cooling units."),
    ]

    @Argument("A link as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"])) var file:
        String?
    @OptionGroup var options: LinkOptions
    @Option("A residual resistance ratio reached by annealing. Else 500, 1000 and 2000.") var annealed: [Double]
    @Flag("Print JSON.") var json: Bool

    func run(on console: Console) async throws {
        let (link, parameters) = try options.link(file: file)
        let stages = parameters.stages.map(\.stage.rawValue)
        var table = ResultTable(
            [
                .words("COPPER", "name"), .number("RRR", "residual_resistance_ratio"),
                .number("K(4.2 K) / W/(m K)", "conductivity_W_per_mK"),
                .number("PRINTED", "printed_conductivity_W_per_mK"),
                .number("4K SHIELD, 1 m / W/K", "conductance_4K_times_length_Wm_per_K"),
            ] + stages.map { .number("\($0) MAX / K", "maximum_\($0)_K") })
        let grades = try ShieldCopper.grades(parameters, annealed: annealed.isEmpty ? [500, 1000, 2000] : annealed)
        for grade in grades {
            table.rows.append(
                [
                    .text(grade.name), .number(grade.residualResistanceRatio), .number(grade.conductivity),
                    .number(grade.printedConductivity), .number(grade.conductanceTimesLength),
                ] + (try maxima(link, grade.applied(to: parameters))).map { .number($0) })
        }
        try table.print(on: console, json: json, remarks: ["– no steady state"].filter { _ in hasGap(table) })
    }

    /// The warmest place of each stage in K; nil throughout where there is no steady state.
    private func maxima(_ link: LinkDescription, _ parameters: LinkParameters) throws -> [Double?] {
        do {
            let state = try LinkModel(link, parameters, flux: options.flux, coupling: options.solver).solve()
            return state.rows.indices.map { state.extremes($0).maximum }
        } catch let error as NetworkError where error.isOverheated { return parameters.stages.map { _ in nil } }
    }

    private func hasGap(_ table: ResultTable) -> Bool {
        table.rows.contains { row in
            if case .number(nil)? = row.last { true } else { false }
        }
    }
}
