import CommandLineKit
import Plotting
import Quantities
import Qubits
import Text

/// How many points a sweep has: temperatures × loss tangents, `1000x1000`.
struct SweepPoints: ArgumentValue {
    var temperatures: Int
    var losses: Int

    init(temperatures: Int, losses: Int) {
        self.temperatures = temperatures
        self.losses = losses
    }

    init(argument: String) throws {
        let parts = argument.split(whereSeparator: { $0 == "x" || $0 == "×" }).map { Int($0) }
        guard parts.count == 2, let first = parts[0], let second = parts[1] else {
            throw ArgumentError("write temperatures and loss tangents as 1000x1000")
        }
        guard (2...100_000).contains(first), (2...100_000).contains(second), first * second <= 10_000_000 else {
            throw ArgumentError("between 2 and 100000 either way, at most ten million in all")
        }
        self.init(temperatures: first, losses: second)
    }

    var argument: String { "\(temperatures)x\(losses)" }

    static let argumentPlaceholder: String? = "ROWSxCOLUMNS"
}

/// The command `subkelvin qubit sweep`.
struct QubitSweep: Command {
    static let name = "sweep"
    static let abstract =
        "Prints T2* and fidelity over temperatures and loss tangents as CSV, by a law of the inversion paper."
    static let discussion = """
        Points lie in equal ratios. Columns: temperature_K, loss_tangent, T2star_us, fidelity_percent. The law ‘printed’ is a \
        table of eight points and cannot be swept.
        """
    static let examples = [
        Example("subkelvin qubit sweep --points 5x5", "A few points."),
        Example(
            "subkelvin qubit sweep --temperature 10mK..10K --law paper --points 40x40 --plot sweep.svg",
            "A picture with the contour of 99.9 %."),
    ]

    @Option("The temperatures; else 1mK..300K.", placeholder: "FROM..TO")
    var temperature: QuantityRange<Dimensions.Temperature>?
    @Option("The loss tangents; else 1e-9..1e-2.", name: "loss-tangent", placeholder: "FROM..TO")
    var losses: QuantityRange<Dimensions.Ratio>?
    @Option("How many temperatures and loss tangents; else 20x20, in a picture 160x160.") var points: SweepPoints?
    @Option("Which law: listing, or paper (reconstructed).") var law: InversionSource = .listing
    @Option(
        "Draw a map of up to 160000 points with the contour of 99.9 % into this file, instead of CSV.",
        placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        try checkPicture(plot)
        if let temperature, temperature.lowerBound == temperature.upperBound || temperature.lowerBound.si <= 0 {
            throw ArgumentError("--temperature rises from above 0 K")
        }
        if let losses, losses.lowerBound == losses.upperBound || losses.lowerBound.si <= 0 || losses.upperBound.si >= 1
        {
            throw ArgumentError("--loss-tangent rises, between 0 and 1")
        }
        if plot != nil, json { throw ArgumentError("--plot draws instead of printing: give --plot or --json") }
        if plot != nil, let points, points.temperatures * points.losses > Self.largestPicture {
            throw ArgumentError("--plot shows \(Self.largestPicture) points at most, as 400x400: give fewer --points")
        }
    }

    /// How many points a picture takes: more could not be told apart in it.
    private static let largestPicture = 160_000

    private var temperatureRange: ClosedRange<Double> {
        temperature.map { $0.lowerBound.si...$0.upperBound.si } ?? 1e-3...300
    }
    private var lossRange: ClosedRange<Double> { losses.map { $0.lowerBound.si...$0.upperBound.si } ?? 1e-9...1e-2 }

    /// The sweep as JSON: a list a temperature.
    struct Record: Encodable {
        var law: String
        var temperatures: [Double]
        var losses: [Double]
        var coherence: [[Double]]
        var fidelity: [[Double]]

        enum CodingKeys: String, CodingKey {
            case law
            case temperatures = "temperature_K"
            case losses = "loss_tangent"
            case coherence = "T2star_us"
            case fidelity = "fidelity_percent"
        }
    }

    func run(on console: Console) async throws {
        let sweep = try naming(.options("law")) { try CoherenceSweep(law.law()) }
        if let plot { return try draw(map(sweep), to: plot, on: console) }
        let points = points ?? SweepPoints(temperatures: 20, losses: 20)
        let temperatures = QubitPlot.spaced(temperatureRange, count: points.temperatures)
        let losses = QubitPlot.spaced(lossRange, count: points.losses)
        let result = try sweep.grid(temperatures: temperatures, lossTangents: losses)
        if json {
            func rows(_ values: [Double], _ factor: Double) -> [[Double]] {
                temperatures.indices.map { row in
                    values[(row * losses.count)..<((row + 1) * losses.count)].map { $0 * factor }
                }
            }
            return try console.print(
                json: Record(
                    law: law.rawValue, temperatures: temperatures, losses: losses,
                    coherence: rows(result.coherenceTimes, 1e6), fidelity: rows(result.fidelities, 100)))
        }
        try console.print("temperature_K,loss_tangent,T2star_us,fidelity_percent")
        let lossTexts = losses.map { "\($0)" }
        for (row, temperature) in temperatures.enumerated() {
            var text = ""
            for (column, loss) in lossTexts.enumerated() {
                let place = row * losses.count + column
                text +=
                    "\(temperature),\(loss),\(result.coherenceTimes[place] * 1e6),\(result.fidelities[place] * 100)\n"
            }
            try console.write(text)
        }
    }

    /// The fidelity as a map.
    private func map(_ sweep: CoherenceSweep) throws -> HeatMap {
        let points = points ?? SweepPoints(temperatures: 160, losses: 160)
        let temperatures = QubitPlot.spaced(temperatureRange, count: points.temperatures)
        let losses = QubitPlot.spaced(lossRange, count: points.losses)
        let result = try sweep.grid(temperatures: temperatures, lossTangents: losses)
        let contours = [99.9].filter { level in
            result.fidelities.contains { $0 * 100 > level } && result.fidelities.contains { $0 * 100 < level }
        }
        return HeatMap(
            title: "Fidelity by the law ‘\(law.rawValue)’ of the inversion paper", subtitle: law.title,
            xAxis: Axis("Temperature", unit: "K", scale: .log), yAxis: Axis("Loss tangent", scale: .log),
            zAxis: Axis("exp(−t/T2*)", unit: "%", range: 99...100), x: temperatures, y: losses,
            values: losses.indices.map { column in
                temperatures.indices.map { row in
                    // gnuplot takes no numbers as small as these; the colour is that of 99 % anyway.
                    let percent = result.fidelities[row * losses.count + column] * 100
                    return percent < 1e-100 ? 0 : percent
                }
            }, contours: contours,
            footnote: "A gate of 20 ns. Drawn on \(points.temperatures) × \(points.losses) points; colours end at 99 %."
        )
    }
}
