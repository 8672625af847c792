import CommandLineKit
import Cryogenics
import Plotting
import Quantities
import Text

/// The command `subkelvin link reach`.
struct LinkReachCommand: Command {
    static let name = "reach"
    static let abstract = "Finds how far a link reaches before a criterion fails."
    static let examples = [
        Example("subkelvin link reach --cooling-units 0 --heat-flux table-3", "Without cooling units."),
        Example("subkelvin link reach --cooling-unit-spacing 15m", "With one every 15 m."),
    ]

    @Argument("A link as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"])) var file:
        String?
    @OptionGroup var options: LinkOptions
    @Option("The greatest length tried.", name: "max-length") var longest: Length = Length(si: 200)
    @Option("The step of the length; else a module of 2.5 m, or the spacing of cooling units.") var resolution: Length?
    @Option(
        "Draw the criteria against the length into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"])) var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        if let plot, PictureFormat(path: plot) == nil { throw ArgumentError("--plot ends in .svg, .png or .pdf") }
        if let resolution, resolution.si < 0.01 { throw ArgumentError("--resolution is 1 cm or more") }
        if longest.si <= 0 || longest.si > 10_000 { throw ArgumentError("--max-length lies between 0 and 10 km") }
        if resolution != nil, options.spacing != nil {
            throw ArgumentError("--resolution and --cooling-unit-spacing exclude each other")
        }
        let step = resolution ?? options.spacing ?? Length(si: 2.5)
        if longest.si < step.si * (1 - 1e-9) {
            throw ArgumentError("--max-length is below one step of \(step.formatted(significantDigits: 4))")
        }
        if options.length != nil { throw ArgumentError("--length is what is sought; give --max-length") }
    }

    /// The reach as JSON.
    struct Record: Encodable {
        var reachM: Double
        var limitedBy: String?
        var resolutionM: Double

        enum CodingKeys: String, CodingKey {
            case reachM = "reach_m"
            case limitedBy = "limited_by"
            case resolutionM = "resolution_m"
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(reachM, forKey: .reachM)
            try container.encode(limitedBy, forKey: .limitedBy)
            try container.encode(resolutionM, forKey: .resolutionM)
        }
    }

    /// Which kind of link was searched, in words.
    private var subtitle: String {
        let units =
            options.spacing.map { "a cooling unit every \($0.formatted(significantDigits: 4))" }
            ?? options.coolingUnits.map { $0 == 0 ? "no cooling unit" : "\($0) cooling unit\($0 == 1 ? "" : "s")" }
        let kind = file ?? units ?? "modules of \((options.preset ?? .eth30).rawValue)"
        return "\(kind), heat flux \(options.flux), \(options.solver.rawValue)"
    }

    func run(on console: Console) async throws {
        let step = resolution?.si ?? options.spacing?.si ?? 2.5
        let reach = try LinkReach(step: step, longest: longest.si) { length in
            try options.model(file: file, length: length)
        }
        if let plot {
            try LinkReachFigure(reach: reach, subtitle: subtitle).plot().render(to: plot, canvas: Canvas(density: 2))
            try console.note("wrote \(plot)")
        }
        if json {
            // To the nanometre: whole steps of 0.1 m are no binary numbers, and 22.400000000000002 helps nobody.
            let length = (reach.length * 1e9).rounded() / 1e9
            return try console.print(
                json: Record(reachM: length, limitedBy: reach.limitedBy, resolutionM: step))
        }
        let meters = Length(si: reach.length).formatted(significantDigits: 5)
        let reason = reach.limitedBy.map { "beyond it: \($0)" } ?? "every criterion is met as far as --max-length"
        try console.print("reach \(meters), in steps of \(Length(si: step).formatted(significantDigits: 4)); \(reason)")
        var table = TextTable(columns: [.decimal("LENGTH"), .left("CRITERIA")])
        for trial in reach.trials {
            let words = trial.criteria?.map { "\($0.name) \(kelvin($0.value))\($0.isMet ? "" : "!")" }
            table.append([
                Length(si: trial.length).formatted(significantDigits: 5),
                words?.joined(separator: ", ") ?? "warmer than its materials are known, or without end",
            ])
        }
        try console.write(table.rendered())
    }
}
