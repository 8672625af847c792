/// A network at rest.
public struct SteadyState: Sendable {
    /// Temperatures and heats.
    public let state: NetworkState
    /// The worst |in − out|/Σ|in| of any free node; see `NetworkState.heatBalance`.
    public let heatBalance: Double
    /// Steps it took, each with one factorisation.
    public let iterations: Int
    /// Whether Newton's method alone did not find it.
    public let usedContinuation: Bool

    init(_ state: NetworkState, iterations: Int, usedContinuation: Bool) {
        self.state = state
        heatBalance = state.heatBalance.worst
        self.iterations = iterations
        self.usedContinuation = usedContinuation
    }

    /// The temperature of each node in K, in the order in which nodes were added.
    public var temperatures: [Double] { state.temperatures }
    /// The largest heat of any flow in W.
    public var largestFlow: Double { state.largestFlow }
    /// Net heat into a node in W: zero for a free one, what a fixed one takes.
    public func net(into node: ThermalNetwork.Node) -> Double { state.net(into: node) }
    /// The temperature of a node in K.
    public subscript(_ node: ThermalNetwork.Node) -> Double { state[node] }
    /// The heat of a flow in W; see `NetworkState`.
    public func heat(of flow: ThermalNetwork.Flow) -> Double { state.heat(of: flow) }
    /// What heats and cools a node, the largest first.
    public func heats(into node: ThermalNetwork.Node) -> [NetworkState.Contribution] { state.heats(into: node) }
    /// What heats and cools a section, the largest first.
    public func heats(into section: Section) -> [NetworkState.Contribution] { state.heats(into: section) }
    /// Temperature and heat along a section.
    public func profile(of section: Section) -> SectionProfile { state.profile(of: section) }
}
