import Configuration
import HeatTransfer
import Quantities

/// The parameters of a link as their YAML file states them (`kind: LinkParameters`).
public struct LinkParametersFile: Decodable, Sendable {
    enum Kind: String, Decodable, CaseIterable, Sendable { case parameters = "LinkParameters" }

    struct Cooling: Decodable, Sendable {
        var power: Power
        var reference: Temperature
        var offset: Double
        var exponent: Double
    }
    struct Shield: Decodable, Sendable {
        var crossSection: Area
        var length: Length
        var diameter: Length
        var material: String
        var residualResistanceRatio: Double?
        enum CodingKeys: String, CodingKey {
            case length, diameter, material
            case crossSection = "cross_section"
            case residualResistanceRatio = "residual_resistance_ratio"
        }
    }
    struct PerMetre: Decodable, Sendable {
        var radiation: LinearHeatLoad
        var posts: LinearHeatLoad
        var exponent: Double
        var reference: Temperature
    }
    struct Load: Decodable, Sendable {
        var flux: [String: HeatFlux]?
        var perMetre: PerMetre?
        enum CodingKeys: String, CodingKey {
            case flux
            case perMetre = "per_metre"
        }
    }
    struct Joint: Decodable, Sendable {
        var resistance: ThermalResistance
        var reference: Temperature
        var exponent: Double?
        var copper: Double?
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
        enum CodingKeys: String, CodingKey {
            case stage, cooling, limit, shield, load, node, braid
            case cooledByUnits = "cooled_by_units"
            case limitsReach = "limits_reach"
            case coolingUnit = "cooling_unit"
        }
    }

    var kind: Kind
    var name: String
    var source: String
    var roomTemperature: Temperature
    var pitch: Length
    var postPlaces: [Double]
    var endPostPlaces: [Double]
    var stages: [StageFile]

    enum CodingKeys: String, CodingKey {
        case kind, name, source, pitch, stages
        case roomTemperature = "room_temperature"
        case postPlaces = "post_places"
        case endPostPlaces = "end_post_places"
    }
}
