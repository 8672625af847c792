import CommandLineKit
import Configuration
import Plotting
import Quantities
import Qubits
import Text

/// How the heat of error correction grows with temperature.
enum HeatGrowth: String, CaseIterable, ArgumentValue {
    /// As the listing's error.
    case listing
    /// As the reconstructed law's error.
    case paper
    /// As the relaxation by a superconductor's quasiparticles.
    case quasiparticles
    /// As a curve from a file.
    case curve
}

/// The command `subkelvin qubit stability`.
struct QubitStability: Command {
    static let name = "stability"
    static let abstract = "Tells where a stage comes to rest under a load that grows as it warms, and when it cannot."
    static let discussion = """
        Cooling A(T² − T_b²), or a curve (CSV: temperature_K, power_W), against P₀ + P₁·ε(T)/ε(T_b). Every fixed point from T_b \
        to 0.867 K is found, where the mixture's phases no longer part; a stage without a stable one fails, exit code 1. \
        Beside it stands the inversion paper's rule: a load at or above the capacity is RUNAWAY.
        """
    static let examples = [
        Example(
            "subkelvin qubit stability --coefficient 0.04 --base 10mK --load 100uW --capacity 50uW",
            "The paper's RUNAWAY comes to rest at 51 mK."),
        Example(
            "subkelvin qubit stability --coefficient 0.04 --base 10mK --load 10uW --correction 400uW --growth quasiparticles",
            "Two fixed points below a saddle-node."),
    ]

    @Option("A of the cooling power A(T² − T_b²), in W/K²; else 0.04.", placeholder: "W/K²") var coefficient: Double?
    @Option("T_b: where the cooling power ends; else 10mK.") var base: Temperature?
    @Option(
        "A cooling curve instead of both: CSV with temperature_K, power_W.", name: "cooling-curve", placeholder: "FILE")
    var coolingCurve: String?
    @Option("P₀, the heat that does not depend on temperature.") var load: Power
    @Option("P₁, the heat of error correction at T_b.") var correction: Power = Power(si: 0)
    @Option("How P₁ grows: with the error by a law, with quasiparticles, or with a curve.") var growth: HeatGrowth =
        .listing
    @Option("The errors: CSV with temperature_K, error.", name: "error-curve", placeholder: "FILE") var errorCurve:
        String?
    @Option("With --growth listing or paper: the loss tangent; else 3e-7.", name: "loss-tangent") var loss: Ratio?
    @Option(
        "With --growth quasiparticles: the share that is not of heat; else 1e-7.", name: "non-equilibrium",
        placeholder: "X")
    var nonEquilibrium: Double?
    @Option("With --growth quasiparticles: the gap; else 180µeV.") var gap: Energy?
    @Option("With --growth quasiparticles: the qubit's frequency; else 5GHz.") var frequency: Frequency?
    @Option("The capacity of the paper's rule.") var capacity: Power = Power(si: 50e-6)
    @Option(
        "Draw cooling and load against temperature into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        try checkPicture(plot)
        if (growth == .curve) != (errorCurve != nil) {
            throw ArgumentError("--growth curve and --error-curve go together")
        }
        if coolingCurve != nil, coefficient != nil || base != nil {
            throw ArgumentError("--cooling-curve takes the place of --coefficient and --base: give one or the other")
        }
        let isLaw = growth == .listing || growth == .paper
        if loss != nil, !isLaw { throw ArgumentError("--loss-tangent goes with --growth listing or paper") }
        for (name, isGiven) in [
            ("--non-equilibrium", nonEquilibrium != nil), ("--gap", gap != nil), ("--frequency", frequency != nil),
        ] where isGiven && growth != .quasiparticles {
            throw ArgumentError("\(name) goes with --growth quasiparticles")
        }
    }

    /// The options behind the arguments of a balance; a temperature is refused by what grows with it.
    private var names: [String: String] {
        var names: [String: String] = .options(
            "correction", "coefficient", "base", "gap", "frequency", "growth", "capacity",
            others: [
                "fixed": "--load", "lossTangent": "--loss-tangent", "nonEquilibrium": "--non-equilibrium",
                "cooling": "--cooling-curve",
            ])
        switch growth {
        case .listing, .paper: break
        case .quasiparticles: names["temperature"] = "--gap"
        case .curve: (names["temperature"], names["growth"]) = ("--error-curve", "--error-curve")
        }
        return names
    }

    private func curve(_ path: String, _ column: String) throws -> TabulatedCurve {
        let table = try DelimitedTable(file: path)
        let (x, y) = (try table.column("temperature_K"), try table.column(column))
        let (temperatures, values) = (try table.rows.map { try $0.number(x) }, try table.rows.map { try $0.number(y) })
        do throws(QubitError) {
            return try TabulatedCurve(temperatures: temperatures, values: values, name: column)
        } catch { throw QubitFileError(file: path, error: error) }
    }

    private func balance() throws -> HeatBalance {
        let cooling: HeatBalance.Cooling =
            if let coolingCurve { .curve(try curve(coolingCurve, "power_W")) } else {
                .dilution(coefficient: coefficient ?? 0.04, base: base?.si ?? 0.01)
            }
        let growth: HeatBalance.Growth =
            switch growth {
            case .listing: .law(.listing, lossTangent: loss?.si ?? 3e-7)
            case .paper: .law(.paper, lossTangent: loss?.si ?? 3e-7)
            case .quasiparticles:
                .quasiparticles(
                    try Quasiparticles(
                        gap: (gap ?? Energy(180, .microelectronvolt)).si, nonEquilibrium: nonEquilibrium ?? 1e-7),
                    frequency: frequency?.si ?? 5e9)
            case .curve: if let errorCurve { .curve(try curve(errorCurve, "error")) } else { .none }
            }
        return try HeatBalance(cooling: cooling, fixed: load.si, correction: correction.si, growth: growth)
    }

    struct Record: Encodable {
        struct Point: Encodable {
            var temperature: Double
            var power: Double
            var stable: Bool
            enum CodingKeys: String, CodingKey {
                case stable
                case temperature = "temperature_K"
                case power = "power_W"
            }
        }
        var rule: String
        var points: [Point]
        var resting: Double?
        var limit: Double
        var limitTemperature: Double
        var isSaddleNode: Bool

        enum CodingKeys: String, CodingKey {
            case rule = "paper_rule"
            case points = "fixed_points"
            case resting = "resting_temperature_K"
            case limit = "largest_correction_W"
            case limitTemperature = "limit_temperature_K"
            case isSaddleNode = "limit_is_saddle_node"
        }

        func encode(to encoder: any Encoder) throws {
            var object = encoder.container(keyedBy: CodingKeys.self)
            try object.encode(rule, forKey: .rule)
            try object.encode(points, forKey: .points)
            try object.encode(resting, forKey: .resting)
            try object.encode(limit, forKey: .limit)
            try object.encode(limitTemperature, forKey: .limitTemperature)
            try object.encode(isSaddleNode, forKey: .isSaddleNode)
        }
    }

    func run(on console: Console) async throws {
        let balance = try naming(names) { try self.balance() }
        let (points, limit, total) = try naming(names) {
            (try balance.fixedPoints(), try balance.limit(), try balance.load(at: balance.base))
        }
        let resting = points.first(where: \.isStable)?.temperature
        let rule = InversionScenario.Stability.byCapacity(load: total, capacity: capacity.si)
        if let plot { try draw(figure(balance, points), to: plot, on: console) }
        if json {
            try console.print(
                json: Record(
                    rule: rule.rawValue,
                    points: points.map { .init(temperature: $0.temperature, power: $0.power, stable: $0.isStable) },
                    resting: resting, limit: limit.correction, limitTemperature: limit.temperature,
                    isSaddleNode: limit.isSaddleNode))
        } else {
            func watts(_ power: Double) -> String { Power(si: power).formatted(significantDigits: 4) }
            try console.print(
                "by the paper's rule: \(watts(total)) on \(watts(capacity.si)) is \(rule.rawValue)")
            for point in points {
                try console.print(
                    "fixed point at \(kelvin(point.temperature)), \(watts(point.power)): "
                        + (point.isStable ? "stable" : "unstable"))
            }
            if let resting { try console.print("the stage rests at \(kelvin(resting))") }
            let kind = limit.isSaddleNode ? "saddle-node" : "end of the range"
            try console.print(
                limit.correction > 0
                    ? "error correction may take \(watts(limit.correction)) at the base; its last fixed point is at "
                        + "\(kelvin(limit.temperature)) (\(kind))"
                    : "the fixed heat alone is more than the stage carries anywhere")
        }
        guard resting != nil else {
            throw CheckFailed("no stable temperature below \(kelvin(balance.end)): the stage fails")
        }
    }

    private func figure(_ balance: HeatBalance, _ points: [HeatBalance.FixedPoint]) -> Plot {
        let x = QubitPlot.spaced(balance.base...balance.end, count: 300)
        var series = [
            QubitPlot.curve("cooling", over: x) {
                let power = try balance.cooling(at: $0)
                return power > 1e-9 ? power : 0
            },
            QubitPlot.curve("load", over: x, line: .dashed) { try balance.load(at: $0) },
        ].filter { !$0.x.isEmpty }
        for (name, isStable) in [("stable", true), ("unstable", false)] {
            let some = points.filter { $0.isStable == isStable && $0.power > 0 }
            if !some.isEmpty {
                series.append(
                    Series("\(name) fixed point", x: some.map(\.temperature), y: some.map(\.power), style: .points))
            }
        }
        return Plot(
            title: "Cooling and load of a stage", x: Axis("Temperature", unit: "K", scale: .log),
            y: Axis("Power", unit: "W", scale: .log), series: series,
            referenceLines: [.vertical(HeatBalance.highest, label: "phases no longer part")], legend: .below)
    }
}
