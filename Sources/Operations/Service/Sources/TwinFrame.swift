internal import Cryogenics
internal import HeatTransfer
internal import Readings
internal import Synchronization
internal import Telemetry
internal import Twin

/// What all of a simulated device's story has in common: the plant, its instruments, what happens to it, where it begins.
struct TwinFrame: Sendable {
    /// The device's name in the fleet.
    let device: String
    let model: PlantModel
    let scenario: Scenario
    /// After what time its scenario begins again, in s; nil for never.
    let period: Double?
    private let settings: InstrumentSettings
    /// The channels of the fleet, in the order of the instruments' own.
    let channels: [Channel]
    /// The place of the compressors' hours among them.
    private let hours: Set<Int>
    /// At rest at base; nil for a scenario that begins warm.
    private let base: Plant.Snapshot?

    /// What a story needs.
    ///
    /// - Parameter goesOn: whether it begins in its middle, so that nobody needs the plant at its base.
    /// - Throws: `ScriptError` for a scenario that cannot happen to the plant; `StartError` where it does not come to its base;
    ///   `NetworkError` where it cannot be followed.
    init(of device: Device, _ twin: TwinSettings, bases: PlantBases, goesOn: Bool = false) throws {
        self.device = device.name
        scenario = twin.scenario
        period = twin.period
        (model, base) = try bases.base(
            of: twin.plant, isWarm: goesOn || twin.scenario.start == .warm, known: twin.base)
        settings = try .usual(of: model)
        let isLink = device.kind == .link
        let instruments = try PlantInstruments(
            model, devices: model.deviceNames, seed: scenario.seed, settings: settings)
        let places = Set(settings.places.map(\.name))
        channels = try instruments.channels.map { channel in
            let name =
                isLink && !Self.isPlace(channel.name, places) ? "\(channel.device).\(channel.name)" : channel.name
            return try Channel(device: device.name, name: name, unit: channel.unit)
        }
        hours = Set(instruments.channels.indices.filter { instruments.channels[$0].name == "pulsetube-hours" })
    }

    /// Whether a channel is of a thermometer on a shield: the temperature or its signal.
    private static func isPlace(_ name: String, _ places: Set<String>) -> Bool {
        places.contains(name) || name.lastIndex(of: "-").map { places.contains(String(name[..<$0])) } ?? false
    }

    /// How far apart the past tells readings of each channel at least, in ns.
    ///
    /// Temperatures, pressures, flow and all that is switched come every minute. What a thermometer's bridge shows, and how machines
    /// run, moves slowly: every five minutes, which halves the past.
    var pastSpacings: [Int64] {
        channels.map { channel in
            let isSignal = channel.unit == .ohm || channel.unit == .volt
            let isMachine = ["pulsetube-", "vibration", "-speed", "readout-", "resonator-"].contains {
                channel.name.contains($0)
            }
            // A look that comes a rounding early counts.
            return isSignal || isMachine ? 299_000_000_000 : 0
        }
    }

    /// The scenario from its beginning, on a plant at rest.
    func begin() throws -> ScenarioRun {
        guard let base else { return try ScenarioRun(scenario, model) }
        return try ScenarioRun(scenario, on: Plant(model, from: base))
    }

    /// The scenario in the middle.
    func resume(_ plant: Plant.Snapshot) throws -> ScenarioRun { try ScenarioRun(scenario, model, resuming: plant) }

    /// The instruments, new or as they were.
    func instruments(from snapshot: PlantInstruments.Snapshot? = nil) throws -> PlantInstruments {
        // Faults name the plates; the fleet knows one device.
        try PlantInstruments(
            model, devices: model.deviceNames, seed: scenario.seed, settings: settings, from: snapshot)
    }

    /// Lets instruments, with what is wrong with them now, look at the plant.
    ///
    /// - Parameters:
    ///   - time: in ns since 1970.
    ///   - before: how long the compressors had run before these instruments began to count, in s.
    ///   - said: what they say.
    func look(
        at run: ScenarioRun, _ instruments: inout PlantInstruments, time: Int64, hoursBefore before: Double,
        into said: inout [SensorReading]
    ) throws {
        try instruments.hold(run.sensorFaults)
        instruments.read(try run.plant.reading(), at: time, into: &said)
        guard before > 0 else { return }
        for index in said.indices where hours.contains(said[index].channel) {
            let reading = said[index].reading
            guard let value = reading.value else { continue }
            said[index].reading = Reading(time: reading.time, value: value + before, quality: reading.quality)
        }
    }
}

/// Plants at rest at their base, each worked out once, however many devices are alike.
final class PlantBases: Sendable {
    private struct Base: Sendable {
        var model: PlantModel
        var snapshot: Plant.Snapshot
    }
    private final class Once: Sendable {
        let base = Mutex<Base?>(nil)
    }
    private let known = Mutex<[CryostatDescription: Once]>([:])

    /// A plant's model, and its state at base.
    ///
    /// - Parameters:
    ///   - isWarm: whether the state is not wanted.
    ///   - known: the state, where somebody knows it; one that does not fit the model is worked out all the same.
    /// - Throws: `StartError` where it does not come to its base; `NetworkError` where it cannot be followed.
    func base(
        of description: PlantDescription, isWarm: Bool, known snapshot: Plant.Snapshot? = nil
    ) throws -> (PlantModel, Plant.Snapshot?) {
        if isWarm { return (try description.model(), nil) }
        if let snapshot {
            let model = try description.model()
            if (try? Plant(model, from: snapshot)) != nil { return (model, snapshot) }
        }
        guard case .cryostat(let cryostat) = description else { return try Self.make(description) }
        let once = known.withLock { known in
            let once = known[cryostat] ?? Once()
            known[cryostat] = once
            return once
        }
        // Who comes while it is being worked out waits for it.
        return try once.base.withLock { base in
            if let base { return (base.model, base.snapshot) }
            let (model, snapshot) = try Self.make(description)
            base = snapshot.map { Base(model: model, snapshot: $0) }
            return (model, snapshot)
        }
    }

    private static func make(_ description: PlantDescription) throws -> (PlantModel, Plant.Snapshot?) {
        let model = try description.model()
        return (model, try Plant.atBase(model).snapshot())
    }
}
