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
    /// As the relaxation by aluminium's quasiparticles at 5 GHz.
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

    @Option("A of the cooling power A(T² − T_b²), in W/K².", placeholder: "W/K²") var coefficient: Double = 0.04
    @Option("T_b: where the cooling power ends.") var base: Temperature = Temperature(si: 0.01)
    @Option("A cooling curve instead: CSV with temperature_K, power_W.", name: "cooling-curve", placeholder: "FILE")
    var coolingCurve: String?
    @Option("P₀, the heat that does not depend on temperature.") var load: Power
    @Option("P₁, the heat of error correction at T_b.") var correction: Power = Power(si: 0)
    @Option("How P₁ grows: with the error by a law, with quasiparticles, or with a curve.") var growth: HeatGrowth =
        .listing
    @Option("The errors: CSV with temperature_K, error.", name: "error-curve", placeholder: "FILE") var errorCurve:
        String?
    @Option("The law's loss tangent.", name: "loss-tangent") var loss: Ratio = Ratio(si: 3e-7)
    @Option("Quasiparticles that are not of heat.", name: "non-equilibrium", placeholder: "X")
    var nonEquilibrium: Double = 1e-7
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
    }

    private func curve(_ path: String, _ column: String) throws -> TabulatedCurve {
        let table = try DelimitedTable(file: path)
        let (x, y) = (try table.column("temperature_K"), try table.column(column))
        return try TabulatedCurve(
            temperatures: table.rows.map { try $0.number(x) }, values: table.rows.map { try $0.number(y) }, name: path)
    }

    private func balance() throws -> HeatBalance {
        let cooling: HeatBalance.Cooling =
            if let coolingCurve { .curve(try curve(coolingCurve, "power_W")) } else {
                .dilution(coefficient: coefficient, base: base.si)
            }
        let growth: HeatBalance.Growth =
            switch growth {
            case .listing: .law(.listing, lossTangent: loss.si)
            case .paper: .law(.paper, lossTangent: loss.si)
            case .quasiparticles:
                .quasiparticles(
                    try Quasiparticles(gap: Energy(180, .microelectronvolt).si, nonEquilibrium: nonEquilibrium),
                    frequency: 5e9)
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
        let balance = try balance()
        let points = try balance.fixedPoints()
        let resting = points.first(where: \.isStable)?.temperature
        let limit = try balance.limit()
        let total = try balance.load(at: balance.base)
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
