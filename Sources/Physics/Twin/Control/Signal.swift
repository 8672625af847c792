public import Cryogenics
import Text

/// What can be asked of a plant.
///
/// People write it as a word: `base`, `4K anywhere`, `P1`, `flow`, `condensed`, `turbo1`.
public enum Signal: Sendable, Hashable {
    /// The temperature of a stage in K: of its warmest plate, or its warmest place.
    case stage(Stage, Scope)
    /// A pressure in Pa, by the number of its gauge, 1 to 6: the highest of the nodes. See ``gauges``.
    case pressure(Int)
    /// The circulating mixture in mol/s: the lowest of the nodes.
    case flow
    /// The share of the mixture that has condensed, 0 to 1: the lowest of the nodes.
    case condensed
    /// How fast `turbo1` or `turbo2` turns, as a share of its full rotation: the lowest of the nodes.
    case rotation(Control.Pump)

    /// Where a stage's temperature is looked at.
    public enum Scope: String, Sendable, Hashable, CaseIterable, Codable {
        /// At the plates of nodes.
        case nodes
        /// At the plates of nodes, at cooling units, and along the shields.
        case anywhere
    }

    /// The gauges: what each measures the pressure of.
    public static let gauges: [(number: Int, place: String)] = [
        (1, "can"), (2, "still line"), (3, "condensing line"), (4, "backing of turbo1"), (5, "tank"),
        (6, "service manifold"),
    ]

    /// Every signal there is.
    public static let all: [Self] =
        Stage.allCases.map { .stage($0, .nodes) } + Stage.allCases.map { .stage($0, .anywhere) }
        + gauges.map { .pressure($0.number) } + [.flow, .condensed, .rotation(.turbo1), .rotation(.turbo2)]
}

extension Signal: CustomStringConvertible {
    /// A signal by its word.
    ///
    /// - Throws: ``ControlError`` that names those that are near, or all.
    public init(_ word: String) throws(ControlError) {
        guard let signal = Self.known[word] else {
            let digits = word.dropFirst()
            if word.first == "P" || word.first == "p", !digits.isEmpty, digits.allSatisfy({ "0"..."9" ~= $0 }) {
                throw ControlError(word, .noSuchGauge)
            }
            throw ControlError(word, .unknownSignal(near: nearestNames(to: word, among: Self.words)))
        }
        self = signal
    }

    /// The word of the signal.
    public var description: String {
        switch self {
        case .stage(let stage, .nodes): stage.rawValue
        case .stage(let stage, .anywhere): "\(stage.rawValue) anywhere"
        case .pressure(let number): "P\(number)"
        case .flow: "flow"
        case .condensed: "condensed"
        case .rotation(let pump): pump.rawValue
        }
    }

    /// The words of all signals.
    static let words = all.map(\.description)
    private static let known = Dictionary(uniqueKeysWithValues: zip(words, all))
}

extension Signal: Codable {
    /// Reads the word of a signal.
    public init(from decoder: any Decoder) throws {
        self = try decodeWord(decoder) { word throws(ControlError) in try Self(word) }
    }

    /// Writes the word of the signal.
    public func encode(to encoder: any Encoder) throws { try encodeWord(description, to: encoder) }
}
