import Configuration
import Quantities

/// A configuration with one of everything.
struct Cryostat: Codable, Hashable {
    enum Kind: String, Codable, CaseIterable { case dilution, adiabatic }

    struct Stage: Codable, Hashable {
        var name: String
        var temperature: Temperature
        var heaters: [String]?
        var isMonitored: Bool?

        enum CodingKeys: String, DocumentedKey {
            case name, temperature, heaters, isMonitored

            var documentation: String {
                switch self {
                case .name: "what people call the stage"
                case .temperature: "the temperature it is held at"
                case .heaters: "the heaters that sit on it"
                case .isMonitored: "whether its readings raise alerts"
                }
            }
        }
    }

    var name: String
    var kind: Kind
    var gain: Double?
    var channels: UInt8?
    var stages: [Stage]
    var tags: [String: String]?
}

func decode(_ text: String, limits: ConfigurationLimits = ConfigurationLimits()) throws(ConfigurationError) -> Cryostat
{
    try ConfigurationDecoder(limits: limits).decode(Cryostat.self, from: Array(text.utf8), file: "file.yaml")
}

let good = """
    name: no        # a word, not a truth value
    kind: dilution
    gain: 1e3
    channels: 16
    stages:
      - {name: still, temperature: 0.8 K}
      - name: &base base
        temperature: "20 mK"
        heaters: [h1, *base]
        isMonitored: true
    tags: {a b: c}

    """

func replacing(_ old: String, by new: String) -> String {
    guard let range = good.firstRange(of: old) else { return "" }
    return good.replacingCharacters(in: range, with: new)
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, with new: String) -> String {
        self[..<range.lowerBound] + new + self[range.upperBound...]
    }
}
