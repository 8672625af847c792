/// Something wrong with an instrument, while the plant itself is as it is.
///
///     try instruments.set(SensorFault(.drift(perDay: 1e-3), of: "lab-1", "base"))
///     try instruments.set(SensorFault(.telemetryLoss, of: "lab-1"))
///
/// Any number may hold at once, also of one channel: drifts and excess powers add, factors multiply. Of those that decide the
/// whole reading the first of this list wins: stale, open, gauge off, short, frozen, wrong curve.
public struct SensorFault: Sendable, Hashable, Codable {
    /// What is wrong.
    public enum Kind: Sendable, Hashable, Codable {
        /// Its reading goes away from the truth, in the channel's unit a day. Of a thermometer its element behaves as if it was
        /// so much warmer: resistance and temperature both move.
        case drift(perDay: Double)
        /// The same as a share of the truth a day.
        case relativeDrift(perDay: Double)
        /// A wire is broken: `disconnected`.
        case open
        /// The wires of a thermometer touch: no resistance, no voltage; a temperature beyond the end where that lies.
        case short
        /// The last reading comes again and again. Noticed, its time stands still, and it is stale after a while; unnoticed, it
        /// comes with the time of now, and good.
        case stale(isNoticed: Bool)
        /// A thermometer is heated by so many W more.
        case selfHeating(power: Double)
        /// A thermometer shows its last temperature as `above-range` while its signal goes on.
        case frozen
        /// The instrument holds the calibration of another sensor: a curve of the catalogue, by name.
        case wrongCurve(String)
        /// A pressure gauge is switched off: a placeholder of 2.00e-2 mbar, `off`.
        case gaugeOff
        /// Noise so many times as large: a loose wire, a ground loop.
        case noise(factor: Double)
        /// What shakes the stage of a thermometer shakes its wires: relative noise of the signal for each m/s².
        case microphonics(perAcceleration: Double)
        /// The scanner stays at this thermometer; the others of the plate age.
        case scannerStays
        /// The compressor of a device speaks in other units. Readings stay as they are: see ``PlantInstruments/rawUnit(of:)``.
        case firmware(CompressorFirmware)
        /// Nothing comes from a device.
        case telemetryLoss
    }

    /// What is wrong.
    public var kind: Kind
    /// Of which device.
    public var device: String
    /// Of which channel; nil for what is about the whole device.
    public var channel: String?

    /// A fault.
    public init(_ kind: Kind, of device: String, _ channel: String? = nil) {
        self.kind = kind
        self.device = device
        self.channel = channel
    }
}

extension SensorFault.Kind {
    /// What it is about.
    enum Scope: Sendable { case device, anything, number, thermometer, gauge }

    var scope: Scope {
        switch self {
        case .firmware, .telemetryLoss: .device
        case .open, .stale: .anything
        case .drift, .relativeDrift, .noise: .number
        case .short, .selfHeating, .frozen, .wrongCurve, .microphonics, .scannerStays: .thermometer
        case .gaugeOff: .gauge
        }
    }

    /// Its size and the range it may have; nil for what has none.
    var size: (name: String, value: Double, isSound: Bool, expected: String)? {
        switch self {
        case .drift(let rate):
            ("a drift", rate, rate != 0 && abs(rate) <= 1e6, "one other than 0 up to 1e6 of the channel's units a day")
        case .relativeDrift(let rate):
            ("a relative drift", rate, rate != 0 && abs(rate) <= 10, "one other than 0 up to 10 a day")
        case .selfHeating(let power):
            ("an excess power", power, power > 0 && power <= 1e-3, "one above 0 up to 1e-3 W")
        case .noise(let factor): ("a factor of noise", factor, factor >= 1 && factor <= 1e4, "one of 1 to 1e4")
        case .microphonics(let share):
            ("a relative noise", share, share > 0 && share <= 100, "one above 0 up to 100 for each m/s²")
        default: nil
        }
    }

    /// A word for it.
    var word: String {
        switch self {
        case .drift: "a drift"
        case .relativeDrift: "a relative drift"
        case .open: "a broken wire"
        case .short: "a short"
        case .stale: "a stale reading"
        case .selfHeating: "an excess power"
        case .frozen: "a frozen reading"
        case .wrongCurve: "a wrong curve"
        case .gaugeOff: "a gauge switched off"
        case .noise: "a factor of noise"
        case .microphonics: "microphonics"
        case .scannerStays: "a scanner that stays"
        case .firmware: "another firmware"
        case .telemetryLoss: "loss of telemetry"
        }
    }
}
