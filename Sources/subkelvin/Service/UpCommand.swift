import CommandLineKit
import Glibc
import Instruments
import Observability
import Service
import Telemetry

/// The command `subkelvin up`.
struct UpCommand: Command {
    static let name = "up"
    static let abstract = "Runs a fleet: readings in, one store, the fleet in a browser."
    static let discussion = """
        Without a file six simulated devices run at different moments, at 60 times the speed of the clock on the wall, with a month \
        of past; their readings are kept in a temporary folder unless --store names a file. A port that is taken is then passed by.

        The address stands alone on a line. It runs until it is interrupted; SIGHUP reads the file again, SIGTERM ends it once all \
        is stored.
        """
    static let examples = [
        Example("subkelvin up", "A demonstration."),
        Example("subkelvin up -c Examples/services/fleet.yaml", "The devices of a file."),
        Example("subkelvin up --replay logs --zone Europe/Zurich --speed 600x", "Log files of the past, as if live."),
    ]

    @Option(
        "The fleet: devices, their sources, what they must keep.", short: "c", placeholder: "FILE",
        completion: .file(extensions: ["yaml", "yml", "json"])) var config: String?
    @Option("Where to listen, and nowhere else; 0 for any port that is free. Else the file's, or 8080.") var port: Int?
    @Option("The file of readings; else the file's, or one that goes when it ends.", placeholder: "FILE") var store:
        String?
    @Option("How many times as fast as the wall's clock: of the demonstration and of a replay.") var speed: Pace?
    @Option("Log files of a Bluefors control unit, as if live: a folder of days, or of devices.", placeholder: "DIR")
    var replay: String?
    @Option("The time zone of the times in them, such as Europe/Zurich.") var zone: ZoneRules?

    func validate() throws {
        if config != nil, replay != nil { throw ArgumentError("give either --config or --replay") }
        if config != nil, speed != nil { throw ArgumentError("give the speed in the file: ‘speed: 60’") }
        if (replay == nil) != (zone == nil) { throw ArgumentError("--replay and --zone go together") }
        if let port, !(0...65535).contains(port) { throw ArgumentError("--port lies between 0 and 65535") }
        switch speed {
        case .max?: throw ArgumentError("--speed is a number and an x, such as 60x")
        case .times(let factor)? where !FleetClock.speeds.contains(factor):
            throw ArgumentError("--speed lies between 0.1x and 100000x")
        case .times?, nil: break
        }
    }

    func run(on console: Console) async throws {
        // Who does not read what is said holds up nothing: it is left out then.
        let sink = DescriptorSink(
            descriptor: STDERR_FILENO, format: console.error.isTerminal ? .coloredText : .json, capacity: 0)
        let log = Logger(label: "subkelvin", sink: sink, now: { TelemetryStore.systemTime() })
        let folder = try store == nil && config == nil ? TemporaryFolder() : nil
        defer { folder?.remove() }
        let settings = try settings(in: folder?.path ?? ".")
        let isDemonstration = config == nil && replay == nil
        let service = try FleetService(settings, isDemonstration: isDemonstration, log: log)
        // Before anybody knows where it is: who asks it to end as soon as it answers is heard.
        let signals = Signals.all()
        let (address, used) = try listen(service, settings, isFree: isDemonstration && port == nil)
        if let used {
            try console.note("port \(settings.listen.port) is taken; this fleet is at port \(used)")
        }
        try console.print("\(settings.title), \(settings.devices.count) devices, \(words(settings.speed))")
        try console.print(address)
        let running = Task { await service.run() }
        for await signal in signals {
            guard signal == Signals.reload else { break }
            await reload(service, log)
        }
        // What runs may wait for a network drive, or compute: nothing that matters here.
        running.cancel()
        try await service.stop()
    }

    private func words(_ speed: Double) -> String {
        let factor = speed == speed.rounded() ? "\(Int(speed))" : "\(speed)"
        return speed == 1 ? "live" : "\(factor) times as fast as the wall's clock"
    }

    private func settings(in folder: String) throws -> ServiceSettings {
        var settings: ServiceSettings
        if let config {
            settings = try .read(config)
        } else if let replay, let zone {
            settings = try .replay(replay, zone: zone, store: "\(folder)/readings.db", speed: factor)
        } else {
            settings = try DemonstrationFleet.settings(store: "\(folder)/readings.db", speed: factor)
        }
        if let store { settings.store = store }
        if let port { settings.listen.port = UInt16(port) }
        return settings
    }

    private var factor: Double {
        if case .times(let factor)? = speed { factor } else { DemonstrationFleet.usualSpeed }
    }

    /// Listens where the settings say; where any port will do, at the first one from there that nobody has.
    ///
    /// - Returns: the address of the page; the port in words, where it is another one than that of the settings.
    private func listen(
        _ service: FleetService, _ settings: ServiceSettings, isFree: Bool
    ) throws -> (address: String, otherPort: String?) {
        var address = settings.listen
        for _ in 0..<(isFree ? 20 : 0) {
            if let found = try? service.listen(at: address) {
                return (found, address.port == settings.listen.port ? nil : "\(address.port)")
            }
            address.port += 1
        }
        guard isFree else { return (try service.listen(at: address), nil) }
        address.port = 0
        return (try service.listen(at: address), "that the address below has")
    }

    private func reload(_ service: FleetService, _ log: Logger) async {
        guard let config else { return log.notice("there is no file to read again") }
        do {
            let left = try await service.reload(settings(in: "."))
            log.notice("the fleet's file was read again", ["file": .text(config)])
            if !left.isEmpty {
                log.warning("these need a new start to take effect", ["keys": .text(left.joined(separator: ", "))])
            }
        } catch {
            service.noteRefusedReload()
            log.error("the fleet's file is refused, the fleet goes on as it was", ["error": .text("\(error)")])
        }
    }
}
