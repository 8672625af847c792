import Glibc

/// What a metal's surface does to a wave along it.
///
///     Z = (1 + i)·√(πfμ₀ρ)                                      of a thick metal
///     Z = Z₁·(Z₂ + Z₁ tanh γt)/(Z₁ + Z₂ tanh γt),  γ = (1 + i)/δ   of a layer of thickness t on another
///
/// For a smooth surface, and for electrons that go less far than δ between collisions: copper and silver of a residual
/// resistance ratio above some tens lose more than this below 20 K.
///
/// - Source: S. Ramo, J. Whinnery & T. Van Duzer, Fields and Waves in Communication Electronics, chapter 3.
enum SkinEffect {
    /// μ₀ in H/m.
    static let permeability = 1.256_637_061_27e-6

    /// δ = √(ρ/(πfμ₀)) in m.
    static func depth(frequency: Double, resistivity: Double) -> Double {
        (resistivity / (Double.pi * frequency * permeability)).squareRoot()
    }

    /// Re Z of a thick metal in Ω; zero for a superconductor.
    static func resistance(frequency: Double, resistivity: Double) -> Double {
        (Double.pi * frequency * permeability * resistivity).squareRoot()
    }

    /// Re Z in Ω of a layer on a thick metal.
    ///
    /// - Parameters:
    ///   - frequency: in Hz.
    ///   - layer: resistivity in Ω·m; zero for a superconductor, which lets nothing through.
    ///   - thickness: of the layer in m.
    ///   - base: resistivity of what lies below in Ω·m.
    static func resistance(frequency: Double, layer: Double, thickness: Double, base: Double) -> Double {
        guard layer > 0 else { return 0 }
        let own = resistance(frequency: frequency, resistivity: layer)
        let below = resistance(frequency: frequency, resistivity: base)
        let u = thickness / depth(frequency: frequency, resistivity: layer)
        // With Z₁ = (1 + i)R₁, Z₂ = (1 + i)R₂ and w = e^(−2γt): Z = (1 + i)R₁·(1 + rw)/(1 − rw), r = (R₂ − R₁)/(R₂ + R₁).
        let r = (below - own) / (below + own) * exp(-2 * u)
        let (x, y) = (r * cos(2 * u), -r * sin(2 * u))
        let norm = (1 - x) * (1 - x) + y * y
        let real = (1 - x * x - y * y) / norm
        let imaginary = 2 * y / norm
        return own * (real - imaginary)
    }
}
