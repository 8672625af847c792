public import CommandLineKit
public import HTTPServing
import Service

/// The family `subkelvin config`.
struct ConfigCommand: Command {
    static let name = "config"
    static let abstract = "The file of a fleet."
    static let subcommands: [any Command.Type] = [ConfigCheck.self]
}

/// The command `subkelvin config check`.
struct ConfigCheck: Command {
    static let name = "check"
    static let abstract = "Checks a fleet's file with all that it names; ends with 65 where something is wrong."
    static let examples = [
        Example("subkelvin config check Examples/services/fleet.yaml", "What is in it, or what is wrong and where.")
    ]

    @Argument("The file.", completion: .file(extensions: ["yaml", "yml", "json"])) var file: String
    @Flag("Print JSON.") var json: Bool

    /// What was found.
    private struct Found: Encodable {
        struct Device: Encodable {
            var name: String
            var source: String
        }
        var title: String
        var store: String
        var speed: Double
        var devices: [Device]
    }

    func run(on console: Console) async throws {
        let settings = try ServiceSettings.read(file)
        let found = Found(
            title: settings.title, store: settings.store, speed: settings.speed,
            devices: settings.devices.map { .init(name: $0.device.name, source: $0.source.kind) })
        if json { return try console.print(json: found) }
        let devices = found.devices.map { "\($0.name) (\($0.source))" }
        try console.print("\(file): sound, \(found.devices.count) devices: \(devices.joined(separator: ", "))")
    }
}

extension ServerError: ExitCoding {
    /// Nobody can be answered.
    public var exitCode: ExitCode { .unavailable }
}
