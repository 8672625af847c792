public import Cryogenics
import Qubits

/// A power at one temperature, and nothing else: how many qubits' electronics it carries.
///
///     n = ⌊Q/q⌋
///
/// 2 W and 23 mW a qubit make 86: lines, radiation and whatever else needs cooling are not counted.
public struct FlatBudget: Sendable, Hashable {
    /// Q, what can be lifted, in W.
    public var power: Double
    /// q, what a qubit's electronics give off, in W.
    public var electronics: Double

    /// States both.
    ///
    /// - Parameters:
    ///   - power: in W, 0 or more.
    ///   - electronics: of a qubit in W, above 0.
    public init(power: Double, electronics: Double) {
        self.power = power
        self.electronics = electronics
    }

    /// The count and its band.
    ///
    /// - Parameter others: uncertainties of cooling and devices instead of those that are usual.
    /// - Throws: `QubitError` for powers that cannot be; `PlanningError` with `.unlimited` above ten million qubits, as of a cryostat.
    public func answer(uncertainties others: [CryostatUncertainty] = []) throws -> CapacityAnswer {
        let device = ControlElectronics(name: "electronics", powerPerQubit: electronics, source: "given")
        let whole = try device.qubits(capacity: power)
        let exact = power / electronics
        guard whole <= CapacitySearch.most else {
            throw PlanningError("how many qubits", .unlimited(upTo: CapacitySearch.most))
        }
        let usual = [
            CryostatUncertainty(.cooling, relative: 0.1, source: "assumed: ratings, machine by machine"),
            CryostatUncertainty(.devices, relative: 0.2, source: "assumed"),
        ]
        let all = CryostatUncertainty.merged(usual, with: others).filter { $0.relative > 0 }
        func count(_ uncertainty: CryostatUncertainty, _ factor: Double) -> Double? {
            switch uncertainty.quantity {
            case .cooling: min(exact * factor, CapacitySearch.most)
            case .devices: min(exact / factor, CapacitySearch.most)
            default: nil
            }
        }
        let contributions = all.compactMap { uncertainty -> CapacityContribution? in
            let factor = 1 + uncertainty.relative
            guard let less = count(uncertainty, 1 / factor), let more = count(uncertainty, factor) else { return nil }
            return CapacityContribution(uncertainty: uncertainty, less: less, more: more)
        }
        return CapacityAnswer(
            count: CapacityCount(exact: exact, whole: Int(whole), limitedBy: .budget),
            reason: whole == 0 ? "one qubit's electronics take more than there is" : nil,
            limits: [CapacityLimitCount(limit: .budget, qubits: exact)],
            contributions: contributions.sorted { $0.spread > $1.spread }, grid: nil, state: nil, perQubit: [])
    }
}
