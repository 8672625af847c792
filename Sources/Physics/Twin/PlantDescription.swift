import Configuration
public import Cryogenics

/// What a plant is made from: a cryostat or a link, by a file or by the name of a preset.
public enum PlantDescription: Sendable, Hashable {
    /// A cryostat with its own stages, lines and coolers.
    case cryostat(CryostatDescription)
    /// The plates of a node of the ETH link, without a link.
    case node(LinkParameters)
    /// A link between nodes.
    case link(LinkDescription, LinkParameters)

    /// The presets of arXiv:2604.15971: a node, and links with their lengths in m and cooling units.
    private static let links: [(name: String, length: Double, coolingUnits: Int)] = [
        ("eth-5m", 5, 0), ("eth-10m", 10, 0), ("eth-30m", 30, 1),
    ]
    /// How long a cell of a link's shields is, in m.
    private static let cellLength = 0.25

    /// All presets: those of the link, then cryostats.
    public static var presets: [String] { ["eth-node"] + links.map(\.name) + CryostatDescription.presets }

    /// A preset; bases of nodes have the floor at which they were measured.
    ///
    /// - Parameter name: one of ``presets``.
    /// - Throws: `CryostatError` naming those that there are.
    public static func preset(_ name: String) throws -> PlantDescription {
        let link = links.first { $0.name == name }
        if link != nil || name == "eth-node" {
            var parameters = try LinkParameters.preset("eth-table-3")
            try parameters.setBaseFloor(LinkParameters.measuredBaseFloor)
            guard let link else { return .node(parameters) }
            return .link(try .regular(length: link.length, coolingUnits: link.coolingUnits), parameters)
        }
        guard CryostatDescription.presets.contains(name) else {
            throw CryostatError([], "no preset is called ‘\(name)’; there are \(presets.joined(separator: ", "))")
        }
        return .cryostat(try .preset(name))
    }

    /// A cryostat's or a link's file, told apart by its `kind`.
    ///
    /// - Throws: `ConfigurationError` with the place of what is wrong.
    public static func read(_ path: String) throws -> PlantDescription {
        switch try PlantFile.kind(of: path) {
        case .cryostat: return .cryostat(try .read(path))
        case .link:
            let link = try LinkFile.read(path)
            return .link(link.description, link.linkParameters)
        }
    }

    /// Gives the base stages of a node or link another lowest temperature; a cryostat's own description says what it has.
    ///
    /// - Parameter temperature: in K.
    /// - Throws: `LinkError` where it is not positive.
    public mutating func setBaseFloor(_ temperature: Double) throws(LinkError) {
        switch self {
        case .cryostat: break
        case .node(var parameters):
            try parameters.setBaseFloor(temperature)
            self = .node(parameters)
        case .link(let description, var parameters):
            try parameters.setBaseFloor(temperature)
            self = .link(description, parameters)
        }
    }

    /// The plant.
    ///
    /// - Parameters:
    ///   - parameters: what descriptions do not say.
    ///   - flux: on the 50K shield of a link, by name.
    ///   - path: the file that it was read from, for the place of an error that shows only now.
    /// - Throws: `ConfigurationError` or `CryostatError` for a cryostat that cannot be followed in time; `NetworkError`,
    ///   `MaterialError`, `CoolerError`.
    public func model(
        _ parameters: PlantParameters = .eth, flux: String = "appendix-d", readFrom path: String? = nil
    ) throws -> PlantModel {
        switch self {
        case .cryostat(let description):
            do { return try PlantModel(CryostatModel(description), parameters) } catch let error as CryostatError {
                throw path.map(error.placed(in:)) ?? error
            }
        case .node(let link): return try PlantModel(single: link, parameters)
        case .link(let description, let link):
            return try PlantModel(
                LinkModel(description, link, flux: flux, cellLength: Self.cellLength), parameters)
        }
    }

    /// Its stages, from warm to cold; of a link those of each node.
    public var stages: [Stage] {
        switch self {
        case .cryostat(let description): description.stages.map(\.stage)
        case .node(let link), .link(_, let link): link.stages.map(\.stage)
        }
    }

    /// What each stage must not exceed, in K, where that is stated.
    public var limits: [Stage: Double] {
        switch self {
        case .cryostat(let description):
            Dictionary(description.stages.map { ($0.stage, $0.limit) }) { first, _ in first }
        case .node(let link), .link(_, let link):
            Dictionary(link.stages.compactMap { stage in stage.limit.map { (stage.stage, $0) } }) { first, _ in first }
        }
    }

    /// Whether it is a cryostat with a description of its own.
    public var isCryostat: Bool { if case .cryostat = self { true } else { false } }

    /// Whether it is a link.
    public var isLink: Bool { if case .link = self { true } else { false } }
}

/// What a file describes.
private struct PlantFile: Decodable {
    /// What can be cooled.
    enum Kind: String, Decodable, CaseIterable { case cryostat = "Cryostat", link = "Link" }

    var kind: Kind

    /// The kind that a file names.
    static func kind(of file: String) throws -> Kind {
        try ConfigurationDecoder().decode(PlantFile.self, fromFile: file).kind
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: WordKey.self)
        kind = try container.decode(Kind.self, forKey: WordKey(stringValue: "kind"))
        // Whoever reads all of it says what it may have.
        for key in container.allKeys { _ = try container.decodeNil(forKey: key) }
    }
}
