import Glibc

/// A gas-gap heat switch: two bodies with a narrow gap between them, and charcoal that holds the gap's helium
/// when cold and gives it back when heated.
///
///     N = pV/(R T) + c p/(p + P),   P = P₀ e^(−q/(R Tₛ))
///
/// The second term is Langmuir's isotherm of the charcoal at Tₛ; p follows in closed form.
///
/// The sizes by default conduct 3 W/K at 100 K when on and less than 10 µW/K below 4 K when off; the gas is gone with the
/// charcoal below 9 K, comes back at 15 K with a gap at 4 K and is all there at 30 K. The gas does not condense here, so that a cold end below 1 K is known only when off.
///
/// - Source: I. Langmuir, J. Am. Chem. Soc. 40 (1918) 1361. Assumed, as of activated charcoal in general: q = 2 kJ/mol,
///   P₀ = 10⁸ Pa, 10 mmol of helium a gram; the sizes.
struct GasGapSwitch: Sendable, Hashable {
    /// Of the gap, in m².
    let area: Double
    /// Across the gap, in m.
    let distance: Double
    /// V, of the gap with all its dead volumes, in m³.
    let volume: Double
    /// In kg.
    let charcoal: Double
    /// N, in mol.
    let helium: Double
    /// Of the copper that the charcoal is glued to, in kg.
    let sorbentCopper: Double
    /// From the charcoal to the plate that it is cooled by, in W/K, at any temperature.
    let sorbentLink: Double

    /// A switch; by default two cylinders of 80 cm² within each other.
    ///
    /// Its thin shell is among what plates' own loads were measured with.
    ///
    /// - Precondition: all are positive and finite, and the charcoal can hold all the helium.
    init(
        area: Double = 8e-3, distance: Double = 2e-4, volume: Double = 5e-6, charcoal: Double = 1e-4,
        helium: Double = 1e-4, sorbentCopper: Double = 0.1,
        sorbentLink: Double = 5e-3
    ) {
        precondition(area > 0 && area.isFinite && distance > 0 && volume > 0, "a gap without area, width or volume")
        precondition(sorbentCopper > 0 && sorbentLink > 0, "a sorbent without copper or link")
        precondition(helium > 0 && charcoal * Self.charcoalCapacity > helium, "the charcoal cannot hold the helium")
        self.area = area
        self.distance = distance
        self.volume = volume
        self.charcoal = charcoal
        self.helium = helium
        self.sorbentCopper = sorbentCopper
        self.sorbentLink = sorbentLink
    }

    /// What a kilogram of charcoal holds at most, in mol.
    static let charcoalCapacity = 10.0
    /// q, in J/mol.
    static let heatOfAdsorption = 2000.0
    /// P₀, in Pa.
    static let prefactor = 1e8

    /// The pressure in it.
    ///
    /// - Parameters:
    ///   - sorbent: the charcoal's temperature in K.
    ///   - gap: the temperature of the gas in the gap in K.
    /// - Returns: in Pa; rises with both.
    func pressure(sorbent: Double, gap: Double = 20) -> Double {
        let capacity = charcoal * Self.charcoalCapacity
        let half = Self.prefactor * exp(-Self.heatOfAdsorption / (Gas.constant * Gas.kelvin(sorbent)))
        // a p² + b p − N P = 0
        let a = volume / (Gas.constant * Gas.kelvin(gap))
        let b = a * half + capacity - helium
        return 2 * helium * half / (b + sqrt(b * b + 4 * a * helium * half))
    }

    /// How well it conducts by its gas.
    ///
    /// - Parameters:
    ///   - sorbent: the charcoal's temperature in K.
    ///   - warm: of one end in K.
    ///   - cold: of the other in K.
    /// - Returns: in W/K.
    func gasConductance(sorbent: Double, warm: Double, cold: Double) -> Double {
        // What a gauge at 300 K would read where molecules do not meet, by p/√T alike; where they do it does not matter.
        let gauge = pressure(sorbent: sorbent, gap: (warm + cold) / 2) * sqrt(300 / Gas.kelvin(sorbent))
        return area
            * Gas.helium4.heatTransfer(pressure: gauge, warm: warm, cold: cold, gap: distance, areaRatio: 1)
    }

    /// What it takes to warm the charcoal with its copper; the copper counts alone.
    ///
    ///     c = 0.0109 T/K + 369/(1 + (70.6 K/T)^3.12) J/(kg·K)
    ///
    /// - Parameter temperature: in K.
    /// - Returns: in J/K.
    /// - Source: own fit to the catalogue's copper, within 10 % from 4 to 300 K. What the desorbed helium takes, N q = 0.2 J, is
    ///   left out.
    func heatCapacity(at temperature: Double) -> Double {
        let t = Gas.kelvin(temperature)
        return sorbentCopper * (0.0109 * t + 369 / (1 + pow(70.6 / t, 3.12)))
    }
}
