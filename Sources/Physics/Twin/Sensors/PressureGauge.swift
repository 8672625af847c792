import Glibc
import Readings

/// How a pressure gauge of a cryostat reads.
///
/// The can has a combination of a Pirani and a cold cathode: it is off by a factor, and scatters by a share. The panel has
/// capacitance gauges: exact, but for a zero that is off, so that an empty volume may read a little below nothing. That is legal,
/// and good.
///
/// - Source: ranges as of common gauges; ±30 % and offsets of some parts in ten thousand of full scale as their makers state;
///   which has what full scale is assumed.
enum PressureGauge: Sendable, Hashable {
    /// Off by exp(σ_u·u), scattering by exp(σ·n), within a range in Pa.
    case combination(deviation: Double, scatter: Double, range: ClosedRange<Double>)
    /// With a full scale in Pa: zero off by a share of it, noise by another.
    case capacitance(fullScale: Double, offset: Double, noise: Double)

    /// What a gauge that is switched off leaves in logs, in Pa: 2.00e-2 mbar, which is no pressure.
    static let placeholder = 2.0

    /// Gauges 1 to 6.
    static let all: [PressureGauge] = [
        .combination(deviation: 0.12, scatter: 0.02, range: 5e-7...1e5),
        .capacitance(fullScale: 1e4, offset: 1e-4, noise: 1e-5),
        .capacitance(fullScale: 5e5, offset: 7e-4, noise: 2e-5),
        .capacitance(fullScale: 1e5, offset: 1e-4, noise: 1e-5),
        .capacitance(fullScale: 2e5, offset: 3e-4, noise: 2e-5),
        .capacitance(fullScale: 1e5, offset: 3e-4, noise: 2e-5),
    ]

    /// How far above its full scale a capacitance gauge still reads.
    private static let beyond = 1.05

    /// What is fixed of a unit: a factor, or an offset in Pa.
    func own(_ deviation: Double) -> Double {
        switch self {
        case .combination(let size, _, _): exp(size * deviation)
        case .capacitance(let scale, let size, _): scale * size * deviation
        }
    }

    /// What it shows of a pressure in Pa, and how far to trust it.
    ///
    /// - Parameters:
    ///   - own: of the unit.
    ///   - normal: a number of the normal distribution, times what faults make of its noise.
    @inline(__always)
    func shown(_ pressure: Double, own: Double, normal: Double) -> (value: Double, quality: Quality) {
        switch self {
        case .combination(_, let scatter, let range):
            let value = pressure * own * exp(scatter * normal)
            if value < range.lowerBound { return (range.lowerBound, .belowRange) }
            return value > range.upperBound ? (range.upperBound, .aboveRange) : (value, .good)
        case .capacitance(let scale, _, let noise):
            let value = pressure + own + scale * noise * normal
            let end = Self.beyond * scale
            return value > end ? (end, .aboveRange) : (value, .good)
        }
    }
}
