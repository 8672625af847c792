import Readings
public import Twin

extension LogSettings {
    /// What is known of logs that a twin wrote: a number for the cold plate's thermometer too, and heaters in watts.
    public static func twin(device: String, zone: ZoneRules) -> Self {
        LogSettings(
            device: device, zone: zone,
            thermometers: [1: "50K", 2: "4K", 4: "cold-plate", 5: "still", 6: "base"], areHeatersInWatts: true)
    }
}

extension LogSnapshot {
    /// What the instruments of one device of a twin say.
    ///
    /// Left out is what such logs have no file for: signals in volts, vibration, a device's own readings.
    ///
    /// - Parameters:
    ///   - readings: of `PlantInstruments.readings(of:at:)`; nothing of a device whose telemetry is lost.
    ///   - instruments: theirs.
    ///   - settings: the device, and the numbers of its thermometers and heaters.
    public init(_ readings: [SensorReading], of instruments: PlantInstruments, _ settings: LogSettings) {
        self.init()
        var said: [String: SensorReading] = [:]
        for reading in readings where instruments.channels[reading.channel].device == settings.device {
            said[instruments.channels[reading.channel].name] = reading
        }
        for (number, name) in settings.thermometers.sorted(by: { $0.key < $1.key }) {
            guard let temperature = said[name]?.reading else { continue }
            thermometers.append(
                Thermometer(
                    number: number, temperature: temperature, resistance: said["\(name)-resistance"]?.reading))
        }
        if said["P1"] != nil { pressures = (1...6).map { said["P\($0)"]?.reading } }
        flow = said["flow"]?.reading.value
        for name in Self.stateNames {
            guard let value = said[name]?.reading.value else { continue }
            states.append((name, value != 0))
        }
        for (_, name) in settings.heaters.sorted(by: { $0.key < $1.key }) {
            guard let power = said[name]?.reading.value else { continue }
            heaters.append(power)
        }
        for (key, name) in Self.statusKeys {
            guard let reading = said[name], let value = instruments.rawValue(of: reading) else { continue }
            status.append((key, value))
        }
    }

    /// Valves, pumps and switches in the order in which control units write them.
    private static let stateNames =
        (1...23).map { "v\($0)" } + [
            "turbo1", "turbo2", "scroll1", "scroll2", "compressor", "pulsetube", "hs-still", "hs-mc",
        ]

    /// Keys of the Status file and the channels that they stand for.
    public static let statusKeys = [
        ("tc400actualspd", "turbo1-speed"), ("tc400actualspd_2", "turbo2-speed"), ("cpatempwi", "pulsetube-water-in"),
        ("cpatempwo", "pulsetube-water-out"), ("cpatempo", "pulsetube-oil"), ("cpalp", "pulsetube-low"),
        ("cpahp", "pulsetube-high"), ("cpahours", "pulsetube-hours"),
    ]
}
