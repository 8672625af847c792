import Configuration
import Cryogenics
import Quantities
import Readings

/// `reading: { channel: base, value: "> 16 mK", quality: good, plate: A }`.
struct ReadingConditionFile: Decodable, SchemaDescribing, SchemaSample {
    var condition: ReadingCondition

    private enum CodingKeys: String, CodingKey, CaseIterable { case channel, plate, value, quality, unit }
    /// The word of what says nothing.
    private static let silent = "silent"
    private static let qualities = Quality.allCases.map(\.rawValue) + [silent]

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func refuse(_ key: CodingKeys?, _ words: String) -> DecodingError {
            .dataCorrupted(
                .init(codingPath: decoder.codingPath + (key.map { [$0] } ?? []), debugDescription: words))
        }
        func word(_ key: CodingKeys) throws -> String? { try container.decodeIfPresent(String.self, forKey: key) }
        let channel = try container.decode(String.self, forKey: .channel)
        let plate = try word(.plate)
        let number = try word(.value).map { words in
            guard let number = ReadingCondition.Number(words) else {
                throw refuse(
                    .value,
                    "‘\(words)’ is no expectation; expected ‘< 20 mK’, ‘> 3 K’, ‘3 K..4 K’ with the unit of the channel, or none"
                )
            }
            return number
        }
        let quality = try word(.quality)
        if let quality, !Self.qualities.contains(quality) {
            throw refuse(.quality, "‘\(quality)’ is no quality; expected \(Self.qualities.joined(separator: ", "))")
        }
        let unit = try word(.unit).map { text in
            guard let unit = RawUnit(rawValue: text) else {
                let known = RawUnit.allCases.map(\.rawValue).joined(separator: ", ")
                throw refuse(.unit, "‘\(text)’ is no unit of an instrument; expected \(known)")
            }
            return unit
        }
        guard number != nil || quality != nil || unit != nil else {
            throw refuse(nil, "nothing is expected of \(channel); give ‘value’, ‘quality’ or ‘unit’")
        }
        let isSilent = quality == Self.silent
        guard !isSilent || (number == nil && unit == nil) else {
            throw refuse(.quality, "what is silent has no value and no unit; leave them out")
        }
        let known = quality.flatMap(Quality.init(rawValue:))
        guard number != .missing || known?.hasNumber != true else {
            throw refuse(.value, "a reading that is \(quality ?? "good") has a number; leave out ‘value: none’")
        }
        condition = ReadingCondition(channel, at: plate, number, quality: known, isSilent: isSilent, unit: unit)
    }

    private init(condition: ReadingCondition) { self.condition = condition }

    static let schemaSample = ReadingConditionFile(condition: ReadingCondition("base", quality: .good))
    static let schema = SchemaNode.matching([
        SchemaProperty(
            "^channel$", .text(pattern: ".", examples: ["base", "base-resistance", "P1"]),
            documentation: "of which channel"),
        SchemaProperty(
            "^plate$", .text(pattern: ".", examples: ["A"]), documentation: "of which plate; of every node, if left out"
        ),
        SchemaProperty(
            "^value$", .text(pattern: "^([<>] ?.+|.+\\.\\..+|none)$", examples: ["> 16 mK", "3 K..4 K", "none"]),
            documentation: "what its number is, in the unit of the channel"),
        SchemaProperty("^quality$", .choice(qualities), documentation: "its quality; silent where nothing comes"),
        SchemaProperty(
            "^unit$", .choice(RawUnit.allCases.map(\.rawValue)), documentation: "in which unit the instrument speaks"),
    ])
}

extension PlantModel {
    /// Refuses what its usual instruments never say.
    ///
    /// - Parameter held: the instruments, made where there are none yet.
    func check(
        _ condition: ReadingCondition, with held: inout PlantInstruments?, seed: UInt64
    ) throws(ScriptError) {
        try checkPlate(condition.plate, plates.map(\.name), [.key("plate")])
        let instruments: PlantInstruments
        do { instruments = try self.instruments(&held, seed: seed) } catch {
            throw ScriptError([], .instrument("\(error)"))
        }
        for device in condition.devices(of: self) {
            let index: Int
            do throws(SensorFaultError) {
                index = try instruments.place(of: condition.channel, at: device)
            } catch {
                throw ScriptError([.key("channel")], .instrument("\(error)"))
            }
            guard case .within(let bounds, let unit)? = condition.number else { continue }
            let own = instruments.channels[index].unit
            let isPlain = unit == .one && own == .metrePerSecondSquared
            guard unit == own || isPlain else {
                throw ScriptError(
                    [.key("value")],
                    .instrument(
                        "\(condition.channel) is a \(own.quantity) in \(own.rawValue), and this is a \(unit.quantity); "
                            + "expected ‘\(bounds.sign) 1 \(own.rawValue)’ or the like"))
            }
        }
    }
}

extension ReadingCondition {
    /// The devices that it is about.
    func devices(of model: PlantModel) -> [String] {
        zip(model.plates, model.deviceNames).filter { own, _ in plate.map { $0 == own.name } ?? own.isNode }.map(\.1)
    }
}

extension ReadingCondition.Bounds {
    /// Its sign.
    fileprivate var sign: String { if case .below = self { "<" } else { ">" } }
}
