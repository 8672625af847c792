import CommandLineKit

/// The command `subkelvin capacity …`.
struct CapacityCommand: Command {
    static let name = "capacity"
    static let abstract = "How many qubits a cryostat carries, and how many cryostats a fleet needs."
    static let subcommands: [any Command.Type] = [CapacityQubits.self, CapacityConsolidate.self]
    static let usualSubcommand: (any Command.Type)? = CapacityQubits.self
}
