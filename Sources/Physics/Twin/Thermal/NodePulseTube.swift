import Cryogenics
import Glibc
import HeatTransfer

/// A pulse tube at any temperature: what is measured of it where it works, a published map to 300 K above.
///
///     Q₁ = (1 − w₁)·E₁(T₁, T₂) + w₁·M₁(T₁, T₂),   Q₂ = (1 − w₂)·E₂(T₁, T₂) + w₂·M₂(T₁, T₂)
///
/// w rises from 0 to 1, smoothly in ln T: w₁ from 80 to 110 K, w₂ from 6 to 20 K. Below, a machine comes to rest exactly where
/// its own numbers have it; above, nothing but the map is known.
struct NodePulseTube: CoupledCooler {
    /// What is measured where it works.
    enum Measured: Sendable {
        /// A curve of each stage by itself, 50K and 4K.
        case curves(any CoolingCurve, any CoolingCurve)
        /// A map.
        case map(PulseTube)
    }

    /// E.
    var measured: Measured
    /// M.
    var map: PulseTube
    /// How many of them, 50K and 4K; zero where it stands still.
    var factors: (first: Double, second: Double)

    /// Everywhere: what lies above the map is room temperature, where the map goes on along its tangent.
    var ranges: [ClosedRange<Double>] { [1e-3...PlantModel.highest, 1e-3...PlantModel.highest] }

    func powers(at temperatures: [Double]) -> CoupledPowers {
        if factors.first == 0, factors.second == 0 {
            return CoupledPowers(powers: [0, 0], slopes: [[0, 0], [0, 0]])
        }
        let high = map.powers(at: temperatures)
        let low = low(temperatures)
        let (w1, d1) = Self.weight(temperatures[0], 80, 110)
        let (w2, d2) = Self.weight(temperatures[1], 6, 20)
        func mix(_ a: Double, _ b: Double, _ w: Double) -> Double { (1 - w) * a + w * b }
        let first = factors.first
        let second = factors.second
        return CoupledPowers(
            powers: [
                first * mix(low.powers[0], high.powers[0], w1), second * mix(low.powers[1], high.powers[1], w2),
            ],
            slopes: [
                [
                    first * (mix(low.slopes[0][0], high.slopes[0][0], w1) + d1 * (high.powers[0] - low.powers[0])),
                    first * mix(low.slopes[0][1], high.slopes[0][1], w1),
                ],
                [
                    second * mix(low.slopes[1][0], high.slopes[1][0], w2),
                    second * (mix(low.slopes[1][1], high.slopes[1][1], w2) + d2 * (high.powers[1] - low.powers[1])),
                ],
            ])
    }

    private func low(_ temperatures: [Double]) -> CoupledPowers {
        switch measured {
        case .map(let map): return map.powers(at: temperatures)
        case .curves(let first, let second):
            let (a, b) = (Self.power(first, temperatures[0]), Self.power(second, temperatures[1]))
            return CoupledPowers(powers: [a.power, b.power], slopes: [[a.slope, 0], [0, b.slope]])
        }
    }

    /// What a curve lifts; nothing below its range.
    private static func power(_ curve: any CoolingCurve, _ temperature: Double) -> (power: Double, slope: Double) {
        temperature < curve.range.lowerBound ? (0, 0) : curve.power(at: temperature)
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
