import HeatTransfer

/// A cooldown as readings at regular times: what a table, a plot and a file of it hold.
public struct CooldownRecord: Sendable {
    /// A place whose temperature is recorded.
    public struct Channel: Sendable, Hashable {
        /// The stage, as people call it.
        public var stage: String
        /// The plate's name, or `farthest`: the place of the shields farthest from any plate that cools.
        public var place: String
        /// Where along the link, in m.
        public var position: Double

        /// Stage and place: `4K A`.
        public var name: String { "\(stage) \(place)" }
    }

    /// What is recorded.
    public let channels: [Channel]
    /// When, in s from the beginning.
    public private(set) var times: [Double] = []
    /// In K: for each channel one a time.
    public private(set) var temperatures: [[Double]]
    /// What was done, one a time.
    public private(set) var phases: [Cooldown.Phase] = []

    private let nodes: [ThermalNetwork.Node]

    /// Makes an empty record of a plant.
    public init(_ plant: CooldownPlant) {
        var channels: [Channel] = []
        var nodes: [ThermalNetwork.Node] = []
        for (stage, row) in plant.rows.enumerated() {
            for plate in plant.plates {
                channels.append(Channel(stage: plant.stages[stage], place: plate.name, position: plate.position))
                nodes.append(plate.nodes[stage])
            }
            guard let farthest = plant.farthest(from: stage) else { continue }
            channels.append(Channel(stage: plant.stages[stage], place: "farthest", position: row[farthest].position))
            nodes.append(row[farthest].node)
        }
        self.channels = channels
        self.nodes = nodes
        temperatures = channels.map { _ in [] }
    }

    /// Notes how it is now.
    public mutating func note(_ cooldown: Cooldown) {
        let state = cooldown.state
        times.append(cooldown.time)
        phases.append(cooldown.phase)
        for (index, node) in nodes.enumerated() { temperatures[index].append(state[node]) }
    }

    /// How much warmer the shields of a stage are at most than its coldest plate, at each time, in K; empty without shields.
    ///
    /// - Parameter stage: as people call it, such as `4K`.
    public func spread(of stage: String) -> [Double] {
        let own = channels.indices.filter { channels[$0].stage == stage }
        guard let farthest = own.first(where: { channels[$0].place == "farthest" }) else { return [] }
        return times.indices.map { time in
            let coldest = own.map { temperatures[$0][time] }.min() ?? 0
            return temperatures[farthest][time] - coldest
        }
    }
}

extension CooldownPlant {
    /// The place of a row farthest from any plate that cools the stage; nil where there are only plates.
    func farthest(from stage: Int) -> Int? {
        let cooled = plates.filter { $0.isNode || stage < 2 }.map(\.position)
        func distance(_ position: Double) -> Double { cooled.map { abs($0 - position) }.min() ?? 0 }
        guard
            let found = rows[stage].indices.max(by: {
                distance(rows[stage][$0].position) < distance(rows[stage][$1].position)
            }),
            distance(rows[stage][found].position) > 0
        else { return nil }
        return found
    }
}
