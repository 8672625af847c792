import CommandLineKit

/// The command `subkelvin logs …`.
struct LogsCommand: Command {
    static let name = "logs"
    static let abstract =
        "Logs that a cryostat's control unit writes: what they hold, what happened, into a store, out of it."
    static let discussion = """
        Reads folders of Bluefors control units: a folder a day, YY-MM-DD, with a file for each thermometer and instrument, in both \
        their dialects. Their clocks are local, and do not say of which zone: --zone does.
        """
    static let subcommands: [any Command.Type] = [
        LogsInspect.self, LogsEvents.self, LogsImport.self, LogsExport.self,
    ]
}
