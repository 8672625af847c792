import CommandLineKit
import Cryogenics
import Text

/// The command `subkelvin link check`.
struct LinkCheck: Command {
    static let name = "check"
    static let abstract = "Checks a link against its criteria, with margins; ends with 1 where one fails."
    static let examples = [Example("subkelvin link check --preset eth-10m", "The 10 m link.")]

    @Argument("A link as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"])) var file:
        String?
    @OptionGroup var options: LinkOptions
    @Flag("Print JSON.") var json: Bool

    func run(on console: Console) async throws {
        let state = try options.model(file: file).solve()
        if json {
            try console.print(json: state.criteria.map(CriterionRecord.init))
        } else {
            var table = TextTable(columns: [
                .left("CRITERION"), .decimal("VALUE"), .decimal("LIMIT"), .decimal("MARGIN / %"), .left("VERDICT"),
            ])
            for criterion in state.criteria {
                table.append([
                    criterion.name, kelvin(criterion.value), kelvin(criterion.limit),
                    formatNumber(100 * criterion.margin, significantDigits: 3),
                    criterion.isMet ? "met" : criterion.limitsReach ? "NOT met" : "not met (does not limit the reach)",
                ])
            }
            try console.write(table.rendered())
        }
        guard state.isWithinLimits else { throw CheckFailed() }
    }
}
