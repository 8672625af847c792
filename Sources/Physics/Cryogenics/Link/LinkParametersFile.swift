import Configuration
import HeatTransfer
import Quantities

/// The parameters of a link as their YAML file states them (`kind: LinkParameters`).
public struct LinkParametersFile: Decodable, Sendable {
    enum Kind: String, Decodable, CaseIterable, Sendable { case parameters = "LinkParameters" }

    struct Measured: Decodable, Sendable {
        var from: Temperature?
        var to: Temperature?
        var note: String?

        enum CodingKeys: String, DocumentedKey {
            case from, to, note

            var documentation: String {
                switch self {
                case .from: "the lowest temperature; none is stated, if left out"
                case .to: "the highest temperature; none is stated, if left out"
                case .note: "what is known beyond, in a few words"
                }
            }
        }
    }
    struct Cooling: Decodable, Sendable {
        var power: Power
        var reference: Temperature
        var offset: Double
        var exponent: Double
        var measured: Measured?

        enum CodingKeys: String, DocumentedKey {
            case power, reference, offset, exponent, measured

            var documentation: String {
                switch self {
                case .power: "P₀ of what a node cools, P₀ (T/T₀ − offset)^exponent; above zero"
                case .reference: "T₀"
                case .offset: "T/T₀ at which cooling begins; zero or more"
                case .exponent: "of the reduced temperature; above zero"
                case .measured: "the temperatures in which its source measured it; none are stated, if left out"
                }
            }
        }
    }
    struct Shield: Decodable, Sendable {
        var crossSection: Area
        var length: Length
        var diameter: Length
        var material: String
        var residualResistanceRatio: Double?

        enum CodingKeys: String, DocumentedKey {
            case length, diameter, material
            case crossSection = "cross_section"
            case residualResistanceRatio = "residual_resistance_ratio"

            var documentation: String {
                switch self {
                case .length: "within one pitch; the rest is the gap that a braid bridges"
                case .diameter: "mean diameter"
                case .material: "its name in the catalogue of materials"
                case .crossSection: "of the conductor"
                case .residualResistanceRatio: "of the conductor; the material's own, if left out"
                }
            }
        }
    }
    struct PerMetre: Decodable, Sendable {
        var radiation: LinearHeatLoad
        var posts: LinearHeatLoad
        var exponent: Double
        var reference: Temperature

        enum CodingKeys: String, DocumentedKey {
            case radiation, posts, exponent, reference

            var documentation: String {
                switch self {
                case .radiation: "of the warmer stage at the reference temperature, as T⁴; zero or more"
                case .posts: "through posts from the warmer stage at the reference temperature; zero or more"
                case .exponent: "of the posts' load in the warmer stage's temperature; above zero"
                case .reference: "the warmer stage's temperature at which the loads hold"
                }
            }
        }
    }
    struct Load: Decodable, Sendable {
        var flux: [String: HeatFlux]?
        var perMetre: PerMetre?

        enum CodingKeys: String, DocumentedKey {
            case flux
            case perMetre = "per_metre"

            var documentation: String {
                switch self {
                case .flux:
                    "of the 50K stage alone: heat fluxes at a cold shield, posts within, by the names of --heat-flux"
                case .perMetre: "of the stages within: what comes from the warmer one"
                }
            }
        }
    }
    struct Joint: Decodable, Sendable {
        var resistance: ThermalResistance
        var reference: Temperature
        var exponent: Double?
        var copper: Double?
        var measured: Measured?

        enum CodingKeys: String, DocumentedKey {
            case resistance, reference, exponent, copper, measured

            var documentation: String {
                switch self {
                case .resistance: "at the reference temperature"
                case .reference: "the reference temperature"
                case .exponent:
                    "b of R ∝ T^b, below 1: negative where a joint conducts better when warm; or give copper"
                case .copper: "residual resistance ratio of the copper whose 1/k it follows; or give exponent"
                case .measured: "the temperatures in which its source measured it; none are stated, if left out"
                }
            }
        }
    }
    struct StageFile: Decodable, Sendable {
        var stage: Stage
        var cooling: Cooling
        var cooledByUnits: Bool
        var limit: Temperature?
        var limitsReach: Bool
        var shield: Shield
        var load: Load
        var node: Joint
        var coolingUnit: Joint
        var braid: Joint

        enum CodingKeys: String, DocumentedKey {
            case stage, cooling, limit, shield, load, node, braid
            case cooledByUnits = "cooled_by_units"
            case limitsReach = "limits_reach"
            case coolingUnit = "cooling_unit"

            var documentation: String {
                switch self {
                case .stage: "which stage"
                case .cooling: "what a node cools"
                case .cooledByUnits: "whether a cooling unit along the link cools this stage, as a node does"
                case .limit: "below which the nodes' plates must stay; nothing is asked, if left out"
                case .limitsReach: "whether that limit decides how far a link reaches"
                case .shield: "its radiation shield"
                case .load: "what reaches it from outside or from the warmer stage"
                case .node: "the joint from a node's plate to the link"
                case .coolingUnit: "the joint from a cooling unit's plate to the link, on each side"
                case .braid: "the joint across a braid module"
                }
            }
        }
    }

    /// What the file says, before anything is made of it.
    struct Content: Decodable, Sendable {
        var kind: Kind
        var name: String
        var source: String
        var roomTemperature: Temperature
        var pitch: Length
        var postPlaces: [Double]
        var endPostPlaces: [Double]
        var stages: [StageFile]

        enum CodingKeys: String, DocumentedKey {
            case kind, name, source, pitch, stages
            case roomTemperature = "room_temperature"
            case postPlaces = "post_places"
            case endPostPlaces = "end_post_places"

            var documentation: String {
                switch self {
                case .kind: "what the file describes"
                case .name: "the parameters' name: lower case, with hyphens"
                case .source: "where the numbers come from"
                case .pitch: "from one braid to the next, for which the shields' lengths are given"
                case .stages: "50K, 4K, still and base, in this order"
                case .roomTemperature: "of the vacuum can"
                case .postPlaces:
                    "where posts stand in a module between two braids, as parts of its length between 0 and 1"
                case .endPostPlaces: "where they stand in a module with a braid on one side only"
                }
            }
        }
    }

    /// The parameters.
    public let parameters: LinkParameters

    /// Reads the parameters and checks them, where an error still has its place in the file.
    public init(from decoder: any Decoder) throws {
        let place = LinkFilePlace(path: decoder.codingPath)
        let content = try Content(from: decoder)
        parameters = try content.parameters(place)
        guard let wanted = LinkFileContext(of: decoder).flux else { return }
        try place.check(content.fluxKeys) { try parameters.requireFlux(wanted) }
    }
}
