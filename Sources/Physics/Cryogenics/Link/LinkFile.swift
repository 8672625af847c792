import Configuration
import HeatTransfer
import Materials
import Quantities

/// A link as its YAML file states it (`kind: Link`): modules in a row.
public struct LinkFile: Decodable, Sendable {
    /// What the file describes.
    enum Kind: String, Decodable, CaseIterable, Sendable { case link = "Link" }

    /// One module.
    struct ModuleFile: Decodable, Sendable {
        var kind: LinkDescription.Kind
        var name: String
        var length: Length?
        var start: Length?
        var coolingFactor: Double?
        var dilutionUnits: Int?

        var module: LinkDescription.Module {
            LinkDescription.Module(
                kind, name, length: length?.si ?? 0, coolingFactor: coolingFactor ?? 1,
                dilutionUnits: dilutionUnits ?? 0)
        }

        enum CodingKeys: String, DocumentedKey {
            case kind, name, length, start
            case coolingFactor = "cooling_factor"
            case dilutionUnits = "dilution_units"

            var documentation: String {
                switch self {
                case .kind: "what the module is"
                case .name: "its name, unique in the link"
                case .length:
                    "from one end of its shields to the other, half of the gaps within; for adapters and links"
                case .start: "where it begins, from the left node: checked against the lengths before it"
                case .coolingFactor: "how many times the parameters' cooling a node or cooling unit has; 1 if left out"
                case .dilutionUnits: "how many dilution units a cooling unit carries; none if left out"
                }
            }
        }
    }

    /// What differs from the parameters.
    struct VariationFile: Decodable, Sendable {
        var baseFloor: Temperature?
        var radiationOn4K: Double?
        var residualResistanceRatio: RatiosFile?

        enum CodingKeys: String, DocumentedKey {
            case baseFloor = "base_floor"
            case radiationOn4K = "radiation_on_4K"
            case residualResistanceRatio = "residual_resistance_ratio"

            var documentation: String {
                switch self {
                case .baseFloor:
                    "the lowest temperature of the base stage; the cooling curve of the parameters has none"
                case .radiationOn4K:
                    "factor on the radiation that the 4K shield receives: below 1 with insulation on it"
                case .residualResistanceRatio: "of the shields' copper, by stage: higher where it is annealed"
                }
            }
        }
    }

    /// Residual resistance ratios of shields.
    struct RatiosFile: Decodable, Sendable {
        var fiftyKelvin: Double?
        var fourKelvin: Double?
        var still: Double?
        var base: Double?

        enum CodingKeys: String, CodingKey {
            case fiftyKelvin = "50K"
            case fourKelvin = "4K"
            case still, base
        }

        /// Stage by stage, hottest first.
        var all: [(key: CodingKeys, ratio: Double?)] {
            [(.fiftyKelvin, fiftyKelvin), (.fourKelvin, fourKelvin), (.still, still), (.base, base)]
        }
    }

    var kind: Kind
    var name: String
    var title: String
    var parameters: String?
    var variation: VariationFile?
    var supports: [Length]?
    var modules: [ModuleFile]

    /// The link.
    public var description: LinkDescription {
        LinkDescription(name: name, title: title, modules: modules.map(\.module))
    }

    /// Its parameters: those given when it was read, else those it names, else `eth-table-3`; with what it varies.
    public let linkParameters: LinkParameters

    /// Where its last support stands, in m from the left node; nil where the file names none.
    public var lastSupport: Double? { supports?.last?.si }

    enum CodingKeys: String, DocumentedKey {
        case kind, name, title, parameters, variation, supports, modules

        var documentation: String {
            switch self {
            case .kind: "what the file describes"
            case .name: "the link's name: lower case, with hyphens"
            case .title: "the name in words"
            case .parameters: "what modules are made of: eth-table-3, if left out"
            case .variation: "what differs from the parameters"
            case .supports: "where the vacuum can stands, from the left node, rising; the last at the far end or beyond"
            case .modules: "from the left node to the right one"
            }
        }
    }

    /// Reads the modules and checks that they make a link, where an error still has its place in the file.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        kind = try container.decode(Kind.self, forKey: .kind)
        name = try container.decode(String.self, forKey: .name)
        title = try container.decode(String.self, forKey: .title)
        parameters = try container.decodeIfPresent(String.self, forKey: .parameters)
        variation = try container.decodeIfPresent(VariationFile.self, forKey: .variation)
        supports = try container.decodeIfPresent([Length].self, forKey: .supports)
        modules = try container.decode([ModuleFile].self, forKey: .modules)
        let place = LinkFilePlace(path: container.codingPath)
        linkParameters = try Self.parameters(
            parameters, variation, given: LinkFileContext(of: decoder).parameters, place)
        try requireLengths(place)
        try place.check([CodingKeys.modules]) { try description.validate() }
        try checkPlaces(place)
    }
}
