public import Cryogenics
public import HeatTransfer

/// A plant's way as readings at regular times: what a table, a plot and a file of it hold.
public struct PlantRecord: Sendable {
    /// A place whose temperature is recorded.
    public struct Channel: Sendable, Hashable {
        /// The stage.
        public var stage: Stage
        /// The plate's name, or `farthest`: the place of the shields farthest from any plate that cools.
        public var place: String
        /// Where along the link, in m.
        public var position: Double

        /// Stage and place: `4K A`.
        public var name: String { "\(stage.rawValue) \(place)" }
    }

    /// What is recorded.
    public let channels: [Channel]
    /// When, in s.
    public private(set) var times: [Double] = []
    /// In K: for each channel one a time.
    public private(set) var temperatures: [[Double]]
    /// The pressures of gauges 1 to 6 in Pa, the highest of the nodes: for each gauge one a time.
    public private(set) var pressures: [[Double]] = Array(repeating: [], count: 6)
    /// The lowest flow of the nodes in mol/s, one a time.
    public private(set) var flows: [Double] = []
    /// What was done, one a time: procedure and step; empty for nothing.
    public private(set) var tasks: [String] = []

    private let nodes: [ThermalNetwork.Node]

    /// Makes an empty record of a plant.
    public init(_ model: PlantModel) {
        var channels: [Channel] = []
        var nodes: [ThermalNetwork.Node] = []
        for (stage, row) in model.rows.enumerated() {
            for plate in model.plates {
                channels.append(Channel(stage: model.stages[stage], place: plate.name, position: plate.position))
                nodes.append(plate.nodes[stage])
            }
            guard let farthest = model.farthest(from: stage) else { continue }
            channels.append(Channel(stage: model.stages[stage], place: "farthest", position: row[farthest].position))
            nodes.append(row[farthest].node)
        }
        self.channels = channels
        self.nodes = nodes
        temperatures = channels.map { _ in [] }
    }

    /// Notes how it is now.
    ///
    /// - Throws: `NetworkError` where the plant has no state.
    public mutating func note(_ plant: Plant) throws(NetworkError) {
        let reading = try plant.reading()
        times.append(reading.time)
        tasks.append(plant.task.map { "\($0.procedure): \($0.step)" } ?? "")
        for (index, node) in nodes.enumerated() { temperatures[index].append(reading[node]) }
        for gauge in 1...6 { pressures[gauge - 1].append(reading.value(of: .pressure(gauge))) }
        flows.append(reading.value(of: .flow))
        warmestBase = reading.value(of: .stage(.base, .nodes))
    }

    /// The warmest base plate of a node as last noted, in K.
    public private(set) var warmestBase = Double.infinity

    /// How much warmer the shields of a stage are at most than its coldest plate, at each time, in K; empty without shields.
    public func spread(of stage: Stage) -> [Double] {
        let own = channels.indices.filter { channels[$0].stage == stage }
        guard let farthest = own.first(where: { channels[$0].place == "farthest" }) else { return [] }
        return times.indices.map { time in
            let coldest = own.map { temperatures[$0][time] }.min() ?? 0
            return temperatures[farthest][time] - coldest
        }
    }
}

extension PlantModel {
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
