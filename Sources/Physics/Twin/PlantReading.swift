import Cryogenics
public import HeatTransfer

/// How a plant is at a moment.
public struct PlantReading: Sendable {
    /// When, in s.
    public let time: Double
    /// How the controls are set.
    let controls: [PlateControls]
    /// What they make of the plant as it is.
    let acting: [PlateControls]
    let faults: PlantFaults
    let model: PlantModel
    /// Of the network's nodes, in K; not a number where it was not asked for.
    private let temperatures: [Double]
    private let states: [Double]

    /// - Parameter onlyPlates: whether temperatures of plates are enough.
    init(
        _ plant: Plant, _ run: TransientRun, _ moment: TransientRun.Moment, _ controls: [PlateControls],
        _ gas: PlantGas, onlyPlates: Bool
    ) {
        time = moment.time
        model = plant.model
        if onlyPlates {
            var temperatures = [Double](repeating: .nan, count: plant.model.network.nodeCount)
            for node in plant.model.plates.lazy.flatMap(\.nodes) {
                temperatures[node.index] = run.temperature(of: node, at: moment)
            }
            self.temperatures = temperatures
        } else {
            temperatures = run.temperatures(at: moment)
        }
        states = run.companionStates(at: moment)
        self.controls = controls
        acting = gas.controls
        faults = gas.faults
    }

    /// How many times as much as usual a plate shakes while its pulse tube runs.
    func shaking(at plate: Int) -> Double { faults.plates[plate].shaking }

    /// What comes to the base of a plate as light or radiation now, in W: it breaks pairs of electrons in a device there.
    func radiation(at plate: Int) -> Double { faults.plates[plate].radiation }

    /// The temperature of a node in K.
    public subscript(node: ThermalNetwork.Node) -> Double { temperatures[node.index] }

    /// How many states there are besides temperatures.
    var stateCount: Int { states.count }

    /// The pressure in Pa that a gauge reads: 1 the can, 2 to 6 on the panel of a plate, by its number; 0 where there is none.
    public func pressure(gauge: Int, at plate: Int) -> Double {
        if gauge == 1 { return model.vacuum.pressure(states[0..<VacuumSpace.stateCount]) }
        let own = model.plates[plate]
        return own.circuit?.pressure(gauge: gauge, states[own.states]) ?? 0
    }

    /// Of the oil of a plate's compressor, in K.
    public func oilTemperature(at plate: Int) -> Double { states[model.plates[plate].states.upperBound - 1] }

    /// How fast a turbo pump of a plate turns, as a share of its full rotation; 0 where there is none.
    public func rotation(of pump: Control.Pump, at plate: Int) -> Double {
        let own = model.plates[plate]
        guard own.circuit != nil, pump == .turbo1 || pump == .turbo2 else { return 0 }
        let state = pump == .turbo1 ? DilutionCircuit.State.turbo1 : DilutionCircuit.State.turbo2
        return states[own.states.lowerBound + state]
    }

    /// What the circuit of a plate does: its flow, how much is condensed; nil of a cooling unit.
    public func circulation(at plate: Int) -> Circulation? {
        var rates = [Double](repeating: 0, count: states.count)
        return circulation(at: plate, with: &rates)
    }

    /// The same with memory that is used again: one number a state, of any value.
    func circulation(at plate: Int, with rates: inout [Double]) -> Circulation? {
        let own = model.plates[plate]
        guard let circuit = own.circuit else { return nil }
        // The sum of what flows and cools is worked out by the circuit itself.
        let nodes = own.nodes
        let stages = DilutionCircuit.Stages(
            fifty: self[nodes[0]], four: self[nodes[1]], still: self[nodes[2]], coldPlate: self[nodes[nodes.count - 2]],
            base: self[nodes[nodes.count - 1]])
        var span = rates.mutableSpan
        let result = circuit.evaluate(
            states.span, from: own.states.lowerBound, stages, acting[plate], faults.plates[plate].leaks, into: &span)
        return Circulation(
            flow: result.flow, condensed: result.condensed, share: result.share, lifted: result.lifted)
    }

    /// What a circuit does.
    public struct Circulation: Sendable, Hashable {
        /// Into the unit, in mol/s.
        public var flow: Double
        /// How much of the mixture is liquid, 1 at work.
        public var condensed: Double
        /// The share of what pumps would circulate with everything in order.
        public var share: Double
        /// What its unit lifts at the base, in W.
        public var lifted: Double
    }

    /// The value of a signal, in SI.
    public func value(of signal: Signal) -> Double {
        let nodes = model.plates.indices.filter { model.plates[$0].isNode }
        switch signal {
        case .stage(let stage, let scope):
            guard let place = model.stages.firstIndex(of: stage) else { return .nan }
            let all =
                scope == .nodes
                ? nodes.map { self[model.plates[$0].nodes[place]] } : model.rows[place].map { self[$0.node] }
            return all.max() ?? .nan
        case .pressure(let gauge): return nodes.map { pressure(gauge: gauge, at: $0) }.max() ?? .nan
        case .flow: return nodes.compactMap { circulation(at: $0)?.flow }.min() ?? .nan
        case .condensed: return nodes.compactMap { circulation(at: $0)?.condensed }.min() ?? .nan
        case .rotation(let pump): return nodes.map { rotation(of: pump, at: $0) }.min() ?? .nan
        }
    }
}
