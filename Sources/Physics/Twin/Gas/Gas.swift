import Cryogenics
import Glibc

/// A gas in a cryostat: how it carries heat, flows and meets walls.
///
/// Dilute, so that conductivity and viscosity do not depend on pressure, and both are powers of temperature:
///
///     k = k₃₀₀ (T/300)ˢ,   η = η₃₀₀ (T/300)ʳ
///
/// All functions of this folder are called at every step of an integrator. They neither throw nor allocate, and finite
/// arguments give finite results; temperatures below 1 mK count as 1 mK. Pressures and amounts may be a little below zero by
/// rounding. What moves gas (``impingement(pressure:temperature:)``, tubes, turbo pumps, what surfaces take up and give off) goes
/// through zero with its slope, odd in them, so that a lack flows back as a surplus flows away and no kink at zero holds up the
/// integrator. What is no flow of gas, such as heat through it, a mean free path or the pressure that a gauge reads, takes them as
/// zero, and so do walls that give off and pumps that let nothing back.
struct Gas: Sendable, Hashable {
    /// What it is called.
    let name: String
    /// M, in kg/mol.
    let molarMass: Double
    /// γ, the ratio of its heat capacities.
    let heatRatio: Double
    /// k₃₀₀ in W/(m·K), and s.
    let conduction: PowerLaw
    /// η₃₀₀ in Pa·s, and r.
    let viscosity: PowerLaw
    /// How much of a wall's temperature its molecules take on.
    let accommodation: Accommodation
    /// What a mole a second of sonic flow is made of: √γ·(2/(γ+1))^((γ+1)/(2(γ−1))).
    let sonicFactor: Double

    /// A property that is a power of temperature.
    struct PowerLaw: Sendable, Hashable {
        /// At 300 K.
        let at300: Double
        /// The exponent.
        let exponent: Double

        func value(at temperature: Double) -> Double {
            at300 * pow(Gas.kelvin(temperature) / 300, exponent)
        }
    }

    /// The share of its energy that a molecule exchanges with a wall, from one at a cold wall to a limit at a warm one.
    ///
    ///     α(T) = α∞ + (1 − α∞)/(1 + (T/T₀)ⁿ)
    ///
    /// - Source: the form is Subkelvin's own, through the values of R. J. Corruccini, Vacuum 7–8 (1959) 19, for technical
    ///   surfaces at 300, 77, 20 and 4 K: helium 0.3, 0.4, 0.6, 0.6 to 1; hydrogen 0.3, 0.5, 1; air 0.8 to 0.9, 1.
    struct Accommodation: Sendable, Hashable {
        /// α∞.
        let limit: Double
        /// T₀ in K.
        let temperature: Double
        /// n.
        let exponent: Double

        func value(at wall: Double) -> Double {
            limit + (1 - limit) / (1 + pow(Gas.kelvin(wall) / temperature, exponent))
        }
    }

    /// A gas of known properties.
    ///
    /// - Precondition: masses, heats and transport are positive, γ above 1.
    init(
        name: String, molarMass: Double, heatRatio: Double, conduction: PowerLaw, viscosity: PowerLaw,
        accommodation: Accommodation
    ) {
        precondition(molarMass > 0 && heatRatio > 1, "\(name) has no such molar mass or ratio of heats")
        precondition(conduction.at300 > 0 && viscosity.at300 > 0, "\(name) has no such conductivity or viscosity")
        precondition((0...1).contains(accommodation.limit) && accommodation.temperature > 0, "no such accommodation")
        self.name = name
        self.molarMass = molarMass
        self.heatRatio = heatRatio
        self.conduction = conduction
        self.viscosity = viscosity
        self.accommodation = accommodation
        sonicFactor = sqrt(heatRatio) * pow(2 / (heatRatio + 1), (heatRatio + 1) / (2 * (heatRatio - 1)))
    }

    /// R, in J/(mol·K).
    static let constant = HeliumMixture.gasConstant

    /// A pressure or an amount without the little below zero that rounding makes.
    static func positive(_ value: Double) -> Double { value < 0 ? 0 : value }

    /// A temperature that can be divided by.
    static func kelvin(_ temperature: Double) -> Double { temperature < 1e-3 ? 1e-3 : temperature }
}

extension Gas {
    /// The conductivity of the dilute gas, between plates far wider apart than its mean free path.
    ///
    /// - Parameter temperature: in K.
    /// - Returns: in W/(m·K). ⁴He within 12 % from 4.2 to 300 K, N₂ within 4 % from 77 K, water within 1 % from
    ///   280 to 373 K.
    /// - Source: own fits. ⁴He: B. A. Hands, V. D. Arp, Cryogenics 21 (1981) 697; N₂: E. W. Lemmon, R. T. Jacobsen, Int. J.
    ///   Thermophys. 25 (2004) 21. ³He assumed as ⁴He times
    ///   √(M₄/M₃), as classical atoms of the same size have it; below some 5 K quantum statistics makes them differ.
    func conductivity(at temperature: Double) -> Double { conduction.value(at: temperature) }

    /// How many molecules meet a wall, p/√(2πMRT).
    ///
    /// - Parameters:
    ///   - pressure: in Pa, of gas in equilibrium at the temperature.
    ///   - temperature: in K.
    /// - Returns: in mol/(m²·s).
    /// - Source: kinetic theory, such as J. F. O'Hanlon, A User's Guide to Vacuum Technology (2003), ch. 2.
    func impingement(pressure: Double, temperature: Double) -> Double {
        pressure / sqrt(2 * Double.pi * molarMass * Self.constant * Self.kelvin(temperature))
    }

    /// The heat that molecules carry which meet no other on their way from wall to wall.
    ///
    ///     q/(p ΔT) = α (γ+1)/(γ−1) √(R/(8πM·300 K)),   α = α₁α₂/(α₂ + (A₁/A₂) α₁ (1 − α₂))
    ///
    /// 1 stands for the cold, enclosed wall, whose area counts. Without α it is 2.10 for ⁴He, 1.19 for N₂, 4.4 for H₂.
    ///
    /// - Parameters:
    ///   - warm: the temperature of the enclosing wall in K.
    ///   - cold: of the enclosed wall in K; it may be the warmer one for a while.
    ///   - areaRatio: A₁/A₂, enclosed to enclosing; 1 for plates, 0 for a wire in a wide tube.
    /// - Returns: in W/(m²·Pa·K), for a pressure read at a gauge at 300 K.
    /// - Source: R. J. Corruccini, Vacuum 7–8 (1959) 19.
    func freeMolecular(warm: Double, cold: Double, areaRatio: Double) -> Double {
        let (inner, outer) = (accommodation.value(at: cold), accommodation.value(at: warm))
        let both = inner * outer / (outer + areaRatio * inner * (1 - outer))
        return both * (heatRatio + 1) / (heatRatio - 1) * sqrt(Self.constant / (8 * Double.pi * molarMass * 300))
    }

    /// How well gas between two walls conducts heat, from free molecules to a gas that fills the gap.
    ///
    ///     1/h = 1/(Λp) + d/k
    ///
    /// Right in both limits. In between the sum of both resistances is what molecules have that jump in temperature at the walls.
    ///
    /// - Parameters:
    ///   - pressure: in Pa, read at a gauge at 300 K.
    ///   - warm: the temperature of the enclosing wall in K.
    ///   - cold: of the enclosed wall in K.
    ///   - gap: d, between the walls, in m.
    ///   - areaRatio: enclosed to enclosing area.
    /// - Returns: in W/(m²·K), of the enclosed wall's area. Convection is left out.
    /// - Source: F. S. Sherman, in Rarefied Gas Dynamics (1963), for the sum; k is its mean over the gap.
    func heatTransfer(pressure: Double, warm: Double, cold: Double, gap: Double, areaRatio: Double) -> Double {
        let free = freeMolecular(warm: warm, cold: cold, areaRatio: areaRatio) * Self.positive(pressure)
        // Simpson's rule over the temperatures in the gap.
        let mean =
            (conductivity(at: cold) + 4 * conductivity(at: (cold + warm) / 2) + conductivity(at: warm)) / 6
        let viscous = mean / max(gap, 1e-9)
        return free * viscous / (free + viscous)
    }
}

extension Gas {
    /// ³He.
    static let helium3 = Gas(
        name: "³He", molarMass: 3.016_029e-3, heatRatio: 5.0 / 3,
        conduction: PowerLaw(at300: 0.1797, exponent: 0.67), viscosity: PowerLaw(at300: 1.753e-5, exponent: 0.67),
        accommodation: helium)
    /// ⁴He.
    static let helium4 = Gas(
        name: "⁴He", molarMass: 4.002_602e-3, heatRatio: 5.0 / 3,
        conduction: PowerLaw(at300: 0.156, exponent: 0.67), viscosity: PowerLaw(at300: 2.02e-5, exponent: 0.67),
        accommodation: helium)
    /// N₂, which stands for air.
    static let nitrogen = Gas(
        name: "N₂", molarMass: 28.0134e-3, heatRatio: 1.4,
        conduction: PowerLaw(at300: 0.0263, exponent: 0.955), viscosity: PowerLaw(at300: 1.82e-5, exponent: 0.889),
        accommodation: Accommodation(limit: 0.8, temperature: 200, exponent: 3))
    /// Water vapour.
    static let water = Gas(
        name: "H₂O", molarMass: 18.015e-3, heatRatio: 1.33,
        conduction: PowerLaw(at300: 0.0186, exponent: 1.18), viscosity: PowerLaw(at300: 9.8e-6, exponent: 1.04),
        // Assumed as of air.
        accommodation: Accommodation(limit: 0.8, temperature: 200, exponent: 3))
    private static let helium = Accommodation(limit: 0.2, temperature: 20, exponent: 0.75)
}
