import Glibc

/// A round tube that gas flows through, from single molecules to the speed of sound.
///
///     ṅ = g Δp at small flows,   g = (C + V p̄)/(RT),   p̄ = (p₁ + p₂)/2
///     C = πd²/4 · √(RT/(2πM)) / (1 + 3Lₑ/(4d)),   V = πd⁴/(128 η (L + 3πd/16))
///
/// C is the conductance of a tube with its opening for single molecules, V that of a viscous gas in laminar flow (Poiseuille's
/// law), whose end corrections make it right for an aperture too. Large flows are held back by what it takes to accelerate the
/// gas:
///
///     ṅ/G + w b ṅ² = p₁² − p₂²,   G = g/(2p̄),   w = V p̄/(C + V p̄),   b = (p₁/ṅₛ)²
///
/// ṅₛ is the sonic flow of the upstream pressure, which ṅ never exceeds: w fades the second term out where molecules do not
/// meet, and with C p₁/(RT) < ṅₛ it follows that ṅ ≤ ṅₛ. Turbulence in a long tube is left out.
///
/// - Source: D. J. Santeler, J. Vac. Sci. Technol. A 4 (1986) 338 (Lₑ, within 1 % of Clausing's factors); Z. Dagan et al., J. Fluid
///   Mech. 115 (1982) 505 (end correction of viscous flow); the sum with a quadratic term is assumed, as of pipes.
struct GasTube: Sendable, Hashable {
    /// d, the inner diameter in m.
    let diameter: Double
    /// L, in m; 0 for an aperture.
    let length: Double

    /// A tube.
    ///
    /// - Precondition: the diameter is positive and the length not negative, both finite.
    init(diameter: Double, length: Double) {
        precondition(diameter > 0 && diameter.isFinite, "a tube of diameter \(diameter)")
        precondition(length >= 0 && length.isFinite, "a tube of length \(length)")
        self.diameter = diameter
        self.length = length
    }

    /// An open valve: a tube as long as it is wide, which lets half of what meets its opening through (assumed).
    static func valve(diameter: Double) -> GasTube { GasTube(diameter: diameter, length: diameter) }

    /// Of its opening, in m².
    var area: Double { Double.pi / 4 * diameter * diameter }

    /// The share of the molecules that enter it which come out at the other end, when they do not meet.
    var transmission: Double {
        // The ratio of its length to its radius.
        let slender = 2 * length / diameter
        return 1 / (1 + 0.375 * slender * (1 + 1 / (3 + 3 * slender / 7)))
    }

    /// C, in m³/s: its conductance for single molecules.
    fileprivate func molecular(_ t: Double, _ gas: Gas) -> Double {
        area * transmission * sqrt(Gas.constant * t / (2 * Double.pi * gas.molarMass))
    }

    /// V, in m³/(s·Pa).
    fileprivate func viscous(_ t: Double, _ gas: Gas) -> Double {
        let square = diameter * diameter
        return Double.pi * square * square
            / (128 * gas.viscosity.value(at: t) * (length + 3 * Double.pi / 16 * diameter))
    }

    /// What it lets through of a small difference of pressure, C + V p̄.
    ///
    /// - Parameters:
    ///   - meanPressure: p̄ in Pa.
    ///   - temperature: of the gas in K.
    ///   - gas: which.
    /// - Returns: in m³/s.
    func conductance(meanPressure: Double, temperature: Double, gas: Gas) -> Double {
        let t = Gas.kelvin(temperature)
        return molecular(t, gas) + viscous(t, gas) * Gas.positive(meanPressure)
    }

    /// The flow from one end to the other; its slopes are continuous.
    ///
    /// - Parameters:
    ///   - p1: at one end, in Pa.
    ///   - p2: at the other, in Pa.
    ///   - temperature: of the gas in K.
    ///   - gas: which.
    /// - Returns: in mol/s, negative where p₂ is the higher.
    func flow(from p1: Double, to p2: Double, temperature: Double, gas: Gas) -> Double {
        passage(temperature: temperature, gas: gas).flow(from: p1, to: p2)
    }
}

extension GasTube {
    /// A tube at one temperature with one gas, all that does not depend on pressures worked out.
    struct Passage: Sendable, Hashable {
        /// C/RT and V/2RT.
        private let molecular: Double
        private let viscous: Double
        /// 4 w b G, but for G and the difference of pressures: without a division by a pressure.
        private let hold: Double

        init(_ tube: GasTube, temperature: Double, gas: Gas) {
            let t = Gas.kelvin(temperature)
            let thermal = Gas.constant * t
            let speed = tube.area * gas.sonicFactor
            molecular = tube.molecular(t, gas) / thermal
            viscous = tube.viscous(t, gas) / thermal / 2
            hold = 4 * thermal * gas.molarMass / (speed * speed) * viscous
        }

        /// Below which lead, as a share of both pressures, the flow is proportional to it: a root's corner at no lead at all would
        /// be far below what an integrator sees of two volumes whose pressures a wide tube keeps the same.
        private static let corner = 5e-4

        /// The flow in mol/s between two pressures in Pa, as ``GasTube/flow(from:to:temperature:gas:)``.
        func flow(from p1: Double, to p2: Double) -> Double { (p1 - p2) * conductance(from: p1, to: p2) }

        /// The flow over the difference of pressures, in mol/(s·Pa).
        private func conductance(from p1: Double, to p2: Double) -> Double {
            let (sum, lead) = (abs(p1) + abs(p2), p1 - p2)
            let g = molecular + viscous * sum
            let least = Self.corner * sum
            return 2 * g / (1 + sqrt(1 + hold * g * sqrt(lead * lead + least * least)))
        }

        /// τ, in s.
        static let shortestTime = 0.1

        /// The flow between two volumes, which do not come to the same pressure within less than a tenth of a second.
        ///
        ///     ṅ = G Δp/√(1 + (Gτ/C)²),   1/C = 1/C₁ + 1/C₂
        ///
        /// C is what a volume takes up by a Pa. A wide tube at high pressures would do it in microseconds: the rounding of two
        /// pressures that are the same would then move more than the smaller volume holds, to and fro, and with it whatever
        /// mixture is at either end.
        ///
        /// - Parameters:
        ///   - p1: at one end, in Pa.
        ///   - p2: at the other, in Pa.
        ///   - capacity: C, in mol/Pa.
        /// - Returns: in mol/s.
        func flow(from p1: Double, to p2: Double, between capacity: Double) -> Double {
            let g = conductance(from: p1, to: p2)
            let quick = g * Self.shortestTime / capacity
            return (p1 - p2) * g / sqrt(1 + quick * quick)
        }
    }

    /// The tube at one temperature with one gas.
    func passage(temperature: Double, gas: Gas) -> Passage { Passage(self, temperature: temperature, gas: gas) }
}
