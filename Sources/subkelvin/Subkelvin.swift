import CommandLineKit

/// The program.
@main
struct Program {
    static func main() async { await Main.start(Subkelvin.self) }
}

/// The root of all commands.
struct Subkelvin: Command {
    static let name = "subkelvin"
    static let abstract = "Designs, simulates and operates millikelvin stages."
    static let discussion = """
        Dilution refrigerators, the cryogenic links between them, the qubits they keep cold: one physical model for all.

        Quantities are written with their unit: 20mK, "1.5 W", 2.9e-6mbar. Every command that answers prints JSON with --json.
        """
    static let examples = [
        Example("subkelvin material value copper --at 4K --rrr 100", "The thermal conductivity of copper."),
        Example(
            "subkelvin material integral ss304 --from 300K --to 4K --area 1mm2 --length 20cm", "Heat through a rod."),
        Example("subkelvin material plot copper@50 copper@500 ss304 --plot k.svg", "Three curves in one picture."),
    ]
    static let version: String? = "0.1.0"
    static let subcommands: [any Command.Type] = [
        UpCommand.self, ConfigCommand.self,
        MaterialCommand.self, CableCommand.self, LinkCommand.self, CryostatCommand.self, CapacityCommand.self,
        TwinCommand.self,
        ThermometerCommand.self, LogsCommand.self,
        QubitCommand.self,
        SchemaCommand.self,
        CompletionsCommand<Subkelvin>.self, ManualCommand<Subkelvin>.self,
    ]
}
