internal import HeatTransfer
internal import Readings
internal import Telemetry
internal import Twin

/// A simulated device and its past: what its instruments say, from where its history begins up to now and on.
///
/// The way to now is run twice. First fast, without looking more than once an hour, so that the device is there at once; a mark is kept
/// of each day. Then, behind the page, day by day and newest first, each from its mark, with a reading a minute. Both ways give the
/// same plant, because a twin goes on with the same bytes however its way is cut.
final class TwinStory {
    /// A day of the past from which it can be told again.
    private struct Mark: Sendable {
        var plant: Plant.Snapshot
        var instruments: PlantInstruments.Snapshot
    }

    private let device: Device
    private let settings: TwinSettings
    let model: PlantModel
    private let instrumentSettings: InstrumentSettings
    /// The channels of the fleet, in the order of the instruments' own.
    let channels: [Channel]
    /// When the scenario began, in ns since 1970.
    private let origin: Int64
    private var run: ScenarioRun
    private var instruments: PlantInstruments
    private var collector: ReadingCollector
    private var marks: [Mark] = []
    /// How far the run has come, in s of the scenario.
    private var time: Double { run.time }

    private static let day = 86400.0

    /// Begins a story, and goes to now.
    ///
    /// - Parameters:
    ///   - device: whose story it is.
    ///   - settings: what happens.
    ///   - now: in ns since 1970; its history began as long before as the settings say.
    /// - Throws: `ScriptError` for a scenario that cannot happen to the plant; `StartError` where it does not come to its base;
    ///   `NetworkError` where it cannot be followed.
    init(of device: Device, _ settings: TwinSettings, now: Int64) throws {
        self.device = device
        self.settings = settings
        model = try settings.plant.model()
        var own = try settings.plant.isLink ? InstrumentSettings.link() : .cryostat()
        let isLink = device.kind == .link
        if isLink { own.places = Device.shieldPlaces(of: model) }
        instrumentSettings = own
        // Scenarios know plates by their names, so the instruments do; the fleet knows one device.
        instruments = try PlantInstruments(
            model, devices: model.plates.map(\.name), seed: settings.scenario.seed, settings: own)
        let places = Set(own.places.map(\.name))
        channels = try instruments.channels.map { channel in
            let name = isLink && !Self.isPlace(channel.name, places) ? "\(channel.device).\(channel.name)" : channel.name
            return try Channel(device: device.name, name: name, unit: channel.unit)
        }
        collector = ReadingCollector(count: channels.count)
        run = try ScenarioRun(settings.scenario, model)
        origin = now - Int64(settings.history * 1e9)
        try comeToNow(settings.history)
    }

    /// Whether a channel is of a thermometer on a shield: the temperature or its signal.
    private static func isPlace(_ name: String, _ places: Set<String>) -> Bool {
        places.contains(name) || name.lastIndex(of: "-").map { places.contains(String(name[..<$0])) } ?? false
    }

    private func comeToNow(_ end: Double) throws {
        marks.append(try mark())
        var said: [SensorReading] = []
        while time < end {
            try run.advance(to: min(time + 3600, end))
            try look(&said)
            if time.truncatingRemainder(dividingBy: Self.day) == 0, time < end { marks.append(try mark()) }
        }
    }

    private func mark() throws -> Mark {
        Mark(plant: try run.plant.snapshot(), instruments: instruments.snapshot)
    }

    private func look(_ said: inout [SensorReading]) throws {
        try Self.setFaults(run, &instruments)
        instruments.read(try run.plant.reading(), at: moment(run.time), into: &said)
    }

    private func moment(_ time: Double) -> Int64 { origin + Int64((time * 1e9).rounded()) }

    /// Instruments go wrong and are right again as the scenario says.
    private static func setFaults(_ run: ScenarioRun, _ instruments: inout PlantInstruments) throws {
        guard run.sensorFaults != instruments.faults else { return }
        for fault in instruments.faults where !run.sensorFaults.contains(fault) { try instruments.clear(fault) }
        for fault in run.sensorFaults where !instruments.faults.contains(fault) { try instruments.set(fault) }
    }

    // MARK: Now

    /// Goes on to a time, and tells what instruments have said since the last call.
    ///
    /// - Parameter now: in ns since 1970; one that has passed tells nothing.
    func advance(to now: Int64) throws -> [ReadingBatch] {
        let end = Double(now - origin) / 1e9
        guard end > time else { return [] }
        try run.advance(to: end)
        var said: [SensorReading] = []
        try look(&said)
        collector.take(said, holding: 0)
        return collector.batches(channels, from: "twin")
    }

    /// What is done to it: the procedure and its step; nil where nothing is.
    var task: (procedure: String, step: String, title: String)? { run.plant.task }

    // MARK: The past

    /// How many days of past there are.
    var days: Int { settings.history > 0 ? marks.count : 0 }

    /// What is needed to tell a day again elsewhere.
    ///
    /// - Parameter day: 0 for the oldest.
    func past(day: Int) -> TwinDay {
        TwinDay(
            scenario: settings.scenario, model: model, settings: instrumentSettings, names: instruments.devices,
            channels: channels, plant: marks[day].plant, instruments: marks[day].instruments, origin: origin,
            end: min(Double(day + 1) * Self.day, settings.history))
    }

    /// Forgets the marks of a day that was told.
    func forget(day: Int) { if day == marks.count - 1 { marks.removeLast() } }
}

/// A day of a twin's past, to be told with a reading a minute.
struct TwinDay: Sendable {
    fileprivate var scenario: Scenario
    fileprivate var model: PlantModel
    fileprivate var settings: InstrumentSettings
    fileprivate var names: [String]
    fileprivate var channels: [Channel]
    fileprivate var plant: Plant.Snapshot
    fileprivate var instruments: PlantInstruments.Snapshot
    fileprivate var origin: Int64
    /// In s of the scenario: where its history ends, or the next day begins.
    fileprivate var end: Double

    /// How often instruments are read, in s.
    static let interval = 60.0
    /// States and settings that stay as they are say so once an hour.
    private static let holding: Int64 = 3_600_000_000_000

    /// All readings of the day.
    ///
    /// - Throws: what the plant throws, as it did on the first way.
    func batches() throws -> [ReadingBatch] {
        let run = try ScenarioRun(scenario, model, resuming: plant)
        var instruments = try PlantInstruments(
            model, devices: names, seed: scenario.seed, settings: settings, from: instruments)
        var collector = ReadingCollector(count: channels.count)
        var said: [SensorReading] = []
        let start = run.time
        var minute = 0
        while run.time < end {
            minute += 1
            try run.advance(to: min(start + Double(minute) * Self.interval, end))
            for fault in instruments.faults where !run.sensorFaults.contains(fault) { try instruments.clear(fault) }
            for fault in run.sensorFaults where !instruments.faults.contains(fault) { try instruments.set(fault) }
            let time = origin + Int64((run.time * 1e9).rounded())
            instruments.read(try run.plant.reading(), at: time, into: &said)
            collector.take(said, holding: Self.holding)
        }
        return collector.batches(channels, from: "twin")
    }
}
