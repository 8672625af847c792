public import Readings

/// What a fault of an instrument makes it say, while the plant stays as it is.
public struct SensorTrial: Sendable {
    /// A kind of fault by its word in scenarios, with a channel and a size as they are usual.
    public struct Example: Sendable, Hashable {
        /// The word: `relative-drift`.
        public var word: String
        /// What it is, in a line.
        public var title: String
        /// What is wrong.
        public var kind: SensorFault.Kind
        /// Of which channel; nil of the whole device.
        public var channel: String?
        /// The channel that shows it; the same, where it is of one.
        public var shown: String
    }

    /// What was said at a time.
    public struct Said: Sendable, Hashable {
        /// In s since the fault; below zero before.
        public var time: Double
        /// What the channel said; nil where nothing came.
        public var reading: Reading?
        /// In the unit of the instrument itself; nil without a number.
        public var raw: Double?
        /// That unit.
        public var unit: RawUnit
    }

    /// What is tried.
    public let example: Example
    /// The unit of the channel.
    public let unit: ChannelUnit
    /// What was said before, and after the times that were asked for.
    public let said: [Said]

    /// Every kind of fault, each as it is usual.
    public static let examples: [Example] = SensorFaultFile.Word.allCases.map(\.example)

    /// Lets an instrument of a plant be wrong.
    ///
    /// - Parameters:
    ///   - example: what is wrong.
    ///   - reading: the plant, which stays as it is.
    ///   - times: after which it is looked, in s, rising.
    ///   - seed: of the instruments.
    /// - Throws: ``SensorFaultError`` for a fault that the plant's instruments cannot have.
    public init(_ example: Example, on reading: PlantReading, after times: [Double], seed: UInt64 = 1) throws {
        let model = reading.model
        var instruments = try PlantInstruments(model, devices: model.deviceNames, seed: seed)
        let device = model.deviceNames[model.plates.firstIndex(where: \.isNode) ?? 0]
        let channel = try instruments.place(of: example.shown, at: device)
        // So long before that every thermometer was scanned.
        let begin: Int64 = 3_600_000_000_000
        var said: [Said] = []
        func look(_ time: Double) {
            let all = instruments.readings(of: reading, at: begin + Int64(time * 1e9))
            let found = all.first { $0.channel == channel }
            said.append(
                Said(
                    time: time, reading: found?.reading, raw: found.flatMap(instruments.rawValue),
                    unit: instruments.rawUnit(of: channel)))
        }
        for minutes in stride(from: -10.0, to: 0, by: 1) {
            _ = instruments.readings(of: reading, at: begin + Int64(minutes * 60e9))
        }
        look(-1)
        try instruments.set(SensorFault(example.kind, of: device, example.channel))
        look(0)
        said.removeLast()
        var time = 0.0
        for end in times {
            while time < end {
                time = min(time + 600, end)
                if time < end { _ = instruments.readings(of: reading, at: begin + Int64(time * 1e9)) }
            }
            look(end)
        }
        self.example = example
        unit = instruments.channels[channel].unit
        self.said = said
    }
}

extension SensorFaultFile.Word {
    /// It as it is usual.
    var example: SensorTrial.Example {
        func one(_ title: String, _ kind: SensorFault.Kind, _ channel: String?, shown: String? = nil)
            -> SensorTrial.Example
        {
            .init(word: rawValue, title: title, kind: kind, channel: channel, shown: shown ?? channel ?? "base")
        }
        switch self {
        case .drift: return one("goes away from the truth", .drift(perDay: 2e-3), "base")
        case .relativeDrift: return one("the same as a share", .relativeDrift(perDay: 0.1), "base")
        case .open: return one("a broken wire", .open, "base")
        case .short: return one("wires that touch", .short, "base")
        case .stale: return one("the last reading stands, noticed", .stale(isNoticed: true), "base")
        case .repeating: return one("the last reading comes again as if it were new", .stale(isNoticed: false), "base")
        case .selfHeating: return one("its excitation heats the sensor", .selfHeating(power: 1e-11), "base")
        case .frozen: return one("over its range at a plausible number", .frozen, "50K")
        case .wrongCurve: return one("the calibration of another sensor", .wrongCurve("cx-1010"), "base")
        case .gaugeOff: return one("a gauge that is off leaves its placeholder", .gaugeOff, "P1")
        case .noise: return one("a loose wire, a ground loop", .noise(factor: 100), "base")
        case .microphonics: return one("vibration shakes the wires", .microphonics(perAcceleration: 5), "base")
        case .scannerStays: return one("the scanner stays at one; the others age", .scannerStays, "4K", shown: "base")
        case .firmware: return one("an update speaks in other units", .firmware(.metric), nil, shown: "pulsetube-high")
        case .telemetryLoss: return one("nothing is heard of the device", .telemetryLoss, nil)
        }
    }
}
