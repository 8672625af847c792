import Configuration
import Quantities

/// A cryostat as its YAML file states it (`kind: Cryostat`), not yet checked.
public struct CryostatFile: Decodable, Sendable {
    enum Kind: String, Decodable, CaseIterable, Sendable { case cryostat = "Cryostat" }

    var kind: Kind
    var name: String
    var title: String
    var ambient: Temperature?
    var laws: String?
    var stages: [StageFile]
    var coolers: [CoolerFile]
    var supports: [SupportFile]?
    var lines: [LineFile]?
    var loads: [LoadFile]?
    var noiseLimit: Double?
    var assumptions: [AssumptionFile]?

    enum CodingKeys: String, DocumentedKey {
        case kind, name, title, ambient, laws, stages, coolers, supports, lines, loads, assumptions
        case noiseLimit = "noise_limit"

        var documentation: String {
            switch self {
            case .kind: "what the file describes"
            case .name: "the cryostat's name: lower case, with hyphens"
            case .title: "what it is, in a line"
            case .ambient: "the temperature around it and of what feeds its lines; 300 K if left out"
            case .laws: "conductivities below about 4 K by laws of this name, such as linear, where a material has them"
            case .stages: "the stages from warm to cold"
            case .coolers: "what cools them"
            case .supports: "what holds them"
            case .lines: "the lines, in groups of equal ones"
            case .loads: "what gives off heat within a stage"
            case .noiseLimit: "the most noise photons that a microwave line may bring to its cold end"
            case .assumptions: "what is not known of this very machine, with where the number is from"
            }
        }
    }

    struct StageFile: Decodable, Sendable {
        var name: Stage
        var limit: Temperature
        var distance: Length
        var plate: PlateFile?
        var shield: ShieldFile?
        var mass: Mass?

        enum CodingKeys: String, DocumentedKey {
            case name, limit, distance, plate, shield, mass
            var documentation: String {
                switch self {
                case .name: "50K, 4K, still, cold plate or base"
                case .limit: "the temperature that it must not exceed; its capacity is the power lifted there"
                case .distance: "from the plate above: the length of lines and supports that have none of their own"
                case .plate: "its plate"
                case .shield: "its shield; without one radiation passes it by"
                case .mass: "copper of plate and shield with what hangs on them; needed to follow the cryostat in time"
                }
            }
        }
    }

    struct PlateFile: Decodable, Sendable {
        var diameter: Length
        var lineArea: Area?

        enum CodingKeys: String, DocumentedKey {
            case diameter
            case lineArea = "line_area"
            var documentation: String {
                switch self {
                case .diameter: "of the plate"
                case .lineArea: "through which lines may pass, as the ports allow"
                }
            }
        }
    }

    struct ShieldFile: Decodable, Sendable {
        var diameter: Length
        var height: Length
        var emissivity: Double
        var insulation: InsulationFile?

        enum CodingKeys: String, DocumentedKey {
            case diameter, height, emissivity, insulation
            var documentation: String {
                switch self {
                case .diameter: "of the can"
                case .height: "of the can"
                case .emissivity: "of its outside and of the inside of what surrounds it"
                case .insulation: "layers of aluminised film around it; without them it is bare"
                }
            }
        }
    }

    struct InsulationFile: Decodable, Sendable {
        var layers: Int
        var layersPerCentimetre: Double

        enum CodingKeys: String, DocumentedKey {
            case layers
            case layersPerCentimetre = "layers_per_cm"
            var documentation: String {
                switch self {
                case .layers: "how many"
                case .layersPerCentimetre: "how densely they are laid"
                }
            }
        }
    }

    struct SupportFile: Decodable, Sendable {
        var name: String
        var from: Stage?
        var to: Stage
        var material: String
        var count: Int?
        var area: Area
        var length: Length?

        enum CodingKeys: String, DocumentedKey {
            case name, from, to, material, count, area, length
            var documentation: String {
                switch self {
                case .name: "what it is"
                case .from: "the warmer stage; the vacuum can, if left out"
                case .to: "the colder stage"
                case .material: "of the catalogue"
                case .count: "how many; one, if left out"
                case .area: "the cross-section of each"
                case .length: "the distance between the stages, if left out"
                }
            }
        }
    }

    struct LoadFile: Decodable, Sendable {
        var kind: LoadDescription.Kind?
        var name: String
        var at: Stage
        var power: Power
        var count: Double?

        enum CodingKeys: String, DocumentedKey {
            case kind, name, at, power, count
            var documentation: String {
                switch self {
                case .kind: "device, heater or fixed; fixed, if left out"
                case .name: "what it is"
                case .at: "where it sits"
                case .power: "the heat of each"
                case .count: "how many; one, if left out"
                }
            }
        }
    }

    struct AssumptionFile: Decodable, Sendable {
        var what: String
        var source: String

        enum CodingKeys: String, DocumentedKey {
            case what, source
            var documentation: String {
                switch self {
                case .what: "what is assumed, with its number"
                case .source: "where that is from"
                }
            }
        }
    }

    /// The JSON Schema of a cryostat's file, made of the types that read it; ends with a line break.
    ///
    /// - Throws: `SchemaError` where a type stands in the way; never for the types as they are.
    public static func jsonSchema() throws -> String {
        try JSONSchema(
            for: CryostatFile.self, title: "Cryostat",
            description: "A cryostat for Subkelvin: its stages, coolers, supports, lines and loads."
        ).text
    }
}
