import Materials

extension ThermalNetwork {
    /// Throws where a free node's temperature is not determined: no heat can leave it by way of a rising function of it.
    func checkIsAnchored() throws(NetworkError) {
        var isAnchored = isFixed
        var neighbours = [[Int]](repeating: [], count: nodeCount)
        for flow in from.indices {
            let (a, b) = (Int(from[flow]), Int(to[flow]))
            // A one-way load carries heat off its warm end whatever lies at the other, and says nothing of the cold end.
            if isOneWay[flow] {
                isAnchored[a] = true
            } else {
                neighbours[a].append(b)
                neighbours[b].append(a)
            }
        }
        for cooler in coolers { isAnchored[cooler.node] = true }
        for cooler in coupledCoolers {
            for node in cooler.nodes { isAnchored[node] = true }
        }
        var front = isAnchored.indices.filter { isAnchored[$0] }
        while let node = front.popLast() {
            for neighbour in neighbours[node] where !isAnchored[neighbour] {
                isAnchored[neighbour] = true
                front.append(neighbour)
            }
        }
        if let lost = isAnchored.firstIndex(of: false) { throw NetworkError(node: names[lost], reason: .disconnected) }
    }
}

extension NetworkState {
    /// Throws where a node balances at a temperature at which its cooler or a material is not known.
    func checkRanges() throws(NetworkError) {
        if let error = exhaustedCooler() { throw error }
        if let (potential, node) = outOfRange, let reason = potential.error(at: temperatures[node]) {
            throw NetworkError(node: network.names[node], reason: reason)
        }
    }

    /// A cooler that is warmer than it is known to be.
    private func exhaustedCooler() -> NetworkError? {
        for (index, cooler) in network.coolers.enumerated() {
            let top = cooler.curve.range.upperBound
            guard temperatures[cooler.node] > top else { continue }
            let lifted = heat(of: .init(kind: .cooler, index: index))
            let load = lifted + net(into: ThermalNetwork.Node(index: cooler.node))
            return NetworkError(
                node: network.names[cooler.node],
                reason: .coolerExhausted(load: load, capacity: cooler.curve.power(at: top).power))
        }
        for (index, cooler) in network.coupledCoolers.enumerated() {
            let here = cooler.nodes.map { temperatures[$0] }
            let tops = cooler.map.ranges.map(\.upperBound)
            // The coldest stage first: its load is what the warmer ones cannot take off it.
            guard let stage = here.indices.last(where: { here[$0] > tops[$0] }) else { continue }
            // What it lifts as warm as is known, the others as they are or as warm as is known.
            let atTop = cooler.map.powers(at: zip(here, tops).map { min($0, $1) })
            let node = cooler.nodes[stage]
            let load = heat(of: .init(kind: .stage(stage), index: index)) + net(into: ThermalNetwork.Node(index: node))
            return NetworkError(
                node: network.names[node], reason: .coolerExhausted(load: load, capacity: atTop.powers[stage]))
        }
        return nil
    }

    /// Why a search that ended here found no rest; nil where no physical reason shows.
    func failure(bound: Double) -> NetworkError? {
        let free = temperatures.indices.filter { !network.isFixed[$0] }
        if let error = exhaustedCooler() { return error }
        if let hottest = free.max(by: { temperatures[$0] < temperatures[$1] }), temperatures[hottest] > bound / 4 {
            return NetworkError(node: network.names[hottest], reason: .runaway(at: temperatures[hottest]))
        }
        // Far below any refrigerator: only a power drawn from a node that cannot have it leads there.
        if let coldest = free.min(by: { temperatures[$0] < temperatures[$1] }), temperatures[coldest] < 1e-6,
            net(into: ThermalNetwork.Node(index: coldest)) < 0
        {
            return NetworkError(node: network.names[coldest], reason: .overcooled(at: temperatures[coldest]))
        }
        return nil
    }
}
