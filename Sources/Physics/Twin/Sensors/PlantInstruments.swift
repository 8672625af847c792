public import Cryogenics
public import Readings
import Thermometry

/// A reading of a channel.
public struct SensorReading: Sendable, Hashable, Codable {
    /// The number of the channel in ``PlantInstruments/channels``.
    public var channel: Int
    /// What it says.
    public var reading: Reading

    /// A reading of a channel.
    public init(channel: Int, reading: Reading) {
        self.channel = channel
        self.reading = reading
    }
}

/// A plant as its instruments show it: the true state through curves, scanners, noise and faults.
///
/// ```swift
/// var instruments = try PlantInstruments(plant.model, devices: ["lab-1"], seed: 7)
/// for sensor in instruments.readings(of: try plant.reading(), at: 1_750_000_000_000_000_000) {
///     print(instruments.channels[sensor.channel], sensor.reading)
/// }
/// ```
///
/// Each plate is a device: temperatures `50K`, `4K`, `still`, `cold-plate`, `base` with the signals of their sensors
/// (`base-resistance`, `50K-voltage`), those of ``InstrumentSettings/places``, pressures `P1` to `P6`, `flow`, what can be set
/// (`v1`, `turbo1`, `pulsetube`, `still-heater`), the compressor of the pulse tube (`pulsetube-oil`, `pulsetube-hours`),
/// `vibration` of the base plate, and a device's `readout-snr` in dB with its `resonator-shift`.
///
/// Every call gives every channel its last reading. A thermometer that was not scanned since gives the one before, with the time
/// of then; one that is older than ``InstrumentSettings/staleAge`` is stale. What is measured between two calls sees the stages
/// as on a straight line between them.
///
/// Nothing flows back: the plant does not know that it is looked at. Noise depends on seed, channel and time alone, so the same
/// seed gives the same bytes, also from a ``Snapshot``.
public struct PlantInstruments: Sendable {
    /// What all the channels measure, plate by plate; fixed.
    public let channels: [Channel]
    /// The device of each plate.
    public let devices: [String]
    /// What they are.
    public let settings: InstrumentSettings
    let seed: UInt64
    let noise: SensorNoise
    let plates: [PlateInstruments]
    let sources: [ChannelSource]
    /// What is fixed of each channel's unit: an offset in SI, a factor, or nothing.
    let own: [Double]
    let thermometers: [FittedThermometer]
    /// Of the base plate with its pulse tube at work, in m/s².
    let acceleration: Double
    /// What the bridges' filters leave of a ripple.
    let rippleLeft: Double
    var state: State
    /// What follows from the faults that hold.
    var active = ActiveFaults()
    /// Memory that is used again.
    var rates: [Double] = []

    /// Instruments of a plant.
    ///
    /// - Parameters:
    ///   - model: the plant; a single cryostat or a link with any number of plates.
    ///   - devices: a name for each plate, in the model's order.
    ///   - seed: decides noise and what each unit has of its own.
    ///   - settings: nil for ``InstrumentSettings/usual(of:devices:)``.
    ///   - snapshot: to go on from; nil begins anew.
    /// - Throws: ``PlantInstrumentsError``; `ChannelError` for names that cannot be.
    public init(
        _ model: PlantModel, devices: [String], seed: UInt64, settings: InstrumentSettings? = nil,
        from snapshot: Snapshot? = nil
    ) throws {
        guard devices.count == model.plates.count else {
            throw PlantInstrumentsError.deviceCount(devices.count, expected: model.plates.count)
        }
        for (index, device) in devices.enumerated() where devices[..<index].contains(device) {
            throw PlantInstrumentsError.deviceTwice(device)
        }
        let settings = try settings ?? .usual(of: model, devices: devices)
        try settings.check()
        for place in settings.places where !devices.contains(place.device) {
            throw PlantInstrumentsError.unknownDevice(place.device, known: devices)
        }
        let noise = SensorNoise(seed: seed)
        var builder = InstrumentBuilder(model, settings, noise)
        for (index, device) in devices.enumerated() { try builder.add(model.plates[index], as: device) }
        self.devices = devices
        self.seed = seed
        self.settings = settings
        self.noise = noise
        channels = builder.channels
        plates = builder.plates
        sources = builder.sources
        own = builder.own
        thermometers = builder.thermometers
        acceleration = settings.vibration.effectiveAcceleration(of: max(model.stages.count - 1, 0))
        let turn = 2 * Double.pi * settings.vibration.frequency * settings.scanner.settling
        rippleLeft = 1 / (1 + turn * turn).squareRoot()
        state = State(
            latest: channels.map { _ in Reading(time: .min, missing: .disconnected) },
            thermometers: builder.thermometers.map { _ in ThermometerMemory() },
            operated: devices.map { _ in 0 })
        if let snapshot { try take(snapshot) }
    }

    /// All that changes.
    struct State: Sendable, Hashable, Codable {
        /// When it was last looked, in ns.
        var time: Int64?
        /// Of each channel.
        var latest: [Reading]
        var thermometers: [ThermometerMemory]
        /// How long each plate's pulse tube ran since the beginning, in s.
        var operated: [Double]
        /// Faults in the order in which they were set.
        var faults: [HeldFault] = []
    }

    /// The number of a channel; nil where there is none.
    public func index(of channel: String, at device: String) -> Int? {
        channels.firstIndex { $0.name == channel && $0.device == device }
    }

    /// How far a thermometer may be off by its calibration and by what its excitation heats it with, as a share of its
    /// temperature: one standard deviation; 0 of what is no thermometer.
    func deviation(of channel: Int, at temperature: Double) -> Double {
        guard case .thermometer(let index) = sources[channel] else { return 0 }
        let kind = thermometers[index].kind
        guard let signal = kind.curve.signal(at: temperature).value,
            let slope = kind.curve.dimensionlessSensitivity(at: temperature), slope != 0
        else { return 0 }
        let square = temperature * temperature
        let heating = kind.boundary * kind.power(at: signal) / (square * square)
        return (kind.calibrationError * kind.calibrationError / (slope * slope) + heating * heating).squareRoot()
    }

    // MARK: Units of instruments

    /// The unit in which the instrument itself gives a channel: that of its logs and protocols.
    public func rawUnit(of channel: Int) -> RawUnit {
        switch sources[channel] {
        case .thermometer: .kelvin
        case .signal(let index): thermometers[index].kind.curve.unit == .ohm ? .ohm : .volt
        case .gauge: .millibar
        case .flow: .millimolePerSecond
        case .state: .one
        case .heater, .compressor(.power): .watt
        case .speed, .shift: .hertz
        case .vibration: .metrePerSecondSquared
        case .ratio: .decibel
        case .compressor(.high), .compressor(.low): firmware(of: channel).pressure
        case .compressor(.hours): firmware(of: channel).duration
        case .compressor(.oil), .compressor(.waterIn), .compressor(.waterOut): firmware(of: channel).temperature
        }
    }

    /// The number of a reading in the unit of its instrument; nil where it has none.
    public func rawValue(of reading: SensorReading) -> Double? {
        reading.reading.value.map { rawUnit(of: reading.channel).raw(si: $0) }
    }

    private func firmware(of channel: Int) -> CompressorFirmware {
        let plate = plates.firstIndex { $0.channels.contains(channel) }
        for held in state.faults.reversed() where held.plate == plate {
            if case .firmware(let version) = held.fault.kind { return version }
        }
        return settings.firmware
    }
}

extension PlantInstruments {
    /// All that decides what comes next, besides the plant.
    public struct Snapshot: Sendable, Hashable, Codable {
        let seed: UInt64
        let channels: [Channel]
        let state: State
    }

    /// All that decides what comes next: instruments made from it, and these, go on with the same bytes.
    public var snapshot: Snapshot { Snapshot(seed: seed, channels: channels, state: state) }

    private mutating func take(_ snapshot: Snapshot) throws {
        guard snapshot.seed == seed, snapshot.channels == channels, snapshot.state.latest.count == channels.count,
            snapshot.state.thermometers.count == thermometers.count,
            snapshot.state.operated.count == plates.count
        else { throw PlantInstrumentsError.otherSnapshot }
        let faults = snapshot.state.faults
        state = snapshot.state
        state.faults = []
        for held in faults {
            var checked = try check(held.fault)
            checked.since = held.since
            state.faults.append(checked)
        }
        try refreshFaults()
    }
}

/// Why instruments cannot be made, or set.
public enum PlantInstrumentsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// So many names, and another number of plates.
    case deviceCount(Int, expected: Int)
    /// A name of two plates.
    case deviceTwice(String)
    /// A name of two channels.
    case channelTwice(String)
    /// More thermometers than a scanner has slots.
    case tooManyThermometers(Int)
    /// The snapshot is of another seed, other devices or other settings.
    case otherSnapshot
    /// A setting that cannot be.
    case setting(String, Double, expected: String)
    /// A place of a stage that has no thermometer, or that the plant has not.
    case noThermometer(String, Stage)
    /// No device has the name.
    case unknownDevice(String, known: [String])

    /// What is wrong, what was expected.
    public var description: String {
        switch self {
        case .deviceCount(let count, let expected):
            "\(count) names of devices for \(expected) plates; give one for each, in the model's order"
        case .deviceTwice(let name): "two plates are called ‘\(name)’; give each a name of its own"
        case .channelTwice(let name): "two channels are called ‘\(name)’; give each place a name of its own"
        case .tooManyThermometers(let count):
            "\(count) thermometers at one plate; a scanner takes \(Scanner.slots) at most"
        case .otherSnapshot: "the snapshot is of other instruments; make these with its seed, devices and settings"
        case .setting(let name, let value, let expected): "\(name) of \(value) cannot be; expected \(expected)"
        case .noThermometer(let name, let stage):
            "‘\(name)’ sits at the stage \(stage.rawValue), which has no thermometer; state its kind, or leave it out"
        case .unknownDevice(let name, let known):
            "there is no device ‘\(name)’; known: \(known.joined(separator: ", "))"
        }
    }
}
