public import Archive
public import CommandLineKit
public import Instruments
public import Telemetry
import Text

extension ZoneRules: ArgumentValue {
    /// A zone by its name.
    public init(argument: String) throws {
        do throws(ZoneError) { try self.init(named: argument) } catch { throw ArgumentError(error.description) }
    }

    /// The name.
    public var argument: String { name }
}

/// Whose logs are read.
struct LogOptions: OptionSource {
    @Option("The time zone of the clock that wrote them, such as Europe/Zurich or UTC.", placeholder: "ZONE")
    var zone: ZoneRules
    @Option("The device: one of the folder's, or what to call the only one.", placeholder: "NAME") var device: String?
    @Flag(
        "Heaters are logged in watts; their file does not say, and powers are suspect without.",
        name: "heaters-in-watts")
    var areHeatersInWatts: Bool

    /// The folders of devices that are asked for, each with what is known of it.
    func logs(in directory: String) throws -> [(folder: LogFolder, settings: LogSettings)] {
        if device != nil { return [try log(in: directory)] }
        return try LogFolder.devices(in: directory).map { ($0, settings($0.name)) }
    }

    /// The one device that is asked for.
    func log(in directory: String) throws -> (folder: LogFolder, settings: LogSettings) {
        try logFolder(in: directory, device: device) { settings($0) }
    }

    private func settings(_ device: String) -> LogSettings {
        LogSettings(device: device, zone: zone, areHeatersInWatts: areHeatersInWatts)
    }
}

/// The one device of a folder that is asked for.
func logFolder(
    in directory: String, device: String?, _ settings: (String) -> LogSettings
) throws -> (folder: LogFolder, settings: LogSettings) {
    let all = try LogFolder.devices(in: directory)
    if all.count == 1, let only = all.first { return (only, settings(device ?? only.name)) }
    let names = all.map(\.name).joined(separator: ", ")
    guard let device else {
        throw UsageError(
            reason: "\(quoted(directory, limit: 200)) holds several devices", hint: "name one by --device: \(names)")
    }
    guard let found = all.first(where: { $0.name == device }) else {
        throw UsageError(
            reason: "there is no device \(quoted(device)) in \(quoted(directory, limit: 200))",
            hint: "there are \(names)")
    }
    return (found, settings(device))
}

extension LogFolder {
    /// Reads day after day, and shows how far it is.
    func readAll(
        _ settings: LogSettings, on console: Console, _ body: (LogDay, LogContents) throws -> Void
    ) throws {
        let days = try days()
        let bar = ProgressBar("reading \(name)", total: Double(days.count), on: console.error)
        defer { bar.finish() }
        var reader = LogReader(self, settings)
        for (index, day) in days.enumerated() {
            try body(day, try reader.read(day))
            bar.update(Double(index + 1))
        }
    }
}

extension LogFileError: ExitCoding {
    /// A folder that is not there, or cannot be read.
    public var exitCode: ExitCode { isMissing ? .noSuchFile : .badData }
}

extension LogFolderError: ExitCoding {
    /// A folder without logs.
    public var exitCode: ExitCode { .badData }
}

extension TableFileError: ExitCoding {
    /// A file that cannot be written was asked for.
    public var exitCode: ExitCode { .usage }
}

extension LogComparisonError: ExitCoding {
    /// A log without temperatures.
    public var exitCode: ExitCode { .badData }
}

extension TelemetryError: ExitCoding {
    /// A store that is in use or full, or a file that is none.
    public var exitCode: ExitCode {
        switch reason {
        case .foreign, .newer, .unit: .badData
        default: .unavailable
        }
    }
}

extension LogProblems {
    /// Tells how many there were, and the first of them.
    func tell(on console: Console, most: Int = 10) throws {
        guard count > 0 else { return }
        for problem in first.prefix(most) { try console.note("\(problem)") }
        if count > most { try console.note("and \(count - most) more; see ‘logs inspect --json’ for their kinds") }
    }
}
