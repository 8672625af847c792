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
    @Option("The heat flux on a link's 50K shield; appendix-d, if left out.", name: "heat-flux")
    var heatFlux: HeatFluxChoice?
    @Option(
        "The lowest temperature of base stages; of a preset 11 mK, as nodes were measured, if left out.",
        name: "base-floor")
    var baseFloor: Temperature?

    /// The model of a file or preset.
    func model(file: String?) throws -> PlantModel {
        var parameters = PlantParameters.eth
        if noUnitSwitches { parameters.unitSwitch = 0 }
        var description = try description(file: file)
        if description.isCryostat {
            // A cryostat's own description says what these would.
            for (option, isGiven) in [
                ("--no-unit-heat-switches", noUnitSwitches), ("--heat-flux", heatFlux != nil),
                ("--base-floor", baseFloor != nil),
            ] where isGiven {
                throw UsageError(
                    reason: "\(option) is for presets and links; a cryostat's own description says what it has")
            }
        }
        if let baseFloor {
            guard baseFloor.si > 0 else { throw UsageError(reason: "--base-floor must be above zero") }
            try description.setBaseFloor(baseFloor.si)
        }
        return try description.model(
            parameters, flux: (heatFlux ?? .appendixD).rawValue, readFrom: file)
    }

    private func description(file: String?) throws -> PlantDescription {
        if let file {
            guard preset == nil, cryostat == nil else { throw UsageError(reason: "give either a file or a preset") }
            return try .read(file)
        }
        guard let cryostat else { return try .preset((preset ?? .node).rawValue) }
        guard preset == nil else { throw UsageError(reason: "give either --preset or --cryostat") }
        return try .preset(cryostat.argument)
    }

    /// In words.
    func title(file: String?) -> String {
        let name = file ?? cryostat?.argument ?? (preset ?? .node).rawValue
        return noUnitSwitches ? "\(name), no heat switches at cooling units" : name
    }
}
