public import Configuration
public import Instruments
internal import Readings
public import Telemetry
public import Twin

/// What `subkelvin up` runs: a fleet's file, read with all that it names, and checked.
public struct ServiceSettings: Sendable {
    /// What the fleet is, in a line.
    public var title: String
    /// Where it listens.
    public var listen: ListenAddress
    /// The file of readings.
    public var store: String
    /// How long the past is kept.
    public var retention: Retention
    /// How many times as fast as the wall's clock it runs.
    public var speed: Double
    /// The devices, each with its source.
    public var devices: [DeviceSettings]

    /// Settings.
    public init(
        title: String, listen: ListenAddress = .standard, store: String, retention: Retention = .standard,
        speed: Double = 1, devices: [DeviceSettings]
    ) {
        self.title = title
        self.listen = listen
        self.store = store
        self.retention = retention
        self.speed = speed
        self.devices = devices
    }

    /// A fleet's file.
    ///
    /// - Parameter path: of the file (`kind: Service`); paths in it are relative to it.
    /// - Throws: `ConfigurationError` with the place of what is wrong, in this file or in one that it names.
    public static func read(_ path: String) throws(ConfigurationError) -> ServiceSettings {
        var decoder = ConfigurationDecoder()
        if let key = CheckedService.folder {
            decoder.userInfo[key] = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        }
        return try decoder.decode(CheckedService.self, fromFile: path).settings
    }

    /// Log files of the past, as if live: a device for each folder that has days.
    ///
    /// - Parameters:
    ///   - folder: a folder of days, or one of such folders.
    ///   - zone: of the times in it.
    ///   - store: the file of readings.
    ///   - speed: how many times as fast as the wall's clock.
    /// - Throws: `LogFolderError`, `LogFileError` where there are none; `ChannelError` for a folder whose name cannot be a device's.
    public static func replay(
        _ folder: String, zone: ZoneRules, store: String, speed: Double
    ) throws -> ServiceSettings {
        let devices = try LogFolder.devices(in: folder).map { log in
            _ = try Channel(device: log.name, name: "base", unit: .kelvin)
            return DeviceSettings(
                Device(cryostat: log.name, title: "Replay of \(log.name)"),
                .replay(LogSourceSettings(folder: log.path, zone: zone)))
        }
        return ServiceSettings(title: "Replay of \(folder)", store: store, speed: speed, devices: devices)
    }

    /// The JSON Schema of a fleet's file, made of the types that read it; ends with a line break.
    ///
    /// - Throws: `SchemaError` where a type stands in the way; never for the types as they are.
    public static func jsonSchema() throws -> String {
        try JSONSchema(
            for: ServiceFile.self, title: "Service",
            description: "What subkelvin up runs: devices, where their readings come from, how long they are kept."
        ).text
    }
}

/// A device with its source.
public struct DeviceSettings: Sendable {
    /// The device.
    public var device: Device
    /// Where its readings come from.
    public var source: SourceSettings

    /// A device with its source.
    public init(_ device: Device, _ source: SourceSettings) {
        self.device = device
        self.source = source
    }

    /// All that its source is made of, with what stands in files that the fleet's names: where that is the same, the source goes on.
    ///
    /// The past of a simulated device is told at the start alone.
    var identity: SourceSettings {
        guard case .twin(var twin) = source else { return source }
        twin.history = 0
        return .twin(twin)
    }

    /// How much of its story is gone through before it has come to now, in s.
    var beginning: Double {
        guard case .twin(let twin) = source else { return 0 }
        return twin.period.map { twin.history.truncatingRemainder(dividingBy: $0) } ?? twin.history
    }

    /// Whether some of its past is simulated and not told yet.
    ///
    /// - Parameter isKnown: whether the store knows anything of the device.
    /// - Throws: `TelemetryError` where the store does not say.
    func hasUntoldPast(in store: TelemetryStore, isKnown: Bool) throws -> Bool {
        guard case .twin(let twin) = source, twin.history > 0 else { return false }
        return try !isKnown || TwinMemory(of: device.name, twin).untold(in: store) != nil
    }
}

/// Where a device's readings come from.
public enum SourceSettings: Sendable, Hashable {
    /// It is simulated.
    case twin(TwinSettings)
    /// Log files, as they are written.
    case bluefors(LogSourceSettings)
    /// Log files of the past, as if live.
    case replay(LogSourceSettings)

    /// As files and answers name it.
    public var kind: String {
        switch self {
        case .twin: "twin"
        case .bluefors: "bluefors"
        case .replay: "replay"
        }
    }
}

/// A simulated device.
public struct TwinSettings: Sendable, Hashable {
    /// What it is made of.
    public var plant: PlantDescription
    /// What happens to it; times count from where its history begins.
    public var scenario: Scenario
    /// After what time its scenario begins again, in s; nil for never.
    public var period: Double?
    /// How much past it has when it begins, in s.
    public var history: Double
    /// The plant at rest at its base, where that is known; else it is worked out.
    var base: Plant.Snapshot?

    /// A simulated device.
    public init(plant: PlantDescription, scenario: Scenario, period: Double? = nil, history: Double = 0) {
        self.plant = plant
        self.scenario = scenario
        self.period = period
        self.history = history
    }
}

/// Log files of a cryostat.
public struct LogSourceSettings: Sendable, Hashable {
    /// The folder that has a folder for each day.
    public var folder: String
    /// The time zone of the times in it.
    public var zone: ZoneRules
    /// Names of thermometers by number, besides those that are usual.
    public var thermometers: [Int: String]

    /// Log files.
    public init(folder: String, zone: ZoneRules, thermometers: [Int: String] = [:]) {
        self.folder = folder
        self.zone = zone
        self.thermometers = thermometers
    }

    /// What a reader of the files needs to know.
    func reading(_ device: String) -> LogSettings {
        var settings = LogSettings(device: device, zone: zone)
        settings.thermometers.merge(thermometers) { _, own in own }
        return settings
    }
}
