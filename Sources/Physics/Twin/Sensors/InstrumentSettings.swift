public import Cryogenics

/// What instruments a plant is seen through: the same of every plate.
///
/// Curves are read once, so that a thousand plants may share one value of it.
public struct InstrumentSettings: Sendable {
    /// The thermometer of each stage; a stage without one has no channels.
    public var thermometers: [Stage: ThermometerKind]
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

    /// Those of a usual cryostat: a diode DT-670 at 50K, CX-1010 at 4K and still, ruthenium oxide below.
    ///
    /// - Throws: nothing for curves that are part of Subkelvin.
    public static func cryostat() throws -> Self { Self(thermometers: try ThermometerKind.cryostat()) }

    /// Those of the ETH link: CX-1080 at 50K, CX-1010 at 4K, ruthenium oxide below.
    ///
    /// - Throws: nothing for curves that are part of Subkelvin.
    public static func link() throws -> Self { Self(thermometers: try ThermometerKind.link()) }
}
