import Glibc

/// Something that takes energy from a qubit and gives it back: its rate is Γ↓ + Γ↑ = 1/T1.
public enum Relaxation: Sendable, Hashable {
    /// A bath of oscillators, as of a lossy dielectric or a line: (ω/Q)·coth(hf/2kT).
    ///
    /// Source: F. Yan et al., Nat. Commun. 7, 12964 (2016), supplement; `t1_capacitive` of scqubits is the same.
    case ohmic(qualityFactor: Double)
    /// A line that the qubit is coupled to: (ω/Q)·(2n + 1), with the photons n that the line brings.
    case line(qualityFactor: Double, photons: Double)
    /// A defect near the qubit's frequency, itself damped by a bath of oscillators: 2g²γ₂/(γ₂² + Δ²), γ₂ = ½γ·coth(hf/2kT).
    ///
    /// On resonance 4g²/γ·tanh(hf/2kT): what warms the defect saturates it. Coupling g and detuning Δ in rad/s, its decay γ at
    /// T → 0 in s⁻¹.
    ///
    /// Holds for weak coupling. On resonance at T → 0 the amplitudes go as e^(λt), λ² + λγ/2 + g² = 0: for 4g > γ the energy
    /// swings back and there is no rate, so g must lie below γ/4. The true rate there is ½γ(1 − √(1 − 16g²/γ²)), above this
    /// one by 1 % at g = γ/20, 4 % at γ/10, 25 % at γ/5, and twice as large at γ/4.
    case resonantDefect(coupling: Double, width: Double, detuning: Double)
    /// Many defects: ω·tan δ. They fill as they warm, so Γ↓ + Γ↑ does not depend on their temperature.
    ///
    /// Source: M. Spiecker et al., Nat. Phys. 19, 1320 (2023), arXiv:2204.00499.
    case denseDefects(lossTangent: Double)
    /// Quasiparticles that tunnel through the junction.
    case quasiparticles(Quasiparticles)
    /// A rate in s⁻¹ that does not depend on temperature.
    case constant(rate: Double)

    /// 1/T1 by this alone, in s⁻¹.
    ///
    /// - Parameters:
    ///   - frequency: of the qubit in Hz, above 0.
    ///   - temperature: of the bath in K, above 0.
    /// - Throws: `QubitError` for an argument outside its range, or a rate that is no finite number.
    public func rate(frequency: Double, temperature: Double) throws(QubitError) -> Double {
        try Check.positive(frequency, "frequency", "Hz")
        try Check.positive(temperature, "temperature", "K")
        return try Check.result(unchecked(frequency, temperature), "relaxation rate")
    }

    /// The rate, which may have become infinite on the way.
    private func unchecked(_ frequency: Double, _ temperature: Double) throws(QubitError) -> Double {
        let omega = 2 * Double.pi * frequency
        switch self {
        case .ohmic(let quality):
            try Check.positive(quality, "qualityFactor")
            return omega / quality
                * (try ThermalPopulation.enhancement(frequency: frequency, temperature: temperature))
        case .line(let quality, let photons):
            try Check.positive(quality, "qualityFactor")
            try Check.notNegative(photons, "photons")
            return omega / quality * (2 * photons + 1)
        case .resonantDefect(let coupling, let width, let detuning):
            try Check.notNegative(coupling, "coupling", "rad/s")
            try Check.positive(width, "width", "1/s")
            guard 4 * coupling < width else {
                throw QubitError(
                    "coupling",
                    .outOfRange(
                        value: coupling, range: "0 rad/s to below \(width / 4) rad/s, a quarter of the defect's width")
                )
            }
            guard detuning.isFinite else {
                throw QubitError("detuning", .outOfRange(value: detuning, range: "finite, in rad/s"))
            }
            let enhancement = try ThermalPopulation.enhancement(frequency: frequency, temperature: temperature)
            let transverse = width * enhancement / 2
            return 2 * coupling * coupling * transverse / (transverse * transverse + detuning * detuning)
        case .denseDefects(let loss):
            try Check.lossTangent(loss)
            return omega * loss
        case .quasiparticles(let particles): return try particles.rate(frequency: frequency, temperature: temperature)
        case .constant(let rate):
            try Check.notNegative(rate, "rate", "1/s")
            return rate
        }
    }
}

/// The quasiparticles of a superconducting film, those of heat and those of everything else.
public struct Quasiparticles: Sendable, Hashable {
    /// The gap Δ in J.
    public var gap: Double
    /// The temperature of the superconducting transition in K.
    public var critical: Double
    /// Quasiparticles that are not of heat, as a share of Cooper pairs.
    public var nonEquilibrium: Double

    /// Δ = 1.764 k T_c, the weak-coupling ratio.
    public static let gapRatio = 1.764

    /// The quasiparticles of a film.
    ///
    /// - Parameters:
    ///   - gap: Δ in J, above 0.
    ///   - critical: T_c in K; nil takes Δ/1.764k.
    ///   - nonEquilibrium: as a share of Cooper pairs, 0 or above and below 1.
    public init(gap: Double, critical: Double? = nil, nonEquilibrium: Double = 0) throws(QubitError) {
        try Check.positive(gap, "gap", "J")
        try Check.notNegative(nonEquilibrium, "nonEquilibrium")
        guard nonEquilibrium < 1 else {
            throw QubitError("nonEquilibrium", .outOfRange(value: nonEquilibrium, range: "0 or above and below 1"))
        }
        self.gap = gap
        self.critical = critical ?? gap / (Self.gapRatio * ThermalPopulation.boltzmann)
        self.nonEquilibrium = nonEquilibrium
        try Check.positive(self.critical, "critical", "K")
    }

    /// Thermal quasiparticles as a share of Cooper pairs, √(2πkT/Δ)·e^(−Δ/kT).
    ///
    /// - Parameter temperature: in K, above 0 and below T_c. The form is that of T ≪ T_c, with the gap of T → 0; above 0.4 T_c
    ///   it is an order of magnitude (see `isLowTemperature(_:)`).
    public func thermal(temperature: Double) throws(QubitError) -> Double {
        try Check.positive(temperature, "temperature", "K")
        guard temperature < critical else {
            throw QubitError("temperature", .normalConducting(temperature: temperature, critical: critical))
        }
        let ratio = ThermalPopulation.boltzmann * temperature / gap
        return (2 * Double.pi * ratio).squareRoot() * exp(-1 / ratio)
    }

    /// Whether the form of low temperatures holds: below 0.4 T_c the gap is within 2 % of its value at T → 0.
    public func isLowTemperature(_ temperature: Double) -> Bool { temperature <= 0.4 * critical }

    /// 1/T1 = x·√(2ωΔ/ħ)/π in s⁻¹, with x all quasiparticles as a share of Cooper pairs.
    ///
    /// Holds for kT ≪ ħω ≪ Δ.
    ///
    /// - Source: G. Catelani et al., Phys. Rev. Lett. 106, 077002 (2011), arXiv:1106.0829.
    public func rate(frequency: Double, temperature: Double) throws(QubitError) -> Double {
        try Check.positive(frequency, "frequency", "Hz")
        let share = try thermal(temperature: temperature) + nonEquilibrium
        let omega = 2 * Double.pi * frequency
        let reducedPlanck = ThermalPopulation.planck / (2 * Double.pi)
        return try Check.result(
            share * (2 * omega * gap / reducedPlanck).squareRoot() / Double.pi, "relaxation rate")
    }
}
