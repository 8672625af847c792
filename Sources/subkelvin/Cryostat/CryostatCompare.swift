import CommandLineKit
import Cryogenics
import Quantities

/// The command `subkelvin cryostat compare`.
struct CryostatCompare: Command {
    static let name = "compare"
    static let abstract = "Sets two cryostats side by side."
    static let examples = [
        Example("subkelvin cryostat compare krinner-50 mine.yaml", "A preset against a file.")
    ]

    @Argument("A file, or the name of a preset.", completion: .file(extensions: ["yaml", "yml", "json"])) var first:
        String
    @Argument("Another one.", completion: .file(extensions: ["yaml", "yml", "json"])) var second: String
    @Option("At which frequency noise photons are counted.") var frequency: Frequency = Frequency(si: 6e9)
    @Flag("Print JSON.") var json: Bool

    func run(on console: Console) async throws {
        let states = try [first, second].map { name in
            let description =
                CryostatDescription.presets.contains(name)
                ? try CryostatDescription.preset(name) : try CryostatDescription.read(name)
            return try CryostatModel(description).solve(frequency: frequency.si)
        }
        let (one, other) = (states[0], states[1])
        var table = ResultTable([
            .words("STAGE", "stage"), .number("A / K", "a_temperature_K"), .number("B / K", "b_temperature_K"),
            .number("A LOAD / W", "a_load_W"), .number("B LOAD / W", "b_load_W"),
            .number("A MARGIN / %", "a_margin", scale: 100, digits: 3),
            .number("B MARGIN / %", "b_margin", scale: 100, digits: 3),
        ])
        for stage in Stage.allCases {
            let (a, b) = (one[stage], other[stage])
            guard a != nil || b != nil else { continue }
            table.append(
                .text(stage.rawValue), .number(a?.temperature), .number(b?.temperature), .number(a?.load),
                .number(b?.load), .number(a?.margin), .number(b?.margin))
        }
        try table.print(
            on: console, json: json,
            remarks: ["A: \(one.model.description.title)", "B: \(other.model.description.title)"]
                + zip(["A", "B"], states).compactMap { name, state in
                    state.limiting.map { "\(name) is limited by the \($0.stage.rawValue) stage" }
                })
    }
}
