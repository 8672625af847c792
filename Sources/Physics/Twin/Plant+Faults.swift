import Cryogenics
public import HeatTransfer

extension Plant {
    /// Breaks something now; ``end(_:)`` mends it.
    ///
    /// - Throws: ``ScriptError`` for a plate or stage that there is not, or a pump or valve of a plate without panel;
    ///   `NetworkError` where the integrator cannot begin anew.
    public func begin(_ fault: Fault) throws {
        try model.check(fault)
        note("fault: \(fault.words)")
        known.faults.append(fault)
        if fault.kind == .powerCut { loseMains(by: fault) }
        if fault.kind == .radiationBurst { known.bursts.append(Burst(fault: fault, end: time + PlantFaults.burst)) }
        try beginAnew()
    }

    /// Mends what ``begin(_:)`` broke: one fault that is the same; nothing where there is none.
    ///
    /// - Throws: `NetworkError` where the integrator cannot begin anew.
    public func end(_ fault: Fault) throws(NetworkError) {
        guard let place = known.faults.firstIndex(of: fault) else { return }
        note("mended: \(fault.words)")
        known.faults.remove(at: place)
        if let burst = known.bursts.firstIndex(where: { $0.fault == fault }) { known.bursts.remove(at: burst) }
        try beginAnew()
    }

    /// What is broken now, in the order in which it broke.
    public var faults: [Fault] { known.faults }

    /// What ran stands still, and does not start by itself when electricity comes back.
    private func loseMains(by fault: Fault) {
        for (index, plate) in model.plates.enumerated() where fault.breaks(plate) {
            let mains = known.controls[index].mains
            known.controls[index].loseMains()
            known.controls[index].mains = mains
            loseHeld(at: index)
        }
    }

    /// A burst that has not ended yet.
    struct Burst: Sendable, Hashable, Codable {
        var fault: Fault
        /// In s.
        var end: Double
    }

    /// Bursts that are over by now leave nothing.
    func endBursts() throws(NetworkError) {
        let over = known.bursts.filter { $0.end <= time }
        guard !over.isEmpty else { return }
        known.bursts.removeAll { $0.end <= time }
        for burst in over {
            if let place = known.faults.firstIndex(of: burst.fault) { known.faults.remove(at: place) }
        }
        try beginAnew()
    }
}

extension PlantModel {
    /// Refuses a fault that cannot be of this plant.
    func check(_ fault: Fault) throws(ScriptError) {
        try checkPlate(fault.plate, plates.map(\.name), [])
        let meant = plates.filter(fault.breaks)
        switch fault.part {
        case .stage(let stage)?:
            guard stages.contains(stage), fault.kind != .thermalTouch || stage != stages.last else {
                throw ScriptError(
                    [.key("stage")],
                    .noSuchStage(stage, having: fault.kind == .thermalTouch ? stages.dropLast() : stages))
            }
        case .valve(let number, _)?:
            let control = Control(.valve(number), at: fault.plate)
            guard meant.contains(where: { $0.has(control.part) }) else {
                throw ScriptError([.key("valve")], .noSuchPart(control, having: plates.filter(\.isNode).map(\.name)))
            }
        case .pump(let pump)?:
            let control = Control(.pump(pump), at: fault.plate)
            guard meant.contains(where: { $0.has(control.part) }) else {
                throw ScriptError([.key("pump")], .noSuchPart(control, having: plates.filter(\.isNode).map(\.name)))
            }
        case nil: break
        }
    }
}
