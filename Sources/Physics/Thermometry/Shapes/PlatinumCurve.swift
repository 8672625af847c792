/// The industrial platinum thermometer of 100 Ω at 0 °C, from 73.15 K to 1123.15 K.
///
///     R = R₀ (1 + A·t + B·t² + C·(t − 100)·t³),   t in °C, C = 0 above 0 °C
///
/// - Source: IEC 60751:2008, clause 4.2, the Callendar–Van Dusen equation for α = 3.851·10⁻³.
struct PlatinumCurve: CurveShape {
    static let a = 3.9083e-3
    static let b = -5.775e-7
    static let c = -4.183e-12
    static let nominal = 100.0
    static let zero = 273.15

    let temperatures = (zero - 200)...(zero + 850)
    let signals = resistance(-200).value...resistance(850).value

    /// The resistance at a Celsius temperature, and its derivative.
    private static func resistance(_ t: Double) -> (value: Double, slope: Double) {
        let c = t < 0 ? c : 0
        return (
            nominal * (1 + t * (a + t * (b + t * c * (t - 100)))),
            nominal * (a + t * (2 * b + t * c * (4 * t - 300)))
        )
    }

    func temperature(signal: Double) -> Double {
        let ratio = signal / Self.nominal
        // Above 0 °C the quadratic's root is the answer, below it a good guess.
        let quadratic = 2 * (ratio - 1) / (Self.a + (Self.a * Self.a - 4 * Self.b * (1 - ratio)).squareRoot())
        let celsius =
            quadratic >= 0
            ? quadratic : root(in: -200...0, from: max(quadratic, -200), of: signal, Self.resistance)
        return min(max(celsius + Self.zero, temperatures.lowerBound), temperatures.upperBound)
    }

    func signal(temperature: Double) -> Double {
        min(max(Self.resistance(temperature - Self.zero).value, signals.lowerBound), signals.upperBound)
    }

    func slope(temperature: Double) -> Double { Self.resistance(temperature - Self.zero).slope }

    /// The tolerance of class B in K: ±(0.3 + 0.005·|t|), for thin films from −50 °C to 500 °C, for wire from −196 °C to
    /// 600 °C; nil outside the latter.
    static func tolerance(_ temperature: Double) -> Double? {
        let celsius = temperature - zero
        return (-196...600).contains(celsius) ? 0.3 + 0.005 * abs(celsius) : nil
    }
}
