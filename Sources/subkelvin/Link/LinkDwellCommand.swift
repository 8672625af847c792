import CommandLineKit
import Cryogenics
import Quantities

/// The command `subkelvin link dwell`.
struct LinkDwellCommand: Command {
    static let name = "dwell"
    static let abstract = "Tells how many days pass until each limit fails while the insulation ages."
    static let discussion = """
        Gas that freezes on the insulation lets more heat onto the 50K shield. The flux is raised until a limit is passed; the \
        rise of the 50K maximum up to there, divided by its drift, gives the days. The drift of 0.2 K a day and a hold time of \
        six months are those of arXiv:2604.15971.
        """
    static let examples = [
        Example("subkelvin link dwell", "The 30 m link."),
        Example("subkelvin link dwell --drift 0.1", "With half the drift."),
    ]

    @Argument("A link as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"])) var file:
        String?
    @OptionGroup var options: LinkOptions
    @Option("Drift of the 50K maximum in K a day.", placeholder: "K/DAY") var drift: Double = LinkDwell.printed.drift
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        if !(drift.isFinite && drift > 0) { throw ArgumentError("--drift must be above zero") }
        if options.bare { throw ArgumentError("--no-mli leaves no insulation that could age; leave it out") }
    }

    func run(on console: Console) async throws {
        let dwell = try LinkDwell(options.model(file: file), drift: drift)
        var table = ResultTable([
            .words("LIMIT", "name"), .number("LIMIT / K", "limit_K"), .number("DAYS", "days", digits: 3),
            .number("FLUX / W/m2", "flux_W_per_m2", digits: 3), .number("50K MAX / K", "maximum_50K_K"),
        ])
        for end in dwell.ends {
            table.append(
                .text(end.limit.name), .number(end.limit.limit), .number(end.days), .number(end.flux),
                .number(end.outermostMaximum))
        }
        try table.print(
            on: console, json: json,
            remarks: [
                "at first the 50K maximum is \(kelvin(dwell.outermostMaximum)); printed: six months, "
                    + "\(Int(LinkDwell.printed.days.rounded())) days, without saying which limit ends them"
            ])
    }
}
