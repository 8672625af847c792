import Configuration
import Cryogenics
import Glibc
import SubkelvinTesting

/// A heater sweep computed apart from the product: Fourier's law integrated step by step from the heater to the braid, copper's
/// law written out anew.
struct SyntheticSweep {
    /// The truth about one stage.
    struct Truth {
        var stage: String
        /// Cross-section in m² and length in m.
        var area: Double
        var length: Double
        var ratio: Double
        /// R₀ in K/W at T₀ in K; b, or bulk copper of RRR 320 where nil.
        var resistance: Double
        var reference: Double
        var exponent: Double?
        /// Own load in W/m (at a cold shield).
        var load: Double
        var isOutermost: Bool { stage == "50K" }
        /// Powers in W, with sensor 2 at start + slope·Q.
        var powers: [Double]
        var start: Double
        var slope: Double

        /// The four stages of Table 3, with what the fit seeks set anew.
        static func all(
            ratios: [Double], resistances: [Double], exponents: [Double], load: Double
        ) -> [Truth] {
            [
                Truth(
                    stage: "50K", area: 2e-3, length: 2.25, ratio: ratios[0], resistance: resistances[0], reference: 50,
                    exponent: nil, load: load, powers: [0, 2, 4, 7, 10, 14, 18, 22], start: 46, slope: 0.9),
                Truth(
                    stage: "4K", area: 1e-3, length: 2.3, ratio: ratios[1], resistance: resistances[1], reference: 4,
                    exponent: exponents[0], load: 15e-3, powers: [0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8], start: 3.9,
                    slope: 2.2),
                Truth(
                    stage: "still", area: 3.7e-4, length: 2.35, ratio: ratios[2], resistance: resistances[2],
                    reference: 1, exponent: exponents[1], load: 50e-6,
                    powers: [0, 1e-3, 2e-3, 4e-3, 6e-3, 9e-3, 12e-3, 16e-3], start: 0.75, slope: 12),
                Truth(
                    stage: "base", area: 2e-4, length: 2.45, ratio: ratios[3], resistance: resistances[3],
                    reference: 0.01, exponent: exponents[2], load: 0.2e-6,
                    powers: [0, 0.5e-6, 1e-6, 2e-6, 4e-6, 8e-6, 15e-6, 30e-6], start: 0.012, slope: 700),
            ]
        }
    }

    /// States of rest, without noise.
    var rows: [(stage: String, heater: Double, temperatures: [Double])] = []

    init(_ truths: [Truth]) {
        for truth in truths {
            for power in truth.powers {
                rows.append((truth.stage, power, Self.temperatures(truth, power)))
            }
        }
    }

    /// The sweep with relative Gaussian noise on every temperature.
    func sweep(noise: Double, seed: UInt64) throws -> HeaterSweep {
        var random = SeededRandom(seed: seed)
        var text = "stage,heater_W,T1_K,T2_K,T3_K,T4_K\n"
        for row in rows {
            let noisy = row.temperatures.map { $0 * (1 + noise * random.normal()) }
            text += "\(row.stage),\(row.heater)," + noisy.map { "\($0)" }.joined(separator: ",") + "\n"
        }
        return try HeaterSweep(DelimitedTable(bytes: Array(text.utf8), file: "synthetic.csv"))
    }

    private static func temperatures(_ truth: Truth, _ power: Double) -> [Double] {
        let second = truth.start + truth.slope * power
        var (low, high) = (second, 20 * second)
        while high - low > 1e-14 * high {
            let middle = (low + high) / 2
            if middle == low || middle == high { break }
            let (third, flow) = atBraid(truth, fourth: middle, power)
            let isHigh = third > second && third - resistance(truth, at: (second + third) / 2) * flow > second
            if isHigh { high = middle } else { low = middle }
        }
        return [0.9 * second, second, atBraid(truth, fourth: high, power).third, high]
    }

    /// Temperature and heat where the shield begins, from those at its end: the midpoint rule in 200 steps.
    private static func atBraid(_ truth: Truth, fourth: Double, _ power: Double) -> (third: Double, flow: Double) {
        let step = truth.length / 200
        var (temperature, flow) = (fourth, power)
        func load(_ temperature: Double) -> Double {
            truth.load * (truth.isOutermost ? 1 - pow(temperature / 293, 4) : 1)
        }
        for _ in 0..<200 {
            let slope = flow / (truth.area * conductivity(temperature, truth.ratio))
            let middle = temperature - step / 2 * slope
            let middleFlow = flow + step / 2 * load(temperature)
            guard middle > 0.01 * fourth else { return (0, flow) }
            flow += step * load(middle)
            temperature -= step * middleFlow / (truth.area * conductivity(middle, truth.ratio))
            guard temperature > 0.01 * fourth else { return (0, flow) }
        }
        return (temperature, flow)
    }

    private static func resistance(_ truth: Truth, at temperature: Double) -> Double {
        if let exponent = truth.exponent { return truth.resistance * pow(temperature / truth.reference, -exponent) }
        return truth.resistance * conductivity(truth.reference, 320) / conductivity(temperature, 320)
    }

    /// Copper after Hust & Lankford, NBSIR 84-3007, in W/(m·K).
    static func conductivity(_ t: Double, _ ratio: Double) -> Double {
        let beta = 1.54e-8 / (ratio - 1) / 2.443e-8
        let impurities = beta / t
        var lattice =
            1.754e-8 * pow(t, 2.763) / (1 + 1.754e-8 * 1102 * pow(t, 2.763 - 0.165) * exp(-pow(70 / t, 1.765)))
        for (a, zero, centre, width) in [(-12e-5, 420.0, 470.0, 0.7), (-16e-5, 73, 87, 0.45), (-2e-5, 18, 21, 0.5)] {
            let distance = log(t / centre) / width
            lattice += a * log(t / zero) * exp(-distance * distance)
        }
        let interaction = 0.838 / pow(beta / 0.0003, 0.1661)
        return 1 / (impurities + lattice + interaction * lattice * impurities / (lattice + impurities))
    }
}
