public import HeatTransfer
import Solvers

/// A cooldown from room temperature, phase by phase, as operators do it.
///
/// 1. *cool*: pulse tubes run and heat switches are closed, until still and base are cold everywhere and the 4K plates of all
///    nodes can condense;
/// 2. *precool*: switches open, a few tens of millibar of mixture circulate, until still and base plates are near 1 K;
/// 3. *condense*: the mixture comes in, as fast as the 4K plate lets it, and its two liquids part in the mixing chamber;
/// 4. *settle*: the circulation comes to its nominal value.
///
/// ```swift
/// let cooldown = try Cooldown(CooldownPlant(single: .preset("eth-table-3")))
/// try cooldown.advance(to: 2 * 86400)
/// cooldown.events.map { ($0.name, $0.time / 86400) }
/// ```
///
/// Deterministic: a supervisor looks every ten minutes of simulated time, and every six hours the integrator begins anew from
/// the temperatures alone. So the same plant gives the same bytes however its way is cut, also from a ``Snapshot``.
public final class Cooldown {
    /// What is done.
    public enum Phase: String, Sendable, Hashable, CaseIterable, Codable {
        /// Pulse tubes run, heat switches are closed.
        case cool
        /// Mixture circulates at low pressure.
        case precool
        /// The mixture condenses.
        case condense
        /// The dilution units are at work.
        case settle
    }

    /// Something that happened.
    public struct Event: Sendable, Hashable, Codable {
        /// What.
        public var name: String
        /// When, in s from the beginning: of the supervisor's first look after it.
        public var time: Double
    }

    /// All that a cooldown knows at a time; nothing else decides how it goes on.
    public struct Snapshot: Sendable, Hashable, Codable {
        /// In s from the beginning.
        public var time: Double
        /// Of all nodes of the plant's network, in K.
        public var temperatures: [Double]
        /// What is done.
        public var phase: Phase
        /// What happened so far.
        public var events: [Event]
        /// How far the mixture of each plate's dilution unit is condensed, 0 to 1; 0 of a cooling unit.
        public var condensed: [Double]
        /// The share of the nominal circulation.
        public var circulation: Double
        /// The heat in J that was moved so far, and what was lost or made of it by the integrator.
        public var heat: Heat

        /// The account of energy.
        public struct Heat: Sendable, Hashable, Codable {
            /// Stored or given up by all nodes together, each counted by itself, in J.
            public var moved = 0.0
            /// The part of it that came from nowhere or went nowhere, in J.
            public var lost = 0.0
        }
    }

    /// The plant.
    public let plant: CooldownPlant
    /// What was known when the integrator last began anew, with what the supervisor did since.
    private var known: Snapshot
    private var run: TransientRun

    /// How often the supervisor looks, in s.
    public static let interval = 600.0
    /// After how many looks the integrator begins anew.
    private static let looksPerRun = 36
    private static let tolerance = TransientRun.Tolerance(relative: 1e-5, absolute: 1e-7)

    /// Prepares a cooldown: everything at room temperature, pumped out, pulse tubes starting.
    ///
    /// - Throws: `NetworkError` where the plant cannot be followed.
    public convenience init(_ plant: CooldownPlant) throws(NetworkError) {
        try self.init(
            plant,
            from: Snapshot(
                time: 0, temperatures: plant.network.temperatures, phase: .cool, events: [],
                condensed: plant.plates.map { _ in 0 }, circulation: 0, heat: Snapshot.Heat()))
    }

    /// Goes on from a snapshot of the same plant.
    ///
    /// - Throws: `NetworkError` for a snapshot of another plant, or temperatures at which something is not known.
    public init(_ plant: CooldownPlant, from snapshot: Snapshot) throws(NetworkError) {
        guard snapshot.temperatures.count == plant.network.nodeCount, snapshot.condensed.count == plant.plates.count
        else {
            throw NetworkError(
                reason: .invalid(
                    quantity: "the number of temperatures of a snapshot", value: Double(snapshot.temperatures.count),
                    expected: "\(plant.network.nodeCount), as the plant has nodes"))
        }
        self.plant = plant
        known = snapshot
        self.snapshot = snapshot
        var network = plant.network
        try plant.set(&network, snapshot)
        run = try TransientRun(
            network, from: snapshot.temperatures, at: snapshot.time, tolerance: Self.tolerance, maximumSteps: 1_000_000)
    }

    /// The time reached in s.
    public var time: Double { run.time }
    /// What is done now.
    public var phase: Phase { known.phase }
    /// What happened so far.
    public var events: [Event] { known.events }
    /// How far the mixture of each plate's dilution unit is condensed, 0 to 1.
    public var condensed: [Double] { known.condensed }
    /// The temperatures now.
    public var state: NetworkState { run.state }

    /// The event that the 4K plates of all nodes are cold enough for their mixture to condense.
    public static let canCondense = "4K plates can condense"
    /// The event that the base plates of all nodes are below 20 mK.
    public static let isCold = "base plates below 20 mK"

    /// The warmest base plate of a node now, in K.
    public var warmestBase: Double {
        let state = run.state
        return plant.plates.filter(\.isNode).map { state[$0.nodes[3]] }.max() ?? 0
    }

    /// When something happened first, in s; nil where it did not yet.
    public func time(of event: String) -> Double? { events.first { $0.name == event }?.time }

    /// What was lost or made of heat on the way, as a share of all that was moved.
    public var energyImbalance: Double {
        let (moved, lost) = (known.heat.moved + movedNow, known.heat.lost + lostNow)
        return moved > 0 ? lost / moved : 0
    }

    private var lostNow: Double { run.energyImbalance * movedNow }
    private var movedNow: Double { run.heatMoved }

    /// All that is known, at the last time when the integrator began anew: to go on from there.
    public private(set) var snapshot: Snapshot

    /// Goes on to a time, by whole looks of the supervisor: to the first at or after it.
    ///
    /// - Throws: `NetworkError` where the plant leaves what is known of it.
    public func advance(to end: Double) throws(NetworkError) {
        while time < end { try advance() }
    }

    /// Goes on to the supervisor's next look.
    ///
    /// - Throws: `NetworkError` where the plant leaves what is known of it.
    public func advance() throws(NetworkError) {
        let look = (run.time / Self.interval).rounded() + 1
        _ = try run.advance(to: look * Self.interval, exactly: true)
        let before = known
        try supervise(run.state)
        if Int(look) % Self.looksPerRun == 0 {
            try beginAnew()
        } else if known.phase != before.phase || known.circulation != before.circulation {
            let (plant, known) = (plant, known)
            try run.change { network throws(NetworkError) in try plant.set(&network, known) }
        }
    }

    /// Drops what the integrator remembers, so that temperatures alone decide how it goes on.
    private func beginAnew() throws(NetworkError) {
        known.heat.moved += movedNow
        known.heat.lost += lostNow
        known.time = run.time
        known.temperatures = run.state.temperatures
        snapshot = known
        var network = plant.network
        try plant.set(&network, known)
        run = try TransientRun(
            network, from: known.temperatures, at: known.time, tolerance: Self.tolerance, maximumSteps: 1_000_000)
    }

    // MARK: The supervisor

    private func note(_ name: String) {
        if time(of: name) == nil { known.events.append(Event(name: name, time: run.time)) }
    }

    private func supervise(_ state: NetworkState) throws(NetworkError) {
        let nodes = plant.plates.enumerated().filter { $0.element.isNode }
        func warmestPlate(_ stage: Int) -> Double { nodes.map { state[$0.element.nodes[stage]] }.max() ?? 0 }
        func warmest(_ stage: Int) -> Double { plant.rows[stage].map { state[$0.node] }.max() ?? 0 }
        let limit = plant.parameters.condensationLimit
        if warmestPlate(1) < limit { note(Self.canCondense) }
        if warmestPlate(3) < 0.02 { note(Self.isCold) }
        if warmestPlate(3) < 0.015 { note("base plates below 15 mK") }
        switch known.phase {
        case .cool:
            guard max(warmest(2), warmest(3)) < plant.parameters.precoolBelow, warmestPlate(1) < limit else { return }
            note("heat switches open")
            known.phase = .precool
        case .precool:
            guard max(warmestPlate(2), warmestPlate(3)) < plant.parameters.precooledBelow else { return }
            note("precooled")
            known.phase = .condense
        case .condense:
            for (index, plate) in nodes {
                // What the 4K plate cannot take stays gas.
                let speed = min(1, max(0, limit - state[plate.nodes[1]]))
                let more = speed * Self.interval / plant.parameters.condensationTime
                known.condensed[index] = min(1, known.condensed[index] + more)
            }
            let all = nodes.map { known.condensed[$0.offset] }.min() ?? 0
            // The liquids part in the mixing chamber when most of the mixture is in.
            known.circulation = max(0, all - 0.8) / 0.2 * 0.5
            guard all >= 1 else { return }
            note("condensed")
            known.phase = .settle
        case .settle:
            let rest = 1 - known.circulation
            known.circulation += rest * min(1, Self.interval / plant.parameters.settlingTime)
            if rest < 1e-4 { known.circulation = 1 }
        }
    }
}
