/// What a Bluefors log does not say of itself: whose it is, in which zone, what its numbers are called.
public struct LogSettings: Sendable, Hashable {
    /// The device whose channels these are.
    public var device: String
    /// In which zone its clock is.
    public var zone: ZoneRules
    /// Names of thermometers by number; others are called `ch3`.
    public var thermometers: [Int: String]
    /// Names of heaters by their place in the line, from 1; others are called `heater-3`.
    public var heaters: [Int: String]
    /// Whether heaters are known to be logged in watts.
    ///
    /// Their file names no unit: where nobody says so, watts are taken, and each power above zero is suspect.
    public var areHeatersInWatts: Bool
    /// Up to which temperature in K the sensor of a channel is to be believed; what it says beyond is above its range.
    ///
    /// Ruthenium oxide hardly changes above 20 K: in a warm cryostat it reads some 30 K for ever.
    public var highest: [String: Double]
    /// How long nothing at all may change at a thermometer before its readings are suspect, in s.
    public var unchanged: Int64

    /// What is known of a log.
    public init(
        device: String, zone: ZoneRules,
        thermometers: [Int: String] = [1: "50K", 2: "4K", 5: "still", 6: "base"],
        heaters: [Int: String] = [1: "sample-heater", 2: "still-heater"], areHeatersInWatts: Bool = false,
        highest: [String: Double] = ["base": 20, "cold-plate": 20], unchanged: Int64 = 1800
    ) {
        self.device = device
        self.zone = zone
        self.thermometers = thermometers
        self.heaters = heaters
        self.areHeatersInWatts = areHeatersInWatts
        self.highest = highest
        self.unchanged = unchanged
    }

    /// The channel of a thermometer.
    func thermometer(_ number: Int) -> String { thermometers[number] ?? "ch\(number)" }
    /// The channel of a heater, counted from 1.
    func heater(_ number: Int) -> String { heaters[number] ?? "heater-\(number)" }
}

extension LogSettings {
    /// What else in such a log has a name of a thermometer: readings of two would be taken for one's.
    ///
    /// Names of switches and of what the control unit tells of itself stand in the files alone; of those only the usual ones are known.
    ///
    /// - Parameter number: of the thermometer.
    /// - Returns: nil where its names are its own.
    public func namesake(of number: Int) -> String? {
        for name in channels(of: number) {
            if let other = (1...99).first(where: { $0 != number && channels(of: $0).contains(name) }) {
                return "CH\(other)"
            }
            if name == "flow" { return "the flow of the mixture" }
            if name.hasPrefix("P"), Int(name.dropFirst()) != nil { return "a gauge" }
            if (1...9).contains(where: { name == heater($0) || name == "\(heater($0))-on" }) { return "a heater" }
            let isValve = name.hasPrefix("v") && Int(name.dropFirst()) != nil
            if isValve || name.hasPrefix("hs-") || Self.switches.contains(name) { return "a switch of the panel" }
        }
        return nil
    }

    private static let switches: Set = [
        "panel-code", "turbo1", "turbo2", "scroll1", "scroll2", "compressor", "pulsetube", "ext",
    ]

    private func channels(of number: Int) -> [String] {
        let name = thermometer(number)
        return [name, "\(name)-resistance", "\(name)-excitation"]
    }
}
