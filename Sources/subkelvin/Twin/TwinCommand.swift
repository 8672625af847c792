import CommandLineKit

/// The command `subkelvin twin …`.
struct TwinCommand: Command {
    static let name = "twin"
    static let abstract = "Cryostats and links in time: from room temperature to their base."
    static let subcommands: [any Command.Type] = [TwinCooldown.self, TwinCompare.self]
}
