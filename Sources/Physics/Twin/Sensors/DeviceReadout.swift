import Glibc

/// A qubit device at the base plate as its own instruments see it: the signal-to-noise ratio of its readout, and where its
/// resonator is.
///
/// Heat fills the resonator and the qubit with thermal photons, n = 1/(exp(hf/kT) − 1): contrast falls, noise rises.
///
///     SNR = S₀ · tanh²(hf/2kT) · (½ + n_a)/(½ + n_a + n)
///
/// Two-level systems in its dielectrics shift the resonator up as they saturate, quasiparticles down:
///
///     Δf/f = (Fδ/π)·[Re Ψ(½ + hf/(2πi kT)) − ln(hf/(2πkT))]
///     Δf/f = −(α/2)·√(2πkT/Δ)·exp(−Δ/kT)·[1 + √(2Δ/(πkT))·exp(−ξ)·I₀(ξ)],   ξ = hf/2kT
///
/// Vibration moves it to and fro: the jitter of what is measured is √(σ₀² + (κ·a)²) for an acceleration a.
///
/// Light and radiation break pairs of electrons besides. A share η of what comes to the base is taken up by the film; what
/// recombines with rate r balances it, and the broken pairs, a share x of all, drain the qubit while it is read and shift the
/// resonator as thermal ones do:
///
///     x = √(ηP/(Δ n_cp V r)),   Γ = x·√(2·2πf·Δ/ħ)/π,   SNR → SNR·[(1 − exp(−Γτ))/Γτ]²
///     Δf/f → Δf/f − (α/2)·x·[1 + √(2Δ/(πkT))·exp(−ξ)·I₀(ξ)]
///
/// Valid while the film is a superconductor with a thermal gap that is about that of zero, below a third of T_c for the numbers
/// and up to 0.9 T_c at all; above there is no resonance. The device has the temperature of its plate at once (assumed).
///
/// - Source: J. Gao, The Physics of Superconducting Microwave Resonators, Caltech 2008, chs. 2 and 5 for the shifts;
///   the ratio is contrast 1 − 2p of a two-level system with p = n/(1 + 2n), squared, over noise. f = 6 GHz, S₀ = 20 dB,
///   n_a = ½ of a parametric amplifier, Fδ = 10⁻⁶, α = 0.01, σ₀ = 20 Hz, κ = 5 kHz/(m/s²), ±0.1 dB assumed; T_c = 1.2 K of
///   aluminium and Δ = 1.764 kT_c. Γ of G. Catelani et al., Phys. Rev. B 84 (2011) 064517; r = 1/170 ns and n_cp = 4·10⁶ µm⁻³ of C. Wang
///   et al., Nat. Commun. 5 (2014) 5836; η = 10⁻¹², V = 10⁴ µm³ and τ = 1 µs assumed.
struct DeviceReadout: Sendable, Hashable {
    /// f, in Hz.
    var frequency = 6e9
    /// 10·lg S₀.
    var ratio = 20.0
    /// n_a.
    var added = 0.5
    /// Fδ.
    var dielectricLoss = 1e-6
    /// α.
    var kineticShare = 0.01
    /// T_c, in K.
    var critical = 1.2
    /// σ₀, in Hz.
    var jitter = 20.0
    /// κ, in Hz/(m/s²).
    var vibration = 5e3
    /// Noise of the ratio in dB.
    var ratioNoise = 0.1
    /// η.
    var taken = 1e-12
    /// n_cp·V, how many pairs the film has.
    var pairs = 4e10
    /// r, in 1/s.
    var recombination = 1 / 170e-9
    /// τ, in s.
    var integration = 1e-6

    /// h/k, in K·s.
    static let planck = 6.626_070_15e-34 / 1.380_649e-23

    /// Above which temperature in K there is no resonance.
    var highest: Double { 0.9 * critical }

    /// k, in J/K.
    static let boltzmann = 1.380_649e-23

    /// x, the share of pairs that light or radiation of a power in W at the base keeps broken.
    func brokenPairs(by power: Double) -> Double {
        guard power > 0 else { return 0 }
        let gap = 1.764 * Self.boltzmann * critical
        return min((taken * power / (gap * pairs * recombination)).squareRoot(), 1)
    }

    /// Γ, in 1/s.
    func decay(byPairs share: Double) -> Double {
        let gap = 1.764 * critical / Self.planck * 2 * .pi
        return share * (2 * 2 * .pi * frequency * gap).squareRoot() / .pi
    }

    /// The signal-to-noise ratio in dB at a temperature in K, with a share of pairs broken besides.
    func ratio(at temperature: Double, pairs share: Double) -> Double {
        let ratio = ratio(at: temperature)
        guard share > 0 else { return ratio }
        let decays = decay(byPairs: share) * integration
        return ratio + 20 * log10((1 - exp(-decays)) / decays)
    }

    /// How far the resonator is from its place at absolute zero, in Hz, with a share of pairs broken besides.
    func shift(at temperature: Double, pairs share: Double) -> Double {
        let shift = shift(at: temperature)
        guard share > 0 else { return shift }
        let gap = 1.764 * critical / temperature
        let x = 0.5 * Self.planck * frequency / temperature
        return shift - 0.5 * kineticShare * share * frequency
            * (1 + sqrt(2 * gap / .pi) * Self.scaledBessel(x))
    }

    /// The signal-to-noise ratio in dB at a temperature in K.
    func ratio(at temperature: Double) -> Double {
        let x = Self.planck * frequency / temperature
        let boltzmann = exp(-x)
        let photons = boltzmann / (1 - boltzmann)
        let contrast = (1 - boltzmann) / (1 + boltzmann)
        return ratio + 10 * log10(contrast * contrast * (0.5 + added) / (0.5 + added + photons))
    }

    /// How far the resonator is from its place at absolute zero, in Hz.
    func shift(at temperature: Double) -> Double {
        frequency * (dielectricShift(at: temperature) + pairShift(at: temperature))
    }

    func dielectricShift(at temperature: Double) -> Double {
        let y = Self.planck * frequency / (2 * .pi * temperature)
        return dielectricLoss / .pi * (Self.digamma(y) - log(y))
    }

    func pairShift(at temperature: Double) -> Double {
        let gap = 1.764 * critical / temperature
        guard gap < 700 else { return 0 }
        let x = 0.5 * Self.planck * frequency / temperature
        return -0.5 * kineticShare * sqrt(2 * .pi / gap) * exp(-gap)
            * (1 + sqrt(2 * gap / .pi) * Self.scaledBessel(x))
    }

    /// The jitter of the resonator in Hz at an acceleration in m/s².
    func jitter(at acceleration: Double) -> Double {
        let shaken = vibration * acceleration
        return sqrt(jitter * jitter + shaken * shaken)
    }

    /// Re Ψ(½ + iy) for y above zero, to 2·10⁻⁹: recurrence up to ½ + 6, then Stirling's series.
    static func digamma(_ y: Double) -> Double {
        var sum = 0.0
        var x = 0.5
        while x < 6 {
            sum -= x / (x * x + y * y)
            x += 1
        }
        // ln z − 1/2z − 1/12z² + 1/120z⁴ − 1/252z⁶ for z = x + iy, real parts; with w = 1/z².
        let square = x * x + y * y
        let (a, b) = (x / square, -y / square)
        let (c, d) = (a * a - b * b, 2 * a * b)
        let (e, f) = (c * c - d * d, 2 * c * d)
        let sixth = e * c - f * d
        return sum + 0.5 * log(square) - a / 2 - c / 12 + e / 120 - sixth / 252
    }

    /// exp(−x)·I₀(x) for x from 0, to 2·10⁻⁷.
    ///
    /// - Source: Abramowitz & Stegun, 9.8.1 and 9.8.2.
    static func scaledBessel(_ x: Double) -> Double {
        if x < 3.75 {
            let t = x * x / (3.75 * 3.75)
            let high = 1.2067492 + t * (0.2659732 + t * (0.0360768 + t * 0.0045813))
            return exp(-x) * (1 + t * (3.5156229 + t * (3.0899424 + t * high)))
        }
        let u = 3.75 / x
        let high = -0.02057706 + u * (0.02635537 + u * (-0.01647633 + u * 0.00392377))
        return (0.39894228 + u * (0.01328592 + u * (0.00225319 + u * (-0.00157565 + u * (0.00916281 + u * high)))))
            / sqrt(x)
    }
}
