public import Twin

/// A device of the fleet: what it is, which channels tell how it is, and what it must keep.
public struct Device: Sendable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// A dilution refrigerator.
        case cryostat
        /// Several, with shields between them.
        case link
    }

    /// A stage, and the channel that has its temperature.
    public struct Stage: Sendable, Hashable {
        /// `50K`, `4K`, `still`, `cold-plate`, `base`.
        public var name: String
        /// The channel.
        public var channel: String
        /// The node of a link; nil of a cryostat.
        public var node: String?
    }

    /// A place on the shields of a link that has a thermometer.
    public struct Place: Sendable, Hashable {
        /// The stage.
        public var stage: String
        /// The channel.
        public var channel: String
        /// Where, in m from the left node.
        public var position: Double
    }

    /// The name: that of its channels.
    public var name: String
    /// What it is, in a line.
    public var title: String
    /// What it is.
    public var kind: Kind
    /// From warm to cold, of a link node by node.
    public var stages: [Stage]
    /// What it must keep.
    public var limits: Limits
    /// What begins the names of its channels about panel, compressor and vacuum; empty of a cryostat.
    public var prefix: String = ""
    /// How long it is, in m; of a link.
    public var length: Double?
    /// Thermometers along the shields of a link, and those of its plates.
    public var places: [Place] = []
    /// What it is made of; nil where nobody said.
    public var description: PlantDescription?

    /// A cryostat with the stages of its description; without one, with those that are usual.
    public init(cryostat name: String, title: String, limits: Limits = Limits(), description: PlantDescription? = nil) {
        self.name = name
        self.title = title
        kind = .cryostat
        let names = description?.stages.map(\.channelName) ?? ["50K", "4K", "still", "cold-plate", "base"]
        stages = names.map { Stage(name: $0, channel: $0, node: nil) }
        self.limits = limits
        self.description = description
    }

    /// The name of a channel about panel, compressor or vacuum, such as `P1`.
    public func channel(_ name: String) -> String { prefix + name }
}
