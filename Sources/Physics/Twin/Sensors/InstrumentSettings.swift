public import Cryogenics
import Thermometry

/// What instruments a plant is seen through: the same of every plate.
///
/// Curves are read once, so that a thousand plants may share one value of it.
public struct InstrumentSettings: Sendable {
    /// The thermometer of each stage; a stage without one has no channels.
    public var thermometers: [Stage: ThermometerKind]
    /// Thermometers besides, on the shields of a link.
    public var places: [ThermometerPlace] = []
    /// What takes them in turn.
    public var scanner: Scanner
    /// How old a reading may be before it is stale, in s.
    public var staleAge: Double
    /// How long the last temperature is held once a sensor is below its range, in s; there is none after that.
    public var heldBelowRange: Double
    /// What running pulse tubes shake.
    public var vibration: Vibration
    /// Of the compressors of pulse tubes, until a fault changes it.
    public var firmware: CompressorFirmware
    /// The device at base.
    var device = DeviceReadout()

    /// States what there is.
    ///
    /// - Parameters:
    ///   - thermometers: at most one a stage.
    ///   - scanner: of each plate.
    ///   - staleAge: in s. Five minutes is more than a round of sixteen thermometers takes.
    ///   - heldBelowRange: in s; an hour, as found in files of a usual cryostat.
    ///   - vibration: of running pulse tubes.
    ///   - firmware: of their compressors.
    public init(
        thermometers: [Stage: ThermometerKind], scanner: Scanner = Scanner(), staleAge: Double = 300,
        heldBelowRange: Double = 3600, vibration: Vibration = .pulseTube, firmware: CompressorFirmware = .imperial
    ) {
        self.thermometers = thermometers
        self.scanner = scanner
        self.staleAge = staleAge
        self.heldBelowRange = heldBelowRange
        self.vibration = vibration
        self.firmware = firmware
    }
}

/// A place on the shields of a link that has a thermometer, read by the scanner of a device.
public struct ThermometerPlace: Sendable, Hashable {
    /// The name of its channel: `LM3-50K`.
    public var name: String
    /// Whose scanner reads it.
    public var device: String
    /// Of which stage; its kind is that of the stage.
    public var stage: Stage
    /// Where along the link in m; the nearest place of the model counts.
    public var position: Double

    /// A place.
    public init(name: String, device: String, stage: Stage, position: Double) {
        self.name = name
        self.device = device
        self.stage = stage
        self.position = position
    }
}

extension InstrumentSettings {
    /// Refuses settings that cannot be.
    func check() throws(PlantInstrumentsError) {
        func expect(_ name: String, _ value: Double, _ isSound: Bool, _ expected: String) throws(PlantInstrumentsError)
        {
            guard isSound else { throw .setting(name, value, expected: expected) }
        }
        try expect("the age of a stale reading", staleAge, staleAge > 0 && staleAge <= 1e9, "above 0 up to 1e9 s")
        try expect(
            "the time below range", heldBelowRange, heldBelowRange >= 0 && heldBelowRange <= 1e9, "0 to 1e9 s")
        try expect("the scanner's pause", scanner.pause, (0...3600).contains(scanner.pause), "0 to 3600 s")
        try expect("the scanner's dwell", scanner.dwell, (1e-3...3600).contains(scanner.dwell), "1 ms to 3600 s")
        try expect(
            "the scanner's settling", scanner.settling, (1e-6...3600).contains(scanner.settling), "1 µs to 3600 s")
        for (stage, kind) in thermometers.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let (name, ends) = ("of the thermometer of \(stage.rawValue)", kind.curve.temperatures)
            let excitation: Double =
                switch kind.excitation {
                case .voltage(let voltage): voltage
                case .current(let current): current
                }
            try expect("the excitation \(name)", excitation, (1e-12...1).contains(excitation), "1e-12 to 1 V or A")
            try expect("A \(name)", kind.boundary, (0...1e9).contains(kind.boundary), "0 to 1e9 K⁴/W")
            try expect("the spread \(name)", kind.spread, (0...1).contains(kind.spread), "0 to 1")
            try expect(
                "the error of calibration \(name)", kind.calibrationError, (0...1).contains(kind.calibrationError),
                "0 to 1")
            try expect(
                "the end of use \(name)", kind.usableUpTo, ends.contains(kind.usableUpTo),
                "within its curve, \(ends.lowerBound) to \(ends.upperBound) K")
        }
    }
}
