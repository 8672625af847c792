import Configuration
import Quantities

/// A qubit and its lines as their YAML file states them (`kind: Qubit`).
public struct QubitFile: Decodable, Sendable {
    enum Kind: String, Decodable, CaseIterable, Sendable { case qubit = "Qubit" }

    struct Gates: Decodable, Sendable {
        var oneQubit: TimeSpan
        var twoQubit: TimeSpan?
        enum CodingKeys: String, DocumentedKey {
            case oneQubit = "one_qubit"
            case twoQubit = "two_qubit"
            var documentation: String {
                switch self {
                case .oneQubit: "how long a one-qubit gate takes"
                case .twoQubit: "how long a gate with another qubit like this one takes"
                }
            }
        }
    }

    struct QuasiparticlesFile: Decodable, Sendable {
        var gap: Energy
        var critical: Temperature?
        var nonEquilibrium: Double?
        enum CodingKeys: String, DocumentedKey {
            case gap
            case critical = "critical_temperature"
            case nonEquilibrium = "non_equilibrium"
            var documentation: String {
                switch self {
                case .gap: "the superconductor's gap"
                case .critical: "its critical temperature; else gap/1.764k"
                case .nonEquilibrium: "quasiparticles that are not of heat, as a share of Cooper pairs"
                }
            }
        }
    }

    struct Defect: Decodable, Sendable {
        var coupling: Frequency
        var width: Frequency
        var detuning: Frequency?
        enum CodingKeys: String, DocumentedKey {
            case coupling, width, detuning
            var documentation: String {
                switch self {
                case .coupling: "g/2π, below a quarter of the width"
                case .width: "the defect's own decay rate at T → 0, over 2π"
                case .detuning: "from the qubit's frequency; else none"
                }
            }
        }
    }

    struct LineCoupling: Decodable, Sendable {
        var line: String
        var qualityFactor: Double
        enum CodingKeys: String, DocumentedKey {
            case line
            case qualityFactor = "quality_factor"
            var documentation: String {
                switch self {
                case .line: "the name of one of the lines"
                case .qualityFactor: "the qubit's quality factor by this line alone, at T → 0"
                }
            }
        }
    }

    struct RelaxationFile: Decodable, Sendable {
        var qualityFactor: Double?
        var lossTangent: Double?
        var defects: [Defect]?
        var quasiparticles: QuasiparticlesFile?
        var lines: [LineCoupling]?
        var other: TimeSpan?
        enum CodingKeys: String, DocumentedKey {
            case quasiparticles, lines, other
            case qualityFactor = "quality_factor"
            case lossTangent = "loss_tangent"
            case defects = "resonant_defects"
            var documentation: String {
                switch self {
                case .qualityFactor: "of an ohmic bath; its rate grows as coth(hf/2kT)"
                case .lossTangent: "of many defects; their rate does not depend on temperature"
                case .defects: "single defects near the qubit's frequency; their rate falls as tanh(hf/2kT)"
                case .quasiparticles: "those that tunnel through the junction"
                case .lines: "the lines that take energy from the qubit"
                case .other: "T1 by all else"
                }
            }
        }
    }

    struct Flux: Decodable, Sendable {
        var amplitude: Double
        var slope: Frequency
        var logarithm: Double?
        enum CodingKeys: String, DocumentedKey {
            case amplitude, slope, logarithm
            var documentation: String {
                switch self {
                case .amplitude:
                    "of the 1/f noise at 1 Hz, in flux quanta: two-sided spectrum A²/|f|; of a one-sided one divide by √2"
                case .slope: "of the qubit's frequency against flux, per flux quantum"
                case .logarithm: "ln 2 for an echo, which is taken if absent; more for free decay"
                }
            }
        }
    }

    struct SwitchingDefects: Decodable, Sendable {
        var time: TimeSpan
        var reference: Temperature
        var exponent: Double
        enum CodingKeys: String, DocumentedKey {
            case time, reference, exponent
            var documentation: String {
                switch self {
                case .time: "the dephasing time by them at the reference temperature"
                case .reference: "the temperature at which it was found"
                case .exponent: "the rate grows as this power of the temperature"
                }
            }
        }
    }

    struct Readout: Decodable, Sendable {
        var dispersiveShift: Frequency
        var linewidth: Frequency
        var frequency: Frequency
        var line: String
        enum CodingKeys: String, DocumentedKey {
            case linewidth, frequency, line
            case dispersiveShift = "dispersive_shift"
            var documentation: String {
                switch self {
                case .dispersiveShift: "χ/2π: half of the distance between the two states' resonances"
                case .linewidth: "κ/2π"
                case .frequency: "of the resonator"
                case .line: "the name of the line through which photons reach it"
                }
            }
        }
    }

    struct DephasingFile: Decodable, Sendable {
        var flux: Flux?
        var defects: SwitchingDefects?
        var readout: Readout?
        var other: TimeSpan?
        enum CodingKeys: String, DocumentedKey {
            case flux, defects, readout, other
            var documentation: String {
                switch self {
                case .flux: "flux noise"
                case .defects: "defects that switch"
                case .readout: "photons in the readout resonator"
                case .other: "the dephasing time by all else"
                }
            }
        }
    }

    struct Part: Decodable, Sendable {
        var loss: Double?
        var cable: String?
        var length: Length?
        var temperature: Temperature?
        var from: Temperature?
        var to: Temperature?
        enum CodingKeys: String, DocumentedKey {
            case cable, length, temperature, from, to
            case loss = "loss_dB"
            var documentation: String {
                switch self {
                case .loss: "what an attenuator, or a cable of which no more is known, loses in dB"
                case .cable: "a cable of the catalogue, with its length: loss and temperatures follow"
                case .length: "of a cable of the catalogue"
                case .temperature: "of an attenuator"
                case .from: "of a cable's warm end"
                case .to: "of a cable's cold end"
                }
            }
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            loss = try container.decodeIfPresent(Double.self, forKey: .loss)
            cable = try container.decodeIfPresent(String.self, forKey: .cable)
            length = try container.decodeIfPresent(Length.self, forKey: .length)
            temperature = try container.decodeIfPresent(Temperature.self, forKey: .temperature)
            from = try container.decodeIfPresent(Temperature.self, forKey: .from)
            to = try container.decodeIfPresent(Temperature.self, forKey: .to)
        }
    }

    struct LineFile: Decodable, Sendable {
        var source: Temperature
        var parts: [Part]
        enum CodingKeys: String, DocumentedKey {
            case source, parts
            var documentation: String {
                switch self {
                case .source: "the temperature of what feeds the line"
                case .parts:
                    "from the source to the qubit: loss_dB and temperature (attenuator), or from, to and loss_dB, or cable and length"
                }
            }
        }
    }

    var kind: Kind
    var name: String
    var title: String
    var frequency: Frequency
    var temperature: Temperature
    var gates: Gates
    var relaxation: RelaxationFile
    var dephasing: DephasingFile?
    var lines: [String: LineFile]?

    enum CodingKeys: String, DocumentedKey {
        case kind, name, title, frequency, temperature, gates, relaxation, dephasing, lines
        var documentation: String {
            switch self {
            case .kind: "what the file describes"
            case .name: "the qubit's name"
            case .title: "what it is, in a line"
            case .frequency: "of the qubit"
            case .temperature: "of its baths"
            case .gates: "how long gates take"
            case .relaxation: "what takes energy from it"
            case .dephasing: "what takes its phase"
            case .lines: "the lines that reach it, by name"
            }
        }
    }

    /// The JSON Schema of a qubit file, made of the types that read it; ends with a line break.
    ///
    /// - Throws: `SchemaError` where a type stands in the way; never for the types as they are.
    public static func jsonSchema() throws -> String {
        try JSONSchema(
            for: QubitFile.self, title: "Qubit",
            description:
                "A qubit for Subkelvin: its frequency, what takes its energy and phase, and the lines that reach it."
        ).text
    }
}
