import CommandLineKit
import Configuration
import Cryogenics
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

        /// The link; nil for a single cryostat.
        var link: (length: Double, coolingUnits: Int)? {
            switch self {
            case .node: nil
            case .five: (5, 0)
            case .ten: (10, 0)
            case .thirty: (30, 1)
            }
        }
    }

    @Option("A cryostat or link of arXiv:2604.15971; eth-node where there is no file.") var preset: Preset?
    @Option("A cryostat that comes with Subkelvin, with its lines and supports.") var cryostat: CryostatPreset?
    @Flag(
        "Cooling units have no heat switches: their still and base cool along the shields alone.",
        name: "no-unit-heat-switches") var noUnitSwitches: Bool
    @Option("The heat flux on the 50K shield.", name: "heat-flux") var heatFlux: HeatFluxChoice = .appendixD

    /// How long a cell of shield is, in m.
    static let cellLength = 0.25
    /// The lowest temperature of a single cryostat's base in K: its curve has none, and nothing heats it.
    static let singleFloor = 0.008

    /// The model of a link's file or preset.
    func model(file: String?) throws -> PlantModel {
        var parameters = PlantParameters.eth
        if noUnitSwitches { parameters.unitSwitch = 0 }
        if let file {
            guard preset == nil, cryostat == nil else { throw UsageError(reason: "give either a file or a preset") }
            if try PlantFile.kind(of: file) == "Cryostat" {
                let description = try CryostatDescription.read(file)
                do { return try PlantModel(CryostatModel(description), parameters) } catch let error as CryostatError {
                    throw error.placed(in: file)
                }
            }
            let link = try LinkFile.read(file)
            return try PlantModel(
                LinkModel(
                    link.description, link.linkParameters, flux: heatFlux.rawValue, cellLength: Self.cellLength),
                parameters)
        }
        if let cryostat {
            guard preset == nil else { throw UsageError(reason: "give either --preset or --cryostat") }
            return try PlantModel(CryostatModel(.preset(cryostat.argument)), parameters)
        }
        return try Self.model(preset ?? .node, parameters, flux: heatFlux)
    }

    /// The model of a preset.
    static func model(
        _ preset: Preset, _ parameters: PlantParameters, flux: HeatFluxChoice = .appendixD
    ) throws -> PlantModel {
        var link = try LinkParameters.preset("eth-table-3")
        guard let (length, units) = preset.link else {
            try link.setBaseFloor(singleFloor)
            return try PlantModel(single: link, parameters)
        }
        return try PlantModel(
            LinkModel(
                .regular(length: length, coolingUnits: units), link, flux: flux.rawValue, cellLength: cellLength),
            parameters)
    }

    /// In words.
    func title(file: String?) -> String {
        let name = file ?? cryostat?.argument ?? (preset ?? .node).rawValue
        return noUnitSwitches ? "\(name), no heat switches at cooling units" : name
    }
}

/// What a file describes.
private struct PlantFile: Decodable {
    var kind: String

    /// The kind that a file names: a cryostat or a link, and whatever else for its reader to refuse.
    static func kind(of file: String) throws -> String {
        try ConfigurationDecoder().decode(PlantFile.self, fromFile: file).kind
    }

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        kind = try container.decodeIfPresent(String.self, forKey: Key(stringValue: "kind")) ?? ""
        // Whoever reads all of it says what it may have.
        for key in container.allKeys { _ = try container.decodeNil(forKey: key) }
    }
}
