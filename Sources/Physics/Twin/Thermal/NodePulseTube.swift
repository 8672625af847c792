import Cryogenics
import Glibc
import HeatTransfer

/// The pulse tube of a node at any temperature: the node's measured curves where it works, a published map to 300 K above.
///
///     Q₁ = (1 − w₁)·E₁(T₁) + w₁·M₁(T₁, T₂),   Q₂ = (1 − w₂)·E₂(T₂) + w₂·M₂(T₁, T₂)
///
/// w rises from 0 to 1, smoothly in ln T: w₁ from 80 to 110 K, w₂ from 6 to 20 K. Below, a link comes to rest exactly where its
/// own parameters have it; above, nothing but the map is known.
struct NodePulseTube: CoupledCooler {
    /// E₁, of the 50K stage.
    var first: PowerCoolingCurve
    /// E₂, of the 4K stage.
    var second: PowerCoolingCurve
    /// M.
    var map: PulseTube
    /// How many of them; zero where it stands still.
    var factor: Double

    /// Everywhere: what lies above the map is room temperature, where the map goes on along its tangent.
    var ranges: [ClosedRange<Double>] { [1e-3...PlantModel.highest, 1e-3...PlantModel.highest] }

    func powers(at temperatures: [Double]) -> CoupledPowers {
        let high = map.powers(at: temperatures)
        let (w1, d1) = Self.weight(temperatures[0], 80, 110)
        let (w2, d2) = Self.weight(temperatures[1], 6, 20)
        let (e1, s1) = Self.power(first, temperatures[0])
        let (e2, s2) = Self.power(second, temperatures[1])
        return CoupledPowers(
            powers: [
                factor * ((1 - w1) * e1 + w1 * high.powers[0]), factor * ((1 - w2) * e2 + w2 * high.powers[1]),
            ],
            slopes: [
                [
                    factor * ((1 - w1) * s1 + w1 * high.slopes[0][0] + d1 * (high.powers[0] - e1)),
                    factor * w1 * high.slopes[0][1],
                ],
                [
                    factor * w2 * high.slopes[1][0],
                    factor * ((1 - w2) * s2 + w2 * high.slopes[1][1] + d2 * (high.powers[1] - e2)),
                ],
            ])
    }

    private static func power(_ curve: PowerCoolingCurve, _ temperature: Double) -> (Double, Double) {
        let found = curve.power(at: temperature)
        return (found.power, found.slope)
    }

    /// From 0 to 1 between two temperatures, with its slope.
    private static func weight(_ temperature: Double, _ low: Double, _ high: Double) -> (Double, Double) {
        guard temperature > low else { return (0, 0) }
        guard temperature < high else { return (1, 0) }
        let width = log(high / low)
        let x = log(temperature / low) / width
        return (x * x * (3 - 2 * x), 6 * x * (1 - x) / (width * temperature))
    }
}
