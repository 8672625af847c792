import CommandLineKit
import Cryogenics
import FoundationEssentials
import Planning
import Plotting
import Reporting
import Text

/// How many points an axis of a sweep has: `100`, or `100x50` for two axes.
struct AxisPoints: ArgumentValue {
    var counts: [Int]
    var argument: String

    init(argument: String) throws {
        let parts = argument.split(whereSeparator: { $0 == "x" || $0 == "×" }).map { Int($0) }
        counts = parts.compactMap(\.self)
        guard counts.count == parts.count, (1...2).contains(counts.count), counts.allSatisfy({ $0 >= 2 }) else {
            throw ArgumentError("write a count of 2 or more, or two of them as 100x50")
        }
        self.argument = argument
    }

    static let argumentPlaceholder: String? = "POINTS"
}

/// The command `subkelvin cryostat sweep`.
struct CryostatSweepCommand: Command {
    static let name = "sweep"
    static let abstract = "Solves a cryostat at every point of a grid over one or two inputs, on all cores; prints CSV."
    static let discussion = """
        An input is written with two values of it: lines.NAME.count=0..200, lines.NAME.power=0W..1mW, .current; \
        loads.NAME.power, .count, NAME@STAGE where loads share a name; supports.NAME.area, .length; stages.STAGE.limit, .distance; ambient; \
        factors.conduction, .cold conduction, .supports, .radiation, .dissipation, .cooling.STAGE.

        A point without a steady state says why and stops nothing.
        """
    static let examples = [
        Example(
            "subkelvin cryostat sweep --preset krinner-50 --vary lines.drive.count=0..200 --points 5", "Five points."),
        Example(
            "subkelvin cryostat sweep --preset krinner-50 --vary lines.drive.count=10..200 --vary lines.flux.current=0A..3mA --points 6x6 --plot map.svg",
            "A map of the least margin, with the contour where it is gone."),
    ]

    @Argument("A cryostat as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"])) var file:
        String?
    @Option("A cryostat that comes with Subkelvin.") var preset: CryostatPreset?
    @Option("An input and its range, INPUT=FROM..TO; once or twice.", placeholder: "INPUT=FROM..TO") var vary: [String]
    @Option("How many values of each input; else 100, for two inputs 20x20.") var points: AxisPoints?
    @Option("Conductivities below about 4 K by laws of this name, where a material has them.") var laws: String?
    @Option("Write CSV into this file.", placeholder: "FILE", completion: .file(extensions: ["csv"])) var csv: String?
    @Option(
        "Draw margins, or a map of the least one, into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"])) var plot: String?
    @Option(
        "Write a report into this file: margins, every point, assumptions.", placeholder: "FILE",
        completion: .file(extensions: ["html"])) var report: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        try checkPicture(plot)
        if let report, !report.lowercased().hasSuffix(".html") { throw ArgumentError("--report ends in .html") }
        guard (1...2).contains(vary.count) else { throw ArgumentError("give --vary once or twice") }
        if let points, points.counts.count > vary.count {
            throw ArgumentError("--points has two counts: give --vary twice")
        }
    }

    func run(on console: Console) async throws {
        let cryostat = try CryostatOptions.description(file: file, preset: preset, laws: laws)
        let counts = points?.counts ?? [vary.count == 1 ? 100 : 20]
        let axes = try vary.enumerated().map { index, text in
            try SweepAxis(text, points: counts.count == 1 ? counts[0] : counts[index], of: cryostat)
        }
        let sweep = try CryostatSweep(cryostat, over: axes)
        let bar = ProgressBar("sweep", total: Double(sweep.count), on: console.error)
        defer { bar.finish() }
        let found = try sweep.run { bar.advance() }
        bar.finish()
        if let csv {
            guard (try? sweep.csv(found).write(toFile: csv, atomically: true, encoding: .utf8)) != nil else {
                throw UsageError(reason: "cannot write \(csv)")
            }
            try console.note("wrote \(csv)")
        }
        if let report {
            let html = try SweepReport(sweep: sweep, points: found, commandLine: commandLine).html()
            try html.write(to: report)
            try console.note("wrote \(report)")
        }
        if json { try console.print(json: SweepRecord(sweep, found)) }
        let isWritten = json || csv != nil || report != nil
        guard let plot else {
            if !isWritten { try console.write(sweep.csv(found)) }
            return
        }
        // Last, and not at the cost of what was worked out where nothing can be drawn.
        do { try draw(sweep, found, to: plot, on: console) } catch let error as EmptyPictureError {
            if !isWritten { try console.write(sweep.csv(found)) }
            throw error
        }
    }

    /// The command line that gives this again.
    private var commandLine: String {
        var words = ["subkelvin", "cryostat", "sweep"]
        if let file { words.append(file) }
        if let preset { words += ["--preset", preset.argument] }
        for one in vary { words += ["--vary", "\"\(one)\""] }
        if let points { words += ["--points", points.argument] }
        if let laws { words += ["--laws", laws] }
        return words.joined(separator: " ")
    }

    private func draw(
        _ sweep: CryostatSweep, _ points: [CryostatSweep.Point], to path: String, on console: Console
    ) throws {
        let figure = SweepFigure(sweep: sweep, points: points)
        if let map = try figure.map() { return try subkelvin.draw(map, to: path, on: console) }
        try subkelvin.draw(figure.margins(), to: path, on: console)
    }
}

/// A sweep as JSON.
struct SweepRecord: Encodable {
    struct Point: Encodable {
        var values: [Double]
        var temperaturesK: [Double]
        var margins: [Double?]
        var limitedBy: String?
        var ok: Bool
        var faults: [String]
        var failure: String?

        enum CodingKeys: String, CodingKey {
            case values, margins, ok, faults, failure
            case temperaturesK = "temperatures_K"
            case limitedBy = "limited_by"
        }
    }

    struct Input: Encodable {
        var name: String
        var unit: String
    }

    var inputs: [Input]
    var stages: [String]
    var points: [Point]

    init(_ sweep: CryostatSweep, _ points: [CryostatSweep.Point]) {
        inputs = sweep.axes.map { Input(name: $0.input.name, unit: $0.input.kind.unit) }
        stages = sweep.cryostat.stages.map(\.stage.rawValue)
        self.points = points.map {
            Point(
                values: $0.values, temperaturesK: $0.stages.map(\.temperature),
                margins: $0.stages.map { finite($0.margin) },
                limitedBy: $0.limiting?.stage.rawValue, ok: $0.isGood, faults: $0.faults, failure: $0.failure)
        }
    }
}
