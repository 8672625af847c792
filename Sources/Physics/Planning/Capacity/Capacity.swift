public import Cryogenics
import HeatTransfer

/// The question how many qubits a cryostat carries, at a temperature, each adding its wiring.
///
/// ```swift
/// let cryostat = try CryostatDescription.preset("xld-1000").unwired
/// let wiring = try Wiring.read("high-density.yaml", for: cryostat)
/// let answer = try Capacity(cryostat, wiring: wiring, at: 0.02).answer()
/// answer.count.whole, answer.low, answer.high, answer.count.limitedBy.name
/// ```
///
/// The count is the largest at which every stage rests at or below its limit and no plate is overfull; all stages are
/// solved together each time, so that what one passes on heats the next. Where the stages have no rest the count is too
/// large. That what fits at a count fits at all smaller ones is taken for granted.
public struct Capacity: Sendable {
    /// The cryostat without the qubits, down to the stage where they sit; that stage's limit is their temperature.
    ///
    /// Where a cooler of that stage or a warmer one cools colder ones too, these stay, and nothing is asked of them.
    public let cryostat: CryostatDescription
    /// What a qubit adds.
    public let wiring: Wiring
    /// Where the qubits sit.
    public let stage: Stage
    /// Theirs, in K.
    public let temperature: Double
    /// Near which the stages are sought at first, in K: their own limits, as the qubits' may lie below what materials are known for.
    private let guess: [Double]
    /// Of one qubit: others share what it has integrated.
    let model: CryostatModel

    /// Asks.
    ///
    /// - Parameters:
    ///   - cryostat: with whatever it carries besides the qubits; `unwired` leaves lines and devices out.
    ///   - wiring: of one qubit, for that cryostat.
    ///   - temperature: of the qubits in K.
    ///   - stage: where they sit; by their temperature, if left out (see ``usualStage(at:)``). What is colder is left out.
    /// - Throws: `PlanningError` where there is no such stage; `CryostatError` where the limits contradict each other.
    public init(
        _ cryostat: CryostatDescription, wiring: Wiring, at temperature: Double, stage: Stage? = nil
    ) throws {
        let stage = stage ?? Self.usualStage(at: temperature)
        guard let index = cryostat.index(of: stage) else {
            throw PlanningError(
                "the qubits' stage", .unknown(name: stage.rawValue, known: cryostat.stages.map(\.stage.rawValue)))
        }
        guard temperature > 0, temperature.isFinite else {
            throw PlanningError("the qubits' temperature", .invalid(value: "\(temperature) K", expected: "above 0 K"))
        }
        let above = index > 0 ? cryostat.stages[index - 1].limit : cryostat.ambient
        guard temperature < above else {
            throw PlanningError(
                "the qubits' temperature",
                .invalid(
                    value: "\(temperature) K at the \(stage.rawValue) stage",
                    expected:
                        "below \(above) K, the limit of the stage above; choose another stage, or raise that limit"))
        }
        // A dilution unit cools the still only with all of its stages.
        let below = cryostat.stages[(index + 1)...].map(\.stage)
        let present = cryostat.stages.map(\.stage)
        let isShared = cryostat.coolers.contains { cooler in
            let cooled = cooler.stages(of: present)
            return cooled.contains { below.contains($0) } && cooled.contains { !below.contains($0) }
        }
        var shortened = isShared ? cryostat : cryostat.truncated(to: stage)
        if isShared, let next = cryostat.stages[(index + 1)...].first, temperature <= next.limit {
            throw PlanningError(
                "the qubits' temperature",
                .invalid(
                    value: "\(temperature) K at the \(stage.rawValue) stage",
                    expected: "above \(next.limit) K, the limit of the \(next.stage.rawValue) stage below"))
        }
        guess = shortened.stages.map(\.limit)
        shortened.stages[index].limit = temperature
        self.stage = stage
        self.temperature = temperature
        self.wiring = wiring.truncated(to: stage, of: cryostat)
        self.cryostat = shortened
        model = try CryostatModel(shortened.adding(self.wiring, qubits: 1))
    }

    /// Where qubits of a temperature sit: at the 4K stage from 2 K, at the still from 0.5 K, below at the base.
    ///
    /// - Parameter temperature: in K.
    public static func usualStage(at temperature: Double) -> Stage {
        temperature >= 2 ? .fourKelvin : temperature >= 0.5 ? .still : .base
    }

    /// How full everything is with so many qubits, of a cryostat like this one.
    ///
    /// - Parameter guess: of the stages' temperatures in K.
    func load(_ cryostat: CryostatDescription, qubits: Double, near guess: [Double]?) -> CapacityLoad {
        do {
            let model = try CryostatModel(cryostat, sharing: model)
            let state = try model.solve(
                withNoise: false, requiringMargins: false, near: guess ?? self.guess, tolerance: 1e-6)
            return CapacityLoad(
                qubits: qubits, temperatures: state.stages.map(\.temperature),
                shares: shares(of: state))
        } catch {
            let network = error as? NetworkError
            let stage = network.flatMap { $0.isOverheated ? $0.node.flatMap { Stage(rawValue: $0.name) } : nil }
            return CapacityLoad(
                qubits: qubits, temperatures: nil, shares: nil, failure: "\(error)", overheated: stage, error: error)
        }
    }

    /// The stages whose limits count, from warm to cold: colder ones than the qubits' may be as they are.
    var counted: [Stage] {
        let all = cryostat.stages.map(\.stage)
        return all.firstIndex(of: stage).map { Array(all[...$0]) } ?? all
    }

    /// How near everything is to its limit.
    func shares(of state: CryostatState) -> [(limit: CapacityLimit, share: Double)] {
        let counted = counted
        return state.stages.filter { counted.contains($0.stage) }
            .map { (.temperature($0.stage), $0.temperature / $0.limit) }
            + state.model.plateUsage.filter { counted.contains($0.stage) }
            .map { (.area($0.stage), $0.used / $0.available) }
    }

    /// The cryostat with qubits, and with an input multiplied where one is asked for.
    func wired(_ qubits: Double, _ changes: [CapacityChange]) -> CryostatDescription {
        changes.reduce(cryostat.adding(wiring, qubits: qubits)) {
            $0.multiplying($1.quantity, at: $1.stage, by: $1.factor)
        }
    }

    /// How many qubits the plates' area alone allows; nil where none limits.
    func areaCount(_ changes: [CapacityChange]) -> (count: Double, stage: Stage)? {
        counted.compactMap { stage in areaCount(changes, at: stage).map { ($0, stage) } }
            .min { $0.count < $1.count }
    }

    /// How many qubits one plate's area allows; nil where it does not limit them.
    func areaCount(_ changes: [CapacityChange], at stage: Stage) -> Double? {
        func usage(_ qubits: Double) -> PlateUsage? {
            (try? CryostatModel(wired(qubits, changes), sharing: model).plateUsage)?.first { $0.stage == stage }
        }
        guard let none = usage(0), let one = usage(1), one.used > none.used else { return nil }
        return max(0, (none.available - none.used) / (one.used - none.used))
    }
}

/// An input multiplied.
struct CapacityChange: Sendable {
    var quantity: CryostatUncertainty.Quantity
    var stage: Stage?
    var factor: Double

    init(_ uncertainty: CryostatUncertainty, factor: Double) {
        (quantity, stage) = (uncertainty.quantity, uncertainty.stage)
        self.factor = factor
    }
}
