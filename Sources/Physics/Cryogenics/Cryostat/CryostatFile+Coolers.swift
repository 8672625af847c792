import Configuration
import HeatTransfer
import Quantities

extension CryostatFile {
    /// A cooler; which keys it takes depends on its kind.
    struct CoolerFile: Decodable, Sendable {
        /// What a cooler is.
        enum Kind: String, Decodable, CaseIterable, Sendable {
            case pulseTube = "pulse_tube"
            case dilutionUnit = "dilution_unit"
            case powerLaw = "power_law"
            case rated
        }

        var kind: Kind
        var name: String?
        // Pulse tubes.
        var map: String?
        var count: Int?
        var firstScale: Double?
        var secondScale: Double?
        // Dilution units.
        var flow: MolarFlow?
        var stillTemperature: Temperature?
        var stillUnloaded: Temperature?
        var floor: Temperature?
        var base: RatingFile?
        var still: RatingFile?
        var coldPlate: RatingFile?
        // One stage.
        var stage: Stage?
        var power: Power?
        var at: Temperature?
        var unloaded: Temperature?
        var cutoff: Double?
        var exponent: Double?

        enum CodingKeys: String, DocumentedKey {
            case kind, name, map, count, flow, floor, still, stage, power, at, unloaded, cutoff, exponent
            case firstScale = "first_scale"
            case secondScale = "second_scale"
            case base
            case stillTemperature = "still_temperature"
            case stillUnloaded = "still_unloaded"
            case coldPlate = "cold_plate"

            var documentation: String {
                switch self {
                case .kind:
                    "pulse_tube (a measured map), dilution_unit, power_law (P·[(T/T0 − cutoff)^exponent − (floor/T0 − cutoff)^exponent]) or rated (a straight line)"
                case .name: "its name"
                case .map: "of a pulse tube: a measured map by its name"
                case .count: "of pulse tubes: how many alike; one, if left out"
                case .firstScale:
                    "of a pulse tube: what its first stage lifts more than the measured one; 1, if left out"
                case .secondScale: "of a pulse tube: the same of its second stage"
                case .flow: "of a dilution unit: the circulation of helium-3; else give ‘base’"
                case .base: "of a dilution unit: what its mixing chamber lifts, and where; else give ‘flow’"
                case .stillTemperature: "of a dilution unit: the still's temperature where all else is rated"
                case .stillUnloaded:
                    "of a dilution unit: the still's temperature with no load but its heater; none returns, if left out"
                case .floor:
                    "of a dilution unit or a power law: the lowest temperature, with nothing on it; a dilution unit without one cools on as its load goes"
                case .still: "of a dilution unit: what the still lifts, and where"
                case .coldPlate: "of a dilution unit: what the cold plate lifts, and where"
                case .stage: "of a power law or a rated line: the stage that it cools"
                case .power:
                    "of a rated line: the power at the temperature ‘at’; of a power law, the same before its cutoff and floor take theirs"
                case .at: "of a rated line: where it lifts that power; of a power law, T0"
                case .unloaded: "of a rated line: where it lifts nothing"
                case .cutoff: "of a power law: the share of T0 below which it lifts nothing; 0, if left out"
                case .exponent: "of a power law"
                }
            }
        }

        /// The keys that a kind takes besides `kind` and `name`, and which of them it needs.
        static func keys(of kind: Kind) -> (needed: [CodingKeys], optional: [CodingKeys]) {
            switch kind {
            case .pulseTube: ([.map], [.count, .firstScale, .secondScale])
            case .dilutionUnit: ([.stillTemperature], [.flow, .base, .floor, .still, .stillUnloaded, .coldPlate])
            case .powerLaw: ([.stage, .power, .at, .exponent], [.cutoff, .floor])
            case .rated: ([.stage, .power, .at, .unloaded], [])
            }
        }

        private var given: [CodingKeys] {
            let all: [(CodingKeys, Bool)] = [
                (.map, map != nil), (.count, count != nil), (.firstScale, firstScale != nil),
                (.secondScale, secondScale != nil), (.flow, flow != nil), (.stillTemperature, stillTemperature != nil),
                (.stillUnloaded, stillUnloaded != nil),
                (.floor, floor != nil), (.base, base != nil), (.still, still != nil), (.coldPlate, coldPlate != nil),
                (.stage, stage != nil),
                (.power, power != nil), (.at, at != nil), (.unloaded, unloaded != nil), (.cutoff, cutoff != nil),
                (.exponent, exponent != nil),
            ]
            return all.filter(\.1).map(\.0)
        }

        /// Refuses keys that the kind does not take, and asks for those that it needs.
        func requireKeys(_ path: [CryostatError.Step]) throws(CryostatError) {
            let (needed, optional) = Self.keys(of: kind)
            let given = given
            for key in given where !(needed + optional).contains(key) {
                let known = (needed + optional).map(\.rawValue).joined(separator: ", ")
                throw CryostatError(
                    path + [.key(key.rawValue)],
                    "a cooler of kind \(kind.rawValue) does not take this; it takes \(known)")
            }
            if kind == .dilutionUnit, (flow == nil) == (base == nil) {
                throw CryostatError(
                    path, "a dilution unit needs either ‘flow’ or ‘base’, by which its circulation is known")
            }
            for key in needed where !given.contains(key) {
                throw CryostatError(
                    path, "a cooler of kind \(kind.rawValue) needs ‘\(key.rawValue)’: \(key.documentation)")
            }
        }
    }

    /// A power at a temperature.
    struct RatingFile: Decodable, Sendable {
        var power: Power
        var at: Temperature

        enum CodingKeys: String, DocumentedKey {
            case power, at
            var documentation: String {
                switch self {
                case .power: "what is lifted"
                case .at: "at which temperature"
                }
            }
        }
    }
}
