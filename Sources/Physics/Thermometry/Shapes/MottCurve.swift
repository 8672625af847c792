#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Variable-range hopping in three dimensions, as thick films of ruthenium oxide show it at the lowest temperatures.
///
///     R = R₀ exp((T₀/T)^¼),   T = T₀ / ln(R/R₀)⁴
///
/// - Source: N. F. Mott, J. Non-Cryst. Solids 1 (1968) 1; that RuO₂ films follow it down to 15 mK: Watanabe, Morishita and
///   Ootuka, Cryogenics 41 (2001) 143.
struct MottCurve: CurveShape {
    /// R₀ in Ω.
    let resistance: Double
    /// T₀ in K.
    let characteristic: Double
    let temperatures: ClosedRange<Double>
    let signals: ClosedRange<Double>

    init(resistance: Double, characteristic: Double, temperatures: ClosedRange<Double>) {
        self.resistance = resistance
        self.characteristic = characteristic
        self.temperatures = temperatures
        func signal(_ temperature: Double) -> Double {
            resistance * exp((characteristic / temperature).squareRoot().squareRoot())
        }
        signals = signal(temperatures.upperBound)...signal(temperatures.lowerBound)
    }

    func temperature(signal: Double) -> Double {
        let power = log(signal / resistance)
        let square = power * power
        return min(max(characteristic / (square * square), temperatures.lowerBound), temperatures.upperBound)
    }

    func signal(temperature: Double) -> Double {
        resistance * exp((characteristic / temperature).squareRoot().squareRoot())
    }

    func slope(temperature: Double) -> Double {
        let power = (characteristic / temperature).squareRoot().squareRoot()
        return -0.25 * power / temperature * resistance * exp(power)
    }
}
