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
    @Option("The heat flux on a link's 50K shield; appendix-d, if left out.", name: "heat-flux")
    var heatFlux: HeatFluxChoice?
    @Option(
        "The lowest temperature of base stages; of a preset 11 mK, as nodes were measured, if left out.",
        name: "base-floor")
    var baseFloor: Temperature?

    /// How long a cell of shield is, in m.
    static let cellLength = 0.25

    /// The model of a link's file or preset.
    func model(file: String?) throws -> PlantModel {
        var parameters = PlantParameters.eth
        if noUnitSwitches { parameters.unitSwitch = 0 }
        if let baseFloor, baseFloor.si <= 0 { throw ArgumentError("--base-floor must be above zero") }
        if let file {
            guard preset == nil, cryostat == nil else { throw UsageError(reason: "give either a file or a preset") }
            switch try PlantFile.kind(of: file) {
            case .cryostat:
                try refuseWhatOnlyLinksHave()
                let description = try CryostatDescription.read(file)
                do { return try PlantModel(CryostatModel(description), parameters) } catch let error as CryostatError {
                    throw error.placed(in: file)
                }
            case .link:
                let link = try LinkFile.read(file)
                var own = link.linkParameters
                if let baseFloor { try own.setBaseFloor(baseFloor.si) }
                return try PlantModel(
                    LinkModel(link.description, own, flux: flux.rawValue, cellLength: Self.cellLength), parameters)
            }
        }
        if let cryostat {
            guard preset == nil else { throw UsageError(reason: "give either --preset or --cryostat") }
            try refuseWhatOnlyLinksHave()
            return try PlantModel(CryostatModel(.preset(cryostat.argument)), parameters)
        }
        return try Self.model(preset ?? .node, parameters, flux: flux, baseFloor: baseFloor?.si)
    }

    private var flux: HeatFluxChoice { heatFlux ?? .appendixD }

    /// A cryostat's own description says what these would.
    private func refuseWhatOnlyLinksHave() throws(ArgumentError) {
        for (option, isGiven) in [
            ("--no-unit-heat-switches", noUnitSwitches), ("--heat-flux", heatFlux != nil),
            ("--base-floor", baseFloor != nil),
        ] where isGiven {
            throw ArgumentError("\(option) is for presets and links; a cryostat's own description says what it has")
        }
    }

    /// The model of a preset.
    static func model(
        _ preset: Preset, _ parameters: PlantParameters, flux: HeatFluxChoice = .appendixD, baseFloor: Double? = nil
    ) throws -> PlantModel {
        var link = try LinkParameters.preset("eth-table-3")
        try link.setBaseFloor(baseFloor ?? LinkParameters.measuredBaseFloor)
        guard let (length, units) = preset.link else { return try PlantModel(single: link, parameters) }
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
    var kind: Kind

    /// What can be cooled.
    enum Kind: String, Decodable, CaseIterable { case cryostat = "Cryostat", link = "Link" }

    /// The kind that a file names.
    static func kind(of file: String) throws -> Kind {
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
        kind = try container.decode(Kind.self, forKey: Key(stringValue: "kind"))
        // Whoever reads all of it says what it may have.
        for key in container.allKeys { _ = try container.decodeNil(forKey: key) }
    }
}
