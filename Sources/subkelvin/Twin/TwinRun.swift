import CommandLineKit
import HeatTransfer
import Quantities
import Readings
import Text
import Twin

/// The command `subkelvin twin run`.
struct TwinRun: Command {
    static let name = "run"
    static let abstract = "Runs a scenario; ends with 1 where something expected does not hold."
    static let discussion = """
        A scenario that starts at base begins after a cooldown and two days of rest; times count from its own start. At a speed \
        other than max the clock on the wall sets the pace, and a line tells how it is now and then.
        """
    static let examples = [
        Example("subkelvin twin run --scenario Examples/scenarios/heat-step.yaml", "What 5 µW at the base do."),
        Example(
            "subkelvin twin run --scenario Examples/scenarios/valve-closed.yaml --for 6h --csv valve.csv",
            "A valve closes; a reading a minute."),
    ]

    @Argument("A link or cryostat as YAML; else a preset.", completion: .file(extensions: ["yaml", "yml", "json"]))
    var file: String?
    @OptionGroup var options: CooldownOptions
    @Option(
        "What happens, and what is expected.", placeholder: "FILE",
        completion: .file(extensions: ["yaml", "yml", "json"])) var scenario: String
    @Option(
        "A procedure of one's own that events may run; may be given again, and then go on with those before it.",
        placeholder: "FILE", completion: .file(extensions: ["yaml", "yml", "json"])) var procedure: [String]
    @Option("For how long; an hour after the last event or expectation, if left out.", name: "for") var duration:
        TimeSpan?
    @Option("How fast: max, or so many times the clock on the wall, such as 60x.") var speed: Pace = .max
    @Option("How often readings are taken for files.") var every: TimeSpan = TimeSpan(si: 60)
    @Option(
        "Write what is true of the plant, with the ripple and vibration of pulse tubes, into this file.",
        placeholder: "FILE", completion: .file(extensions: ["csv"])) var signals: String?
    @Option(
        "Write what instruments make of it, each reading with its quality, into this file.", placeholder: "FILE",
        completion: .file(extensions: ["csv"])) var readings: String?
    @OptionGroup var output: PlantOutput

    /// How often readings are kept for a table or a picture.
    private static let mostReadings = 1e6

    func validate() throws {
        try output.check()
        try PlantOutput.checkFolder(of: signals)
        try PlantOutput.checkFolder(of: readings)
        if let duration, !(duration.si > 0 && duration.si <= 36500 * 86400) {
            throw ArgumentError("--for lies between nothing and 100 years")
        }
        guard every.si >= 1, every.si <= 365 * 86400 else { throw ArgumentError("--every lies between 1 s and 365 d") }
        try checkCount(for: duration?.si ?? 0)
    }

    /// Files that are written as it goes on may have any number of readings; what is kept until the end may not.
    private func checkCount(for duration: Double) throws {
        let count = duration / every.si
        guard count <= Self.mostReadings || output.csv == nil && output.plot == nil else {
            throw ArgumentError(
                "--csv and --plot keep \(Int(Self.mostReadings)) readings at most, and these are \(Int(count)); "
                    + "make --every longer or --for shorter, or write --signals, which keep nothing")
        }
    }

    func run(on console: Console) async throws {
        let model = try options.model(file: file)
        let plates = model.plates.map(\.name)
        var procedures: [Procedure] = []
        for path in procedure {
            procedures.append(try .read(path, procedures: procedures.map(\.name), plates: plates))
        }
        let scenario = try Scenario.read(scenario, procedures: procedures, for: model)
        let run = try scenarioRun(scenario, model, on: console)
        let end = duration?.si ?? run.lastTime + 3600
        try checkCount(for: end)
        var record = PlantRecord(model)
        var shown = try signals.map { SignalTable(try LineFile($0)) }
        var said = try readings.map { try ReadingTable(run, LineFile($0)) }
        do {
            try await follow(run, to: end, &record, &shown, &said, on: console)
        } catch {
            // What came before counts most of all.
            try shown?.file.flush()
            try said?.file.flush()
            throw error
        }
        try shown?.file.flush()
        try said?.file.flush()
        let outcomes = try run.outcomes()
        try output.write(record, from: 0, title: scenario.title, on: console)
        for path in [signals, readings] { if let path { try console.note("wrote \(path)") } }
        let isMet = outcomes.allSatisfy(\.holds)
        if output.json {
            try console.print(json: ScenarioRecord(run, outcomes, record))
        } else {
            try tell(run, outcomes, record, on: console)
        }
        guard isMet else { throw CheckFailed() }
    }

    private func scenarioRun(
        _ scenario: Scenario, _ model: PlantModel, on console: Console
    ) throws -> ScenarioRun {
        let bar = ProgressBar("cooling down first", on: console.error) { days($0) }
        defer { bar.finish() }
        return try ScenarioRun(scenario, model) { bar.update($0) }
    }

    /// Goes to the end, at the pace that is asked for.
    private func follow(
        _ run: ScenarioRun, to end: Double, _ record: inout PlantRecord, _ shown: inout SignalTable?,
        _ said: inout ReadingTable?, on console: Console
    ) async throws {
        let bar = ProgressBar("running", total: end, on: console.error) { dayTime($0) }
        defer { bar.finish() }
        let isKept = output.csv != nil || output.plot != nil
        let isRecorded = isKept || shown != nil || said != nil
        let live = LiveLine(speed: speed, isSilent: output.json, console)
        var readings = 0
        var lines = 0
        while true {
            // Times of readings and lines are multiples, so that no rounding adds up.
            let reading = isRecorded ? Double(readings) * every.si : .infinity
            let line = live.interval.map { Double(lines) * $0 } ?? .infinity
            let coarse = isRecorded || live.interval != nil ? Double.infinity : run.time + 600
            let next = min(reading, line, coarse, end)
            try await live.wait(until: next)
            try run.advance(to: next)
            if next == reading {
                if isKept { try record.note(run.plant) }
                try shown?.note(run)
                try said?.note(run)
                readings += 1
            }
            if next == line {
                try live.show(run.plant)
                lines += 1
            }
            if live.interval == nil { bar.update(run.time) }
            if next >= end { break }
        }
        try live.end()
        if record.times.last != run.time { try record.note(run.plant) }
    }

    private func tell(
        _ run: ScenarioRun, _ outcomes: [ScenarioRun.Outcome], _ record: PlantRecord, on console: Console
    ) throws {
        try console.print(
            "\(escaped(options.title(file: file), limit: 200)): \(escaped(run.scenario.title, limit: 200))")
        if !run.events.isEmpty {
            var events = TextTable(columns: [.left("EVENT"), .right("TIME")])
            for event in run.events { events.append([event.words, dayTime(event.time)]) }
            try console.write(events.rendered())
        }
        try console.write(record.lastTable("AFTER \(dayTime(run.time))").rendered())
        guard !outcomes.isEmpty else { return }
        var table = TextTable(columns: [.left("EXPECTED"), .right("TIME"), .left("FOUND"), .left("MET")])
        for outcome in outcomes {
            table.append(["\(outcome.subject)", dayTime(outcome.at), outcome.found, outcome.holds ? "yes" : "no"])
        }
        try console.write(table.rendered())
    }
}

extension ScenarioRun.Outcome {
    /// What was found, in words.
    fileprivate var found: String {
        guard isReached else { return "not reached" }
        switch subject {
        case .signal(let condition): return value.map { condition.signal.rounded($0) } ?? "none"
        case .reading(_, _, let unit):
            guard let quality else { return "silent" }
            let number = value.map { unit == .kelvin ? kelvin($0) : unit.formatted($0, significantDigits: 4) }
            return "\(number ?? "none"), \(quality.rawValue)"
        }
    }
}

extension Signal {
    /// A value with its unit and three or four digits.
    func rounded(_ value: Double) -> String {
        switch self {
        case .stage: kelvin(value)
        case .pressure: Pressure(si: value).formatted(significantDigits: 3)
        case .flow: MolarFlow(si: value).formatted(significantDigits: 3)
        // Rounding is no circulation.
        case .condensed, .rotation: amount(abs(value) < 1e-6 ? 0 : value * 100, "%", digits: 3)
        }
    }
}

/// What is true of a plant, as comma-separated values: a line a moment.
private struct SignalTable {
    let file: LineFile
    private var isEmpty = true

    init(_ file: LineFile) { self.file = file }

    mutating func note(_ run: ScenarioRun) throws {
        let channels = try run.plant.reading().channels()
        if isEmpty { try file.write((["time_s"] + channels.map(\.column)).joined(separator: ",") + "\n") }
        isEmpty = false
        try file.write((["\(run.time)"] + channels.map { "\($0.value)" }).joined(separator: ",") + "\n")
    }
}

/// What instruments say, as comma-separated values: a line a reading.
///
/// Values are in SI; `raw` is the same number in the unit in which the instrument itself speaks, which a firmware may change.
private struct ReadingTable {
    private var watched: ScenarioInstruments
    let file: LineFile

    init(_ run: ScenarioRun, _ file: LineFile) throws {
        watched = try ScenarioInstruments(run)
        self.file = file
        try file.write("time_s,taken_s,channel,unit,value,quality,raw,raw_unit\n")
    }

    mutating func note(_ run: ScenarioRun) throws {
        for said in try watched.readings(of: run) {
            let instruments = watched.instruments
            let channel = instruments.channels[said.channel]
            let value = said.reading.value.map { "\($0)" } ?? ""
            let raw = instruments.rawValue(of: said).map { "\($0)" } ?? ""
            var text = "\(run.time),\(Double(said.reading.time) / 1e9),\(channel),\(channel.unit.rawValue),\(value),"
            text += "\(said.reading.quality.rawValue),\(raw),\(instruments.rawUnit(of: said.channel).rawValue)\n"
            try file.write(text)
        }
    }
}

/// A run as JSON.
private struct ScenarioRecord: Encodable {
    struct EventRecord: Encodable {
        var name: String
        var plate: String?
        var time: Double
        enum CodingKeys: String, CodingKey {
            case name, plate
            case time = "time_s"
        }
    }

    struct OutcomeRecord: Encodable {
        var at: Double
        var condition: String
        /// In SI; left out where the run ended before, or a reading has no number.
        var value: Double?
        /// Of a reading.
        var quality: String?
        var holds: Bool
        enum CodingKeys: String, CodingKey {
            case at = "at_s"
            case condition, value, quality, holds
        }
    }

    struct PlaceRecord: Encodable {
        var name: String
        var temperature: Double
        enum CodingKeys: String, CodingKey {
            case name
            case temperature = "temperature_K"
        }
    }

    var scenario: String
    var time: Double
    var met: Bool
    var events: [EventRecord]
    var expectations: [OutcomeRecord]
    var places: [PlaceRecord]

    enum CodingKeys: String, CodingKey {
        case scenario, met, events, expectations, places
        case time = "time_s"
    }

    init(_ run: ScenarioRun, _ outcomes: [ScenarioRun.Outcome], _ record: PlantRecord) {
        scenario = run.scenario.name
        time = run.time
        met = outcomes.allSatisfy(\.holds)
        events = run.events.map { EventRecord(name: $0.name, plate: $0.plate, time: $0.time) }
        expectations = outcomes.map {
            OutcomeRecord(
                at: $0.at, condition: "\($0.subject)", value: $0.value, quality: $0.quality?.rawValue, holds: $0.holds)
        }
        places = zip(record.channels, record.temperatures).map {
            PlaceRecord(name: $0.name, temperature: $1.last ?? 0)
        }
    }
}
