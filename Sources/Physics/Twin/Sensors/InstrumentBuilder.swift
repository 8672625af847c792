import Cryogenics
import HeatTransfer
import Readings
import Thermometry

/// Where a channel's readings come from.
enum ChannelSource: Sendable, Hashable {
    /// By their number among all.
    case thermometer(Int)
    case signal(Int)
    /// 1 to 6.
    case gauge(Int)
    case flow
    /// 0 or 1.
    case state(Control.Part)
    case heater(Control.Part)
    case speed(Control.Pump)
    case compressor(CompressorQuantity)
    case vibration
    case ratio
    case shift
}

/// What the compressor of a pulse tube tells of itself.
enum CompressorQuantity: String, Sendable, Hashable, CaseIterable {
    case power, oil, high, low, hours
    case waterIn = "water-in"
    case waterOut = "water-out"

    var unit: ChannelUnit {
        switch self {
        case .power: .watt
        case .oil, .waterIn, .waterOut: .kelvin
        case .high, .low: .pascal
        case .hours: .second
        }
    }

    /// Of a unit's offset, and of noise, in SI (assumed).
    var deviations: (offset: Double, noise: Double) {
        switch self {
        case .power: (50, 15)
        case .oil, .waterIn, .waterOut: (0.3, 0.05)
        case .high, .low: (5e3, 2e3)
        // Hours that a machine ran before.
        case .hours: (0, 0)
        }
    }
}

/// The instruments of one plate.
struct PlateInstruments: Sendable {
    let channels: Range<Int>
    /// Their numbers among all, in the order of the scanner.
    let thermometers: Range<Int>
    /// Where each sits.
    let spots: [Spot]
    /// The plate's coldest.
    let base: ThermalNetwork.Node?

    /// Where a thermometer sits.
    struct Spot: Sendable {
        var node: ThermalNetwork.Node
        /// By number, from 50K on.
        var stage: Int
        /// Whether it is a plate, which a pulse tube shakes, and no shield.
        var isPlate: Bool
    }
}

/// Lays out channels plate by plate, and makes each instrument's unit.
struct InstrumentBuilder {
    private let model: PlantModel
    private let settings: InstrumentSettings
    private let noise: SensorNoise
    var channels: [Channel] = []
    var plates: [PlateInstruments] = []
    var sources: [ChannelSource] = []
    var own: [Double] = []
    var thermometers: [FittedThermometer] = []

    init(_ model: PlantModel, _ settings: InstrumentSettings, _ noise: SensorNoise) {
        self.model = model
        self.settings = settings
        self.noise = noise
    }

    /// Turns of a turbo pump a second at full speed (as of common pumps).
    static let turboSpeed = 820.0
    /// Zero of a flow meter and its noise in mol/s (assumed).
    static let flowDeviations = (offset: 2e-6, noise: 0.5e-6)

    mutating func add(_ plate: PlantModel.Plate, as device: String) throws {
        let (first, firstThermometer) = (channels.count, thermometers.count)
        var spots: [PlateInstruments.Spot] = []
        for (number, stage) in model.stages.enumerated() {
            guard let kind = settings.thermometers[stage] else { continue }
            let name = stage.channelName
            try add(kind, named: name, of: device)
            spots.append(PlateInstruments.Spot(node: plate.nodes[number], stage: number, isPlate: true))
        }
        for place in settings.places where place.device == device {
            guard let kind = settings.thermometers[place.stage], let number = model.stages.firstIndex(of: place.stage),
                let nearest = model.rows[number].min(by: {
                    abs($0.position - place.position) < abs($1.position - place.position)
                })
            else { throw PlantInstrumentsError.noThermometer(place.name, place.stage) }
            try add(kind, named: place.name, of: device)
            spots.append(PlateInstruments.Spot(node: nearest.node, stage: number, isPlate: false))
        }
        guard spots.count <= Scanner.slots else { throw PlantInstrumentsError.tooManyThermometers(spots.count) }
        if plate.circuit != nil {
            for gauge in 1...6 {
                let unit = PressureGauge.all[gauge - 1].own(noise.deviation(channels.count, .offset))
                try add("P\(gauge)", .pascal, .gauge(gauge), of: device, own: unit)
            }
            let offset = Self.flowDeviations.offset * noise.deviation(channels.count, .offset)
            try add("flow", .molePerSecond, .flow, of: device, own: offset)
        }
        for part in Control.Part.all where plate.has(part) {
            switch part {
            case .facility: break
            case .heater: try add("\(part)", .watt, .heater(part), of: device)
            default: try add("\(part)", .one, .state(part), of: device)
            }
        }
        if plate.circuit != nil {
            for pump in [Control.Pump.turbo1, .turbo2] {
                try add("\(pump.rawValue)-speed", .hertz, .speed(pump), of: device)
            }
        }
        for quantity in CompressorQuantity.allCases {
            let offset = quantity.deviations.offset * noise.deviation(channels.count, .offset)
            let hours = max(23_000 + 8000 * noise.deviation(channels.count, .hours), 100) * 3600
            try add(
                "pulsetube-\(quantity.rawValue)", quantity.unit, .compressor(quantity), of: device,
                own: quantity == .hours ? hours : offset)
        }
        try add("vibration", .metrePerSecondSquared, .vibration, of: device)
        if plate.circuit != nil {
            try add("readout-snr", .one, .ratio, of: device)
            try add("resonator-shift", .hertz, .shift, of: device)
        }
        plates.append(
            PlateInstruments(
                channels: first..<channels.count, thermometers: firstThermometer..<thermometers.count,
                spots: spots, base: plate.nodes.last))
    }

    /// A thermometer: its temperature, and its signal after that.
    private mutating func add(_ kind: ThermometerKind, named name: String, of device: String) throws {
        let unit = kind.curve.unit
        try add(name, .kelvin, .thermometer(thermometers.count), of: device)
        try add("\(name)-\(unit.quantity)", unit == .ohm ? .ohm : .volt, .signal(thermometers.count), of: device)
        thermometers.append(FittedThermometer(kind, channel: channels.count - 1, noise))
    }

    private mutating func add(
        _ name: String, _ unit: ChannelUnit, _ source: ChannelSource, of device: String, own: Double = 0
    ) throws {
        let channel = try Channel(device: device, name: name, unit: unit)
        for other in channels where other.device == device && other.name == name {
            throw PlantInstrumentsError.channelTwice(other.description)
        }
        channels.append(channel)
        sources.append(source)
        self.own.append(own)
    }
}
