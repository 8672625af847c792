import CommandLineKit
import Cryogenics
import Planning
import Plotting
import Quantities
import Reporting
import Text

/// The command `subkelvin capacity qubits`, which `subkelvin capacity FILE` means too.
struct CapacityQubits: Command {
    static let name = "qubits"
    static let abstract =
        "Counts the qubits that a cryostat carries: until which stage or plate gives out, and how sure that is."
    static let discussion = """
        Qubits are added with their share of lines and electronics until a stage rests above its limit, a plate's area for \
        lines is full, or the stages find no rest. The base stage's limit is the qubits' own temperature.

        Of what gives out, – stands where a limit is not met before the stages find no rest, or far beyond the count.

        The band moves one uncertain input at a time by its standard uncertainty and adds what that does in quadrature.
        """
    static let examples = [
        Example("subkelvin capacity --power 2W --at 4K --electronics 23mW", "Electronics alone, on a flat budget."),
        Example(
            "subkelvin capacity --preset xld-1000 --electronics 10mW --at 10mK,20mK,100mK,4K",
            "Electronics at 4 K, besides what the cryostat carries, at four temperatures."),
    ]

    @Argument("A cryostat as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"])) var file:
        String?
    @OptionGroup var options: CapacityOptions
    @Option(
        "Draw counts into this file: against the two least certain inputs, or against temperature.",
        placeholder: "FILE", completion: .file(extensions: ["svg", "png", "pdf"])) var plot: String?
    @Option(
        "Write a report into this file: count, limits, band, heat a qubit, assumptions.", placeholder: "FILE",
        completion: .file(extensions: ["html"])) var report: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        try checkPicture(plot)
        if plot != nil, options.power != nil {
            throw ArgumentError("--power gives one count and nothing to draw: leave --plot out")
        }
        if let report, !report.lowercased().hasSuffix(".html") { throw ArgumentError("--report ends in .html") }
    }

    func run(on console: Console) async throws {
        let cases = try CapacityCase.all(options, file: file)
        if let report {
            try CapacityReport(cases: cases, commandLine: options.commandLine(file: file)).html().write(to: report)
            try console.note("wrote \(report)")
        }
        try show(cases, on: console)
        // Last: where nothing can be drawn, the counts are told all the same.
        if let plot { try draw(cases, to: plot, on: console) }
    }

    private func show(_ cases: [CapacityCase], on console: Console) throws {
        if json {
            let records = cases.map(CapacityRecord.init)
            if let record = records.first, records.count == 1 { return try console.print(json: record) }
            return try console.print(json: records)
        }
        let tables = CapacityTables(cases: cases)
        try console.print(tables.title)
        guard cases.count == 1, let one = cases.first else { return try console.write(tables.counts().rendered()) }
        for line in tables.sentences(one) { try console.print(line) }
        for table in tables.details(one) { try console.write("\n" + table.rendered()) }
        if let one = tables.assumptions(one) { try console.print("\n" + one) }
    }

    private func draw(_ cases: [CapacityCase], to path: String, on console: Console) throws {
        let figure = CapacityFigure(cases: cases)
        if let map = try figure.map() { return try subkelvin.draw(map, to: path, on: console) }
        try subkelvin.draw(try figure.againstTemperature(), to: path, on: console)
    }
}

/// One question with its answer.
struct CapacityCase {
    /// Of the qubits in K.
    var temperature: Double
    /// Where they sit; nil for a flat budget.
    var stage: Stage?
    /// What was asked; nil for a flat budget.
    var question: Capacity?
    /// What is said of the whole machine.
    var title: String
    var answer: CapacityAnswer
    /// What was taken for granted.
    var assumptions: [CryostatDescription.Assumption]

    /// One for each temperature.
    static func all(_ options: CapacityOptions, file: String?) throws -> [CapacityCase] {
        let uncertainties = options.uncertainty.map(\.uncertainty)
        if let power = options.power, let electronics = options.electronics {
            guard file == nil else { throw UsageError(reason: "give either a file or --power") }
            let budget = FlatBudget(power: power.si, electronics: electronics.power.si)
            return [
                CapacityCase(
                    temperature: options.temperatures[0],
                    title:
                        "\(watts(power.si)) at \(kelvin(options.temperatures[0])), \(watts(electronics.power.si)) a qubit",
                    answer: try budget.answer(uncertainties: uncertainties), assumptions: [])
            ]
        }
        let cryostat = try options.cryostat(file: file)
        let wiring = try options.wiring(for: cryostat)
        return try options.temperatures.map { temperature in
            let question = try Capacity(cryostat, wiring: wiring, at: temperature, stage: options.stage?.stage)
            return CapacityCase(
                temperature: temperature, stage: question.stage, question: question,
                title: "\(cryostat.title)\(options.withoutLines ? ", its own lines and devices left out" : "")"
                    + (options.heatAlone ? ", plates of any area; " : "; ")
                    + "a qubit: \(wiring.title)"
                    + (options.electronics.map { ", \(watts($0.power.si)) at \($0.stage.rawValue)" } ?? ""),
                answer: try question.answer(
                    uncertainties: uncertainties, withGrid: options.temperatures.count == 1),
                assumptions: cryostat.assumptions + wiring.assumptions)
        }
    }
}
