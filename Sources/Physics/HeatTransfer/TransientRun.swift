public import Solvers

/// Follows a network in time.
///
/// The unknowns are the heats stored in the nodes, not their temperatures: backward differentiation then keeps their sum
/// equal to what came in, to rounding, whatever the tolerance. Each temperature is exact to the tolerance in a step.
///
/// ```swift
/// let run = try TransientRun(network, from: 293, watching: [.init("cold enough", plate, below: 4)])
/// let outcome = try run.advance(to: 86_400)      // .crossed, at run.time
/// ```
/// One owner; not `Sendable`. The same network and calls give the same bytes.
///
/// - Source: CVODE; see `StiffIntegrator`.
public final class TransientRun {
    /// The network as it is now.
    public private(set) var network: ThermalNetwork
    /// What is watched for.
    public let thresholds: [Threshold]
    private let equations: TransientEquations
    private let integrator: StiffIntegrator
    /// The heat stored in each free node at the beginning in J.
    private let initialHeats: [Double]

    /// How exact a step is: a temperature's error is below `relative`·T + `absolute`.
    public struct Tolerance: Sendable, Hashable {
        /// Relative to the temperature.
        public var relative: Double
        /// In K.
        public var absolute: Double

        /// States a tolerance.
        public init(relative: Double = 1e-6, absolute: Double = 1e-9) {
            self.relative = relative
            self.absolute = absolute
        }
    }

    /// A temperature that is watched for.
    public struct Threshold: Sendable, Hashable {
        /// What reaching it means.
        public var name: String
        /// The node watched.
        public var node: ThermalNetwork.Node
        /// In K.
        public var temperature: Double
        /// Which way it must be crossed.
        public var direction: StiffIntegrator.Direction

        /// Watches for a node to cool below a temperature in K.
        public init(_ name: String, _ node: ThermalNetwork.Node, below temperature: Double) {
            self.init(name, node, temperature, .falling)
        }

        /// Watches for a node to warm above a temperature in K.
        public init(_ name: String, _ node: ThermalNetwork.Node, above temperature: Double) {
            self.init(name, node, temperature, .rising)
        }

        /// Watches a temperature in K.
        public init(
            _ name: String, _ node: ThermalNetwork.Node, _ temperature: Double, _ direction: StiffIntegrator.Direction
        ) {
            self.name = name
            self.node = node
            self.temperature = temperature
            self.direction = direction
        }
    }

    /// Where an advance ended.
    public enum Outcome: Sendable, Hashable {
        /// At the time asked for.
        case reached
        /// Where thresholds were crossed; advance again to go on.
        case crossed([Threshold])
    }

    /// Prepares to follow a network.
    ///
    /// - Parameters:
    ///   - network: the network; every free node needs a heat capacity.
    ///   - temperatures: of all nodes in K, such as those of a state; the network's guesses where none are given.
    ///   - time: in s.
    ///   - tolerance: how exact a step is.
    ///   - thresholds: what to stop at; of free nodes.
    ///   - maximumSteps: how many steps one advance may take.
    /// - Throws: `NetworkError` for a node without heat capacity, a temperature at which something is not known, a threshold
    ///   of a fixed node, or a network without free nodes.
    public init(
        _ network: ThermalNetwork, from temperatures: [Double]? = nil, at time: Double = 0,
        tolerance: Tolerance = Tolerance(), watching thresholds: [Threshold] = [], maximumSteps: Int = 100_000
    ) throws(NetworkError) {
        try positive(tolerance.relative, "the relative tolerance")
        try positive(tolerance.absolute, "the absolute tolerance")
        let start = temperatures ?? network.temperatures
        precondition(start.count == network.nodeCount, "\(network.nodeCount) nodes need as many temperatures")
        self.network = network
        self.thresholds = thresholds
        equations = try TransientEquations(network, start, tolerance, thresholds)
        initialHeats = equations.initialHeats
        do throws(SolverError) {
            integrator = try StiffIntegrator(
                equations, time: time, state: initialHeats + [0], tolerance: .bySystem,
                directions: thresholds.map(\.direction), maximumSteps: maximumSteps)
        } catch {
            throw NetworkError(reason: .unsolved("\(error)", heatBalance: .infinity))
        }
    }

    /// The same from one temperature in K of all free nodes.
    ///
    /// - Throws: `NetworkError` as above.
    public convenience init(
        _ network: ThermalNetwork, from temperature: Double, at time: Double = 0, tolerance: Tolerance = Tolerance(),
        watching thresholds: [Threshold] = [], maximumSteps: Int = 100_000
    ) throws(NetworkError) {
        try positive(temperature, "the temperature at the beginning")
        let start = zip(network.temperatures, network.isFixed).map { $1 ? $0 : temperature }
        try self.init(
            network, from: start, at: time, tolerance: tolerance, watching: thresholds, maximumSteps: maximumSteps)
    }

    /// The time reached in s.
    public var time: Double { integrator.time }

    /// What the way so far cost.
    public var counters: StiffIntegrator.Counters { integrator.counters }

    /// Temperatures and heats now.
    public var state: NetworkState { NetworkState(network, equations.allTemperatures(of: integrator.state)) }

    /// Goes on to a time, or to where the first threshold is crossed.
    ///
    /// - Parameters:
    ///   - end: in s; not before the time reached.
    ///   - exactly: whether no step may look beyond, as where the network is about to change.
    /// - Throws: `NetworkError` with the node that left the range in which everything is known, or the solver's words.
    public func advance(to end: Double, exactly: Bool = false) throws(NetworkError) -> Outcome {
        do throws(SolverError) {
            switch try integrator.advance(to: end, exactly: exactly) {
            case .reached: return .reached
            case .event(let numbers): return .crossed(numbers.map { thresholds[$0] })
            }
        } catch {
            if let outside = equations.outside {
                let state = state
                try state.checkRanges()
                throw NetworkError(node: network.name(of: outside.node), reason: outside.reason)
            }
            throw NetworkError(reason: .unsolved("\(error)", heatBalance: energyImbalance))
        }
    }

    /// The states at given times, in order; thresholds on the way do not stop it.
    ///
    /// - Throws: `NetworkError` as `advance`.
    public func states(at times: [Double]) throws(NetworkError) -> [(time: Double, state: NetworkState)] {
        var result: [(time: Double, state: NetworkState)] = []
        for moment in times {
            while try advance(to: moment) != .reached {}
            result.append((moment, state))
        }
        return result
    }

    /// Changes the network's numbers now: a fixed temperature, a power, a switch, a cooler; stored heat stays.
    ///
    /// - Throws: what the change throws; `NetworkError` where something is not known at the new numbers.
    /// - Precondition: nodes and flows stay, and so do heat capacities.
    public func change(_ body: (inout ThermalNetwork) throws(NetworkError) -> Void) throws(NetworkError) {
        var changed = network
        try body(&changed)
        precondition(changed.hasShape(of: network), "a network of another shape needs a run of its own")
        let heats = integrator.state
        try NetworkState(changed, equations.allTemperatures(of: heats, in: changed)).checkRanges()
        network = changed
        equations.update(changed)
        do throws(SolverError) {
            try integrator.restart(at: integrator.time, state: heats)
        } catch {
            throw NetworkError(reason: .unsolved("\(error)", heatBalance: energyImbalance))
        }
    }

    /// The heat in J that came into the free nodes since the beginning, through fixed nodes, coolers and sources.
    public var heatReceived: Double { integrator.state.last ?? 0 }

    /// The heat in J that every node stored or gave up since the beginning, added up without its sign.
    public var heatMoved: Double { zip(integrator.state, initialHeats).reduce(0) { $0 + abs($1.0 - $1.1) } }

    /// |stored − received| over the sum of what every node stored or gave up since the beginning; 0 at the beginning.
    ///
    /// Both come of different sums of the same steps, so that a heat flow that is lost or made on the way shows here.
    public var energyImbalance: Double {
        let heats = integrator.state
        let changes = zip(heats, initialHeats).map { $0 - $1 }
        let moved = heatMoved
        return moved > 0 ? abs(changes.reduce(0, +) - heatReceived) / moved : 0
    }
}
