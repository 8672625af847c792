import CommandLineKit

/// The command `subkelvin qubit …`.
struct QubitCommand: Command {
    static let name = "qubit"
    static let abstract = "Qubits in the cold: coherence, noise, gate errors, and what limits how many there can be."
    static let subcommands: [any Command.Type] = [
        QubitTable.self, QubitSweep.self, QubitRequire.self, QubitAudit.self, QubitCoherence.self, QubitThermal.self,
        QubitQuasiparticles.self, QubitDephasing.self, QubitPhotons.self, QubitGate.self, QubitLindblad.self,
        QubitStability.self, QubitLandauer.self, QubitControl.self, QubitReadout.self, QubitCapacity.self,
        QubitReport.self,
    ]
}
