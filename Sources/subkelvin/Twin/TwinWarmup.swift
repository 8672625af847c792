import CommandLineKit
import HeatTransfer
import Quantities
import Text
import Twin

/// The command `subkelvin twin warmup`.
struct TwinWarmup: Command {
    static let name = "warmup"
    static let abstract = "Warms a cryostat or a link from its base to room temperature."
    static let discussion = """
        The plant is cooled down and rests for two days, then the procedure ‘warmup’ runs: the mixture is recovered, exchange gas \
        comes into the can. Time counts from the beginning of the warm-up. Files hold a reading every ten minutes.
        """
    static let examples = [
        Example("subkelvin twin warmup --preset eth-node", "A single cryostat."),
        Example("subkelvin twin warmup --plot warmup.svg", "The same as a picture."),
    ]

    @Argument("A link or cryostat as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"]))
    var file: String?
    @OptionGroup var options: CooldownOptions
    @OptionGroup var output: PlantOutput

    func validate() throws { try output.check() }

    func run(on console: Console) async throws {
        let model = try options.model(file: file)
        let plant = try atBase(model, on: console)
        try plant.run(.named("warmup"))
        var record = PlantRecord(model)
        try record.note(plant)
        let bar = ProgressBar("warming", on: console.error) { days($0) }
        while plant.task != nil {
            try plant.advance(to: plant.time + 600)
            try record.note(plant)
            bar.update(plant.time)
        }
        bar.finish()
        let events = plant.events.filter { $0.time >= 0 }
        let title = options.title(file: file)
        try output.write(record, from: 0, title: "Warm-up of \(title)", on: console)
        let warm = events.first { $0.name == "warm" }?.time
        if output.json {
            try console.print(
                json: Record(
                    daysTo290K: warm.map { $0 / 86400 },
                    events: events.map { CooldownResult.EventRecord($0, from: 0) },
                    energyImbalance: plant.energyImbalance))
            if warm == nil { throw CheckFailed() }
            return
        }
        try console.print("\(title)\ntime counts from the beginning of the warm-up")
        var table = TextTable(columns: [.left("EVENT"), .decimal("DAYS")])
        for event in events { table.append([event.words, formatNumber(event.time / 86400, significantDigits: 4)]) }
        try console.write(table.rendered())
        try console.write(record.lastTable("AFTER \(days(plant.time))").rendered())
        if warm == nil {
            try console.print("plates have not come above 290 K")
            throw CheckFailed()
        }
    }

    private struct Record: Encodable {
        var daysTo290K: Double?
        var events: [CooldownResult.EventRecord]
        var energyImbalance: Double

        enum CodingKeys: String, CodingKey {
            case daysTo290K = "days_to_290K"
            case events
            case energyImbalance = "energy_imbalance"
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(daysTo290K, forKey: .daysTo290K)
            try container.encode(events, forKey: .events)
            try container.encode(energyImbalance, forKey: .energyImbalance)
        }
    }
}

/// A plant brought to its base, with the time on the way shown to whoever watches.
func atBase(_ model: PlantModel, on console: Console) throws -> Plant {
    let bar = ProgressBar("cooling down first", on: console.error) { days($0) }
    defer { bar.finish() }
    return try Plant.atBase(model) { bar.update($0) }
}
