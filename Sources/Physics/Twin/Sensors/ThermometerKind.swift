import Cryogenics
import Glibc
public import Thermometry

/// A kind of thermometer with its excitation: how temperature becomes a signal, and how well.
///
///     T_s⁴ = T⁴ + 4·A·P,   S = u·S_curve(T_s)·(1 + σ·n)
///
/// A film or diode that is heated by P gives that to its stage through a boundary whose resistance falls as A/T³, so it is
/// warmer than the stage. Each unit differs from the curve by a factor u of its own; its calibration knows u but for an error.
/// The bridge's noise is that of its amplifier over what excites the sensor: σ² = (v_n √B / V)² + σ₀².
///
/// Beyond the ends of the curve the signal goes on as a power of temperature, S ∝ T^s, with the slope that it has there: a
/// bridge reads such a signal, but no curve tells its temperature.
///
/// - Source: 1/T³ is the law of acoustic mismatch (Pobell, ch. 4); A, u and σ₀ assumed; v_n = 10 nV/√Hz as of good
///   resistance bridges, B = 1/(4τ) that of a filter of 0.6 s.
public struct ThermometerKind: Sendable {
    /// What a sensor is excited by.
    public enum Excitation: Sendable, Hashable {
        /// A voltage in V.
        case voltage(Double)
        /// A current in A.
        case current(Double)
    }

    /// Its curve.
    public var curve: CalibrationCurve
    /// What excites it.
    public var excitation: Excitation
    /// A, in K⁴/W.
    public var boundary: Double
    /// The standard deviation of u from unit to unit, relative.
    public var spread: Double
    /// The standard deviation of what its calibration is off, relative to the signal.
    public var calibrationError: Double
    /// Up to which temperature in K it tells the temperature; above it its readings are `above-range`.
    public var usableUpTo: Double
    /// s above that; nil goes on as the curve does.
    public var exponentAbove: Double?

    /// States a kind.
    ///
    /// - Parameters:
    ///   - curve: its curve.
    ///   - excitation: what excites it.
    ///   - boundary: A, in K⁴/W.
    ///   - spread: the standard deviation of u from unit to unit, relative.
    ///   - calibrationError: the standard deviation of what its calibration is off, relative to the signal.
    ///   - usableUpTo: in K; nil for the end of the curve.
    ///   - exponentAbove: s above that; nil goes on as the curve does.
    public init(
        curve: CalibrationCurve, excitation: Excitation, boundary: Double, spread: Double, calibrationError: Double,
        usableUpTo: Double? = nil, exponentAbove: Double? = nil
    ) {
        self.curve = curve
        self.excitation = excitation
        self.boundary = boundary
        self.spread = spread
        self.calibrationError = calibrationError
        self.usableUpTo = min(usableUpTo ?? .infinity, curve.temperatures.upperBound)
        self.exponentAbove = exponentAbove
    }

    /// v_n √B, in V.
    static let amplifierNoise = 10e-9 * (1 / (4 * 0.6)).squareRoot()
    /// σ₀.
    static let leastNoise = 2e-5

    /// The noise of the bridge relative to a signal.
    func noise(at signal: Double) -> Double {
        let voltage: Double
        switch excitation {
        case .voltage(let excited): voltage = excited
        case .current(let current): voltage = curve.unit == .volt ? signal : current * signal
        }
        let amplifier = Self.amplifierNoise / max(voltage, 1e-12)
        return sqrt(amplifier * amplifier + Self.leastNoise * Self.leastNoise)
    }

    /// P, what the excitation heats, in W.
    func power(at signal: Double) -> Double {
        switch excitation {
        case .voltage(let voltage): voltage * voltage / max(signal, 1e-3)
        case .current(let current): curve.unit == .volt ? current * signal : current * current * signal
        }
    }
}

extension ThermometerKind {
    /// A diode at 10 µA, to a standard curve that it follows within a part in a thousand.
    static func diode() throws -> Self {
        Self(
            curve: try .preset(named: "dt-670"), excitation: .current(10e-6), boundary: 1e3, spread: 0,
            calibrationError: 3e-4)
    }

    /// A ceramic oxynitride film at 2 mV.
    static func cernox(_ name: String) throws -> Self {
        Self(
            curve: try .preset(named: name), excitation: .voltage(2e-3), boundary: 1e3, spread: 0.1,
            calibrationError: 1e-3)
    }

    /// A ruthenium oxide film at 20 µV.
    ///
    /// Above 20 K its resistance hardly falls: with R ∝ T^−0.016 it reads 31 K in a warm cryostat, such as those are found to
    /// (assumed; only that end is known).
    static func rutheniumOxide() throws -> Self {
        Self(
            curve: try .preset(named: "ruox-7mk"), excitation: .voltage(20e-6), boundary: 1e3, spread: 0.05,
            calibrationError: 1e-3, usableUpTo: 20, exponentAbove: -0.016)
    }

    /// What sits at the stages of a usual cryostat: a diode at 50K, oxynitride at 4K and still, ruthenium oxide below.
    static func cryostat() throws -> [Stage: ThermometerKind] {
        let (oxide, film) = (try rutheniumOxide(), try cernox("cx-1010"))
        return [.fiftyKelvin: try diode(), .fourKelvin: film, .still: film, .coldPlate: oxide, .base: oxide]
    }

    /// What sits along the ETH link: oxynitride at 50K and 4K, ruthenium oxide below.
    ///
    /// - Source: arXiv:2604.15971, appendix H: CX-1080, CX-1010 and RX-102B, for which the curve `ruox-7mk` stands in. Which of
    ///   the former sits where is assumed.
    static func link() throws -> [Stage: ThermometerKind] {
        let oxide = try rutheniumOxide()
        return [
            .fiftyKelvin: try cernox("cx-1080"), .fourKelvin: try cernox("cx-1010"), .still: oxide, .coldPlate: oxide,
            .base: oxide,
        ]
    }
}
