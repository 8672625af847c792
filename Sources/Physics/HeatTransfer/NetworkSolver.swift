import Solvers

/// Finds where networks of one shape are at rest.
///
/// What it learns of a shape (the order of the equations, the pattern of their Jacobian, how to factorise it) serves every
/// network that differs in numbers alone: sweeps over lengths of equal cells, loads, temperatures. One owner; not `Sendable`.
///
/// Newton's method comes first; where it strays, its steps are held within a factor of two of each temperature; then
/// pseudo-transient continuation follows the network as it would warm or cool. A solution is only returned when every node
/// balances to 1e-10 and every material is known at its temperatures.
public final class NetworkSolver {
    /// The network in hand.
    public private(set) var network: ThermalNetwork
    private let equations: RestEquations
    private let newton: NewtonSolver
    private var factorization: SparseFactorization?
    private var continuation: PseudoTransientSolver?

    /// What |in − out|/Σ|in| may be at any node.
    public static let heatBalance = 1e-10

    /// Prepares a network.
    ///
    /// - Throws: `NetworkError` with `.disconnected` where a temperature is not determined, `.invalid` where there is none.
    public init(_ network: ThermalNetwork) throws(NetworkError) {
        try network.checkIsAnchored()
        self.network = network
        equations = RestEquations(NetworkEquations(network))
        do throws(SolverError) {
            newton = try NewtonSolver(equations)
        } catch {
            throw NetworkError(reason: .unsolved("\(error)", heatBalance: .infinity))
        }
    }

    /// Takes over the numbers of another network of the same shape.
    ///
    /// - Precondition: it has the same nodes and flows, and potentials at the same places.
    public func update(_ network: ThermalNetwork) {
        precondition(network.hasShape(of: self.network), "a network of another shape needs a solver of its own")
        self.network = network
        equations.equations.update(network)
    }

    /// Finds the state of rest.
    ///
    /// - Parameter start: temperatures of all nodes to start from, such as those of a similar network; the guesses where
    ///   none are given.
    /// - Throws: `NetworkError` with the node and the physical reason where there is none.
    public func steadyState(from start: [Double]? = nil) throws(NetworkError) -> SteadyState {
        let freeNodes = equations.equations.freeNodes
        let temperatures = start ?? network.temperatures
        let guess = freeNodes.map { temperatures[$0] }
        guard guess.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw NetworkError(
                reason: .invalid(quantity: "a guess", value: guess.min() ?? 0, expected: "positive finite numbers"))
        }
        guard !freeNodes.isEmpty else { return SteadyState(state(at: guess), iterations: 0, usedContinuation: false) }
        var effort = 0
        // Near the solution plain steps are enough; elsewhere a line search mostly finds it.
        var found = try solveByNewton(from: guess, isDamped: start == nil, &effort)
        if found == nil { found = try solveByClippedSteps(from: guess, &effort) }
        if let found { return SteadyState(found, iterations: effort, usedContinuation: false) }
        let state = try solveByContinuation(from: guess, &effort)
        return SteadyState(state, iterations: effort, usedContinuation: true)
    }

    /// Temperatures near the state of rest, to start another search from; nil where Newton's method alone does not find them.
    ///
    /// - Parameters:
    ///   - start: temperatures of all nodes to start from.
    ///   - tolerance: what a node's imbalance may be, relative to the heat that passes through it.
    public func approximateTemperatures(from start: [Double], tolerance: Double) -> [Double]? {
        let freeNodes = equations.equations.freeNodes
        var x = freeNodes.map { start[$0] }
        let scales = state(at: x).residualScales(freeNodes)
        let report = try? newton.solve(
            &x, tolerance: tolerance, variableScales: x.map { 1 / $0 }, residualScales: scales, isDamped: false,
            maximumIterations: 20)
        guard report != nil, x.allSatisfy({ $0 > 0 }) else { return nil }
        var temperatures = start
        for (unknown, node) in freeNodes.enumerated() { temperatures[node] = x[unknown] }
        return temperatures
    }

    private func state(at x: [Double]) -> NetworkState {
        equations.equations.setTemperatures(x)
        return NetworkState(network, equations.equations.potentials)
    }

    /// The state at temperatures where every node balances; nil where one does not.
    ///
    /// - Throws: `NetworkError` where they balance at temperatures at which something is not known.
    private func balanced(at x: [Double]) throws(NetworkError) -> NetworkState? {
        guard x.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        let state = state(at: x)
        guard state.heatBalance.worst <= Self.heatBalance else { return nil }
        try state.checkRanges()
        return state
    }

    /// Newton's method, scaled anew where the heats at the guess were no measure of those at the solution; nil where it
    /// strays.
    private func solveByNewton(
        from guess: [Double], isDamped: Bool, _ effort: inout Int
    ) throws(NetworkError) -> NetworkState? {
        var x = guess
        for _ in 0..<4 {
            let scales = state(at: x).residualScales(equations.equations.freeNodes)
            do throws(SolverError) {
                let report = try newton.solve(
                    &x, tolerance: 1e-12, variableScales: guess.map { 1 / $0 }, residualScales: scales,
                    isDamped: isDamped, maximumIterations: isDamped ? 40 : 8)
                effort += report.iterations
            } catch {
                // Where rounding stops it, the balance may be good all the same.
                effort += error.iterations
                guard case .stalled = error.reason else { return nil }
            }
            if let state = try balanced(at: x) { return state }
            guard x.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        }
        return nil
    }

    /// Newton's method with each temperature held within a factor of two of its last; nil where that does not end.
    ///
    /// A line search shortens the steps of all nodes to those of the worst; here the others go on.
    private func solveByClippedSteps(from guess: [Double], _ effort: inout Int) throws(NetworkError) -> NetworkState? {
        var x = guess
        let bound = bound
        if factorization == nil { factorization = try? SparseFactorization(equations.pattern) }
        guard let factorization else { return nil }
        for _ in 0..<100 {
            equations.equations.setTemperatures(x)
            equations.equations.evaluateNet()
            equations.equations.evaluateJacobian()
            var step = equations.equations.net.dropLast().map { -$0 }
            do throws(SolverError) {
                try factorization.factorize(Array(equations.equations.jacobian.dropLast()))
                try factorization.solve(&step)
            } catch { return nil }
            effort += 1
            var change = 0.0
            for index in x.indices {
                let next = min(max(x[index] + step[index], x[index] / 2), x[index] * 2)
                change = max(change, abs(next / x[index] - 1))
                x[index] = next
            }
            guard change.isFinite, x.allSatisfy({ $0 < bound }) else { return nil }
            if change < 1e-6, let state = try balanced(at: x) { return state }
        }
        return nil
    }

    /// No cryostat is warmer; whatever passes this has no way to rest.
    private var bound: Double { 1e3 * (network.temperatures.max() ?? 0) }

    private func solveByContinuation(from guess: [Double], _ effort: inout Int) throws(NetworkError) -> NetworkState {
        var x = guess
        let bound = bound
        var words = ""
        for _ in 0..<4 {
            do throws(SolverError) {
                let solver: PseudoTransientSolver
                if let known = continuation { solver = known } else { solver = try PseudoTransientSolver(equations) }
                continuation = solver
                let scales = state(at: x).residualScales(equations.equations.freeNodes)
                let report = try solver.solve(&x, tolerance: 1e-12, residualScales: scales, bound: bound)
                effort += report.iterations
            } catch {
                effort += error.iterations
                words = "\(error)"
            }
            let state = state(at: x)
            if state.heatBalance.worst <= Self.heatBalance {
                try state.checkRanges()
                return state
            }
            if let error = state.failure(bound: bound) { throw error }
        }
        let balance = state(at: x).heatBalance
        throw NetworkError(
            node: balance.node.map { network.name(of: $0) }, reason: .unsolved(words, heatBalance: balance.worst))
    }
}

extension ThermalNetwork {
    /// Finds the state of rest from the guesses.
    ///
    /// For many similar networks keep a `NetworkSolver`.
    ///
    /// - Throws: `NetworkError` with the node and the physical reason where there is none.
    public func steadyState() throws(NetworkError) -> SteadyState { try NetworkSolver(self).steadyState() }
}
