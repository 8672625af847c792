import Glibc

/// Thermal conductivity of a superconductor below its critical temperature.
///
///     k = n·T·R(y) + c·T^m·(1 − R(y)),   y = Δ(T)/(k_B T)
///     R(y) = [2F₁(y) + 2y ln(1 + e^−y) + y²/(1 + e^y)] / (2F₁(0)),   F₁(y) = ∫₀^∞ z dz/(1 + e^(z+y))
///     Δ(T) = Δ₀ tanh(1.74 √(T_c/T − 1))
///
/// Electrons that impurities scatter carry R times the heat n·T that they carry in the normal state: R is 1 at T_c and falls
/// as y² e^−y, two decades by T_c/5. Phonons carry the rest once the electrons that scatter them are paired; the factor
/// 1 − R for that is ours and plays no part where phonons matter.
///
/// - Source: Bardeen, Rickayzen & Tewordt, Phys. Rev. 113, 982 (1959), doi:10.1103/PhysRev.113.982, eq. 3.4; the gap in
///   the usual interpolation of the BCS gap, within 2 %.
public struct Superconductor: Sendable, Hashable {
    /// n, the normal state's k/T, in W/(m·K²).
    public var normalSlope: Double
    /// T_c in K.
    public var criticalTemperature: Double
    /// Δ₀/(k_B T_c); 1.764 in BCS theory.
    public var gapRatio: Double
    /// What phonons carry; SI units.
    public var phonons: PowerSum.Term

    /// Makes the law.
    public init(normalSlope: Double, criticalTemperature: Double, gapRatio: Double, phonons: PowerSum.Term) {
        self.normalSlope = normalSlope
        self.criticalTemperature = criticalTemperature
        self.gapRatio = gapRatio
        self.phonons = phonons
    }

    /// Conductivity in W/(m·K) at a temperature in K; above T_c that of the normal state.
    func value(at temperature: Double) -> Double {
        let ratio = electronRatio(at: temperature)
        let lattice = phonons.coefficient * pow(temperature, phonons.exponent)
        return normalSlope * temperature * ratio + lattice * (1 - ratio)
    }

    /// T_c, and temperatures that close in on it: the gap opens as a square root, which no polynomial follows.
    var knots: [Double] {
        var distance = 0.25
        var result = [criticalTemperature]
        while distance > 1e-7 {
            result.append(criticalTemperature * (1 - distance))
            distance /= 4
        }
        return result
    }

    /// R, the superconducting over the normal electronic conductivity.
    func electronRatio(at temperature: Double) -> Double {
        let inverse = criticalTemperature / temperature
        guard inverse > 1 else { return 1 }
        let y = gapRatio * inverse * tanh(1.74 * (inverse - 1).squareRoot())
        let small = exp(-y)
        let numerator = 2 * fermiIntegral(y) + 2 * y * log1p(small) + y * y * small / (1 + small)
        return numerator / (2 * Double.pi * Double.pi / 12)
    }
}

/// F₁(y) = ∫₀^∞ z dz/(1 + e^(z+y)) = −Li₂(−e^−y) for y ≥ 0, to 1e-12 relative.
func fermiIntegral(_ y: Double) -> Double {
    if y < 0.5 {
        let s = y * y
        let even = s / 4
        let odd = -0.6931471805599453094 - s / 24 + s * s / 960 - s * s * s / 20160 + s * s * s * s * 17 / 5_806_080
        let tail = -s * s * s * s * s * 31 / 159_667_200
        return Double.pi * Double.pi / 12 + y * (odd + tail) + even
    }
    let x = exp(-y)
    var (sum, power) = (0.0, x)
    var n = 1.0
    while power > 1e-18 * x, n < 200 {
        sum += (Int(n) % 2 == 1 ? power : -power) / (n * n)
        power *= x
        n += 1
    }
    return sum
}
