import Solvers

extension NetworkSolver {
    /// By how much every temperature changes, to first order, when the network's numbers change by a little.
    ///
    ///     δT = −J⁻¹·δF
    ///
    /// δF is what the changed network's heats leave over at the old temperatures. One factorisation serves all changes: the
    /// sensitivity to a parameter is its response divided by the step, and uncertainties add from there.
    ///
    /// - Parameters:
    ///   - state: a state of rest of the network in hand.
    ///   - changes: networks of the same shape, each with other numbers; that of a fixed node may be its temperature.
    /// - Returns: for each change a number of kelvin a node; zero for fixed nodes whose temperature stays.
    /// - Throws: `NetworkError` where the state has no neighbours: its Jacobian is singular.
    public func responses(of state: SteadyState, to changes: [ThermalNetwork]) throws(NetworkError) -> [[Double]] {
        var rest = NetworkEquations(network)
        let x = rest.freeNodes.map { state.temperatures[$0] }
        guard !x.isEmpty else { return changes.map { zip($0.temperatures, state.temperatures).map { $0 - $1 } } }
        rest.setTemperatures(x)
        rest.evaluateNet()
        rest.evaluateJacobian()
        do throws(SolverError) {
            let factorization = try SparseFactorization(rest.pattern)
            try factorization.factorize(Array(rest.jacobian.dropLast()))
            var results: [[Double]] = []
            for change in changes {
                precondition(change.hasShape(of: network), "a network of another shape has other temperatures")
                var changed = rest
                changed.update(change)
                changed.setTemperatures(x)
                changed.evaluateNet()
                // Less what rounding leaves at rest, which is no response.
                var response = x.indices.map { rest.net[$0] - changed.net[$0] }
                try factorization.solve(&response)
                var result = zip(change.temperatures, state.temperatures).map { $0 - $1 }
                for (unknown, node) in rest.freeNodes.enumerated() { result[node] = response[unknown] }
                results.append(result)
            }
            return results
        } catch {
            throw NetworkError(reason: .unsolved("\(error)", heatBalance: state.heatBalance))
        }
    }
}
