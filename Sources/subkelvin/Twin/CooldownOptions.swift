import CommandLineKit
import Quantities
import Twin

/// What is cooled, for how long.
struct CooldownOptions: OptionSource {
    /// What can be cooled without a file.
    enum Preset: String, CaseIterable, ArgumentValue {
        /// A single cryostat: the plates of a node.
        case node = "eth-node"
        /// Two nodes, one link module.
        case five = "eth-5m"
        /// Two nodes, three link modules.
        case ten = "eth-10m"
        /// Two nodes, a cooling unit in the middle, ten link modules.
        case thirty = "eth-30m"
    }

    @Option("A cryostat or link of arXiv:2604.15971; eth-node where there is no file.") var preset: Preset?
    @Option("A cryostat that comes with Subkelvin, with its lines and supports.") var cryostat: CryostatPreset?
    @Flag(
        "Cooling units have no heat switches: their still and base cool along the shields alone.",
        name: "no-unit-heat-switches") var noUnitSwitches: Bool
    @Option("The heat flux on the 50K shield.", name: "heat-flux") var heatFlux: HeatFluxChoice = .appendixD

    /// The model of a link's file or preset.
    func model(file: String?) throws -> PlantModel {
        var parameters = PlantParameters.eth
        if noUnitSwitches { parameters.unitSwitch = 0 }
        if let file {
            guard preset == nil, cryostat == nil else { throw UsageError(reason: "give either a file or a preset") }
            return try PlantDescription.read(file).model(parameters, flux: heatFlux.rawValue, readFrom: file)
        }
        guard let cryostat else { return try Self.model(preset ?? .node, parameters, flux: heatFlux) }
        guard preset == nil else { throw UsageError(reason: "give either --preset or --cryostat") }
        return try PlantDescription.preset(cryostat.argument).model(parameters)
    }

    /// The model of a preset.
    static func model(
        _ preset: Preset, _ parameters: PlantParameters, flux: HeatFluxChoice = .appendixD
    ) throws -> PlantModel {
        try PlantDescription.preset(preset.rawValue).model(parameters, flux: flux.rawValue)
    }

    /// In words.
    func title(file: String?) -> String {
        let name = file ?? cryostat?.argument ?? (preset ?? .node).rawValue
        return noUnitSwitches ? "\(name), no heat switches at cooling units" : name
    }
}
