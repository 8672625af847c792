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
    private let companion: (any TransientCompanion)?
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
    ///   - companion: what changes along with the network; none, if left out.
    ///   - states: of the companion.
    ///   - maximumSteps: how many steps one advance may take.
    /// - Throws: `NetworkError` for a node without heat capacity, a temperature at which something is not known, a threshold
    ///   or a companion's node that is fixed, or a network without free nodes.
    public init(
        _ network: ThermalNetwork, from temperatures: [Double]? = nil, at time: Double = 0,
        tolerance: Tolerance = Tolerance(), watching thresholds: [Threshold] = [],
        with companion: (any TransientCompanion)? = nil, companionStates states: [Double] = [],
        maximumSteps: Int = 100_000
    ) throws(NetworkError) {
        try positive(tolerance.relative, "the relative tolerance")
        try positive(tolerance.absolute, "the absolute tolerance")
        let start = temperatures ?? network.temperatures
        precondition(start.count == network.nodeCount, "\(network.nodeCount) nodes need as many temperatures")
        self.network = network
        self.thresholds = thresholds
        self.companion = companion
        precondition(states.count == companion?.stateCount ?? 0, "a companion needs as many numbers as it has states")
        equations = try TransientEquations(network, start, tolerance, thresholds, with: companion)
        initialHeats = equations.initialHeats
        do throws(SolverError) {
            integrator = try StiffIntegrator(
                equations, time: time, state: initialHeats + states + [0], tolerance: .bySystem,
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

    /// The states of the companion now.
    public var companionStates: [Double] { Array(integrator.state.dropFirst(initialHeats.count).dropLast()) }

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
            throw failure(error)
        }
    }

    /// What holds the steps back, in words: the node or the companion's state whose error comes nearest to what is allowed; nil
    /// before the first step.
    public var hardest: String? {
        guard let index = integrator.hardestState else { return nil }
        if index < initialHeats.count { return "\(network.name(of: equations.node(ofUnknown: index)))" }
        let state = index - initialHeats.count
        return companion.flatMap { state < $0.stateCount ? $0.name(ofState: state) : nil }
    }

    /// Why the integrator gave up, in the network's words.
    private func failure(_ error: SolverError) -> NetworkError {
        guard let outside = equations.outside else {
            return NetworkError(
                reason: .unsolved(
                    "\(error)" + (hardest.map { "; what held it back was \($0)" } ?? ""), heatBalance: energyImbalance))
        }
        do throws(NetworkError) { try state.checkRanges() } catch { return error }
        return NetworkError(node: network.name(of: outside.node), reason: outside.reason)
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

    // MARK: Step by step

    /// Heats and states at a time; what they mean the run says that they come from.
    public struct Moment: Sendable, Hashable {
        /// In s.
        public let time: Double
        let values: [Double]
    }

    /// Takes one step, as long as the tolerance allows; `time` is then its end.
    ///
    /// Steps are the same whatever is asked of `moment(at:)` between them.
    ///
    /// - Parameter limit: a time in s that the step must not pass, after the time reached.
    /// - Throws: `NetworkError` as `advance`.
    public func step(notBeyond limit: Double) throws(NetworkError) {
        do throws(SolverError) { _ = try integrator.step(notBeyond: limit) } catch { throw failure(error) }
    }

    /// Where all was at a time: now, or within the last step.
    ///
    /// - Throws: `NetworkError` for any other time.
    public func moment(at time: Double) throws(NetworkError) -> Moment {
        if time == integrator.time { return Moment(time: time, values: integrator.state) }
        do throws(SolverError) { return Moment(time: time, values: try integrator.state(at: time)) } catch {
            throw NetworkError(reason: .unsolved("\(error)", heatBalance: energyImbalance))
        }
    }

    /// The temperature in K of a node at a moment.
    public func temperature(of node: ThermalNetwork.Node, at moment: Moment) -> Double {
        equations.temperature(of: node.index, moment.values)
    }

    /// The temperatures in K of all nodes at a moment.
    public func temperatures(at moment: Moment) -> [Double] { equations.allTemperatures(of: moment.values) }

    /// The states of the companion at a moment.
    public func companionStates(at moment: Moment) -> [Double] {
        Array(moment.values.dropFirst(initialHeats.count).dropLast())
    }

    /// What `heatMoved` and the share lost of it were at a moment.
    public func heatAccount(at moment: Moment) -> (moved: Double, lost: Double) {
        var (moved, stored) = (0.0, 0.0)
        for (now, before) in zip(moment.values, initialHeats) {
            moved += abs(now - before)
            stored += now - before
        }
        return (moved, abs(stored - (moment.values.last ?? 0)))
    }

    // MARK: Changes

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
