import Cryogenics
import Glibc

/// A two-level system and a mode in thermal equilibrium.
public enum ThermalPopulation {
    /// Planck's constant over Boltzmann's, in K·s.
    public static let planckOverBoltzmann = ThermalPhotons.planckOverBoltzmann
    /// Planck's constant in J·s, exact in the SI.
    public static let planck = 6.626_070_15e-34
    /// Boltzmann's constant in J/K, exact in the SI.
    public static let boltzmann = 1.380_649e-23

    /// The Bose–Einstein occupation 1/(e^(hf/kT) − 1).
    ///
    /// - Parameters:
    ///   - frequency: in Hz, above 0.
    ///   - temperature: in K, above 0.
    public static func occupation(frequency: Double, temperature: Double) throws(QubitError) -> Double {
        try Check.positive(frequency, "frequency", "Hz")
        try Check.positive(temperature, "temperature", "K")
        return try Check.result(
            ThermalPhotons.occupation(frequency: frequency, temperature: temperature), "photons")
    }

    /// The share of time a two-level system spends excited, n/(2n + 1) = 1/(1 + e^(hf/kT)).
    public static func excited(frequency: Double, temperature: Double) throws(QubitError) -> Double {
        try Check.positive(frequency, "frequency", "Hz")
        try Check.positive(temperature, "temperature", "K")
        return 1 / (1 + exp(planckOverBoltzmann * frequency / temperature))
    }

    /// The temperature in K at which a two-level system is excited for a share of time.
    ///
    /// - Parameters:
    ///   - excited: above 0 and below ½; at ½ and beyond no temperature gives it.
    ///   - frequency: in Hz, above 0.
    public static func temperature(excited: Double, frequency: Double) throws(QubitError) -> Double {
        try Check.positive(frequency, "frequency", "Hz")
        guard excited > 0, excited < 0.5 else {
            throw QubitError("excited", .outOfRange(value: excited, range: "between 0 and 0.5, both excluded"))
        }
        return planckOverBoltzmann * frequency / log((1 - excited) / excited)
    }

    /// coth(hf/2kT) = 2n + 1: by how much a thermal mode drives a two-level system harder than vacuum does.
    static func enhancement(frequency: Double, temperature: Double) throws(QubitError) -> Double {
        try Check.positive(frequency, "frequency", "Hz")
        try Check.positive(temperature, "temperature", "K")
        return 1 / tanh(planckOverBoltzmann * frequency / (2 * temperature))
    }
}
