import Glibc

/// Something that blurs a qubit's phase without taking its energy; its rate is Γφ.
public enum Dephasing: Sendable, Hashable {
    /// Photons in the readout resonator.
    case readoutPhotons(ReadoutResonator, photons: Double)
    /// Flux noise of spectrum A²/|f|: |∂ω/∂Φ|·A·√ln, with ln = ln 2 for an echo.
    ///
    /// Amplitude A in Φ₀ at 1 Hz, slope in rad/s per flux quantum. The decay is Gaussian, e^(−(Γφt)²). The spectrum is
    /// two-sided, over positive and negative frequencies; of a one-sided one, over positive frequencies alone, the amplitude
    /// must be divided by √2.
    /// Source: G. Ithier et al., Phys. Rev. B 72, 134519 (2005).
    case flux(amplitude: Double, slope: Double, logarithm: Double)
    /// Defects that switch: a rate at a reference temperature, growing as (T/T₀)^μ.
    ///
    /// Rate in s⁻¹, reference in K. The exponent is a matter of the defects' spectrum; 1 to 2.4 are reported, so it is a
    /// parameter, not a constant.
    case defects(rate: Double, reference: Double, exponent: Double)
    /// A rate in s⁻¹ that does not depend on temperature.
    case constant(rate: Double)

    /// Whether the coherence falls as e^(−(Γt)²) rather than as e^(−Γt).
    public var isGaussian: Bool { if case .flux = self { true } else { false } }

    /// Γφ in s⁻¹.
    ///
    /// - Parameter temperature: of the defects in K, above 0.
    /// - Throws: `QubitError` for an argument outside its range, or a rate that is no finite number.
    public func rate(temperature: Double) throws(QubitError) -> Double {
        try Check.positive(temperature, "temperature", "K")
        return try Check.result(unchecked(temperature), "dephasing rate")
    }

    /// The rate, which may have become infinite on the way.
    private func unchecked(_ temperature: Double) throws(QubitError) -> Double {
        switch self {
        case .readoutPhotons(let resonator, let photons): return try resonator.dephasing(photons: photons)
        case .flux(let amplitude, let slope, let logarithm):
            try Check.notNegative(amplitude, "amplitude", "Φ₀")
            try Check.positive(logarithm, "logarithm")
            guard slope.isFinite else {
                throw QubitError("slope", .outOfRange(value: slope, range: "finite, in rad/s per flux quantum"))
            }
            return abs(slope) * amplitude * logarithm.squareRoot()
        case .defects(let rate, let reference, let exponent):
            try Check.notNegative(rate, "rate", "1/s")
            try Check.positive(reference, "reference", "K")
            guard exponent.isFinite else {
                throw QubitError("exponent", .outOfRange(value: exponent, range: "finite"))
            }
            return rate * pow(temperature / reference, exponent)
        case .constant(let rate):
            try Check.notNegative(rate, "rate", "1/s")
            return rate
        }
    }
}

/// A resonator that reads a qubit, H = χσ_z a†a: the two states' resonances lie 2χ apart.
public struct ReadoutResonator: Sendable, Hashable {
    /// χ in rad/s; its sign does not matter.
    public var dispersiveShift: Double
    /// κ in s⁻¹: how fast photons leave.
    public var linewidth: Double

    /// A resonator.
    ///
    /// - Parameters:
    ///   - dispersiveShift: χ in rad/s.
    ///   - linewidth: κ in s⁻¹, above 0.
    public init(dispersiveShift: Double, linewidth: Double) throws(QubitError) {
        guard dispersiveShift.isFinite else {
            throw QubitError("dispersiveShift", .outOfRange(value: dispersiveShift, range: "finite, in rad/s"))
        }
        try Check.positive(linewidth, "linewidth", "1/s")
        self.dispersiveShift = abs(dispersiveShift)
        self.linewidth = linewidth
    }

    /// The dephasing rate by thermal photons in s⁻¹, at any shift and any number of photons.
    ///
    ///     Γφ = (κ/2)·Re[√((1 + 2iχ/κ)² + 8iχn/κ) − 1]
    ///
    /// - Parameter photons: their mean number n, 0 or above.
    /// - Source: A. A. Clerk & D. W. Utami, Phys. Rev. A 75, 042302 (2007), eq. 44.
    public func dephasing(photons: Double) throws(QubitError) -> Double {
        try Check.notNegative(photons, "photons")
        // √(a² + b) − a = b/(√(a² + b) + a) with a = 1 + iy loses no digits where n is small, and Re a = 1.
        let y = 2 * dispersiveShift / linewidth
        let b = 4 * y * photons  // times i
        let (real, imaginary) = (1 - y * y, 2 * y + b)
        let size = hypot(real, imaginary)
        // The principal root of a number with positive imaginary part, each part from the sum that does not cancel.
        var (rootReal, rootImaginary) = (((size + real) / 2).squareRoot(), ((size - real) / 2).squareRoot())
        if real >= 0 {
            rootImaginary = imaginary / (2 * rootReal)
        } else {
            rootReal = imaginary / (2 * rootImaginary)
        }
        let (sumReal, sumImaginary) = (rootReal + 1, rootImaginary + y)
        return try Check.result(
            linewidth / 2 * b * sumImaginary / (sumReal * sumReal + sumImaginary * sumImaginary), "dephasing rate")
    }

    /// The same for few photons: 4χ²κn/(κ² + 4χ²).
    public func weakDephasing(photons: Double) throws(QubitError) -> Double {
        try Check.notNegative(photons, "photons")
        let square = 4 * dispersiveShift * dispersiveShift
        return try Check.result(square * linewidth * photons / (linewidth * linewidth + square), "dephasing rate")
    }
}
