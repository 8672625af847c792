/// A link cut into blocks in a row, the same for all stages: where heat enters, where it flows, what resists it.
///
///     plate –node– face – cell – … – cell – face –braid– face – cell – … – face –unit– plate –unit– face – … – plate
///
/// A plate is where a cooler acts; it takes no load. A face is the massless end of a module's shields. A cell has a length and
/// takes the load of it. Blocks that stand at one place make the jumps of a profile.
public struct LinkLayout: Sendable, Hashable {
    /// A place with one temperature a stage.
    public struct Block: Sendable, Hashable {
        /// What it is.
        public enum Kind: Sendable, Hashable {
            /// Where a cooler acts: a node, which cools all stages, or a unit; how many times the parameters' cooling, and how
            /// many dilution units it carries besides.
            case plate(isNode: Bool, coolingFactor: Double, dilutionUnits: Int)
            /// The end of a module's shields.
            case face
            /// A piece of shield.
            case cell
        }

        /// What it is.
        public var kind: Kind
        /// The node, unit or module it belongs to.
        public var name: String
        /// Its middle, in m from the left node.
        public var position: Double
        /// Its length in m; 0 for plates and faces.
        public var length: Double
        /// The length in m whose posts stand here; they add up to the link's length.
        public var postLength: Double

        /// Whether it is a node's plate.
        public var isNode: Bool { if case .plate(let isNode, _, _) = kind { isNode } else { false } }
    }

    /// What lies between a block and the next.
    public enum Joint: Sendable, Hashable {
        /// Shields: the path in m, and the share of it that is shield at each gap of the pitch: the rest a braid bridges.
        case shield(path: Double, braidEnds: Int, moduleLength: Double)
        /// Plate to link at a node.
        case node
        /// Plate to link at a cooling unit.
        case unit
        /// A braid module.
        case braid
    }

    /// The blocks from left to right.
    public let blocks: [Block]
    /// The joints between them, one less.
    public let joints: [Joint]
    /// From node to node, in m.
    public let length: Double

    /// Lays out a description.
    ///
    /// - Parameters:
    ///   - description: the modules in a row; see ``LinkDescription/validate()``.
    ///   - parameters: where posts stand.
    ///   - cellLength: how long a cell should be, in m; each module gets a whole number of them.
    /// - Throws: `LinkError` where the modules make no link.
    public init(
        _ description: LinkDescription, _ parameters: LinkParameters, cellLength: Double
    ) throws(LinkError) {
        try description.validate()
        guard cellLength.isFinite, cellLength > 0 else {
            throw LinkError(module: nil, reason: .notPositive(quantity: "cell length", value: cellLength))
        }
        var builder = LayoutBuilder(parameters: parameters, cellLength: cellLength)
        let modules = description.modules
        try parameters.checkRoom(for: modules)
        for (index, module) in modules.enumerated() {
            let neighbours = (
                before: index > 0 ? modules[index - 1].kind : nil,
                after: index + 1 < modules.count ? modules[index + 1].kind : nil
            )
            builder.add(module, between: neighbours)
        }
        blocks = builder.blocks
        joints = builder.joints
        length = builder.position
    }

    /// The numbers of the blocks that are plates.
    public var plates: [Int] {
        blocks.indices.filter { if case .plate = blocks[$0].kind { true } else { false } }
    }
}

/// Sets block beside block.
private struct LayoutBuilder {
    var parameters: LinkParameters
    var cellLength: Double
    var blocks: [LinkLayout.Block] = []
    var joints: [LinkLayout.Joint] = []
    var position = 0.0

    mutating func add(
        _ module: LinkDescription.Module,
        between neighbours: (before: LinkDescription.Kind?, after: LinkDescription.Kind?)
    ) {
        switch module.kind {
        case .node, .coolingUnit:
            if neighbours.before != nil { joints.append(module.kind == .node ? .node : .unit) }
            append(
                .plate(
                    isNode: module.kind == .node, coolingFactor: module.coolingFactor,
                    dilutionUnits: module.dilutionUnits), module.name)
            if neighbours.after != nil { joints.append(module.kind == .node ? .node : .unit) }
        case .braid:
            joints.append(.braid)
        case .adapter, .link:
            let ends = [neighbours.before, neighbours.after].count { $0 == .braid }
            addShields(module, braidEnds: ends)
        }
    }

    private mutating func append(
        _ kind: LinkLayout.Block.Kind, _ name: String, at place: Double? = nil, length: Double = 0
    ) {
        blocks.append(
            LinkLayout.Block(
                kind: kind, name: name, position: place ?? position, length: length, postLength: 0))
    }

    private mutating func addShields(_ module: LinkDescription.Module, braidEnds: Int) {
        let count = max(1, Int((module.length / cellLength).rounded()))
        let cell = module.length / Double(count)
        let first = blocks.count + 1
        append(.face, module.name)
        for number in 0..<count {
            joints.append(
                .shield(path: number == 0 ? cell / 2 : cell, braidEnds: braidEnds, moduleLength: module.length))
            append(.cell, module.name, at: position + (Double(number) + 0.5) * cell, length: cell)
        }
        joints.append(.shield(path: cell / 2, braidEnds: braidEnds, moduleLength: module.length))
        let places = braidEnds == 2 ? parameters.postPlaces : parameters.endPostPlaces
        for place in places {
            let share = module.length / Double(places.count)
            let at = place * Double(count)
            let cellNumber = min(count - 1, Int(at))
            // A set on the boundary of two cells stands half in each.
            if at == at.rounded(), at > 0, cellNumber < count {
                blocks[first + cellNumber].postLength += share / 2
                blocks[first + cellNumber - 1].postLength += share / 2
            } else {
                blocks[first + cellNumber].postLength += share
            }
        }
        position += module.length
        append(.face, module.name)
    }
}
