import CommandLineKit
import Cryogenics
import Instruments
import Quantities
import Text
import Twin

/// The command `subkelvin twin compare`.
struct TwinCompare: Command {
    static let name = "compare"
    static let abstract =
        "Sets a twin beside what was measured: cooldowns of the ETH links, or the log of a real cryostat."
    static let discussion = """
        Without --logs: times until the base plates of all nodes are below 20 mK. Masses and heat switches of a node are calibrated \
        on the single cryostat alone; everything else follows.

        With --logs: the twin is brought to its base, and its valves, pumps and switches are set when the log says so. The comparison \
        begins where the log's pulse tube is switched off, else with the log; residuals are twin less measured, from readings that \
        may be counted on.
        """
    static let examples = [
        Example("subkelvin twin compare", "The table of the documentation."),
        Example(
            "subkelvin twin compare Examples/cryostats/ld-400.yaml --logs /srv/logs/lab-1 --zone Europe/Zurich",
            "A cryostat of one's own beside its log."),
    ]

    @Argument("A link or cryostat as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"]))
    var file: String?
    @OptionGroup var options: CooldownOptions
    @Option("The folder of a log to compare with.", placeholder: "DIR", completion: .directory) var logs: String?
    @Option("The time zone of the log's clock.", placeholder: "ZONE") var zone: ZoneRules?
    @Option("The device, where the folder holds several.", placeholder: "NAME") var device: String?
    @Option("For how long at most; as long as the log goes on, if left out.", name: "for") var duration: TimeSpan?
    @Option("How often both are compared.") var every: TimeSpan = TimeSpan(si: 600)
    @Option(
        "Draw both against time into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"])) var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        try checkPicture(plot)
        if logs == nil {
            guard file == nil, options.preset == nil, options.cryostat == nil, zone == nil, device == nil, plot == nil
            else { throw ArgumentError("--logs names what to compare with") }
        } else if zone == nil {
            throw ArgumentError("--zone says in which time zone the log's clock is")
        }
        if let duration, !(duration.si > 0) { throw ArgumentError("--for is above nothing") }
        guard every.si >= 1, every.si <= 86400 else { throw ArgumentError("--every lies between 1 s and 1 d") }
    }

    func run(on console: Console) async throws {
        if let logs, let zone { try compare(logs, zone, on: console) } else { try cooldowns(on: console) }
    }

    // MARK: The ETH links

    /// What was measured, and how near the twin is to come.
    ///
    /// Source: arXiv:2604.15971, section IV; without heat switches ‘a factor of 2’, appendix B.
    static let measured: [(preset: CooldownOptions.Preset, name: String, days: Double, isBare: Bool)] = [
        (.node, "single cryostat", 1.5, false), (.five, "5 m", 2, false), (.ten, "10 m", 3.5, false),
        (.thirty, "30 m", 6.5, false), (.thirty, "30 m, no heat switches at the unit", 13, true),
    ]

    private func cooldowns(on console: Console) throws {
        var table = ResultTable([
            .words("COOLDOWN", "cooldown"), .number("MEASURED / d", "measured_days", digits: 3),
            .number("TWIN / d", "days", digits: 4), .number("DIFFERENCE / %", "difference", scale: 100, digits: 2),
            .number("TO 4K / d", "days_to_4K", digits: 4),
        ])
        var found: [Double] = []
        for (preset, name, days, isBare) in Self.measured {
            var parameters = PlantParameters.eth
            if isBare { parameters.unitSwitch = 0 }
            let plant = try Plant(PlantDescription.preset(preset.rawValue).model(parameters))
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

    // MARK: A log

    private func compare(_ logs: String, _ zone: ZoneRules, on console: Console) throws {
        let (folder, settings) = try logFolder(in: logs, device: device) {
            LogSettings(device: $0, zone: zone)
        }
        var record = MeasuredRecord()
        var problems = LogProblems()
        try folder.readAll(settings, on: console) { _, contents in
            record.add(contents.batches)
            problems.add(contents.problems)
        }
        let plant = try atBase(options.model(file: file), on: console)
        let bar = ProgressBar("comparing", on: console.error) { dayTime($0) }
        let comparison = try LogComparison(record, plant, duration: duration?.si, every: every.si) { bar.update($0) }
        bar.finish()
        if let plot { try draw(comparison.figure(options.title(file: file)), to: plot, on: console) }
        if json { try console.print(json: LogComparisonRecord(comparison)) } else { try tell(comparison, on: console) }
        try problems.tell(on: console)
    }

    private func tell(_ comparison: LogComparison, on console: Console) throws {
        let title = escaped(options.title(file: file), limit: 200)
        let what = comparison.beginning == .warmup ? "a warm-up, the pulse tube off" : "a rest at base"
        try console.print("\(title) beside \(what), from \(rfc3339(comparison.start)) on")
        var table = TextTable(columns: [
            .left("STAGE"), .right("COMPARED"), .right("MEASURED"), .right("TWIN"), .right("MEAN OFF BY"),
            .right("RMS"), .right("WORST"), .right("AFTER"),
        ])
        for channel in comparison.channels {
            let last = channel.points.last { $0.measured != nil }
            table.append([
                channel.stage.rawValue, "\(channel.count)", last?.measured.map(kelvin) ?? "–",
                (last ?? channel.points.last).map { kelvin($0.twin) } ?? "–", channel.mean.map(kelvin) ?? "–",
                channel.rms.map(kelvin) ?? "–", channel.worst.map { kelvin($0.residual) } ?? "–",
                channel.worst.map { dayTime($0.time) } ?? "–",
            ])
        }
        try console.write(table.rendered())
        guard !comparison.settings.isEmpty else { return }
        var settings = TextTable(columns: [.left("SET AS IN THE LOG"), .right("AFTER")])
        for setting in comparison.settings { settings.append([setting.words, dayTime(setting.time)]) }
        try console.write(settings.rendered())
    }
}
