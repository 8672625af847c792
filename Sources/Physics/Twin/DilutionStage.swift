import Glibc
import HeatTransfer

/// What the dilution unit lifts at one of its stages, as its mixture comes in.
struct DilutionStage: CoolingCurve {
    /// What it does now.
    enum Mode: Hashable {
        /// No mixture in it.
        case idle
        /// A few tens of millibar circulate and evaporate in it: the power in W where it is far warmer than it can get, the
        /// temperature in K that it can get to.
        case precooling(power: Double, lowest: Double)
        /// At work, with a share of the nominal circulation.
        case working(Double)
    }

    /// Its curve at nominal circulation.
    var curve: PowerCoolingCurve
    /// Where the two liquids part, in K: above, a mixing chamber lifts nothing.
    var separation: Double
    /// What it does now.
    var mode: Mode

    var range: ClosedRange<Double> { 1e-6...400 }

    func power(at temperature: Double) -> (power: Double, slope: Double) {
        switch mode {
        case .idle: return (0, 0)
        case .precooling(let power, let lowest):
            guard temperature > lowest else { return (0, 0) }
            let share = 1 - exp((lowest - temperature) / lowest)
            return (power * share, power * (1 - share) / lowest)
        case .working(let share):
            // Beyond where it can work the power goes on along its tangent, falling to none would not be monotonic.
            let top = min(temperature, separation)
            let (power, slope) = curve.power(at: top)
            return (share * power, temperature > separation ? 0 : share * slope)
        }
    }
}
