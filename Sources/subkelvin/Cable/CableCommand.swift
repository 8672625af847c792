import CommandLineKit

/// The command `subkelvin cable …`.
struct CableCommand: Command {
    static let name = "cable"
    static let abstract = "What lines through a cryostat conduct, lose and bring: coaxial cables, wires, looms, films."
    static let subcommands: [any Command.Type] = [CableList.self, CableShow.self, CableHeat.self, CableLoss.self]
}
