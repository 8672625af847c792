/// A solved link: temperatures and heat flows of every stage along its length.
public struct LinkState: Sendable {
    /// What was solved.
    public let model: LinkModel
    /// The stages, hottest first.
    public let rows: [Row]

    /// One stage, block by block.
    public struct Row: Sendable, Hashable {
        /// In K.
        public var temperatures: [Double]
        /// Through the joint to the next block, in W; positive toward growing position.
        public var flows: [Double]
        /// What a cooler takes, in W.
        public var cooling: [Double]
    }

    /// A plate at a node or cooling unit.
    public struct Plate: Sendable, Hashable {
        /// The node's or unit's name.
        public var name: String
        /// In m from the left node.
        public var position: Double
        /// In K.
        public var temperature: Double
        /// Whether it is a node's.
        public var isNode: Bool
        /// What its cooler takes, in W; 0 where the stage has none there.
        public var cooling: Double
    }

    /// Temperature and heat flow along a stage; blocks at one position stand in a jump.
    public struct Profile: Sendable, Hashable {
        /// In m from the left node.
        public var positions: [Double]
        /// In K.
        public var temperatures: [Double]
        /// In W, positive toward growing position: at a cell the mean of both sides, elsewhere what passes.
        public var heatFlows: [Double]
    }

    /// The plates of a stage, from left to right.
    public func plates(_ stage: Int) -> [Plate] {
        model.layout.plates.map { number in
            let block = model.layout.blocks[number]
            return Plate(
                name: block.name, position: block.position, temperature: rows[stage].temperatures[number],
                isNode: block.isNode, cooling: rows[stage].cooling[number])
        }
    }

    /// The profile of a stage.
    public func profile(_ stage: Int) -> Profile {
        let (blocks, row) = (model.layout.blocks, rows[stage])
        let flows = blocks.indices.map { number -> Double in
            let before = number > 0 ? row.flows[number - 1] : nil
            let after = number < row.flows.count ? row.flows[number] : nil
            return ((before ?? after ?? 0) + (after ?? before ?? 0)) / 2
        }
        return Profile(positions: blocks.map(\.position), temperatures: row.temperatures, heatFlows: flows)
    }

    /// The coldest and warmest temperature of a stage in K, with the position of the warmest in m.
    ///
    /// Of places equally warm, as in a link that is its own mirror image, the leftmost; equal means to 1e-8, so that the last
    /// digits of a solution do not decide it.
    public func extremes(_ stage: Int) -> (minimum: Double, maximum: Double, hottestPosition: Double) {
        let temperatures = rows[stage].temperatures
        let maximum = temperatures.max() ?? .nan
        let hottest = temperatures.firstIndex { $0 >= maximum * (1 - 1e-8) } ?? 0
        return (temperatures.min() ?? .nan, maximum, model.layout.blocks[hottest].position)
    }

    /// |in − out|/Σ|in| of the worst stage, heat received against heat cooled.
    ///
    /// What a stage receives less what it gives is the divergence of its flows; computed block by block from the flows, and
    /// set against the loads of the solution.
    public func heatBalance() -> Double {
        rows.indices.map { stage in
            let loads = receivedHeat(stage)
            let given = stage + 1 < rows.count ? givenHeat(stage) : 0
            let out = rows[stage].cooling.reduce(0, +) + given
            return loads == 0 ? 0 : abs(loads - out) / abs(loads)
        }.max() ?? 0
    }

    /// What a stage receives from the warmer one, in W.
    public func receivedHeat(_ stage: Int) -> Double {
        model.load(
            on: stage, temperatures: rows[stage].temperatures, warm: stage > 0 ? rows[stage - 1].temperatures : nil
        )
        .reduce(0, +)
    }

    /// What a stage gives to the colder one, in W; none of it counts in a cascade.
    public func givenHeat(_ stage: Int) -> Double {
        guard model.coupling == .coupled, stage + 1 < rows.count else { return 0 }
        return receivedHeat(stage + 1)
    }
}
