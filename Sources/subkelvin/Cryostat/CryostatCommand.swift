import CommandLineKit

/// The command `subkelvin cryostat …`.
struct CryostatCommand: Command {
    static let name = "cryostat"
    static let abstract = "Whole cryostats: temperatures, heat budget, margins, noise of every line."
    static let subcommands: [any Command.Type] = [
        CryostatSolve.self, CryostatBudget.self, CryostatCheck.self, CryostatCompare.self, CryostatImport.self,
        CryostatSweepCommand.self, CryostatMap.self, CryostatDilution.self,
    ]
}
