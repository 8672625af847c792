import Configuration
import Quantities

/// A fleet as its YAML file states it (`kind: Fleet`), not yet checked.
public struct FleetFile: Decodable, Sendable {
    enum Kind: String, Decodable, CaseIterable, Sendable { case fleet = "Fleet" }

    var kind: Kind
    var name: String
    var title: String
    var devices: Int
    var qubits: Int
    var temperature: Temperature
    var devicesCold: Int?
    var cryostat: String?
    var preset: String?
    var wiring: String?
    var options: [OptionFile]
    var qubit: QubitPart?
    var availability: AvailabilityFile
    var compressors: Double?
    var compressorPower: Power?
    var floor: Area?
    var prices: PricesFile?
    var assumptions: [AssumptionFile]?

    enum CodingKeys: String, DocumentedKey {
        case kind, name, title, devices, qubits, temperature, cryostat, preset, wiring, options, qubit, availability
        case compressors, floor, prices, assumptions
        case compressorPower = "compressor_power"
        case devicesCold = "devices_cold"

        var documentation: String {
            switch self {
            case .kind: "what the file describes"
            case .name: "the fleet's name"
            case .title: "what it is, in a line"
            case .devices: "how many devices there are"
            case .qubits: "how many qubits a device has"
            case .temperature: "what the qubits must not exceed"
            case .devicesCold: "how many devices must be cold 99 % of the time; any number, if left out"
            case .cryostat: "a cryostat's file, relative to this one; its own lines and devices are left out"
            case .preset: "a cryostat that comes with Subkelvin, instead"
            case .wiring: "the file of what a qubit adds, relative to this one"
            case .options: "the ways of placing devices that are compared"
            case .qubit: "the qubit whose gates are looked at"
            case .availability: "how often and how long cryostats are warm"
            case .compressors: "of a cryostat; as many as it has pulse tubes, if left out"
            case .compressorPower: "electric power of each; 10 kW, if left out"
            case .floor: "that a cryostat takes; 15 m², if left out"
            case .prices: "what things cost; each has a dated default"
            case .assumptions: "what is assumed, with where the number is from"
            }
        }
    }

    /// A way of placing devices.
    struct OptionFile: Decodable, Sendable {
        var name: String?
        var devices: Int
        var cryostat: String?
        var preset: String?
        var wiring: String?

        enum CodingKeys: String, DocumentedKey {
            case name, cryostat, preset, wiring
            case devices = "devices_per_cryostat"
            var documentation: String {
                switch self {
                case .name: "its name; by the devices in a cryostat, if left out"
                case .devices: "how many devices a full cryostat holds"
                case .cryostat: "another cryostat's file than the fleet's"
                case .preset: "another preset than the fleet's"
                case .wiring: "another wiring than the fleet's"
                }
            }
        }
    }

    /// A qubit.
    struct QubitPart: Decodable, Sendable {
        var file: String
        var lines: [String: String]?
        var largestError: Double?

        enum CodingKeys: String, DocumentedKey {
            case file, lines
            case largestError = "largest_error"
            var documentation: String {
                switch self {
                case .file: "its file, relative to this one"
                case .lines: "which of the wiring's lines stands for one of the qubit's, by the qubit's"
                case .largestError: "of a one-qubit gate that is good enough; any, if left out"
                }
            }
        }
    }

    /// What keeps cryostats warm.
    struct AvailabilityFile: Decodable, Sendable {
        var cooldownDays: Double
        var warmupDays: Double
        var plannedWarmups: Double
        var warmupsPerDevice: Double?
        var failures: Double
        var repairDays: Double

        enum CodingKeys: String, DocumentedKey {
            case failures
            case cooldownDays = "cooldown_days"
            case warmupDays = "warmup_days"
            case plannedWarmups = "planned_warmups"
            case warmupsPerDevice = "warmups_per_device"
            case repairDays = "repair_days"
            var documentation: String {
                switch self {
                case .cooldownDays: "days from room temperature to ready"
                case .warmupDays: "days to room temperature"
                case .plannedWarmups: "of each cryostat a year"
                case .warmupsPerDevice: "for each device in a cryostat a year; none, if left out"
                case .failures: "of each cryostat a year; one takes all its devices"
                case .repairDays: "of a failure, besides warming and cooling"
                }
            }
        }
    }

    /// A price.
    struct PriceFile: Decodable, Sendable {
        var value: Double
        var date: String
        var source: String

        enum CodingKeys: String, DocumentedKey {
            case value, date, source
            var documentation: String {
                switch self {
                case .value: "in the fleet's currency"
                case .date: "when it held, as 2026-11"
                case .source: "where it is from"
                }
            }
        }

        var price: Price { Price(value, date: date, source: source) }
    }

    /// Prices.
    struct PricesFile: Decodable, Sendable {
        var currency: String?
        var cryostat: PriceFile?
        var line: PriceFile?
        var energy: PriceFile?
        var service: PriceFile?
        var cooldown: PriceFile?
        var space: PriceFile?
        var years: Double?
        var interest: Double?

        enum CodingKeys: String, DocumentedKey {
            case currency, cryostat, line, energy, service, cooldown, space, years, interest
            var documentation: String {
                switch self {
                case .currency: "as written after sums; EUR, if left out. Nothing is converted"
                case .cryostat: "of one with its coolers, compressors and gas handling"
                case .line: "of a line from room to its end, with what sits in it"
                case .energy: "of a kilowatt hour"
                case .service: "of a cryostat's year of service"
                case .cooldown: "of a cooldown: nitrogen and staff"
                case .space: "of a square metre of laboratory for a year"
                case .years: "over which purchases are paid off; 10, if left out"
                case .interest: "a year, as a share; 0.05, if left out"
                }
            }
        }
    }

    /// An assumption.
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

    /// The JSON Schema of a fleet's file, made of the types that read it; ends with a line break.
    ///
    /// - Throws: `SchemaError` where a type stands in the way; never for the types as they are.
    public static func jsonSchema() throws -> String {
        try JSONSchema(
            for: FleetFile.self, title: "Fleet",
            description: "Devices to be put into cryostats for Subkelvin: ways of doing so, availability, prices."
        ).text
    }
}
