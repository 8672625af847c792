import Quantities

/// A link as modules in a row, from the left node to the right one.
public struct LinkDescription: Sendable, Hashable {
    /// What a module is.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// A dilution refrigerator at an end: cools all stages.
        case node
        /// Shields between a plate and the first braid.
        case adapter
        /// Shields between two braids.
        case link
        /// Braids that join the shields of two modules; no length of its own.
        case braid
        /// Pulse tubes along the way: cools the two warm stages.
        case coolingUnit = "cooling_unit"

        /// Whether it has shields.
        var hasShields: Bool { self == .adapter || self == .link }
    }

    /// One module.
    public struct Module: Sendable, Hashable {
        /// What it is.
        public var kind: Kind
        /// Its name, unique in the link.
        public var name: String
        /// Its length in m; 0 for nodes, braids and cooling units.
        public var length: Double
        /// How many times the parameters' cooling a node or unit has, on every stage that it cools: 1 for nodes alike.
        public var coolingFactor: Double
        /// How many dilution units a cooling unit carries: each cools still and base as a node does.
        public var dilutionUnits: Int

        /// Makes a module.
        public init(
            _ kind: Kind, _ name: String, length: Double = 0, coolingFactor: Double = 1, dilutionUnits: Int = 0
        ) {
            self.kind = kind
            self.name = name
            self.length = length
            self.coolingFactor = coolingFactor
            self.dilutionUnits = dilutionUnits
        }
    }

    /// The name.
    public var name: String
    /// The name in words.
    public var title: String
    /// The modules from left to right.
    public var modules: [Module]

    /// Makes a link of modules.
    public init(name: String, title: String, modules: [Module]) {
        self.name = name
        self.title = title
        self.modules = modules
    }

    /// From node to node, in m.
    public var length: Double { modules.reduce(0) { $0 + $1.length } }

    /// A link of equal spans, as built in arXiv:2604.15971: a span of n·2.5 m is adapter, n − 1 link modules, adapter, with
    /// braids between; the last link module of a span stretches where the length is no multiple.
    ///
    /// - Parameters:
    ///   - length: from node to node, in m.
    ///   - coolingUnits: how many, evenly spaced.
    /// - Throws: `LinkError` where the length is no positive number.
    public static func regular(length: Double, coolingUnits: Int = 0) throws(LinkError) -> LinkDescription {
        guard length.isFinite, length > 0 else {
            throw LinkError(module: nil, reason: .notPositive(quantity: "length", value: length))
        }
        guard coolingUnits >= 0 else {
            throw LinkError(
                module: nil, reason: .notPositive(quantity: "number of cooling units", value: Double(coolingUnits)))
        }
        let spans = coolingUnits + 1
        var modules = [Module(.node, "A")]
        var numbers: [Kind: Int] = [:]
        func next(_ kind: Kind, _ prefix: String, length: Double = 0) -> Module {
            numbers[kind, default: 0] += 1
            return Module(kind, "\(prefix)\(numbers[kind] ?? 0)", length: length)
        }
        for span in 0..<spans {
            let lengths = moduleLengths(span: length / Double(spans))
            for (index, piece) in lengths.enumerated() {
                if index > 0 { modules.append(next(.braid, "BM")) }
                let isEnd = index == 0 || index == lengths.count - 1
                modules.append(next(isEnd ? .adapter : .link, isEnd ? "AM" : "LM", length: piece))
            }
            modules.append(span == spans - 1 ? Module(.node, "B") : next(.coolingUnit, "CU"))
        }
        let units = coolingUnits == 0 ? "" : ", \(coolingUnits) cooling unit\(coolingUnits == 1 ? "" : "s")"
        return LinkDescription(
            name: "regular", title: "Link of \(Length(si: length).formatted(significantDigits: 6))\(units)",
            modules: modules)
    }

    /// The lengths of the modules of a span: adapters of 1.25 m, link modules of 2.5 m, the last of which takes the rest.
    private static func moduleLengths(span: Double) -> [Double] {
        let braids = Int((span / 2.5 + 1e-9).rounded(.down))
        guard braids >= 2 else { return braids == 1 ? [1.25, span - 1.25] : [span / 2, span / 2] }
        let places = (0..<(braids - 1)).map { 1.25 + 2.5 * Double($0) } + [span - 1.25]
        let ends = [0] + places + [span]
        return zip(ends, ends.dropFirst()).map { $1 - $0 }
    }

    /// The same modules with another length: the last link module (or adapter) takes up the difference.
    ///
    /// - Throws: `LinkError` where nothing would be left of it.
    public func stretched(to wanted: Double) throws(LinkError) -> LinkDescription {
        let index = modules.lastIndex { $0.kind == .link } ?? modules.lastIndex { $0.kind.hasShields }
        guard let index else { throw LinkError(module: nil, reason: .noNodeAtEnd) }
        var copy = self
        copy.modules[index].length += wanted - length
        guard copy.modules[index].length > 0, wanted.isFinite else {
            throw LinkError(
                module: (index, modules[index].name),
                reason: .notPositive(quantity: "length", value: copy.modules[index].length))
        }
        return copy
    }

    /// The greatest length that is solved, in m: longer ones would take gigabytes.
    public static let longest = 10_000.0

    /// Checks that the modules make a link.
    ///
    /// - Throws: `LinkError` naming the first module that does not fit.
    public func validate() throws(LinkError) {
        func fail(_ index: Int, _ reason: LinkError.Reason) -> LinkError {
            LinkError(module: (index, modules[index].name), reason: reason)
        }
        guard modules.count >= 3, modules.first?.kind == .node, modules.last?.kind == .node else {
            throw LinkError(module: nil, reason: .noNodeAtEnd)
        }
        for (index, module) in modules.enumerated() where module.length > Self.longest {
            throw fail(index, .tooLong(length: module.length, limit: Self.longest))
        }
        guard !(length > Self.longest) else {
            throw LinkError(module: nil, reason: .tooLong(length: length, limit: Self.longest))
        }
        var names: Set<String> = []
        for (index, module) in modules.enumerated() {
            guard !module.name.allSatisfy(\.isWhitespace) else { throw fail(index, .noName) }
            guard names.insert(module.name).inserted else { throw fail(index, .duplicateName) }
            if module.kind.hasShields, !(module.length.isFinite && module.length > 0) {
                throw fail(index, .notPositive(quantity: "length", value: module.length))
            }
            guard module.coolingFactor.isFinite, module.coolingFactor > 0 else {
                throw fail(index, .notPositive(quantity: "cooling factor", value: module.coolingFactor))
            }
            guard module.dilutionUnits >= 0 else {
                throw fail(
                    index, .notPositive(quantity: "number of dilution units", value: Double(module.dilutionUnits)))
            }
            if module.kind == .node, index > 0, index < modules.count - 1 { throw fail(index, .noNodeAtEnd) }
            guard index > 0 else { continue }
            let before = modules[index - 1]
            if module.kind == .braid || before.kind == .braid {
                let other = module.kind == .braid ? before : module
                if !other.kind.hasShields {
                    throw fail(module.kind == .braid ? index : index - 1, .braidBetweenNothing)
                }
            } else if module.kind.hasShields == before.kind.hasShields {
                throw fail(index, .unjoined(with: before.name))
            }
        }
    }
}
