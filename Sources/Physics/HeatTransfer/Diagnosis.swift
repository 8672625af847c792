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
        for cooler in twoStageCoolers {
            isAnchored[cooler.first] = true
            isAnchored[cooler.second] = true
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
        for cooler in network.twoStageCoolers {
            let (t1, t2) = (temperatures[cooler.first], temperatures[cooler.second])
            let (first, second) = (cooler.map.firstRange, cooler.map.secondRange)
            let powers = cooler.map.powers(first: t1, second: t2)
            // What it lifts with the stage in question as warm as is known, the other as it is or as warm as is known.
            let atTop = cooler.map.powers(
                first: min(t1, first.upperBound), second: min(t2, second.upperBound))
            if t2 > second.upperBound {
                let load = powers.second + net(into: ThermalNetwork.Node(index: cooler.second))
                return NetworkError(
                    node: network.names[cooler.second],
                    reason: .coolerExhausted(load: load, capacity: atTop.second))
            }
            if t1 > first.upperBound {
                let load = powers.first + net(into: ThermalNetwork.Node(index: cooler.first))
                return NetworkError(
                    node: network.names[cooler.first], reason: .coolerExhausted(load: load, capacity: atTop.first))
            }
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
