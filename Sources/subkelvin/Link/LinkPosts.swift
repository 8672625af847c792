import CommandLineKit
import Cryogenics
import Materials
import Quantities

/// The command `subkelvin link posts`.
struct LinkPosts: Command {
    static let name = "posts"
    static let abstract = "Ranks materials for posts by strength over conductivity, with the heat of a post."
    static let discussion = """
        SIGMA/K is the yield strength over the conductivity at 1 K by the fit named; PRINTED is the figure of \
        arXiv:2604.15971, table 2. HEAT is A/l times the integral of the same k between the two temperatures, or, where that \
        fit ends, of the material's usual curve (HEAT BY names what holds at the warm end); ZERO is by how much it grows when the \
        lower limit is put to 0, as the paper's model does.
        """
    static let examples = [
        Example("subkelvin link posts", "Between the still at 1 K and the base at 10 mK."),
        Example("subkelvin link posts --from 4K --to 1K --area 30mm2 --length 25mm", "A larger post, one stage up."),
    ]

    @Option("The warm end.") var from: Temperature = Temperature(si: 1)
    @Option("The cold end.") var to: Temperature = Temperature(si: 0.01)
    @Option("Mean cross-section of a post.") var area: Area = Area(si: 20e-6)
    @Option("Length of a post.") var length: Length = Length(si: 0.025)
    @OptionGroup var files: CatalogueOptions
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        if from.si <= to.si { throw ArgumentError("--from is the warm end, --to the cold one") }
        if area.si <= 0 || length.si <= 0 { throw ArgumentError("--area and --length must be above zero") }
    }

    func run(on console: Console) async throws {
        let catalogue = try files.catalogue()
        var table = ResultTable([
            .words("MATERIAL", "material"), .number("SIGMA / MPa", "yield_strength_Pa", scale: 1e-6, digits: 3),
            .number("K(1 K) / mW/(m K)", "conductivity_1K_W_per_mK", scale: 1e3, digits: 3), .words("FIT", "fit"),
            .number("SIGMA/K / GN K/(W m)", "ratio_NK_per_Wm", scale: 1e-9, digits: 3),
            .number("PRINTED", "printed_ratio_NK_per_Wm", scale: 1e-9, digits: 3),
            .number("HEAT / W", "heat_W", digits: 4), .words("HEAT BY", "heat_fit"),
            .number("ZERO / %", "error_of_zero", scale: 100, digits: 3),
        ])
        for material in try PostMaterial.ranked(in: catalogue) {
            let heat = try heat(of: catalogue.material(named: material.name))
            table.append(
                .text(material.name), .number(material.yieldStrength), .number(material.conductivity),
                .text(material.fit), .number(material.ratio), .number(material.printedRatio), .number(heat?.power),
                .text(heat?.fit ?? "–"), .number(heat?.errorOfZero))
        }
        try table.print(
            on: console, json: json,
            remarks: ["– the conductivity is not known over the whole span, or no ratio is printed"])
    }

    /// What a post lets through.
    private struct Heat {
        var power: Double
        var fit: String
        var errorOfZero: Double
    }

    /// The heat of a post, by the curve that ranks its material or else by the usual one; nil where neither spans it.
    private func heat(of material: Material) throws -> Heat? {
        for curve in [try PostMaterial.curve(of: material), try material.curve(.thermalConductivity)] {
            do {
                let post = try SupportPost(area: area.si, length: length.si, conductivity: curve)
                return Heat(
                    power: try post.heat(from: from.si, to: to.si), fit: try curve.piece(at: from.si).fit.name,
                    errorOfZero: try post.errorOfZero(from: from.si, to: to.si))
            } catch let error as MaterialError {
                switch error.reason {
                case .outOfRange, .onePoint: continue
                default: throw error
                }
            }
        }
        return nil
    }
}
