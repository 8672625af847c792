import CommandLineKit
import Text
import Twin

/// The command `subkelvin twin compare`.
struct TwinCompare: Command {
    static let name = "compare"
    static let abstract = "Sets cooldown times beside those measured on the ETH links."
    static let discussion = """
        Masses and heat switches of a node are calibrated on the single cryostat alone; everything else follows. Times are those \
        until the base plates of all nodes are below 20 mK.
        """
    static let examples = [Example("subkelvin twin compare", "The table of the documentation.")]

    @Flag("Print JSON.") var json: Bool

    /// What was measured, and how near the twin is to come.
    ///
    /// Source: arXiv:2604.15971, section IV; without heat switches ‘a factor of 2’, appendix B.
    static let measured: [(preset: CooldownOptions.Preset, name: String, days: Double, isBare: Bool)] = [
        (.node, "single cryostat", 1.5, false), (.five, "5 m", 2, false), (.ten, "10 m", 3.5, false),
        (.thirty, "30 m", 6.5, false), (.thirty, "30 m, no heat switches at the unit", 13, true),
    ]

    func run(on console: Console) async throws {
        var table = ResultTable([
            .words("COOLDOWN", "cooldown"), .number("MEASURED / d", "measured_days", digits: 3),
            .number("TWIN / d", "days", digits: 4), .number("DIFFERENCE / %", "difference", scale: 100, digits: 2),
            .number("TO 4K / d", "days_to_4K", digits: 4),
        ])
        var found: [Double] = []
        for (preset, name, days, isBare) in Self.measured {
            var parameters = PlantParameters.eth
            if isBare { parameters.unitSwitch = 0 }
            let plant = try Plant(CooldownOptions.model(preset, parameters))
            try plant.run(.named("cooldown"))
            while plant.time(of: Plant.isCold) == nil, plant.task != nil, plant.time < 60 * 86400 {
                try plant.advance(to: plant.time + 3600)
            }
            let result = CooldownResult(plant)
            let ours = result.daysToBase
            found.append(ours ?? .nan)
            table.append(
                .text(name), .number(days), .number(ours), .number(ours.map { $0 / days - 1 }),
                .number(result.daysTo4K))
        }
        let ratio = formatNumber(found[4] / found[3], significantDigits: 3)
        try table.print(
            on: console, json: json,
            remarks: ["without heat switches at its unit 30 m takes \(ratio) times as long; measured about twice"])
    }
}
