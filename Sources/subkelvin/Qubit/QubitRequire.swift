import CommandLineKit
import Plotting
import Quantities
import Qubits
import Text

/// The command `subkelvin qubit require`.
struct QubitRequire: Command {
    static let name = "require"
    static let abstract =
        "Tells which loss tangent a fidelity asks for at a temperature, or which temperature at a loss tangent."
    static let discussion = """
        By a law of the inversion paper, with its gate of 20 ns. What no loss tangent or temperature reaches ends with exit code 1.
        """
    static let examples = [
        Example("subkelvin qubit require --fidelity 99.9% --temperature 4K", "The loss tangent."),
        Example("subkelvin qubit require --fidelity 99.9% --loss-tangent 1e-7 --law paper", "The temperature."),
    ]

    @Option("The fidelity asked for, as 99.9%.") var fidelity: Ratio
    @Option("At this temperature.") var temperature: Temperature?
    @Option("With this loss tangent.", name: "loss-tangent") var loss: Ratio?
    @Option("Which law: listing, or paper (reconstructed).") var law: InversionSource = .listing
    @Option(
        "Draw the loss tangent against the temperature into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        try checkPicture(plot)
        if (temperature == nil) == (loss == nil) {
            throw ArgumentError("give either --temperature or --loss-tangent")
        }
    }

    func run(on console: Console) async throws {
        let names: [String: String] = .options(
            "fidelity", "temperature", "law", others: ["lossTangent": "--loss-tangent"])
        let chosen = try naming(names) { try law.law() }
        let (kelvin, tangent): (Double, Double)
        if let temperature {
            kelvin = temperature.si
            tangent = try naming(names) { try chosen.lossTangent(fidelity: fidelity.si, temperature: kelvin) }
        } else {
            let given = loss?.si ?? .nan
            tangent = given
            kelvin = try naming(names) { try chosen.temperature(fidelity: fidelity.si, lossTangent: given) }
        }
        if let plot {
            let x = QubitPlot.spaced(1e-3...300, count: 300)
            let figure = Plot(
                title: "Loss tangent that \(fidelity) asks for",
                x: Axis("Temperature", unit: "K", scale: .log), y: Axis("Loss tangent", scale: .log),
                series: [
                    QubitPlot.curve("listing", over: x) {
                        try InversionLaw.listing.lossTangent(fidelity: fidelity.si, temperature: $0)
                    },
                    QubitPlot.curve("paper (reconstructed)", over: x, line: .dashed) {
                        try InversionLaw.paper.lossTangent(fidelity: fidelity.si, temperature: $0)
                    },
                ].filter { !$0.x.isEmpty })
            try draw(figure, to: plot, on: console)
        }
        let facts = ResultFacts([
            .init("fidelity", "fidelity_percent", fidelity.si * 100, "%"),
            .init("temperature", "temperature_K", kelvin, "K"),
            .init("loss tangent", "loss_tangent", tangent, ""),
            .init(
                "T2*", "T2star_us", try chosen.coherenceTime(temperature: kelvin, lossTangent: tangent) * 1e6, "µs"),
        ])
        if json { return try console.print(json: facts) }
        try console.print(law.title)
        try console.write(facts.rendered())
        try console.print(
            temperature == nil
                ? "reached at and below this temperature" : "reached at and below this loss tangent")
    }
}
