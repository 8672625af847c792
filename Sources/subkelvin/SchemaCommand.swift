import CommandLineKit
import Configuration
import Cryogenics
import Materials
import Planning
import Qubits
import Service
import Twin

/// The command `subkelvin schema KIND`.
struct SchemaCommand: Command {
    static let name = "schema"
    static let abstract = "Prints the JSON Schema of a kind of file, by which editors complete and check it."

    /// The kinds of files.
    enum Kind: String, CaseIterable, ArgumentValue {
        /// A material.
        case material
        /// Cables.
        case cable
        /// A cryogenic link.
        case link
        /// What a link is made of.
        case linkParameters = "link-parameters"
        /// A qubit with its lines.
        case qubit
        /// A cryostat.
        case cryostat
        /// What a qubit adds to a cryostat.
        case wiring
        /// Devices and ways of placing them.
        case fleet
        /// Steps that set a plant's controls and wait.
        case procedure
        /// What happens to a plant.
        case scenario
        /// What `subkelvin up` runs.
        case service
    }

    @Argument("The kind of file.") var kind: Kind

    func run(on console: Console) async throws {
        switch kind {
        case .material: try console.write(try MaterialFile.jsonSchema())
        case .cable: try console.write(try CableFile.jsonSchema())
        case .link: try console.write(try LinkFile.jsonSchema())
        case .linkParameters: try console.write(try LinkParametersFile.jsonSchema())
        case .qubit: try console.write(try QubitFile.jsonSchema())
        case .cryostat: try console.write(try CryostatFile.jsonSchema())
        case .wiring: try console.write(try WiringFile.jsonSchema())
        case .fleet: try console.write(try FleetFile.jsonSchema())
        case .procedure: try console.write(try Procedure.jsonSchema())
        case .scenario: try console.write(try Scenario.jsonSchema())
        case .service: try console.write(try ServiceSettings.jsonSchema())
        }
    }
}
