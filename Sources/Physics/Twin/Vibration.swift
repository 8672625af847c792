import Glibc

/// What a pulse tube shakes: its pressure oscillates at 1.4 Hz, with harmonics.
///
///     a(t) = Σ aₖ sin(2πk f t + φₖ),   T(t) = T + r·T^s·Σ bₖ sin(2πk f t)
///
/// Nothing of it is integrated: temperatures of the plant are means over a cycle, to which readings add their ripple. With the pulse
/// tube off there is none.
///
/// - Source: frequency of common machines, 1.4 Hz; amplitudes assumed: 30 mg on the cold head falling to 1 mg on the base plate, and
///   a ripple of 0.1 K on 50K, 0.12 K on 4K, of nothing that a thermometer sees below, such as T. Tomaru et al., Cryogenics 44 (2004)
///   309, report for similar machines.
public struct Vibration: Sendable, Hashable {
    /// f, in Hz.
    public var frequency: Double
    /// a₁ of each stage, from 50K to base, in m/s²; the last counts for stages beyond.
    public var accelerations: [Double]
    /// aₖ/a₁ of the harmonics from the first on.
    public var harmonics: [Double]
    /// Half of the ripple from peak to peak at 50K and 4K, in K, of a stage at its usual 45 and 4 K.
    public var ripple: [Double]

    /// That of a common pulse tube.
    public static let pulseTube = Vibration(
        frequency: 1.4, accelerations: [0.3, 0.1, 0.03, 0.02, 0.01], harmonics: [1, 0.6, 0.45, 0.3, 0.25, 0.2],
        ripple: [0.05, 0.06])

    /// States a vibration.
    public init(frequency: Double, accelerations: [Double], harmonics: [Double], ripple: [Double]) {
        self.frequency = frequency
        self.accelerations = accelerations
        self.harmonics = harmonics
        self.ripple = ripple
    }

    /// The acceleration of a stage at a time, in m/s².
    ///
    /// - Parameters:
    ///   - stage: its number, from warm to cold.
    ///   - time: in s.
    public func acceleration(of stage: Int, at time: Double) -> Double {
        guard let amplitude = accelerations.isEmpty ? nil : accelerations[min(stage, accelerations.count - 1)] else {
            return 0
        }
        let phase = 2 * Double.pi * (time * frequency).truncatingRemainder(dividingBy: 1)
        var sum = 0.0
        for (index, share) in harmonics.enumerated() {
            // Phases apart, so that peaks do not all fall together.
            sum += share * sin(Double(index + 1) * phase + 0.7 * Double(index * index))
        }
        return amplitude * sum
    }

    /// The root of the mean square of a stage's acceleration in m/s².
    public func effectiveAcceleration(of stage: Int) -> Double {
        guard !accelerations.isEmpty else { return 0 }
        let square = harmonics.reduce(0) { $0 + $1 * $1 } / 2
        return accelerations[min(stage, accelerations.count - 1)] * square.squareRoot()
    }

    /// How far the temperature of a stage is from its mean at a time, in K.
    ///
    /// It shrinks as the stage's heat capacity grows: for copper below some 20 K as 1/T³ would, but no more than it is at 4 K; at the
    /// warm end with the inverse of the temperature.
    ///
    /// - Parameters:
    ///   - stage: its number, from warm to cold.
    ///   - temperature: its mean in K.
    ///   - time: in s.
    public func ripple(of stage: Int, at temperature: Double, _ time: Double) -> Double {
        guard ripple.indices.contains(stage) else { return 0 }
        let usual = stage == 0 ? 45.0 : 4.0
        let ease = temperature > usual ? usual / temperature : 1
        let phase = 2 * Double.pi * (time * frequency).truncatingRemainder(dividingBy: 1)
        return ripple[stage] * ease * (sin(phase) + 0.3 * sin(2 * phase))
    }
}
