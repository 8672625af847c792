import CommandLineKit
import HeatTransfer
import Quantities
import Text
import Twin

/// The command `subkelvin twin cooldown`.
struct TwinCooldown: Command {
    static let name = "cooldown"
    static let abstract = "Cools a cryostat or a link from room temperature, phase by phase."
    static let discussion = """
        Runs the procedure ‘cooldown’, or one of your own, on a plant at room temperature with air in its can. Time counts from \
        when the pulse tubes start; a procedure without that event counts from its beginning. Files hold a reading an hour. Ends \
        with 1 where the procedure fails.
        """
    static let examples = [
        Example("subkelvin twin cooldown --preset eth-node", "A single cryostat."),
        Example(
            "subkelvin twin cooldown --preset eth-30m --for 14d --plot cooldown.svg",
            "30 m for two weeks, as a picture."),
        Example("subkelvin twin cooldown --preset eth-30m --no-unit-heat-switches", "Its unit without heat switches."),
    ]

    @Argument("A link or cryostat as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"]))
    var file: String?
    @OptionGroup var options: CooldownOptions
    @Option("Stop when the base plates of all nodes are below this temperature; 20 mK where --for is not given.")
    var until: Temperature?
    @Option("For how long; at most, where --until is given. 60 days where neither is.", name: "for") var duration:
        TimeSpan?
    @Option(
        "A procedure of one's own instead of ‘cooldown’.", placeholder: "FILE",
        completion: .file(extensions: ["yaml", "yml", "json"])) var procedure: String?
    @OptionGroup var output: PlantOutput

    func validate() throws {
        try output.check()
        if let until, until.si <= 0 { throw ArgumentError("--until must be above zero") }
        if let duration, !(duration.si > 0 && duration.si <= 1000 * 86400) {
            throw ArgumentError("--for lies between nothing and 1000 days")
        }
    }

    func run(on console: Console) async throws {
        let model = try options.model(file: file)
        let steps =
            try procedure.map { path in
                try Procedure.read(path, plates: model.plates.map(\.name))
            } ?? Procedure.named("cooldown")
        let plant = try Plant(model)
        try plant.run(steps)
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
            let next = plant.time + (start == nil ? Plant.interval : 3600)
            try plant.advance(to: start.map { min(next, $0 + end) } ?? next)
            if start != nil { try record.note(plant) }
            bar.update(plant.time - (start ?? plant.time))
            let isLeft = plant.task == nil && plant.time(of: "\(steps.name) ends") == nil
            if record.warmestBase < target || isLeft && duration == nil { break }
        }
        bar.finish()
        // A procedure of one's own need not aim at the base.
        let isShort = (until != nil || procedure == nil) && target > 0 && record.warmestBase >= target
        let hasFailed = isShort || plant.events.contains { $0.name.hasPrefix("\(steps.name) fails") }
        let result = CooldownResult(plant)
        let title = options.title(file: file)
        try output.write(record, from: result.startTime, title: "Cooldown of \(title)", on: console)
        if output.json {
            try console.print(json: result)
            if hasFailed { throw CheckFailed() }
            return
        }
        try console.print(title)
        let counts = plant.time(of: CooldownResult.start) != nil
        try console.print("time counts from " + (counts ? "when the pulse tubes start" : "the procedure's beginning"))
        var events = TextTable(columns: [.left("EVENT"), .decimal("DAYS")])
        for event in plant.events {
            events.append([event.words, formatNumber((event.time - result.startTime) / 86400, significantDigits: 4)])
        }
        try console.write(events.rendered())
        try console.write(record.lastTable("AFTER \(days(plant.time - result.startTime))").rendered())
        let isCold = target > 0 ? record.warmestBase < target : result.daysToBase != nil
        if !isCold { try console.print("base plates have not come below \(kelvin(target > 0 ? target : 0.02))") }
        if hasFailed { throw CheckFailed() }
    }
}

/// When what happened, as JSON.
struct CooldownResult: Encodable {
    /// Something that happened.
    struct EventRecord: Encodable {
        var name: String
        /// Where; left out for all of the plant.
        var plate: String?
        var timeDays: Double

        enum CodingKeys: String, CodingKey {
            case name, plate
            case timeDays = "time_days"
        }

        /// An event, days counted from a time in s.
        init(_ event: Plant.Event, from start: Double) {
            (name, plate, timeDays) = (event.name, event.plate, (event.time - start) / 86400)
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
        events = plant.events.map { EventRecord($0, from: start) }
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
