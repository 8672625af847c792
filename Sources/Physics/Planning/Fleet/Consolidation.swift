public import Cryogenics
import HeatTransfer
import Qubits

/// What a way of placing a fleet's devices comes to.
public struct FleetOutcome: Sendable {
    /// A part of the yearly cost.
    public struct Cost: Sendable, Hashable {
        /// What for.
        public var name: String
        /// A year, in the fleet's currency.
        public var yearly: Double
    }

    /// The way.
    public var option: Fleet.Option
    /// How many devices each cryostat holds.
    public var placement: [Int]
    /// The fullest cryostat at rest; nil where it has no rest.
    public var state: CryostatState?
    /// What is not met, in words; empty for a way that can be gone.
    public var faults: [String]
    /// What is nearest to its limit.
    public var limitedBy: String
    /// Of the qubits in the fullest cryostat, in K.
    public var temperature: Double?
    /// Photons that the wiring's lines bring a qubit, by the qubit's line and use.
    public var photons: [(line: String, photons: Double)]
    /// Of a one-qubit gate.
    public var gateError: Double?
    /// Of a two-qubit gate, where the qubit's description has one.
    public var twoQubitError: Double?
    /// The mean share of the year that a device is cold.
    public var availability: Double
    /// How many devices are cold 99 % of the time.
    public var usuallyCold: Int
    /// The yearly costs.
    public var costs: [Cost]
    /// Qubit-hours a year: of cold qubits.
    public var qubitHours: Double

    /// Whether it can be gone.
    public var isGood: Bool { faults.isEmpty }
    /// All costs of a year.
    public var yearlyCost: Double { costs.reduce(0) { $0 + $1.yearly } }
    /// A year's cost over a year's cold qubit-hours; nil where qubits are never cold.
    public var costPerQubitHour: Double? { qubitHours > 0 ? yearlyCost / qubitHours : nil }
}

/// More devices to a cryostat, or more cryostats: heat, noise, gate error, availability and cost side by side.
///
/// ```swift
/// let outcomes = try Consolidation(.read("fleet.yaml")).outcomes()
/// Consolidation.cheapest(outcomes)?.option.name
/// ```
///
/// A good qubit-hour is an hour of a cold qubit in a way all of whose requirements are met: every stage of the fullest
/// cryostat within its limit, lines within their plates, a gate error that is good enough.
public struct Consolidation: Sendable {
    /// The fleet.
    public let fleet: Fleet

    /// Compares a fleet's options.
    public init(_ fleet: Fleet) { self.fleet = fleet }

    /// Each option's outcome, in the fleet's order.
    ///
    /// - Parameter threads: how many threads share the work.
    /// - Throws: `QubitError` for a qubit's description that contradicts itself; `PlanningError`.
    public func outcomes(threads: Int = Concurrent.processors) throws -> [FleetOutcome] {
        try Concurrent.map(fleet.options.count, threads: threads) { index in
            Result { try outcome(fleet.options[index]) }
        }.map { try $0.get() }
    }

    /// The way with the least cost of a qubit-hour among those that can be gone.
    public static func cheapest(_ outcomes: [FleetOutcome]) -> FleetOutcome? {
        outcomes.filter { $0.isGood && $0.costPerQubitHour != nil }.min {
            ($0.costPerQubitHour ?? .infinity) < ($1.costPerQubitHour ?? .infinity)
        }
    }

    private func outcome(_ option: Fleet.Option) throws -> FleetOutcome {
        let each = option.devicesPerCryostat
        let rest = fleet.devices % each
        let placement = [Int](repeating: each, count: fleet.devices / each) + (rest > 0 ? [rest] : [])
        let qubits = (placement.first ?? 0) * fleet.qubitsPerDevice
        let cold = placement.map { fleet.availability.share(devices: $0) * Double($0) }.reduce(0, +)
        var outcome = FleetOutcome(
            option: option, placement: placement, state: nil, faults: [], limitedBy: "", temperature: nil, photons: [],
            gateError: nil, twoQubitError: nil, availability: cold / Double(fleet.devices),
            usuallyCold: fleet.availability.devicesCold(placement, atLeast: 0.99), costs: try costs(option, placement),
            qubitHours: cold * Double(fleet.qubitsPerDevice) * Availability.hoursAYear)
        let capacity = try Capacity(option.cryostat, wiring: option.wiring, at: fleet.temperature)
        let model = try CryostatModel(capacity.wired(Double(qubits), []), sharing: capacity.model)
        let state: CryostatState
        do { state = try model.solve() } catch {
            // No rest is a verdict on the option, not on the question.
            guard error is NetworkError || error is CoolerError else { throw error }
            outcome.faults = ["\(error)"]
            outcome.limitedBy = CapacityLimit.noRest("").name
            return outcome
        }
        outcome.state = state
        outcome.faults = state.faults
        outcome.temperature = state[capacity.stage]?.temperature
        outcome.limitedBy = capacity.shares(of: state).max { $0.share < $1.share }?.limit.name ?? ""
        try addErrors(&outcome, state)
        if outcome.usuallyCold < fleet.devicesCold {
            outcome.faults.append(
                "\(outcome.usuallyCold) devices are cold 99 % of the time, fewer than \(fleet.devicesCold)")
        }
        return outcome
    }

    /// Gate errors at the temperature found, with the photons that the wiring's lines bring.
    private func addErrors(_ outcome: inout FleetOutcome, _ state: CryostatState) throws {
        guard let qubit = fleet.qubit, let temperature = outcome.temperature else { return }
        struct Key: Hashable {
            var line: String
            var frequency: Double
        }
        var found: [Key: Double] = [:]
        for line in try QubitDescription(qubit.file, temperature: temperature).lines {
            let own = line.use == .readout ? line.name.replacing(", readout", with: "") : line.name
            guard let wired = qubit.lines[own] else { continue }
            let full = "\(wired) (\(outcome.option.wiring.name))"
            let there = try state.model.state(at: state.stages.map(\.temperature), frequency: line.frequency)
            guard let photons = there.lines.first(where: { $0.name == full })?.noisePhotons else {
                throw PlanningError(
                    "the qubit's line ‘\(own)’",
                    .unknown(
                        name: wired,
                        known: outcome.option.wiring.lines.filter { $0.signal != .dc }.map(\.name)))
            }
            found[Key(line: own, frequency: line.frequency)] = photons
            outcome.photons.append((line.name, photons))
        }
        let described = try QubitDescription(qubit.file, temperature: temperature) { line, frequency in
            found[Key(line: line, frequency: frequency)]
        }
        let error = try GateError.oneQubit(described.coherence, time: described.oneQubitTime)
        outcome.gateError = error
        if let time = described.twoQubitTime {
            outcome.twoQubitError = try GateError.twoQubit(described.coherence, described.coherence, time: time)
        }
        if let largest = qubit.largestError, error > largest {
            outcome.faults.append("a one-qubit gate errs by \(error), more than \(largest)")
        }
    }

    private func costs(_ option: Fleet.Option, _ placement: [Int]) throws(PlanningError) -> [FleetOutcome.Cost] {
        let (prices, cryostats) = (fleet.prices, Double(placement.count))
        var perCryostat = fleet.compressors ?? 0
        if fleet.compressors == nil { perCryostat = try Self.pulseTubes(option.cryostat) }
        let lines = option.wiring.lines.reduce(0) { $0 + $1.count } * Double(fleet.devices * fleet.qubitsPerDevice)
        let kilowatts = perCryostat * fleet.compressorPower / 1000 * cryostats
        let cooldowns = placement.map { fleet.availability.cooldowns(devices: $0) }.reduce(0, +)
        return [
            .init(name: "cryostats", yearly: prices.cryostat.value * cryostats * prices.annuity),
            .init(name: "lines", yearly: prices.line.value * lines * prices.annuity),
            .init(name: "energy", yearly: prices.energy.value * kilowatts * Availability.hoursAYear),
            .init(name: "service", yearly: prices.service.value * cryostats),
            .init(name: "cooldowns", yearly: prices.cooldown.value * cooldowns),
            .init(name: "space", yearly: prices.space.value * fleet.floor * cryostats),
        ]
    }

    private static func pulseTubes(_ cryostat: CryostatDescription) throws(PlanningError) -> Double {
        var count = 0
        for cooler in cryostat.coolers { if case .pulseTube(let tubes) = cooler.kind { count += tubes.count } }
        guard count > 0 else {
            throw PlanningError(
                "compressors of ‘\(cryostat.name)’",
                .invalid(value: "no pulse tube in its description", expected: "‘compressors’ in the fleet's file"))
        }
        return Double(count)
    }
}
