import CommandLineKit

/// The command `subkelvin twin …`.
struct TwinCommand: Command {
    static let name = "twin"
    static let abstract = "Cryostats and links in time: cooldown, warm-up, whatever happens to them."
    static let subcommands: [any Command.Type] = [
        TwinCooldown.self, TwinWarmup.self, TwinRun.self, TwinLoad.self, TwinFault.self, TwinPlay.self,
        TwinCompare.self,
    ]
}
