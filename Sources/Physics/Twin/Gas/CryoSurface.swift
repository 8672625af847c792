import Glibc

/// A cold surface that takes gas up, and gives it back when it warms.
///
/// Helium sticks in one layer, held the less the fuller it is (θ = N/capacity):
///
///     Ṅ = [A s F(p) (1 − θ) − N ν e^(−q/RT)] / (1 + κτ),   q = q₀ − (q₀ − q₁) θ,   κ = ν e^(−q/RT)
///
/// Other gases grow frost, whose last layer L fades (x = N/L):
///
///     Ṅ = A s [F(p) − F(pₛ) x/(1 + x)] / (1 + κτ/(1 + x)²),   κ = A s F(pₛ)/L
///
/// F is the flux of molecules onto a surface. The denominators leave the equilibrium as it is, and let no remainder on a warm
/// surface come to it faster than within τ = 1 s: nothing else is that quick, and a last 10⁻¹⁵ mol that boils off in 10⁻¹³ s
/// would be all that an integrator sees. Thick frost and cold surfaces do not notice.
///
/// - Source: I. Langmuir, J. Am. Chem. Soc. 40 (1918) 1361. J. G. Daunt, E. Lerner, J. Low Temp. Phys. 8 (1972) 79, for helium on
///   copper: q₁/R = 77 K (⁴He), 61 K (³He) at a monolayer. Assumed: q₀ = 1.8 kJ/mol as of rough technical metal, ν = 10¹³/s,
///   s = 1, L = 10¹⁹/m².
struct CryoSurface: Sendable, Hashable {
    /// A, in m².
    let area: Double
    /// What it takes up.
    let gas: Gas
    /// Of a monolayer, in mol; nil for frost.
    let capacity: Double?
    /// s, the share of the molecules that stay.
    let sticking: Double
    private let frost: Frost?
    /// q₁, in J/mol.
    private let fullHeat: Double

    /// τ, in s.
    static let shortestTime = 1.0
    /// Molecules in a layer, in mol/m².
    static let layer = 1e19 / 6.022_140_76e23
    /// q₀, in J/mol.
    private static let emptyHeat = 1800.0
    /// ν, in 1/s.
    private static let attempts = 1e13

    /// A surface for helium, which it takes up to a capacity, or one for nitrogen or water, which grow frost.
    ///
    /// - Parameters:
    ///   - area: in m².
    ///   - gas: helium with a capacity, nitrogen or water without.
    ///   - capacity: in mol; ``layer`` times the area and its roughness for helium, nil for frost.
    ///   - sticking: above 0, up to 1.
    /// - Precondition: the same, and numbers are positive and finite.
    init(area: Double, gas: Gas, capacity: Double?, sticking: Double = 1) {
        precondition(area > 0 && area.isFinite && sticking > 0 && sticking <= 1, "a surface of area \(area)")
        if let capacity {
            precondition(capacity > 0 && capacity.isFinite, "a capacity of \(capacity)")
            precondition(gas == .helium3 || gas == .helium4, "\(gas.name) is not known to stick in one layer")
            frost = nil
        } else {
            precondition(gas == .nitrogen || gas == .water, "\(gas.name) does not grow frost here")
            frost = gas == .nitrogen ? .nitrogen : .water
        }
        self.area = area
        self.gas = gas
        self.capacity = capacity
        self.sticking = sticking
        fullHeat = gas == .helium3 ? 507 : 640
    }

    /// A surface that helium covers with a monolayer.
    static func helium(area: Double, roughness: Double = 1, gas: Gas = .helium4) -> CryoSurface {
        CryoSurface(area: area, gas: gas, capacity: area * roughness * layer)
    }

    /// What it takes up.
    ///
    /// - Parameters:
    ///   - pressure: in Pa, at the gas temperature.
    ///   - gasTemperature: in K, of the gas that comes.
    ///   - surface: its own temperature in K.
    ///   - amount: on it, in mol.
    /// - Returns: in mol/s; negative when it gives off.
    func rate(pressure: Double, gasTemperature: Double, surface: Double, amount: Double) -> Double {
        let incoming = area * sticking * gas.impingement(pressure: pressure, temperature: gasTemperature)
        if let capacity {
            let cover = amount / capacity
            let release = releaseRate(Gas.positive(cover), surface)
            return (incoming * Gas.positive(1 - cover) - amount * release) / (1 + release * Self.shortestTime)
        }
        let saturated = saturatedFlux(surface)
        let last = Self.layer * area
        let layers = amount / last
        let fading = 1 + abs(layers)
        let pace = saturated / last * Self.shortestTime / (fading * fading)
        return (incoming - saturated * layers / fading) / (1 + pace)
    }

    /// ν e^(−q/RT), in 1/s.
    private func releaseRate(_ cover: Double, _ surface: Double) -> Double {
        let heat = Self.emptyHeat - (Self.emptyHeat - fullHeat) * min(cover, 1)
        return Self.attempts * exp(-heat / (Gas.constant * Gas.kelvin(surface)))
    }

    /// What thick frost gives off, in mol/s.
    private func saturatedFlux(_ surface: Double) -> Double {
        guard let frost else { return 0 }
        return area * sticking * gas.impingement(pressure: frost.pressure(at: surface), temperature: surface)
    }
}
