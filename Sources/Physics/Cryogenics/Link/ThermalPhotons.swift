import Glibc

/// Thermal photons that a lossy line adds to a mode.
///
/// Every length of line takes photons away and adds its own, by detailed balance:
///
///     dn/dx = −α (n − n_BE(T(x))),   n_BE = 1/(e^(hf/k_B T) − 1)
public enum ThermalPhotons {
    /// Planck's constant over Boltzmann's, in K·s; both exact in the SI.
    public static let planckOverBoltzmann = 6.626_070_15e-34 / 1.380_649e-23

    /// The Bose–Einstein occupation of a mode.
    ///
    /// - Parameters:
    ///   - frequency: in Hz, positive.
    ///   - temperature: in K; 0 at and below absolute zero.
    /// - Returns: photons; no loss of digits at either end.
    public static func occupation(frequency: Double, temperature: Double) -> Double {
        temperature > 0 ? 1 / expm1(planckOverBoltzmann * frequency / temperature) : 0
    }

    /// The photons at the end of a line.
    ///
    /// Between two places the occupation is taken as the mean of theirs, and the equation solved exactly: right to second
    /// order in the spacing of the profile. Places that coincide (jumps) add nothing.
    ///
    /// - Parameters:
    ///   - profile: positions in m, rising, with temperatures in K.
    ///   - attenuation: of power per metre, in 1/m.
    ///   - frequency: in Hz.
    ///   - entering: photons at the beginning.
    /// - Returns: photons at the end.
    public static func atEnd(
        of profile: LinkState.Profile, attenuation: Double, frequency: Double, entering: Double = 0
    ) -> Double {
        let occupations = profile.temperatures.map { occupation(frequency: frequency, temperature: $0) }
        var photons = entering
        for index in profile.positions.indices.dropFirst() {
            let path = profile.positions[index] - profile.positions[index - 1]
            let lost = -expm1(-attenuation * path)
            photons += lost * ((occupations[index] + occupations[index - 1]) / 2 - photons)
        }
        return photons
    }

    /// The photons behind a lumped loss at one temperature: η n + (1 − η) n_BE(T).
    ///
    /// - Parameters:
    ///   - entering: photons before it.
    ///   - decibels: its loss.
    ///   - frequency: in Hz.
    ///   - temperature: in K.
    public static func behind(
        entering: Double, loss decibels: Double, frequency: Double, temperature: Double
    ) -> Double {
        let passed = Waveguide.transmission(decibels: decibels)
        return passed * entering + (1 - passed) * occupation(frequency: frequency, temperature: temperature)
    }
}
