import CommandLineKit
import Cryogenics
import Plotting
import Quantities
import Text
import Twin

/// The command `subkelvin twin load`.
struct TwinLoad: Command {
    static let name = "load"
    static let abstract = "Heater steps at a stage of a plant at base, and the heat load at base from the response."
    static let discussion = """
        Each step is held until the stage is at rest, then the readings of its instruments are averaged, noise, self-heating and \
        calibration as they are. Power against what the cooler's curve lifts at the temperatures read is a straight line, which \
        gives the load that is there without any power. Steps into another stage are set against such a line, which is measured \
        first, and tell what of them reaches the base. The true load is what only a simulation knows.
        """
    static let examples = [
        Example("subkelvin twin load --cryostat ld-400", "The load at base of a refrigerator."),
        Example(
            "subkelvin twin load --cryostat ld-400 --stage 4K --steps 0W,0.1W,0.3W",
            "What of heat into the 4K plate reaches the base."),
    ]

    @Argument("A link or cryostat as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"]))
    var file: String?
    @OptionGroup var options: CooldownOptions
    @Option("Into which stage; the base, if left out.") var stage: StageArgument?
    @Option("Of which node; the first, if left out.", placeholder: "NAME") var plate: String?
    @Option("Powers with commas between; as the stage stands, if left out.") var steps: PowerList?
    @Option("How long each step lasts.") var hold: TimeSpan = TimeSpan(si: 7200)
    @Option("How long at the end of each readings are averaged.") var average: TimeSpan = TimeSpan(si: 1800)
    @Option("Of the instruments' noise.") var seed: Int = 1
    @Option(
        "Draw power against temperature squared into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"])) var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        try checkPicture(plot)
        try PlantOutput.checkFolder(of: plot)
        guard average.si >= 60, hold.si >= average.si, hold.si <= 30 * 86400 else {
            throw ArgumentError("--hold lies between --average, of at least 1 min, and 30 d")
        }
        guard seed >= 0 else { throw ArgumentError("--seed is 0 or more") }
    }

    func run(on console: Console) async throws {
        let model = try options.model(file: file)
        let stage = stage?.stage ?? .base
        let powers = steps?.powers ?? stage.usualSteps
        let bar = ProgressBar("cooling down first", on: console.error) { days($0) }
        let plant = try Plant.atBase(model) { bar.update($0) }
        bar.finish()
        let measure = ProgressBar("heating", on: console.error) { days($0) }
        func injection(_ stage: Stage, _ powers: [Double]) throws -> HeatInjection {
            try HeatInjection(
                into: stage, at: plate, powers: powers, on: plant, hold: hold.si, averaging: average.si,
                seed: UInt64(seed)
            ) { measure.update($0) }
        }
        let own = try injection(stage, powers)
        let line = stage == .base ? own : try injection(.base, Stage.base.usualSteps)
        measure.finish()
        let result = LoadResult(own: own, line: line)
        if let plot { try draw(result.figure(options.title(file: file)), to: plot, on: console) }
        if json { return try console.print(json: LoadRecord(result)) }
        try result.table.print(on: console, json: false, remarks: result.remarks)
    }
}

/// Powers with commas between: `0W,10µW,50µW`.
struct PowerList: ArgumentValue {
    var powers: [Double]
    var argument: String { powers.map { "\(Power(si: $0))" }.joined(separator: ",") }

    init(argument: String) throws {
        powers = try argument.split(separator: ",", omittingEmptySubsequences: false).map { word in
            let word = String(word)
            // Nothing is nothing in any unit.
            if word == "0" { return 0 }
            do throws(QuantityError) { return try Power(parsing: word).si } catch {
                throw ArgumentError("\(error)")
            }
        }
        guard powers.count <= 64 else { throw ArgumentError("\(powers.count) steps; at most 64 can be") }
        guard let lowest = powers.min(), let highest = powers.max(), lowest >= 0, highest <= 1e3 else {
            throw ArgumentError("a power lies between 0 and 1000 W")
        }
    }

    static var argumentPlaceholder: String? { "POWER,…" }
}

extension Stage {
    /// Steps that warm it well and leave it at work, in W.
    fileprivate var usualSteps: [Double] {
        switch self {
        case .fiftyKelvin: [0, 2, 5, 10]
        case .fourKelvin: [0, 0.1, 0.2, 0.4]
        case .still: [0, 1e-3, 2e-3, 4e-3]
        case .coldPlate: [0, 20e-6, 50e-6, 100e-6]
        case .base: [0, 5e-6, 10e-6, 20e-6, 50e-6, 100e-6]
        }
    }
}

/// What heater steps told.
private struct LoadResult {
    var own: HeatInjection
    /// Steps into the base, from which the line is.
    var line: HeatInjection

    /// What the base takes in by itself at a step, by the line.
    func load(at step: HeatInjection.Step) -> Double? {
        guard let curve = line.curve, let lifted = step.lifted else { return nil }
        return curve.coefficient * lifted - (own.stage == .base ? step.power : 0)
    }

    var table: ResultTable {
        let isOther = own.stage != .base
        let other: [ResultTable.Column] = isOther ? [.words(own.stage.rawValue.uppercased(), "stage")] : []
        var table = ResultTable(
            [.words("POWER", "power")] + other + [
                .words("BASE", "base"), .words("FLOW", "flow"), .words("LOAD AT BASE", "load"),
                .words("TRUE LOAD", "true_load"), .words("AT REST", "at_rest"),
            ])
        for step in own.steps {
            func mean(_ mean: HeatInjection.Mean?) -> ResultTable.Cell {
                guard let mean else { return .text("not good") }
                return .text(
                    "\(kelvin(mean.value)) ± \(Temperature(si: mean.deviation).formatted(significantDigits: 1))")
            }
            table.append(
                [.text(watts(step.power))] + (isOther ? [mean(step.stage)] : []) + [
                    mean(step.base),
                    .text(step.flow.map { MolarFlow(si: $0.value).formatted(significantDigits: 4) } ?? "not good"),
                    .text(load(at: step).map(watts) ?? "–"), .text(watts(step.trueLoad)),
                    .text(step.isAtRest ? "yes" : "no"),
                ])
        }
        return table
    }

    var remarks: [String] {
        var remarks: [String] = []
        func plus(_ line: HeatInjection.BaseLine) -> String {
            "\(watts(line.load)) ± \(Power(si: line.loadUncertainty).formatted(significantDigits: 2))"
        }
        if let curve = line.curve {
            let truth = line.steps.first { $0.power == 0 }.map { "; truly \(watts($0.trueLoad))" } ?? ""
            remarks.append(
                "heat load at base \(plus(curve)) (95 %), the cooler's curve times "
                    + "\(formatNumber(curve.coefficient, significantDigits: 4)) ± "
                    + "\(formatNumber(curve.coefficientUncertainty, significantDigits: 2))\(truth)")
        } else {
            remarks.append("no line: fewer than three steps into the base whose readings are good")
        }
        if let square = line.square {
            remarks.append(
                "without a curve at most \(plus(square)): power + load = "
                    + "\(formatNumber(square.coefficient, significantDigits: 4)) J/(mol·K²) × flow × temperature²")
        }
        if own.stage != .base, let slope = own.slope {
            remarks.append("\(own.stage.rawValue) takes \(Conductance(si: slope).formatted(significantDigits: 3))")
        }
        if own.stage != .base, let share {
            remarks.append(
                "of what \(own.stage.rawValue) is given \(formatNumber(1e6 * share, significantDigits: 2)) ppm reach the base"
            )
        }
        return remarks
    }

    /// What of the heat reaches the base, from the first step to the last.
    var share: Double? {
        guard let first = own.steps.first, let last = own.steps.last, last.power > first.power,
            let before = load(at: first), let after = load(at: last)
        else { return nil }
        return (after - before) / (last.power - first.power)
    }

    func figure(_ title: String) -> Plot {
        let points = line.steps.compactMap { step in step.base.map { ($0.value * $0.value * 1e6, step.power * 1e6) } }
        var series = [Series("steps", x: points.map(\.0), y: points.map(\.1), style: .points)]
        let flows = line.steps.compactMap { $0.flow?.value }
        if let square = line.square, let end = points.map(\.0).max(), !flows.isEmpty {
            let flow = flows.reduce(0, +) / Double(flows.count)
            let ends = [0, end]
            series.append(
                Series(
                    "flow × temperature²", x: ends,
                    y: ends.map { 1e6 * (square.coefficient * flow * $0 * 1e-6 - square.load) }, line: .dashed))
        }
        if let curve = line.curve {
            let fitted = line.steps.compactMap { step in
                step.lifted.flatMap { lifted in
                    step.base.map { ($0.value * $0.value * 1e6, 1e6 * (curve.coefficient * lifted - curve.load)) }
                }
            }
            series.append(Series("the cooler's curve", x: fitted.map(\.0), y: fitted.map(\.1)))
        }
        return Plot(
            title: "Power into the base against its temperature squared", subtitle: title,
            x: Axis("Temperature²", unit: "mK²"), y: Axis("Power", unit: "µW"), series: series,
            footnote: "Where a line meets no temperature, its power is the load with its sign turned.")
    }
}

/// Heater steps as JSON.
private struct LoadRecord: Encodable {
    struct StepRecord: Encodable {
        var power: Double
        var stageTemperature: Double?
        var stageDeviation: Double?
        var baseTemperature: Double?
        var baseDeviation: Double?
        var flow: Double?
        var load: Double?
        var trueLoad: Double
        var trueBase: Double
        var isAtRest: Bool
        enum CodingKeys: String, CodingKey {
            case power = "power_W"
            case stageTemperature = "stage_K"
            case stageDeviation = "stage_deviation_K"
            case baseTemperature = "base_K"
            case baseDeviation = "base_deviation_K"
            case flow = "flow_mol_per_s"
            case load = "load_at_base_W"
            case trueLoad = "true_load_at_base_W"
            case trueBase = "true_base_K"
            case isAtRest = "at_rest"
        }
    }

    var stage: String
    var plate: String
    var steps: [StepRecord]
    var load: Double?
    var loadUncertainty: Double?
    var factor: Double?
    var factorUncertainty: Double?
    var bound: Double?
    var coefficient: Double?
    var trueLoad: Double?
    var slope: Double?
    var share: Double?

    enum CodingKeys: String, CodingKey {
        case stage, plate, steps
        case load = "load_W"
        case loadUncertainty = "load_uncertainty_W"
        case factor
        case factorUncertainty = "factor_uncertainty"
        case bound = "load_without_curve_W"
        case coefficient = "coefficient_J_per_mol_K2"
        case trueLoad = "true_load_W"
        case slope = "slope_W_per_K"
        case share = "share_at_base"
    }

    init(_ result: LoadResult) {
        stage = result.own.stage.rawValue
        plate = result.own.plate
        steps = result.own.steps.map { step in
            StepRecord(
                power: step.power, stageTemperature: step.stage?.value, stageDeviation: step.stage?.deviation,
                baseTemperature: step.base?.value, baseDeviation: step.base?.deviation, flow: step.flow?.value,
                load: result.load(at: step), trueLoad: step.trueLoad, trueBase: step.trueBase, isAtRest: step.isAtRest)
        }
        let curve = result.line.curve
        load = curve?.load
        loadUncertainty = curve?.loadUncertainty
        factor = curve?.coefficient
        factorUncertainty = curve?.coefficientUncertainty
        bound = result.line.square?.load
        coefficient = result.line.square?.coefficient
        trueLoad = result.line.steps.first { $0.power == 0 }?.trueLoad
        slope = result.own.stage == .base ? nil : result.own.slope
        share = result.own.stage == .base ? nil : result.share
    }
}
