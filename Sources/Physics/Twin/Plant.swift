public import Cryogenics
import Glibc
public import HeatTransfer

/// A cryostat, or a link of several, in time: what its controls make of it.
///
/// ```swift
/// let plant = try Plant(PlantModel(single: .preset("eth-table-3")))
/// try plant.run(.named("cooldown"))
/// try plant.advance(to: 3 * 86400)
/// plant.events.map { ($0.name, $0.time / 86400) }
/// ```
///
/// Temperatures, gas and mixture are one system of equations. Every minute of simulated time it is looked at: what protects the
/// hardware acts, and a procedure that runs goes on. Every six hours, and whenever something is set, the integrator begins anew from
/// the state alone. So the same plant and settings give the same bytes however its way is cut, also from a ``Snapshot``.
public final class Plant {
    /// Something that happened.
    public struct Event: Sendable, Hashable, Codable {
        /// What.
        public var name: String
        /// Where: the name of a plate; nil for all of it.
        public var plate: String?
        /// When, in s: of the first look after it.
        public var time: Double
    }

    /// All that decides how a plant goes on.
    public struct Snapshot: Sendable, Hashable, Codable {
        /// In s.
        public internal(set) var time: Double
        /// Of all nodes of the network, in K.
        public internal(set) var temperatures: [Double]
        /// What there is besides, as the model orders it.
        var states: [Double]
        /// How the controls of each plate are set.
        var controls: [PlateControls]
        /// Heat injected into each plate's stages, in W.
        var injected: [[Double]]
        /// What is done.
        var task: Task?
        /// What was noted and still holds, in the order of the alphabet, so that equal snapshots are encoded alike.
        var standing: [String] = []
        /// What happened so far.
        public internal(set) var events: [Event]
        /// What was stored or given up by all nodes together so far, each by itself, and what of it came from nowhere, in J.
        var heatMoved = 0.0
        var heatLost = 0.0
        /// Controls that are held.
        var held: [Held] = []
        /// What is broken, and which bursts among it end when.
        var faults: [Fault] = []
        var bursts: [Burst] = []

        /// The same state without what happened so far, on which nothing depends that is still to come.
        public var withoutEvents: Snapshot {
            var state = self
            state.events = []
            return state
        }
    }

    /// A procedure on its way.
    struct Task: Sendable, Hashable, Codable {
        var procedure: Procedure
        /// What it may go on with besides procedures that come with Subkelvin.
        var others: [Procedure]
        /// The number of the step.
        var step: Int
        /// When the step began, in s.
        var since: Double
    }

    /// What it is made of.
    public let model: PlantModel
    /// The state when the integrator last began anew, with what was set and what happened since.
    var known: Snapshot
    /// What it began anew from.
    private var last: Snapshot
    private var gas: PlantGas
    var run: TransientRun
    /// The time that was asked for: the integrator is there or beyond.
    public private(set) var time: Double

    /// How often it is looked at, in s.
    public static let interval = 60.0
    /// The latest time in s: thirty thousand years, in which a double still counts in tenths of a millisecond.
    static let longestTime = 1e12
    /// The most heat in W that can be injected at once: a thousand times what any stage of a refrigerator lifts.
    public static let highestHeat = 1e6
    /// After what time the integrator begins anew, in s.
    private static let longestRun = 6 * 3600.0
    private static let tolerance = TransientRun.Tolerance(relative: 1e-5, absolute: 1e-7)

    /// A plant at room temperature: air in the can, mixture in its tanks, everything off.
    ///
    /// - Throws: `NetworkError` where the model cannot be followed.
    public convenience init(_ model: PlantModel) throws(NetworkError) {
        let stages = [Double](repeating: 0, count: model.stages.count)
        try self.init(
            model,
            from: Snapshot(
                time: 0, temperatures: model.network.temperatures, states: model.warmStates,
                controls: model.plates.map { _ in PlateControls() }, injected: model.plates.map { _ in stages },
                task: nil, events: []))
    }

    /// Goes on from a snapshot of the same model.
    ///
    /// - Throws: `NetworkError` for a snapshot of another model, or temperatures at which something is not known.
    public init(_ model: PlantModel, from snapshot: Snapshot) throws(NetworkError) {
        guard snapshot.temperatures.count == model.network.nodeCount, snapshot.states.count == model.stateCount,
            snapshot.controls.count == model.plates.count, snapshot.injected.count == model.plates.count,
            snapshot.injected.allSatisfy({ $0.count == model.stages.count }),
            (snapshot.temperatures + snapshot.states + [snapshot.time]).allSatisfy(\.isFinite)
        else {
            throw NetworkError(
                reason: .invalid(
                    quantity: "the number of temperatures of a snapshot", value: Double(snapshot.temperatures.count),
                    expected: "\(model.network.nodeCount), of a plant of the same model"))
        }
        guard snapshot.held.allSatisfy({ model.plates.indices.contains($0.plate) }),
            snapshot.faults.allSatisfy({ (try? model.check($0)) != nil }), abs(snapshot.time) <= Self.longestTime
        else {
            throw NetworkError(
                reason: .invalid(
                    quantity: "what is held or broken in a snapshot of the time", value: snapshot.time,
                    expected: "parts of a plant of the same model, no later than \(Self.longestTime) s"))
        }
        self.model = model
        known = snapshot
        last = snapshot
        time = snapshot.time
        (gas, run) = try Self.begin(model, snapshot)
    }

    private static func begin(
        _ model: PlantModel, _ state: Snapshot
    ) throws(NetworkError) -> (PlantGas, TransientRun) {
        let faults = PlantFaults(state.faults, of: model)
        let gas = PlantGas(
            model, controls: state.controls, injected: state.injected, faults: faults,
            ice: state.states[VacuumSpace.ice])
        var network = model.network
        try model.set(&network, gas.controls, cooling: faults.plates.map(\.cooling))
        let run = try TransientRun(
            network, from: state.temperatures, at: state.time, tolerance: tolerance, with: gas,
            companionStates: state.states, maximumSteps: 1_000_000)
        return (gas, run)
    }

    // MARK: On the way

    /// Goes on to a time in s.
    ///
    /// - Throws: `NetworkError` where the plant leaves what is known of it: hotter than copper stands.
    public func advance(to end: Double) throws(NetworkError) {
        guard abs(end) <= Self.longestTime else {
            throw NetworkError(
                reason: .invalid(
                    quantity: "the time to go on to", value: end, expected: "one up to \(Self.longestTime) s"))
        }
        while time < end {
            let look = Self.multiple(of: Self.interval, after: time)
            let anew = nextBeginning
            let burst = known.bursts.map(\.end).min() ?? .infinity
            let next = min(end, look, anew, burst)
            while run.time < next { try run.step(notBeyond: anew) }
            time = next
            if next == look { try self.look() }
            if next == burst { try endBursts() }
            if time == anew, last.time < time { try beginAnew() }
        }
    }

    /// When the integrator begins anew by itself, in s.
    private var nextBeginning: Double { Self.multiple(of: Self.longestRun, after: last.time) }

    /// The first multiple of an interval after a time, also one that is only a rounding away: none is left out or comes twice.
    static func multiple(of interval: Double, after time: Double) -> Double {
        var count = floor(time / interval)
        if count * interval > time { count -= 1 }
        while count * interval <= time { count += 1 }
        return count * interval
    }

    /// The state at a time that was reached, as the integrator has it.
    private func moment() throws(NetworkError) -> TransientRun.Moment { try run.moment(at: time) }

    /// Begins anew from what is now, with the controls that are set.
    func beginAnew() throws(NetworkError) {
        let now = try moment()
        let account = run.heatAccount(at: now)
        known.heatMoved += account.moved
        known.heatLost += account.lost
        known.time = time
        known.temperatures = run.temperatures(at: now)
        known.states = run.companionStates(at: now)
        last = known
        (gas, run) = try Self.begin(model, known)
    }

    /// All that decides how it goes on from now.
    ///
    /// The integrator begins anew here: a plant made from the snapshot, and this one, go on with the same bytes.
    ///
    /// - Throws: `NetworkError` where the integrator cannot.
    public func snapshot() throws(NetworkError) -> Snapshot {
        if last.time < time { try beginAnew() }
        last = known
        return known
    }

    // MARK: Controls

    /// Sets controls now.
    ///
    /// What is switched on or opened without electricity waits for it.
    ///
    /// - Throws: ``ScriptError`` for a control that no plate has; `NetworkError` where the integrator cannot begin anew.
    public func set(_ settings: [ControlSetting]) throws {
        for setting in settings {
            try model.check(setting.control)
            try setting.setting.check(for: setting.control.part)
        }
        apply(settings)
        try beginAnew()
    }

    /// Sets controls that are known to be sound, without beginning anew.
    func apply(_ settings: [ControlSetting]) {
        for setting in settings {
            for (index, plate) in model.plates.enumerated()
            where plate.has(setting.control.part) && setting.control.plate ?? plate.name == plate.name {
                let rated = Setting.power(plate.circuit?.law.heater ?? 0)
                let own = setting.setting == .rated ? rated : setting.setting
                guard !keepsHeld(setting.control.part, own, at: index) else { continue }
                known.controls[index][setting.control.part] = own
                if setting.control.part == .facility(.mains), setting.setting == .on(false) {
                    known.controls[index].loseMains()
                    loseHeld(at: index)
                }
            }
        }
    }

    /// How a control of a plate is set; nil where it has none.
    public func setting(of part: Control.Part, at plate: String) -> Setting? {
        guard let index = model.plates.firstIndex(where: { $0.name == plate }), model.plates[index].has(part) else {
            return nil
        }
        return known.controls[index][part]
    }

    /// Injects heat in W into a stage of plates from now on, besides all other heat: of every node, or of one plate.
    ///
    /// - Throws: ``ScriptError`` for a stage or plate that there is not; `NetworkError` where the integrator cannot begin anew, or for a
    ///   power beyond ±``highestHeat``.
    public func inject(_ power: Double, into stage: Stage, at plate: String? = nil) throws {
        guard abs(power) <= Self.highestHeat else {
            throw NetworkError(
                reason: .invalid(
                    quantity: "the heat", value: power, expected: "no more than \(Self.highestHeat) W, either way"))
        }
        try checkPlate(plate, model.plates.map(\.name), [])
        guard let place = model.stages.firstIndex(of: stage) else {
            throw ScriptError([], .noSuchStage(stage, having: model.stages))
        }
        for (index, own) in model.plates.enumerated() where plate.map({ $0 == own.name }) ?? own.isNode {
            known.injected[index][place] += power
        }
        try beginAnew()
    }

    /// What ``inject(_:into:at:)`` brings into a stage of a plate altogether, in W; nil where there is no such plate or stage.
    public func injectedHeat(into stage: Stage, at plate: String) -> Double? {
        guard let index = model.plates.firstIndex(where: { $0.name == plate }),
            let place = model.stages.firstIndex(of: stage)
        else { return nil }
        return known.injected[index][place]
    }

    /// Begins a procedure now; one that runs is left where it is.
    ///
    /// - Parameters:
    ///   - procedure: what is done.
    ///   - others: what it may go on with besides procedures that come with Subkelvin; of one name, these.
    /// - Throws: ``ScriptError`` for one that cannot be; `NetworkError` where the integrator cannot begin anew.
    public func run(_ procedure: Procedure, others: [Procedure] = []) throws {
        try procedure.check(procedures: others.map(\.name), plates: model.plates.map(\.name))
        begin(procedure, others: others)
        try beginAnew()
    }

    /// What happened so far.
    public var events: [Event] { known.events }

    /// When something happened first, in s; nil where it did not yet.
    public func time(of event: String) -> Double? { known.events.first { $0.name == event }?.time }

    /// What was lost or made of heat on the way, as a share of all that was moved.
    public var energyImbalance: Double {
        guard let now = try? moment() else { return .nan }
        let account = run.heatAccount(at: now)
        let moved = known.heatMoved + account.moved
        return moved > 0 ? (known.heatLost + account.lost) / moved : 0
    }

    // MARK: Now

    /// All temperatures and states now.
    ///
    /// - Throws: `NetworkError` where the integrator has none.
    public func reading() throws(NetworkError) -> PlantReading { try reading(onlyPlates: false) }

    /// The same, of plates alone.
    func reading(onlyPlates: Bool) throws(NetworkError) -> PlantReading {
        PlantReading(self, run, try moment(), known.controls, gas, onlyPlates: onlyPlates)
    }
}

extension PlantModel.Plate {
    /// Whether it has a part that can be set.
    func has(_ part: Control.Part) -> Bool {
        switch part {
        case .pulseTube, .facility: true
        case .heatSwitch(.unit): !isNode && !flows.switches.isEmpty
        case .heatSwitch: circuit?.hasSwitches ?? false
        case .valve, .pump, .heater: circuit != nil
        }
    }
}
