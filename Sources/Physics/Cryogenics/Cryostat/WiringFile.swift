import Configuration
import Materials

/// What one qubit adds to a cryostat, as its YAML file states it (`kind: Wiring`), not yet checked.
public struct WiringFile: Decodable, Sendable {
    enum Kind: String, Decodable, CaseIterable, Sendable { case wiring = "Wiring" }

    var kind: Kind
    var name: String
    var title: String
    var lines: [CryostatFile.LineFile]?
    var loads: [CryostatFile.LoadFile]?
    var assumptions: [CryostatFile.AssumptionFile]?
    var uncertainties: [UncertaintyFile]?

    enum CodingKeys: String, DocumentedKey {
        case kind, name, title, lines, loads, assumptions, uncertainties
        var documentation: String {
            switch self {
            case .kind: "what the file describes"
            case .name: "the wiring's name"
            case .title: "what it is, in a line"
            case .lines: "lines, their counts those of one qubit: 0.125 of a line that eight qubits share"
            case .loads: "heat given off for one qubit"
            case .assumptions: "what is assumed, with where the number is from"
            case .uncertainties: "how well inputs are known, where that differs from what is usual"
            }
        }
    }

    /// How well an input is known.
    struct UncertaintyFile: Decodable, Sendable {
        var quantity: CryostatUncertainty.Quantity
        var stage: Stage?
        var relative: Double
        var source: String

        enum CodingKeys: String, DocumentedKey {
            case quantity, stage, relative, source
            var documentation: String {
                switch self {
                case .quantity: "what is not known exactly"
                case .stage: "of which stage, for cooling; every stage by itself, if left out"
                case .relative: "standard uncertainty: 0.3 means between 1/1.3 and 1.3 times the value"
                case .source: "where that is from"
                }
            }
        }
    }

    /// The JSON Schema of a wiring's file, made of the types that read it; ends with a line break.
    ///
    /// - Throws: `SchemaError` where a type stands in the way; never for the types as they are.
    public static func jsonSchema() throws -> String {
        try JSONSchema(
            for: WiringFile.self, title: "Wiring",
            description:
                "What one qubit adds to a cryostat for Subkelvin: lines, and heat that its electronics give off."
        ).text
    }
}

/// A file whose wiring is checked against a cryostat while its errors still have their place.
struct CheckedWiring: Decodable {
    var wiring: Wiring

    static let key = CodingUserInfoKey(rawValue: "CheckedWiring.cryostat")

    init(from decoder: any Decoder) throws {
        let file = try WiringFile(from: decoder)
        guard let cryostat = Self.key.flatMap({ decoder.userInfo[$0] as? CryostatDescription }) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a wiring is read for a cryostat"))
        }
        let cables = try CableCatalogue.standard()
        wiring = try CheckedCryostat.placing(decoder) { () throws(CryostatError) in
            var lines: [LineDescription] = []
            for (index, line) in (file.lines ?? []).enumerated() {
                lines.append(try line.description(cryostat.stages, [.key("lines"), .item(index)]))
            }
            let wiring = Wiring(
                name: file.name, title: file.title, lines: lines, loads: (file.loads ?? []).map(\.description),
                assumptions: (file.assumptions ?? []).map {
                    CryostatDescription.Assumption($0.what, source: $0.source)
                },
                uncertainties: try Self.uncertainties(file.uncertainties ?? [], cryostat))
            var wired = cryostat
            (wired.lines, wired.loads) = (wiring.lines, wiring.loads)
            try wired.validate(cables: cables, materials: MaterialCatalogue.standard.names)
            guard lines.contains(where: { $0.count > 0 }) || wiring.loads.contains(where: { $0.count * $0.power > 0 })
            else {
                throw CryostatError(
                    file.lines == nil ? [] : [.key("lines")],
                    "a qubit adds nothing; expected a line, or a load, with a count and a power above 0")
            }
            return wiring
        }
    }

    private static func uncertainties(
        _ files: [WiringFile.UncertaintyFile], _ cryostat: CryostatDescription
    ) throws(CryostatError) -> [CryostatUncertainty] {
        var result: [CryostatUncertainty] = []
        for (index, file) in files.enumerated() {
            let path: [CryostatError.Step] = [.key("uncertainties"), .item(index)]
            try notNegative(file.relative, "", path + [.key("relative")])
            if let stage = file.stage {
                guard file.quantity == .cooling else {
                    throw CryostatError(path + [.key("stage")], "only cooling is known stage by stage; leave it out")
                }
                try cryostat.require(stage, path + [.key("stage")])
            }
            result.append(
                CryostatUncertainty(file.quantity, at: file.stage, relative: file.relative, source: file.source))
        }
        return result
    }
}
