import CommandLineKit
import Cryogenics
import FoundationEssentials
import HeatTransfer
import Plotting
import Quantities
import Text
import Twin

/// The command `subkelvin twin cooldown`.
struct TwinCooldown: Command {
    static let name = "cooldown"
    static let abstract = "Cools a cryostat or a link from room temperature, phase by phase."
    static let examples = [
        Example("subkelvin twin cooldown --preset eth-node", "A single cryostat."),
        Example(
            "subkelvin twin cooldown --preset eth-30m --for 14d --plot cooldown.svg",
            "30 m for two weeks, as a picture."),
        Example("subkelvin twin cooldown --preset eth-30m --no-unit-heat-switches", "Its unit without heat switches."),
    ]

    @Argument("A link as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"])) var file:
        String?
    @OptionGroup var options: CooldownOptions
    @Option("Stop when the base plates of all nodes are below this temperature; 20 mK where --for is not given.")
    var until: Temperature?
    @Option("For how long; at most, where --until is given. 60 days where neither is.", name: "for") var duration:
        TimeSpan?
    @Option(
        "Write temperatures every hour into this file.", placeholder: "FILE", completion: .file(extensions: ["csv"]))
    var csv: String?
    @Option(
        "Draw temperatures against time into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"])) var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        try checkPicture(plot)
        if let until, until.si <= 0 { throw ArgumentError("--until must be above zero") }
        if let duration, !(duration.si > 0 && duration.si <= 1000 * 86400) {
            throw ArgumentError("--for lies between nothing and 1000 days")
        }
    }

    func run(on console: Console) async throws {
        let model = try options.model(file: file)
        let plant = try Plant(model)
        try plant.run(.named("cooldown"))
        var record = PlantRecord(model)
        try record.note(plant)
        let target = until?.si ?? (duration == nil ? 0.02 : 0)
        let end = duration?.si ?? 60 * 86400
        let bar = ProgressBar("cooling", total: end, on: console.error) { days($0) }
        while true {
            // Time counts from when the pulse tubes start.
            let start = plant.time(of: CooldownResult.start)
            if let start, plant.time - start >= end { break }
            if start == nil, plant.time > 30 * 86400 { break }
            let next = plant.time + 3600
            try plant.advance(to: start.map { min(next, $0 + end) } ?? next)
            try record.note(plant)
            bar.update(plant.time - (start ?? plant.time))
            if record.warmestBase < target || plant.task == nil && duration == nil { break }
        }
        bar.finish()
        let result = CooldownResult(plant)
        if let csv {
            try Data(table(record, result.startTime).utf8).write(to: URL(filePath: csv))
            try console.note("wrote \(csv)")
        }
        if let plot { try draw(figure(record, result.startTime), to: plot, on: console) }
        if json { return try console.print(json: result) }
        try console.print(options.title(file: file))
        var events = TextTable(columns: [.left("EVENT"), .decimal("DAYS")])
        for event in result.events {
            events.append([event.name, formatNumber(event.timeDays, significantDigits: 4)])
        }
        try console.write(events.rendered())
        var rows = TextTable(columns: [
            .left("AFTER \(days(plant.time - result.startTime))"), .decimal("TEMPERATURE"),
        ])
        for (channel, values) in zip(record.channels, record.temperatures) {
            rows.append([channel.name, values.last.map(kelvin) ?? "–"])
        }
        try console.write(rows.rendered())
        if result.daysToBase == nil { try console.print("base plates have not come below 20 mK") }
    }

    /// Temperatures as comma-separated values: a column a channel.
    private func table(_ record: PlantRecord, _ start: Double) -> String {
        let pressures = (1...6).map { "P\($0)_Pa" }
        let names = ["time_days", "task"] + record.channels.map { "\($0.name)_K" } + pressures + ["flow_mol_per_s"]
        var lines = [names.joined(separator: ",")]
        for (index, time) in record.times.enumerated() {
            let values = (record.temperatures + record.pressures).map { "\($0[index])" }
            let first = [String((time - start) / 86400), record.tasks[index]]
            lines.append((first + values + ["\(record.flows[index])"]).joined(separator: ","))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func figure(_ record: PlantRecord, _ start: Double) -> Plot {
        let days = record.times.map { ($0 - start) / 86400 }
        var stages: [Stage] = []
        for channel in record.channels where !stages.contains(channel.stage) { stages.append(channel.stage) }
        let series = zip(record.channels, record.temperatures).map { channel, values in
            // A colour a stage; solid at nodes, dotted at cooling units, dashed far from both.
            let line: Series.Line =
                channel.place == "farthest" ? .dashed : channel.place.hasPrefix("CU") ? .dotted : .solid
            let color = Color.series[(stages.firstIndex(of: channel.stage) ?? 0) % Color.series.count]
            return Series(channel.name, x: days, y: values, line: line, color: color)
        }
        return Plot(
            title: "Cooldown of \(options.title(file: file))",
            subtitle: stages.count == record.channels.count
                ? "" : "Solid: nodes; dotted: cooling units; dashed: the shields farthest from any plate that cools",
            x: Axis("Time", unit: "d"), y: Axis("Temperature", unit: "K", scale: .log), series: series, legend: .right)
    }
}

/// Days with four digits.
func days(_ seconds: Double) -> String { "\(formatNumber(seconds / 86400, significantDigits: 4)) d" }

/// When what happened, as JSON.
struct CooldownResult: Encodable {
    /// Something that happened.
    struct EventRecord: Encodable {
        var name: String
        var timeDays: Double

        enum CodingKeys: String, CodingKey {
            case name
            case timeDays = "time_days"
        }
    }

    var daysTo4K: Double?
    var daysToBase: Double?
    var events: [EventRecord]
    var energyImbalance: Double

    enum CodingKeys: String, CodingKey {
        case events
        case daysTo4K = "days_to_4K"
        case daysToBase = "days_to_base"
        case energyImbalance = "energy_imbalance"
    }

    /// The event from which time counts.
    static let start = "pulse tubes start"
    /// When it happened, in s; 0 where it did not.
    let startTime: Double

    init(_ plant: Plant) {
        let start = plant.time(of: Self.start) ?? 0
        startTime = start
        daysTo4K = plant.time(of: Plant.canCondense).map { ($0 - start) / 86400 }
        daysToBase = plant.time(of: Plant.isCold).map { ($0 - start) / 86400 }
        events = plant.events.map { EventRecord(name: $0.name, timeDays: ($0.time - start) / 86400) }
        energyImbalance = plant.energyImbalance
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(daysTo4K, forKey: .daysTo4K)
        try container.encode(daysToBase, forKey: .daysToBase)
        try container.encode(events, forKey: .events)
        try container.encode(energyImbalance, forKey: .energyImbalance)
    }
}
